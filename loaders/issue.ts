/** The closed list of what can be wrong with input. */
export const ISSUE_CODES = [
  "bad_encoding",
  "unclosed_quote",
  "ragged_row",
  "missing_header",
  "unknown_header",
  "duplicate_header",
  "no_header",
  "empty_file",
  "unreadable_workbook",
  "encrypted_workbook",
  "too_large",
  "formula_without_value",
  "merged_cell",
  "lost_precision",
  "missing_value",
  "bad_date",
  "ambiguous_date",
  "bad_year",
  "bad_number",
  "bad_boolean",
  "unknown_code",
  "ambiguous_code",
  "unknown_unit",
  "many_units",
  "inactive_unit",
  "unknown_talent",
  "unknown_reference",
  "duplicate_key",
  "conflicting_duplicate",
  "order_violation",
  "future_date",
  "out_of_range",
  "year_mismatch",
  "quantity_not_one",
  "missing_companion",
  "bad_id",
  "many_tables",
  "unsupported_file",
  "unreadable_file",
  "open_file",
  "secret_content"
] as const;

export type IssueCode = (typeof ISSUE_CODES)[number];
export type Severity = "error" | "warning" | "info";

/** One fault of the input; `row` is the row as the spreadsheet program shows it, null where the whole file is meant. */
export interface Issue {
  file: string;
  sheet: string;
  row: number | null;
  /** The canonical header, empty where no field is meant. */
  field: string;
  /** Never of a restricted column: empty there. */
  value: string;
  code: IssueCode;
  severity: Severity;
  /** One Chinese sentence a clerk can act on. */
  message: string;
}

/** An issue before its file and sheet are known. */
export type RowIssue = Omit<Issue, "file" | "sheet">;
