import {checkBasis} from "./basis.ts";
import {partsOf} from "./capGroups.ts";
import {type Cursor, changedIn, type View} from "./cursor.ts";
import {policyYear} from "./policyYear.ts";
import {chosenReadings, type Readings} from "./reading.ts";
import {readingsIn} from "./readingsIn.ts";
import type {Limit} from "./rule.ts";
import {LIMIT} from "./shapes.ts";
import {type Changes, changesIn, joinChanges, stretches} from "./stretches.ts";
import {textsIn} from "./tree.ts";
import {allViews, guessViews} from "./views.ts";
import {checkWrappers} from "./wrappers.ts";

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
  unsureBegins: boolean;
}

/** Reads the block `limits`: what several rules are worth together at most. */
export function readLimits(block: Cursor, context: LimitContext): Limits {
  const {clauseIds, readings, rules, from, begins} = context;
  const entries = block.value === null ? [] : block.items();
  for (const entry of entries) {
    checkEntry(entry, context);
    checkMembers(entry, begins);
  }
  const times = stretches(joinChanges(entries.map(entry => changesIn(entry.value, begins))), from, begins);
  const ids = [...new Set(entries.flatMap(entry => readingsIn(entry.value)))];
  const usual = {readings: chosenReadings(readings), year: policyYear(from, begins), day: from, begins};
  const views = allViews(ids, readings, usual.readings, times, begins);
  const values = entries.map(({value}) => value);
  for (const view of [...views, ...guessViews(values, readings, usual)]) {
    const seen = entries.map(entry => entry.through(view));
    for (const entry of seen) if (entry.has("cite")) entry.at("cite").word(clauseIds, "条款");
    checkView(seen, rules);
  }
  const naming = (rule: string) => entries.filter(entry => textsIn(entry.at("over").value).includes(rule));
  return {
    any: entries.length > 0,
    parts: Math.max(1, ...entries.map(entry => daysOf(entry, context).length)),
    readingsOf: rule => [...new Set(naming(rule).flatMap(entry => readingsIn(entry.value)))],
    changesOf: rule => joinChanges(naming(rule).map(entry => changesIn(entry.value, begins))),
    of(rule, view) {
      for (const [i, entry] of entries.entries()) {
        const seen = entry.through(view, []);
        const over = membersOf(seen, rules).filter(one => one !== undefined);
        if (!over.includes(rule)) continue;
        const part = partOf(entry, view, context);
        return {number: i + 1, max: maxOf(seen) ?? null, over, part, clauses: clausesOf(entry, view)};
      }
      return null;
    }
  };
}

/** The entries themselves are plain: only what they hold may be wrapped. */
function checkEntry(entry: Cursor, {clauseIds, readings, from, begins, unsureBegins}: LimitContext): void {
  entry.only(LIMIT);
  checkBasis(entry, LIMIT, clauseIds, {wrapped: true});
  checkWrappers(entry, readings, clauseIds, {from, begins, unsureBegins, dated: true});
}

/** A sum that goes on through the year must be the sum of the same rules. */
function checkMembers(entry: Cursor, begins: string): void {
  const over = entry.at("over");
  if (!changesIn(over.value, begins).days.length) return;
  over.fault("合计封顶管哪些规则，不能按事项日期在年中改变：用 whole_year_new 或 next_year");
}

function checkView(entries: readonly Cursor[], rules: readonly string[]): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    maxOf(entry);
    const over = entry.need("over");
    const members = membersOf(entry, rules);
    if (Array.isArray(over.value) && members.length < 2)
      over.fault("合计封顶至少管两条规则；只管一条的写在规则的 caps 里");
    for (const [i, rule] of members.entries()) {
      if (rule === undefined) continue;
      if (over.guessed) continue;
      if (members.indexOf(rule) < i) over.at(i).fault(`“${rule}”在这个合计封顶里写了不止一次`);
      else if (seen.has(rule)) over.at(i).fault(`“${rule}”已在另一个合计封顶之内`);
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

function clausesOf(entry: Cursor, view: View): string[] {
  const cites = [entry.through(view).at("cite").value, ...changedIn(entry.value, view).map(({cite}) => cite)];
  return [...new Set(cites.filter(cite => typeof cite === "string"))];
}

/** Returns the rules that it names; undefined in the place of one that there is not. */
function membersOf(entry: Cursor, rules: readonly string[]): (string | undefined)[] {
  const items = entry.need("over").items();
  return items.map(item => item.word(rules, "规则"));
}

/** Returns the maximum; null where there is none, undefined where it has a fault. */
function maxOf(entry: Cursor): number | null | undefined {
  const max = entry.need("max");
  return max.value === "none" ? null : max.points();
}
