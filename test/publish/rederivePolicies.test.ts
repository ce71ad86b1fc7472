import {join} from "node:path";
import {expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {compile} from "../../scoring/compile.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {keepRun} from "../../scoring/keepRun.ts";
import {fillUnits} from "../../scoring/members.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {inFull} from "../full.ts";
import {openPlainWorld} from "../oracle/comparePolicy.ts";
import {scoreBySql, settingsFor} from "../oracle/engine.ts";
import {plainWorld} from "../oracle/plainClaims.ts";
import {policyText} from "../oracle/plainPolicy.ts";
import {randomPolicy} from "../oracle/randomPolicy.ts";
import {scratch} from "./fixture.ts";
import {runInDuckdb, runPython} from "./rederiveHelp.ts";

const AS_OF = "2025-06-30";
/** In this one a rule had ended before the policy began: it has a column in the ranking and stands in no list of rules. */
const RULE_NEVER_IN_FORCE = 310;
/** Policies made by chance: values that change, limits over rules, years that begin in July, keys of many parts. */
const SEEDS = inFull(
  [300, RULE_NEVER_IN_FORCE],
  Array.from({length: 40}, (_, i) => 300 + i)
);
const TABLES = ["units", "bonus_inputs", "bonus_ledger", "bonus_scores", "bonus_ranking"];

for (const seed of SEEDS) {
  test(`a policy made by chance is derived anew in both engines (seed ${seed})`, {timeout: 120_000}, async () => {
    const plain = randomPolicy(seed);
    const policy = parsePolicy(policyText(plain), `seed-${seed}.yaml`);
    const db = await openPlainWorld(plainWorld(plain, {seed, claims: 500, asOf: AS_OF}));
    await scoreBySql(db, {asOf: AS_OF, policy});
    await keep(db, policy);
    const out = scratch();
    await exportTables(db, {out, tables: TABLES, formats: ["csv-plain"]});
    db.close();
    const said = await runInDuckdb(join(out, "rederive"));
    expect([seed, said.differences, said.verdict]).toEqual([seed, [], "重算与公布的全部一致"]);
    expect(said.summary.length).toBeGreaterThan(2);
    const run = runPython(["rederive.py"], join(out, "rederive"));
    if (run) expect([seed, run.status, run.err]).toEqual([seed, 0, ""]);
  });
}

/** Adds what `score` keeps and the export reads beside the results. */
async function keep(db: Database, policy: Policy): Promise<void> {
  const settings = settingsFor(AS_OF);
  await fillUnits(db);
  await keepRun(db, compile(policy, [baseScenario(policy, settings)]).sql);
  await db.run("CREATE SCHEMA IF NOT EXISTS meta; CREATE TABLE meta.settings (key VARCHAR, value VARCHAR);");
  const values = {
    city: "随机市",
    as_of: AS_OF,
    policies: "[]",
    groups: JSON.stringify(settings.groups),
    thresholds: JSON.stringify({minCell: 5}),
    publish: JSON.stringify({public: false, years: {}})
  };
  await db.append("meta", "settings", Object.entries(values));
}
