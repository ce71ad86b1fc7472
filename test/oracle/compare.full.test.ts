import {describe, expect, it} from "vitest";
import {scoreBySql} from "./engine.ts";
import {GROUPS, generate} from "./generate.ts";
import {BASES, DISPOSITIONS, READINGS, type Readings, scoreByHand} from "./oracle.ts";
import {type Random, randomFrom} from "./random.ts";
import {rankByHand} from "./rank.ts";
import {countDispositions, differences, openWorld, rankingLine, readLines, readRanking} from "./world.ts";

const CLAIMS = 100_000;
const AS_OF = [
  "2025-12-31",
  "2025-06-30",
  "2026-01-01",
  "2024-02-29",
  "2022-01-01",
  "2025-01-01",
  "2023-12-31",
  "2025-10-01",
  "2024-12-31",
  "2026-06-30"
];

describe(`the SQL and the oracle on ${AS_OF.length} times ${CLAIMS} claims`, () => {
  const seen = new Map<string, number>();

  for (const [i, asOf] of AS_OF.entries()) {
    it(`agree as of ${asOf} with the default readings and with some by chance`, {timeout: 300_000}, async () => {
      const {claims, units} = generate({seed: 1000 + i, claims: CLAIMS, asOf, perUnit: [25, 18, 32][i % 3]!});
      const db = await openWorld(claims, units);
      const random = randomFrom(i + 1);
      for (const readings of [{}, anyReadings(random), anyReadings(random)]) {
        await scoreBySql(db, {asOf, readings});
        for (const basis of BASES) {
          const ledger = scoreByHand(claims, {asOf, basis, readings});
          const lines = await readLines(db, "score.bonus_ledger", {basis, sources: true});
          expect([readings, differences(ledger, lines, true)]).toEqual([readings, []]);
          const ranking = rankByHand(ledger, units, GROUPS, {asOf, basis});
          expect(await readRanking(db, basis)).toEqual(ranking.map(rankingLine));
          if (basis !== "signed" || Object.keys(readings).length) continue;
          for (const [word, count] of countDispositions(ledger)) seen.set(word, (seen.get(word) ?? 0) + count);
        }
      }
      db.close();
    });
  }

  it("have met every disposition at least 1,000 times", () => {
    expect(DISPOSITIONS.filter(word => (seen.get(word) ?? 0) < 1000)).toEqual([]);
    expect([...seen.values()].reduce((a, b) => a + b)).toBeGreaterThanOrEqual(1_000_000);
  });
});

function anyReadings(random: Random): Readings {
  return Object.fromEntries(Object.entries(READINGS).map(([id, options]) => [id, random.pick(options)]));
}
