import {expect} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {scoreBySql} from "./engine.ts";
import {GROUPS} from "./generate.ts";
import {BASES, type Disposition} from "./oracle.ts";
import {type PlainWorld, plainWorld} from "./plainClaims.ts";
import {scorePlain} from "./plainOracle.ts";
import {type PlainPolicy, policyText} from "./plainPolicy.ts";
import {type Random, randomFrom} from "./random.ts";
import {rankByHand} from "./rank.ts";
import {differences, fill, openWorld, rankingLine, readLines, readRanking} from "./world.ts";

export interface Compared {
  /** How often each disposition occurs on the official basis. */
  dispositions: Map<Disposition, number>;
  contested: number;
  /** Rows that a cap over several rules takes points from. */
  limited: number;
  /** Rows whose sum goes on from the points under an earlier cap of the year, which took some away. */
  carried: number;
}

/**
 * Scores claims by chance under the policy, by SQL and by hand, with the default readings or (each further time) with
 * others by chance, and expects every row and every rank to be the same; what differs is said together with the seed.
 */
export async function comparePolicy(
  plain: PlainPolicy,
  {
    seed,
    claims: count,
    asOf,
    times = 1,
    first = "default"
  }: {seed: number; claims: number; asOf: string; times?: number; first?: "default" | "chance"}
): Promise<Compared> {
  const policy = parsePolicy(policyText(plain), `seed-${seed}.yaml`);
  const {claims, units, settled} = plainWorld(plain, {seed, claims: count, asOf});
  const random = randomFrom(seed);
  const rules = plain.rules.map((_, i) => `R${i + 1}`);
  const found: Compared = {dispositions: new Map(), contested: 0, limited: 0, carried: 0};
  const db = await openPlainWorld({claims, units, settled});
  try {
    for (let time = 0; time < times; time++) {
      const readings = readingsOf(plain, time || first === "chance" ? random : null);
      const name = JSON.stringify({seed, asOf, readings});
      await scoreBySql(db, {asOf, readings, policy});
      for (const basis of BASES) {
        const ledger = scorePlain(plain, claims, {asOf, basis, readings});
        const lines = await readLines(db, "score.bonus_ledger", {basis, sources: true});
        expect([name, basis, differences(ledger, lines, true)]).toEqual([name, basis, []]);
        const ranking = rankByHand(ledger, units, GROUPS, {asOf, basis, policy: {...plain, rules}});
        expect([name, basis, await readRanking(db, basis, rules)]).toEqual([name, basis, ranking.map(rankingLine)]);
        if (basis !== "signed") continue;
        for (const {disposition, contested} of ledger) {
          found.dispositions.set(disposition, (found.dispositions.get(disposition) ?? 0) + 1);
          if (contested) found.contested++;
        }
      }
      if (policy.bonus!.limited) {
        const [row] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM temp.main.run WHERE points < own_points");
        found.limited += row!.n;
      }
      const own = policy.bonus!.limited ? "points = own_points" : "TRUE";
      const [row] = await db.all<{n: number}>(`SELECT COUNT(*) AS n
FROM (
  SELECT *, SUM(raw) OVER (
    PARTITION BY basis, year, unit_id, rule_id, cap_group ORDER BY nth ROWS UNBOUNDED PRECEDING
  ) AS plain
  FROM temp.main.run
  WHERE nth IS NOT NULL
)
WHERE basis = 'signed' AND cumulative < plain AND ${own}`);
      found.carried += row!.n;
    }
  } finally {
    db.close();
  }
  return found;
}

/** Opens a database in memory whose `core` holds the world and nothing else. */
export async function openPlainWorld({claims, units, settled}: PlainWorld): Promise<Database> {
  const db = await openWorld(claims, units);
  await fill(db, "settled_claims", settled);
  return db;
}

/** Returns the default options, or others by chance. */
export function readingsOf({readings}: PlainPolicy, random: Random | null): Record<string, string> {
  const chosen = Object.entries(readings).map(([id, options]) => [id, random ? random.pick(options) : options[0]!]);
  return Object.fromEntries(chosen);
}
