import type ExcelJS from "exceljs";
import type {Column} from "../dictionary.ts";
import {formatDate, MISSING} from "../format.ts";
import {bookBytes, newBook} from "../xlsx/book.ts";
import {addSheet, FONT, type LaidColumn, marginsOf, pageOptions, textWidth} from "../xlsx/layout.ts";
import {changesLead, changesTitle, GRADES_NOTE, type PageFacts, SUMS_NOTE} from "./page.ts";
import {printedCells, printedColumns} from "./printed.ts";
import {type Changes, gradeCells, gradeColumns, unitCells, unitColumns} from "./tables.ts";

/** What an edition changes, as a workbook for print: a cover, the units, the claims, the counts of grades. Same input, same bytes. */
export async function changesBook(changes: Changes, facts: PageFacts & {issuer: string}): Promise<Uint8Array> {
  const {city, asOf, year, mark, issuer, reason} = facts;
  const title = changesTitle(facts);
  const book = newBook({title, subject: `${year}年度`, issuer, city, asOf});
  const margins = marginsOf({title, mark, asOf});
  addCover(book.addWorksheet("更正说明", pageOptions(margins)), [
    title,
    `更正原因：${reason}`,
    changesLead(changes),
    SUMS_NOTE,
    `发布单位：${issuer}`,
    `数据截至：${formatDate(asOf)}`
  ]);
  const sheets = [
    ["各单位", "changes_units", unitColumns, unitCells(changes), ""],
    ["逐条申报", "changes_claims", printedColumns, printedCells(changes, facts.rules), CLAIMS_NOTE],
    ["考核等次人数", "changes_grades", gradeColumns, gradeCells(changes), GRADES_NOTE]
  ] as const;
  for (const [name, table, columns, rows, note] of sheets) {
    const laid = columns.map((column, i) =>
      laidColumn(
        column,
        rows.map(row => row[i] ?? "")
      )
    );
    addSheet(
      book,
      {
        ...{name, table, title: `${title}：${name}`, columns: laid},
        notes: [`${rows.length ? `共${rows.length}行。` : "没有变动。"}${note}`],
        rows: rows.map(row => row.map((cell, i) => cellValue(cell, columns[i]!)))
      },
      margins
    );
  }
  return bookBytes(book, {asOf});
}

const CLAIMS_NOTE = "异议处理和变动原因写在最后两栏；单位编码和前后两版的条款分栏列在 changes.csv。";

/** As wide as a column gets: twelve of them are to be read on one sheet, what is longer takes a second line. */
const WIDEST: Readonly<Record<string, number>> = {单位名称: 18, 原处理: 16, 现处理: 16, 变动原因: 32};
const WIDE = 24;

function laidColumn({name, type}: Column, cells: readonly string[]): LaidColumn {
  const width = cells.reduce(
    (most, cell) => Math.max(most, Math.min(WIDEST[name] ?? WIDE, textWidth(cell) + 2)),
    textWidth(name) + 2
  );
  const number = type === "points" || type === "integer";
  return {head: name, width: Math.max(7, width), align: number ? "right" : "left", wrap: !number};
}

/** Points go as the text they are published as: the sheet is to be read, the CSV beside it to be reckoned with. */
function cellValue(cell: string | null, {type}: Column): string | number {
  if (cell === null) return MISSING;
  return type === "integer" ? Number.parseInt(cell, 10) : cell;
}

function addCover(sheet: ExcelJS.Worksheet, lines: readonly string[]): void {
  sheet.columns = [{width: 110}];
  for (const [i, line] of lines.entries()) {
    const cell = sheet.getCell(i + 1, 1);
    cell.value = line;
    cell.font = i ? FONT.body : FONT.title;
    cell.alignment = {vertical: "middle", wrapText: true};
    sheet.getRow(i + 1).height = (i ? 20 : 34) * Math.max(1, Math.ceil((textWidth(line) * (i ? 1 : 1.5)) / 106));
  }
  sheet.views = [{state: "normal", showGridLines: false}];
}
