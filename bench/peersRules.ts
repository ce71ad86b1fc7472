import {Engine, type NestedCondition} from "json-rules-engine";
import {AS_OF} from "./claimsTable.ts";
import {cappedPoints} from "./peersArquero.ts";
import type {Input, Total} from "./totals.ts";

const is = (fact: keyof Input, value: unknown) => ({fact, operator: "equal", value});
const oneOf = (fact: keyof Input, value: readonly string[]) => ({fact, operator: "in", value});
const byAsOf = (fact: keyof Input) => ({fact, operator: "onOrBefore", value: AS_OF});
const UPPER = ["鞍山市级", "省级", "国家级"];

/** What each rule asks of a claim. */
const RULES: Readonly<Record<string, readonly NestedCondition[]>> = {
  R1: [is("employment", "全职"), {any: [is("degree", "博士"), oneOf("title", ["副高级", "正高级"])]}],
  R2: [is("recognised", true)],
  R3: [oneOf("level", UPPER)],
  R4: [oneOf("level", ["海城市级", ...UPPER]), {fact: "outlet", operator: "notEqual", value: null}],
  R5: [is("verdict", "显著")]
};

/**
 * Adds up the same totals with json-rules-engine: it says of each claim, one after the other, under which rule it counts.
 * It knows of no other claim; keys, false reports and caps stand around it in plain code.
 */
export async function totalsByRules(inputs: readonly Input[]): Promise<Total[]> {
  const engine = new Engine();
  engine.addOperator<string | null, string>("onOrBefore", (date, bound) => date !== null && date <= bound);
  engine.addOperator<string, string>("onOrAfter", (date, bound) => date >= bound);
  engine.addOperator<string | null, string>("notBy", (date, bound) => date === null || date > bound);
  for (const [rule, conditions] of Object.entries(RULES)) {
    engine.addRule({
      conditions: {
        all: [
          is("rule_id", rule),
          {fact: "event_on", operator: "onOrAfter", value: "2021-10-29"},
          byAsOf("event_on"),
          is("review", "通过"),
          byAsOf("reviewed_on"),
          byAsOf("signed_on"),
          {fact: "revoked_on", operator: "notBy", value: AS_OF},
          ...conditions
        ]
      },
      event: {type: rule}
    });
  }
  const voided = new Set(
    inputs
      .filter(one => one.revoked_on !== null && one.revoked_on <= AS_OF)
      .filter(one => one.revoke_ground === "虚报" || one.revoke_ground === "瞒报")
      .map(one => `${one.unit_id} ${one.event_year}`)
  );
  const firsts = new Map<string, Input>();
  for (const input of inputs) {
    const {events} = await engine.run(input);
    if (!events.length || voided.has(`${input.unit_id} ${input.event_year}`)) continue;
    const thing = thingOf(input);
    if (thing === null) continue;
    const key = `${input.event_year} ${thing}`;
    const holder = firsts.get(key);
    if (!holder || isBefore(input, holder)) firsts.set(key, input);
  }
  const sums = new Map<string, {total: Omit<Total, "points">; n: number; value: number}>();
  for (const input of firsts.values()) {
    const total = {unit: input.unit_id, year: input.event_year, rule: input.rule_id};
    const key = `${total.unit} ${total.year} ${total.rule}`;
    const sum = sums.get(key) ?? {total, n: 0, value: 0};
    sums.set(key, {total, n: sum.n + 1, value: sum.value + worth(input)});
  }
  return [...sums.values()].map(({total, n, value}) => ({...total, points: cappedPoints(total.rule, n, value)}));
}

function thingOf(input: Input): string | null {
  const parts = {
    R3: [input.event_key, input.role],
    R4: [input.article_key],
    R5: [input.aspect]
  }[input.rule_id];
  if (!parts) return input.person_key;
  return parts.includes(null) ? null : [input.unit_id, input.rule_id, ...parts].join("|");
}

function worth({rule_id, level}: Input): number {
  return rule_id !== "R4" ? 0 : level === "海城市级" ? 200 : 500;
}

function isBefore(a: Input, b: Input): boolean {
  if (a.rule_id !== b.rule_id) return a.rule_id < b.rule_id;
  if (worth(a) !== worth(b)) return worth(a) > worth(b);
  return a.event_on === b.event_on ? a.claim_id < b.claim_id : a.event_on < b.event_on;
}
