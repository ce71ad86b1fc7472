import type {Scenario} from "../../scoring/compile.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {chosenReadings} from "../../scoring/reading.ts";
import {haicheng} from "../oracle/engine.ts";
import {generate} from "../oracle/generate.ts";
import {type Claim, READINGS, scoreByHand} from "../oracle/oracle.ts";
import {plainWorld} from "../oracle/plainClaims.ts";
import {scorePlain} from "../oracle/plainOracle.ts";
import {type PlainPolicy, policyText} from "../oracle/plainPolicy.ts";
import {randomFrom} from "../oracle/random.ts";
import {randomPolicy} from "../oracle/randomPolicy.ts";
import {vectors} from "../oracle/vectors.ts";
import {type KillWorld, openKillWorld, type Plan} from "./killWorld.ts";
import {crowded, falselyReported, widePolicy} from "./widePolicy.ts";

/** Opens the worlds in which mutants are to die, small ones first; throws where the ledger is not the oracle's. */
export async function openKillWorlds(): Promise<KillWorld[]> {
  const worlds: KillWorld[] = [];
  for (const plan of plans()) worlds.push(await openKillWorld(plan));
  return worlds;
}

function plans(): Plan[] {
  const policy = haicheng();
  const wide = widePolicy();
  const short = widePolicy({parts: 2, limited: false});
  return [
    haichengPlan("Haicheng, few claims", policy, "2025-06-30", 5, 120),
    crowdedPlan("every column, few claims", {policy: wide, seed: 8, claims: 400, units: 8}),
    crowdedPlan("every column, short keys, few claims", {policy: short, seed: 2, claims: 400}),
    crowdedPlan("every column, false reports, few claims", {
      policy: short,
      seed: 6,
      claims: 600,
      change: falselyReported
    }),
    haichengPlan("Haicheng", policy, "2025-06-30", 5, 500),
    crowdedPlan("every column, short keys", {policy: short, seed: 2, claims: 1800}),
    crowdedPlan("every column", {policy: wide, seed: 1, claims: 3000}),
    vectorPlan(policy),
    haichengPlan("Haicheng on a last day", policy, "2023-12-31", 9, 800),
    crowdedPlan("every column, other claims", {policy: wide, seed: 4, claims: 3000}),
    crowdedPlan("every column, false reports", {policy: short, seed: 6, claims: 2400, change: falselyReported}),
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

/** What a crowded city is like: how many claims its units share, by which policy, and what is changed at last. */
interface Crowd {
  policy: PlainPolicy;
  seed: number;
  claims: number;
  units?: number;
  change?: (claims: readonly Claim[], asOf: string, seed: number) => readonly Claim[];
}

/** Few things and few days, as of a day before the policy, one within a year, and one when all has happened, with other caps too. */
function crowdedPlan(
  name: string,
  {policy: plain, seed, claims: count, units = 5, change = claims => [...claims]}: Crowd
): Plan {
  const policy = parsePolicy(policyText(plain), `${name}.yaml`);
  const last = "2024-12-31";
  const choices = [last, "2023-07-15", "2022-01-31", last].map((asOf, i) => ({
    asOf,
    readings: {tight: i < 3 ? "no" : "yes"}
  }));
  const {claims: loose} = plainWorld(plain, {seed, claims: count, asOf: last});
  const days = choices.slice(0, 3).map(({asOf}) => asOf);
  const claims = change(crowded(loose, days, {seed, units}), last, seed);
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
