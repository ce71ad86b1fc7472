import {checkBasis} from "./basis.ts";
import {partsOf} from "./capGroups.ts";
import {type Cursor, changedIn, isMap, type View} from "./cursor.ts";
import type {Readings} from "./reading.ts";
import {chosenReadings} from "./reading.ts";
import type {Limit} from "./rule.ts";
import {LIMIT} from "./shapes.ts";
import {allViews, type Changes, changesIn, checkWrappers, joinChanges, readingsIn, stretches} from "./wrappers.ts";

/** The caps over several rules, as they stand in the file. */
export interface Limits {
  /** Whether there are any. */
  any: boolean;
  /** How many maxima one of them may have within a year. */
  parts: number;
  /** Returns the readings that the rule's limits depend on. */
  readingsOf(rule: string): string[];
  /** Returns from when the rule's limits change. */
  changesOf(rule: string): Changes;
  /** Returns the limit that the rule is under in a view. */
  of(rule: string, view: View): Limit | null;
}

export interface LimitContext {
  clauseIds: readonly string[];
  readings: Readings;
  rules: readonly string[];
  from: string;
  begins: string;
}

/** Reads the block `limits`: what several rules are worth together at most. */
export function readLimits(block: Cursor, context: LimitContext): Limits {
  const {clauseIds, readings, rules, from, begins} = context;
  const entries = block.value === null ? [] : block.items();
  const sound = entries.filter(entry => checkEntry(entry, context));
  for (const entry of sound) checkWrappers(entry, readings, clauseIds, {from, begins, dated: true});
  for (const entry of sound) checkMembers(entry, begins);
  if (sound.length === entries.length) {
    const times = stretches(joinChanges(sound.map(entry => changesIn(entry.value, begins))), from, begins);
    const ids = [...new Set(sound.flatMap(entry => readingsIn(entry.value)))];
    for (const view of allViews(ids, readings, chosenReadings(readings), times, begins)) {
      checkView(
        sound.map(entry => entry.through(view)),
        rules
      );
    }
  }
  const naming = (rule: string) => sound.filter(entry => names(entry.at("over").value).includes(rule));
  return {
    any: entries.length > 0,
    parts: Math.max(1, ...sound.map(entry => daysOf(entry, context).length)),
    readingsOf: rule => [...new Set(naming(rule).flatMap(entry => readingsIn(entry.value)))],
    changesOf: rule => joinChanges(naming(rule).map(entry => changesIn(entry.value, begins))),
    of(rule, view) {
      for (const [i, entry] of sound.entries()) {
        const limit = readLimit(entry.through(view, []), i + 1, rules);
        if (limit?.over.includes(rule))
          return {...limit, part: partOf(entry, view, context), clauses: clausesOf(entry.value, view)};
      }
      return null;
    }
  };
}

/** The entries themselves are plain: only what they hold may be wrapped. */
function checkEntry(entry: Cursor, {clauseIds}: LimitContext): boolean {
  if (!entry.only(LIMIT)) return false;
  checkBasis(entry, clauseIds);
  return true;
}

/** A sum that goes on through the year must be the sum of the same rules. */
function checkMembers(entry: Cursor, begins: string): void {
  const over = entry.at("over");
  if (!changesIn(over.value, begins).days.length) return;
  over.fault("合计封顶管哪些规则，不能按事项日期在年中改变：用 whole_year_new 或 next_year");
}

function checkView(entries: readonly Cursor[], rules: readonly string[]): void {
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    const limit = readLimit(entry, i + 1, rules);
    for (const [j, rule] of (limit?.over ?? []).entries()) {
      if (seen.has(rule)) entry.at("over").at(j).fault(`“${rule}”已在另一个合计封顶之内`);
      seen.add(rule);
    }
  }
}

/** Returns the days from which the limit may have another maximum, the policy's first among them. */
function daysOf(entry: Cursor, {from, begins}: LimitContext): string[] {
  return [from, ...changesIn(entry.value, begins).days.filter(day => day > from)];
}

function partOf(entry: Cursor, view: View, context: LimitContext): number {
  const days = daysOf(entry, context).filter((day, i) => i === 0 || day <= view.day);
  const maxes = days.map(day => maxOf(entry.through({...view, day}, [])));
  return partsOf(maxes).at(-1)!;
}

function clausesOf(value: Cursor["value"], view: View): string[] {
  const cites = [value, ...changedIn(value, view)].map(item => (isMap(item) ? item.cite : null));
  return [...new Set(cites.filter(cite => typeof cite === "string"))];
}

function maxOf(entry: Cursor): number | null {
  return entry.at("max").value === "none" ? null : (entry.at("max").points() ?? null);
}

function readLimit(
  entry: Cursor,
  number: number,
  rules: readonly string[]
): Pick<Limit, "number" | "max" | "over"> | undefined {
  const items = entry.at("over").items();
  const over = items.map(item => item.word(rules, "规则"));
  const max = entry.at("max").value === "none" ? null : entry.at("max").points();
  if (items.length === 1) entry.at("over").fault("合计封顶至少管两条规则；只管一条的写在规则的 caps 里");
  if (max === undefined || !over.every(rule => rule !== undefined)) return undefined;
  return {number, max, over};
}

/** Returns every word inside the value: all rules that it may name, whatever the reading and the day. */
function names(value: Cursor["value"]): string[] {
  if (value === null) return [];
  if (typeof value === "string") return [value];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(names);
}
