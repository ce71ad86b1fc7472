/** Orders texts by code point, as DuckDB does; JavaScript's own order goes by UTF-16 halves. */
export function byCodePoint(a: string, b: string): number {
  const left = Array.from(a, letter => letter.codePointAt(0)!);
  const right = Array.from(b, letter => letter.codePointAt(0)!);
  const at = left.findIndex((code, i) => code !== right[i]);
  return at < 0 ? left.length - right.length : left[at]! - (right[at] ?? -1);
}
