import type {Database} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";

/**
 * Leaves in a scored warehouse what an edition of the year may hold: the year and the years before, as they stand on the
 * data date. Rows of later years go from every result; directories (units, rules, readings), what was loaded and what was
 * wrong with it stay whole. A claim that one basis counts in the year and another one later stays whole too, so that the
 * ledger can still be derived from its inputs.
 */
export async function keepYears(db: Database, year: number): Promise<void> {
  const columns = await db.all<{name: string; dated: boolean}>(
    `SELECT t.table_name AS name, count(*) FILTER (c.column_name = 'year') > 0 AS dated
FROM duckdb_tables() AS t
JOIN duckdb_columns() AS c ON c.table_oid = t.table_oid
WHERE t.schema_name = 'score'
GROUP BY t.table_name
ORDER BY t.table_name`
  );
  const tables = new Map(columns.map(({name, dated}) => [name, dated]));
  const later = `"year" > ${year}`;
  const has = (...names: string[]): boolean => names.every(name => tables.has(name));
  if (has("bonus_ledger")) {
    const gone = `SELECT claim_id FROM score.bonus_ledger GROUP BY claim_id HAVING min("year") > ${year}`;
    if (has("bonus_inputs")) await db.run(`DELETE FROM score.bonus_inputs WHERE claim_id IN (${gone})`);
    await db.run(`DELETE FROM score.bonus_ledger WHERE ${later} AND claim_id IN (${gone})`);
  }
  if (has("inspection_status", "inspection_items")) {
    await db.run(
      `DELETE FROM score.inspection_status AS s
WHERE EXISTS (
  SELECT 1
  FROM score.inspection_items AS i
  WHERE i.inspection_id = s.inspection_id AND i.unit_id = s.unit_id AND i.${later}
)`
    );
  }
  if (has("rectification_status")) {
    await db.run(`DELETE FROM score.rectification_status WHERE year(notified_on) > ${year}`);
  }
  for (const [name, dated] of tables) {
    if (dated && name !== "bonus_ledger") await db.run(`DELETE FROM score.${identifier(name)} WHERE ${later}`);
  }
}
