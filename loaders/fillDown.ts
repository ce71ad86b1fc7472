import type {Range} from "./merges.ts";
import type {SourceCell, SourceRow} from "./table.ts";

type Fill = (row: SourceRow) => SourceRow;

/** Returns a function that gives a text file's empty cells in the columns the value of the data row above. */
export function fillBlanks(columns: readonly number[]): Fill {
  const above = new Map<number, SourceCell>();
  return row =>
    filled(row, columns, (column, cell) => {
      if (!isEmpty(cell)) above.set(column, cell);
      return above.get(column);
    });
}

/** Returns a function that gives the cells of a merged run down one of the columns the value at its top; rows come in order. */
export function fillMerged(columns: readonly number[], ranges: readonly Range[]): Fill {
  const runs = new Map(
    columns.map(column => [column, {ranges: runsOf(ranges, column), at: 0, top: undefined as SourceCell}])
  );
  return row =>
    filled(row, columns, (column, cell) => {
      const run = runs.get(column)!;
      while ((run.ranges[run.at]?.bottom ?? Number.POSITIVE_INFINITY) < row.row) {
        run.at++;
        run.top = undefined;
      }
      const range = run.ranges[run.at];
      if (!range) return cell;
      if (row.row === range.top) run.top = cell;
      return isEmpty(cell) ? run.top : cell;
    });
}

/** Returns whether the range is a run down this column alone. */
export function isRun(range: Range, column: number): boolean {
  return range.left === column && range.right === column;
}

function runsOf(ranges: readonly Range[], column: number): Range[] {
  return ranges.filter(range => isRun(range, column)).sort((a, b) => a.top - b.top);
}

function filled(
  row: SourceRow,
  columns: readonly number[],
  value: (column: number, cell: SourceCell) => SourceCell
): SourceRow {
  const cells = [...row.cells];
  for (const column of columns) cells[column] = value(column, cells[column]);
  return {...row, cells};
}

function isEmpty(cell: SourceCell): boolean {
  return cell === undefined || (typeof cell === "string" ? cell : cell.text).trim() === "";
}
