import type {Database, Row} from "../loaders/database.ts";
import {identifier} from "../loaders/sql.ts";
import type {Basis} from "./compile.ts";
import {attachedAs} from "./sandbox.ts";
import {LINES, TOTALS} from "./versionRun.ts";

export interface BaselineOptions {
  warehouse: string;
  year: number;
  basis: Basis;
}

/**
 * Returns where the version differs from what the warehouse has published for the year and basis: units by total or rank,
 * claims by points or treatment. A question of what would change may be answered only where this is empty.
 */
export async function baselineFaults(
  db: Database,
  version: string,
  {warehouse, year, basis}: BaselineOptions
): Promise<string[]> {
  const source = identifier(await attachedAs(db, warehouse));
  const units = await db.all<Row>(unitsSql(source), [version, year, basis]);
  const claims = await db.all<Row>(claimsSql(source), [version, year, basis]);
  return [
    ...units.map(
      row =>
        `单位 ${row.unit_id}：公布的是第 ${row.rank} 位、${row.total}，重算是第 ${row.own_rank} 位、${row.own_total}（千分之一分）`
    ),
    ...claims.map(
      row =>
        `申报 ${row.claim_id}：公布的是 ${row.points}、${row.disposition}，重算是 ${row.own_points}、${row.own_disposition}`
    )
  ];
}

function unitsSql(source: string): string {
  return `
SELECT COALESCE(p.unit_id, t.unit_id) AS unit_id, p.rank, p.total, t.rank AS own_rank, t.total AS own_total
FROM (SELECT * FROM ${source}.score.bonus_ranking WHERE year = $2 AND basis = $3) AS p
FULL JOIN (SELECT * FROM ${TOTALS} WHERE version = $1 AND rank IS NOT NULL) AS t
  ON t.unit_id = p.unit_id AND t."group" = p."group"
WHERE p.total IS DISTINCT FROM t.total OR p.rank IS DISTINCT FROM t.rank
ORDER BY unit_id`;
}

function claimsSql(source: string): string {
  return `
SELECT
  COALESCE(p.claim_id, l.claim_id) AS claim_id,
  p.points, p.disposition, l.points AS own_points, l.disposition AS own_disposition
FROM (
  SELECT * FROM ${source}.score.bonus_ledger WHERE scenario = 'base' AND year = $2 AND basis = $3
) AS p
FULL JOIN (SELECT * FROM ${LINES} WHERE version = $1) AS l ON l.claim_id = p.claim_id
WHERE p.points IS DISTINCT FROM l.points OR p.disposition IS DISTINCT FROM l.disposition
ORDER BY claim_id`;
}
