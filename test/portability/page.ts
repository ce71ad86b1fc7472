import {AsyncDuckDB, VoidLogger} from "@duckdb/duckdb-wasm";
import {compile} from "../../scoring/compile.ts";
import {RUN} from "../../scoring/ledger.ts";
import {ledgerHash} from "../../scoring/ledgerHash.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import type {Cell} from "../../scoring/tableText.ts";
import {engineOf, scoreInputs} from "./wasm.ts";

/** What the test hands to the page, as plain data. */
export interface PageWork {
  policy: string;
  scenarios: readonly {id: string; asOf: string; readings: readonly [string, string][]}[];
  inputs: readonly (readonly Cell[])[];
}

export interface PageAnswer {
  version: string;
  sql: string;
  hash: string;
  rows: number;
}

/** Compiles the policy and scores the claims in the browser, as a page for trying out policies would. */
export async function scoreInPage(work: PageWork): Promise<PageAnswer> {
  const db = new AsyncDuckDB(new VoidLogger(), new Worker("worker.js"));
  await db.instantiate(new URL("duckdb.wasm", location.href).href);
  const engine = engineOf(await db.connect());
  const policy = parsePolicy(work.policy, "policy.yaml");
  const scenarios = work.scenarios.map(({readings, ...rest}) => ({...rest, readings: new Map(readings)}));
  await scoreInputs(engine, {policy, scenarios, inputs: work.inputs});
  const [count] = await engine.all<{n: number}>(`SELECT COUNT(*) AS n FROM ${RUN}`);
  return {
    version: await db.getVersion(),
    sql: compile(policy, scenarios).sql,
    hash: await ledgerHash(engine, RUN),
    rows: count!.n
  };
}

Object.assign(globalThis, {scoreInPage});
