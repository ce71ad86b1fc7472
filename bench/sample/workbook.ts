import ExcelJS from "exceljs";
import {strToU8, unzipSync, zipSync} from "fflate";
import {parts} from "./calendar.ts";
import type {CellValue, OfficeFile} from "./office.ts";

/** Midnight of 1980-01-01 in local fields, the first moment a zip entry can carry: the same bytes in every zone. */
const ZIP_TIME = new Date(1980, 0, 1);
const CREATED = new Date(Date.UTC(2025, 11, 31));

/** Returns the bytes of a workbook; the same sheets give the same bytes at any time. */
export async function workbookBytes(file: OfficeFile): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.created = book.modified = CREATED;
  for (const sheet of file.sheets) {
    const target = book.addWorksheet(sheet.name, sheet.aside === "hidden" ? {state: "hidden"} : {});
    sheet.lines.forEach((line, index) => {
      const row = target.getRow(index + 1);
      line.cells.forEach((cell, place) => {
        if (cell === null || cell === "") return;
        const to = row.getCell(place + 1);
        to.value = cellValue(cell);
        if (typeof cell === "object" && "day" in cell) to.numFmt = "yyyy/m/d";
      });
      if (line.kind === "header") row.font = {bold: true};
    });
    for (const range of sheet.merges) target.mergeCells(range);
  }
  return normaliseWorkbook(new Uint8Array(await book.xlsx.writeBuffer()));
}

/** Returns the same workbook with its entries in order of name, at fixed times, and its dates of creation pinned. */
export function normaliseWorkbook(bytes: Uint8Array): Uint8Array {
  const entries = unzipSync(bytes);
  const sorted: Record<string, Uint8Array> = {};
  for (const name of Object.keys(entries).sort()) {
    const content = entries[name]!;
    sorted[name] =
      name === "docProps/core.xml"
        ? strToU8(
            new TextDecoder()
              .decode(content)
              .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${CREATED.toISOString().slice(0, 19)}Z`)
          )
        : content;
  }
  return zipSync(sorted, {mtime: ZIP_TIME, level: 9, os: 0});
}

function cellValue(cell: Exclude<CellValue, null>): ExcelJS.CellValue {
  if (typeof cell !== "object") return cell;
  if ("formula" in cell) return {formula: cell.formula, date1904: false} as ExcelJS.CellFormulaValue;
  const [year, month, day] = parts(cell.day);
  return new Date(Date.UTC(year, month - 1, day));
}
