import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {openContext} from "../cli/context.ts";
import {bringLoaded, readPolicies} from "../cli/stages.ts";
import {openDatabase} from "../loaders/database.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {fillRules} from "../scoring/catalog.ts";
import {baseScenario} from "../scoring/effects.ts";
import {fillInputs} from "../scoring/inputs.ts";
import {fillLedger, runLedger} from "../scoring/ledger.ts";
import {makeMembers, scoredYears} from "../scoring/members.ts";
import {createTables} from "../scoring/tables.ts";
import {generateCity} from "./sample/city.ts";
import {writeWorkspace} from "./sample/workspace.ts";

/** What a script without ledger, keys, gates or caps by item would run. */
const BARE_SUM = `
SELECT unit_id, event_year, rule_id, COUNT(*) AS n, SUM(CASE level WHEN '海城市级' THEN 200 ELSE 500 END) AS points
FROM score.bonus_inputs
WHERE review = '通过' AND signed_on IS NOT NULL AND revoked_on IS NULL
GROUP BY unit_id, event_year, rule_id`;

/** The heads of `benchScoring`'s rows. */
export const SCORING_HEADS = ["what", "claims", "ours s", "bare s", "ratio", "claims/s"];

/**
 * Returns a row of what scoring a city with so many claims a year takes: the ledger, beside one grouped sum over the same
 * claims.
 */
export async function benchScoring(claims: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bench-"));
  try {
    await writeWorkspace(generateCity({claims, talents: 1200, ratings: 100}), folder, {dirt: false, baseScores: false});
    const context = openContext({workspace: folder, out: "unused", json: true});
    await bringLoaded(context, {force: true});
    const db = await openDatabase(warehousePath(folder));
    try {
      const policy = readPolicies(context)
        .map(one => one.policy)
        .find(one => one.bonus)!;
      await db.run(
        `DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;\n${createTables(policy.bonus!.rules.map(rule => rule.id))}`
      );
      const inputs = await fillInputs(db);
      await makeMembers(db, context.config, scoredYears(policy.from, context.config.asOf));
      await fillRules(db, policy, context.config);
      const scoring = await timed(async () => {
        await runLedger(db, policy, [baseScenario(policy, context.config)]);
        await fillLedger(db);
      });
      const summing = await timed(() => db.all(BARE_SUM));
      const rate = Math.round(inputs / scoring).toLocaleString("en");
      return [
        "ledger, three bases | grouped sum, one basis",
        inputs.toLocaleString("en"),
        scoring.toFixed(2),
        summing.toFixed(2),
        (scoring / summing).toFixed(1),
        rate
      ];
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
