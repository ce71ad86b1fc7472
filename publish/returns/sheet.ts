import type ExcelJS from "exceljs";
import {neutralise} from "../neutralise.ts";
import {BORDER, FONT, type Margins, pageOptions, SHADE, textWidth} from "../xlsx/layout.ts";
import {type ReturnColumn, type ReturnIssue, type ReturnPart, type ReturnRow, type Severity, total} from "./read.ts";

/** How each severity is shown: always by its word, the colour only besides. */
export const SEVERITY: Readonly<Record<Severity, {word: string; fill: string; ink: string}>> = {
  error: {word: "错误", fill: "FFFFC7CE", ink: "FF9C0006"},
  warning: {word: "提醒", fill: "FFFFEB9C", ink: "FF7F4F00"},
  info: {word: "提示", fill: "FFDDEBF7", ink: "FF1F4E78"}
};

/** Title, counts, then the table. */
const HEAD = 3;
const FIXED = [
  {head: "行号", width: 7},
  {head: "问题级别", width: 10},
  {head: "问题", width: 46}
] as const;
const FIXED_WIDTH = FIXED.reduce((sum, {width}) => sum + width, 0);

/** Characters across one printed page at the smallest size that is read with ease. */
const PAGE_WIDTH = 190;

export interface ReturnSheetOptions {
  name: string;
  /** Number of the table in the book, for its name. */
  nth: number;
  margins: Margins;
  /** The name of the file, and of its sheet where there are several. */
  title: string;
}

/** Adds the sheet of one source sheet: what is wrong with all of it, then its faulty rows with the cells marked. */
export function addReturnSheet(book: ExcelJS.Workbook, part: ReturnPart, options: ReturnSheetOptions): void {
  const sheet = book.addWorksheet(options.name, pageOptions(options.margins));
  const widths: number[] = [
    ...FIXED.map(({width}) => width),
    ...part.columns.map(column => widthOf(column, part.rows))
  ];
  // Without the sender's cells there is room, and the title needs it.
  if (!part.columns.length) widths[2] = 90;
  sheet.columns = widths.map(width => ({width}));
  writeHeading(sheet, part, options.title);
  const heads = [
    ...FIXED.map(({head}) => head),
    ...part.columns.map(({header, required}) => (required ? `${header}*` : header))
  ];
  const rows = [
    ...part.whole.map(issue => ({values: ["全表", ...described([issue])], issues: [issue], cells: false})),
    ...part.rows.map(row => ({
      values: [row.row, ...described(row.issues), ...part.columns.map(column => cellValue(row, column))],
      issues: row.issues,
      cells: true
    }))
  ];
  sheet.addTable({
    name: `returned_${options.nth}`,
    ref: `A${HEAD}`,
    headerRow: true,
    style: {showRowStripes: false},
    columns: heads.map(name => ({name, filterButton: name === "问题级别"})),
    rows: rows.map(({values}) => heads.map((_, i) => values[i] ?? null))
  });
  heads.forEach((head, i) => {
    styleHead(sheet.getCell(HEAD, i + 1));
    if (i >= FIXED.length) sheet.getColumn(i + 1).numFmt = "@";
    sheet.getRow(HEAD).height = Math.max(sheet.getRow(HEAD).height ?? 0, 15 * linesOf(head, widths[i]!) + 5);
  });
  rows.forEach(({values, issues, cells}, i) => {
    const line = sheet.getRow(HEAD + 1 + i);
    let lines = 1;
    heads.forEach((_, j) => {
      const cell = line.getCell(j + 1);
      styleBody(cell, j);
      const value = values[j];
      if (typeof value === "string") lines = Math.max(lines, linesOf(value, widths[j]!));
    });
    markSeverity(line.getCell(2), issues[0]!.severity);
    if (cells) part.columns.forEach((column, j) => void markCell(line.getCell(FIXED.length + 1 + j), column, issues));
    line.height = Math.min(409, 14.5 * lines + 4);
  });
  layOut(sheet, widths);
}

function writeHeading(
  sheet: ExcelJS.Worksheet,
  {title, accepted, rejected, counts, left}: ReturnPart,
  name: string
): void {
  const cell = sheet.getCell(1, 1);
  cell.value = neutralise(name);
  cell.font = {...FONT.title, size: 14};
  cell.alignment = {vertical: "middle"};
  sheet.getRow(1).height = 26;
  const note = sheet.getCell(2, 1);
  note.value = [
    title ? `${title}：接收 ${accepted} 行，退回 ${rejected} 行` : "没有读入",
    `${countText(counts)}。请在原文件中改正后重新报送`,
    ...(left ? [`只列了前面的行，另有 ${left} 行也有问题，改正后请再检查`] : [])
  ].join("；");
  note.font = FONT.note;
  note.alignment = {vertical: "middle"};
  sheet.getRow(2).height = 16;
}

/** Returns `错误 2，提醒 1` without what there is none of. */
export function countText(counts: ReturnPart["counts"]): string {
  if (!total(counts)) return "没有问题";
  return (["error", "warning", "info"] as const)
    .filter(severity => counts[severity])
    .map(severity => `${SEVERITY[severity].word} ${counts[severity]}`)
    .join("，");
}

/** Returns the worst severity, and the sentences one a line. */
function described(issues: readonly ReturnIssue[]): [string, string] {
  const text = issues.map(issue => `【${SEVERITY[issue.severity].word}】${sentence(issue)}`).join("\n");
  return [SEVERITY[issues[0]!.severity].word, text];
}

function sentence({field, message}: ReturnIssue): string {
  return field && !message.includes(field) ? `${field}：${message}` : message;
}

/** The sender's cell as it was: a number where it is a plain one in a column of numbers, else text that runs nowhere. */
function cellValue(row: ReturnRow, {name, numeric}: ReturnColumn): string | number | null {
  const text = row.cells.get(name);
  if (text === undefined) return null;
  if (numeric && String(Number(text)) === text && Math.abs(Number(text)) < 1e15) return Number(text);
  const safe = neutralise(text.replace(/[^\P{Cc}\t\n\r]/gu, "\uFFFD"));
  return safe.length > LONGEST_CELL ? `${safe.slice(0, LONGEST_CELL)}…` : safe;
}

/** Nobody reads more in a cell; the row number leads to the whole. */
const LONGEST_CELL = 500;

function markSeverity(cell: ExcelJS.Cell, severity: Severity): void {
  const {fill, ink} = SEVERITY[severity];
  cell.fill = {type: "pattern", pattern: "solid", fgColor: {argb: fill}};
  cell.font = {...FONT.head, color: {argb: ink}};
}

function markCell(cell: ExcelJS.Cell, {header}: ReturnColumn, issues: readonly ReturnIssue[]): void {
  const own = issues.filter(({field}) => field === header);
  if (!own.length) return;
  markSeverity(cell, own[0]!.severity);
  const text = own.map(({severity, message}) => `${SEVERITY[severity].word}：${message}`).join("\n");
  cell.note = {texts: [{font: {size: 9, name: "宋体"}, text}], editAs: "oneCells"};
}

function styleHead(cell: ExcelJS.Cell): void {
  cell.font = FONT.head;
  cell.fill = SHADE;
  cell.border = BORDER;
  cell.alignment = {horizontal: "center", vertical: "middle", wrapText: true};
}

function styleBody(cell: ExcelJS.Cell, column: number): void {
  const centred = column < 2;
  cell.font = FONT.body;
  cell.border = BORDER;
  cell.alignment = {horizontal: centred ? "center" : "left", vertical: "middle", wrapText: true};
}

function widthOf({header, required, name}: ReturnColumn, rows: readonly ReturnRow[]): number {
  const lengths = rows.map(row => textWidth(row.cells.get(name) ?? "") + 2).sort((a, b) => a - b);
  // One long cell among many must not stretch the column.
  const usual = lengths[Math.floor(lengths.length * 0.9)] ?? 0;
  const head = textWidth(header) + (required ? 1 : 0) + 2;
  return Math.max(Math.min(head, 12), Math.min(usual, 24), 9);
}

/** Frozen head and row numbers; on paper as many pages across as keep the print readable, both repeated on each. */
function layOut(sheet: ExcelJS.Worksheet, widths: readonly number[]): void {
  const width = widths.reduce((sum, one) => sum + one, 0);
  const across = width <= PAGE_WIDTH ? 1 : Math.ceil((width - FIXED_WIDTH) / (PAGE_WIDTH - FIXED_WIDTH));
  sheet.views = [{state: "frozen", xSplit: 1, ySplit: HEAD, showGridLines: false, zoomScale: 100}];
  sheet.pageSetup.printTitlesRow = `${HEAD}:${HEAD}`;
  if (across > 1) sheet.pageSetup.printTitlesColumn = "A:C";
  sheet.pageSetup.fitToWidth = across;
}

function linesOf(text: string, width: number): number {
  return text
    .split(/\r\n|[\r\n]/)
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((textWidth(line) + 1) / (width - 1))), 0);
}
