import {tmpdir} from "node:os";
import {join} from "node:path";
import {type Database, openDatabase} from "../loaders/database.ts";
import {identifier, literal} from "../loaders/sql.ts";
import {ledgerAudits, runAudits} from "./audit.ts";
import {fillRules} from "./catalog.ts";
import {baseScenario} from "./effects.ts";
import {fillInputs} from "./inputs.ts";
import {fillLedger, runLedger} from "./ledger.ts";
import {fillUnits, makeMembers, scoredYears} from "./members.ts";
import type {Policy} from "./policy.ts";
import {fillRanking, fillScores} from "./rank.ts";
import type {ScoreSettings} from "./settings.ts";
import {createTables} from "./tables.ts";

/** One way of scoring: the facts, the policy and the day. */
export interface Side {
  /** The warehouse whose `core` is scored; it is attached read-only. */
  warehouse: string;
  policy: Policy;
  settings: ScoreSettings;
}

/** Opens a database in memory to score in: nothing done there reaches a warehouse. */
export async function openSandbox(): Promise<Database> {
  const db = await openDatabase();
  await db.run(`SET temp_directory = ${literal(join(tmpdir(), `hengcai-sandbox-${process.pid}`))}`);
  return db;
}

/**
 * Scores the side on the official basis and keeps what came of it in a schema of the given name: `bonus_ledger`,
 * `bonus_scores`, `bonus_ranking` (without bands), `bonus_inputs`, `rules` and `units`. Sides of one sandbox may have
 * other warehouses, policies and days.
 */
export async function scoreSide(db: Database, name: string, {warehouse, policy, settings}: Side): Promise<void> {
  const begins = policy.bonus?.begins ?? "01-01";
  const rules = policy.bonus?.rules.map(rule => rule.id) ?? [];
  await showCore(db, await attachedAs(db, warehouse));
  await db.run(`DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;\n${createTables(rules)}`);
  await fillInputs(db, begins);
  await makeMembers(db, settings, scoredYears(policy.from, settings.asOf, begins), begins);
  await fillUnits(db);
  await fillRules(db, policy, settings);
  await runLedger(db, policy, [{...baseScenario(policy, settings), bases: ["signed"]}]);
  await runAudits(db, ledgerAudits(policy));
  await fillLedger(db);
  await fillScores(db);
  await fillRanking(db, rules);
  await keep(db, name);
}

/** Returns the name under which the warehouse is attached, and attaches it where it is not: a file can be attached but once. */
export async function attachedAs(db: Database, warehouse: string): Promise<string> {
  const attached = await db.all<{name: string; path: string | null}>(
    "SELECT database_name AS name, path FROM duckdb_databases() WHERE NOT internal"
  );
  const known = attached.find(({path}) => path === warehouse);
  if (known) return known.name;
  const name = `warehouse_${attached.length}`;
  await db.run(`ATTACH ${literal(warehouse)} AS ${identifier(name)} (READ_ONLY)`);
  return name;
}

/** What the ledger, the ranking and the directory read. */
const FACTS = ["units", "claims", "settled_claims", "base_scores"];

async function showCore(db: Database, source: string): Promise<void> {
  const views = FACTS.map(
    table => `CREATE OR REPLACE VIEW core.${table} AS SELECT * FROM ${identifier(source)}.core.${table};`
  );
  await db.run(["CREATE SCHEMA IF NOT EXISTS core;", ...views].join("\n"));
}

const KEPT = ["bonus_ledger", "bonus_scores", "bonus_ranking", "bonus_inputs", "rules", "units"];

async function keep(db: Database, name: string): Promise<void> {
  const schema = identifier(name);
  const signed = (table: string): string =>
    ["bonus_ledger", "bonus_scores", "bonus_ranking"].includes(table) ? " WHERE basis = 'signed'" : "";
  const tables = KEPT.map(table => `CREATE TABLE ${schema}.${table} AS SELECT * FROM score.${table}${signed(table)};`);
  await db.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema};\n${tables.join("\n")}`);
}
