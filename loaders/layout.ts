import type {Contract, Field} from "./contract.ts";
import {
  type Column,
  type ColumnMap,
  columnsOf,
  HEADER_ROWS,
  headerFields,
  isHeader,
  joinedColumns,
  mapColumns,
  normaliseHeader
} from "./header.ts";
import type {RowIssue} from "./issue.ts";
import {messages} from "./messages.ts";
import {nearest} from "./nearest.ts";
import type {SourceCell, SourceRow} from "./table.ts";

/** Where a sheet's table stands and what its columns mean. */
export interface Layout {
  /** The normalised cells of the header's one or two rows. */
  header: readonly string[][];
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
    const candidate = candidateAt(row, next, contract, fields);
    if (!candidate) continue;
    if (!candidate.map.missing.length) return toLayout(candidate, contract, fields);
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
): Candidate | undefined {
  const upper = texts(row);
  const single = columnsOf(upper);
  if (next) {
    const lower = texts(next);
    const joined = joinedColumns(upper, lower, fields);
    const eitherAlone = Math.max(knownFields(single, fields), knownFields(columnsOf(lower), fields));
    if (joined && isHeader(names(joined), fields) && knownFields(joined, fields) > eitherAlone) {
      return {rows: [row, next], columns: joined, map: mapColumns(joined, contract, fields)};
    }
  }
  if (!isHeader(names(single), fields)) return undefined;
  return {rows: [row], columns: single, map: mapColumns(single, contract, fields)};
}

function toLayout({rows, columns, map}: Candidate, contract: Contract, fields: ReadonlyMap<string, Field>): Layout {
  const from = rows[0]!.row;
  return {
    header: rows.map(row => texts(row).map(normaliseHeader)),
    from,
    to: rows.at(-1)!.row,
    columns: map.columns,
    width: Math.max(...columns.map(column => column.index)) + 1,
    named: new Set(columns.map(column => column.index)),
    issues: headerIssues(map, contract, fields, from),
    refused: map.missing.length > 0 || map.twice.length > 0
  };
}

function headerIssues(
  {unknown, twice, missing, columns}: ColumnMap,
  contract: Contract,
  fields: ReadonlyMap<string, Field>,
  row: number
): RowIssue[] {
  const fault = (field: string, code: RowIssue["code"], message: string): RowIssue => ({
    row: null,
    field,
    value: "",
    code,
    severity: "error",
    message
  });
  // Where every required header stands twice, two tables stand side by side.
  const aside = contract.fields.every(field => !field.required || twice.includes(field));
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
      value: column.text,
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
