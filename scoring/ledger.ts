import type {Database} from "../loaders/database.ts";
import {compile, PARAMETERS, type ParameterTables, type Scenario} from "./compile.ts";
import type {Policy} from "./policy.ts";
import {tableIn, tableText} from "./tableText.ts";

/** The scenario of the published results. */
export const BASE = "base";

/** The working table that holds the ledger of every scenario; it goes when the connection closes. */
export const RUN = "temp.main.run";

/**
 * Compiles the policy, keeps its parameter tables in `score`, and scores all scenarios in one pass into the run.
 * Returns the SQL text that was run.
 */
export async function runLedger(
  db: Pick<Database, "run">,
  policy: Policy,
  scenarios: readonly Scenario[]
): Promise<string> {
  const {tables, sql} = compile(policy, scenarios);
  await db.run(parametersSql(tables, "score"));
  await db.run(`CREATE OR REPLACE TEMP TABLE run AS ${sql}`);
  return sql;
}

/** Returns the statements that create the five parameter tables in the schema and fill them. */
export function parametersSql(tables: ParameterTables, schema: string): string {
  return Object.entries(PARAMETERS)
    .map(([name, columns]) => tableText(tableIn(schema, name), columns, tables[name as keyof ParameterTables]))
    .join("\n");
}

/** Publishes the base scenario's rows, each with its unit's name in that year and the source row of its claim. */
export async function fillLedger(db: Database): Promise<void> {
  await db.run(LEDGER);
}

const LEDGER = `
INSERT INTO score.bonus_ledger BY NAME
SELECT
  r.year, r.basis, r.scenario, r.unit_id, n.unit_name, r.rule_id, r.clause, r.claim_id, r.event_on, r.nth,
  r.raw, r.cumulative, r.cap, r.points, r.disposition, r.dup_of, r.contested,
  c.source_file, c.source_sheet, c.source_row
FROM ${RUN} AS r
JOIN core.claims AS c ON c.claim_id = r.claim_id
JOIN temp.main.bases AS b ON b.basis = r.basis
LEFT JOIN temp.main.unit_names AS n ON n.unit_id = r.unit_id AND n.year = r.year
WHERE r.scenario = '${BASE}'
ORDER BY r.year, b.seq, r.unit_id, r.rule_id, r.nth NULLS LAST, r.event_on, r.claim_id`;
