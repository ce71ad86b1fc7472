import {identifier, literal} from "../loaders/sql.ts";
import type {Cursor} from "./cursor.ts";
import type {Vocabulary, Words} from "./vocab.ts";

/** What a claim must be to count; the comparisons of the policy file are already lists of codes. */
export type Predicate =
  | {kind: "all" | "any"; of: readonly Predicate[]}
  | {kind: "in"; field: Fact; codes: readonly string[]}
  | {kind: "present"; field: Fact | FreeFact};

/** The coded facts of a claim that a rule may ask about: columns of `bonus_inputs`, words of the policy's `vocab`. */
export const FACTS = ["level", "employment", "degree", "title", "recognised", "role", "aspect", "verdict"] as const;
export type Fact = (typeof FACTS)[number];

/** The facts in the claimant's own words: a rule may ask whether they are given, and no more. */
export const FREE_FACTS = ["outlet"] as const;
export type FreeFact = (typeof FREE_FACTS)[number];

const OPERATORS = ["is", "in", "at_least", "at_most", "exactly", "present"] as const;

/** Reads a predicate: `[field, op, value]`, or `all`, `any`, `not` over predicates; undefined where it has a fault. */
export function readPredicate(cursor: Cursor, vocab: Vocabulary): Predicate | undefined {
  if (Array.isArray(cursor.value)) return readComparison(cursor, vocab, false);
  const [word, ...more] = cursor.keys();
  if (word === undefined) return undefined;
  if (more.length || !["all", "any", "not"].includes(word)) {
    return cursor.fault("条件应写成 [字段, 比较, 值]，或只含 all、any、not 之一");
  }
  if (word === "not") return readNegation(cursor.at("not"), vocab);
  const parts = cursor.at(word).items();
  if (!parts.length) return cursor.at(word).fault(`${word} 里至少要有一个条件`);
  const of = parts.map(part => readPredicate(part, vocab));
  return of.every(part => part !== undefined) ? {kind: word === "all" ? "all" : "any", of} : undefined;
}

/** Returns the predicate as SQL on the columns of `claims`; true only where it surely holds. */
export function predicateSql(predicate: Predicate, alias: string): string {
  if ("of" in predicate) {
    const parts = predicate.of.map(part => predicateSql(part, alias));
    return parts.length === 1 ? parts[0]! : `(${parts.join(predicate.kind === "all" ? " AND " : " OR ")})`;
  }
  const {field} = predicate;
  const column = `${alias}.${identifier(field)}`;
  if (predicate.kind === "present") return `${column} IS NOT NULL`;
  const values = [...predicate.codes].sort().map(code => literal(field === "recognised" ? code === "是" : code));
  return values.length ? `${column} IN (${values.join(", ")})` : "FALSE";
}

/** What the office calls each fact. */
export const FACT_TITLES: Readonly<Record<Fact | FreeFact, string>> = {
  level: "级别",
  employment: "用工方式",
  degree: "学位",
  title: "职称",
  recognised: "是否认定",
  role: "承担角色",
  aspect: "考评方面",
  verdict: "考评结论",
  outlet: "媒体名称"
};

/** Returns the predicate in words. */
export function describePredicate(predicate: Predicate): string {
  if (predicate.kind === "present") return `${FACT_TITLES[predicate.field]}已填`;
  if (predicate.kind === "in") return `${FACT_TITLES[predicate.field]}为${predicate.codes.join("、")}`;
  const parts = predicate.of.map(part =>
    part.kind === "any" ? `（${describePredicate(part)}）` : describePredicate(part)
  );
  return parts.join(predicate.kind === "all" ? "，且" : "，或");
}

function readComparison(cursor: Cursor, vocab: Vocabulary, negated: boolean): Predicate | undefined {
  const parts = cursor.items();
  const field = parts[0]?.word([...FACTS, ...FREE_FACTS], "字段");
  const op = parts[1]?.word(OPERATORS, "比较");
  if (!parts[0] || !parts[1]) return cursor.fault("条件应写成 [字段, 比较, 值]");
  if (field === undefined || op === undefined) return undefined;
  if (op === "present") {
    if (negated) return cursor.fault("not 里不能用 present：没有填写的项从不满足条件");
    return parts.length === 2 ? {kind: "present", field} : cursor.fault("present 后面不带值");
  }
  const fact = FACTS.find(fact => fact === field);
  if (!fact) return parts[1].fault(`“${field}”没有规定的词，只能用 present 问是否填写，不能用 ${op}`);
  const words = vocab.get(fact);
  if (!words) return parts[0].fault(`vocab 里没有“${fact}”的词，先列出来才能比较`);
  if (parts.length !== 3) return cursor.fault("条件应写成 [字段, 比较, 值]");
  const codes = readCodes(parts[2]!, op, fact, words);
  if (!codes) return undefined;
  return {kind: "in", field: fact, codes: negated ? words.codes.filter(code => !codes.includes(code)) : codes};
}

function readCodes(cursor: Cursor, op: (typeof OPERATORS)[number], field: string, words: Words): string[] | undefined {
  if (op === "in") {
    const items = cursor.items();
    if (!items.length) return cursor.fault("in 后面至少要有一个值");
    const codes = items.map(item => item.word(words.codes, `“${field}”的取值`));
    return codes.every(code => code !== undefined) ? codes : undefined;
  }
  const code = cursor.word(words.codes, `“${field}”的取值`);
  if (code === undefined) return undefined;
  if (op === "is" || op === "exactly") return [code];
  if (!words.ordered) return cursor.fault(`“${field}”没有高低之分（vocab 里是 set），不能用 ${op}`);
  const place = words.codes.indexOf(code);
  return op === "at_least" ? words.codes.slice(place) : words.codes.slice(0, place + 1);
}

/** Pushes `not` inwards, so that a missing or unknown word never holds: not 博士 means one of the other degrees. */
function readNegation(cursor: Cursor, vocab: Vocabulary): Predicate | undefined {
  if (Array.isArray(cursor.value)) return readComparison(cursor, vocab, true);
  const [word, ...more] = cursor.keys();
  if (word === "not" && !more.length) return readPredicate(cursor.at("not"), vocab);
  if (more.length || (word !== "all" && word !== "any")) {
    return cursor.fault("条件应写成 [字段, 比较, 值]，或只含 all、any、not 之一");
  }
  const parts = cursor.at(word).items();
  if (!parts.length) return cursor.at(word).fault(`${word} 里至少要有一个条件`);
  const of = parts.map(part => readNegation(part, vocab));
  return of.every(part => part !== undefined) ? {kind: word === "all" ? "any" : "all", of} : undefined;
}
