import type {Database} from "../../loaders/database.ts";
import type {NoPdf} from "../paper/pdf.ts";
import {type PrintedFile, type PrintOptions, printPapers} from "../paper/print.ts";
import {type NoticeOptions, readNoticePapers} from "./notice.ts";

/** Writes the notices of all units as one PDF file, a page each; without a browser returns why there is none. */
export async function printNotices(
  db: Database,
  {file, browser, ...options}: NoticeOptions & PrintOptions
): Promise<PrintedFile | NoPdf> {
  const notices = await readNoticePapers(db, options);
  const about = {
    title: `${options.year}年度人才工作绩效加分结果告知单`,
    table: "bonus_ledger",
    rows: notices.reduce((sum, {claims}) => sum + claims, 0)
  };
  return printPapers(
    notices.map(({paper}) => paper),
    about,
    {file, browser}
  );
}
