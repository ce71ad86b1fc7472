import type {Database} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import {type Compiled, compile, type Scenario} from "../../scoring/compile.ts";
import {fillInputs} from "../../scoring/inputs.ts";
import {parametersSql} from "../../scoring/ledger.ts";
import type {Policy} from "../../scoring/policy.ts";
import {createTables} from "../../scoring/tables.ts";
import {BASES, type Basis, type Claim, type LedgerRow} from "../oracle/oracle.ts";
import {differences, openWorld, readLines} from "../oracle/world.ts";

/** Claims under a policy, in a database of their own, with what the ledger must be by the oracle. */
export interface KillWorld {
  name: string;
  sql: string;
  db: Database;
  /** What the ledger comes to, as one line, in each view. */
  truth: Readonly<Record<View, string>>;
}

/**
 * DuckDB sorts once for windows that want nearly the same order, so that one that lost a term of its ORDER BY goes by its
 * neighbour's. Therefore the two that give a key to its holder are looked at without each other too.
 */
const VIEWS = {
  whole: (sql: string): string => sql,
  place: (sql: string): string => sql.replace(/FIRST_VALUE\(claim_id\) OVER \([^)]*\) AS holder/, "claim_id AS holder"),
  holder: (sql: string): string => sql.replace(/ROW_NUMBER\(\) OVER \([^)]*\) AS place/, "2 AS place")
};
export type View = keyof typeof VIEWS;

/** What a world is made of, and its ledger by the oracle. */
export interface Plan {
  name: string;
  policy: Policy;
  scenarios: Scenario[];
  claims: readonly Claim[];
  byHand(scenario: Scenario, basis: Basis): LedgerRow[];
}

/** Opens the world; throws where the ledger is not the oracle's. */
export async function openKillWorld({name, policy, scenarios, claims, byHand}: Plan): Promise<KillWorld> {
  const compiled = compile(policy, scenarios);
  const db = await openWorld(claims, []);
  await fillWorld(db, policy, compiled, claims);
  await db.run(`CREATE TEMP TABLE run AS ${compiled.sql}`);
  for (const scenario of scenarios) {
    for (const basis of BASES) {
      const lines = await readLines(db, "temp.main.run", {basis, scenario: scenario.id});
      const wrong = differences(byHand(scenario, basis), lines);
      if (wrong.length) throw new Error(`${name}, scenario ${scenario.id}, ${basis}: ${wrong.join("\n")}`);
    }
  }
  const {sql} = compiled;
  const views = Object.entries(VIEWS).map(([view, seen]) => [view, seen(sql)] as const);
  if (new Set(views.map(([, seen]) => seen)).size < views.length) throw new Error("the SQL text has other windows now");
  const truth = {
    whole: await ledgerIn({db}, sql),
    place: await ledgerIn({db}, sql, "place"),
    holder: await ledgerIn({db}, sql, "holder")
  };
  return {name, sql, db, truth};
}

/** Returns what the ledger of the SQL text comes to in the world: as many rows, with the same contents. */
export async function ledgerIn({db}: Pick<KillWorld, "db">, sql: string, view: View = "whole"): Promise<string> {
  const [row] = await db.all<{line: string}>(
    `SELECT COUNT(*) || ' ' || BIT_XOR(hash(l)) || ' ' || SUM(hash(l) % 1000000007) AS line
    FROM (${VIEWS[view](sql)}) AS l`
  );
  return row!.line;
}

/** Fills what the SQL reads. The claims lie in no order, and one thread makes every run the same. */
async function fillWorld(db: Database, policy: Policy, {tables}: Compiled, claims: readonly Claim[]): Promise<void> {
  const {begins, rules} = policy.bonus!;
  await db.run(`SET threads = 1; CREATE SCHEMA score;\n${createTables(rules.map(rule => rule.id))}`);
  await fillInputs(db, begins);
  const inputs = `${identifier("score")}.bonus_inputs`;
  const settled = claims.filter(claim => claim.settled).map(claim => literal(claim.claim_id));
  if (settled.length) await db.run(`UPDATE ${inputs} SET settled = TRUE WHERE claim_id IN (${settled.join(", ")})`);
  await db.run(`CREATE OR REPLACE TABLE ${inputs} AS SELECT * FROM ${inputs} ORDER BY hash(claim_id || 'mixed')`);
  await db.run(parametersSql(tables, "score"));
}
