import {connectives, droppedConjuncts} from "./conjuncts.ts";
import {type Edit, replace, type Span} from "./edit.ts";
import {dropped, lists, swapped, swappedWithOrder, turned} from "./orderTerms.ts";
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

function replaceSigns(tokens: readonly Token[], other: Readonly<Record<string, string>>): Edit[] {
  return tokens.flatMap(token => {
    const text = token.kind === "sign" ? other[token.text] : undefined;
    return text === undefined ? [] : [replace(token, text)];
  });
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
