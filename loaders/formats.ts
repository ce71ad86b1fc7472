/** Number formats of Excel that show a date, some of them only in Chinese and Japanese editions. */
const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58]
];

/** Returns whether cells of the number format hold dates; `code` is what the workbook writes for a format of its own. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.some(([from, to]) => id >= from && id <= to);
  const first = bareFormat(code);
  return /[ymdhs]/i.test(first) && !/[#?]/.test(first);
}

/** Returns whether cells of the number format show shares of a hundred. */
export function isPercentFormat(id: number, code: string | undefined): boolean {
  return code === undefined ? id === 9 || id === 10 : bareFormat(code).includes("%");
}

/** Literal text, colours, locales and padding say nothing of what the number is; nor do the formats of other signs. */
function bareFormat(code: string): string {
  return code
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, "")
    .replace(/general|g\/通用格式/gi, "")
    .split(";")[0]!;
}
