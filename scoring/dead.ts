import type {Placed} from "../loaders/error.ts";
import type {Cursor, View} from "./cursor.ts";
import {firstDayOf, lastDayOf, policyYear} from "./policyYear.ts";
import {reachOf} from "./reach.ts";
import type {RuleText} from "./ruleText.ts";
import {type Vocabulary, vocabularyIn} from "./vocab.ts";
import {boundOn, codesIn, isOver, itemsOf, leastOf, mostOf, type Spell, sumsOf, type YearSum} from "./yearSums.ts";

/** What clauses are looked for in. */
export interface DeadContext {
  rules: readonly RuleText[];
  vocab: Vocabulary;
  /** As it is read where nothing is decided otherwise: an option that makes a step idle is an argument, not a slip. */
  readings: ReadonlyMap<string, string>;
  /** The policy's first day, and the day on which its years begin, mm-dd. */
  from: string;
  begins: string;
  /** Whether a fact may stand in another year than that of its event. */
  adrift: boolean;
}

/**
 * Returns the clauses that are dead, each at its place. What is earned in a year counts on through all of it, whatever
 * changes on the way, so that a clause is dead only if no set of claims that one year can hold is touched by it:
 * - a condition, if no claim meets it;
 * - a step but the first, if whatever it were worth, nobody's points would be other: no item has its number, or nothing
 *   is left of the cap or of the limit by then, even after the cheapest items that can come before;
 * - a cap or a limit, if nobody's points would be other were it a thousandth less: the dearest items do not come to it,
 *   or the limit leaves nothing of what goes beyond.
 * A value that changes by date is a clause of its own from each date on. Where the cheapest and the dearest are not found
 * exactly, they are taken for cheaper and for dearer: what is said to be dead is dead.
 */
export function deadClauses(root: Cursor, context: DeadContext): Placed[] {
  const notes = new Notes();
  for (const {year, days} of yearsOf(context)) {
    const held = context.rules.map(rule => ({id: rule.id, times: timesOf(rule, {root, year, days}, context)}));
    for (const {times} of held) lookAtRule(times, notes);
    for (const i of days.keys()) lookAtLimits(root, days.slice(0, i + 1), held, notes);
  }
  return notes.dead();
}

/** A rule in one stretch of days of a year. */
interface Time extends Spell {
  view: View;
  source: Cursor;
}

interface Held {
  id: string;
  times: readonly Time[];
}

/** Returns every year that differs from others, with the first days of the stretches in which its events can lie. */
function yearsOf({rules, from, begins, adrift}: DeadContext): {year: number; days: string[]}[] {
  const all = rules.flatMap(rule => [...rule.stretches.map(({day}) => day), rule.from ?? from, rule.to ?? from]);
  const days = [...new Set([from, ...all])].filter(day => day >= from).sort();
  const years = [
    ...rules.flatMap(rule => rule.stretches.map(one => one.year)),
    ...days.map(day => policyYear(day, begins))
  ];
  const isIn = (year: number, i: number): boolean =>
    days[i]! <= lastDayOf(year, begins) && (i === days.length - 1 || days[i + 1]! > firstDayOf(year, begins));
  return [...new Set(years)].map(year => ({year, days: days.filter((_, i) => adrift || isIn(year, i))}));
}

function timesOf(
  rule: RuleText,
  {root, year, days}: {root: Cursor; year: number; days: readonly string[]},
  {vocab, readings, begins}: DeadContext
): Time[] {
  const held = days.filter(day => (rule.from ?? day) <= day && (rule.to === null || day < rule.to));
  return held.map(day => {
    const view: View = {readings, year, day, begins};
    const read = rule.read(view);
    return {
      view,
      rule: read,
      reach: reachOf(read, vocabularyIn(vocab, view)),
      source: root.at("score").at(rule.id).through(view)
    };
  });
}

function lookAtRule(times: readonly Time[], notes: Notes): void {
  const sums = sumsOf(times);
  for (const [i, time] of times.entries()) {
    const {source, rule, reach} = time;
    const {earn, caps} = rule;
    notes.note(source.at("when"), !reach.any, "条件自相矛盾：没有一项申报能满足，这条规则永远不计分");
    if (!reach.any) continue;
    const before = times.slice(0, i + 1);
    const limit = limitOf(time);
    // What the rule has earned under lower limits may have been lost, and then there is room under this one.
    const full = before.every(one => !one.reach.any || limitOf(one) >= limit) ? limit : Number.POSITIVE_INFINITY;
    if (earn.kind === "steps") {
      const cap = caps[0]?.max ?? Number.POSITIVE_INFINITY;
      const items = itemsOf(before);
      for (const [n, {first, once}] of earn.steps.entries()) {
        if (n === 0) continue;
        const beyond = first > items;
        const had = leastOf(before, first - 1);
        const why = beyond ? `key 至多有 ${items} 种` : had >= cap ? "此前已到封顶" : "此前已到合计封顶";
        const at = versionOf(source.at("earn").at(n), once ? "once" : "each");
        notes.note(at, beyond || had >= Math.min(cap, full), `第 ${first} 项起永远用不到：${why}`);
      }
    }
    const lasting = times.slice(i).every(one => limitOf(one) <= limit);
    for (const [n, cap] of caps.entries()) {
      const at = versionOf(source.at("caps").at(n), "max");
      const sum = sums.find(one => isOver(cap, one))!;
      const tooHigh = mostOf(sum, before) < cap.max;
      const why = tooHigh ? "这个封顶永远达不到" : "这个封顶永远用不到：合计封顶先到";
      const {codes} = cap;
      if (codes && !codesIn(sum, time).length)
        notes.note(at, true, `这个封顶永远用不到：满足条件（when）的申报里没有${codes.join("、")}`);
      else notes.note(at, tooHigh || (lasting && cap.max > full), why);
    }
  }
}

function limitOf({rule}: Time): number {
  return rule.limit?.max ?? Number.POSITIVE_INFINITY;
}

/** Looks at the limits as they are from the last day on: what was earned before in the year counts too. */
function lookAtLimits(root: Cursor, days: readonly string[], held: readonly Held[], notes: Notes): void {
  const last = days.at(-1)!;
  const open = held.flatMap(({times}) => times.find(({view, reach}) => view.day === last && reach.any) ?? []);
  const limits = new Map(
    open.flatMap(({rule, view}) => (rule.limit ? [[rule.limit.number, {...rule.limit, view}]] : []))
  );
  for (const {number, max, over, view} of limits.values()) {
    if (max === null) continue;
    const under = held.filter(({id}) => over.includes(id)).map(({times}) => times.filter(one => one.view.day <= last));
    const own = under.reduce((sum, times) => sum + ownMost(times), 0);
    const at = root
      .at("limits")
      .at(number - 1)
      .at("max")
      .through(view);
    const most = Math.min(own, together(under, days));
    notes.note(at, most < max, "这个合计封顶永远达不到：各规则的封顶加起来也不到");
  }
}

/** Returns the most that the rules can come to together in the stretches, what the limit of each took away left out. */
function together(under: readonly (readonly Time[])[], days: readonly string[]): number {
  let had = 0;
  for (const day of days) {
    const here = under
      .map(times => times.filter(({view}) => view.day <= day))
      .filter(times => times.at(-1)?.view.day === day);
    // The items of earlier stretches give the later ones their numbers, and no points.
    const gains = here.map(times => ownMost(times, (sum, time) => (time.view.day === day ? boundOn(sum, time) : 0)));
    const sum = gains.reduce((all, gain) => all + gain, had);
    for (const times of here) had = Math.max(had, Math.min(sum, limitOf(times.at(-1)!)));
  }
  return had;
}

/** Returns the most that a rule can come to under its own caps. */
function ownMost(times: readonly Time[], boundIn?: (sum: YearSum, time: Time) => number): number {
  return sumsOf(times).reduce((all, sum) => all + mostOf(sum, times, boundIn), 0);
}

/** Returns the place of the entry, or that of its value where it has another from a date on. */
function versionOf(entry: Cursor, key: string): Cursor {
  const value = entry.at(key);
  const version = value.path[entry.path.length + 1];
  return typeof version === "number" && version > 0 ? value : entry;
}

/** What has been seen of each clause: one that some stretch of some year can reach is alive. */
class Notes {
  readonly #clauses = new Map<string, {place: Placed; dead: boolean}>();

  note(at: Cursor, dead: boolean, message: string): void {
    const place = at.placed(message);
    const key = `${place.file}:${place.line}:${place.column}`;
    const known = this.#clauses.get(key);
    this.#clauses.set(key, {place: known?.dead ? known.place : place, dead: dead && (known?.dead ?? true)});
  }

  dead(): Placed[] {
    return [...this.#clauses.values()].filter(({dead}) => dead).map(({place}) => place);
  }
}
