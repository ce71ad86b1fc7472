/** Returns the Wilson 95 % interval of a share as [low, high], each between 0 and 1. */
export function wilson(part: number, whole: number): [number, number] {
  const z = 1.959964;
  const p = part / whole;
  const middle = p + (z * z) / (2 * whole);
  const half = z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole));
  const scale = 1 + (z * z) / whole;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

/** Returns the sum of the values. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

const SPELLED = "零一两三四五六七八九十";

/** Returns the number as a sentence counts with it: 五, 两; past ten in digits. */
export function spelled(count: number): string {
  return SPELLED[count] ?? String(count);
}
