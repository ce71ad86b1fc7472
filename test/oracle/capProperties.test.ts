import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/database.ts";
import type {Scenario} from "../../scoring/compile.ts";
import {fillInputs} from "../../scoring/inputs.ts";
import {RUN, runLedger} from "../../scoring/ledger.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {createTables} from "../../scoring/tables.ts";
import {cappedPolicy} from "./cappedPolicy.ts";
import {openPlainWorld, readingsOf} from "./comparePolicy.ts";
import {freshClaim} from "./freshClaim.ts";
import type {Claim} from "./oracle.ts";
import {type PlainWorld, plainWorld} from "./plainClaims.ts";
import {changeDays, type PlainPolicy, type PlainRule, policyText} from "./plainPolicy.ts";
import {type Random, randomFrom} from "./random.ts";
import {fill} from "./world.ts";

const AS_OF = "2023-12-31";

const SEEDS = Array.from({length: 6}, (_, i) => i + 1);

/**
 * Caps that change by the day of the event. Every pass is made twice: as it is, and with the running sum that does not
 * know of the change and lets a fuller cap take from what comes under the next. The second must be seen to fail.
 */
describe("where caps change within a year", {timeout: 120_000}, () => {
  let cities: City[];
  beforeAll(async () => {
    cities = await Promise.all(SEEDS.map(cityOf));
  });
  afterAll(() => {
    for (const {db} of cities ?? []) db.close();
  });

  it("a signed claim with a fresh key never lowers its unit, and moves no other", async () => {
    let rose = 0;
    let fellBefore = 0;
    for (const city of cities) {
      const steady = city.world.claims.filter(claim => isSteady(city.plain, claim.rule));
      for (let time = 0; time < 2 && steady.length; time++) {
        const fresh = city.units.map((unit, i) => ({
          ...freshClaim(city.plain.words, city.random.pick(steady), i, AS_OF),
          unit
        }));
        const one = (claim: Claim): boolean => city.random.percent(50) || claim === fresh[0];
        const claims = [...city.world.claims, ...fresh.filter(one)];
        const given = new Set(claims.slice(city.world.claims.length).map(({unit}) => unit));
        for (const policy of [city.policy, unaware(city.policy)]) {
          const before = await totalsOf(city, policy, city.world.claims);
          const after = await totalsOf(city, policy, claims);
          const lowered = [...before].filter(([key, points]) => after.get(key)! < points);
          if (policy !== city.policy) fellBefore += lowered.length;
          else {
            expect([city.seed, lowered]).toEqual([city.seed, []]);
            const moved = [...after].filter(([key, points]) => (before.get(key) ?? 0) !== points);
            expect(moved.filter(([key]) => !given.has(key.split(" ")[2]!))).toEqual([]);
            rose += moved.length;
          }
        }
      }
    }
    expect([rose > 50, fellBefore > 3]).toEqual([true, true]);
  });

  it("raising a cap, a limit or a step never lowers a total", async () => {
    let rose = 0;
    let fellBefore = 0;
    for (const city of cities) {
      const raised = raises(city.plain, city.random).map((plain, i) =>
        parsePolicy(policyText(plain), `raised-${i}.yaml`)
      );
      for (const change of [(policy: Policy) => policy, unaware]) {
        const scenario = (id: string, policy: Policy): Scenario => ({
          id,
          asOf: AS_OF,
          readings: city.readings,
          policy: change(policy)
        });
        await putClaims(city.db, city.plain, city.world.claims);
        await runLedger(city.db, change(city.policy), [
          scenario("base", city.policy),
          ...raised.map((policy, i) => scenario(`${i}`, policy))
        ]);
        const rows = await city.db.all<{key: string; change: number}>(`
          SELECT r.scenario || ' ' || basis || ' ' || r.year || ' ' || r.unit_id AS key, CAST(r.points - b.points AS INTEGER) AS change
          FROM (SELECT scenario, basis, year, unit_id, SUM(points) AS points FROM ${RUN} GROUP BY ALL) AS r
          JOIN (SELECT basis, year, unit_id, SUM(points) AS points FROM ${RUN} WHERE scenario = 'base' GROUP BY ALL) AS b
            USING (basis, year, unit_id)
          WHERE r.points <> b.points`);
        const lowered = rows.filter(row => row.change < 0);
        if (change === unaware) fellBefore += lowered.length;
        else {
          expect([city.seed, lowered]).toEqual([city.seed, []]);
          rose += rows.length;
        }
      }
    }
    expect([rose > 50, fellBefore > 3]).toEqual([true, true]);
  });
});

interface City {
  seed: number;
  plain: PlainPolicy;
  policy: Policy;
  readings: ReadonlyMap<string, string>;
  world: PlainWorld;
  units: string[];
  random: Random;
  db: Database;
}

async function cityOf(seed: number): Promise<City> {
  const plain = cappedPolicy(seed);
  const random = randomFrom(seed);
  const given = plainWorld(plain, {seed, claims: 400, asOf: AS_OF, perUnit: 20});
  const units = given.units.map(unit => unit.unit_id).filter((id, i, ids) => ids.indexOf(id) === i);
  // Every unit has as many: enough to meet the caps, too few to be above all of them.
  const world = {...given, claims: given.claims.map((claim, i) => ({...claim, unit: units[i % units.length]!}))};
  const db = await openPlainWorld(world);
  await db.run(`CREATE SCHEMA score;\n${createTables([])}`);
  const readings = new Map(Object.entries(readingsOf(plain, random)));
  return {seed, plain, policy: parsePolicy(policyText(plain), `seed-${seed}.yaml`), readings, world, units, random, db};
}

/** Returns the policy as one whose caps are thought never to change within a year. */
function unaware(policy: Policy): Policy {
  return {...policy, bonus: {...policy.bonus!, capParts: 1, limitParts: 1}};
}

/**
 * Returns whether one more claim leaves the worth of the rule's others as it is, or makes it greater. It does not where
 * a later number is worth less and stands under another cap, or under other steps, than the earlier one; nor under a
 * limit that changes, which the rule's points then meet on another day.
 */
function isSteady({rules, limits}: PlainPolicy, id: string): boolean {
  const rule = rules[Number(id.slice(1)) - 1];
  if (!rule || changingLimits(limits).includes(id)) return false;
  return "by" in firstEarn(rule) || changeDays([rule.caps, rule.earn]).length === 0;
}

function changingLimits(limits: PlainPolicy["limits"]): string[] {
  return limits
    .filter(({max}) => changeDays(max).length)
    .flatMap(({over}) => JSON.stringify(over).match(/R\d+/g) ?? []);
}

function firstEarn({earn}: PlainRule): object {
  let value: object = earn;
  while (!("plain" in value)) {
    const inner = value as {options?: Record<string, object>; dated?: {value: object}[]};
    value = inner.dated ? inner.dated[0]!.value : Object.values(inner.options!)[0]!;
  }
  return value.plain as object;
}

/** Returns the policy with one number raised, several times: a cap, a step of a rule under no changing limit, or a limit. */
function raises(plain: PlainPolicy, random: Random): PlainPolicy[] {
  const spare = changingLimits(plain.limits);
  return Array.from({length: 6}, () => {
    const copy = structuredClone(plain);
    const rules = copy.rules.filter((_, i) => !spare.includes(`R${i + 1}`));
    const numbers = [
      ...rules.flatMap(rule => numbersIn(rule.caps)),
      ...rules.filter(rule => !("by" in firstEarn(rule))).flatMap(rule => numbersIn(rule.earn)),
      ...copy.limits.flatMap(limit => numbersIn(limit.max))
    ];
    random.pick(numbers).plain += random.pick([50, 200, 700]);
    return copy;
  });
}

/** Returns every wrapped number inside; the numbers of steps are bare. */
function numbersIn(value: unknown): {plain: number}[] {
  if (typeof value !== "object" || value === null) return [];
  const own = typeof (value as {plain?: unknown}).plain === "number" ? [value as {plain: number}] : [];
  return [...own, ...Object.values(value).flatMap(numbersIn)];
}

async function totalsOf(
  {db, plain, readings}: City,
  policy: Policy,
  claims: readonly Claim[]
): Promise<Map<string, number>> {
  await putClaims(db, plain, claims);
  await runLedger(db, policy, [{id: "base", asOf: AS_OF, readings}]);
  const rows = await db.all<{key: string; points: number}>(`
    SELECT basis || ' ' || year || ' ' || unit_id AS key, CAST(SUM(points) AS INTEGER) AS points FROM ${RUN} GROUP BY ALL`);
  return new Map(rows.map(({key, points}) => [key, points]));
}

async function putClaims(db: Database, {begins}: PlainPolicy, claims: readonly Claim[]): Promise<void> {
  await fill(db, "claims", claims);
  await db.run("DELETE FROM score.bonus_inputs");
  await fillInputs(db, begins);
}
