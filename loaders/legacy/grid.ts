import {FileFault} from "../fault.ts";
import {columnLetters, messages} from "../messages.ts";
import type {SourceCell, SourceRow} from "../table.ts";

/** A cell as its page opens it. */
export interface Span {
  across: number;
  down: number;
}

/** The rows of a page's tables as they come, one below the other as a spreadsheet program shows them. */
export interface Grid {
  openTable(): void;
  closeTable(): void;
  /** Ends what spans rows: a head, body or foot of a table. */
  endSection(): void;
  openRow(): void;
  closeRow(): void;
  openCell(span: Span): void;
  /** Ends the open cell of the inmost table, if it has one; `read` gives what it holds. */
  closeCell(read: () => SourceCell): void;
  hasCell(): boolean;
  hasTable(): boolean;
  /** Adds a row of one text that stands outside the cells. */
  addText(text: string): void;
  /** Returns the rows that are whole. */
  take(): SourceRow[];
  /** Begins a sheet anew. */
  restart(): void;
}

interface Table {
  row: SourceCell[] | undefined;
  /** The open cell's column; -1 where none is open. */
  column: number;
  next: number;
  /** By column: rows that a cell above still covers. */
  carried: Map<number, number>;
  /** Spans that begin in the open row, and those whose end is not yet sure. */
  begun: {left: number; right: number; down: number}[];
  pending: {top: number; left: number; right: number; bottom: number}[];
  /** Whether a table stood in the open row, and in the open cell. */
  hasInner: boolean;
  innerHere: boolean;
}

const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_MERGES = 200_000;
const REPLACEMENT = "\ufffd";

/** Returns a grid; merged ranges are added to `merges` as their tables end. */
export function newGrid(merges: string[]): Grid {
  let tables: Table[] = [];
  let ready: SourceRow[] = [];
  let number = 0;
  const inmost = (): Table | undefined => tables.at(-1);

  const push = (cells: readonly SourceCell[]): void => {
    if (++number > MOST_ROWS) throw new FileFault("too_large", messages.tooLarge(`网页里的表格超过 ${MOST_ROWS} 行`));
    if (cells.every(cell => cell === undefined)) return;
    const faults = cells.flatMap((cell, column) =>
      textOf(cell).includes(REPLACEMENT) ? [{code: "bad_encoding" as const, column}] : []
    );
    const row = {row: number, cells: Array.from(cells)};
    ready.push(faults.length ? {...row, faults} : row);
  };

  const endSection = (): void => {
    const table = inmost();
    if (!table) return;
    for (const {top, left, right, bottom} of table.pending) {
      const last = Math.min(bottom, number);
      if (last === top && left === right) continue;
      if (merges.length >= MOST_MERGES) {
        throw new FileFault("too_large", messages.tooLarge(`合并单元格超过 ${MOST_MERGES} 处`));
      }
      merges.push(`${columnLetters(left)}${top}:${columnLetters(right)}${last}`);
    }
    table.pending = [];
    table.carried.clear();
  };

  const closeRow = (): void => {
    const table = inmost();
    if (!table?.row) return;
    const {row, hasInner, begun} = table;
    table.row = undefined;
    table.column = -1;
    table.hasInner = false;
    table.begun = [];
    if (hasInner) {
      if (row.some(cell => cell !== undefined)) throw new FileFault("many_tables", messages.tableInRow());
      return;
    }
    push(row);
    for (const [column, rows] of table.carried) {
      if (rows > 1) table.carried.set(column, rows - 1);
      else table.carried.delete(column);
    }
    for (const {left, right, down} of begun) {
      if (down > 1) for (let column = left; column <= right; column++) table.carried.set(column, down - 1);
      if (down > 1 || left < right) table.pending.push({top: number, left, right, bottom: number + down - 1});
    }
  };

  const openRow = (): void => {
    if (!inmost()) openTable();
    closeRow();
    Object.assign(inmost()!, {row: [], next: 0, column: -1});
  };

  const openTable = (): void => {
    const outer = inmost();
    // The rows of a table within a cell take the place of the outer row, which must hold nothing else.
    if (outer?.row) Object.assign(outer, {hasInner: true, innerHere: outer.column >= 0});
    tables.push({
      row: undefined,
      column: -1,
      next: 0,
      carried: new Map(),
      begun: [],
      pending: [],
      hasInner: false,
      innerHere: false
    });
  };

  return {
    openTable,
    endSection,
    openRow,
    closeRow,
    closeTable() {
      closeRow();
      endSection();
      tables.pop();
    },
    openCell({across, down}) {
      if (!inmost()?.row) openRow();
      const table = inmost()!;
      while (table.carried.has(table.next)) table.next++;
      const left = table.next;
      if (left >= MOST_COLUMNS)
        throw new FileFault("too_large", messages.tooLarge(`网页里的表格超过 ${MOST_COLUMNS} 列`));
      const right = Math.min(left + Math.max(across, 1), MOST_COLUMNS) - 1;
      table.column = left;
      table.next = right + 1;
      if (right > left || down !== 1) table.begun.push({left, right, down: down < 1 ? MOST_ROWS : down});
    },
    closeCell(read) {
      const table = inmost();
      if (!table?.row || table.column < 0) return;
      const cell = read();
      // Text around a table within a cell is a row of its own.
      if (table.innerHere) {
        if (cell !== undefined) push([textOf(cell)]);
      } else if (cell !== undefined) {
        while (table.row.length < table.column) table.row.push(undefined);
        table.row[table.column] = cell;
      }
      Object.assign(table, {column: -1, innerHere: false});
    },
    hasCell: () => (inmost()?.column ?? -1) >= 0,
    hasTable: () => tables.length > 0,
    addText: text => push([text]),
    take() {
      const taken = ready;
      ready = [];
      return taken;
    },
    restart() {
      tables = [];
      number = 0;
    }
  };
}

function textOf(cell: SourceCell): string {
  return typeof cell === "string" ? cell : (cell?.text ?? "");
}
