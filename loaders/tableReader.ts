import {audited, noCounts} from "./accounting.ts";
import type {CellOptions} from "./cell.ts";
import {type Contract, storedFields} from "./contract.ts";

import type {FileFault} from "./fault.ts";
import {fillBlanks, fillMerged} from "./fillDown.ts";
import {headerFields, normaliseHeader} from "./header.ts";
import type {RowIssue} from "./issue.ts";
import {findLayout, LAYOUT_ROWS, type Layout} from "./layout.ts";
import {maybeRange, type Range} from "./merges.ts";
import {messages} from "./messages.ts";
import {type ReadRow, rowReader} from "./readRow.ts";
import {isBlank, type RowKind, rowSorter} from "./rows.ts";
import {columnIssues, damageOf, mergeIssues, namelessColumns, noTable, recordFault, sheetIssue} from "./sheetIssues.ts";
import type {Accounting, SourceRow, SourceSheet, TypedRow} from "./table.ts";

export interface ReadOptions extends Omit<CellOptions, "date1904"> {
  /** Headers of columns whose merged runs are filled down. */
  fillDown: readonly string[];
  /** Medium → level, where 级别 is empty. */
  outlets: ReadonlyMap<string, string>;
}

/** Takes the rows of one sheet in order, any number at a time. */
export interface TableReader {
  /** Returns the data rows among those given, or among those held back until the header was found. */
  push(rows: readonly SourceRow[]): TypedRow[];
  /** Returns the data rows still held back: no more will come. */
  flush(): TypedRow[];
  /** Returns what is left to say; with a fault that broke the reading off, every accepted row counts as rejected. */
  finish(broken?: FileFault): {issues: RowIssue[]; accounting: Accounting};
}

/** The table of a sheet whose header has been found. */
interface OpenTable {
  layout: Layout;
  sort(row: SourceRow): RowKind;
  fill(row: SourceRow): SourceRow;
  read(row: SourceRow): ReadRow;
  noteNameless(row: SourceRow): void;
  /** Columns that are filled down. */
  filled: readonly number[];
  /** True from where its rows can no longer be loaded. */
  refused: boolean;
}

const MOST_ROWS = 1_048_576;

/** Returns a reader of the sheet's rows by the contract. */
export function tableReader(sheet: SourceSheet, contract: Contract, options: ReadOptions): TableReader {
  const isText = sheet.name === "";
  const fields = storedFields(contract).length;
  const issues: RowIssue[] = [];
  const counts = noCounts();
  const nameless = new Set<number>();
  /** One byte a row: 1 where it is data. Merged ranges, known at the end, matter only there. */
  const dataRows = isText ? undefined : new Uint8Array(MOST_ROWS + 1);
  let waiting: SourceRow[] | undefined = [];
  let table: OpenTable | undefined;
  let separatorLines = 0;
  let last = 0;

  const begin = (held: readonly SourceRow[]): TypedRow[] => {
    const layout = findLayout(held, contract);
    if (!layout) return takeAll(held);
    table = openTable(sheet, layout, contract, options, nameless);
    issues.push(...layout.issues, ...held.filter(row => row.row <= layout.to).flatMap(damageOf));
    counts.preamble += layout.from - 1;
    counts.header += layout.to - layout.from + 1;
    last = layout.to;
    return takeAll(held.filter(row => row.row > layout.to));
  };

  const takeAll = (rows: readonly SourceRow[]): TypedRow[] => {
    const typed: TypedRow[] = [];
    for (const row of rows) {
      counts.blank += row.row - last - 1;
      last = row.row;
      if (!table) counts[isBlank(row) ? "blank" : "rejected"]++;
      else {
        const one = take(row, table);
        if (one) typed.push(one);
      }
    }
    return typed;
  };

  const take = (row: SourceRow, open: OpenTable): TypedRow | undefined => {
    const kind = open.sort(row);
    if (kind === "data") return takeData(row, open);
    for (const issue of damageOf(row)) issues.push(issue);
    if (kind !== "otherHeader") {
      counts[kind]++;
      return undefined;
    }
    counts.repeatedHeader++;
    if (!open.refused) issues.push(sheetIssue("many_tables", messages.tablesBelow(), {row: row.row}));
    open.refused = true;
    return undefined;
  };

  const takeData = (row: SourceRow, open: OpenTable): TypedRow | undefined => {
    if (dataRows) dataRows[row.row] = 1;
    if (open.refused) {
      counts.rejected++;
      return undefined;
    }
    const fault = isText ? recordFault(row, open.layout) : undefined;
    if (fault) issues.push(fault);
    if (fault?.severity === "error") {
      counts.rejected++;
      // Its cells may stand in the wrong columns: nothing of them is kept, as a number there may be a person's.
      return {row: row.row, values: new Array(fields).fill(null), raw: new Array(fields).fill(null), rejected: true};
    }
    open.noteNameless(row);
    const {typed, issues: found} = open.read(open.fill(row));
    for (const issue of found) issues.push(issue);
    counts[typed.rejected ? "rejected" : "accepted"]++;
    return typed;
  };

  const release = (): TypedRow[] => {
    const held = waiting ?? [];
    waiting = undefined;
    return begin(held);
  };

  return {
    push(rows) {
      const shown = rows[0]?.row === 0 ? rows.slice(1) : rows;
      separatorLines += rows.length - shown.length;
      if (!waiting) return takeAll(shown);
      for (const row of shown) waiting.push(row);
      return (waiting.at(-1)?.row ?? 0) >= LAYOUT_ROWS ? release() : [];
    },

    flush: () => (waiting ? release() : []),

    finish(broken) {
      if (waiting) release();
      if (broken) {
        issues.push(sheetIssue(broken.code, broken.message));
        counts.rejected += counts.accepted;
        counts.accepted = 0;
      } else if (!table) issues.push(noTable(contract, counts.rejected > 0));
      if (table) {
        const isData = (row: number): boolean => dataRows?.[row] === 1;
        issues.push(...columnIssues(nameless, table.layout.from));
        issues.push(...mergeIssues(rangesOf(sheet), table.layout.columns, {isData, filled: table.filled}));
      }
      counts.preamble += separatorLines;
      return {issues, accounting: audited(last + separatorLines, counts, sheet.name)};
    }
  };
}

function openTable(
  sheet: SourceSheet,
  layout: Layout,
  contract: Contract,
  options: ReadOptions,
  nameless: Set<number>
): OpenTable {
  const isText = sheet.name === "";
  const filled = filledColumns(layout, contract, options.fillDown);
  const {date1904 = false} = sheet;
  return {
    layout,
    sort: rowSorter(layout, contract),
    fill: !filled.length ? row => row : isText ? fillBlanks(filled) : fillMerged(filled, rangesOf(sheet)),
    read: rowReader(contract, layout.columns, {...options, date1904}),
    noteNameless: namelessColumns(layout, {isText, found: nameless}),
    filled,
    refused: layout.refused
  };
}

function filledColumns(layout: Layout, contract: Contract, headers: readonly string[]): number[] {
  const fields = headerFields(contract);
  return headers.flatMap(header => {
    const field = fields.get(normaliseHeader(header));
    const column = field && layout.columns.get(field);
    return column === undefined ? [] : [column];
  });
}

function rangesOf(sheet: SourceSheet): Range[] {
  return sheet.merges.map(maybeRange).filter(range => range !== undefined);
}
