import type {Database} from "../loaders/database.ts";

/**
 * Fills `score.bonus_inputs` from the accepted claims: what the ledger's SQL reads and no more. Persons, events and
 * articles are pseudonyms already; no name, number or subject comes along. Years are made here, because engines
 * differ in how they take a date apart; they are the policy's, which begin on the day `begins` (mm-dd).
 */
export async function fillInputs(db: Database, begins: string): Promise<number> {
  await db.run(inputsSql(begins));
  const [row] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM score.bonus_inputs");
  return row!.n;
}

function inputsSql(begins: string): string {
  return `
INSERT INTO score.bonus_inputs BY NAME
SELECT
  claim_id, unit AS unit_id, rule AS rule_id, event_on, ${yearSql("event_on", begins)} AS event_year,
  level, person_key, employment, degree, title, recognised, event_key, role, article_key, outlet, aspect, verdict,
  applied_on, review, reviewed_on, signed_on, ${yearSql("signed_on", begins)} AS signed_year,
  revoked_on, revoke_ground, COALESCE(s.holder = unit, FALSE) AS settled
FROM core.claims
LEFT JOIN (${settledSql(begins)}) AS s
  ON s.person = person_key AND s.year = ${yearSql("event_on", begins)}
ORDER BY claim_id`;
}

/** Which unit has a person in a year, where the office decided between several; the later decision holds. */
function settledSql(begins: string): string {
  return `
  SELECT c.person_key AS person, ${yearSql("c.event_on", begins)} AS year,
    ARG_MAX(d.unit, CAST(d.decided_on AS VARCHAR) || ' ' || d.decision_id) AS holder
  FROM core.settled_claims AS d
  JOIN core.claims AS c ON c.claim_id = d.claim_id
  WHERE c.person_key IS NOT NULL
  GROUP BY 1, 2`;
}

function yearSql(column: string, begins: string): string {
  const year = `CAST(EXTRACT(year FROM ${column}) AS INTEGER)`;
  const [month, day] = begins.split("-").map(Number) as [number, number];
  if (begins === "01-01") return year;
  return `${year} - CASE
    WHEN EXTRACT(month FROM ${column}) * 100 + EXTRACT(day FROM ${column}) < ${100 * month + day} THEN 1
    ELSE 0
  END`;
}
