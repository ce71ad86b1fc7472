import {auditCells, type Interval} from "./audit.ts";
import {cheapestCycle} from "./cycle.ts";
import {coverFromTotals} from "./known.ts";
import {ALL, type Arc, arcsOf, type Cell, type LinkedTables, OVERALL, TOTAL} from "./linked.ts";
import {mergeSmallRows} from "./merge.ts";

export interface Suppressed {
  /** What may be published: overall first, then the dimensions with their small rows merged. */
  cells: Cell[];
  /** What the published cells leave of each hidden one. */
  intervals: Interval[];
}

/**
 * Hides the small cells (0 < count < minCell) of linked tables, and with them whatever would tell them: small rows are
 * merged, small cells hidden, and then, as long as the audit finds a hidden cell whose interval is narrower than
 * `minCell`, the cheapest cells that widen it. What turns out not to be needed is shown again. The same tables give the
 * same result; where no count is small nothing is hidden.
 *
 * With `known` enough parts are hidden to withstand, besides, a reader who has all totals and these measures from elsewhere.
 *
 * Both kinds of hidden cell look the same, and zeros may be among them, so that a reader cannot tell a small count from its
 * cover. Intervals assume a reader who knows nothing else; somebody who knows a person in a cell knows more.
 */
export function suppress(tables: LinkedTables, minCell: number, {known}: {known?: readonly string[]} = {}): Suppressed {
  const dimensions = tables.dimensions.map(dimension => mergeSmallRows(dimension, minCell));
  const arcs = arcsOf({...tables, dimensions});
  const cost = costOf(tables.measures[0]);
  let needed = new Set(arcs.flatMap(({count}, i) => (count > 0 && count < minCell ? [i] : [])));
  for (;;) {
    if (known) needed = coverFromTotals(arcs, needed, {known, minCell, cost});
    const hidden = leastCover(arcs, needed, minCell, cost);
    if (known && hidden.size > needed.size) {
      needed = hidden;
      continue;
    }
    const cells = publish(arcs, hidden);
    return {cells, intervals: auditCells(cells, minCell)};
  }
}

/** Returns the needed cells and enough others to make every interval wide enough, none of which could be shown. */
function leastCover(
  arcs: readonly Arc[],
  needed: ReadonlySet<number>,
  minCell: number,
  cost: (arc: Arc) => number
): Set<number> {
  const hidden = cover(arcs, needed, minCell, cost);
  for (const i of [...hidden].filter(i => !needed.has(i)).sort((a, b) => cost(arcs[b]!) - cost(arcs[a]!) || a - b)) {
    hidden.delete(i);
    if (firstUnsafe(arcs, hidden, minCell)) hidden.add(i);
  }
  return hidden;
}

function cover(
  arcs: readonly Arc[],
  needed: ReadonlySet<number>,
  minCell: number,
  cost: (arc: Arc) => number
): Set<number> {
  const hidden = new Set(needed);
  for (;;) {
    const unsafe = firstUnsafe(arcs, hidden, minCell);
    if (!unsafe) return hidden;
    const {arc, min} = unsafe;
    const amount = min + minCell - arcs[arc]!.count;
    for (const i of cheapestCycle(arcs, arc, amount, i => (hidden.has(i) ? 0 : cost(arcs[i]!)))) hidden.add(i);
  }
}

function firstUnsafe(
  arcs: readonly Arc[],
  hidden: ReadonlySet<number>,
  minCell: number
): {arc: number; min: number} | null {
  const intervals = auditCells(publish(arcs, hidden), minCell);
  const order = [...arcs.keys()].filter(i => hidden.has(i));
  const at = intervals.findIndex(({safe}) => !safe);
  return at < 0 ? null : {arc: order[at]!, min: intervals[at]!.min};
}

function publish(arcs: readonly Arc[], hidden: ReadonlySet<number>): Cell[] {
  return arcs.map(({dimension, key, measure, count}, i) => ({
    ...{dimension, key, measure},
    count: hidden.has(i) ? null : count
  }));
}

/**
 * Returns what the reader loses with a cell: the city's counts most, then the parts of a row, the first of them (the one that
 * is asked for) before the others, and of which a zero says less, then a row's total; among equals the larger count. In
 * thousands, so that the count only settles ties.
 */
function costOf(first: string | undefined): (arc: Arc) => number {
  return ({dimension, key, measure, count}) => {
    const small = Math.min(count, 999);
    if (dimension === OVERALL && key === ALL) return (measure === TOTAL ? 200_000 : 40_000) + small;
    if (measure === TOTAL) return 6_000 + small;
    return (count === 0 ? 8_000 : measure === first ? 12_000 : 10_000) + small;
  };
}
