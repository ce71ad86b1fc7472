import type {Contract, Field} from "./contract.ts";
import {isForeignHeader} from "./foreignHeader.ts";
import {
  type Column,
  type ColumnMap,
  columnsOf,
  HEADER_ROWS,
  headerFields,
  isHeader,
  joinedColumns,
  mapColumns,
  normaliseHeader,
  standsUnderSpans
} from "./header.ts";
import type {RowIssue} from "./issue.ts";
import {messages, shown} from "./messages.ts";
import {nearest} from "./nearest.ts";
import type {SourceCell, SourceRow} from "./table.ts";

/** Where a sheet's table stands and what its columns mean. */
export interface Layout {
  /** The normalised cells of the header's one or two rows. */
  header: readonly string[][];
  /** The rows above the header, such as a title, which may be printed again on every page. */
  above: readonly SourceRow[];
  /** Row numbers of the first and the last header row. */
  from: number;
  to: number;
  /** Field → index of its column, from 0. */
  columns: ReadonlyMap<Field, number>;
  /** Cells up to the last header. */
  width: number;
  /** Whether the column at the index has a header. */
  named: ReadonlySet<number>;
  issues: readonly RowIssue[];
  /** True where the table cannot be loaded: a required column is missing or one stands twice. */
  refused: boolean;
}

interface Candidate {
  above: readonly SourceRow[];
  rows: readonly SourceRow[];
  columns: readonly Column[];
  map: ColumnMap;
}

/** Rows that must be seen before a header can be said to be missing: the twentieth may have a second row below it. */
export const LAYOUT_ROWS = HEADER_ROWS + 1;

/**
 * Returns the layout of a sheet by its first rows: the first row in which at least half of the filled cells, and at
 * least two, are known headers, with the row below it where both are one header of two levels. A row that lacks
 * required columns yields to a later one that has them all. Undefined where there is none.
 */
export function findLayout(rows: readonly SourceRow[], contract: Contract): Layout | undefined {
  const fields = headerFields(contract);
  let first: Candidate | undefined;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.row < 1 || row.row > HEADER_ROWS) continue;
    const next = rows[i + 1]?.row === row.row + 1 ? rows[i + 1] : undefined;
    const header = candidateAt(row, next, contract, fields);
    if (!header) continue;
    const candidate = {...header, above: rows.slice(0, i)};
    if (!candidate.map.missing.length) {
      const layout = toLayout(candidate, contract, fields);
      const other = layout.above.find((passed, j) => isTable(passed, layout.above[j + 1], contract, fields));
      return other ? {...layout, issues: [tableAbove(other.row), ...layout.issues]} : layout;
    }
    first ??= candidate;
  }
  return first && toLayout(first, contract, fields);
}

/** Returns the text of a cell, empty where the cell is. */
export function textOf(cell: SourceCell): string {
  return typeof cell === "string" ? cell : (cell?.text ?? "");
}

function candidateAt(
  row: SourceRow,
  next: SourceRow | undefined,
  contract: Contract,
  fields: ReadonlyMap<string, Field>
): Omit<Candidate, "above"> | undefined {
  const upper = texts(row);
  const single = columnsOf(upper);
  if (next) {
    const lower = texts(next);
    const joined = joinedColumns(upper, lower, fields);
    const eitherAlone = Math.max(knownFields(single, fields), knownFields(columnsOf(lower), fields));
    const gains = joined && isHeader(names(joined), fields) && knownFields(joined, fields) > eitherAlone;
    if (joined && (gains || (isHeader(names(single), fields) && standsUnderSpans(upper, lower, fields)))) {
      return {rows: [row, next], columns: joined, map: mapColumns(joined, contract, fields)};
    }
  }
  if (!isHeader(names(single), fields)) return undefined;
  return {rows: [row], columns: single, map: mapColumns(single, contract, fields)};
}

/**
 * Returns whether a row above the header begins a table of its own: of this contract, with nothing but known headers and
 * at least three of them, or of another, with all that it asks for, and has a row below it. A line to be filled in, such
 * as 填报单位：… 年度：… 时间：…, is none.
 */
function isTable(
  row: SourceRow,
  below: SourceRow | undefined,
  contract: Contract,
  fields: ReadonlyMap<string, Field>
): boolean {
  const headers = texts(row);
  const filled = headers.map(normaliseHeader).filter(name => name !== "");
  const values = below && texts(below).filter((text, i) => text.trim() !== "" && (headers[i] ?? "").trim() !== "");
  if (!values || values.length * 2 < filled.length || headers.some(text => /[:：]\s*$/.test(text))) return false;
  if (filled.length > 2 && filled.every(name => fields.has(name))) return true;
  return isForeignHeader(filled, contract);
}

function tableAbove(row: number): RowIssue {
  return {row, field: "", value: "", code: "many_tables", severity: "error", message: messages.tableAbove(row)};
}

function toLayout(
  {above, rows, columns, map}: Candidate,
  contract: Contract,
  fields: ReadonlyMap<string, Field>
): Layout {
  const from = rows[0]!.row;
  const aside = isAside(map, contract);
  return {
    header: rows.map(row => texts(row).map(normaliseHeader)),
    above,
    from,
    to: rows.at(-1)!.row,
    columns: map.columns,
    width: Math.max(...columns.map(column => column.index)) + 1,
    named: new Set(columns.map(column => column.index)),
    issues: headerIssues(map, contract, fields, {row: from, aside}),
    refused: aside || map.missing.length > 0 || map.twice.length > 0
  };
}

/**
 * Returns whether two tables stand side by side: every required header stands twice, or what this dataset does not know
 * is all that another one requires.
 */
function isAside({unknown, twice}: ColumnMap, contract: Contract): boolean {
  const names = unknown.map(column => column.name);
  return contract.fields.every(field => !field.required || twice.includes(field)) || isForeignHeader(names, contract);
}

function headerIssues(
  {unknown, twice, missing, columns}: ColumnMap,
  contract: Contract,
  fields: ReadonlyMap<string, Field>,
  {row, aside}: {row: number; aside: boolean}
): RowIssue[] {
  const fault = (field: string, code: RowIssue["code"], message: string): RowIssue => ({
    row: null,
    field,
    value: "",
    code,
    severity: "error",
    message
  });
  const doubled = aside
    ? [fault("", "many_tables", messages.tablesAside())]
    : twice.map(field => fault(field.header, "duplicate_header", messages.duplicateHeader(field.header)));
  const strangers = unknown.filter(column => !fields.has(column.name));
  const absent = missing.map(field => {
    const guess = nearest(
      field.header,
      strangers.map(column => column.name)
    );
    return fault(field.header, "missing_header", messages.missingHeader(field.header, guess));
  });
  const free = contract.fields.filter(field => !columns.has(field) && !twice.includes(field));
  const left = unknown.map((column): RowIssue => {
    const field = fields.get(column.name);
    return {
      row,
      field: "",
      value: shown(column.text),
      code: "unknown_header",
      severity: "warning",
      message: field
        ? messages.secondHeader(column.text, field.header)
        : messages.unknownHeader(column.text, nearestField(column.name, free))
    };
  });
  return [...doubled, ...absent, ...left];
}

function nearestField(name: string, fields: readonly Field[]): string | undefined {
  const words = new Map(
    fields.flatMap(field => [field.header, ...(field.aliases ?? [])].map(word => [word, field.header]))
  );
  const guess = nearest(name, words.keys());
  return guess === undefined ? undefined : words.get(guess);
}

function texts(row: SourceRow): string[] {
  return Array.from(row.cells, textOf);
}

function names(columns: readonly Column[]): string[] {
  return columns.map(column => column.name);
}

function knownFields(columns: readonly Column[], fields: ReadonlyMap<string, Field>): number {
  return new Set(columns.map(column => fields.get(column.name)).filter(field => field !== undefined)).size;
}
