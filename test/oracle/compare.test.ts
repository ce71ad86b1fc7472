import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {score} from "../../scoring/score.ts";
import {inFull} from "../full.ts";
import {bandsByHand} from "./band.ts";
import {haicheng, scoreBySql, settingsFor} from "./engine.ts";
import {type Generated, GROUPS, generate} from "./generate.ts";
import {BASES, type LedgerRow, READINGS, type Readings, scoreByHand} from "./oracle.ts";
import {rankByHand} from "./rank.ts";
import {
  countDispositions,
  differences,
  openWorld,
  rankingLine,
  readLines,
  readRanking,
  readScores,
  scoreLines
} from "./world.ts";

const AS_OF = "2025-06-30";
const CLAIMS = inFull(25_000, 100_000);
/** Each other option by itself has fewer to agree on, but in the long run as many. */
const CLAIMS_BY_OPTION = inFull(4_000, CLAIMS);

/** The default readings, and each other option by itself. */
const CHOICES: Readings[] = [
  {},
  ...Object.entries(READINGS).flatMap(([id, options]) => options.slice(1).map(option => ({[id]: option})))
];

describe.each([
  [CLAIMS, CHOICES.slice(0, 1)],
  [CLAIMS_BY_OPTION, CHOICES.slice(1)]
])("the SQL and the oracle on %i claims", {timeout: 180_000}, (claims, choices) => {
  let world: Generated;
  let db: Database;
  beforeAll(async () => {
    world = generate({seed: 20251, claims, asOf: AS_OF});
    db = await openWorld(world.claims, world.units);
  });
  afterAll(() => db.close());

  for (const readings of choices) {
    it(`agree on every row and rank with ${JSON.stringify(readings)}`, async () => {
      await scoreBySql(db, {asOf: AS_OF, readings});
      for (const basis of BASES) {
        const ledger = scoreByHand(world.claims, {asOf: AS_OF, basis, readings});
        expect(differences(ledger, await readLines(db, "score.bonus_ledger", {basis, sources: true}), true)).toEqual(
          []
        );
        const ranking = rankByHand(ledger, world.units, GROUPS, {asOf: AS_OF, basis});
        expect(ranking.length).toBeGreaterThan(claims / 100);
        expect(await readRanking(db, basis)).toEqual(ranking.map(rankingLine));
        if (basis === "signed" && readings === CHOICES[0]) expectEveryDisposition(ledger);
      }
    });
  }
});

describe("score(db, {policies, settings})", {timeout: 180_000}, () => {
  for (const asOf of ["2021-10-29", "2024-02-29", "2025-12-31"]) {
    it(`publishes the oracle's ledger, scores and ranking as of ${asOf}`, async () => {
      const {claims, units} = generate({seed: 7, claims: 200, asOf, perUnit: 25});
      const db = await openWorld(claims, units);
      await score(db, {policies: [haicheng()], settings: settingsFor(asOf)});
      for (const basis of BASES) {
        const ledger = scoreByHand(claims, {asOf, basis});
        expect(differences(ledger, await readLines(db, "score.bonus_ledger", {basis, sources: true}), true)).toEqual(
          []
        );
        const ranking = rankByHand(ledger, units, GROUPS, {asOf, basis});
        expect(await readRanking(db, basis)).toEqual(ranking.map(rankingLine));
        expect(await readScores(db, basis)).toEqual(scoreLines(ledger, ranking, asOf));
      }
      db.close();
    });
  }
});

describe("the rank band", {timeout: 180_000}, () => {
  it("is what scoring every combination of readings in every case of pending claims gives", async () => {
    const asOf = "2023-12-31";
    const {claims, units} = inOneGroup(generate({seed: 11, claims: 100, asOf, perUnit: 14}));
    const db = await openWorld(claims, units);
    await score(db, {policies: [haicheng()], settings: settingsFor(asOf)});
    const rows = await db.all<{key: string; best: number; worst: number}>(
      `SELECT year || ' ' || "group" || ' ' || unit_id AS key, band_best AS best, band_worst AS worst
      FROM score.bonus_ranking
      WHERE basis = 'signed'`
    );
    const bands = bandsByHand(claims, units, GROUPS, asOf);
    expect(rows.filter(({best, worst}) => best < worst).length).toBeGreaterThan(10);
    expect(new Map(rows.map(({key, best, worst}) => [key, {best, worst}]))).toEqual(bands);
    db.close();
  });
});

/** Few units in many groups would hardly ever change places. */
function inOneGroup({claims, units}: Generated): Generated {
  return {claims, units: units.map(unit => ({...unit, kind: "镇"}))};
}

function expectEveryDisposition(ledger: readonly LedgerRow[]): void {
  const seldom = [...countDispositions(ledger)].filter(([, count]) => count < inFull(50, 100));
  expect(seldom).toEqual([]);
}
