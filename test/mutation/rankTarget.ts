import type {Database} from "../../loaders/database.ts";
import {fillRules} from "../../scoring/catalog.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {fillInputs} from "../../scoring/inputs.ts";
import {fillLedger, runLedger} from "../../scoring/ledger.ts";
import {makeMembers, scoredYears} from "../../scoring/members.ts";
import {fillRanking, fillScores, fillTotalRanking, makeTotals} from "../../scoring/rank.ts";
import {createTables} from "../../scoring/tables.ts";
import {haicheng, settingsFor} from "../oracle/engine.ts";
import {type Generated, GROUPS, generate} from "../oracle/generate.ts";
import {BASES, scoreByHand} from "../oracle/oracle.ts";
import {rankByHand} from "../oracle/rank.ts";
import {fill, openWorld, rankingLine, readRanking, readScores, scoreLines} from "../oracle/world.ts";
import {isRefused} from "./ledgerTarget.ts";
import {mutantsOf} from "./mutants.ts";
import type {Outcome, Target} from "./run.ts";

const AS_OF = "2024-12-31";
/** A kind may be ranked in two groups. */
const OVERLAPPING = [...GROUPS, {name: "镇和开发区", kinds: ["开发区", "镇"]}];
const TABLES = ["score.bonus_ledger", "score.bonus_scores", "score.bonus_ranking", "score.total_ranking"];

/** Returns the statements that make ledger rows, scores and rankings of the run as a target; they run one after the other. */
export async function rankTarget(): Promise<Target> {
  const {db, statements} = await rankedCity();
  const truth = await published(db);
  const trials = statements.flatMap((sql, i) =>
    mutantsOf(sql).map(({name, operator, line, sql: mutant}) => ({
      name: `${tableOf(sql)}: ${name}`,
      operator,
      line,
      outcome: () => outcomeOf(db, statements.with(i, mutant), truth)
    }))
  );
  return {name: "ranking", trials, close: () => db.close()};
}

/** Opens a city whose ledger, scores and ranking were found to be the oracle's, and the statements that made them. */
export async function rankedCity(): Promise<{db: Database; statements: string[]}> {
  const world = manyUnits();
  const city = await scored(world);
  await compareByHand(city.db, world);
  return city;
}

/**
 * Many units, so that some tie to the last and some change groups; one with claims that the directory does not have, and such
 * that have a claim in another year where the signature decides.
 */
function manyUnits(): Generated {
  const {claims, units} = generate({seed: 17, claims: 500, asOf: AS_OF, perUnit: 4});
  const moved = claims.map((claim, i) => {
    if (i % 25 === 0) return {...claim, unit: "210399999"};
    if (i % 25 !== 1) return claim;
    return {...claim, unit: `2103888${i}`, event_on: "2023-12-28", signed_on: "2024-01-05"};
  });
  return {units, claims: moved};
}

/** Scores the world and returns the statements that did so after the ledger's own. */
async function scored({claims, units}: Generated): Promise<{db: Database; statements: string[]}> {
  const policy = haicheng();
  const settings = {...settingsFor(AS_OF), groups: OVERLAPPING};
  const {begins, rules} = policy.bonus!;
  const ids = rules.map(rule => rule.id);
  const db = await openWorld(claims, units);
  await fill(db, "base_scores", baseScores(units));
  await db.run(`SET threads = 1; CREATE SCHEMA score;\n${createTables(ids)}`);
  await fillInputs(db, begins);
  await makeMembers(db, settings, scoredYears(policy.from, AS_OF, begins), begins);
  await fillRules(db, policy, settings);
  const base = baseScenario(policy, settings);
  await runLedger(db, policy, [
    base,
    {...base, id: "other", readings: new Map(base.readings).set("place_by", "signed_on")}
  ]);
  await db.run("CREATE OR REPLACE TEMP TABLE run AS SELECT * FROM temp.main.run ORDER BY hash(claim_id || basis)");
  const statements: string[] = [];
  const recording: Database = {
    ...db,
    async run(sql) {
      statements.push(sql);
      await db.run(sql);
    }
  };
  await fillLedger(recording);
  await fillScores(recording);
  await fillRanking(recording, ids);
  await fillTotalRanking(recording);
  await makeTotals(recording);
  return {db, statements};
}

/** Two years with base scores, few different ones, some units without. */
function baseScores(units: Generated["units"]): object[] {
  const ids = [...new Set(units.map(unit => unit.unit_id))];
  return [2023, 2024].flatMap(year =>
    ids.flatMap((unit, i) => (i % 7 === year % 7 ? [] : [{year, unit, points: 80_000 + 100 * (i % 5)}]))
  );
}

async function compareByHand(db: Database, {claims, units}: Generated): Promise<void> {
  for (const basis of BASES) {
    const ledger = scoreByHand(claims, {asOf: AS_OF, basis});
    const ranking = rankByHand(ledger, units, OVERLAPPING, {asOf: AS_OF, basis});
    const same =
      equal(await readRanking(db, basis), ranking.map(rankingLine)) &&
      equal(await readScores(db, basis), scoreLines(ledger, ranking, AS_OF));
    if (!same) throw new Error(`the ranking on the basis ${basis} is not the oracle's`);
  }
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.join("\n") === b.join("\n");
}

/** Returns everything that the statements made, in the order of the tables' rows; the working table has none. */
async function published(db: Database): Promise<string> {
  const rows = [];
  for (const table of TABLES) rows.push(await db.all(`SELECT * FROM ${table}`));
  rows.push(await db.all("SELECT * FROM temp.main.totals ORDER BY ALL"));
  return JSON.stringify(rows);
}

async function outcomeOf(db: Database, statements: readonly string[], truth: string): Promise<Outcome> {
  try {
    for (const table of TABLES) await db.run(`DELETE FROM ${table}`);
    for (const sql of statements) await db.run(sql);
    return (await published(db)) === truth ? "survived" : "killed";
  } catch (error) {
    return isRefused(error) ? "invalid" : "killed";
  }
}

function tableOf(sql: string): string {
  return /(?:INTO|TABLE) (?:score\.)?(\w+)/.exec(sql)?.[1] ?? "";
}
