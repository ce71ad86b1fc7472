import {placeOf} from "./clause.ts";
import type {Policy, RuleText} from "./policy.ts";
import {chosenReadings} from "./reading.ts";
import type {PolicyFacts, RuleFacts, ScoreSettings} from "./settings.ts";
import type {SystemText} from "./systemText.ts";
import {allViews} from "./views.ts";

/**
 * Returns what the tables beside the bonus points need to know of the policy. The clauses that `judge`, `flow` and
 * `watch` cite stand also under fixed names, so that a policy may name its clauses and readings as it likes.
 */
export function policyFacts(policy: Policy, choices: ScoreSettings["readings"]): PolicyFacts {
  const {id, from} = policy;
  const readings = chosenReadings(policy.readings, choices);
  const [first, ...later] = policy.systems(readings).map(text => textFacts(policy, readings, text));
  return {id, from, ...first!, later, rules: (policy.bonus?.rules ?? []).map(rule => ruleFacts(policy, rule))};
}

/** Returns the facts of one rule of the policy. */
export function ruleFacts({bonus, readings}: Policy, rule: RuleText): RuleFacts {
  const views = allViews(rule.readings, readings, chosenReadings(readings), rule.stretches, bonus!.begins);
  const keys = views.flatMap(view => rule.read(view).key);
  return {id: rule.id, title: rule.title, about: THINGS.filter(thing => keys.includes(thing))};
}

/** Returns what two claims under the rule are one of when they are the same: 人, 稿件, the rule's title, or 事项 where its key names nothing of the world. */
export function thingOf({about, title}: RuleFacts): string {
  if (about.includes("person_key")) return "人";
  return about.includes("article_key") ? "稿件" : about.length ? title : "事项";
}

const THINGS = ["person_key", "event_key", "article_key"] as const;

function textFacts(policy: Policy, readings: ReadonlyMap<string, string>, {year, cites, gap, style}: SystemText) {
  const own = new Map([...policy.clauses].map(([id, clause]) => [id, {says: clause.says, at: placeOf(clause)}]));
  const clauses = new Map(own);
  for (const [fixed, id] of cites) {
    const cited = own.get(id);
    if (cited) clauses.set(fixed, cited);
  }
  const all = new Map(readings);
  if (gap !== null) all.set("gap_year", gap);
  if (style !== null) all.set("gap_meeting", style);
  return {year, clauses, readings: all};
}
