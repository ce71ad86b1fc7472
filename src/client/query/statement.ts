import {nearest} from "../../../loaders/nearest.ts";

/** A stretch of SQL text: a word, a quoted name, a text, or one other sign. Comments and blanks are left out. */
export interface Token {
  kind: "word" | "name" | "text" | "sign";
  /** What it says, without quotes. */
  value: string;
  at: number;
}

/** What was typed, ready to run; or why it is not to be run. */
export type Statement = {sql: string} | {fault: string};

/** Cuts SQL text into tokens, as DuckDB does; what is not closed reaches to the end. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  for (const match of sql.matchAll(TOKEN)) {
    const {word, name, text, dollar, sign} = match.groups!;
    const at = match.index;
    if (word !== undefined) found.push({kind: "word", value: word, at});
    else if (name !== undefined) found.push({kind: "name", value: name.slice(1, -1).replaceAll('""', '"'), at});
    else if (text !== undefined || dollar !== undefined) found.push({kind: "text", value: text ?? dollar!, at});
    else if (sign !== undefined) found.push({kind: "sign", value: sign, at});
  }
  return found;
}

/** Returns the one statement that reads, without what follows its semicolon; or what to do instead. */
export function checkStatement(sql: string): Statement {
  const all = tokens(sql);
  const end = all.findIndex(({kind, value}) => kind === "sign" && value === ";");
  const first = all[0];
  if (!first || end === 0) return {fault: "还没有写查询语句：可以从示例里选一个，点“填入”。"};
  if (end > 0 && all.slice(end).some(({value}) => value !== ";")) {
    return {fault: "一次只能运行一条语句：请去掉中间的分号，或者只留下要运行的那一条。"};
  }
  const verb = first.value.toUpperCase();
  if (first.value !== "(" && !READS.has(verb)) {
    const meant = nearest(verb, READS);
    if (meant) return {fault: `没有 ${first.value} 这样的语句，是不是 ${meant}？`};
    return {fault: `这里只能查询，不能用 ${verb} 开头的语句改动数据；查询以 SELECT、WITH 或 FROM 开头。`};
  }
  return {sql: end > 0 ? sql.slice(0, all[end]!.at) : sql};
}

/** Returns the words and names of the text, to see which tables it may mean. */
export function namesIn(sql: string): Set<string> {
  return new Set(tokens(sql).flatMap(({kind, value}) => (kind === "word" || kind === "name" ? [value] : [])));
}

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<text>'(?:[^']|'')*(?:'|$))|(?<name>"(?:[^"]|"")*(?:"|$))|(?<dollar>\$(?<tag>\w*)\$[\s\S]*?(?:\$\k<tag>\$|$))|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|\p{N}[\p{N}.]*|\s+|(?<sign>[\s\S])/gu;

const READS = new Set([
  "SELECT",
  "WITH",
  "FROM",
  "VALUES",
  "TABLE",
  "DESCRIBE",
  "DESC",
  "SHOW",
  "SUMMARIZE",
  "EXPLAIN"
]);
