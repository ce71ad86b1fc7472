import type ExcelJS from "exceljs";
import {formatDate} from "../format.ts";

/** How a sheet made for readers looks on screen and on A4 paper. */
export const FONT = {
  title: {name: "黑体", size: 16, bold: true},
  head: {name: "黑体", size: 10.5},
  body: {name: "宋体", size: 10.5},
  note: {name: "宋体", size: 9, color: {argb: "FF555555"}}
} as const;

const LINE = {style: "thin", color: {argb: "FF7F7F7F"}} as const;
export const BORDER = {top: LINE, left: LINE, bottom: LINE, right: LINE} as const;
export const SHADE = {type: "pattern", pattern: "solid", fgColor: {argb: "FFEDEDED"}} as const;

/** One column of a laid-out table. */
export interface LaidColumn {
  head: string;
  /** In characters; a Chinese one counts two. */
  width: number;
  align?: "left" | "center" | "right";
  /** Number format, such as `0.0`. */
  format?: string;
  wrap?: boolean;
}

export interface LaidSheet {
  name: string;
  /** Letters, digits and underscores. */
  table: string;
  title: string;
  notes: readonly string[];
  columns: readonly LaidColumn[];
  rows: readonly (readonly (string | number | Date | null)[])[];
  /** Columns that stay when the sheet is moved sideways. */
  frozen?: number;
  /** What a paper has below its table. */
  after?: PaperEnd;
}

/** What stands below the table of a paper. */
export interface PaperEnd {
  /** 说明, a line each. */
  remarks: readonly string[];
  /** The line on which people sign by hand. */
  signers: string;
  /** 署名 and date, at the right. */
  signature: readonly string[];
}

/** What stands at the edges of every printed page. */
export interface Margins {
  header: string;
  footer: string;
}

/** Adds a sheet with a title, notes, and one real table below them, laid out for A4 landscape with repeated heads. */
export function addSheet(book: ExcelJS.Workbook, laid: LaidSheet, margins: Margins): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(sheetName(laid.name), pageOptions(margins));
  const head = laid.notes.length + 2;
  sheet.columns = laid.columns.map(({width}) => ({width}));
  writeTitle(sheet, laid);
  writeTable(sheet, laid, head);
  if (laid.after) writeEnd(sheet, laid, head + Math.max(laid.rows.length, 1) + 2);
  sheet.pageSetup.printTitlesRow = `${head}:${head}`;
  sheet.views = [{state: "frozen", xSplit: laid.frozen ?? 0, ySplit: head, showGridLines: false}];
  return sheet;
}

/** Returns the page set-up of every sheet: A4 landscape, one page wide, page x of y at the foot. */
export function pageOptions({header, footer}: Margins): Partial<ExcelJS.AddWorksheetOptions> {
  return {
    pageSetup: {
      paperSize: 9,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: {left: 0.7, right: 0.7, top: 0.8, bottom: 0.7, header: 0.35, footer: 0.35}
    },
    headerFooter: {oddHeader: header, oddFooter: footer}
  };
}

/**
 * Returns what stands at the edges: the title and `beside` it above, or the mark of a draft; below it the data date and
 * page x of y.
 */
export function marginsOf({
  title,
  beside = "",
  mark = null,
  asOf = null
}: {
  title: string;
  beside?: string;
  mark?: string | null;
  asOf?: string | null;
}): Margins {
  const small = '&"宋体,常规"&9';
  const right = mark ? `&R&"黑体,常规"&14${mark}` : beside ? `&R${small}${beside}` : "";
  const note = asOf === null ? "" : `&L${small}数据截至${formatDate(asOf)}`;
  return {
    // The blank keeps a title that begins with a digit apart from the size before it.
    header: `&L${small} ${title.replaceAll("&", "&&")}${right}`,
    footer: `${note}&C第 &P 页，共 &N 页${mark ? `&R${mark}，未经签批不得公布` : ""}`
  };
}

/** Returns how wide the text is on a sheet: Chinese characters take two places. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u0000-\u00ff]/.test(character) ? 1 : 2;
  return width;
}

/** Returns a name that a sheet may have: 31 characters, none of those with a meaning. */
export function sheetName(text: string): string {
  return [...text.replace(/[[\]:*?/\\]/g, " ").replace(/^'|'$/g, " ")].slice(0, 31).join("");
}

/** The title of a paper stands in the middle, that of a list at the left, where a reader who scrolls sees it. */
function writeTitle(sheet: ExcelJS.Worksheet, {title, notes, columns, after}: LaidSheet): void {
  const total = columns.reduce((sum, {width}) => sum + width, 0);
  const lines = [{text: title, font: FONT.title, size: 26}, ...notes.map(text => ({text, font: FONT.note, size: 16}))];
  for (const [i, {text, font, size}] of lines.entries()) {
    const cell = sheet.getCell(i + 1, 1);
    cell.value = text;
    cell.font = font;
    cell.alignment = {horizontal: after && !i ? "center" : "left", vertical: "middle", wrapText: true};
    sheet.mergeCells(i + 1, 1, i + 1, columns.length);
    sheet.getRow(i + 1).height = size * Math.max(1, Math.ceil((textWidth(text) * font.size) / 10.5 / total));
  }
}

function writeEnd(sheet: ExcelJS.Worksheet, {columns, after}: LaidSheet, first: number): void {
  const {remarks, signers, signature} = after!;
  const total = columns.reduce((sum, {width}) => sum + width, 0);
  const lines = [
    ...remarks.map((text, i) => ({text: `${i ? "" : "说明："}${i + 1}．${text}`, right: false, space: 0})),
    {text: signers, right: false, space: 10},
    ...signature.map(text => ({text, right: true, space: 2}))
  ];
  sheet.getRow(first - 1).height = 6;
  for (const [i, {text, right, space}] of lines.entries()) {
    const cell = sheet.getCell(first + i, 1);
    cell.value = text;
    cell.font = i < remarks.length ? FONT.note : FONT.body;
    cell.alignment = {horizontal: right ? "right" : "left", vertical: "bottom", wrapText: true, indent: right ? 4 : 0};
    sheet.mergeCells(first + i, 1, first + i, columns.length);
    sheet.getRow(first + i).height = (i < remarks.length ? 12.5 : 15) * linesOf(text, total) + space;
  }
}

function writeTable(sheet: ExcelJS.Worksheet, {table, columns, rows}: LaidSheet, head: number): void {
  sheet.addTable({
    name: table,
    ref: `A${head}`,
    headerRow: true,
    style: {showRowStripes: false},
    columns: columns.map(column => ({name: column.head, filterButton: false})),
    // A table needs a row even where there is nothing to say.
    rows: rows.length ? rows.map(row => [...row]) : [columns.map(() => null)]
  });
  for (const [i, column] of columns.entries()) {
    const cell = sheet.getCell(head, i + 1);
    cell.font = FONT.head;
    cell.fill = SHADE;
    cell.border = BORDER;
    cell.alignment = {horizontal: "center", vertical: "middle", wrapText: true};
    for (let row = head + 1; row <= head + rows.length; row++) styleCell(sheet.getCell(row, i + 1), column);
  }
  sheet.getRow(head).height = 15 * Math.max(...columns.map(({head, width}) => linesOf(head, width))) + 4;
  for (const [i, row] of rows.entries()) {
    const lines = row.map((value, j) =>
      columns[j]!.wrap && typeof value === "string" ? linesOf(value, columns[j]!.width) : 1
    );
    sheet.getRow(head + 1 + i).height = 14.5 * Math.max(...lines) + 1.5;
  }
}

/** Returns how many lines the text takes, a little room left for words that do not break. */
function linesOf(text: string, width: number): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil((textWidth(line) + 2) / width)), 0);
}

function styleCell(cell: ExcelJS.Cell, {align = "left", format, wrap = false}: LaidColumn): void {
  cell.font = FONT.body;
  cell.border = BORDER;
  const indent = align === "center" ? 0 : 1;
  cell.alignment = {horizontal: align, vertical: "middle", indent, wrapText: wrap, shrinkToFit: !wrap && !format};
  if (format) cell.numFmt = format;
}
