import {expect} from "vitest";
import {parsePolicy} from "../../scoring/policy.ts";
import {score} from "../../scoring/score.ts";
import {bandsOf} from "./band.ts";
import {openPlainWorld} from "./comparePolicy.ts";
import {settingsFor} from "./engine.ts";
import {GROUPS} from "./generate.ts";
import {plainWorld} from "./plainClaims.ts";
import {scorePlain} from "./plainOracle.ts";
import {policyText} from "./plainPolicy.ts";
import {randomPolicy} from "./randomPolicy.ts";

/**
 * Scores a small city under a policy by chance, audits and all, and expects its rank bands to be what scoring every
 * combination of readings by hand in every case of pending claims gives; returns how many bands are wider than a rank.
 */
export async function compareBands(seed: number): Promise<number> {
  const asOf = ["2024-06-30", "2024-07-01"][seed % 2]!;
  const plain = randomPolicy(seed);
  const world = plainWorld(plain, {seed, claims: 90, asOf, perUnit: 13});
  const units = world.units.map(unit => ({...unit, kind: "镇"}));
  // Whatever is pending is so on one more claim in four.
  const claims = world.claims.map((claim, i) => (i % 4 ? claim : {...claim, signed_on: null}));
  const policy = parsePolicy(policyText(plain), `seed-${seed}.yaml`);
  const db = await openPlainWorld({claims, units, settled: world.settled});
  try {
    await score(db, {policies: [policy], settings: settingsFor(asOf)});
    const rows = await db.all<{key: string; best: number; worst: number}>(
      `SELECT year || ' ' || "group" || ' ' || unit_id AS key, band_best AS best, band_worst AS worst
      FROM score.bonus_ranking
      WHERE basis = 'signed'`
    );
    const bands = bandsOf({
      claims,
      units,
      groups: GROUPS,
      asOf,
      policy: {...plain, rules: plain.rules.map((_, i) => `R${i + 1}`)},
      readings: plain.readings,
      score: (some, readings) => scorePlain(plain, some, {asOf, basis: "claimed", readings})
    });
    expect([seed, new Map(rows.map(({key, best, worst}) => [key, {best, worst}]))]).toEqual([seed, bands]);
    return rows.filter(({best, worst}) => best < worst).length;
  } finally {
    db.close();
  }
}
