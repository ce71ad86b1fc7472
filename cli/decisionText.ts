import type {Database} from "../loaders/database.ts";
import type {AppliedDecision} from "../scoring/revisionFacts.ts";

/** A decision of the office that touched a claim of a unit. */
export interface UnitDecision extends Omit<AppliedDecision, "dataset" | "key" | "unit"> {
  claim_id: string;
}

/** Returns the decisions on claims that are the unit's in the year, or were before they were decided upon. */
export async function readUnitDecisions(db: Database, unit: string, year: number): Promise<UnitDecision[]> {
  return db.all<UnitDecision>(
    `
SELECT d.decision_id, d."key" AS claim_id, d.field, d.before, d.after, d.decided_by, d.decided_on, d.reason
FROM quality.applied_decisions AS d
LEFT JOIN (SELECT DISTINCT claim_id, unit_id, year FROM score.bonus_ledger WHERE scenario = 'base') AS l
  ON l.claim_id = d."key"
LEFT JOIN (SELECT claim_id, MIN(event_on) AS event_on FROM stage.claims GROUP BY claim_id) AS s
  ON s.claim_id = d."key"
WHERE d.dataset = 'claims' AND (d.unit = $1 OR l.unit_id = $1)
  AND COALESCE(l.year, EXTRACT(year FROM s.event_on)) = $2
ORDER BY d.decided_on, d.decision_id, d."key", d.field`,
    [unit, year]
  );
}

/** Returns what was decided, by whom, when and why, as one Chinese sentence without its full stop. */
export function decisionText(decision: Omit<UnitDecision, "claim_id">): string {
  const {decision_id, field, before, after, decided_by, decided_on, reason} = decision;
  return `裁定 ${decision_id}（${decided_by}，${decided_on}，${reason}）：${whatText(field, before, after)}`;
}

function whatText(field: string, before: string | null, after: string | null): string {
  if (field === "排除") return "排除这一行";
  if (field === "归属单位") return `人员归 ${after}`;
  if (field.startsWith("同一")) return `与 ${after} 认作${field}`;
  return `${field}由“${before ?? "空"}”改为“${after ?? "空"}”`;
}
