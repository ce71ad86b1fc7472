import type {Placed} from "../loaders/error.ts";
import {isDoubled, type Plain} from "../loaders/yaml.ts";
import {type Cursor, isMap} from "./cursor.ts";
import {type Reading, readReadings, unreadReadings} from "./reading.ts";
import {readingsIn, readingsMeant} from "./readingsIn.ts";
import {POLICY} from "./shapes.ts";
import {textsIn} from "./tree.ts";
import {readVocab, unreadVocab, type Vocabulary} from "./vocab.ts";

/**
 * Returns the names of clauses and readings, and the words. Every name counts as known, its own faults aside: one fault is
 * not to be told twice. Where a block cannot be read whole, whatever is named elsewhere may be in it.
 */
export function readNames(root: Cursor): {clauseIds: string[]; readings: Map<string, Reading>; vocab: Vocabulary} {
  const whole = (key: string): boolean => isMap(root.at(key).value) && !isDoubled(root.at(key).value);
  const clauseIds = isMap(root.at("clauses").value) ? root.at("clauses").keys() : [];
  if (!whole("clauses")) clauseIds.push(...textsIn(root.value));
  const read = readReadings(root.need("readings"), clauseIds);
  const unread = whole("readings") ? [] : unreadReadings(readingsIn(root.value), root.placed(""));
  const words = readVocab(root.need("vocab"));
  const lost = root.has("vocab") ? !whole("vocab") : root.meant(POLICY).has("vocab");
  return {
    clauseIds,
    readings: new Map([...unread, ...read]),
    vocab: new Map([...(lost ? unreadVocab() : []), ...words])
  };
}

/** Returns what the policy gives: points to units, or consequences to people; undefined where it cannot be told. */
export function kindOf(root: Cursor): "score" | "judge" | undefined {
  const [score, judge] = [root.has("score"), root.has("judge")];
  if (score !== judge) return score ? "score" : "judge";
  const meant = root.meant(POLICY);
  if (score || !(meant.has("score") || meant.has("judge"))) {
    root.fault("要有 score（单位加分）或 judge（人员考核）之一，不能都有或都没有");
  }
  if (!score) return undefined;
  return root.at("flow").has("assessment") ? "judge" : "score";
}

/** A reading that no value depends on can be decided either way without a difference. */
export function warnUnused(
  root: Cursor,
  {readings, written}: {readings: ReadonlyMap<string, Reading>; written: readonly Plain[]},
  warnings: Placed[]
): void {
  if (!root.has("readings")) return;
  const blocks = root.keys().filter(key => !["readings", "tests", "clauses", "vocab"].includes(key));
  const values = [...blocks.map(block => root.at(block).value), ...written];
  const used = new Set(values.flatMap(readingsMeant));
  // An unknown one may be a slip of any.
  if ([...used].some(id => !readings.has(id))) return;
  for (const id of readings.keys()) {
    if (!used.has(id)) root.at("readings").warn(warnings).faultAt(id, `疑义“${id}”没有用在任何地方：怎样理解都一样`);
  }
}
