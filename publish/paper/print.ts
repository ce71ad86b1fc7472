import type {ExportedFile} from "../exported.ts";
import {papersHtml} from "./html.ts";
import type {Paper} from "./paper.ts";
import {htmlToPdf, type NoPdf} from "./pdf.ts";

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

/** Writes the papers as one PDF file; without a browser returns why there is none. */
export async function printPapers(
  papers: readonly Paper[],
  {title, table, rows}: {title: string; table: string; rows: number},
  {file, browser}: PrintOptions
): Promise<PrintedFile | NoPdf> {
  const printed = await htmlToPdf(papersHtml(papers, title), file, {date: papers[0]!.date, browser});
  return "reason" in printed ? printed : {table, rows, format: "pdf", ...printed};
}
