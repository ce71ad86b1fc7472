import {formatPoints} from "../../publish/format.ts";
import type {Facts, Rule} from "../../publish/sitedata/facts.ts";
import {nextSteps} from "../../publish/sitedata/ladder.ts";
import {circled} from "../../publish/words.ts";
import {type Fill, RULE_FILLS} from "./marks.ts";
import {sum} from "./shares.ts";

/** Returns the rule as a column head or a key says it: ①人才引进. */
export function ruleName({id, words}: Rule): string {
  return `${circled(numberOf(id))}${words.short}`;
}

/** Returns the name of the rule of a ledger row; a claim outside the rules goes by its id. */
export function ruleNameOf(facts: Facts, ruleId: string): string {
  const rule = facts.rules.find(rule => rule.id === ruleId);
  return rule ? ruleName(rule) : ruleId === "N" ? "宣传表彰类" : ruleId;
}

/** Returns the fills of the rules, in their order. */
export function ruleFills(facts: Facts): Fill[] {
  return facts.rules.map(({id}) => RULE_FILLS[(numberOf(id) - 1) % RULE_FILLS.length]!);
}

/** Rules are numbered in their policy, and keep number and colour when another ends. */
function numberOf(id: string): number {
  return Number(id.replace(/\D/g, "")) || 1;
}

/**
 * Returns what a unit could do next, in words: 再引进1人 +0.1; 已封顶 where nothing more is to be had, — where unknown.
 * `together` is what the rules under the same limit have so far.
 */
export function nextWords(rule: Rule, items: number, points: number, together = points): string {
  if (!rule.ladder) return "—";
  const steps = nextSteps(rule.ladder, items, points, together);
  const {verb, measure} = rule.words;
  if (!steps.length) return "已封顶";
  const most = rule.ladder.partly ? "至多" : "";
  return steps
    .map(
      ({items, points, codes}) =>
        `再${verb}${items}${measure}${codes && steps.length > 1 ? `（${codes.length > 1 ? `${codes[0]}以上` : codes[0]}）` : ""} ${most}+${formatPoints(points)}`
    )
    .join("，或");
}

/** Returns the points of the rules under the same limit as this one, from the points by rule; its own where it has none. */
export function togetherOf(facts: Facts, rule: Rule, points: readonly number[]): number {
  const over = rule.ladder?.limit?.over ?? [rule.id];
  return sum(facts.rules.map(({id}, i) => (over.includes(id) ? (points[i] ?? 0) : 0)));
}
