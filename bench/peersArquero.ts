import {desc, op, table} from "arquero";
import {AS_OF} from "./claimsTable.ts";
import type {Input, Total} from "./totals.ts";

/** Adds up the same totals with Arquero, in memory, from rows already there. */
export function totalsByArquero(inputs: readonly Input[]): Total[] {
  const names = Object.keys(inputs[0]!) as (keyof Input)[];
  const columns = Object.fromEntries(names.map(name => [name, inputs.map(input => input[name])]));
  const claims = table(columns).params({asOf: AS_OF, from: "2021-10-29"});
  const voided = claims
    .filter(REVOKED)
    .filter('d => d.revoke_ground === "虚报" || d.revoke_ground === "瞒报"')
    .select(YEAR_OF_UNIT)
    .dedupe();
  const rows = claims
    .filter("(d, $) => d.event_on >= $.from && d.event_on <= $.asOf")
    .filter('(d, $) => d.review === "通过" && d.reviewed_on !== null && d.reviewed_on <= $.asOf')
    .filter("(d, $) => d.signed_on !== null && d.signed_on <= $.asOf")
    .filter(NOT_REVOKED)
    .filter(`d => ${Object.values(ELIGIBLE).join(" || ")}`)
    .antijoin(voided, [YEAR_OF_UNIT, YEAR_OF_UNIT])
    .derive({thing: THING, value: VALUE})
    .filter("d => d.thing !== null")
    .groupby("event_year", "thing")
    .orderby("rule_id", desc("value"), "event_on", "claim_id")
    .derive({place: op.row_number()})
    .filter("d => d.place === 1")
    .ungroup()
    .groupby("unit_id", "event_year", "rule_id")
    .rollup({n: op.count(), value: op.sum("value")})
    .objects() as {unit_id: string; event_year: number; rule_id: string; n: number; value: number}[];
  return rows.map(({unit_id, event_year, rule_id, n, value}) => ({
    unit: unit_id,
    year: event_year,
    rule: rule_id,
    points: cappedPoints(rule_id, n, value)
  }));
}

const YEAR_OF_UNIT = ["unit_id", "event_year"];
const REVOKED = "(d, $) => d.revoked_on !== null && d.revoked_on <= $.asOf";
const NOT_REVOKED = "(d, $) => d.revoked_on === null || d.revoked_on > $.asOf";
const UPPER = 'd.level === "鞍山市级" || d.level === "省级" || d.level === "国家级"';
const ELIGIBLE = {
  R1: '(d.rule_id === "R1" && d.employment === "全职" && (d.degree === "博士" || d.title === "副高级" || d.title === "正高级"))',
  R2: '(d.rule_id === "R2" && d.recognised === true)',
  R3: `(d.rule_id === "R3" && (${UPPER}))`,
  R4: `(d.rule_id === "R4" && d.outlet !== null && (d.level === "海城市级" || ${UPPER}))`,
  R5: '(d.rule_id === "R5" && d.verdict === "显著")'
};
const THING = `d =>
  d.rule_id === "R3" ? (d.event_key === null || d.role === null ? null : d.unit_id + "|3|" + d.event_key + "|" + d.role)
  : d.rule_id === "R4" ? (d.article_key === null ? null : d.unit_id + "|4|" + d.article_key)
  : d.rule_id === "R5" ? (d.aspect === null ? null : d.unit_id + "|5|" + d.aspect)
  : d.person_key`;
const VALUE = 'd => d.rule_id !== "R4" ? 0 : d.level === "海城市级" ? 200 : 500';

/** Returns the points of so many counting items of a rule, whose own values add up to `value`. */
export function cappedPoints(rule: string, n: number, value: number): number {
  if (rule === "R3") return Math.min(100 * n, 400);
  if (rule === "R4") return Math.min(value, 2000);
  if (rule === "R5") return Math.min(200 * n, 600);
  return Math.min(500 + 100 * Math.max(n - 3, 0), 1000);
}
