import {type Cursor, isMap} from "./cursor.ts";
import {FACTS, KEYS} from "./names.ts";
import {daysIn, MOST_DAYS, type Predicate, readPredicate} from "./predicate.ts";
import {CAP, CODE_POINTS, STEP} from "./shapes.ts";
import type {Vocabulary} from "./vocab.ts";

/** A rule with every reading decided and every date resolved: five slots, each answering one question. */
export interface Rule {
  /** May it count? */
  when: Predicate;
  /** What is the same thing? Columns of `bonus_inputs`. */
  key: readonly string[];
  /** Once within the unit, or once in the whole city? */
  across: "all" | "unit";
  /** Rules with the same space share their keys. */
  keySpace: string;
  /** What is the n-th item, or an item of a code, worth? */
  earn: Earn;
  /** Where does it stop? */
  caps: readonly Cap[];
  /** Where do several rules stop together? Null where the rule is under no such limit. */
  limit: Limit | null;
}

/** The most that several rules are worth together; null where there is none at the time. */
export interface Limit {
  /** Its place in the file, from 1. */
  number: number;
  max: number | null;
  /** Numbered from 1: the how many-th maximum of the year this is. */
  part: number;
  over: readonly string[];
  /** The clauses that it stands on, those of its changes by then among them. */
  clauses: readonly string[];
}

export type Earn =
  | {kind: "steps"; steps: readonly Step[]}
  | {kind: "codes"; field: string; points: ReadonlyMap<string, number>};

/** Items from the first to the last (open where null): together worth the points (`once`), or each of them. */
export interface Step {
  first: number;
  last: number | null;
  points: number;
  once: boolean;
}

/** The most that items of these codes (all where null) are worth together; some of them may come into use later. */
export interface Cap {
  max: number;
  codes: readonly string[] | null;
}

/** Keys that name a thing of the world rather than a kind: only these can be the same across units. */
const IDENTITIES: readonly string[] = ["person_key", "event_key", "article_key", "outlet"];

export const KEY_TITLES: Readonly<Record<string, string>> = {
  person_key: "人员",
  event_key: "活动",
  article_key: "稿件",
  claim_id: "申报",
  outlet: "媒体",
  level: "级别",
  employment: "用工方式",
  degree: "学位",
  title: "职称",
  role: "承担角色",
  aspect: "考评方面",
  verdict: "考评结论"
};

/** The most parts a key may have. */
export const MOST_PARTS = 4;

/** Reads the rule as seen in one view of the file, its limit left open; undefined where it has a fault. */
export function readRule(source: Cursor, id: string, rules: readonly string[], vocab: Vocabulary): Rule | undefined {
  const when = readPredicate(source.at("when"), vocab);
  if (when && daysIn(when) > MOST_DAYS) {
    return source.at("when").fault(`一条规则的条件至多写 ${MOST_DAYS} 个日期，这里有 ${daysIn(when)} 个`);
  }
  const key = readKey(source.at("key"));
  const across = source.at("across").word(["all", "unit"] as const, "范围");
  const keySpace = source.has("shares_key_with") ? readSpace(source.at("shares_key_with"), rules) : id;
  const earn = readEarn(source.at("earn"), vocab);
  const caps = readCaps(source.at("caps"), earn, vocab);
  if (!when || !key || !across || !keySpace || !earn || !caps) return undefined;
  if (across === "all" && !IDENTITIES.includes(key[0]!)) {
    return source.at("across").fault("across: all 时，key 的第一项应是 person_id、event_id、article_id 或 outlet");
  }
  return {when, key, across, keySpace, earn, caps, limit: null};
}

function readKey(cursor: Cursor): string[] | undefined {
  const parts = cursor.items();
  if (!parts.length) return Array.isArray(cursor.value) ? cursor.fault("key 至少要有一项") : undefined;
  if (parts.length > MOST_PARTS) return cursor.fault(`key 至多四项，这里有 ${parts.length} 项`);
  const columns = parts.map(part => {
    const word = part.word(Object.keys(KEYS), "键");
    return word === undefined ? undefined : KEYS[word];
  });
  const twice = parts.find((_, i) => columns[i] !== undefined && columns.indexOf(columns[i]) !== i);
  if (twice) return twice.fault(`“${twice.value}”在 key 里写了两次`);
  return columns.every(column => column !== undefined) ? columns : undefined;
}

/** A space is a rule's own name, or a word that several rules give alike. */
function readSpace(cursor: Cursor, rules: readonly string[]): string | undefined {
  const space = cursor.text();
  if (space === undefined) return undefined;
  if (/^R\d+$/.test(space) && !rules.includes(space)) return cursor.fault(`没有这条规则：“${space}”`);
  return space;
}

function readEarn(cursor: Cursor, vocab: Vocabulary): Earn | undefined {
  return Array.isArray(cursor.value) ? readSteps(cursor) : readCodePoints(cursor, vocab);
}

function readSteps(cursor: Cursor): Earn | undefined {
  const steps = cursor.items().map(readStep);
  if (!steps.length) return cursor.fault("earn 至少要有一档");
  if (!steps.every(step => step !== undefined)) return undefined;
  let sound = true;
  const wrong = (i: number, message: string) => {
    cursor.at(i).fault(message);
    sound = false;
  };
  steps.forEach((step, i) => {
    const before = steps[i - 1];
    const expected = before ? (before.last === null ? null : before.last + 1) : 1;
    if (step.last !== null && step.last < step.first) wrong(i, `这一档的 to（${step.last}）小于 from（${step.first}）`);
    else if (expected === null || step.first < expected) wrong(i, `第 ${step.first} 项与上一档重叠`);
    else if (step.first > expected) wrong(i, `第 ${expected} 项没有归入任何一档，这一档应从 ${expected} 起`);
  });
  const end = steps.at(-1)!;
  if (sound && end.last !== null) wrong(steps.length - 1, `第 ${end.last + 1} 项起没有归入任何一档，最后一档不能有 to`);
  return sound ? {kind: "steps", steps} : undefined;
}

function readStep(cursor: Cursor): Step | undefined {
  if (!cursor.only(STEP)) return undefined;
  const first = cursor.at("from").count();
  const last = cursor.has("to") ? cursor.at("to").count() : null;
  if (cursor.has("once") === cursor.has("each")) return cursor.fault("每一档要有 once（合计）或 each（每项）之一");
  const once = cursor.has("once");
  const points = cursor.at(once ? "once" : "each").points();
  if (first === undefined || last === undefined || points === undefined) return undefined;
  return {first, last, points, once};
}

function readCodePoints(cursor: Cursor, vocab: Vocabulary): Earn | undefined {
  if (!cursor.only(CODE_POINTS)) return undefined;
  const field = cursor.at("by").word(FACTS, "字段");
  if (field === undefined) return undefined;
  if (field === "recognised") return cursor.at("by").fault("是否认定不是分档的词，不能按它计分：写进条件 when");
  const words = vocab.get(field);
  if (!words) return cursor.at("by").fault(`vocab 里没有“${field}”的词，不能按它计分`);
  const each = cursor.at("each");
  if (!isMap(each.value)) return void each.keys();
  const points = new Map<string, number>();
  for (const code of each.keys()) {
    if (!words.all.includes(code)) each.faultAt(code, `vocab 的“${field}”里没有“${code}”`);
    const value = each.at(code).points();
    if (value !== undefined && words.codes.includes(code)) points.set(code, value);
  }
  const missing = words.codes.filter(code => !each.has(code));
  if (missing.length) return each.fault(`没有写明分值的“${field}”：${missing.join("、")}`);
  return words.codes.every(code => points.has(code)) ? {kind: "codes", field, points} : undefined;
}

function readCaps(cursor: Cursor, earn: Earn | undefined, vocab: Vocabulary): Cap[] | undefined {
  if (cursor.value === null) return [];
  const caps = cursor.items().map(item => readCap(item, earn, vocab));
  if (!caps.every(cap => cap !== undefined)) return undefined;
  const seen = new Set<string>();
  for (const [i, {codes}] of caps.entries()) {
    if (caps.length > 1 && codes === null) return cursor.at(i).fault("有几个封顶时，每个都要写明 codes");
    for (const code of codes ?? []) {
      if (seen.has(code)) return cursor.at(i).at("codes").fault(`“${code}”已在另一个封顶之内`);
      seen.add(code);
    }
  }
  return caps;
}

function readCap(cursor: Cursor, earn: Earn | undefined, vocab: Vocabulary): Cap | undefined {
  if (!cursor.only(CAP)) return undefined;
  const max = cursor.at("max").points();
  if (!cursor.has("codes")) return max === undefined ? undefined : {max, codes: null};
  const list = cursor.at("codes");
  if (!earn) return undefined;
  if (earn.kind !== "codes") return list.fault("codes 只用于按 by 计分的规则");
  const known = vocab.get(earn.field)!.all;
  if (Array.isArray(list.value) && !list.value.length) return list.fault("codes 至少要有一个值");
  const items = list.items();
  const codes = items.map(item => item.word(known, `“${earn.field}”的取值`));
  const twice = items.find((_, i) => codes[i] !== undefined && codes.indexOf(codes[i]) !== i);
  if (twice) return twice.fault(`“${twice.value}”在这个封顶里写了两次`);
  return max !== undefined && codes.length && codes.every(code => code !== undefined) ? {max, codes} : undefined;
}
