import type {Database} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";
import {COMPARED} from "../compared.ts";
import {ruleColumns} from "../dictionary.ts";

/** One line of an official ranking (basis `signed`); points in thousandths. */
export interface RankingRow {
  group: string;
  rank: number;
  tied: boolean;
  unitId: string;
  unitName: string;
  /** By rule, in the order of the policy. */
  points: number[];
  total: number;
  capLoss: number;
  previousRank: number | null;
  /** As published: `↑2`, `↓1`, `—`, `新`. */
  change: string;
  bandBest: number | null;
  bandWorst: number | null;
}

/** One line of the ranking by base score and bonus; a unit without a base score has neither rank nor total. */
export interface TotalRow {
  group: string;
  rank: number | null;
  unitName: string;
  base: number | null;
  bonus: number;
  total: number | null;
}

/** Returns the official ranking of the year in the published order. */
export async function readStandings(db: Database, year: number): Promise<RankingRow[]> {
  const rules = await ruleColumns(db);
  const rows = await db.all<Record<string, never>>(
    `SELECT
  r.* REPLACE (
    ${COMPARED.rank} AS previous_rank,
    ${COMPARED.change} AS change
  ),
  COALESCE(l.cap_loss, 0)::BIGINT AS cap_loss
FROM score.bonus_ranking AS r
LEFT JOIN (
  SELECT unit_id, sum(cap_loss) AS cap_loss
  FROM score.bonus_scores
  WHERE year = $1 AND basis = 'signed'
  GROUP BY unit_id
) AS l ON l.unit_id = r.unit_id
${COMPARED.join}
WHERE r.year = $1 AND r.basis = 'signed'
ORDER BY r.rowid`,
    [year]
  );
  return rows.map(row => ({
    group: row.group!,
    rank: row.rank!,
    tied: row.tied!,
    unitId: row.unit_id!,
    unitName: row.unit_name!,
    points: rules.map(({name}) => row[name]!),
    total: row.total!,
    capLoss: row.cap_loss!,
    previousRank: row.previous_rank!,
    change: row.change!,
    bandBest: row.band_best!,
    bandWorst: row.band_worst!
  }));
}

/** Returns the ranking by total in the published order; empty where no base scores were imported. */
export async function readTotals(db: Database, year: number): Promise<TotalRow[]> {
  return db.all<TotalRow>(
    `SELECT t.${identifier("group")}, t.rank, t.unit_name AS "unitName", t.base, t.bonus, t.total
FROM score.total_ranking AS t
WHERE t.year = $1
ORDER BY t.rowid`,
    [year]
  );
}
