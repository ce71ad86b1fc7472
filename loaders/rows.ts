import type {Contract} from "./contract.ts";
import {isForeignHeader, opensForeignHeader} from "./foreignHeader.ts";
import {headerNames, isHeader, normaliseHeader} from "./header.ts";
import {type Layout, textOf} from "./layout.ts";
import type {SourceCell, SourceRow} from "./table.ts";
import {trimmed} from "./text.ts";
import {placesOf, WIDE} from "./wide.ts";

/** What a row below the header is. `otherHeader` begins a table with other columns. */
export type RowKind = "data" | "blank" | "total" | "note" | "repeatedHeader" | "otherHeader";

const TOTAL = new Set(["合计", "小计", "总计", "平均", "共计"]);
const NOTE = /^(?:注|说明|备注|填表人|审核人|制表|负责人|填报日期)/;
/** A note's label with nothing behind its colon. */
const LABEL = /^(?:填表人|审核人|制表|负责人|填报日期)[^:：]*[:：]$/;
const SPACES = /[\s\u00ad\u200b-\u200f\u2060]/g;
/** Chinese, and the letters and digits of full width, begin here. */
const FIRST_CJK = 0x2e80;

/** Returns a function that tells what a row below the header is. */
export function rowSorter(layout: Layout, contract: Contract): (row: SourceRow) => RowKind {
  const known = headerNames(contract);
  const required = contract.fields.filter(field => field.required);
  const requiredColumns = required.map(field => layout.columns.get(field)).filter(column => column !== undefined);
  const header = layout.header.map(filledNames);
  const openings = new Set([...known, ...header.map(names => names[0]?.name ?? "")]);
  const asciiOpening = [...openings].some(name => name.charCodeAt(0) < FIRST_CJK);
  const isPrintedAgain = printedAgain(layout.above, requiredColumns);

  return row => {
    const place = firstFilled(row);
    if (place < 0) return "blank";
    const first = trimmed(textOf(row.cells[place]));
    // Most rows begin with a number or a Latin code: what follows is about Chinese words only.
    if (!asciiOpening && first.charCodeAt(0) < FIRST_CJK) return isPrintedAgain(row, first) ? "repeatedHeader" : "data";
    const word = first.replace(SPACES, "");
    if (TOTAL.has(word.replace(/[:：]$/, "")) || word.startsWith("其中")) return "total";
    if (NOTE.test(word) && !hasRequired(row, requiredColumns)) return "note";
    if (isPrintedAgain(row, first)) return "repeatedHeader";
    const opening = normaliseHeader(first);
    if (!openings.has(opening) && !opensForeignHeader(opening)) return "data";
    const filled = filledNames(row.cells);
    if (header.some(one => isSame(one, filled))) return "repeatedHeader";
    const names = filled.map(({name}) => name);
    return isHeader(names, known) || isForeignHeader(names, contract) ? "otherHeader" : "data";
  };
}

/** Returns whether no cell of the row has anything but white space. */
export function isBlank(row: SourceRow): boolean {
  return firstFilled(row) < 0;
}

function firstFilled({cells}: SourceRow): number {
  if (cells.length > WIDE) return placesOf(cells).find(place => isFilled(cells[place])) ?? -1;
  for (let i = 0; i < cells.length; i++) if (isFilled(cells[i])) return i;
  return -1;
}

function isFilled(cell: SourceCell): boolean {
  if (cell === undefined || cell === "") return false;
  return (typeof cell !== "string" && cell.kind === "formula") || trimmed(textOf(cell)) !== "";
}

/** A note's own words, wherever they stand, do not fill a column; nor does what stands right of a label such as 填表人：. */
function hasRequired(row: SourceRow, columns: readonly number[]): boolean {
  const at = (column: number): string => trimmed(textOf(row.cells[column]));
  return columns.some(column => {
    const text = at(column);
    return text !== "" && !NOTE.test(text) && !LABEL.test(at(column - 1));
  });
}

/**
 * Returns a function that tells whether a row stands, word for word, above the header too: a title or an upper level of
 * the header that comes again on every printed page. What has all that a row must have is data all the same.
 */
function printedAgain(
  above: readonly SourceRow[],
  requiredColumns: readonly number[]
): (row: SourceRow, first: string) => boolean {
  const printed = above.filter(row => !isBlank(row));
  const openings = new Set(printed.map(row => trimmed(textOf(row.cells[firstFilled(row)]))));
  const rows = new Set(printed.map(placedTexts));
  return (row, first) =>
    openings.has(first) &&
    rows.has(placedTexts(row)) &&
    requiredColumns.some(column => trimmed(textOf(row.cells[column])) === "");
}

/** Returns the texts of the cells that have any, each with its place, as one text. */
function placedTexts({cells}: SourceRow): string {
  const places = placesOf(cells).filter(place => isFilled(cells[place]));
  return JSON.stringify(places.map(place => [place, trimmed(textOf(cells[place]))]));
}

/** Returns the normalised texts of the cells that have any, each with its place. */
function filledNames(cells: readonly SourceCell[]): {place: number; name: string}[] {
  return placesOf(cells).flatMap(place => {
    const name = normaliseHeader(textOf(cells[place]));
    return name === "" ? [] : [{place, name}];
  });
}

function isSame(a: ReturnType<typeof filledNames>, b: ReturnType<typeof filledNames>): boolean {
  return a.length === b.length && a.every(({place, name}, i) => b[i]!.place === place && b[i]!.name === name);
}
