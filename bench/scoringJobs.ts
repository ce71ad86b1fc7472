import {parseConfig} from "../loaders/config.ts";
import {contracts} from "../loaders/contracts/index.ts";
import {type Database, openDatabase} from "../loaders/database.ts";
import {type Basis, compile, type Scenario} from "../scoring/compile.ts";
import {alternatives, baseScenario} from "../scoring/effects.ts";
import {BASE, parametersSql, RUN, runLedger} from "../scoring/ledger.ts";
import type {Policy} from "../scoring/policy.ts";
import {score} from "../scoring/score.ts";
import type {ScoreSettings} from "../scoring/settings.ts";
import {AS_OF, benchPolicy} from "./claimsTable.ts";
import type {Done} from "./measure.ts";
import {totalsByArquero} from "./peersArquero.ts";
import {totalsByRules} from "./peersRules.ts";
import {HAND_TOTALS} from "./peersSql.ts";
import {hashTotals, type Input, type Total, totalsOf} from "./totals.ts";

/** The jobs on a warehouse of `claimsTable.ts`: what was there before and what is checked after is not in their time. */
export const SCORING_JOBS: Readonly<Record<string, (...args: string[]) => Promise<Done>>> = {
  /** Our way from the policy to the ledger: compiled, parameters written, every row with its disposition. */
  ledger(file, scenarios, bases) {
    return withClaims(file!, async db => {
      const policy = benchPolicy();
      const all = scenariosOf(policy, Number(scenarios), bases!);
      const time = await timed(() => runLedger(db, policy, all));
      return {...time, check: hashTotals(await totalsOf(db, LEDGER_TOTALS))};
    });
  },

  /** The text of the ledger by hand: everything is there but the result. */
  "same sql"(file, scenarios, bases) {
    return withClaims(file!, async db => {
      const policy = benchPolicy();
      const {tables, sql} = compile(policy, scenariosOf(policy, Number(scenarios), bases!));
      await db.run(parametersSql(tables, "score"));
      const time = await timed(() => db.connection.run(`CREATE TEMP TABLE run AS ${sql}`));
      return {...time, check: hashTotals(await totalsOf(db, LEDGER_TOTALS))};
    });
  },

  /** SQL by hand that yields the totals and nothing else. */
  "totals by hand"(file) {
    return withClaims(file!, async db => {
      const time = await timed(() => db.connection.run(`CREATE TEMP TABLE totals AS ${HAND_TOTALS}`));
      return {...time, check: hashTotals(await totalsOf(db, "SELECT * FROM totals"))};
    });
  },

  arquero(file) {
    return withClaims(file!, db => besides(db, totalsByArquero));
  },

  "json-rules-engine"(file) {
    return withClaims(file!, db => besides(db, totalsByRules));
  },

  /** All of `hengcai score`: ledger in every reading, scores, ranking, effects, rank bands, audits. */
  score(file) {
    return withClaims(file!, async db => {
      const settings = benchSettings();
      const time = await timed(() => score(db, {policies: [benchPolicy()], settings}));
      return {
        ...time,
        check: hashTotals(
          await totalsOf(db, "SELECT unit_id, year, rule_id, points FROM score.bonus_scores WHERE basis = 'signed'")
        )
      };
    });
  }
};

/** Returns the settings of a workspace that leaves everything as it comes. */
export function benchSettings(): ScoreSettings {
  const text = `city: 示例市\nas_of: ${AS_OF}\npolicies: [haicheng-2021-2]\n`;
  return parseConfig(text, "hengcai.yaml", {datasets: contracts.map(contract => contract.name)});
}

const LEDGER_TOTALS = `
SELECT unit_id, year, rule_id, CAST(SUM(points) AS BIGINT) AS points
FROM ${RUN}
WHERE scenario = '${BASE}' AND basis = 'signed'
GROUP BY unit_id, year, rule_id`;

/** Returns the base scenario and as many others as are wanted: each other option of each reading, then the same again. */
export function scenariosOf(policy: Policy, count: number, bases: string): Scenario[] {
  const base = baseScenario(policy, benchSettings());
  const of: readonly Basis[] = bases === "all" ? ["signed", "reviewed", "claimed"] : ["signed"];
  const others = alternatives(policy, base);
  return Array.from({length: count}, (_, i) => ({
    ...(i ? others[(i - 1) % others.length]! : base),
    id: i ? `${i}` : BASE,
    bases: of
  }));
}

async function withClaims(file: string, work: (db: Database) => Promise<Omit<Done, "count">>): Promise<Done> {
  const db = await openDatabase(file);
  const [row] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM score.bonus_inputs");
  const done = await work(db);
  db.close();
  return {count: row!.n, ...done};
}

/** Times what works in memory: its rows are there before. */
async function besides(
  db: Database,
  work: (inputs: readonly Input[]) => Total[] | Promise<Total[]>
): Promise<Omit<Done, "count">> {
  const inputs = await db.all<Input>("SELECT * FROM score.bonus_inputs");
  let totals: Total[] = [];
  const time = await timed(async () => {
    totals = await work(inputs);
  });
  return {...time, check: hashTotals(totals)};
}

async function timed(work: () => Promise<unknown>): Promise<{seconds: number; cpu: number}> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const {user, system} = process.cpuUsage(before);
  return {seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6};
}
