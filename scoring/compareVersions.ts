import type {Database} from "../loaders/database.ts";
import {LINES, TOTALS} from "./versionRun.ts";

/** What a unit has and where it stands by two versions. Points are whole thousandths. */
export interface UnitChange {
  unit_id: string;
  unit_name: string;
  /** Null where the unit is ranked with nobody. */
  group: string | null;
  total_before: number;
  total_after: number;
  rank_before: number | null;
  rank_after: number | null;
  /** The rules by which its points change, in order. */
  rules: RuleChange[];
}

export interface RuleChange {
  rule_id: string;
  points_before: number;
  points_after: number;
}

/** A claim whose points or disposition differ; a side is null where the claim stands in another year there. */
export interface ClaimChange {
  claim_id: string;
  unit_id: string;
  rule_id: string;
  event_on: string;
  clause_before: string | null;
  clause_after: string | null;
  points_before: number;
  points_after: number;
  disposition_before: string | null;
  disposition_after: string | null;
  dup_of_before: string | null;
  dup_of_after: string | null;
  source_file: string;
  source_sheet: string;
  source_row: number;
}

export interface Comparison {
  /** By group, rank after, directory order. */
  units: UnitChange[];
  /** By unit in that order, rule, day of the event. */
  claims: ClaimChange[];
}

/**
 * Returns how one version differs from another, of those that were scored together. The changes of a unit's claims add
 * up to the change of its total; an Error says where they do not.
 */
export async function compareVersions(db: Pick<Database, "all">, before: string, after: string): Promise<Comparison> {
  const claims = await db.all<ClaimChange>(CLAIMS, [before, after]);
  const units = (await db.all<Omit<UnitChange, "rules">>(UNITS, [before, after])).map(unit => ({
    ...unit,
    rules: ruleChanges(claims.filter(({unit_id}) => unit_id === unit.unit_id))
  }));
  checkSums(units, claims);
  const order = new Map(units.map(({unit_id}, i) => [unit_id, i]));
  return {units, claims: claims.sort((a, b) => order.get(a.unit_id)! - order.get(b.unit_id)!)};
}

/** Throws where the claims that changed do not explain the change of a unit's total, or belong to no unit. */
export function checkSums(units: readonly UnitChange[], claims: readonly ClaimChange[]): void {
  const sums = new Map<string, number>();
  for (const {unit_id, points_before, points_after} of claims) {
    sums.set(unit_id, (sums.get(unit_id) ?? 0) + points_after - points_before);
  }
  const known = new Set(units.map(({unit_id}) => unit_id));
  const wrong = [
    ...units.filter(unit => unit.total_after - unit.total_before !== (sums.get(unit.unit_id) ?? 0)),
    ...claims.filter(({unit_id}) => !known.has(unit_id))
  ];
  if (wrong.length) throw new Error(`claims do not add up to the change: ${JSON.stringify(wrong[0])}`);
}

function ruleChanges(claims: readonly ClaimChange[]): RuleChange[] {
  const rules = new Map<string, RuleChange>();
  for (const {rule_id, points_before, points_after} of claims) {
    const sum = rules.get(rule_id) ?? {rule_id, points_before: 0, points_after: 0};
    sum.points_before += points_before;
    sum.points_after += points_after;
    rules.set(rule_id, sum);
  }
  return [...rules.values()];
}

/** Where the years of the versions begin on other days, a unit may be ranked in another group, or only on one side. */
const UNITS = `
SELECT
  w.unit_id, COALESCE(a.unit_name, b.unit_name, w.unit_id) AS unit_name, w."group",
  COALESCE(b.total, 0) AS total_before, COALESCE(a.total, 0) AS total_after,
  r.rank AS rank_before, q.rank AS rank_after
FROM (
  SELECT unit_id, seq, MAX("group") AS "group", MAX(sort_order) AS sort_order
  FROM ${TOTALS}
  WHERE version IN ($1, $2) AND (seq IS NOT NULL OR unit_id NOT IN (
    SELECT unit_id FROM ${TOTALS} WHERE version IN ($1, $2) AND seq IS NOT NULL
  ))
  GROUP BY unit_id, seq
) AS w
LEFT JOIN (${unitTotals("$1")}) AS b ON b.unit_id = w.unit_id
LEFT JOIN (${unitTotals("$2")}) AS a ON a.unit_id = w.unit_id
LEFT JOIN ${TOTALS} AS r ON r.version = $1 AND r.unit_id = w.unit_id AND r.seq = w.seq
LEFT JOIN ${TOTALS} AS q ON q.version = $2 AND q.unit_id = w.unit_id AND q.seq = w.seq
ORDER BY w.seq NULLS LAST, q.rank NULLS LAST, w.sort_order NULLS LAST, w.unit_id`;

function unitTotals(version: string): string {
  return `SELECT unit_id, MAX(unit_name) AS unit_name, MAX(total) AS total
  FROM ${TOTALS} WHERE version = ${version} GROUP BY unit_id`;
}

/** The rules have numbers, so that R10 stands after R9. */
const CLAIMS = `
SELECT
  w.claim_id, w.unit_id, w.rule_id, w.event_on,
  b.clause AS clause_before, a.clause AS clause_after,
  COALESCE(b.points, 0) AS points_before, COALESCE(a.points, 0) AS points_after,
  b.disposition AS disposition_before, a.disposition AS disposition_after,
  b.dup_of AS dup_of_before, a.dup_of AS dup_of_after,
  c.source_file, c.source_sheet, c.source_row
FROM (SELECT DISTINCT claim_id, unit_id, rule_id, event_on FROM ${LINES} WHERE version IN ($1, $2)) AS w
LEFT JOIN ${LINES} AS b ON b.version = $1 AND b.claim_id = w.claim_id
LEFT JOIN ${LINES} AS a ON a.version = $2 AND a.claim_id = w.claim_id
JOIN core.claims AS c ON c.claim_id = w.claim_id
WHERE a.points IS DISTINCT FROM b.points OR a.disposition IS DISTINCT FROM b.disposition
ORDER BY w.unit_id, LENGTH(w.rule_id), w.rule_id, w.event_on, w.claim_id`;
