import {auditCells, type Interval} from "./audit.ts";
import {ALL, type Arc, OVERALL, TOTAL} from "./linked.ts";

/**
 * Returns the hidden cells, and those to hide with them from a reader who knows all totals besides – the city's counts, and
 * how many people each row has – and the known measures in every row. What may be told of a cell is then what its own totals
 * say: no cover can leave a grade that three people have in the city more than three wide. Every interval is as wide as that,
 * or `minCell`.
 */
export function coverFromTotals(
  arcs: readonly Arc[],
  hidden: ReadonlySet<number>,
  {known, minCell, cost}: {known: readonly string[]; minCell: number; cost: (arc: Arc) => number}
): Set<number> {
  const covered = new Set(hidden);
  const seen = [TOTAL, ...known];
  for (const dimension of new Set(arcs.map(arc => arc.dimension).filter(name => name !== OVERALL))) {
    const cells = [...arcs.keys()].filter(i => arcs[i]!.dimension === dimension && !seen.includes(arcs[i]!.measure));
    const told = (set: ReadonlySet<number>) => toldCells(arcs, {dimension, seen, hidden: set, minCell});
    const first = told(covered);
    if (!first.length) continue;
    const measures = new Set(first.map(({measure}) => measure));
    measures.add(largestOther(arcs, [...seen, ...measures]));
    const columns = cells.filter(i => measures.has(arcs[i]!.measure));
    const added = [columns, cells].find(more => !told(new Set([...covered, ...more])).length)!;
    const extra = added.filter(i => !covered.has(i));
    for (const i of extra) covered.add(i);
    for (const i of extra.sort((a, b) => cost(arcs[b]!) - cost(arcs[a]!) || a - b)) {
      covered.delete(i);
      if (told(covered).length) covered.add(i);
    }
  }
  return covered;
}

interface View {
  dimension: string;
  /** Measures that are known in every row, totals among them. */
  seen: readonly string[];
  hidden: ReadonlySet<number>;
  minCell: number;
}

/** Returns the dimension's hidden cells that what is known and the shown cells leave too narrow. */
function toldCells(arcs: readonly Arc[], {dimension, seen, hidden, minCell}: View): Interval[] {
  const inView = arcs.flatMap((arc, i) => {
    if (arc.dimension === OVERALL) return [arc];
    return arc.dimension === dimension
      ? [{...arc, count: hidden.has(i) && !seen.includes(arc.measure) ? null : arc.count}]
      : [];
  });
  const count = (of: string, key: string, measure: string) =>
    arcs.find(arc => arc.dimension === of && arc.key === key && arc.measure === measure)!.count;
  // Those whose measure is not known, of a row or of the city.
  const open = (of: string, key: string) =>
    seen.reduce((left, measure) => left + (measure === TOTAL ? 1 : -1) * count(of, key, measure), 0);
  const city = open(OVERALL, ALL);
  return auditCells(inView, minCell).filter(({key, measure, min, max}) => {
    const [row, column] = [open(dimension, key), count(OVERALL, ALL, measure)];
    const widest = Math.min(row, column) - Math.max(0, row + column - city);
    return max !== null && max - min < Math.min(minCell, widest);
  });
}

/** The measure most people have, of those not taken: most can be hidden in it. */
function largestOther(arcs: readonly Arc[], taken: readonly string[]): string {
  const others = arcs
    .filter(arc => arc.dimension === OVERALL && !taken.includes(arc.measure))
    .sort((a, b) => b.count - a.count);
  return others[0]?.measure ?? TOTAL;
}
