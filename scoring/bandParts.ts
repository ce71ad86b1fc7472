import type {Scenario} from "./compile.ts";
import type {Policy} from "./policy.ts";
import {combinations} from "./reading.ts";
import type {Rule} from "./rule.ts";
import {allViews} from "./views.ts";

/** Rules that must be scored together, because they may share keys, readings or a limit; parts add up to the total. */
export interface Part {
  rules: readonly string[];
  /** The readings of its own, global ones left out. */
  readings: readonly string[];
  /** The columns that may be a key across units; empty where every key stays within its unit. */
  sharedKeys: readonly string[];
}

/** A scenario of one part: `global` and `own` number the combinations of the global and of the part's own readings. */
export interface PartScenario extends Scenario {
  global: number;
  own: number;
}

/** Returns the readings that touch every rule: those of the year and of revocations. */
export function globalReadings({bonus}: Policy): string[] {
  return [...new Set(bonus?.globalReadings ?? [])];
}

/** Returns the policy's rules in parts that can be scored independently of each other. */
export function bandParts(policy: Policy, base: Scenario): Part[] {
  const globals = globalReadings(policy);
  const rules = (policy.bonus?.rules ?? []).map(text => {
    const sights = allViews(text.readings, policy.readings, base.readings, text.stretches, policy.bonus!.begins);
    const views = sights.map(view => text.read(view));
    const readings = text.readings.filter(id => !globals.includes(id));
    const limits = views.flatMap(({limit}) => (limit ? [`limit ${limit.number}`] : []));
    const ties = [...readings, ...views.map(rule => `key ${rule.keySpace}`), ...limits];
    return {id: text.id, readings, ties: [...new Set(ties)], views};
  });
  const parts: (typeof rules)[] = [];
  for (const rule of rules) {
    const tied = parts.filter(part => part.some(other => other.ties.some(tie => rule.ties.includes(tie))));
    for (const part of tied) parts.splice(parts.indexOf(part), 1);
    parts.push([...tied.flat(), rule]);
  }
  return parts.map(part => ({
    rules: part.map(rule => rule.id),
    readings: [...new Set(part.flatMap(rule => rule.readings))],
    sharedKeys: [...new Set(part.flatMap(rule => rule.views.flatMap(sharedKey)))]
  }));
}

/** Returns a scenario for every combination of the global readings and the part's own. */
export function partScenarios(policy: Policy, part: Part, base: Scenario): PartScenario[] {
  return combinations(globalReadings(policy), policy.readings, base.readings).flatMap((chosen, global) =>
    combinations(part.readings, policy.readings, chosen).map((readings, own) => ({
      id: `${global}.${own}`,
      asOf: base.asOf,
      readings,
      global,
      own
    }))
  );
}

function sharedKey(rule: Rule): string[] {
  return rule.across === "all" ? [rule.key[0]!] : [];
}
