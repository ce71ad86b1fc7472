import type {Database} from "../loaders/database.ts";
import {literal} from "../loaders/sql.ts";
import type {Basis, Scenario} from "./compile.ts";
import {RUN, runLedger} from "./ledger.ts";
import type {Policy} from "./policy.ts";
import {chosenReadings} from "./reading.ts";

/** A way of scoring to be set beside others: a version of a policy, with an option for every reading. */
export interface Version {
  id: string;
  policy: Policy;
  readings: ReadonlyMap<string, string>;
}

/** What came of the versions: a row per version and claim of the year, and one per version and unit. */
export const LINES = "temp.main.version_lines";
export const TOTALS = "temp.main.version_totals";

/** Makes `LINES` and `TOTALS` anew, empty. */
export const VERSION_TABLES = `
CREATE OR REPLACE TEMP TABLE version_lines (
  version VARCHAR, unit_id VARCHAR, rule_id VARCHAR, clause VARCHAR, claim_id VARCHAR, event_on DATE,
  points BIGINT, disposition VARCHAR, dup_of VARCHAR
);
CREATE OR REPLACE TEMP TABLE version_totals (
  version VARCHAR, unit_id VARCHAR, unit_name VARCHAR, seq INTEGER, "group" VARCHAR, sort_order INTEGER,
  total BIGINT, rank INTEGER
);`;

/** Scores every claim in `score.bonus_inputs` by every version, in one pass, into the working table of the ledger. */
export async function runVersions(
  db: Pick<Database, "run">,
  versions: readonly Version[],
  {asOf, bases}: {asOf: string; bases: readonly Basis[]}
): Promise<void> {
  const scenarios = versions.map(({id, policy, readings}): Scenario => ({id, asOf, readings, bases, policy}));
  if (versions.length) await runLedger(db, versions[0]!.policy, scenarios);
}

/** Returns the options in force under the policy; a choice of what it does not know is left out. */
export function readingsUnder(policy: Policy, choices: ReadonlyMap<string, {option: string}>): Map<string, string> {
  const known = [...choices].filter(([id, {option}]) => policy.readings.get(id)?.options.has(option));
  return chosenReadings(policy.readings, new Map(known));
}

/** Returns the statement that adds what the run holds of the year to `LINES`. */
export function collectLines(year: number): string {
  return `
INSERT INTO ${LINES}
SELECT scenario, unit_id, rule_id, clause, claim_id, event_on, points, disposition, dup_of
FROM ${RUN}
WHERE year = ${literal(year)}`;
}

/**
 * Returns the statement that adds to `TOTALS` every unit of a group, and every other one that has a claim in the year:
 * that one has points, and no rank.
 */
export function collectTotals(year: number): string {
  return `
INSERT INTO ${TOTALS}
SELECT
  scenario, unit_id, unit_name, seq, "group", sort_order, total,
  CASE WHEN seq IS NOT NULL THEN RANK() OVER (PARTITION BY scenario, seq ORDER BY total DESC) END
FROM (
  SELECT
    s.scenario, w.unit_id, n.unit_name, m.seq, m."group", m.sort_order,
    CAST(COALESCE(SUM(l.points), 0) AS BIGINT) AS total
  FROM (
    SELECT unit_id FROM temp.main.members
    UNION
    SELECT unit_id FROM ${RUN} WHERE year = ${literal(year)}
  ) AS w
  CROSS JOIN (SELECT DISTINCT scenario FROM score.p_scenario) AS s
  LEFT JOIN temp.main.members AS m ON m.unit_id = w.unit_id
  LEFT JOIN temp.main.unit_names AS n ON n.unit_id = w.unit_id AND n.year = ${literal(year)}
  LEFT JOIN ${RUN} AS l ON l.scenario = s.scenario AND l.year = ${literal(year)} AND l.unit_id = w.unit_id
  GROUP BY s.scenario, w.unit_id, n.unit_name, m.seq, m."group", m.sort_order
)`;
}
