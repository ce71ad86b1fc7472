import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {RUN} from "../../scoring/ledger.ts";
import {ledgerHash} from "../../scoring/ledgerHash.ts";
import {allScenarios, POLICY, randomInputs} from "./claims.ts";
import {scoreInputs} from "./wasm.ts";
import {openWasm} from "./wasmNode.ts";

/** As of days on which much turns: a first day, a last one, the day a policy begins, an ordinary one. */
const DAYS = ["2025-01-01", "2024-12-31", "2021-10-29", "2025-06-30", "2026-06-30"];

describe("the ledger on node and on duckdb-wasm, at length", () => {
  let wasm: Awaited<ReturnType<typeof openWasm>>;
  beforeAll(async () => {
    wasm = await openWasm();
  });
  afterAll(() => wasm.close());

  test.each(DAYS)("has the same hash for 10,000 claims as of %s", {timeout: 600_000}, async asOf => {
    const inputs = await randomInputs(100 + DAYS.indexOf(asOf), 10_000, asOf);
    const all = allScenarios(asOf, 8);
    const db = await openDatabase();
    // A few scenarios at a time: the browser's memory is small.
    for (let i = 0; i < all.length; i += 4) {
      const work = {policy: POLICY, scenarios: all.slice(i, i + 4), inputs};
      await scoreInputs(wasm.engine, work);
      await scoreInputs(db, work);
      expect(await ledgerHash(wasm.engine, RUN)).toBe(await ledgerHash(db, RUN));
    }
    db.close();
  });
});
