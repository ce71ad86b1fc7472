import type {Cursor, View} from "./cursor.ts";
import {firstDayOf, lastDayOf, policyYear} from "./policyYear.ts";
import {reachOf} from "./reach.ts";
import type {RuleText} from "./ruleText.ts";
import {type Vocabulary, vocabularyIn} from "./vocab.ts";
import type {Spell} from "./yearSums.ts";

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

/** A rule in one stretch of days of a year. */
export interface Time extends Spell {
  view: View;
  source: Cursor;
}

/** A rule in all stretches of a year in which it counts. */
export interface Held {
  id: string;
  times: readonly Time[];
}

/** A year in which something is otherwise than in others, with the first days of the stretches in which its events can lie. */
export interface Year {
  days: readonly string[];
  held: readonly Held[];
}

export function yearsOf(root: Cursor, context: DeadContext): Year[] {
  return daysOf(context).map(({year, days}) => ({
    days,
    held: context.rules.map(rule => ({id: rule.id, times: timesOf(rule, {root, year, days}, context)}))
  }));
}

function daysOf({rules, from, begins, adrift}: DeadContext): {year: number; days: string[]}[] {
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

/** Returns what the limit over the rule leaves it; Infinity where there is none. */
export function limitOf({rule}: Time): number {
  return rule.limit?.max ?? Number.POSITIVE_INFINITY;
}
