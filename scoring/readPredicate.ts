import {guessOf} from "../loaders/nearest.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {DAY_FACTS, FACTS, FREE_FACTS, OPERATORS} from "./names.ts";
import type {DayFact, DayOp, Predicate} from "./predicate.ts";
import type {Vocabulary, Words} from "./vocab.ts";

/** Reads a predicate: `[field, op, value]`, or `all`, `any`, `not` over predicates; undefined where it has a fault. */
export function readPredicate(cursor: Cursor, vocab: Vocabulary): Predicate | undefined {
  if (Array.isArray(cursor.value)) return readComparison(cursor, vocab, false);
  return readJoined(cursor, vocab, false);
}

const JOINTS = ["all", "any", "not"] as const;

/** Reads `all`, `any` or `not`; where several stand together, the faults of each are told. */
function readJoined(cursor: Cursor, vocab: Vocabulary, negated: boolean): Predicate | undefined {
  const keys = isMap(cursor.value) ? Object.keys(cursor.value) : [];
  const found = keys.flatMap(key => {
    const joint = JOINTS.find(one => one === guessOf(key, JOINTS));
    if (joint === undefined) return [];
    const at = cursor.at(key);
    if (joint === "not") return negated ? readPredicate(at, vocab) : readNegation(at, vocab);
    const of = readParts(at, joint, vocab, negated ? readNegation : readPredicate);
    const kind: "all" | "any" = (joint === "all") === negated ? "any" : "all";
    return of && {kind, of};
  });
  if (keys.length === 1 && JOINTS.some(joint => joint === keys[0])) return found[0];
  return cursor.fault("条件应写成 [字段, 比较, 值]，或只含 all、any、not 之一");
}

/** Reads the conditions under `all` or `any`; undefined where one of them has a fault. */
function readParts(
  list: Cursor,
  word: string,
  vocab: Vocabulary,
  read: (part: Cursor, vocab: Vocabulary) => Predicate | undefined
): Predicate[] | undefined {
  const parts = list.items();
  if (Array.isArray(list.value) && !parts.length) return list.fault(`${word} 里至少要有一个条件`);
  const of = parts.map(part => read(part, vocab));
  return of.length && of.every(part => part !== undefined) ? of : undefined;
}

/** Pushes `not` inwards, so that a missing or unknown word never holds: not 博士 means one of the other degrees. */
function readNegation(cursor: Cursor, vocab: Vocabulary): Predicate | undefined {
  if (Array.isArray(cursor.value)) return readComparison(cursor, vocab, true);
  return readJoined(cursor, vocab, true);
}

function readComparison(cursor: Cursor, vocab: Vocabulary, negated: boolean): Predicate | undefined {
  const parts = cursor.items();
  if (!parts[0] || !parts[1]) return cursor.fault("条件应写成 [字段, 比较, 值]");
  if (asksNumber(parts)) {
    return parts[0].fault(
      `“${parts[0].value}”不能与整数比较：申报里没有以整数记的事实，能比先后的是日期和 vocab 里写 order 的词`
    );
  }
  const field = parts[0].word([...FACTS, ...FREE_FACTS, ...DAY_FACTS], "字段");
  const op = parts[1].word(OPERATORS, "比较");
  if (field === undefined) return undefined;
  if (op === undefined) return readValue(parts[2], field, vocab);
  if (op === "present") {
    if (negated) return cursor.fault("not 里不能用 present：没有填写的项从不满足条件");
    return parts.length === 2 ? {kind: "present", field} : cursor.fault("present 后面不带值");
  }
  const day = DAY_FACTS.find(day => day === field);
  if (day) return readDays(cursor, parts, day, op, negated);
  const fact = FACTS.find(fact => fact === field);
  if (!fact) return parts[1].fault(`“${field}”没有规定的词，只能用 present 问是否填写，不能用 ${op}`);
  const words = vocab.get(fact);
  if (!words) return parts[0].fault(`vocab 里没有“${fact}”的词，先列出来才能比较`);
  if (parts.length !== 3) return cursor.fault("条件应写成 [字段, 比较, 值]");
  if (!words.all.length) return undefined;
  const codes = readCodes(parts[2]!, op, fact, words);
  if (!codes) return undefined;
  return {kind: "in", field: fact, codes: negated ? words.codes.filter(code => !codes.includes(code)) : codes};
}

/** Tells the faults of the value where how it is compared cannot be read. */
function readValue(value: Cursor | undefined, field: string, vocab: Vocabulary): undefined {
  const all = vocab.get(field)?.all ?? [];
  const isFact = FACTS.some(fact => fact === field);
  if (!value || (isFact && !all.length)) return undefined;
  for (const item of Array.isArray(value.value) ? value.items() : [value]) {
    if (isFact) item.word(all, `“${field}”的取值`);
    else if (DAY_FACTS.some(day => day === field)) item.date();
  }
}

const DAY_OPS: Readonly<Record<string, readonly [op: DayOp, negated: DayOp]>> = {
  is: ["=", "<>"],
  in: ["=", "<>"],
  at_least: [">=", "<"],
  at_most: ["<=", ">"]
};

function readDays(
  cursor: Cursor,
  parts: readonly Cursor[],
  field: DayFact,
  op: (typeof OPERATORS)[number],
  negated: boolean
): Predicate | undefined {
  const ops = DAY_OPS[op];
  if (!ops)
    return parts[1]!.fault(`日期不能用 ${op} 比较，可用的有：is、in、at_least（不早于）、at_most（不晚于）、present`);
  if (parts.length !== 3) return cursor.fault("条件应写成 [字段, 比较, 值]");
  const items = op === "in" ? listed(parts[2]!) : [parts[2]!];
  if (!items) return undefined;
  const days = items.map(item => item.date());
  if (!days.every(day => day !== undefined)) return undefined;
  return {kind: "day", field, op: negated ? ops[1] : ops[0], days: days.sort()};
}

/** Returns the values behind `in`, at least one. */
function listed(cursor: Cursor): Cursor[] | undefined {
  const items = cursor.items();
  if (items.length) return items;
  return Array.isArray(cursor.value) ? cursor.fault("in 后面至少要有一个值") : undefined;
}

/** Returns whether an unknown field is compared with a whole number. */
function asksNumber([field, , value]: readonly Cursor[]): boolean {
  const known: readonly string[] = [...FACTS, ...FREE_FACTS, ...DAY_FACTS];
  return !known.includes(String(field?.value)) && typeof value?.value === "string" && /^-?\d+$/.test(value.value);
}

function readCodes(cursor: Cursor, op: (typeof OPERATORS)[number], field: string, words: Words): string[] | undefined {
  const inUse = (code: string): boolean => words.codes.includes(code);
  if (op === "in") {
    const items = listed(cursor);
    if (!items) return undefined;
    const codes = items.map(item => item.word(words.all, `“${field}”的取值`));
    return codes.every(code => code !== undefined) ? codes.filter(inUse) : undefined;
  }
  const code = cursor.word(words.all, `“${field}”的取值`);
  const same = op === "is" || op === "exactly";
  if (!same && !words.ordered) return cursor.fault(`“${field}”没有高低之分（vocab 里是 set），不能用 ${op}`);
  if (code === undefined) return undefined;
  if (same) return [code].filter(inUse);
  const place = words.all.indexOf(code);
  return (op === "at_least" ? words.all.slice(place) : words.all.slice(0, place + 1)).filter(inUse);
}
