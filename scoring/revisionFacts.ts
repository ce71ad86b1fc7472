import type {Database} from "../loaders/database.ts";
import {identifier, literal} from "../loaders/sql.ts";
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
