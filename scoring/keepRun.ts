import type {Database} from "../loaders/database.ts";
import {literal} from "../loaders/sql.ts";

/**
 * Keeps in `score`, beside the parameter tables, what else the ranking followed from: the SQL text that was run, the day
 * each year is ranked on and who is ranked with whom. Who has them can derive the ranking anew without us.
 */
export async function keepRun(db: Database, sql: string): Promise<void> {
  await db.run(`CREATE OR REPLACE TABLE score.p_text AS SELECT ${literal(sql)} AS sql;
CREATE OR REPLACE TABLE score.p_year AS SELECT year, day FROM temp.main.years ORDER BY year;
CREATE OR REPLACE TABLE score.p_group AS SELECT seq, "group", kind FROM temp.main.groups ORDER BY seq, rowid;`);
}
