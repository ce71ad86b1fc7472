import {formatRate} from "../../publish/format.ts";
import type {DotRow} from "./chart.ts";
import {wilson} from "./shares.ts";

/** Returns a dot with its interval for each share of satisfied ratings. */
export function dots(rows: readonly {label: string; n: number; satisfied: number}[]): DotRow[] {
  return rows.map(({label, n, satisfied}) => {
    const [low, high] = wilson(satisfied, n);
    return {label, value: satisfied / n, low, high, note: formatRate(satisfied, n)};
  });
}

/** Returns where an axis begins that shows every interval: a fifth below the lowest. */
export function axisMin(rows: readonly DotRow[]): number {
  return Math.max(0, Math.floor(Math.min(...rows.map(row => row.low)) * 5) / 5);
}

/** Returns the interval in words: 85.1%～92.4%. */
export function interval(row: DotRow): string {
  return `${(row.low * 100).toFixed(1)}%～${(row.high * 100).toFixed(1)}%`;
}
