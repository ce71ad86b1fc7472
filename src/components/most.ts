/** Who is named where something is the most: all of those, not the first of them. */

/** Returns the rows whose value is the greatest, in their order; none where it is nowhere above 0. */
export function mostOf<T>(rows: readonly T[], measure: (row: T) => number): T[] {
  const most = Math.max(0, ...rows.map(measure));
  return most > 0 ? rows.filter(row => measure(row) === most) : [];
}

/** Returns 各 where the figure that follows is that of each of several. */
export function each(names: readonly unknown[]): string {
  return names.length > 1 ? "各" : "";
}
