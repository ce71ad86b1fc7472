import type {Database} from "../../loaders/database.ts";
import type {ExportedFile} from "../exported.ts";
import {type NoticeOptions, readNoticePapers} from "../notice.ts";
import {htmlToPdf, type NoPdf} from "../pdf.ts";
import {type BulletinOptions, bulletinPaper, rankedRows} from "./bulletin.ts";
import {papersHtml} from "./html.ts";
import type {Paper} from "./paper.ts";

/** A printed paper, with what printed it. */
export interface PrintedFile extends ExportedFile {
  producer: string;
  fonts: string[];
}

export interface PrintOptions {
  file: string;
  /** The browser's file; by default the one that is found. */
  browser?: string | undefined;
}

/** Writes the bulletin as a PDF file; without a browser returns why there is none. */
export async function printBulletin(
  db: Database,
  {file, browser, ...options}: BulletinOptions & PrintOptions
): Promise<PrintedFile | NoPdf> {
  const paper = await bulletinPaper(db, options);
  return print([paper], paper.title, {file, browser}, {table: "bonus_ranking", rows: rankedRows(paper)});
}

/** Writes the notices of all units as one PDF file, a page each; without a browser returns why there is none. */
export async function printNotices(
  db: Database,
  {file, browser, ...options}: NoticeOptions & PrintOptions
): Promise<PrintedFile | NoPdf> {
  const notices = await readNoticePapers(db, options);
  return print(
    notices.map(({paper}) => paper),
    `${options.year}年度人才工作绩效加分结果告知单`,
    {file, browser},
    {table: "bonus_ledger", rows: notices.reduce((sum, {claims}) => sum + claims, 0)}
  );
}

async function print(
  papers: readonly Paper[],
  title: string,
  {file, browser}: PrintOptions,
  about: {table: string; rows: number}
): Promise<PrintedFile | NoPdf> {
  const printed = await htmlToPdf(papersHtml(papers, title), file, {date: papers[0]!.date, browser});
  return "reason" in printed ? printed : {...about, format: "pdf", ...printed};
}
