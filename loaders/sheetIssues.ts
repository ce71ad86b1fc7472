import type {Contract, Field} from "./contract.ts";
import {isRun} from "./fillDown.ts";
import type {IssueCode, RowIssue} from "./issue.ts";
import {type Layout, textOf} from "./layout.ts";
import type {Range} from "./merges.ts";
import {columnLetters, messages} from "./messages.ts";
import type {SourceRow} from "./table.ts";
import {trimmed} from "./text.ts";
import {placesOf, WIDE} from "./wide.ts";

/** Returns an issue of a row, or of the whole sheet where no row is given. */
export function sheetIssue(
  code: IssueCode,
  message: string,
  {row = null, severity = "error", field = ""}: Partial<Pick<RowIssue, "row" | "severity" | "field">> = {}
): RowIssue {
  return {row, field, value: "", code, severity, message};
}

/** Returns the issue of a sheet without a header row, or without anything at all. */
export function noTable(contract: Contract, hasRows: boolean): RowIssue {
  const required = contract.fields.filter(field => field.required).map(field => field.header);
  return hasRows
    ? sheetIssue("no_header", messages.noHeader(contract.title, required))
    : sheetIssue("empty_file", messages.emptyFile());
}

/** Returns what is wrong with a row's bytes, for rows that are no data: nothing of them is stored. */
export function damageOf(row: SourceRow): RowIssue[] {
  const code = row.faults?.[0]?.code;
  if (!code) return [];
  const message = code === "bad_encoding" ? messages.badEncoding() : messages.unclosedQuote();
  return [sheetIssue(code, message, {row: row.row, severity: "warning"})];
}

/**
 * Returns what makes a record of a text file doubtful as a whole. An error means that its cells may stand in the wrong
 * columns. Short records are none: spreadsheet programs leave out empty cells at the end.
 */
export function recordFault(row: SourceRow, {width}: Layout): RowIssue | undefined {
  if (row.faults?.some(fault => fault.code === "unclosed_quote")) {
    return sheetIssue("unclosed_quote", messages.unclosedQuote(), {row: row.row});
  }
  const cells = row.cells.length;
  if (cells < width) {
    return sheetIssue("ragged_row", messages.shortRow(cells, width), {row: row.row, severity: "warning"});
  }
  for (let i = width; i < cells; i++) {
    if (isFilled(row, i)) return sheetIssue("ragged_row", messages.longRow(cells, width), {row: row.row});
  }
  return undefined;
}

/** Returns a function that notes the columns without a header in which a data row has something. */
export function namelessColumns(
  {width, named}: Layout,
  {isText, found}: {isText: boolean; found: Set<number>}
): (row: SourceRow) => void {
  const within = Array.from({length: width}, (_, i) => i).filter(i => !named.has(i));
  return row => {
    for (const i of within) if (isFilled(row, i)) found.add(i);
    // In a text file, cells beyond the header are a fault of their row.
    if (isText) return;
    const {length} = row.cells;
    if (length > WIDE) {
      for (const i of placesOf(row.cells)) if (i >= width && isFilled(row, i)) found.add(i);
    } else for (let i = width; i < length; i++) if (isFilled(row, i)) found.add(i);
  };
}

/** Returns the issues of columns without a header. */
export function columnIssues(columns: Iterable<number>, row: number): RowIssue[] {
  return [...columns]
    .sort((a, b) => a - b)
    .map(column =>
      sheetIssue("unknown_header", messages.namelessColumn(columnLetters(column)), {row, severity: "warning"})
    );
}

/** Returns the issues of merged ranges that begin in a data row and cover a column that is read. */
export function mergeIssues(
  ranges: readonly Range[],
  columns: ReadonlyMap<Field, number>,
  {isData, filled}: {isData: (row: number) => boolean; filled: readonly number[]}
): RowIssue[] {
  const fields = [...columns].sort(([, a], [, b]) => a - b);
  return ranges.flatMap(range => {
    const covered = fields.find(([, column]) => column >= range.left && column <= range.right);
    if (!covered || !isData(range.top)) return [];
    const [field, column] = covered;
    const isFilledDown = filled.includes(column) && isRun(range, column);
    return [
      sheetIssue("merged_cell", isFilledDown ? messages.filledDown(range.text) : messages.mergedCell(range.text), {
        row: range.top,
        field: field.header,
        severity: isFilledDown ? "info" : "warning"
      })
    ];
  });
}

function isFilled(row: SourceRow, column: number): boolean {
  const cell = row.cells[column];
  return cell !== undefined && cell !== "" && trimmed(textOf(cell)) !== "";
}
