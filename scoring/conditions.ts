import type {View} from "./cursor.ts";
import type {Policy, RuleText} from "./policy.ts";
import {predicateSql} from "./predicate.ts";
import {chosenReadings} from "./reading.ts";
import {allViews} from "./wrappers.ts";

/** The alias under which the conditions see the claims. */
const CLAIM = "c";

/** Returns every condition that the rule can have, whatever the readings and the year: its name and its SQL. */
export function conditions(rule: RuleText, policy: Policy): [name: string, sql: string][] {
  return distinct(rule, policy).map((sql, i) => [nameOf(rule, i), sql]);
}

/** Returns the name of the rule's condition in one view. */
export function testName(rule: RuleText, policy: Policy, view: View): string {
  return nameOf(rule, distinct(rule, policy).indexOf(predicateSql(rule.read(view).when, CLAIM)));
}

const known = new WeakMap<RuleText, string[]>();

function distinct(rule: RuleText, policy: Policy): string[] {
  const found = known.get(rule);
  if (found) return found;
  const years = [Number(policy.from.slice(0, 4)), ...rule.changes];
  const views = allViews(rule.readings, policy.readings, chosenReadings(policy.readings), years);
  const all = [...new Set(views.map(view => predicateSql(rule.read(view).when, CLAIM)))].sort();
  known.set(rule, all);
  return all;
}

function nameOf(rule: RuleText, i: number): string {
  return `${rule.id}.${i + 1}`;
}
