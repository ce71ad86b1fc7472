import {type CountRow, type Dimension, sum} from "./linked.ts";

/** The key of the row that holds the small ones. */
export const REST = "其他";

/**
 * Returns the dimension with its small rows (0 < total < minCell) in one row 其他, the last; the next smallest row joins
 * them while the sum is still small, or while 其他 is one row under another name. Without any row where nothing but 其他
 * would be left: it would say no more than the total. A row of zeros is not small.
 */
export function mergeSmallRows({name, rows}: Dimension, minCell: number): Dimension {
  const size = ({counts}: CountRow): number => sum(counts);
  const isSmall = (row: CountRow): boolean => size(row) > 0 && size(row) < minCell;
  if (!rows.some(isSmall)) return {name, rows};
  const merged = rows.filter(row => isSmall(row) || row.key === REST);
  const others = rows
    .filter(row => size(row) > 0 && !merged.includes(row))
    .sort((a, b) => size(a) - size(b) || (a.key < b.key ? -1 : 1));
  while (others.length && (merged.length < 2 || sum(merged.map(size)) < minCell)) merged.push(others.shift()!);
  if (!others.length) return {name, rows: []};
  const counts = rows[0]!.counts.map((_, k) => sum(merged.map(row => row.counts[k]!)));
  return {name, rows: [...rows.filter(row => !merged.includes(row)), {key: REST, counts}]};
}
