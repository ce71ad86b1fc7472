import type {ClaimWords, RuleWords} from "../loaders/words.ts";
import type {Policy, RuleText} from "../scoring/policy.ts";
import type {Predicate} from "../scoring/predicate.ts";
import {chosenReadings} from "../scoring/reading.ts";
import type {Rule} from "../scoring/rule.ts";
import {allViews} from "../scoring/views.ts";

/** Returns the words in which the policy that gives points speaks of claims; null where none of them gives any. */
export function claimWords(policies: readonly Policy[]): ClaimWords | null {
  const policy = policies.find(({bonus}) => bonus);
  if (!policy?.bonus) return null;
  const fields = [...policy.vocab]
    .filter(([field]) => field !== "recognised")
    .map(([field, {all, aliases, ambiguous}]) => [
      field,
      {codes: all.map(code => ({code, aliases: aliases.get(code) ?? []})), ambiguous}
    ]);
  return {
    rules: policy.bonus.rules.map(rule => ruleWords(policy, rule)),
    fields: Object.fromEntries(fields),
    begins: policy.bonus.begins
  };
}

/** What a key is called in the columns of a claim. */
const COLUMNS: Readonly<Record<string, string>> = {
  person_key: "person_id",
  event_key: "event_id",
  article_key: "article_id"
};

function ruleWords(policy: Policy, rule: RuleText): RuleWords {
  const usual = rulesIn(policy, rule, []);
  const keys = (rules: readonly Rule[]): string[] => rules.flatMap(({key}) => key.map(part => COLUMNS[part] ?? part));
  const needs = [
    ...keys(usual).filter(key => key !== "claim_id"),
    ...usual.flatMap(({when, earn}) => [...needed(when), ...(earn.kind === "codes" ? [earn.field] : [])])
  ];
  return {
    id: rule.id,
    names: unique([...rule.names, rule.title]),
    // A claim that says nothing of its recognition is one that is not recognised: no gap to be told of.
    needs: unique(needs).filter(field => field !== "recognised"),
    about: unique(keys(rulesIn(policy, rule, rule.readings))).filter(key => Object.values(COLUMNS).includes(key))
  };
}

/** Returns the rule as it is at all times, under every combination of the readings, the others as they are by default. */
function rulesIn(policy: Policy, rule: RuleText, readings: readonly string[]): Rule[] {
  const {begins} = policy.bonus!;
  const usual = chosenReadings(policy.readings);
  return allViews(readings, policy.readings, usual, rule.stretches, begins).map(view => rule.read(view));
}

/** Returns the facts without which the condition cannot hold; the days of the procedure are still to come for some. */
function needed(when: Predicate): string[] {
  if (!("of" in when)) return when.field.endsWith("_on") ? [] : [when.field];
  return when.kind === "all" || when.of.length === 1 ? when.of.flatMap(needed) : [];
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
