import type {Value} from "./database.ts";
import type {IssueCode, RowIssue} from "./issue.ts";

/**
 * The shapes that hand over from bytes to rows. Nothing here touches Node: the browser checks files by the same code.
 */

/** What a source cell held, before any contract is known. */
export interface Cell {
  kind: "text" | "number" | "date" | "boolean" | "error" | "formula";
  /** Text as written; a number at 15 significant digits; a date as ISO date or date-time; an error's name (#N/A). */
  text: string;
  /** True where the sheet shows the number as a percentage: 0.125 as 12.5%. */
  percent?: true;
}

/**
 * A cell as the source gives it: undefined where it is empty, bare text where it comes from a text file (what its type
 * once was, nobody knows), else what the workbook says of it.
 */
export type SourceCell = string | Cell | undefined;

/**
 * One record of a file. A workbook's rows without any value are left out: the gap in the numbers tells of them.
 */
export interface SourceRow {
  /** The row as a spreadsheet program shows it; 0 for a line `sep=`, which it does not show. */
  row: number;
  cells: readonly SourceCell[];
  /** Faults found before the contract is known. */
  faults?: readonly SourceFault[];
}

/** A fault of one record's bytes or quotes. */
export interface SourceFault {
  code: IssueCode;
  /** The cell's place in the record, from 0; null where the whole record is meant. */
  column: number | null;
}

/** A sheet of a workbook, or the whole of a text file (its name is then empty). */
export interface SourceSheet {
  name: string;
  rows: AsyncIterable<readonly SourceRow[]>;
  /** Merged ranges such as `A2:A7`, complete once the rows are read. */
  merges: readonly string[];
  /** True where day 0 of the sheet's serial dates is 1904-01-01. */
  date1904?: boolean;
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
  /** By field name: a word kept beside an empty value, such as 未参加 for `grade`. */
  words?: Readonly<Record<string, string>>;
}

/** What came of one sheet. `accounting.accepted` counts rows not rejected here; later checks may still reject some. */
export interface TableResult {
  rows: TypedRow[];
  issues: RowIssue[];
  accounting: Accounting;
}

/** A file opened for reading: its sheets give their rows when asked, and may be read once each or again. */
export interface Source {
  /** As the load report shows it. */
  encoding: string;
  /** Why it was taken for this. */
  evidence: string;
  sheets: SourceSheet[];
  skipped: {name: string; reason: string}[];
  /** Faults of the whole file. */
  issues: RowIssue[];
  close(): void;
}

export interface SourceOptions {
  /** The file's name in messages and tables. */
  name: string;
  /** Normalised headers of the contract: they tell encodings and delimiters apart. */
  headers: ReadonlySet<string>;
  /** The only sheets to read; every visible one by default. */
  sheets?: readonly string[] | null;
}
