import {is, type Token, tokensOf} from "./tokens.ts";

export const OPERATORS = [
  "comparison",
  "connective",
  "dropped conjunct",
  "dropped order term",
  "swapped order term",
  "dropped partition term",
  "swapped partition term",
  "direction",
  "join",
  "constant",
  "swapped branches",
  "swapped results",
  "wider frame",
  "min or max"
] as const;
export type Operator = (typeof OPERATORS)[number];

/** One small change of a SQL text. */
export interface Mutant {
  operator: Operator;
  line: number;
  /** The line it stands in, the change in brackets; with the operator and the step it names the mutant. */
  change: string;
  /** The common table expression or table that it stands in. */
  step: string;
  name: string;
  sql: string;
}

/** Returns every mutant of the SQL text, in the order of the operators and of the text; never the text itself. */
export function mutantsOf(sql: string): Mutant[] {
  const tokens = tokensOf(sql);
  const edits = OPERATORS.flatMap(operator => FINDERS[operator](tokens, sql).map(edit => ({operator, ...edit})));
  const seen = new Map<string, number>();
  return edits.flatMap(({operator, from, to, text}) => {
    const before = sql.slice(from, to);
    if (before === text) return [];
    const step = stepAt(tokens, from);
    const change = describe(sql, from, to, text);
    const first = `${operator} in ${step}: ${change}`;
    const times = (seen.get(first) ?? 0) + 1;
    seen.set(first, times);
    const line = sql.slice(0, from).split("\n").length;
    const name = times === 1 ? first : `${first} (${times})`;
    return [{operator, line, change, step, name, sql: sql.slice(0, from) + text + sql.slice(to)}];
  });
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

type Finder = (tokens: readonly Token[], sql: string) => Edit[];

const FINDERS: Readonly<Record<Operator, Finder>> = {
  comparison: tokens => replaceSigns(tokens, {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "="}),
  connective: tokens => connectives(tokens).map(i => replace(tokens[i]!, is(tokens[i]!.text, "AND") ? "OR" : "AND")),
  "dropped conjunct": droppedConjuncts,
  "dropped order term": tokens => lists(tokens, "ORDER").flatMap(list => dropped(tokens, list)),
  "swapped order term": (tokens, sql) => lists(tokens, "ORDER").flatMap(({terms}) => swapped(terms, sql)),
  "dropped partition term": tokens => lists(tokens, "PARTITION").flatMap(list => dropped(tokens, list)),
  "swapped partition term": swappedWithOrder,
  direction: (tokens, sql) => lists(tokens, "ORDER").flatMap(({terms}) => terms.map(term => turned(tokens, term, sql))),
  join: joins,
  constant: constants,
  "swapped branches": (tokens, sql) =>
    cases(tokens)
      .filter(({searched}) => searched)
      .flatMap(({branches}) => swapped(branches, sql)),
  "swapped results": (tokens, sql) => cases(tokens).flatMap(({results}) => swapped(results, sql)),
  "wider frame": frames,
  "min or max": tokens =>
    tokens.flatMap((token, i) => {
      if (tokens[i + 1]?.text !== "(") return [];
      return is(token.text, "MIN") ? [replace(token, "MAX")] : is(token.text, "MAX") ? [replace(token, "MIN")] : [];
    })
};

interface Span {
  from: number;
  to: number;
}

function replace({from, to}: Span, text: string): Edit {
  return {from, to, text};
}

function replaceSigns(tokens: readonly Token[], other: Readonly<Record<string, string>>): Edit[] {
  return tokens.flatMap(token => {
    const text = token.kind === "sign" ? other[token.text] : undefined;
    return text === undefined ? [] : [replace(token, text)];
  });
}

/** Returns the places of AND and OR that join conditions; that of BETWEEN joins none. */
function connectives(tokens: readonly Token[]): number[] {
  const found: number[] = [];
  const between: number[] = [];
  tokens.forEach(({text, depth}, i) => {
    if (is(text, "BETWEEN")) between.push(depth);
    else if (is(text, "AND") && between.at(-1) === depth) between.pop();
    else if (is(text, "AND", "OR")) found.push(i);
  });
  return found;
}

const CONDITION_BEFORE = ["WHEN", "ON", "WHERE", "HAVING", "THEN", "ELSE", "SELECT", "AND", "OR", ","];
const CONDITION_AFTER = [
  ...["THEN", "WHEN", "ELSE", "AS", "AND", "OR", ",", ";", "WHERE", "GROUP", "HAVING", "ORDER"],
  ...["LEFT", "INNER", "CROSS", "FULL", "JOIN", "QUALIFY", "UNION"]
];

/** Drops each operand of AND and OR; a condition that stands alone after ON, WHERE or HAVING becomes TRUE. */
function droppedConjuncts(tokens: readonly Token[]): Edit[] {
  const joined = new Set(connectives(tokens));
  const edits: Edit[] = [];
  for (const i of joined) {
    const [left, right] = [operandBefore(tokens, i), operandAfter(tokens, i)];
    // The one before goes with this connective, the last one with the connective before it.
    edits.push({from: left.from, to: tokens[i + 1]!.from, text: ""});
    const next = tokens.find(token => token.from >= right.to);
    const goesOn = next?.depth === tokens[i]!.depth && is(next.text, tokens[i]!.text.toUpperCase());
    if (!goesOn) edits.push({from: tokens[i]!.from, to: right.to, text: ""});
  }
  tokens.forEach((token, i) => {
    if (!is(token.text, "ON", "WHERE", "HAVING")) return;
    const only = operandAfter(tokens, i);
    const next = tokens.findIndex(other => other.from >= only.to);
    if (!joined.has(next) || tokens[next]!.depth !== token.depth) edits.push(replace(only, "TRUE"));
  });
  return edits.sort((a, b) => a.from - b.from || a.to - b.to);
}

function operandBefore(tokens: readonly Token[], at: number): Span {
  let i = at;
  while (i > 0 && !ends(tokens[i - 1]!, tokens[at]!, CONDITION_BEFORE)) i--;
  return {from: tokens[i]!.from, to: tokens[at - 1]!.to};
}

function operandAfter(tokens: readonly Token[], at: number): Span {
  let i = at + 1;
  while (i < tokens.length && !ends(tokens[i]!, tokens[at]!, CONDITION_AFTER)) i++;
  return {from: tokens[at + 1]!.from, to: tokens[i - 1]!.to};
}

/** Returns whether the token ends an operand; AND holds closer than OR, and stands inside what OR joins. */
function ends(token: Token, joining: Token, words: readonly string[]): boolean {
  if (token.depth !== joining.depth) return token.depth < joining.depth;
  return is(token.text, ...words) && !(is(joining.text, "OR") && is(token.text, "AND"));
}

interface List {
  /** The token ORDER or PARTITION. */
  head: number;
  terms: (Span & {first: number; past: number})[];
}

/** Returns the lists after ORDER BY or PARTITION BY. */
function lists(tokens: readonly Token[], head: "ORDER" | "PARTITION"): List[] {
  return tokens.flatMap((token, at) => {
    if (!is(token.text, head) || !is(tokens[at + 1]?.text, "BY")) return [];
    const terms: List["terms"] = [];
    let first = at + 2;
    for (let i = first; ; i++) {
      const here = tokens[i];
      const ends =
        !here ||
        here.depth < token.depth ||
        (here.depth === token.depth && is(here.text, "ORDER", "ROWS", "LIMIT", ";"));
      if (!ends && !(here.depth === token.depth && here.text === ",")) continue;
      terms.push({first, past: i, from: tokens[first]!.from, to: tokens[i - 1]!.to});
      if (ends) break;
      first = i + 1;
    }
    return [{head: at, terms}];
  });
}

function dropped(tokens: readonly Token[], {head, terms}: List): Edit[] {
  if (terms.length === 1) return [{from: tokens[head]!.from, to: terms[0]!.to, text: ""}];
  return terms.map((term, i) =>
    i < terms.length - 1
      ? {from: term.from, to: terms[i + 1]!.from, text: ""}
      : {from: terms[i - 1]!.to, to: term.to, text: ""}
  );
}

/** Swaps each two neighbours. */
function swapped(spans: readonly Span[], sql: string): Edit[] {
  return spans.slice(1).map((after, i) => {
    const before = spans[i]!;
    const between = sql.slice(before.to, after.from);
    const text = sql.slice(after.from, after.to) + between + sql.slice(before.from, before.to);
    return {from: before.from, to: after.to, text};
  });
}

/** Among themselves partition terms have no order; the last is swapped with the first term of the window's ORDER BY. */
function swappedWithOrder(tokens: readonly Token[], sql: string): Edit[] {
  const orders = lists(tokens, "ORDER");
  return lists(tokens, "PARTITION").flatMap(({terms}) => {
    const last = terms.at(-1)!;
    const order = orders.find(({head}) => head === last.past);
    if (!order) return [];
    const first = order.terms[0]!;
    // Its direction and the place of its empty values stay where they are.
    const bare = tokens.slice(first.first, first.past).findIndex(({text}) => is(text, "ASC", "DESC", "NULLS"));
    const to = bare < 0 ? first.to : tokens[first.first + bare - 1]!.to;
    return swapped([last, {from: first.from, to}], sql);
  });
}

function turned(tokens: readonly Token[], {first, past, from, to}: List["terms"][number], sql: string): Edit {
  const own = tokens.slice(first, past);
  const direction = own.find(({text, depth}) => depth === own[0]!.depth && is(text, "ASC", "DESC"));
  if (direction) return replace(direction, is(direction.text, "ASC") ? "DESC" : "ASC");
  const nulls = own.find(({text, depth}) => depth === own[0]!.depth && is(text, "NULLS"));
  const end = nulls ? nulls.from : to;
  return {from, to: end, text: `${sql.slice(from, end).trimEnd()} DESC${nulls ? " " : ""}`};
}

function joins(tokens: readonly Token[]): Edit[] {
  return tokens.flatMap((token, i) => {
    if (!is(token.text, "JOIN")) return [];
    const before = tokens[i - 1]!;
    if (is(before.text, "LEFT")) return [replace(before, "INNER")];
    if (is(before.text, "INNER")) return [replace(before, "LEFT")];
    return is(before.text, "CROSS", "FULL") ? [] : [replace(token, "LEFT JOIN")];
  });
}

function constants(tokens: readonly Token[]): Edit[] {
  return tokens.flatMap((token, i) => {
    if (token.kind === "number") return [1, -1].map(step => replace(token, String(Number(token.text) + step)));
    if (is(token.text, "TRUE", "FALSE")) return [replace(token, is(token.text, "TRUE") ? "FALSE" : "TRUE")];
    const date = token.kind === "string" && is(tokens[i - 1]?.text, "DATE") ? token.text.slice(1, -1) : undefined;
    if (date === undefined) return [];
    return [1, -1].map(step =>
      replace(token, `'${new Date(Date.parse(date) + step * 86_400_000).toISOString().slice(0, 10)}'`)
    );
  });
}

interface Case {
  /** Each with its own condition, rather than values of one expression. */
  searched: boolean;
  branches: Span[];
  /** What stands after THEN and ELSE. */
  results: Span[];
}

function cases(tokens: readonly Token[]): Case[] {
  return tokens.flatMap((token, at) => {
    if (!is(token.text, "CASE")) return [];
    const inside = token.depth + 1;
    const end = tokens.findIndex((other, i) => i > at && other.depth === token.depth && is(other.text, "END"));
    const marks = [...tokens.keys()].filter(
      i => i > at && i < end && tokens[i]!.depth === inside && is(tokens[i]!.text, "WHEN", "THEN", "ELSE")
    );
    const past = (i: number) => marks.find(mark => mark > i) ?? end;
    const branches = marks
      .filter(i => is(tokens[i]!.text, "WHEN"))
      .map(i => ({from: tokens[i]!.from, to: tokens[past(past(i)) - 1]!.to}));
    const results = marks
      .filter(i => is(tokens[i]!.text, "THEN", "ELSE"))
      .map(i => ({from: tokens[i + 1]!.from, to: tokens[past(i) - 1]!.to}));
    return [{searched: marks[0] === at + 1, branches, results}];
  });
}

function frames(tokens: readonly Token[]): Edit[] {
  return tokens.flatMap((token, i) => {
    if (!is(token.text, "CURRENT") || !is(tokens[i + 1]?.text, "ROW")) return [];
    const side = is(tokens[i - 1]?.text, "AND") ? "FOLLOWING" : "PRECEDING";
    return [{from: token.from, to: tokens[i + 1]!.to, text: `UNBOUNDED ${side}`}];
  });
}

/** Returns the name of the common table expression around the place, else that of the table that is made. */
function stepAt(tokens: readonly Token[], place: number): string {
  let step = "result";
  for (const [i, token] of tokens.entries()) {
    if (token.from > place) break;
    const [after, next] = [tokens[i + 1], tokens[i + 2]];
    if (token.depth === 0 && token.kind === "word" && is(after?.text, "AS") && next?.text === "(") step = token.text;
    if (token.depth === 0 && token.text === ")") step = "result";
  }
  return step;
}

function describe(sql: string, from: number, to: number, text: string): string {
  const start = sql.lastIndexOf("\n", from - 1) + 1;
  const end = sql.indexOf("\n", to);
  const before = sql.slice(start, from);
  const after = sql.slice(to, end < 0 ? undefined : end);
  return `${before}[${sql.slice(from, to)} → ${text}]${after}`.replace(/\s+/g, " ").trim();
}
