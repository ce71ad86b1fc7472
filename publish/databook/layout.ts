import type ExcelJS from "exceljs";
import {dateSerial} from "../formats/sheet.ts";
import {textWidth} from "../xlsx/layout.ts";
import {amount, pointsFormat} from "../xlsx/values.ts";
import {cellText} from "../xml.ts";
import type {DataColumn} from "./read.ts";

/** Sizes that are read without glasses; nothing is told by colour. */
const FONT = {name: "微软雅黑", size: 11} as const;
const TITLE = {...FONT, size: 16, bold: true} as const;
const LINK = {...FONT, underline: true} as const;

/** The widest that a column gets: wider where it shares the sheet with few. */
const widest = (columns: number): number => (columns > 4 ? 48 : 90);
const RULE = {bottom: {style: "hair"}} as const;
const HEAD_RULE = {top: {style: "thin"}, bottom: {style: "thin"}} as const;

/** A cell that leads to the first cell of another sheet. */
export interface SheetLink {
  text: string;
  sheet: string;
}

export type SheetCell = string | number | SheetLink;

export interface TableSheet {
  /** Of the sheet, unlike any other. */
  name: string;
  /** Of the table in it: letters, digits and underscores. */
  table: string;
  title: string;
  /** Lines between the title and the table, in the first column. */
  lines: readonly (string | SheetLink)[];
  columns: readonly DataColumn[];
  rows: readonly (readonly SheetCell[])[];
}

/**
 * Adds a sheet after the rules of accessible workbooks: the title in A1, lines below it, then one real table from the first
 * column; nothing merged, no blank row, no frozen pane, no filter, no picture, no page header; the cursor in A1.
 */
export function addTableSheet(book: ExcelJS.Workbook, laid: TableSheet): ExcelJS.Worksheet {
  const sheet = addPlainSheet(book, laid.name, [laid.title, ...laid.lines]);
  const head = laid.lines.length + 2;
  const formats = laid.columns.map((column, i) =>
    formatOf(
      column,
      laid.rows.map(row => row[i]!)
    )
  );
  sheet.addTable({
    name: laid.table,
    ref: `A${head}`,
    headerRow: true,
    style: {theme: "TableStyleLight15", showRowStripes: false},
    columns: laid.columns.map(({head}) => ({name: head, filterButton: false})),
    rows: laid.rows.map(row => row.map((cell, i) => cellValue(cell, laid.columns[i]!)))
  });
  const widths = laid.columns.map((column, i) =>
    widthOf(
      column,
      laid.rows.map(row => row[i]!),
      widest(laid.columns.length)
    )
  );
  laid.columns.forEach((column, i) => {
    sheet.getColumn(i + 1).width = widths[i]!;
    const alignment = {
      horizontal: isNumber(column) ? "right" : "left",
      vertical: "top",
      wrapText: true,
      indent: 1
    } as const;
    const title = sheet.getCell(head, i + 1);
    Object.assign(title, {font: {...FONT, bold: true}, alignment, border: HEAD_RULE});
    laid.rows.forEach((row, j) => {
      const cell = sheet.getCell(head + 1 + j, i + 1);
      Object.assign(cell, {font: isLink(row[i]!) ? LINK : FONT, alignment, border: RULE});
      if (formats[i] && typeof row[i] === "number") cell.numFmt = formats[i];
      else if (column.type === "date" && cell.value instanceof Date) cell.numFmt = "yyyy-mm-dd";
    });
  });
  laid.rows.forEach((row, j) => {
    const lines = row.map((cell, i) => (typeof cell === "string" ? linesOf(cell, widths[i]!) : 1));
    sheet.getRow(head + 1 + j).height = LINE * Math.max(...lines) + 2;
  });
  sheet.pageSetup.printTitlesRow = `${head}:${head}`;
  return sheet;
}

/** Adds a sheet of lines in its first column, the first of them its title. */
export function addPlainSheet(
  book: ExcelJS.Workbook,
  name: string,
  lines: readonly (string | SheetLink)[],
  {width = 0}: {width?: number} = {}
): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(name, {
    pageSetup: {paperSize: 9, orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0},
    views: [{state: "normal", activeCell: "A1", showGridLines: true}]
  });
  if (width) sheet.getColumn(1).width = width;
  lines.forEach((line, i) => {
    const cell = sheet.getCell(i + 1, 1);
    cell.value = isLink(line) ? link(line) : line;
    cell.font = i === 0 ? TITLE : isLink(line) ? LINK : FONT;
    cell.alignment = {vertical: "top", wrapText: width > 0};
    sheet.getRow(i + 1).height =
      (i === 0 ? 26 : LINE + 3) * (width && typeof line === "string" ? linesOf(line, width) : 1);
  });
  return sheet;
}

function cellValue(cell: SheetCell, {type}: DataColumn): ExcelJS.CellValue {
  if (isLink(cell)) return link(cell);
  if (typeof cell === "number") return type === "points" ? amount(cell) : cell;
  if (type === "date" && dateSerial(cell) !== null) return new Date(`${cell}T00:00:00Z`);
  return cellText(cell);
}

function link({text, sheet}: SheetLink): ExcelJS.CellHyperlinkValue {
  return {text, hyperlink: `'${sheet.replaceAll("'", "''")}'!A1`};
}

function isLink(cell: SheetCell): cell is SheetLink {
  return typeof cell === "object";
}

function isNumber({type}: DataColumn): boolean {
  return type === "points" || type === "integer";
}

function formatOf({type}: DataColumn, cells: readonly SheetCell[]): string | null {
  if (type === "integer") return "0";
  return type === "points" ? pointsFormat(cells.filter(cell => typeof cell === "number")) : null;
}

/** The height of a line of the body. */
const LINE = 16.5;

/** Returns how many lines the text takes, a little room left for words that do not break. */
function linesOf(text: string, width: number): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil((textWidth(line) + 3) / width)), 0);
}

/** Returns the width that holds the head and most cells in a line; a longer text is wrapped. */
function widthOf({head, type}: DataColumn, cells: readonly SheetCell[], most: number): number {
  if (type === "date") return Math.max(14, textWidth(head) + 4);
  const texts = cells.map(cell => (isLink(cell) ? cell.text : typeof cell === "number" ? "00000" : cell));
  return texts.reduce((width, text) => Math.max(width, Math.min(most, textWidth(text) + 4)), textWidth(head) + 5);
}
