import type {Database} from "../loaders/database.ts";

/**
 * Fills `score.bonus_inputs` from the accepted claims: what the ledger's SQL reads and no more. Persons, events and
 * articles are pseudonyms already; no name, number or subject comes along. Years are made here, because engines
 * differ in how they take a date apart.
 */
export async function fillInputs(db: Database): Promise<number> {
  await db.run(INPUTS);
  const [row] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM score.bonus_inputs");
  return row!.n;
}

const INPUTS = `
INSERT INTO score.bonus_inputs BY NAME
SELECT
  claim_id, unit AS unit_id, rule AS rule_id, event_on, CAST(EXTRACT(year FROM event_on) AS INTEGER) AS event_year,
  level, person_key, employment, degree, title, recognised, event_key, role, article_key, outlet, aspect, verdict,
  applied_on, review, reviewed_on, signed_on, CAST(EXTRACT(year FROM signed_on) AS INTEGER) AS signed_year,
  revoked_on, revoke_ground
FROM core.claims
ORDER BY claim_id`;
