import {maybeSerialDate} from "./dates.ts";
import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";
import {maybePlainNumber} from "./numbers.ts";
import type {Cell, SourceRow} from "./table.ts";
import {type PartBytes, readXml} from "./xml.ts";

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_MERGES = 200_000;
/** `$XFD$1048576:$XFD$1048576`; what is longer is no range. */
const LONGEST_RANGE = 25;
/** Different days of one sheet that are remembered: most sheets have few. */
const MOST_DAYS = 4_096;
/** Longest cell in characters; Excel's own limit is 32,767. */
export const LONGEST_CELL = 1 << 20;

/** What a sheet's cells refer to. */
export interface SheetContext {
  /** For messages. */
  part: string;
  strings: readonly string[];
  /** By a cell's style: whether its number is a date. */
  dateStyles: readonly boolean[];
  /** By a cell's style: whether its number is shown as a percentage. */
  percentStyles: readonly boolean[];
  date1904: boolean;
}

/** Yields the rows of a worksheet that have any value; merged ranges are added to `merges` as they come. */
export async function* sheetRows(
  bytes: PartBytes,
  context: SheetContext,
  merges: string[]
): AsyncGenerator<SourceRow[]> {
  const {part} = context;
  const days = new Map<string, Cell>();
  let ready: SourceRow[] = [];
  let cells: (Cell | undefined)[] = [];
  let row = 0;
  let filled = false;
  let column = -1;
  let type = "";
  let style = 0;
  let value = "";
  let hasFormula = false;
  let hasValue = false;
  /** Where text counts: in `v`, or in a `t` of an inline string that is no reading aid. */
  let listening = false;
  let inInline = false;
  let phonetic = 0;
  let inCell = false;

  const broken = (what: string): never => {
    throw new FileFault("unreadable_workbook", messages.notWorkbook(`${part} ${what}`));
  };

  const openRow = (number: string | undefined): void => {
    const next = number === undefined ? row + 1 : Number(number);
    if (!Number.isInteger(next) || next <= row) broken(`的行号“${number}”不对`);
    if (next > MOST_ROWS) throw new FileFault("too_large", messages.tooLarge(`${part} 超过 ${MOST_ROWS} 行`));
    row = next;
    column = -1;
    cells = [];
    filled = false;
  };

  const openCell = (attributes: Readonly<Record<string, string>>): void => {
    const place = attributes.r;
    column = place === undefined ? column + 1 : columnOf(place);
    if (column < 0) broken(`的单元格“${place}”不对`);
    if (column >= MOST_COLUMNS) throw new FileFault("too_large", messages.tooLarge(`${part} 超过 ${MOST_COLUMNS} 列`));
    type = attributes.t ?? "n";
    style = Number(attributes.s ?? 0);
    value = "";
    hasFormula = false;
    hasValue = false;
    inCell = true;
  };

  const closeCell = (): void => {
    inCell = false;
    const cell =
      hasFormula && value === "" && !(hasValue && type === "str") ? FORMULA : toCell(type, value, style, context, days);
    if (!cell) return;
    if (cells[column]) broken(`第 ${row} 行有重复的单元格`);
    cells[column] = cell;
    filled = true;
  };

  const chunks = readXml(bytes, part, {
    open(name, attributes) {
      switch (name) {
        case "row":
          openRow(attributes.r);
          break;
        case "c":
          openCell(attributes);
          break;
        case "v":
          listening = inCell;
          hasValue = true;
          break;
        case "f":
          hasFormula = inCell;
          break;
        case "is":
          inInline = inCell;
          break;
        case "rPh":
          phonetic++;
          break;
        case "t":
          listening = inInline && phonetic === 0;
          break;
        case "mergeCell":
          if (merges.length >= MOST_MERGES) {
            throw new FileFault("too_large", messages.tooLarge(`${part} 的合并单元格超过 ${MOST_MERGES} 处`));
          }
          if (attributes.ref && attributes.ref.length <= LONGEST_RANGE) merges.push(attributes.ref);
          break;
      }
    },
    close(name) {
      switch (name) {
        case "v":
        case "t":
          listening = false;
          break;
        case "is":
          inInline = false;
          break;
        case "rPh":
          phonetic--;
          break;
        case "c":
          closeCell();
          break;
        case "row":
          if (filled) ready.push({row, cells});
          break;
      }
    },
    text(text) {
      if (!listening) return;
      value += text;
      if (value.length > LONGEST_CELL) {
        throw new FileFault("too_large", messages.tooLarge(`${part} 第 ${row} 行有过长的单元格`));
      }
    }
  });
  for await (const _ of chunks) {
    if (!ready.length) continue;
    yield ready;
    ready = [];
  }
}

/** Returns the text with the escapes `_x000D_` of workbooks undone. */
export function unescaped(text: string): string {
  return text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

const FORMULA: Cell = {kind: "formula", text: ""};

function toCell(
  type: string,
  value: string,
  style: number,
  context: SheetContext,
  days: Map<string, Cell>
): Cell | undefined {
  if (value === "") return undefined;
  switch (type) {
    case "s": {
      const text = context.strings[Number(value)];
      if (text === undefined)
        throw new FileFault("unreadable_workbook", messages.notWorkbook(`${context.part} 缺少文字 ${value}`));
      return text === "" ? undefined : {kind: "text", text};
    }
    case "str":
    case "inlineStr":
      return {kind: "text", text: unescaped(value)};
    case "b":
      return {kind: "boolean", text: value.trim() === "1" || value.trim() === "true" ? "TRUE" : "FALSE"};
    case "e":
      return {kind: "error", text: value};
    case "d":
      return {kind: "date", text: value};
    default:
      return (context.dateStyles[style] && dayCell(value, context, days)) || numberCell(value, style, context);
  }
}

function numberCell(value: string, style: number, {percentStyles}: SheetContext): Cell {
  const text = maybePlainNumber(value);
  if (text === undefined) return {kind: "text", text: value};
  return percentStyles[style] ? {kind: "number", text, percent: true} : {kind: "number", text};
}

/** Returns the day that a number of a date's style stands for, or undefined where it stands for none. */
function dayCell(value: string, {date1904}: SheetContext, days: Map<string, Cell>): Cell | undefined {
  const known = days.get(value);
  if (known) return known;
  const text = value.trim() === "" ? undefined : maybeSerialDate(Number(value), date1904);
  if (text === undefined) return undefined;
  const cell: Cell = {kind: "date", text};
  if (days.size < MOST_DAYS) days.set(value, cell);
  return cell;
}

/** Returns the column (from 0) of a place such as `B7`; -1 where it is none. */
function columnOf(place: string): number {
  let column = 0;
  let letters = 0;
  for (; letters < place.length; letters++) {
    const letter = (place.charCodeAt(letters) | 0x20) - 0x60;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return letters > 3 ? MOST_COLUMNS : column - 1;
}
