import type {Database} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import {type Compiled, compile, type Scenario} from "../../scoring/compile.ts";
import {fillInputs} from "../../scoring/inputs.ts";
import {parametersSql} from "../../scoring/ledger.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {chosenReadings} from "../../scoring/reading.ts";
import {createTables} from "../../scoring/tables.ts";
import {haicheng} from "../oracle/engine.ts";
import {generate} from "../oracle/generate.ts";
import {BASES, type Basis, type Claim, type LedgerRow, READINGS, scoreByHand} from "../oracle/oracle.ts";
import {plainWorld} from "../oracle/plainClaims.ts";
import {scorePlain} from "../oracle/plainOracle.ts";
import {type PlainPolicy, policyText} from "../oracle/plainPolicy.ts";
import {randomFrom} from "../oracle/random.ts";
import {randomPolicy} from "../oracle/randomPolicy.ts";
import {vectors} from "../oracle/vectors.ts";
import {differences, openWorld, readLines} from "../oracle/world.ts";
import {crowded, falselyReported, widePolicy} from "./widePolicy.ts";

/** Claims under a policy, in a database of their own, with what the ledger must be by the oracle. */
export interface KillWorld {
  name: string;
  sql: string;
  db: Database;
  /** What the ledger comes to, as one line, and what it comes to without the holders. */
  truth: string;
  truthWithoutHolder: string;
}

interface Plan {
  name: string;
  policy: Policy;
  scenarios: Scenario[];
  claims: readonly Claim[];
  byHand(scenario: Scenario, basis: Basis): LedgerRow[];
}

/** Opens the worlds in which mutants are to die, the deadliest first; throws where the ledger is not the oracle's. */
export async function openKillWorlds(): Promise<KillWorld[]> {
  const worlds: KillWorld[] = [];
  for (const plan of plans()) worlds.push(await open(plan));
  return worlds;
}

/** Returns what the columns of the ledger of the SQL text come to in the world: as many rows, with the same contents. */
export async function ledgerIn({db}: Pick<KillWorld, "db">, sql: string, columns = "*"): Promise<string> {
  const [row] = await db.all<{line: string}>(
    `SELECT COUNT(*) || ' ' || BIT_XOR(hash(l)) || ' ' || SUM(hash(l) % 1000000007) AS line
    FROM (SELECT ${columns} FROM (${sql})) AS l`
  );
  return row!.line;
}

/**
 * Without the column that names the holder: DuckDB sorts once for windows that want nearly the same order, so that one that
 * lost a term of its ORDER BY goes by its neighbour's unless that neighbour is not asked for.
 */
export const WITHOUT_HOLDER = "* EXCLUDE (dup_of)";

function plans(): Plan[] {
  const policy = haicheng();
  return [
    haichengPlan("Haicheng", policy, "2025-06-30", 5, 500),
    crowdedPlan("every column, short keys", widePolicy({parts: 2, limited: false}), 2, 1800),
    crowdedPlan("every column", widePolicy(), 1, 3000),
    vectorPlan(policy),
    haichengPlan("Haicheng on a last day", policy, "2023-12-31", 9, 800),
    crowdedPlan("every column, other claims", widePolicy(), 4, 3000),
    crowdedPlan("every column, false reports", widePolicy({parts: 2, limited: false}), 6, 2400, falselyReported),
    ...[3, 7, 11].map(seed => plainPlan(`random policy ${seed}`, randomPolicy(seed), seed, "2025-06-30", 500))
  ];
}

/** A data date on which the policy of Haicheng was not yet in force. */
const BEFORE = "2021-06-30";

/** Every option of every reading by itself. */
function haichengPlan(name: string, policy: Policy, asOf: string, seed: number, count: number): Plan {
  const choices = [
    {},
    ...Object.entries(READINGS).flatMap(([id, options]) => options.slice(1).map(option => ({[id]: option})))
  ];
  const {claims: usual} = generate({seed, claims: count, asOf, perUnit: 25});
  // Some are revoked on the very day, and the office has decided about some persons.
  const claims = usual.map((claim, i) => ({
    ...claim,
    ...(i % 70 ? {} : {revoked_on: asOf, revoke_ground: "瞒报"}),
    settled: i % 30 === 1
  }));
  return {
    name,
    policy,
    claims,
    scenarios: [
      ...choices.map((readings, i) => scenarioOf(`${i}`, policy, asOf, readings)),
      scenarioOf(`${choices.length}`, policy, BEFORE, {})
    ],
    byHand: ({id, asOf}, basis) => scoreByHand(claims, {asOf, basis, readings: choices[Number(id)] ?? {}})
  };
}

/** The vectors of the specification, each in a unit of its own; every scenario sees those of all. */
function vectorPlan(policy: Policy): Plan {
  const asOf = "2025-12-31";
  const all = vectors();
  const claims = all.flatMap((vector, i) =>
    vector.claims.map(claim => ({
      ...claim,
      claim_id: `${i} ${claim.claim_id}`,
      unit: `V${i}`,
      person_key: claim.person_key === null ? null : `${i} ${claim.person_key}`
    }))
  );
  const choices = [...new Map(all.map(({readings}) => [JSON.stringify(readings), readings])).values()];
  return {
    name: "vectors",
    policy,
    claims,
    scenarios: choices.map((readings, i) => scenarioOf(`${i}`, policy, asOf, readings)),
    byHand({id}, basis) {
      const ledger = scoreByHand(claims, {asOf, basis, readings: choices[Number(id)]!});
      for (const [i, {name, readings, tenths}] of all.entries()) {
        if (readings !== choices[Number(id)] || basis !== "signed") continue;
        const points = ledger.filter(row => row.unit_id === `V${i}`).reduce((sum, row) => sum + row.points, 0);
        if (points !== tenths * 100)
          throw new Error(`${name}: ${points} thousandths by hand, ${tenths} tenths specified`);
      }
      return ledger;
    }
  };
}

/** Few things and few days, as of a day before the policy, one within a year, and one when all has happened, with tighter caps too. */
function crowdedPlan(
  name: string,
  plain: PlainPolicy,
  seed: number,
  count: number,
  change: (claims: readonly Claim[], asOf: string, seed: number) => readonly Claim[] = claims => claims
): Plan {
  const policy = parsePolicy(policyText(plain), `${name}.yaml`);
  const last = "2024-12-31";
  const choices = [last, "2023-07-15", "2022-01-31", last].map((asOf, i) => ({
    asOf,
    readings: {tight: i < 3 ? "no" : "yes"}
  }));
  const {claims: loose} = plainWorld(plain, {seed, claims: count, asOf: last});
  const claims = change(
    crowded(
      loose,
      choices.slice(0, 3).map(({asOf}) => asOf),
      seed
    ),
    last,
    seed
  );
  return {
    name,
    policy,
    claims,
    scenarios: choices.map(({asOf, readings}, i) => scenarioOf(`${i}`, policy, asOf, readings)),
    byHand: ({id, asOf}, basis) => scorePlain(plain, claims, {asOf, basis, readings: choices[Number(id)]!.readings})
  };
}

/** Some readings by chance, beside the defaults. */
function plainPlan(name: string, plain: PlainPolicy, seed: number, asOf: string, count: number): Plan {
  const policy = parsePolicy(policyText(plain), `${name}.yaml`);
  const {claims} = plainWorld(plain, {seed, claims: count, asOf});
  const random = randomFrom(seed);
  const choices = Array.from({length: 4}, (_, i) =>
    Object.fromEntries(
      Object.entries(plain.readings).map(([id, options]) => [id, i ? random.pick(options) : options[0]!])
    )
  );
  return {
    name,
    policy,
    claims,
    scenarios: choices.map((readings, i) => scenarioOf(`${i}`, policy, asOf, readings)),
    byHand: ({id}, basis) => scorePlain(plain, claims, {asOf, basis, readings: choices[Number(id)]!})
  };
}

function scenarioOf(id: string, policy: Policy, asOf: string, readings: Readonly<Record<string, string>>): Scenario {
  const chosen = Object.entries(readings).map(
    ([id, option]) => [id, {option, decidedBy: null, decidedOn: null}] as const
  );
  return {id, asOf, readings: chosenReadings(policy.readings, new Map(chosen))};
}

async function open({name, policy, scenarios, claims, byHand}: Plan): Promise<KillWorld> {
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
  const [truth, truthWithoutHolder] = [await ledgerIn({db}, sql), await ledgerIn({db}, sql, WITHOUT_HOLDER)];
  return {name, sql, db, truth, truthWithoutHolder};
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
