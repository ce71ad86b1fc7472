import type {Scenario} from "../../scoring/compile.ts";
import {runLedger} from "../../scoring/ledger.ts";
import type {Policy} from "../../scoring/policy.ts";
import {TABLES} from "../../scoring/tables.ts";
import {type Cell, tableText} from "../../scoring/tableText.ts";

/** What an engine must do to score: the same two words as our database. */
export interface Engine {
  run(sql: string): Promise<void>;
  all<T>(sql: string): Promise<T[]>;
}

/** What duckdb-wasm's connections have in common, in Node as in a browser. */
interface Connection {
  query(sql: string): Answer | Promise<Answer>;
}

interface Answer {
  toArray(): {toJSON(): Record<string, unknown>}[];
}

export interface Work {
  policy: Policy;
  scenarios: readonly Scenario[];
  /** The rows of `bonus_inputs`. */
  inputs: readonly (readonly Cell[])[];
}

/** Returns the connection as an engine; whole numbers come as numbers. */
export function engineOf(connection: Connection): Engine {
  return {
    async run(sql) {
      await connection.query(sql);
    },
    async all<T>(sql: string) {
      const answer = await connection.query(sql);
      return answer.toArray().map(row => plain(row.toJSON()) as T);
    }
  };
}

/** Scores the claims on any engine: makes the tables, fills them, and runs the ledger's text into its working table. */
export async function scoreInputs(engine: Engine, {policy, scenarios, inputs}: Work): Promise<void> {
  await engine.run("CREATE SCHEMA IF NOT EXISTS score");
  await engine.run(tableText("score.bonus_inputs", TABLES.bonus_inputs, inputs));
  await runLedger(engine, policy, scenarios);
}

function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value])
  );
}
