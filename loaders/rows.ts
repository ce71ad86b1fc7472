import type {Contract} from "./contract.ts";
import {headerNames, isHeader, normaliseHeader} from "./header.ts";
import {type Layout, textOf} from "./layout.ts";
import type {SourceRow} from "./table.ts";
import {trimmed} from "./text.ts";

/** What a row below the header is. `otherHeader` begins a table with other columns. */
export type RowKind = "data" | "blank" | "total" | "note" | "repeatedHeader" | "otherHeader";

const TOTAL = new Set(["合计", "小计", "总计", "平均", "共计"]);
const NOTE = /^(?:注|说明|备注|填表人|审核人|制表|负责人|填报日期)/;
/** Chinese, and the letters and digits of full width, begin here. */
const FIRST_CJK = 0x2e80;

/** Returns a function that tells what a row below the header is. */
export function rowSorter(layout: Layout, contract: Contract): (row: SourceRow) => RowKind {
  const known = headerNames(contract);
  const required = contract.fields.filter(field => field.required);
  const requiredColumns = required.map(field => layout.columns.get(field)).filter(column => column !== undefined);
  const header = layout.header.map(trimEnd);
  const openings = new Set([...known, ...header.map(names => names.find(name => name !== "") ?? "")]);
  const asciiOpening = [...openings].some(name => name.charCodeAt(0) < FIRST_CJK);

  return row => {
    const place = firstFilled(row);
    if (place < 0) return "blank";
    const first = trimmed(textOf(row.cells[place]));
    // Most rows begin with a number or a Latin code: what follows is about Chinese words only.
    if (!asciiOpening && first.charCodeAt(0) < FIRST_CJK) return "data";
    const word = first.replace(/\s/g, "");
    if (TOTAL.has(word.replace(/[:：]$/, "")) || word.startsWith("其中")) return "total";
    if (NOTE.test(word) && !hasRequired(row, requiredColumns)) return "note";
    if (!openings.has(normaliseHeader(first))) return "data";
    const names = trimEnd(Array.from(row.cells, cell => normaliseHeader(textOf(cell))));
    if (header.some(one => one.length === names.length && one.every((name, i) => name === names[i]))) {
      return "repeatedHeader";
    }
    return isHeader(names, known) ? "otherHeader" : "data";
  };
}

/** Returns whether no cell of the row has anything but white space. */
export function isBlank(row: SourceRow): boolean {
  return firstFilled(row) < 0;
}

function firstFilled(row: SourceRow): number {
  for (let i = 0; i < row.cells.length; i++) {
    const cell = row.cells[i];
    if (cell === undefined || cell === "") continue;
    if (typeof cell !== "string" && cell.kind === "formula") return i;
    if (trimmed(textOf(cell)) !== "") return i;
  }
  return -1;
}

/** A note's own words, wherever they stand, do not fill a column. */
function hasRequired(row: SourceRow, columns: readonly number[]): boolean {
  return columns.some(column => {
    const text = trimmed(textOf(row.cells[column]));
    return text !== "" && !NOTE.test(text);
  });
}

function trimEnd(names: readonly string[]): string[] {
  return names.slice(0, names.findLastIndex(name => name !== "") + 1);
}
