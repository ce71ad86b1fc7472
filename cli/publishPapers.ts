import {join} from "node:path";
import type {Database} from "../loaders/database.ts";
import {type BulletinOptions, bulletinPaper, writeBulletin} from "../publish/bulletin/bulletin.ts";
import type {CorrectionChanges} from "../publish/bulletin/overview.ts";
import {printBulletin} from "../publish/bulletin/print.ts";
import {compareEditions} from "../publish/changes/compare.ts";
import {countUnits} from "../publish/changes/page.ts";
import type {ExportedFile} from "../publish/exported.ts";
import {writeNotices} from "../publish/notice/notice.ts";
import {printNotices} from "../publish/notice/print.ts";
import type {NoPdf} from "../publish/paper/pdf.ts";
import type {PrintedFile} from "../publish/paper/print.ts";

/** What the papers of an edition are made from. */
export interface PapersInput {
  workspace: string;
  year: number;
  out: string;
  pdf: boolean;
  /** The folder of the edition that this one corrects; null for none. */
  before: string | null;
  printing: Printing;
}

/** With what PDF files were printed, and why there are none. */
export interface Printing {
  producer: string | null;
  fonts: string[];
  notes: string[];
}

/** Writes the bulletin as a Word file and, where it can be printed, as a PDF file. */
export async function writeBulletins(db: Database, input: PapersInput): Promise<ExportedFile[]> {
  const {out, year, workspace, before} = input;
  const changes = before === null ? {} : {changes: await countChanges(before, out, year)};
  const options = {year, workspace, ...changes};
  if (await lacksWords(db, options)) input.printing.notes.push(TO_FILL);
  const word = await writeBulletin(db, {file: join(out, "bulletin.docx"), ...options});
  if (!input.pdf) return [word];
  return [word, ...record(await printBulletin(db, {file: join(out, "bulletin.pdf"), ...options}), input.printing)];
}

/** Writes every unit's notice as a Word file and, where they can be printed, all of them as one PDF file. */
export async function writeAllNotices(db: Database, input: PapersInput): Promise<ExportedFile[]> {
  const {out, year} = input;
  const words = await writeNotices(db, {out: join(out, "notices"), year});
  const files = words.map(file => ({...file, path: `notices/${file.path}`}));
  if (!input.pdf) return files;
  return [...files, ...record(await printNotices(db, {file: join(out, "notices.pdf"), year}), input.printing)];
}

const TO_FILL =
  "通报的“下步要求”还没有内容：请在 hengcai.yaml 的 publish.bulletin.requirements 写明后重新发布，或在 bulletin.docx 里填写";

async function lacksWords(db: Database, options: BulletinOptions): Promise<boolean> {
  const {sections} = await bulletinPaper(db, options);
  return sections.some(({blocks}) => blocks.some(block => block.kind === "text" && block.fill));
}

function record(printed: PrintedFile | NoPdf, printing: Printing): PrintedFile[] {
  if ("reason" in printed) {
    if (!printing.notes.includes(printed.reason)) printing.notes.push(printed.reason);
    return [];
  }
  printing.producer = printed.producer;
  printing.fonts = [...new Set([...printing.fonts, ...printed.fonts])].sort();
  return [printed];
}

async function countChanges(before: string, out: string, year: number): Promise<CorrectionChanges> {
  const {claims, units} = await compareEditions(before, out, year);
  return {claims: claims.length, ...countUnits(units)};
}
