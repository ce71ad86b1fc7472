/** A piece of SQL text: where it stands, and how deep in parentheses and CASE … END. */
export interface Token {
  kind: "word" | "number" | "string" | "sign";
  text: string;
  from: number;
  to: number;
  depth: number;
}

const PIECE =
  /(?<comment>--[^\n]*)|(?<string>'(?:[^']|'')*')|(?<word>"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d+)|(?<sign><>|<=|>=|\|\||\S)/gu;

/** Takes SQL apart, comments and white space left out; an opening and its closing token have the same depth. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (const match of sql.matchAll(PIECE)) {
    const {comment, string, word, number} = match.groups!;
    if (comment) continue;
    const text = match[0];
    const kind = string ? "string" : word ? "word" : number ? "number" : "sign";
    const closes = text === ")" || is(text, "END");
    if (closes) depth--;
    tokens.push({kind, text, from: match.index, to: match.index + text.length, depth});
    if (text === "(" || is(text, "CASE")) depth++;
  }
  if (depth !== 0) throw new Error(`unbalanced SQL: ${depth} open at the end`);
  return tokens;
}

/** Returns whether the text is one of the keywords, in whatever case. */
export function is(text: string | undefined, ...words: readonly string[]): boolean {
  return text !== undefined && words.includes(text.toUpperCase());
}
