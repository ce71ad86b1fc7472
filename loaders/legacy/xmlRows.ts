import {maybeSerialDate} from "../dates.ts";
import {FileFault} from "../fault.ts";
import {columnLetters, messages} from "../messages.ts";
import {maybePlainNumber} from "../numbers.ts";
import {LONGEST_CELL} from "../sheetRows.ts";
import type {Cell, SourceRow} from "../table.ts";
import {readXml} from "../xml.ts";
import {isLegacyDateFormat, isLegacyPercentFormat} from "./cell.ts";
import {attributeOf, type Book, PART} from "./xmlBook.ts";

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_MERGES = 200_000;

/** Yields the rows of the sheet with this index that have any value. */
export async function* sheetRows(
  bytes: AsyncIterable<Uint8Array>,
  wanted: number,
  {formats, date1904}: Book,
  merges: string[]
): AsyncGenerator<SourceRow[]> {
  let ready: SourceRow[] = [];
  let cells: (Cell | undefined)[] = [];
  let sheet = -1;
  let row = 0;
  let nextRow = 1;
  let column = 0;
  let nextColumn = 0;
  let rowStyle: string | undefined;
  let style: string | undefined;
  let columnStyles: (string | undefined)[] = [];
  let formula = false;
  let type: string | undefined;
  let value = "";
  let listening = false;
  /** A cell's comment has a `Data` of its own. */
  let comment = 0;
  let inTable = false;

  const broken = (what: string): never => {
    throw new FileFault("unreadable_workbook", messages.notWorkbook(what));
  };
  const numbered = (text: string | undefined, least: number, what: string): number => {
    if (text === undefined) return least;
    const number = Number(text);
    if (!Number.isInteger(number) || number < least) broken(`${what}“${text}”不对`);
    return number;
  };

  const openCell = (attributes: Readonly<Record<string, string>>): void => {
    column = numbered(attributeOf(attributes, "Index"), nextColumn + 1, `第 ${row} 行的列号`) - 1;
    const across = Number(attributeOf(attributes, "MergeAcross") ?? 0) || 0;
    const down = Number(attributeOf(attributes, "MergeDown") ?? 0) || 0;
    nextColumn = column + 1 + across;
    if (nextColumn > MOST_COLUMNS) throw new FileFault("too_large", messages.tooLarge(`超过 ${MOST_COLUMNS} 列`));
    if (across || down) {
      if (merges.length >= MOST_MERGES) {
        throw new FileFault("too_large", messages.tooLarge(`合并单元格超过 ${MOST_MERGES} 处`));
      }
      merges.push(`${columnLetters(column)}${row}:${columnLetters(column + across)}${row + down}`);
    }
    style = attributeOf(attributes, "StyleID") ?? rowStyle ?? columnStyles[column];
    formula = attributeOf(attributes, "Formula") !== undefined;
    type = undefined;
    value = "";
  };

  const closeCell = (): void => {
    const format = style === undefined ? undefined : formats.get(style);
    const cell =
      formula && (type === undefined || (value === "" && type !== "String"))
        ? FORMULA
        : toCell(type ?? "String", value, {format, date1904});
    if (cell) cells[column] = cell;
  };

  const chunks = readXml(bytes, PART, {
    open(name, attributes) {
      if (name === "Worksheet") {
        sheet++;
        nextRow = 1;
        columnStyles = [];
        return;
      }
      if (sheet !== wanted) return;
      if (name === "Table") inTable = true;
      if (!inTable) return;
      switch (name) {
        case "Column": {
          const at = numbered(attributeOf(attributes, "Index"), columnStyles.length + 1, "列号");
          const span = Number(attributeOf(attributes, "Span") ?? 0) || 0;
          if (at + span > MOST_COLUMNS) break;
          for (let i = 0; i <= span; i++) columnStyles[at - 1 + i] = attributeOf(attributes, "StyleID");
          break;
        }
        case "Row":
          row = numbered(attributeOf(attributes, "Index"), nextRow, "行号");
          nextRow = row + 1 + (Number(attributeOf(attributes, "Span") ?? 0) || 0);
          if (row > MOST_ROWS) throw new FileFault("too_large", messages.tooLarge(`超过 ${MOST_ROWS} 行`));
          rowStyle = attributeOf(attributes, "StyleID");
          nextColumn = 0;
          cells = [];
          break;
        case "Cell":
          openCell(attributes);
          break;
        case "Comment":
        case "PhoneticText":
          comment++;
          break;
        case "Data":
          if (comment) break;
          type = attributeOf(attributes, "Type") ?? "String";
          listening = true;
          break;
      }
    },
    close(name) {
      if (sheet !== wanted || !inTable) return;
      switch (name) {
        case "Comment":
        case "PhoneticText":
          comment--;
          break;
        case "Data":
          listening = false;
          break;
        case "Cell":
          closeCell();
          break;
        case "Row":
          if (cells.some(cell => cell !== undefined)) ready.push({row, cells: Array.from(cells)});
          break;
        case "Table":
          inTable = false;
          break;
      }
    },
    text(text) {
      if (!listening || comment) return;
      value += text;
      if (value.length > LONGEST_CELL) {
        throw new FileFault("too_large", messages.tooLarge(`第 ${row} 行有过长的单元格`));
      }
    }
  });
  for await (const _ of chunks) {
    if (ready.length) yield ready;
    ready = [];
    if (sheet > wanted) return;
  }
}

const FORMULA: Cell = {kind: "formula", text: ""};
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?)?Z?$/;

function toCell(
  type: string,
  value: string,
  {format = "", date1904}: {format: string | undefined; date1904: boolean}
): Cell | undefined {
  if (value === "") return undefined;
  switch (type) {
    case "Number": {
      const text = maybePlainNumber(value);
      if (text === undefined) return {kind: "text", text: value};
      const day = isLegacyDateFormat(format) ? maybeSerialDate(Number(value), date1904) : undefined;
      if (day !== undefined) return {kind: "date", text: day};
      return isLegacyPercentFormat(format) ? {kind: "number", text, percent: true} : {kind: "number", text};
    }
    case "DateTime": {
      const [, day, time = "00:00:00"] = MOMENT.exec(value.trim()) ?? [];
      if (day === undefined) return {kind: "text", text: value};
      // A time without a day stands on the day before all days: a workbook holds a part of a day instead.
      if (day <= "1899-12-31" || (date1904 && day === "1904-01-01")) return {kind: "number", text: partOfDay(time)};
      return {kind: "date", text: time === "00:00:00" ? day : `${day}T${time}`};
    }
    case "Boolean":
      return {kind: "boolean", text: value.trim() === "1" || value.trim().toLowerCase() === "true" ? "TRUE" : "FALSE"};
    case "Error":
      return {kind: "error", text: value};
    default:
      return {kind: "text", text: value};
  }
}

function partOfDay(time: string): string {
  const [h = 0, m = 0, s = 0] = time.split(":").map(Number);
  return maybePlainNumber(String((h * 3600 + m * 60 + s) / 86_400)) ?? "0";
}
