/** Rows longer than this are gone through by the cells they have: a sheet's row may have its only one in its last column. */
export const WIDE = 256;

/** Returns the places of the cells that a row has, in order. */
export function placesOf(cells: readonly unknown[]): number[] {
  return Object.keys(cells).map(Number);
}
