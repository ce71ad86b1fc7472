const ASCII = /^[\x20-\x7e]*$/;
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const OUTER = /^[\s\u00ad\u200b-\u200f\u2060]+|[\s\u00ad\u200b-\u200f\u2060]+$/g;
const MISSING = new Set(["", "-", "--", "—", "——", "/", "无", "暂无", "空", "N/A", "#N/A", "...", "......"]);

/** Returns the text without outer white space; its characters are kept as they are (names). */
export function trimmed(text: string): string {
  const inner = text.trim();
  if (inner === "") return inner;
  return isZeroWidth(inner.charCodeAt(0)) || isZeroWidth(inner.charCodeAt(inner.length - 1))
    ? inner.replace(OUTER, "")
    : inner;
}

/** Returns the text in one plain spelling (NFKC, no zero-width characters, trimmed), for words that are compared. */
export function plain(text: string): string {
  return ASCII.test(text) ? text.trim() : text.normalize("NFKC").replace(ZERO_WIDTH, "").trim();
}

/** Returns whether the trimmed text is one of the ways to say that there is nothing, such as - or 无. */
export function isMissing(text: string): boolean {
  return text.length <= 6 && (MISSING.has(text) || MISSING.has(plain(text).toUpperCase()));
}

/** An apostrophe that is no mark for the spreadsheet program but the first of a pair: '十四五'规划. */
const QUOTING = /^'[^'=+\-@][^']*'/;

/** Returns what a text file's cell protects from the spreadsheet program: `="0011"` and `'0011` both mean 0011. */
export function unprotected(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 0x27) return QUOTING.test(text) ? text : text.slice(1);
  if (first === 0x3d && text.length > 2 && text.charCodeAt(1) === 0x22 && text.endsWith('"')) return text.slice(2, -1);
  return text;
}

function isZeroWidth(code: number): boolean {
  return code === 0xad || code === 0x2060 || (code >= 0x200b && code <= 0x200f);
}
