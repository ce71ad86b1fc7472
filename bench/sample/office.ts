import {DROPPED} from "../../loaders/contract.ts";
import type {IssueCode, Severity} from "../../loaders/issue.ts";
import type {Encoding} from "./encode.ts";

/** What a clerk typed into a cell: text, a number, or a day, which a workbook may hold as a true date. */
export type CellValue = string | number | {day: string} | {formula: string} | null;

/** One record by canonical header, and what the loader should make of it. */
export interface Row {
  cells: Record<string, CellValue>;
  rejected?: boolean;
  issues?: readonly RowExpectation[];
  /** This cell is merged with the one below. */
  mergeDown?: string;
  /** Cells beyond the header's last. */
  extra?: readonly CellValue[];
  /** A text that names a person though its column is none of those that always do. */
  secret?: string | null;
}

export interface RowExpectation {
  field: string;
  code: IssueCode;
  severity: Severity;
}

export type LineKind = "preamble" | "header" | "repeatedHeader" | "blank" | "total" | "note" | "data";

export interface Line {
  kind: LineKind;
  cells: CellValue[];
  rejected?: boolean;
  issues?: readonly RowExpectation[];
}

export interface OfficeSheet {
  name: string;
  lines: Line[];
  /** Ranges such as A1:F1. */
  merges: string[];
  /** A hidden sheet or one of notes, which no loader reads. */
  aside?: "hidden" | "notes";
  /** What stands in restricted columns. */
  secrets: string[];
}

/** A file as an office sends it, before it is bytes. */
export interface OfficeFile {
  /** Below the workspace, with forward slashes. */
  path: string;
  dataset: string;
  format: "text" | "workbook" | "raw";
  encoding: Encoding;
  delimiter: "," | "\t" | ";";
  lineEnd: "\r\n" | "\n";
  sheets: OfficeSheet[];
  /** Issues of the whole file or sheet. */
  issues: (RowExpectation & {sheet: string})[];
  /** The bytes of a file that is neither text nor workbook. */
  raw?: string;
}

export interface Column {
  /** The contract's header; a column no contract knows has none. */
  field: string | null;
  /** What the office wrote above it. */
  written: string;
  /** What fills a column that is in no contract. */
  fill?: (index: number) => CellValue;
  /** The upper header of a two-level head; neighbours of one name are merged. */
  above?: string;
}

export interface Layout {
  columns: readonly Column[];
  title?: string;
  /** Such as 填报单位：… and 截至日期：…; each a line of its own. */
  below?: readonly string[];
  /** Repeats the head after so many rows, as a printed table does. */
  repeatEvery?: number;
  blankEvery?: number;
  /** Written under the last row, label first. */
  totals?: readonly string[];
  notes?: readonly string[];
}

const RESTRICTED: ReadonlySet<string> = new Set([...DROPPED, "性别"]);

/** Returns columns from words: `规范名` or `规范名=所写的名`. */
export function columns(...words: readonly string[]): Column[] {
  return words.map(word => {
    const [field, written] = word.split("=");
    return {field: field!, written: written ?? field!};
  });
}

/** Returns the sheet of the rows in the layout, decorations and all. */
export function layOut(name: string, rows: readonly Row[], layout: Layout): OfficeSheet {
  const lines: Line[] = [];
  const merges: string[] = [];
  const secrets: string[] = [];
  const width = layout.columns.length;
  const last = columnLetter(width - 1);
  if (layout.title) {
    lines.push({kind: "preamble", cells: [layout.title]});
    merges.push(`A1:${last}1`);
  }
  for (const text of layout.below ?? []) lines.push({kind: "preamble", cells: [text]});
  const head = headLines(layout.columns, lines.length + 1, merges);
  const strays = layout.columns.filter(column => column.field === null);
  const warnings: RowExpectation[] = strays.map(() => ({field: "", code: "unknown_header", severity: "warning"}));
  lines.push(...head.map((line, index) => (index === 0 && strays.length ? {...line, issues: warnings} : line)));
  rows.forEach((row, index) => {
    if (layout.repeatEvery && index && index % layout.repeatEvery === 0) {
      lines.push(...head.map(line => ({...line, kind: "repeatedHeader" as const})));
    }
    if (layout.blankEvery && index && index % layout.blankEvery === 0) lines.push({kind: "blank", cells: []});
    if (row.mergeDown) {
      const letter = columnLetter(layout.columns.findIndex(column => column.field === row.mergeDown));
      merges.push(`${letter}${lines.length + 1}:${letter}${lines.length + 2}`);
    }
    for (const {field} of layout.columns) {
      const value = field && RESTRICTED.has(field) ? row.cells[field] : null;
      if (typeof value === "string") secrets.push(value);
    }
    if (row.secret) secrets.push(row.secret);
    lines.push({
      kind: "data",
      cells: [
        ...layout.columns.map(column =>
          column.field ? (row.cells[column.field] ?? null) : (column.fill?.(index) ?? null)
        ),
        ...(row.extra ?? [])
      ],
      ...(row.rejected ? {rejected: true} : {}),
      ...(row.issues ? {issues: row.issues} : {})
    });
  });
  if (layout.totals) lines.push({kind: "total", cells: [...layout.totals]});
  for (const text of layout.notes ?? []) lines.push({kind: "note", cells: [text]});
  return {name, lines, merges, secrets};
}

/** Returns the head's one or two lines, and adds its merged ranges. */
function headLines(columns: readonly Column[], row: number, merges: string[]): Line[] {
  if (!columns.some(column => column.above)) {
    return [{kind: "header", cells: columns.map(column => column.written)}];
  }
  columns.forEach((column, index) => {
    const letter = columnLetter(index);
    if (!column.above) merges.push(`${letter}${row}:${letter}${row + 1}`);
    else if (columns[index - 1]?.above !== column.above) {
      let end = index;
      while (columns[end + 1]?.above === column.above) end++;
      if (end > index) merges.push(`${letter}${row}:${columnLetter(end)}${row}`);
    }
  });
  return [
    {
      kind: "header",
      cells: columns.map((column, index) => {
        if (!column.above) return column.written;
        return columns[index - 1]?.above === column.above ? null : column.above;
      })
    },
    {kind: "header", cells: columns.map(column => (column.above ? column.written : null))}
  ];
}

/** Returns A, B, … Z, AA for 0, 1, … */
export function columnLetter(index: number): string {
  return (index >= 26 ? columnLetter(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
}
