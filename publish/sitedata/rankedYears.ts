import type {Database} from "../../loaders/database.ts";

/** What a year has where the office sent anything of it: the table, and the year of its rows. */
const SIGNS: readonly (readonly [table: string, year: string])[] = [
  ["score.bonus_ledger", "year"],
  ["score.inspection_summary", "year"],
  ["score.satisfaction_city", "year"],
  ["score.report_lag", "year"],
  ["core.assessments", "year"],
  ["core.base_scores", "year"],
  ["core.meetings", "year(held_on)"]
];

/**
 * Returns the ranked years. A policy older than the exports ranks years of which nothing was sent, all units alike; those
 * before the first that has anything are no years of this office, but the last always is.
 */
export async function rankedYears(db: Database): Promise<number[]> {
  const tables = await db.all<{name: string}>(
    "SELECT concat(table_schema, '.', table_name) AS name FROM information_schema.tables"
  );
  const there = new Set(tables.map(({name}) => name));
  if (!there.has("score.bonus_ranking")) return [];
  const firsts = SIGNS.filter(([table]) => there.has(table)).map(
    ([table, year]) => `SELECT MIN(${year}) FROM ${table}`
  );
  const rows = await db.all<{year: number}>(`SELECT DISTINCT year::INTEGER AS year
FROM score.bonus_ranking
WHERE year >= LEAST(${["(SELECT MAX(year) FROM score.bonus_ranking)", ...firsts.map(sql => `(${sql})`)].join(", ")})
ORDER BY year`);
  return rows.map(({year}) => year);
}
