import type {Database} from "../../loaders/database.ts";
import {rowsOf} from "./facts.ts";

/** One change that a decision of the office made to one row; what is personal is left out of it. */
export interface DecisionRow {
  decisionId: string;
  dataset: string;
  /** The row's number. */
  key: string;
  field: string;
  before: string | null;
  after: string | null;
  decidedBy: string;
  /** ISO date. */
  decidedOn: string;
  /** Null where the decision is about a person. */
  reason: string | null;
}

const COLUMNS = `d.decision_id AS "decisionId", d.dataset, d."key", d.field,
  ${unitName("before")} AS before, ${unitName("after")} AS after,
  d.decided_by AS "decidedBy", d.decided_on AS "decidedOn", d.reason`;

const ORDER = 'd.decided_on, d.decision_id, d.dataset, d."key", d.field';

/** Reads every decision that applies. */
export async function readDecisions(db: Database): Promise<DecisionRow[]> {
  return rowsOf(db, "quality", "decisions", `SELECT ${COLUMNS}\nFROM quality.decisions AS d\nORDER BY ${ORDER}`);
}

/** Reads the decisions on claims of the year, for each unit that has the claim or had it before. */
export async function readUnitDecisions(db: Database, year: number): Promise<(DecisionRow & {unitId: string})[]> {
  return rowsOf(
    db,
    "quality",
    "decisions",
    `SELECT DISTINCT u.unit_id AS "unitId", ${COLUMNS}
FROM quality.decisions AS d
LEFT JOIN (SELECT DISTINCT claim_id, unit_id, year FROM score.bonus_ledger WHERE scenario = 'base') AS l
  ON l.claim_id = d."key"
LEFT JOIN (SELECT claim_id, MIN(event_on) AS event_on FROM stage.claims GROUP BY claim_id) AS s ON s.claim_id = d."key"
JOIN (SELECT DISTINCT unit_id FROM core.units) AS u ON u.unit_id = d.unit_id OR u.unit_id = l.unit_id
WHERE d.dataset = 'claims' AND COALESCE(l.year, EXTRACT(year FROM s.event_on)) = $1
ORDER BY "unitId", ${ORDER}`,
    [year]
  );
}

/** A unit stands in the table by its code; people read its name. */
function unitName(column: string): string {
  return `CASE
    WHEN d.field IN ('申报单位', '归属单位', '单位', '督查对象', '责任单位')
    THEN COALESCE((SELECT MAX(n.name) FROM core.units AS n WHERE n.unit_id = d.${column}), d.${column})
    ELSE d.${column}
  END`;
}
