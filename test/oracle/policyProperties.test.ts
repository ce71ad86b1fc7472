import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {compile, type Scenario} from "../../scoring/compile.ts";
import {parametersSql} from "../../scoring/ledger.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {inFull} from "../full.ts";
import {openPlainWorld, readingsOf} from "./comparePolicy.ts";
import {scoreBySql} from "./engine.ts";
import {freshClaim} from "./freshClaim.ts";
import {type PlainWorld, plainWorld} from "./plainClaims.ts";
import {policyText} from "./plainPolicy.ts";
import {randomFrom} from "./random.ts";
import {randomPolicy} from "./randomPolicy.ts";
import {fill, openWorld} from "./world.ts";

const AS_OF = "2025-06-30";
const SEEDS = inFull([21, 22], [21, 22, 23, 24]);

interface Line {
  year: number;
  basis: string;
  unit_id: string;
  claim_id: string;
  points: number;
  disposition: string;
}

let db: Database;
beforeAll(async () => {
  db = await openWorld([], []);
});
afterAll(() => db.close());

describe("for any policy and any claims", {timeout: 120_000}, () => {
  const cities = SEEDS.map(seed => {
    const plain = randomPolicy(seed, {within: false});
    const policy = parsePolicy(policyText(plain), `seed-${seed}.yaml`);
    return {seed, plain, policy, world: plainWorld(plain, {seed, claims: 800, asOf: AS_OF, perUnit: 40})};
  });

  it("the order of the input changes nothing", async () => {
    for (const {seed, policy, world} of cities) {
      const other = {...world, claims: world.claims.toReversed(), units: world.units.toReversed()};
      expect([seed, await ledgerOf(policy, other)]).toEqual([seed, await ledgerOf(policy, world)]);
    }
  });

  it("renaming units renames the output only", async () => {
    for (const {seed, policy, world} of cities) {
      const codes = [...new Set(world.claims.map(claim => claim.unit))].sort();
      const names = new Map(codes.map((code, i) => [code, codes[codes.length - 1 - i]!]));
      const named = (code: string): string => names.get(code) ?? code;
      const renamed = {
        units: world.units.map(unit => ({...unit, unit_id: named(unit.unit_id)})),
        claims: world.claims.map(claim => ({...claim, unit: named(claim.unit)})),
        settled: world.settled.map(one => ({...one, unit: named(one.unit)}))
      };
      const expected = (await ledgerOf(policy, world)).map(line => ({...line, unit_id: named(line.unit_id)}));
      expect([seed, await ledgerOf(policy, renamed)]).toEqual([seed, expected]);
    }
  });

  // Where something changes within a year: capProperties.test.ts.
  it("signed claims with fresh keys never lower their units where nothing changes within a year, and move no others", async () => {
    let rose = 0;
    for (const {seed, plain, policy, world} of cities) {
      const random = randomFrom(seed);
      const fresh = Array.from({length: 8}, (_, i) => freshClaim(plain.words, random.pick(world.claims), i, AS_OF));
      const before = totals(await ledgerOf(policy, world));
      const after = totals(await ledgerOf(policy, {...world, claims: [...world.claims, ...fresh]}));
      for (const [key, points] of after) {
        const earlier = before.get(key) ?? 0;
        if (fresh.some(claim => key.endsWith(` ${claim.unit}`)))
          expect([seed, key, points >= earlier]).toEqual([seed, key, true]);
        else expect([seed, key, points]).toEqual([seed, key, earlier]);
        if (points > earlier) rose++;
      }
    }
    expect(rose).toBeGreaterThan(5);
  });

  for (const seed of [1, 2]) {
    it(`one scenario inside a run of many equals that scenario alone (seed ${seed})`, async () => {
      const plain = randomPolicy(seed);
      const policy = parsePolicy(policyText(plain), `seed-${seed}.yaml`);
      const random = randomFrom(seed);
      const scenarios = Array.from({length: 4}, (_, i): Scenario => {
        const readings = new Map(Object.entries(readingsOf(plain, i ? random : null)));
        return {id: `s${i}`, asOf: i % 2 ? "2024-12-31" : AS_OF, readings};
      });
      const db = await openPlainWorld(plainWorld(plain, {seed, claims: 1000, asOf: AS_OF}));
      await scoreBySql(db, {asOf: AS_OF, policy});
      const rows = async (some: readonly Scenario[]): Promise<string[]> => {
        const {tables, sql} = compile(policy, some);
        await db.run(parametersSql(tables, "score"));
        const found = await db.all<{line: string}>(
          `SELECT CAST(l AS VARCHAR) AS line FROM (${sql}) AS l ORDER BY scenario, basis, claim_id`
        );
        return found.map(({line}) => line);
      };
      const many = await rows(scenarios);
      const alone: string[] = [];
      for (const one of scenarios) alone.push(...(await rows([one])));
      db.close();
      expect(new Set(alone.map(line => line.replace(/'?scenario'?: '?s\d'?/, ""))).size).toBeGreaterThan(
        alone.length / 4
      );
      expect(many).toEqual(alone);
    });
  }
});

async function ledgerOf(policy: Policy, world: PlainWorld): Promise<Line[]> {
  await fill(db, "units", world.units);
  await fill(db, "claims", world.claims);
  await fill(db, "settled_claims", world.settled);
  await scoreBySql(db, {asOf: AS_OF, policy});
  return db.all<Line & Record<string, string | number>>(
    "SELECT year, basis, unit_id, claim_id, points, disposition FROM score.bonus_ledger ORDER BY basis, claim_id"
  );
}

function totals(lines: readonly Line[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const {basis, year, unit_id, points} of lines) {
    const key = `${basis} ${year} ${unit_id}`;
    sums.set(key, (sums.get(key) ?? 0) + points);
  }
  return sums;
}
