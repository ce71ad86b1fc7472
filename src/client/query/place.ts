/** Where in a query: line and character from 1, and the line itself. */
export interface Place {
  line: number;
  column: number;
  text: string;
}

/** Returns the place that DuckDB means: it prints the line, cut to what fits, with a caret below. */
export function placeOf(message: string, sql: string): Place | undefined {
  const match = /^LINE (\d+): (.*)\n( *)\^/m.exec(message);
  if (!match) return undefined;
  const line = Number(match[1]);
  const text = sql.split("\n")[line - 1];
  if (text === undefined) return undefined;
  const shown = match[2]!;
  const indent = match[3]!.length - `LINE ${line}: `.length;
  const cut = shown.startsWith("...") ? 3 : 0;
  const start = cut ? text.indexOf(shown.slice(3).replace(/\.\.\.$/, "")) : 0;
  // The caret counts columns on a terminal, where a Chinese character takes two.
  const column = Math.max(0, start) + charactersIn(shown.slice(cut), indent - cut) + 1;
  return {line, column, text};
}

function charactersIn(text: string, columns: number): number {
  let width = 0;
  let count = 0;
  for (const character of text) {
    if (width >= columns) break;
    width += /[\u1100-\u115f\u2e80-\uffdf]/.test(character) ? 2 : 1;
    count += character.length;
  }
  return count;
}

/** Returns how many characters of the query stand before the place. */
export function offsetOf({line, column}: {line: number; column: number}, sql: string): number {
  const lines = sql.split("\n").slice(0, line - 1);
  return lines.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}
