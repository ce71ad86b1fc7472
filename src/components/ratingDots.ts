import {formatRate} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {DotRow} from "./dots.ts";
import {wilson} from "./shares.ts";

/** A dot, and over how many ratings. */
export interface RatingDot extends DotRow {
  n: number;
}

/** Returns a dot with its interval for each share of satisfied ratings. */
export function dots(rows: readonly {label: string; n: number; satisfied: number}[]): RatingDot[] {
  return rows.map(({label, n, satisfied}) => {
    const [low, high] = wilson(satisfied, n);
    return {label, n, value: satisfied / n, low, high, note: formatRate(satisfied, n)};
  });
}

/** Returns the dots that rest on enough ratings to be drawn; a table has the others too. */
export function plottedOf(facts: Facts, rows: readonly RatingDot[]): RatingDot[] {
  return rows.filter(({n}) => n >= leastRatings(facts));
}

/** Returns how many ratings a dot must rest on. */
export function leastRatings(facts: Facts): number {
  return Number(facts.thresholds.minRatings ?? 30);
}

/** Returns the dot with the lowest share, the later of equal ones; null where there is none. */
export function lowestOf(rows: readonly RatingDot[]): RatingDot | null {
  return rows.reduce<RatingDot | null>((a, b) => (a && a.value < b.value ? a : b), null);
}

/** Returns the share of the dot alone: 88.2%. */
export function shareOf({note}: RatingDot): string {
  return note.replace(/（.*$/, "");
}

/** Returns where an axis begins that shows every interval: a fifth below the lowest. */
export function axisMin(rows: readonly DotRow[]): number {
  return Math.max(0, Math.floor(Math.min(...rows.map(row => row.low)) * 5) / 5);
}

/** Returns the interval in words: 85.1%～92.4%. */
export function interval(row: DotRow): string {
  return `${(row.low * 100).toFixed(1)}%～${(row.high * 100).toFixed(1)}%`;
}
