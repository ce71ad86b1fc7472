import Papa from "papaparse";
import {HEADER_ROWS, normaliseHeader} from "./header.ts";

/** In the order in which they win a tie. */
const DELIMITERS = [",", "\t", ";", "，"] as const;
const SEPARATOR_LINE = /^"?sep=([^"\n])"?[^\S\n]*(?:\n|$)/i;

export interface Delimiting {
  delimiter: string;
  /** True where the first line is `sep=;`, which is no record of the table. */
  separatorLine: boolean;
  /** Cells in the row that knows most headers: how wide a whole record is. 0 where no row knows any. */
  width: number;
  /** How many known headers that row has. */
  known: number;
}

/**
 * Returns the delimiter under which some row at the start of a text knows most headers; where none knows any, the one
 * that cuts most cells. A first line `sep=` is obeyed.
 */
export function findDelimiter(start: string, headers: ReadonlySet<string>): Delimiting {
  const given = SEPARATOR_LINE.exec(start);
  const text = given ? start.slice(given[0].length) : start;
  let best: Delimiting = {delimiter: ",", separatorLine: given !== null, width: 0, known: 0};
  let bestCells = 0;
  for (const delimiter of given ? [given[1]!] : DELIMITERS) {
    const rows = Papa.parse<string[]>(text, {delimiter, newline: "\n", header: false, preview: HEADER_ROWS}).data;
    const cells = rows.reduce((sum, row) => sum + row.length, 0);
    const [row, known] = widest(rows, headers);
    if (known > best.known || (known === best.known && cells > bestCells)) {
      best = {delimiter, separatorLine: given !== null, width: known ? row.length : 0, known};
      bestCells = cells;
    }
  }
  return best;
}

function widest(rows: readonly string[][], headers: ReadonlySet<string>): [row: string[], known: number] {
  let best: [string[], number] = [[], 0];
  for (const row of rows) {
    const known = row.filter(text => headers.has(normaliseHeader(text))).length;
    if (known > best[1]) best = [row, known];
  }
  return best;
}
