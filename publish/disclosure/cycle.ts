import type {Arc} from "./linked.ts";

/**
 * Returns the cheapest set of arcs along which `amount` can flow back from the arc's head to its tail, so that the arc
 * itself could hold that much more: forwards any arc takes all, backwards it gives what it has. There is always one: a
 * count can grow together with its row, its column and the totals.
 */
export function cheapestCycle(
  arcs: readonly Arc[],
  start: number,
  amount: number,
  cost: (arc: number) => number
): number[] {
  const {tail, head} = arcs[start]!;
  const reached = new Map<string, Reached>([[head, {cost: 0, arc: -1, from: ""}]]);
  const open = new Set([head]);
  while (open.size) {
    const node = cheapest(open, reached);
    if (node === tail) break;
    open.delete(node);
    arcs.forEach((arc, i) => {
      if (i === start) return;
      const to = arc.tail === node ? arc.head : arc.head === node && arc.count >= amount ? arc.tail : null;
      if (to === null) return;
      const total = reached.get(node)!.cost + cost(i);
      const before = reached.get(to);
      if (before && before.cost <= total) return;
      reached.set(to, {cost: total, arc: i, from: node});
      open.add(to);
    });
  }
  const cycle: number[] = [];
  for (let node = tail; node !== head; ) {
    const {arc, from} = reached.get(node)!;
    cycle.push(arc);
    node = from;
  }
  return cycle;
}

/** How a node was reached most cheaply so far. */
interface Reached {
  cost: number;
  arc: number;
  from: string;
}

function cheapest(open: ReadonlySet<string>, reached: ReadonlyMap<string, Reached>): string {
  let best = "";
  for (const node of open) if (!best || reached.get(node)!.cost < reached.get(best)!.cost) best = node;
  return best;
}
