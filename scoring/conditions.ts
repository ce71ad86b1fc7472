import type {View} from "./cursor.ts";
import type {Policy, RuleText} from "./policy.ts";
import {type Predicate, predicateSql} from "./predicate.ts";
import {chosenReadings} from "./reading.ts";
import {allViews} from "./views.ts";

/**
 * Returns every condition that the policies' rules can have, whatever the readings and the dates: its name and its SQL.
 * Versions of a policy may give a rule conditions of their own; those of the first come first.
 */
export function conditions(policies: readonly Policy[]): [name: string, sql: string][] {
  const ids = new Set(policies.flatMap(policy => policy.bonus!.rules.map(rule => rule.id)));
  return [...ids].flatMap(id => ofRule(id, policies).map((sql, i): [string, string] => [nameOf(id, i), sql]));
}

/** Returns the name of the rule's condition in one view, and the days that it names. */
export function testOf(rule: RuleText, policies: readonly Policy[], view: View): {name: string; days: string[]} {
  const {sql, days} = conditionOf(rule.read(view).when);
  return {name: nameOf(rule.id, ofRule(rule.id, policies).indexOf(sql)), days};
}

function ofRule(id: string, policies: readonly Policy[]): string[] {
  const all = policies.flatMap(policy =>
    policy.bonus!.rules.filter(rule => rule.id === id).flatMap(rule => distinct(rule, policy))
  );
  return [...new Set(all)];
}

/** The conditions see the claims as `c` and the rule as `r`. */
function conditionOf(when: Predicate): {sql: string; days: string[]} {
  return predicateSql(when, "c", "r");
}

const known = new WeakMap<RuleText, string[]>();

function distinct(rule: RuleText, policy: Policy): string[] {
  const found = known.get(rule);
  if (found) return found;
  const views = allViews(
    rule.readings,
    policy.readings,
    chosenReadings(policy.readings),
    rule.stretches,
    policy.bonus!.begins
  );
  const all = [...new Set(views.map(view => conditionOf(rule.read(view).when).sql))].sort();
  known.set(rule, all);
  return all;
}

function nameOf(id: string, i: number): string {
  return `${id}.${i + 1}`;
}
