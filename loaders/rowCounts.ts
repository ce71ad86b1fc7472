import {contracts} from "./contracts/index.ts";
import type {Database} from "./database.ts";
import {identifier, literal} from "./sql.ts";

/** Returns how many rows each dataset has in the schema, asked at once: most datasets of a small office have none. */
export async function rowCounts(db: Database, schema: "core" | "stage"): Promise<ReadonlyMap<string, number>> {
  const counts = contracts.map(
    ({name}) => `SELECT ${literal(name)} AS dataset, COUNT(*) AS n FROM ${schema}.${identifier(name)}`
  );
  const rows = await db.all<{dataset: string; n: number}>(counts.join(" UNION ALL "));
  return new Map(rows.map(({dataset, n}) => [dataset, n]));
}
