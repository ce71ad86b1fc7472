import {mkdtempSync, readdirSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {openContext} from "../cli/context.ts";
import {formatTable} from "../cli/progress.ts";
import {bringLoaded, readPolicies} from "../cli/stages.ts";
import {type Database, openDatabase} from "../loaders/database.ts";
import {literal} from "../loaders/sql.ts";
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

/**
 * Measures the two stretches that grow with the data, each beside a bare way of doing less: loading beside DuckDB's own
 * reader (which neither checks nor accounts), and the ledger beside one grouped sum. Ratios of one run, nothing asserted.
 * `npm run bench [-- CLAIMS_A_YEAR …]`, above 20,000 a year so that the claims are plain CSV.
 */
const sizes = process.argv.slice(2).map(Number);
const rows: string[][] = [];
for (const claims of sizes.length ? sizes : [25_000]) rows.push(...(await measure(claims)));
console.log(formatTable(["what", "rows", "ours s", "bare s", "ratio", "rows/s"], rows, [1, 2, 3, 4, 5]));

async function measure(claims: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bench-"));
  try {
    await writeWorkspace(generateCity({claims, talents: 1200, ratings: 100}), folder, {dirt: false, baseScores: false});
    const context = openContext({workspace: folder, out: "unused", json: true});
    const [report, loading] = await timed(() => bringLoaded(context, {force: true}));
    const loaded = report!.datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
    const db = await openDatabase(warehousePath(folder));
    try {
      const [, reading] = await timed(() => readBare(db, join(folder, "claims")));
      const policy = readPolicies(context)
        .map(one => one.policy)
        .find(one => one.bonus)!;
      await db.run(
        `DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;\n${createTables(policy.bonus!.rules.map(rule => rule.id))}`
      );
      const inputs = await fillInputs(db);
      await makeMembers(db, context.config, scoredYears(policy.from, context.config.asOf));
      await fillRules(db, policy, context.config);
      const [, scoring] = await timed(async () => {
        await runLedger(db, policy, [baseScenario(policy, context.config)]);
        await fillLedger(db);
      });
      const [, summing] = await timed(() => db.all(BARE_SUM));
      return [
        line("load, all datasets | read_csv of claims", loaded, loading, reading),
        line("ledger, three bases | grouped sum, one basis", inputs, scoring, summing)
      ];
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

async function readBare(db: Database, folder: string): Promise<void> {
  const files = readdirSync(folder, {recursive: true})
    .map(name => join(folder, String(name)))
    .filter(path => path.endsWith(".csv") && statSync(path).isFile());
  for (const file of files) {
    await db.run(
      `CREATE OR REPLACE TEMP TABLE bare AS SELECT * FROM read_csv(${literal(file)}, all_varchar = true, ignore_errors = true)`
    );
  }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

function line(what: string, count: number, ours: number, bare: number): string[] {
  const rate = Math.round(count / ours).toLocaleString("en");
  return [what, count.toLocaleString("en"), ours.toFixed(2), bare.toFixed(2), (ours / bare).toFixed(1), rate];
}
