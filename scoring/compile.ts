import {capGroups} from "./capGroups.ts";
import {testOf} from "./conditions.ts";
import {ledgerSql} from "./ledgerSql.ts";
import type {Policy, RuleText} from "./policy.ts";
import {MOST_DAYS} from "./predicate.ts";
import {MOST_PARTS} from "./rule.ts";
import type {Stretch} from "./stretches.ts";
import {groundsOf, voidName} from "./voiding.ts";

/** One way of scoring the same claims: a data date, and an option for every reading. */
export interface Scenario {
  id: string;
  /** ISO date. */
  asOf: string;
  readings: ReadonlyMap<string, string>;
  /** All three by default. */
  bases?: readonly Basis[];
  /** The version of the policy that it is scored by; the compiled one by default. */
  policy?: Policy;
}

/** What a policy comes to: five small tables, and one SQL text that reads them together with the claims. */
export interface Compiled {
  tables: ParameterTables;
  sql: string;
}

export type ParameterTables = {[name in keyof typeof PARAMETERS]: (string | number | boolean | null)[][]};

/** The five tables and their columns; everything in them is keyed by scenario. Points are whole thousandths. */
export const PARAMETERS = {
  /** A scenario on one of the three bases, for the claims whose event is on `from_day` or after and before `past_day`. */
  p_scenario: {
    scenario: "VARCHAR",
    basis: "VARCHAR",
    from_day: "DATE",
    past_day: "DATE",
    as_of: "DATE",
    from_on: "DATE",
    place_by: "VARCHAR",
    void_scope: "VARCHAR",
    needs_review: "BOOLEAN",
    needs_signature: "BOOLEAN"
  },
  /**
   * A version of a rule: in the years from `from_year` to before `past_year`, for events from `from_day` to before
   * `past_day`. `test` names its condition in the SQL text, which sees the days of the rule.
   */
  p_rule: {
    scenario: "VARCHAR",
    rule_id: "VARCHAR",
    version: "INTEGER",
    from_year: "INTEGER",
    past_year: "INTEGER",
    from_day: "DATE",
    past_day: "DATE",
    seq: "INTEGER",
    clause: "VARCHAR",
    from_on: "DATE",
    to_on: "DATE",
    test: "VARCHAR",
    day_1: "DATE",
    day_2: "DATE",
    day_3: "DATE",
    day_4: "DATE",
    key_1: "VARCHAR",
    key_2: "VARCHAR",
    key_3: "VARCHAR",
    key_4: "VARCHAR",
    key_space: "VARCHAR",
    key_across: "VARCHAR",
    code_field: "VARCHAR",
    limit_group: "INTEGER",
    limit_cap: "BIGINT",
    limit_part: "INTEGER"
  },
  /** What an item of a code is worth, in rules that earn by code. */
  p_item: {scenario: "VARCHAR", rule_id: "VARCHAR", version: "INTEGER", code: "VARCHAR", points: "BIGINT"},
  /** What the items from `first_nth` to before `past_nth` are worth: each, or together (`once`). */
  p_step: {
    scenario: "VARCHAR",
    rule_id: "VARCHAR",
    version: "INTEGER",
    first_nth: "BIGINT",
    past_nth: "BIGINT",
    points: "BIGINT",
    once: "BOOLEAN"
  },
  /**
   * Under which running sum an item of a code goes (`*` where the rule does not earn by code), and what bounds it: the
   * how many-th cap of the year over these items is `cap_part`, from 1.
   */
  p_cap: {
    scenario: "VARCHAR",
    rule_id: "VARCHAR",
    version: "INTEGER",
    code: "VARCHAR",
    cap_group: "INTEGER",
    cap: "BIGINT",
    cap_part: "INTEGER"
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

/** Before and later than any year or day, further than any item. */
const FIRST_YEAR = 0;
const PAST_YEAR = 9999;
const FIRST_DAY = "0001-01-01";
const PAST_DAY = "9999-12-31";
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
  const policies = [...new Set([policy, ...scenarios.map(scenario => scenario.policy ?? policy)])];
  const idle = policies.find(({bonus}) => !bonus);
  if (idle) throw new Error(`policy without a block score: ${idle.id}`);
  const tables: ParameterTables = {p_scenario: [], p_rule: [], p_item: [], p_step: [], p_cap: []};
  for (const {id, asOf, readings, bases = ALL_BASES, policy: version = policy} of scenarios) {
    const bonus = version.bonus!;
    for (const basis of bases) {
      const {review, signature} = BASES[basis];
      for (const {fromDay, pastDay, day} of bonus.stretches) {
        const [placeBy, voidScope] = [bonus.placeBy(readings, day), bonus.voidScope(readings, day)];
        const days = [fromDay ?? FIRST_DAY, pastDay ?? PAST_DAY];
        const scope = voidScope === "claim" ? voidScope : voidName(groundsOf(policies), bonus.grounds);
        tables.p_scenario.push([id, basis, ...days, asOf, version.from, placeBy, scope, review, signature]);
      }
    }
    for (const rule of bonus.rules) {
      if (!rules || rules.includes(rule.id)) addRule(tables, id, {policy: version, policies}, rule, readings);
    }
  }
  return {tables, sql: ledgerSql(policies, schema)};
}

function addRule(
  tables: ParameterTables,
  scenario: string,
  {policy, policies}: {policy: Policy; policies: readonly Policy[]},
  text: RuleText,
  readings: ReadonlyMap<string, string>
): void {
  const versions = text.stretches.map(stretch => {
    const {year, day} = stretch;
    const view = {readings, year, day, begins: policy.bonus!.begins};
    return {stretch, rule: text.read(view), test: testOf(text, policies, view)};
  });
  for (const {stretch, rule, test} of versions) {
    const own = [scenario, text.id, stretch.number] as const;
    const {earn, limit} = rule;
    tables.p_rule.push([
      ...own,
      ...bounds(stretch),
      text.seq,
      text.basisIn({readings, year: stretch.year, day: stretch.day}).basis,
      text.from,
      text.to,
      test.name,
      ...padded(test.days, MOST_DAYS, null),
      ...padded(rule.key, MOST_PARTS, ""),
      // Things are the same only where they are named alike: a person's key is never an article's.
      [rule.keySpace, ...rule.key].join(" "),
      rule.across,
      earn.kind === "codes" ? earn.field : "",
      limit?.number ?? null,
      limit?.max ?? null,
      limit?.part ?? null
    ]);
    if (earn.kind === "codes") {
      for (const [code, points] of [...earn.points].sort(byCode)) tables.p_item.push([...own, code, points]);
    } else {
      for (const {first: from, last, points, once} of earn.steps) {
        tables.p_step.push([...own, from, last === null ? OPEN : last + 1, points, once]);
      }
    }
  }
  for (const year of new Set(versions.map(({stretch}) => stretch.year))) {
    const together = versions.filter(({stretch}) => stretch.year === year);
    for (const [i, rows] of capGroups(together.map(({rule}) => rule))!.entries()) {
      for (const {code, group, max, part} of rows) {
        tables.p_cap.push([scenario, text.id, together[i]!.stretch.number, code, group, max, part]);
      }
    }
  }
}

function bounds({fromYear, pastYear, fromDay, pastDay}: Stretch): (string | number)[] {
  return [fromYear ?? FIRST_YEAR, pastYear ?? PAST_YEAR, fromDay ?? FIRST_DAY, pastDay ?? PAST_DAY];
}

function padded<T, P>(items: readonly T[], size: number, filler: P): (T | P)[] {
  return Array.from({length: size}, (_, i) => (i < items.length ? items[i]! : filler));
}

function byCode([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
