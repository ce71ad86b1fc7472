import type {WorkBook, WorkSheet} from "@e965/xlsx";
import {maybeSerialDate} from "../dates.ts";
import {FileFault} from "../fault.ts";
import {isDateFormat, isPercentFormat} from "../formats.ts";
import {columnLetters, messages} from "../messages.ts";
import {maybePlainNumber} from "../numbers.ts";
import type {Cell, SourceRow} from "../table.ts";
import type {WorkbookSheet} from "../workbook.ts";
import {type BiffBook, type BiffSheet, scanRecords} from "./records.ts";

type SheetJs = typeof import("@e965/xlsx");

/** What is used of a cell as SheetJS gives it. */
interface RawCell {
  t: string;
  v?: unknown;
  z?: unknown;
}

/** Rows handed over at a time. */
const BATCH = 1000;
/** Number formats that a workbook may number. */
const FORMATS = 392;
const CODEPAGE_GBK = 936;
const ERRORS = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"]
]);

/**
 * Returns the sheets of a workbook of Excel 5 to 2003 by its stream of records. SheetJS reads the cells, we count them:
 * a sheet that gives fewer than the records hold is refused.
 */
export async function openBiff(stream: Buffer): Promise<{sheets: WorkbookSheet[]; version: 5 | 8}> {
  const book = scanRecords(new Uint8Array(stream.buffer, stream.byteOffset, stream.byteLength));
  const sheetJs = await import("@e965/xlsx");
  // Only texts before Excel 97 are in a code page.
  if (book.version === 5) sheetJs.set_cptable(await import("@e965/xlsx/dist/cpexcel.full.mjs"));
  const parsed = parse(stream, book, sheetJs);
  const date1904 = parsed.Workbook?.WBProps?.date1904 === true;
  const sheets = book.sheets.map(sheet => {
    const {name, hidden, isGrid} = sheet;
    const grid = isGrid ? gridOf(parsed, sheet) : undefined;
    const merges = grid?.["!merges"]?.map(({s, e}) => `${place(s)}:${place(e)}`) ?? [];
    const rows = {[Symbol.asyncIterator]: () => rowsOf(grid?.["!data"] ?? [], sheet, date1904)};
    return {name, hidden, isGrid, sheet: {name, rows, merges, date1904}};
  });
  return {sheets, version: book.version};
}

function parse(stream: Buffer, {version, encoding, codepageAt}: BiffBook, sheetJs: SheetJs): WorkBook {
  // Number formats stay from one workbook to the next, and those of Chinese editions are missing.
  for (let id = 0; id < FORMATS; id++) sheetJs.SSF.load(builtIn(id), id);
  const content = Buffer.from(new Uint8Array(stream));
  const isGbk = version === 5 && encoding === "gb18030";
  if (isGbk && codepageAt !== undefined) content.writeUInt16LE(CODEPAGE_GBK, codepageAt);
  try {
    return quietly(() =>
      sheetJs.read(content, {
        type: "buffer",
        dense: true,
        cellNF: true,
        cellText: false,
        cellHTML: false,
        cellFormula: false,
        ...(isGbk ? {codepage: CODEPAGE_GBK} : {})
      })
    );
  } catch (cause) {
    throw new FileFault("unreadable_workbook", messages.notWorkbook("内容不合格式"), {cause});
  }
}

function builtIn(id: number): string {
  if (isDateFormat(id, undefined)) return "yyyy-mm-dd";
  return isPercentFormat(id, undefined) ? "0%" : "General";
}

/** SheetJS tells the console of records it does not know; no cell is among them. */
function quietly<T>(work: () => T): T {
  const {error} = console;
  console.error = () => {};
  try {
    return work();
  } finally {
    console.error = error;
  }
}

function gridOf({Sheets}: WorkBook, {name, cells, bare}: BiffSheet): WorkSheet | undefined {
  const grid = Sheets[name];
  let count = 0;
  for (const row of grid?.["!data"] ?? []) {
    row?.forEach((cell: RawCell | undefined) => {
      if (cell && cell.t !== "z") count++;
    });
  }
  // Formulas without a value may be left out: they are put back below.
  if (count > cells || count < cells - bare.size) {
    throw new FileFault(
      "unreadable_workbook",
      messages.notWorkbook(`工作表“${name}”应有 ${cells} 个单元格，只读出 ${count} 个`)
    );
  }
  return grid;
}

async function* rowsOf(
  data: readonly (readonly (RawCell | undefined)[] | undefined)[],
  {bare}: BiffSheet,
  date1904: boolean
): AsyncGenerator<SourceRow[]> {
  const bareRows = new Map<number, number[]>();
  for (const one of bare) {
    const [row, column] = one.split(",").map(Number) as [number, number];
    bareRows.set(row, [...(bareRows.get(row) ?? []), column]);
  }
  let ready: SourceRow[] = [];
  const length = Math.max(data.length, ...[...bareRows.keys()].map(row => row + 1));
  for (let i = 0; i < length; i++) {
    const cells = Array.from(data[i] ?? [], cell => cell && toCell(cell, date1904));
    for (const column of bareRows.get(i) ?? []) cells[column] = {kind: "formula", text: ""};
    if (!cells.some(cell => cell !== undefined)) continue;
    ready.push({row: i + 1, cells: Array.from(cells)});
    if (ready.length < BATCH) continue;
    yield ready;
    ready = [];
  }
  if (ready.length) yield ready;
}

function toCell({t, v, z}: RawCell, date1904: boolean): Cell | undefined {
  switch (t) {
    case "n": {
      const number = Number(v);
      const format = String(z ?? "General");
      const day = isDateFormat(0, format) ? maybeSerialDate(number, date1904) : undefined;
      if (day !== undefined) return {kind: "date", text: day};
      const text = maybePlainNumber(String(v));
      return text === undefined
        ? {kind: "text", text: String(v)}
        : {kind: "number", text, ...(isPercentFormat(0, format) ? {percent: true} : {})};
    }
    case "b":
      return {kind: "boolean", text: v ? "TRUE" : "FALSE"};
    case "e":
      return {kind: "error", text: ERRORS.get(Number(v)) ?? "#N/A"};
    case "z":
      return undefined;
    default: {
      const text = String(v ?? "");
      return text === "" ? undefined : {kind: "text", text};
    }
  }
}

function place({r, c}: {r: number; c: number}): string {
  return `${columnLetters(c)}${r + 1}`;
}
