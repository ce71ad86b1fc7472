/** What stands in a cell that has no value, so that it is never taken for a zero or for a slip. */
export const CELL_MARKS = {
  /** Counted, and kept back for the sake of persons. */
  confidential: "[c]",
  /** Nobody recorded it. */
  missing: "[x]",
  /** There is nothing to record. */
  notApplicable: "[z]"
} as const;

export type CellMark = (typeof CELL_MARKS)[keyof typeof CELL_MARKS];

/** Columns, as `table.column`, in which empty says that there is nothing to say, and not that it is unknown. */
const NOT_APPLICABLE: ReadonlySet<string> = new Set([
  ...["short_name", "parent", "sort_order", "valid_from", "valid_to", "successor", "former_names", "group"].map(
    of("units")
  ),
  ...["to", "caps", "condition", "key"].map(of("rules")),
  ...["decided_by", "decided_on"].map(of("readings")),
  ...["nth", "cap", "dup_of", "source_sheet"].map(of("bonus_ledger")),
  ...["previous_rank", "band_best", "band_worst", "band_first", "band_last", "change"].map(of("bonus_ranking")),
  ...["rank", "tied", "band_first", "band_last"].map(of("total_ranking")),
  ...["due_on", "closed_on", "overdue_days", "explained"].map(of("inspection_status")),
  ...["done_on"].map(of("rectification_status"))
]);

function of(table: string): (column: string) => string {
  return column => `${table}.${column}`;
}

/** Returns the mark of an empty cell; `mark` is what the table itself says of it (`c`, `x`). */
export function cellMark({table, column}: {table: string; column: string}, mark: string | null): CellMark {
  if (mark === "c") return CELL_MARKS.confidential;
  if (mark === "x") return CELL_MARKS.missing;
  return NOT_APPLICABLE.has(`${table}.${column}`) ? CELL_MARKS.notApplicable : CELL_MARKS.missing;
}
