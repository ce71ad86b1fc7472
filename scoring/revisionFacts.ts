import type {Database} from "../loaders/database.ts";
import {dateLiteral, identifier, literal} from "../loaders/sql.ts";
import type {Policy} from "./policy.ts";
import {firstDayOf, lastDayOf} from "./policyYear.ts";
import type {Side} from "./sandbox.ts";

/** A decision of the office on one row, as `quality.applied_decisions` records it. */
export interface AppliedDecision {
  decision_id: string;
  dataset: string;
  key: string;
  /** Whose row it was before. */
  unit: string | null;
  /** A header, or `排除`. */
  field: string;
  before: string | null;
  after: string | null;
  decided_by: string;
  /** ISO date. */
  decided_on: string;
  reason: string;
}

/** What of a rule the policies say otherwise; null where one of them has no such rule in the year. */
export interface RuleChange {
  aspect: "rule" | "condition" | "key" | "values" | "caps";
  before: string | null;
  after: string | null;
}

export interface Step {
  year: number;
  /** Schemas with the results of the sides. */
  before: string;
  after: string;
  sides: readonly [Side, Side];
  /** Names under which their warehouses are attached. */
  warehouseBefore: string;
  warehouseAfter: string;
}

/** A decision that was applied on one side only: the later, or (`undone`) the earlier. */
export interface Decided {
  decision: AppliedDecision;
  undone: boolean;
}

/** A revocation that voids its unit's year. */
export interface Voiding {
  claim: string;
  on: string;
  ground: string;
}

/** Returns the decisions that were applied on one side only, the earliest first. */
export async function readDecided(db: Database, before: string, after: string): Promise<Decided[]> {
  if (before === after) return [];
  const applied = (name: string) => `${identifier(name)}.quality.applied_decisions`;
  const rows = await db.all<AppliedDecision & {undone: boolean}>(`
SELECT *, FALSE AS undone FROM (SELECT * FROM ${applied(after)} EXCEPT SELECT * FROM ${applied(before)})
UNION ALL
SELECT *, TRUE AS undone FROM (SELECT * FROM ${applied(before)} EXCEPT SELECT * FROM ${applied(after)})
ORDER BY decided_on, decision_id, dataset, "key", field, undone DESC`);
  return rows.map(({undone, ...decision}) => ({decision, undone}));
}

/** Returns for each unit the earliest revocation that voids its year on the earlier (0) or the later (1) side. */
export async function readVoiding(
  db: Database,
  {year, before, after, sides}: Step,
  side: 0 | 1
): Promise<Map<string, Voiding>> {
  const [schema, {policy, settings}] = [identifier([before, after][side]!), sides[side]];
  const grounds = policy.bonus?.grounds ?? [];
  if (!grounds.length) return new Map();
  const rows = await db.all<Voiding & {unit_id: string}>(
    `
SELECT l.unit_id, l.claim_id AS claim, i.revoked_on AS "on", i.revoke_ground AS ground
FROM ${schema}.bonus_ledger AS l
JOIN ${schema}.bonus_inputs AS i ON i.claim_id = l.claim_id
WHERE l.year = $1 AND i.revoked_on <= CAST($2 AS DATE) AND i.revoke_ground IN (${grounds.map(literal).join(", ")})
ORDER BY i.revoked_on DESC, l.claim_id DESC`,
    [year, settings.asOf]
  );
  return new Map(rows.map(({unit_id, ...cause}) => [unit_id, cause]));
}

const ASPECTS = ["condition", "key", "values", "caps"] as const;

/** Returns for each rule what the two sides say otherwise of it for the year; rules that both have alike are left out. */
export async function readRuleChanges(db: Database, step: Step): Promise<Map<string, RuleChange[]>> {
  const rulesOf = (side: 0 | 1) => readRules(db, [step.before, step.after][side]!, step.year, step.sides[side].policy);
  const [before, after] = [await rulesOf(0), await rulesOf(1)];
  const changes = new Map<string, RuleChange[]>();
  for (const rule of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(rule), after.get(rule)];
    if (!was || !is) {
      changes.set(rule, [{aspect: "rule", before: was?.title ?? null, after: is?.title ?? null}]);
      continue;
    }
    const own = ASPECTS.filter(aspect => was[aspect] !== is[aspect]).map(aspect => ({
      aspect,
      before: was[aspect],
      after: is[aspect]
    }));
    if (own.length) changes.set(rule, own);
  }
  return changes;
}

type RuleWords = Record<"title" | (typeof ASPECTS)[number], string>;

/** A rule may change within the year: its words are then given one after the other. */
async function readRules(db: Database, schema: string, year: number, {bonus}: Policy): Promise<Map<string, RuleWords>> {
  const begins = bonus?.begins ?? "01-01";
  const [first, last] = [firstDayOf(year, begins), lastDayOf(year, begins)].map(dateLiteral);
  const words = ["title", ...ASPECTS].map(name => {
    const word = `COALESCE(${identifier(name)}, '')`;
    return `STRING_AGG(DISTINCT ${word}, '；' ORDER BY ${word}) AS ${identifier(name)}`;
  });
  const rows = await db.all<RuleWords & {rule_id: string}>(`
SELECT rule_id, ${words.join(", ")}
FROM ${identifier(schema)}.rules
WHERE ("from" IS NULL OR "from" <= ${last}) AND ("to" IS NULL OR "to" > ${first})
GROUP BY rule_id`);
  return new Map(rows.map(({rule_id, ...rule}) => [rule_id, rule]));
}
