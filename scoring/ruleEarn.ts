import {guessOf, suggest} from "../loaders/nearest.ts";
import {isDoubled} from "../loaders/yaml.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {FACTS} from "./names.ts";
import {CODE_POINTS, STEP} from "./shapes.ts";
import type {Vocabulary, Words} from "./vocab.ts";

/** What the n-th item, or an item of a code, is worth. */
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

/** Reads what items are worth; undefined where it has a fault. */
export function readEarn(cursor: Cursor, vocab: Vocabulary): Earn | undefined {
  return Array.isArray(cursor.value) ? readSteps(cursor) : readCodePoints(cursor, vocab);
}

function readSteps(cursor: Cursor): Earn | undefined {
  const steps = cursor.items().map(readStep);
  if (!steps.length) return cursor.fault("earn 至少要有一档");
  const wrong = (i: number, message: string) => cursor.at(i).fault(message);
  steps.forEach((step, i) => {
    const before = steps[i - 1];
    // What follows a step that cannot be read may well follow it.
    if (!step || (i && !before)) return;
    const expected = before ? (before.last === null ? null : before.last + 1) : 1;
    if (step.last !== null && step.last < step.first) wrong(i, `这一档的 to（${step.last}）小于 from（${step.first}）`);
    else if (expected === null || step.first < expected) wrong(i, `第 ${step.first} 项与上一档重叠`);
    else if (step.first > expected) wrong(i, `第 ${expected} 项没有归入任何一档，这一档应从 ${expected} 起`);
  });
  const end = steps.at(-1);
  if (end && end.last !== null && end.last >= end.first) {
    wrong(steps.length - 1, `第 ${end.last + 1} 项起没有归入任何一档，最后一档不能有 to`);
  }
  return {kind: "steps", steps: steps.flatMap(step => step ?? [])};
}

/** Reads a step; where only what it is worth has a fault, the others are held against it all the same. */
function readStep(cursor: Cursor): Step | undefined {
  cursor.only(STEP);
  const first = cursor.need("from").count();
  const last = cursor.has("to") ? cursor.at("to").count() : null;
  const [once, each] = [cursor.has("once"), cursor.has("each")];
  const meant = cursor.meant(STEP);
  if (once === each && isMap(cursor.value) && !meant.has("once") && !meant.has("each")) {
    cursor.fault("每一档要有 once（合计）或 each（每项）之一");
  }
  const [sum, item] = [cursor.need("once").points(), cursor.need("each").points()];
  if (first === undefined || last === undefined) return undefined;
  // No policy with a fault is compiled: 0 is counted nowhere.
  return {first, last, points: (once ? sum : item) ?? 0, once};
}

function readCodePoints(cursor: Cursor, vocab: Vocabulary): Earn | undefined {
  cursor.only(CODE_POINTS);
  const field = cursor.need("by").word(FACTS, "字段");
  const words = field === undefined ? undefined : readBy(cursor.at("by"), field, vocab);
  const each = cursor.need("each");
  const points = new Map<string, number>();
  const codes = each.keys();
  for (const code of codes) {
    if (words && !words.all.includes(code)) {
      each.faultAt(code, `vocab 的“${field}”里没有“${code}”${suggest(code, words.all)}`);
    }
    const value = each.at(code).points();
    if (value !== undefined && words?.codes.includes(code)) points.set(code, value);
  }
  if (!field || !words || !isMap(each.value)) return undefined;
  // A code that is there with a slip of the pen is one fault, not two.
  const meant = new Set(codes.map(code => (words.all.includes(code) ? code : guessOf(code, words.all))));
  const missing = words.codes.filter(code => !each.has(code) && !meant.has(code));
  if (missing.length && !isDoubled(each.value)) tellMissing(each, field, words, missing);
  return words.codes.every(code => points.has(code)) ? {kind: "codes", field, points} : undefined;
}

/** Returns the words by which the codes are worth points; undefined where there are none, or where they have a fault. */
function readBy(by: Cursor, field: string, vocab: Vocabulary): Words | undefined {
  if (field === "recognised") return by.fault("是否认定不是分档的词，不能按它计分：写进条件 when");
  const words = vocab.get(field);
  if (!words) return by.fault(`vocab 里没有“${field}”的词，不能按它计分`);
  return words.all.length ? words : undefined;
}

/** A word that another file adds is that file's to give a worth: it is told there which rule asks for one. */
function tellMissing(each: Cursor, field: string, words: Words, missing: readonly string[]): void {
  const message = (codes: readonly string[]): string => `没有写明分值的“${field}”：${codes.join("、")}`;
  const {file, line, column} = each.placed("");
  const added = missing.flatMap(code => {
    const where = `（${each.path[1]}，原文在 ${file}:${line}:${column}）`;
    const place = words.since.has(code) ? words.placed?.(code, `${message([code])}${where}`) : undefined;
    return place && place.file !== file ? [{code, place}] : [];
  });
  const own = missing.filter(code => !added.some(one => one.code === code));
  if (own.length) each.fault(message(own));
  for (const {place} of added) each.list(place);
}
