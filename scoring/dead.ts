import type {Placed} from "../loaders/error.ts";
import type {Cursor} from "./cursor.ts";
import {lookAtLimits} from "./deadLimits.ts";
import {Notes} from "./deadNotes.ts";
import {lookAtRule} from "./deadRule.ts";
import {type DeadContext, type Year, yearsOf} from "./deadTimes.ts";
import {lateValues} from "./lateValues.ts";
import {policyYear} from "./policyYear.ts";
import type {RuleText} from "./ruleText.ts";
import {textsIn} from "./tree.ts";

/**
 * Returns the clauses that are dead, each at its place. What is earned in a year counts on through all of it, whatever
 * changes on the way, so that a clause is dead only if no set of claims that one year can hold is touched by it:
 * - a condition, if no claim meets it;
 * - a step but the first, if whatever it were worth, nobody's points would be other: no item has its number, or nothing
 *   is left of the cap or of the limit by then, even after the cheapest items that can come before;
 * - a cap or a limit, if nobody's points would be other were it a thousandth less: the dearest items do not come to it,
 *   or the limit leaves nothing of what goes beyond;
 * - any later value of a rule or a limit, if the rules have ended when it begins to hold.
 * A value that changes by date is a clause of its own from each date on. Where the cheapest and the dearest are not found
 * exactly, they are taken for cheaper and for dearer: what is said to be dead is dead.
 */
export function deadClauses(root: Cursor, context: DeadContext): Placed[] {
  const notes = new Notes();
  const years = yearsOf(root, context);
  for (const year of years) {
    for (const {times} of year.held) lookAtRule(times, notes);
    lookAtLimits(root, year, notes);
  }
  return [...notes.dead(), ...lateInRules(root, years, context), ...lateInLimits(root, years, context)];
}

function lateInRules(root: Cursor, years: readonly Year[], {rules, begins}: DeadContext): Placed[] {
  const times = years.flatMap(({held}) => held);
  return rules.flatMap(rule => {
    const {id, to} = rule;
    const views = times.filter(one => one.id === id).flatMap(one => one.times.map(({view}) => view));
    const endedBy = (day: string) => (hasEnded(rule, day) ? `${id} 自 ${to} 起已停止` : undefined);
    return lateValues(root.at("score").at(id), {views, begins, endedBy});
  });
}

function lateInLimits(root: Cursor, years: readonly Year[], {rules, begins, readings}: DeadContext): Placed[] {
  const block = root.at("limits");
  if (block.value === null) return [];
  const times = years.flatMap(({held}) => held.flatMap(one => one.times));
  return block.items().flatMap((entry, i) => {
    const views = times.filter(({rule}) => rule.limit?.number === i + 1).map(({view}) => view);
    const endedBy = (day: string) => {
      const view = {readings, year: policyYear(day, begins), day, begins};
      const over = textsIn(entry.through(view).at("over").value);
      const members = over.map(id => rules.find(rule => rule.id === id)!);
      return members.every(rule => hasEnded(rule, day)) ? `${over.join("、")} 都已停止` : undefined;
    };
    return lateValues(entry, {views, begins, endedBy});
  });
}

function hasEnded({to}: RuleText, day: string): boolean {
  return to !== null && to <= day;
}
