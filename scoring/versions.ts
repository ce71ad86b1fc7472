import type {Database} from "../loaders/database.ts";
import {identifier, literal} from "../loaders/sql.ts";
import {ledgerAudits, runAudits} from "./audit.ts";
import type {Basis, Scenario} from "./compile.ts";
import {fillInputs} from "./inputs.ts";
import {RUN, runLedger} from "./ledger.ts";
import {makeMembers} from "./members.ts";
import type {Policy} from "./policy.ts";
import {chosenReadings} from "./reading.ts";
import {attachedAs} from "./sandbox.ts";
import type {ScoreSettings} from "./settings.ts";
import {createTable, TABLES} from "./tables.ts";

/** A way of scoring to be set beside others: a version of a policy, with an option for every reading. */
export interface Version {
  id: string;
  policy: Policy;
  readings: ReadonlyMap<string, string>;
}

export interface ScoreVersionsOptions {
  /** The warehouse whose claims are scored; it is attached read-only. */
  warehouse: string;
  settings: ScoreSettings;
  year: number;
  basis: Basis;
}

/** What came of the versions: a row per version and claim of the year, and one per version and unit. */
export const LINES = "temp.main.version_lines";
export const TOTALS = "temp.main.version_totals";

/**
 * Scores one year by every version, in a database of its own, and leaves `LINES` and `TOTALS` there. All versions are
 * scored in one pass of the one SQL text: it holds the conditions of each. Only where their policy years begin on
 * different days does each beginning take a pass, since the same claims then lie in other years.
 */
export async function scoreVersions(
  db: Database,
  versions: readonly Version[],
  {warehouse, settings, year, basis}: ScoreVersionsOptions
): Promise<void> {
  const source = identifier(await attachedAs(db, warehouse));
  await db.run(`
CREATE SCHEMA IF NOT EXISTS core;
CREATE SCHEMA IF NOT EXISTS score;
CREATE OR REPLACE VIEW core.units AS SELECT * FROM ${source}.core.units;
CREATE OR REPLACE VIEW core.claims AS SELECT * FROM ${source}.core.claims;
CREATE OR REPLACE VIEW core.settled_claims AS SELECT * FROM ${source}.core.settled_claims;
CREATE OR REPLACE TEMP TABLE version_lines (${LINE_COLUMNS});
CREATE OR REPLACE TEMP TABLE version_totals (${TOTAL_COLUMNS});`);
  for (const begins of new Set(versions.map(({policy}) => policy.bonus!.begins))) {
    const together = versions.filter(({policy}) => policy.bonus!.begins === begins);
    await db.run(`DROP TABLE IF EXISTS score.bonus_inputs;\n${createTable("score.bonus_inputs", TABLES.bonus_inputs)}`);
    await fillInputs(db, begins);
    await makeMembers(db, settings, [year], begins);
    await runVersions(db, together, {asOf: settings.asOf, bases: [basis]});
    await runAudits(db, ledgerAudits(merged(together)));
    await db.run(collectLines(year));
    await db.run(collectTotals(year));
  }
}

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

const LINE_COLUMNS = `
  version VARCHAR, unit_id VARCHAR, rule_id VARCHAR, clause VARCHAR, claim_id VARCHAR, event_on DATE,
  points BIGINT, disposition VARCHAR, dup_of VARCHAR`;

function collectLines(year: number): string {
  return `
INSERT INTO ${LINES}
SELECT scenario, unit_id, rule_id, clause, claim_id, event_on, points, disposition, dup_of
FROM ${RUN}
WHERE year = ${literal(year)}`;
}

const TOTAL_COLUMNS = `
  version VARCHAR, unit_id VARCHAR, unit_name VARCHAR, seq INTEGER, "group" VARCHAR, sort_order INTEGER,
  total BIGINT, rank INTEGER`;

/** Every unit of a group, and every other one that has a claim in the year: that one has points, and no rank. */
function collectTotals(year: number): string {
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

/** What the audits ask of a policy, asked of all versions at once. */
function merged(versions: readonly Version[]): Policy {
  const {policy} = versions[0]!;
  const all = versions.map(version => version.policy.bonus!);
  const bonus = {...policy.bonus!, limited: all.some(({limited}) => limited), rules: all.flatMap(({rules}) => rules)};
  return {...policy, bonus};
}
