import ExcelJS from "exceljs";
import {normalise} from "../normalise.ts";

/** What a workbook says of itself in its properties. */
export interface BookFacts {
  title: string;
  subject?: string;
  description?: string;
  /** Who publishes; the program by default. */
  issuer?: string;
  city?: string;
  /** ISO date, the time of its making: the same data give the same bytes. */
  asOf: string;
}

/** Returns an empty workbook with its properties set. */
export function newBook({issuer = "衡才", city = "", asOf, ...words}: BookFacts): ExcelJS.Workbook {
  const day = new Date(`${asOf}T00:00:00Z`);
  return Object.assign(new ExcelJS.Workbook(), {
    ...words,
    ...{creator: issuer, lastModifiedBy: "衡才", company: city, language: "zh-CN", created: day, modified: day}
  });
}

/** Returns the workbook as a file, after what `mend` does to what exceljs wrote; always the same bytes. */
export async function bookBytes(
  book: ExcelJS.Workbook,
  {asOf, mend = bytes => bytes}: {asOf: string; mend?: (bytes: Uint8Array) => Uint8Array}
): Promise<Uint8Array> {
  return normalise(mend(new Uint8Array(await book.xlsx.writeBuffer())), {date: asOf});
}
