import type {Value} from "./database.ts";
import type {RowIssue} from "./issue.ts";

/**
 * The shapes that hand over from bytes to rows. Nothing here touches Node: the browser checks files by the same code.
 */

/** What a source cell held, before any contract is known. */
export interface Cell {
  kind: "text" | "number" | "date" | "boolean" | "error" | "formula";
  /** Text as written; a number at 15 significant digits; a date as ISO date or date-time; an error's name (#N/A). */
  text: string;
}

/** One record of a file, with the row number a spreadsheet program shows for it. */
export interface SourceRow {
  row: number;
  cells: readonly (Cell | undefined)[];
  /** Faults found before the contract: unclosed quotes, invalid bytes, merged cells. */
  issues?: readonly RowIssue[];
}

/** A sheet of a workbook, or the whole of a text file (its name is then empty). */
export interface SourceSheet {
  name: string;
  rows: AsyncIterable<readonly SourceRow[]>;
  /** Merged ranges such as `A2:A7`, complete once the rows are read. */
  merges: readonly string[];
}

/** How the rows of a sheet fell; `rows` is the sum of the others, or the load stops. */
export interface Accounting {
  rows: number;
  preamble: number;
  header: number;
  repeatedHeader: number;
  blank: number;
  total: number;
  note: number;
  accepted: number;
  rejected: number;
}

/** One data row after its cells were read by the contract. */
export interface TypedRow {
  row: number;
  /** The stored fields' values in the contract's order; a `unit` field still holds the text that names it. */
  values: Value[];
  /** The stored, unrestricted fields' source text in the same order; what `raw` keeps. */
  raw: (string | null)[];
  /** True where a starred column is unreadable: the row is listed, not loaded. */
  rejected: boolean;
}

/** What came of one sheet. `accounting.accepted` counts rows not rejected here; later checks may still reject some. */
export interface TableResult {
  rows: TypedRow[];
  issues: RowIssue[];
  accounting: Accounting;
}
