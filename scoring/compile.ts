import {testName} from "./conditions.ts";
import {ledgerSql} from "./ledgerSql.ts";
import type {Policy, RuleText} from "./policy.ts";
import type {Rule} from "./rule.ts";

/** One way of scoring the same claims: a data date, and an option for every reading. */
export interface Scenario {
  id: string;
  /** ISO date. */
  asOf: string;
  readings: ReadonlyMap<string, string>;
  /** All three by default. */
  bases?: readonly Basis[];
}

/** What a policy comes to: five small tables, and one SQL text that reads them together with the claims. */
export interface Compiled {
  tables: ParameterTables;
  sql: string;
}

export type ParameterTables = {[name in keyof typeof PARAMETERS]: (string | number | boolean | null)[][]};

/** The five tables and their columns; everything in them is keyed by scenario. Points are whole thousandths. */
export const PARAMETERS = {
  /** A scenario on one of the three bases. */
  p_scenario: {
    scenario: "VARCHAR",
    basis: "VARCHAR",
    as_of: "DATE",
    from_on: "DATE",
    place_by: "VARCHAR",
    void_scope: "VARCHAR",
    needs_review: "BOOLEAN",
    needs_signature: "BOOLEAN"
  },
  /** A rule in the years from `first_year` to before `past_year`; `test` names its condition in the SQL text. */
  p_rule: {
    scenario: "VARCHAR",
    rule_id: "VARCHAR",
    first_year: "INTEGER",
    past_year: "INTEGER",
    seq: "INTEGER",
    clause: "VARCHAR",
    from_on: "DATE",
    to_on: "DATE",
    test: "VARCHAR",
    key_1: "VARCHAR",
    key_2: "VARCHAR",
    key_space: "VARCHAR",
    key_across: "VARCHAR",
    code_field: "VARCHAR"
  },
  /** What an item of a code is worth, in rules that earn by code. */
  p_item: {scenario: "VARCHAR", rule_id: "VARCHAR", first_year: "INTEGER", code: "VARCHAR", points: "BIGINT"},
  /** What the items from `first_nth` to before `past_nth` are worth: each, or together (`once`). */
  p_step: {
    scenario: "VARCHAR",
    rule_id: "VARCHAR",
    first_year: "INTEGER",
    first_nth: "BIGINT",
    past_nth: "BIGINT",
    points: "BIGINT",
    once: "BOOLEAN"
  },
  /** Which cap an item of a code falls under (`*` where the rule does not earn by code). */
  p_cap: {
    scenario: "VARCHAR",
    rule_id: "VARCHAR",
    first_year: "INTEGER",
    code: "VARCHAR",
    cap_group: "INTEGER",
    cap: "BIGINT"
  }
} as const;

/** The three bases and the gates that each keeps. */
export const BASES = {
  signed: {review: true, signature: true},
  reviewed: {review: true, signature: false},
  claimed: {review: false, signature: false}
} as const;
export type Basis = keyof typeof BASES;
const ALL_BASES = Object.keys(BASES) as Basis[];

/** Later than any year, further than any item. */
const END = 9999;
const OPEN = 1_000_000_000;

export interface CompileOptions {
  /** Only these rules: claims under others then earn nothing. */
  rules?: readonly string[];
  schema?: string;
}

/**
 * Compiles the policy for the scenarios. Touches no database.
 * Changing a number or choosing a reading changes rows, never the SQL.
 */
export function compile(
  policy: Policy,
  scenarios: readonly Scenario[],
  {rules, schema = "score"}: CompileOptions = {}
): Compiled {
  const bonus = policy.bonus;
  if (!bonus) throw new Error(`policy without a block score: ${policy.id}`);
  const tables: ParameterTables = {p_scenario: [], p_rule: [], p_item: [], p_step: [], p_cap: []};
  for (const {id, asOf, readings, bases = ALL_BASES} of scenarios) {
    for (const basis of bases) {
      const {review, signature} = BASES[basis];
      const [placeBy, voidScope] = [bonus.placeBy(readings), bonus.voidScope(readings)];
      tables.p_scenario.push([id, basis, asOf, policy.from, placeBy, voidScope, review, signature]);
    }
    for (const rule of bonus.rules) if (!rules || rules.includes(rule.id)) addRule(tables, id, policy, rule, readings);
  }
  return {tables, sql: ledgerSql(policy, schema)};
}

function addRule(
  tables: ParameterTables,
  scenario: string,
  policy: Policy,
  text: RuleText,
  readings: ReadonlyMap<string, string>
): void {
  const start = Number(policy.from.slice(0, 4));
  const starts = [start, ...text.changes];
  for (const [i, year] of starts.entries()) {
    const rule = text.read({readings, year});
    const first = i ? year : 0;
    const own = [scenario, text.id, first] as const;
    const [key1, key2 = ""] = rule.key;
    const {earn} = rule;
    tables.p_rule.push([
      ...own,
      starts[i + 1] ?? END,
      text.seq,
      text.basis,
      text.from,
      text.to,
      testName(text, policy, {readings, year}),
      key1!,
      key2,
      rule.keySpace,
      rule.across,
      earn.kind === "codes" ? earn.field : ""
    ]);
    if (earn.kind === "codes") {
      for (const [code, points] of [...earn.points].sort(byCode)) tables.p_item.push([...own, code, points]);
    } else {
      for (const {first: from, last, points, once} of earn.steps) {
        tables.p_step.push([...own, from, last === null ? OPEN : last + 1, points, once]);
      }
    }
    addCaps(tables, own, rule);
  }
}

function addCaps(tables: ParameterTables, own: readonly [string, string, number], {earn, caps}: Rule): void {
  const codes = earn.kind === "codes" ? [...earn.points.keys()] : ["*"];
  for (const [i, cap] of caps.entries()) {
    for (const code of [...(cap.codes ?? codes)].sort()) tables.p_cap.push([...own, code, i + 1, cap.max]);
  }
}

function byCode([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
