import {join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import type {ExportedFile} from "../exported.ts";
import {type BulletinSettings, officeWords} from "../office.ts";
import {paperDocx} from "../paper/docx.ts";
import type {Paper} from "../paper/paper.ts";
import {readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {fileName} from "../sitedata/units.ts";
import {yearState} from "../state.ts";
import {noticePaper} from "./compose.ts";
import {readNotices} from "./data.ts";

export interface NoticeOptions {
  year: number;
  /** What the office says in its own words, before what the configuration says. */
  office?: BulletinSettings;
}

/** One unit's notice as content, and the name of its file without an extension. */
export interface Notice {
  name: string;
  unitId: string;
  claims: number;
  paper: Paper;
}

/** Writes one 告知单 of one page for every unit with a result, as Word files named by the units' codes. */
export async function writeNotices(
  db: Database,
  {out, ...options}: NoticeOptions & {out: string}
): Promise<ExportedFile[]> {
  const files: ExportedFile[] = [];
  for (const {name, claims, paper} of await readNoticePapers(db, options)) {
    const bytes = await paperDocx(paper);
    const path = `${name}.docx`;
    const written = await writeFile(join(out, path), sink => sink.writeBytes(bytes));
    files.push({
      path,
      table: "bonus_ledger",
      format: "docx",
      rows: claims,
      bytes: written.bytes,
      sha256: written.sha256
    });
  }
  return files;
}

/** Returns the notices of all units as content, ranked ones in the published order first. */
export async function readNoticePapers(db: Database, {year, office: given = {}}: NoticeOptions): Promise<Notice[]> {
  const settings = await readSettings(db);
  const units = await readNotices(db, year);
  if (!units.length) throw new UserError(`没有${year}年度的位次：制度施行到数据截至日之间没有这一年`);
  const state = await yearState(db, year);
  const office = await officeWords(db, {city: settings.city, groups: settings.groups, given});
  const taken = new Set<string>();
  return units.map(data => ({
    name: fileName(data.unitId, taken),
    unitId: data.unitId,
    claims: data.claims.length,
    paper: noticePaper(data, {year, settings, state, office})
  }));
}
