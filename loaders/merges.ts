/** A merged range, rows from 1 and columns from 0, both ends included. */
export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
  text: string;
}

/** Returns the range that a text such as `A2:A7` names, or undefined where it is none or only one cell. */
export function maybeRange(text: string): Range | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(text.toUpperCase());
  if (!match) return undefined;
  const range = {
    top: Number(match[2]),
    bottom: Number(match[4]),
    left: columnIndex(match[1]!),
    right: columnIndex(match[3]!),
    text
  };
  return range.top < range.bottom || range.left < range.right ? range : undefined;
}

/** Returns the index (from 0) of the column that spreadsheet programs call by these letters. */
export function columnIndex(letters: string): number {
  let n = 0;
  for (let i = 0; i < letters.length; i++) n = n * 26 + letters.charCodeAt(i) - 64;
  return n - 1;
}
