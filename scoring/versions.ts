import type {Database} from "../loaders/database.ts";
import {identifier} from "../loaders/sql.ts";
import {ledgerAudits, runAudits} from "./audit.ts";
import type {Basis} from "./compile.ts";
import {fillInputs} from "./inputs.ts";
import {makeMembers} from "./members.ts";
import type {Policy} from "./policy.ts";
import {attachedAs} from "./sandbox.ts";
import type {ScoreSettings} from "./settings.ts";
import {createTable, TABLES} from "./tables.ts";
import {collectLines, collectTotals, runVersions, VERSION_TABLES, type Version} from "./versionRun.ts";

export interface ScoreVersionsOptions {
  /** The warehouse whose claims are scored; it is attached read-only. */
  warehouse: string;
  settings: ScoreSettings;
  year: number;
  basis: Basis;
}

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
${VERSION_TABLES}`);
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

/** What the audits ask of a policy, asked of all versions at once. */
function merged(versions: readonly Version[]): Policy {
  const {policy} = versions[0]!;
  const all = versions.map(version => version.policy.bonus!);
  const bonus = {
    ...policy.bonus!,
    limited: all.some(({limited}) => limited),
    capParts: Math.max(...all.map(({capParts}) => capParts)),
    limitParts: Math.max(...all.map(({limitParts}) => limitParts))
  };
  return {...policy, bonus};
}
