/** Signs by which a spreadsheet program takes text for a formula, after NFKC; a separator at the front hides one. */
const SIGNS = "=+-@|";

/**
 * Returns whether a spreadsheet program may take the text for a formula: its first character that is no space is one of
 * `= + - @ |`, in any width, or a tab, a line end or another control character stands before it.
 */
export function isFormulaLike(text: string): boolean {
  for (const character of text) {
    if (/\p{Cc}/u.test(character)) return true;
    // Format characters (zero-width marks, the BOM) are as invisible as spaces.
    if (/[\p{Zs}\p{Cf}\p{Zl}\p{Zp}]/u.test(character)) continue;
    return SIGNS.includes(character.normalize("NFKC").trimStart().charAt(0) || " ");
  }
  return false;
}

/** Returns the text with a leading apostrophe where a spreadsheet program might run it. */
export function neutralise(text: string): string {
  return isFormulaLike(text) ? `'${text}` : text;
}
