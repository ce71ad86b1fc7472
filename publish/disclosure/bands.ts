/**
 * Fewest units of a group whose ranks are published. Among fewer, a place says little of the work and all of one unit: the
 * last of three is named by its rank. `min_cell` counts people and is another matter.
 */
export const FEWEST_RANKED = 5;

export interface Band {
  first: number;
  last: number;
}

/**
 * Returns the band of each rank in a group too small for ranks: halves of two units or more, the upper being the smaller
 * one; one band for all where there are fewer than four units or a tie lies across the middle.
 */
export function bandsOf(ranks: readonly number[]): Band[] {
  const sorted = [...ranks].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (half < 2 || sorted[half - 1] === sorted[half]) return ranks.map(() => ({first: 1, last: sorted.length}));
  return ranks.map(rank => (rank <= half ? {first: 1, last: half} : {first: half + 1, last: sorted.length}));
}
