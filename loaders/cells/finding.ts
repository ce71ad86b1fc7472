import type {Value} from "../database.ts";
import type {IssueCode, Severity} from "../issue.ts";
import type {Cell} from "../table.ts";

/** What a cell came to where it is more than a value. */
export interface Finding {
  /** What is stored: null where the cell cannot be read. */
  value: Value;
  fault?: {code: IssueCode; severity: Severity; message: string};
  /** A word kept beside an empty value. */
  word?: string;
  /** The keyed hash of an ID number that stands where an identifier should. */
  hash?: string;
}

/** Reads a trimmed text that is not missing; `cell` tells what the source held. */
export type TextReader = (text: string, cell: string | Cell) => Value | Finding;

/** Returns whether what a reader gave is more than a value. */
export function isFinding(reading: Value | Finding): reading is Finding {
  return typeof reading === "object" && reading !== null;
}

/** Returns a finding of the fault, an error unless it says otherwise; nothing is stored unless it gives a value. */
export function fault(code: IssueCode, message: string, rest: Partial<Finding> & {severity?: Severity} = {}): Finding {
  const {severity = "error", ...finding} = rest;
  return {value: null, ...finding, fault: {code, severity, message}};
}

/** Returns whether a workbook's cell is a date of its own. */
export function isDate(cell: string | Cell): boolean {
  return typeof cell !== "string" && cell.kind === "date";
}
