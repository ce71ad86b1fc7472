import type {Database} from "../../loaders/database.ts";
import type {NoPdf} from "../paper/pdf.ts";
import {type PrintedFile, type PrintOptions, printPapers} from "../paper/print.ts";
import {type BulletinOptions, bulletinPaper, rankedRows} from "./bulletin.ts";

/** Writes the bulletin as a PDF file; without a browser returns why there is none. */
export async function printBulletin(
  db: Database,
  {file, browser, ...options}: BulletinOptions & PrintOptions
): Promise<PrintedFile | NoPdf> {
  const paper = await bulletinPaper(db, options);
  const about = {title: paper.title, table: "bonus_ranking", rows: rankedRows(paper)};
  return printPapers([paper], about, {file, browser});
}
