import {yearIn} from "./dates.ts";
import {groupBy} from "./people.ts";
import type {Rating, World} from "./world.ts";

const EMPTY = {
  n: null,
  very_satisfied: null,
  satisfied: null,
  basic: null,
  dissatisfied: null,
  very_dissatisfied: null,
  unknown: null
};

interface Cell {
  key: string;
  n: number;
  ratings: readonly Rating[];
}

/** Returns the counts by unit and item, hidden cells empty. */
export function satisfactionOf(world: World): Record<string, unknown>[] {
  const groups = groupBy(countingOf(world), ({rated_on, unit}) => `${rated_on.slice(0, 4)} ${unit}`);
  return [...groups.keys()].sort().flatMap(group => {
    const [year, unit_id] = group.split(" ") as [string, string];
    const own = groups.get(group)!;
    const parts = cellsOf(own, ({item}) => item);
    const hidden = hide(parts, world.minCell);
    const all: Cell = {key: "all", n: known(own), ratings: own};
    if (isSmall(all, world.minCell)) hidden.add("all");
    return [...parts, all].map(cell => ({year: Number(year), unit_id, item: cell.key, ...show(cell, hidden)}));
  });
}

/** Returns the city's counts by dimension, which must not tell what is hidden by unit. */
export function cityOf(world: World): Record<string, unknown>[] {
  const units = satisfactionOf(world);
  const counting = countingOf(world);
  const years = [...new Set(counting.map(({rated_on}) => yearIn(rated_on)))].sort();
  return years.flatMap(year => {
    const rows = units.filter(row => row.year === year && row.suppressed);
    const totals = rows.filter(({item}) => item === "all");
    const lone = totals.length === 1 ? totals[0]!.unit_id : null;
    const items = rows.filter(({item, unit_id}) => item !== "all" && unit_id !== lone).map(({item}) => String(item));
    const loneItems = new Set(items.filter(item => items.indexOf(item) === items.lastIndexOf(item)));
    const ratings = counting.filter(({rated_on, unit}) => yearIn(rated_on) === year && unit !== lone);
    const dimensions: [string, (rating: Rating) => string][] = [
      ["overall", () => "all"],
      ["item", ({item}) => item],
      ["sector", ({sector}) => sector ?? "未填"],
      ["rater_kind", ({rater_kind}) => rater_kind ?? "未填"],
      ["quarter", ({rated_on}) => String(Math.ceil(Number(rated_on.slice(5, 7)) / 3))]
    ];
    return dimensions.flatMap(([dimension, keyOf]) => {
      const cells = cellsOf(ratings, keyOf);
      const hidden = hide(cells, world.minCell, dimension === "item" ? loneItems : new Set());
      return cells.map(cell => ({year, dimension, key: cell.key, ...show(cell, hidden)}));
    });
  });
}

function countingOf({asOf, ratings}: World): Rating[] {
  return ratings.filter(({rated_on, valid}) => rated_on <= asOf && valid !== false);
}

function cellsOf(ratings: readonly Rating[], keyOf: (rating: Rating) => string): Cell[] {
  const groups = groupBy(ratings, keyOf);
  return [...groups.keys()].sort().map(key => ({key, n: known(groups.get(key)!), ratings: groups.get(key)!}));
}

function known(ratings: readonly Rating[]): number {
  return ratings.filter(({rating}) => rating !== "不了解").length;
}

function isSmall({n}: Cell, minCell: number): boolean {
  return n > 0 && n < minCell;
}

/** Small cells and those named; where their sum would tell them, the smallest of the others that has any rating. */
function hide(cells: readonly Cell[], minCell: number, named: ReadonlySet<string> = new Set()): Set<string> {
  const small = cells.filter(cell => isSmall(cell, minCell) || named.has(cell.key));
  const keys = new Set(small.map(({key}) => key));
  const sum = small.reduce((all, {n}) => all + n, 0);
  if (small.length === 1 || (small.length > 0 && sum === small.length)) {
    const others = cells.filter(({key, n}) => !keys.has(key) && n > 0);
    const least = Math.min(...others.map(({n}) => n));
    const smallest = others.find(({n}) => n === least);
    if (smallest) keys.add(smallest.key);
  }
  return keys;
}

function show({key, n, ratings}: Cell, hidden: ReadonlySet<string>): Record<string, unknown> {
  if (hidden.has(key)) return {...EMPTY, suppressed: true};
  const of = (word: string) => ratings.filter(({rating}) => rating === word).length;
  return {
    n,
    very_satisfied: of("非常满意"),
    satisfied: of("满意"),
    basic: of("基本满意"),
    dissatisfied: of("不满意"),
    very_dissatisfied: of("非常不满意"),
    unknown: of("不了解"),
    suppressed: false
  };
}
