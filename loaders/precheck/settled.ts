import type {Columns} from "../condition.ts";
import type {Value} from "../database.ts";
import type {Issue} from "../issue.ts";

/** Where a row stands in the file. */
export interface Place {
  sheet: number;
  sheetName: string;
  row: number;
}

/** A row that is accepted by itself, as far as others must be compared with it. */
export interface SettledRow extends Place {
  /** The columns that make its identity. */
  keys: readonly Value[];
  /** Equal where all values are. */
  digest: string;
  /** What is said of it if it stays accepted. */
  issues: Issue[];
  /** Its values by column, where rows of this dataset are compared by more than their keys. */
  columns: Columns;
}

/** Makes an issue of a row. */
export type Note = (place: Place, issue: Pick<Issue, "field" | "value" | "code" | "severity" | "message">) => Issue;
