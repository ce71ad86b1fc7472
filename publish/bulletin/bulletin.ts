import {basename} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import type {ExportedFile} from "../exported.ts";
import {type BulletinSettings, officeWords} from "../office.ts";
import {paperDocx} from "../paper/docx.ts";
import type {Paper} from "../paper/paper.ts";
import {type PublishSettings, readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {readPolicies} from "../sitedata/policies.ts";
import {yearState} from "../state.ts";
import {composeBulletin} from "./compose.ts";
import {readFigures} from "./figures.ts";
import type {CorrectionChanges, CorrectionNote} from "./overview.ts";

export interface BulletinOptions {
  year: number;
  /** Where policies of the office's own lie; without it they go by their file names. */
  workspace?: string;
  /** What the office says in its own words, before what the configuration says. */
  office?: BulletinSettings;
  /** Numbers of the table of changes, in a corrected edition. */
  changes?: CorrectionChanges;
}

/** Writes the bulletin 通报 on one year's ranking as a Word file; the same warehouse gives the same bytes. */
export async function writeBulletin(
  db: Database,
  {file, ...options}: BulletinOptions & {file: string}
): Promise<ExportedFile> {
  const paper = await bulletinPaper(db, options);
  const bytes = await paperDocx(paper);
  const written = await writeFile(file, sink => sink.writeBytes(bytes));
  return {
    path: basename(file),
    table: "bonus_ranking",
    format: "docx",
    rows: rankedRows(paper),
    bytes: written.bytes,
    sha256: written.sha256
  };
}

/** Returns the bulletin as content, from which the Word file and the printed page are drawn. */
export async function bulletinPaper(
  db: Database,
  {year, workspace = "", office: given = {}, changes}: BulletinOptions
): Promise<Paper> {
  const settings = await readSettings(db);
  const figures = await readFigures(db, year);
  if (!figures.groups.length) throw new UserError(`没有${year}年度的位次：制度施行到数据截至日之间没有这一年`);
  return composeBulletin({
    year,
    settings,
    state: await yearState(db, year),
    figures,
    policies: readPolicies(settings.policies, workspace),
    office: await officeWords(db, {city: settings.city, groups: figures.groups.map(({name}) => name), given}),
    correction: correctionOf(year, settings, changes)
  });
}

/** Returns what the edition corrects; null for one that corrects nothing. */
function correctionOf(
  year: number,
  {years}: PublishSettings,
  changes: CorrectionChanges | undefined
): CorrectionNote | null {
  const edition = years.get(year)?.edition;
  if (!edition?.correction) return null;
  const version = Number(/^v(\d+)$/.exec(edition.version)?.[1] ?? 2);
  return {replaces: `v${version - 1}`, reason: edition.correction, changes};
}

/** Returns how many units the tables rank. */
export function rankedRows({sections}: Paper): number {
  const tables = sections.flatMap(({blocks}) => blocks).filter(block => block.kind === "table");
  return tables.filter(({total}) => !total).reduce((sum, {rows}) => sum + rows.length, 0);
}
