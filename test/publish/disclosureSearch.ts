import type {Cell} from "../../publish/disclosure/linked.ts";

/** Parts that add up to a whole; each is a hidden cell's number or a published count. */
interface Sum {
  parts: (Hidden | number)[];
  whole: Hidden | number;
}
interface Hidden {
  hidden: number;
}

/**
 * Returns whether the published cells leave it open that the hidden cell has the count, by trying: every whole number for
 * every other hidden cell, given up as soon as a sum cannot come out. Shares nothing with the product but a cell's shape.
 */
export function isPossible(cells: readonly Cell[], at: Cell, count: number): boolean {
  if (count < 0) return false;
  const hidden = cells.filter(({count}) => count === null);
  const low = hidden.map(cell => (cell === at ? count : 0));
  const high = hidden.map(cell => (cell === at ? count : LIMIT));
  return exists(sumsOf(cells, hidden), low, high);
}

/** More than any count of the tables searched, so that it bounds nothing. */
const LIMIT = 400;

function sumsOf(cells: readonly Cell[], hidden: readonly Cell[]): Sum[] {
  const one = (dimension: string, key: string, measure: string): Hidden | number => {
    const cell = cells.find(cell => cell.dimension === dimension && cell.key === key && cell.measure === measure)!;
    return cell.count === null ? {hidden: hidden.indexOf(cell)} : cell.count;
  };
  const rows = new Map(cells.map(({dimension, key}) => [`${dimension}/${key}`, {dimension, key}]));
  const measures = [...new Set(cells.map(({measure}) => measure))];
  const parts = measures.filter(measure => measure !== "total");
  const across = [...rows.values()].map(({dimension, key}) => ({
    parts: parts.map(measure => one(dimension, key, measure)),
    whole: one(dimension, key, "total")
  }));
  const dimensions = new Set([...rows.values()].map(({dimension}) => dimension).filter(name => name !== "overall"));
  const down = [...dimensions].flatMap(name =>
    measures.map(measure => ({
      parts: [...rows.values()].filter(({dimension}) => dimension === name).map(({key}) => one(name, key, measure)),
      whole: one("overall", "all", measure)
    }))
  );
  return [...across, ...down];
}

/** Whether some whole numbers between low and high satisfy every sum. */
function exists(sums: readonly Sum[], low: number[], high: number[]): boolean {
  if (!narrow(sums, low, high)) return false;
  let open = -1;
  for (let i = 0; i < low.length; i++) {
    if (high[i]! > low[i]! && (open < 0 || high[i]! - low[i]! < high[open]! - low[open]!)) open = i;
  }
  if (open < 0) return true;
  for (let count = low[open]!; count <= high[open]!; count++) {
    const fixed = (limits: readonly number[]): number[] => limits.map((limit, i) => (i === open ? count : limit));
    if (exists(sums, fixed(low), fixed(high))) return true;
  }
  return false;
}

/** Draws the limits in until no sum says more; returns false where one cannot come out. */
function narrow(sums: readonly Sum[], low: number[], high: number[]): boolean {
  const least = (x: Hidden | number): number => (typeof x === "number" ? x : low[x.hidden]!);
  const most = (x: Hidden | number): number => (typeof x === "number" ? x : high[x.hidden]!);
  for (let moved = true; moved; ) {
    moved = false;
    for (const {parts, whole} of sums) {
      const from = parts.reduce((sum: number, part) => sum + least(part), 0);
      const to = parts.reduce((sum: number, part) => sum + most(part), 0);
      if (from > most(whole) || to < least(whole)) return false;
      const set = (x: Hidden | number, min: number, max: number): void => {
        if (typeof x === "number") return;
        if (min > low[x.hidden]!) {
          low[x.hidden] = min;
          moved = true;
        }
        if (max < high[x.hidden]!) {
          high[x.hidden] = max;
          moved = true;
        }
      };
      set(whole, from, to);
      for (const part of parts) set(part, least(whole) - (to - most(part)), most(whole) - (from - least(part)));
    }
    if (low.some((limit, i) => limit > high[i]!)) return false;
  }
  return true;
}
