import {dirname} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openContext} from "../../cli/context.ts";
import {readPolicies} from "../../cli/stages.ts";
import {openDatabase} from "../../loaders/database.ts";
import {BASES} from "../../scoring/compile.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {RUN} from "../../scoring/ledger.ts";
import {LEDGER_COLUMNS, ledgerHash} from "../../scoring/ledgerHash.ts";
import {builtSample} from "../built.ts";
import {allScenarios, inventedPolicy, POLICY, randomInputs, scoredInputs} from "./claims.ts";
import {type Engine, scoreInputs} from "./wasm.ts";
import {openWasm} from "./wasmNode.ts";

const AS_OF = "2025-06-30";

describe("the ledger on node and on duckdb-wasm", () => {
  let wasm: Awaited<ReturnType<typeof openWasm>>;
  beforeAll(async () => {
    wasm = await openWasm();
  });
  afterAll(() => wasm.close());

  test.each([
    ["the sample's claims", "2025-12-31", async () => (await scoredInputs((await builtSample()).warehouse)).inputs],
    ["claims by chance", AS_OF, () => randomInputs(11, 1200, AS_OF)],
    ["others as of a first day", "2025-01-01", () => randomInputs(12, 500, "2025-01-01")]
  ])("has the same hash for %s in every reading", {timeout: 240_000}, async (_, asOf, read) => {
    const inputs = await read();
    const scenarios = allScenarios(asOf);
    const db = await openDatabase();
    const work = {policy: POLICY, scenarios, inputs};
    await scoreInputs(wasm.engine, work);
    await scoreInputs(db, work);
    expect(await ledgerHash(wasm.engine, RUN)).toBe(await ledgerHash(db, RUN));
    expect(await rowsOf(wasm.engine)).toBe(inputs.length * scenarios.length * Object.keys(BASES).length);
    const points = `SELECT CAST(SUM(points) AS BIGINT) AS n FROM ${RUN} WHERE scenario = 'base'`;
    expect(await wasm.engine.all(points)).toEqual(await db.all(points));
    db.close();
  });

  test("has the same hash under a policy with versions, a year from July and a cap over several rules", async () => {
    const policy = inventedPolicy();
    const inputs = await randomInputs(14, 600, AS_OF);
    const work = {policy, scenarios: allScenarios(AS_OF, 3, policy), inputs};
    const db = await openDatabase();
    await scoreInputs(wasm.engine, work);
    await scoreInputs(db, work);
    expect(await ledgerHash(wasm.engine, RUN)).toBe(await ledgerHash(db, RUN));
    const [counting] = await db.all<{n: number}>(`SELECT COUNT(*) AS n FROM ${RUN} WHERE points > 0`);
    expect(counting!.n).toBeGreaterThan(100);
    db.close();
  });

  test("is the one published: the sample's warehouse holds what the browser computes", {timeout: 200_000}, async () => {
    const {warehouse} = await builtSample();
    const context = openContext({workspace: dirname(dirname(warehouse)), out: "unused", json: true});
    const policy = readPolicies(context)
      .map(one => one.policy)
      .find(one => one.bonus)!;
    const {inputs, hash} = await scoredInputs(warehouse);
    await scoreInputs(wasm.engine, {policy, scenarios: [baseScenario(policy, context.config)], inputs});
    expect(await ledgerHash(wasm.engine, RUN)).toBe(hash);
  });

  test("are two versions of the engine, or this would prove little", async () => {
    const db = await openDatabase();
    const [here] = await db.all<{v: string}>("SELECT version() AS v");
    expect(wasm.version).not.toBe(here!.v);
    db.close();
  });
});

describe("ledgerHash(db, table)", () => {
  test("takes in every column of the ledger's text", async () => {
    const db = await openDatabase();
    const scenarios = allScenarios(AS_OF, 0).slice(0, 1);
    await scoreInputs(db, {policy: POLICY, scenarios, inputs: []});
    const columns = await db.all<{column_name: string}>(`DESCRIBE ${RUN}`);
    const missing = columns.map(row => row.column_name).filter(name => !LEDGER_COLUMNS.some(one => one === name));
    // Which cap it is follows from the rule and the code; it serves the audits.
    expect(missing).toEqual(["cap_group"]);
    db.close();
  });

  test("changes with any value, and neither with the order of the rows nor with their names", async () => {
    const db = await openDatabase();
    const inputs = await randomInputs(13, 60, AS_OF);
    const [base] = allScenarios(AS_OF, 0);
    await scoreInputs(db, {policy: POLICY, scenarios: [base!], inputs});
    const hash = await ledgerHash(db, RUN);
    await scoreInputs(db, {policy: POLICY, scenarios: [base!], inputs: [...inputs].reverse()});
    expect(await ledgerHash(db, RUN)).toBe(hash);
    const seen = new Set([hash]);
    for (const column of LEDGER_COLUMNS) {
      const [{type}] = (await db.all<{type: string}>(
        `SELECT data_type AS type FROM duckdb_columns() WHERE table_name = 'run' AND column_name = '${column}'`
      )) as [{type: string}];
      const other = {VARCHAR: "'x'", DATE: "DATE '1999-01-01'", BOOLEAN: "NOT contested"}[type] ?? "-1";
      await db.run(
        `CREATE OR REPLACE TABLE changed AS
        SELECT * REPLACE (CASE WHEN claim_id = (SELECT MIN(claim_id) FROM ${RUN}) THEN ${other} ELSE ${column} END AS ${column})
        FROM ${RUN}`
      );
      seen.add(await ledgerHash(db, "changed"));
    }
    expect(seen.size).toBe(1 + LEDGER_COLUMNS.length);
    db.close();
  });
});

async function rowsOf(engine: Engine): Promise<number> {
  const [row] = await engine.all<{n: number}>(`SELECT COUNT(*) AS n FROM ${RUN}`);
  return row!.n;
}
