import type {Database, Value} from "../loaders/database.ts";
import {placeOf} from "./clause.ts";
import type {Policy, RuleText} from "./policy.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {describePredicate} from "./predicateWords.ts";
import {chosenReadings} from "./reading.ts";
import {type Cap, type Earn, KEY_TITLES, type Rule} from "./rule.ts";
import type {ScoreSettings} from "./settings.ts";

/** Fills `score.rules`: each rule in words, as the chosen readings have it; one row for each stretch of years it holds. */
export async function fillRules(db: Database, policy: Policy, settings: ScoreSettings): Promise<void> {
  const readings = chosenReadings(policy.readings, settings.readings);
  const rows = (policy.bonus?.rules ?? []).flatMap(rule => ruleRows(policy, rule, readings));
  await db.append("score", "rules", rows);
}

/** Fills `score.readings`: a row for every option of every reading of the policies. */
export async function fillReadings(db: Database, policies: readonly Policy[], settings: ScoreSettings): Promise<void> {
  const rows = policies.flatMap(policy => {
    const chosen = chosenReadings(policy.readings, settings.readings);
    return [...policy.readings.values()].flatMap(({id, clause, ask, options, default: usual, reason}) =>
      [...options].map(([option, meaning]): Value[] => {
        const choice = chosen.get(id) === option ? settings.readings.get(id) : undefined;
        return [
          policy.id,
          id,
          option,
          meaning,
          clause,
          policy.clauses.get(clause)?.at ?? null,
          ask,
          option === usual,
          chosen.get(id) === option,
          choice?.decidedBy ?? null,
          choice?.decidedOn ?? null,
          choice?.reason ?? (option === usual ? reason : null)
        ];
      })
    );
  });
  await db.append("score", "readings", rows);
}

function ruleRows(policy: Policy, text: RuleText, readings: ReadonlyMap<string, string>): Value[][] {
  return ruleStretches(policy, text, readings).map(({from, to, year, day, condition, key, values, caps, limit}) => {
    const {clause, basis, clauses} = text.basisIn({readings, year, day});
    const says = clauses.flatMap(id => policy.clauses.get(id)?.says ?? []);
    return [
      policy.id,
      text.id,
      from,
      to,
      text.seq,
      text.title,
      clause,
      basis,
      says.length ? says.join("；") : null,
      condition,
      key,
      values,
      limit ? `${caps}，${limit}` : caps
    ];
  });
}

/** A rule in words, from the first day on which it reads so to the day on which it no longer does. */
export interface RuleStretch {
  from: string;
  to: string | null;
  /** A year and a day of it. */
  year: number;
  day: string;
  rule: Rule;
  condition: string;
  key: string;
  values: string;
  caps: string;
  /** What it comes to with others at most; empty where nothing bounds them together. */
  limit: string;
}

/** Returns the rule in words, one stretch after the other; none where it has ended before it began. */
export function ruleStretches(policy: Policy, text: RuleText, readings: ReadonlyMap<string, string>): RuleStretch[] {
  const start = text.from ?? policy.from;
  const all = periodsOf(policy, text);
  // What changes before the rule comes in or after it has ended is not seen of it.
  const periods = all.filter(
    ({day}, i) => (text.to === null || day < text.to) && (all[i + 1] === undefined || all[i + 1]!.day > start)
  );
  return periods.map(({day, year}, i) => {
    const rule = text.read({readings, year, day});
    const next = periods[i + 1];
    return {
      from: i ? day : start,
      to: next === undefined ? text.to : next.day,
      year,
      day,
      rule,
      condition: describePredicate(rule.when),
      key: describeKey(rule),
      values: describeEarn(rule.earn),
      caps: describeCaps(rule.caps),
      limit: describeLimit(policy, text.id, rule.limit)
    };
  });
}

/** Returns the days from which the rule reads otherwise; a change with a year is one with its first day. */
function periodsOf(policy: Policy, {stretches}: RuleText): {day: string; year: number}[] {
  const {begins} = policy.bonus!;
  const days = stretches.flatMap(({fromYear, fromDay}) => [
    ...(fromYear === null ? [] : [firstDayOf(fromYear, begins)]),
    ...(fromDay === null ? [] : [fromDay])
  ]);
  return [...new Set([policy.from, ...days])].sort().map(day => ({day, year: policyYear(day, begins)}));
}

function describeLimit(policy: Policy, id: string, limit: Rule["limit"]): string {
  if (!limit || limit.max === null) return "";
  const clauses = limit.clauses.flatMap(cite => policy.clauses.get(cite) ?? []).map(placeOf);
  const by = clauses.length ? `（${clauses.join("；")}）` : "";
  return `与${limit.over.filter(rule => rule !== id).join("、")}合计封顶${decimal(limit.max)}${by}`;
}

function describeKey({key, across}: Rule): string {
  const parts = key.map(part => `同一${KEY_TITLES[part] ?? part}`).join("、");
  return `${across === "all" ? "全市" : "本单位"}一年内${parts}只计一次`;
}

function describeEarn(earn: Earn): string {
  if (earn.kind === "codes") return [...earn.points].map(([code, points]) => `${code}${decimal(points)}`).join("，");
  return earn.steps
    .map(({first, last, points, once}) => {
      const range = last === null ? `第${first}项起` : first === last ? `第${first}项` : `第${first}至${last}项`;
      return `${range}${once && first !== last ? "合计" : "每项"}${decimal(points)}`;
    })
    .join("，");
}

function describeCaps(caps: readonly Cap[]): string {
  if (!caps.length) return "不封顶";
  return caps.map(({max, codes}) => `${codes ? `${codes.join("、")}合计` : ""}封顶${decimal(max)}`).join("，");
}

/** Returns thousandths as decimal text without trailing zeros. */
export function decimal(thousandths: number): string {
  const digits = String(thousandths).padStart(4, "0");
  const rest = digits.slice(-3).replace(/0+$/, "");
  return rest ? `${digits.slice(0, -3)}.${rest}` : digits.slice(0, -3);
}
