import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {RUN_AUDITS, resultAudits, runAudits} from "../../scoring/audit.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {runLedger} from "../../scoring/ledger.ts";
import {claim, claims, HAICHENG, scoredCity, settingsOf, towns} from "./bonusCity.ts";

const RULES = ["R1", "R2", "R3", "R4", "R5"];

/** What is done to the results, and the audit that must see it. */
const TAMPERED: [damage: string, audit: string][] = [
  [
    "UPDATE run SET points = 0 WHERE points = 500",
    "points of a cap group are the lesser of the cap and the sum of raw"
  ],
  ["UPDATE run SET points = -100 WHERE disposition = 'over_cap'", "points lie between 0 and raw"],
  ["UPDATE run SET points = raw + 100 WHERE disposition = 'counted'", "points lie between 0 and raw"],
  [
    "UPDATE run SET raw = 100 WHERE disposition = 'not_signed'",
    "a claim that does not count has no points and no number"
  ],
  [
    "UPDATE run SET nth = NULL WHERE disposition = 'counted'",
    "a claim that does not count has no points and no number"
  ],
  ["DELETE FROM run WHERE disposition = 'not_signed'", "each claim stands once in every basis and scenario"],
  [
    "INSERT INTO run SELECT * FROM run WHERE disposition = 'not_scored'",
    "each claim stands once in every basis and scenario"
  ],
  [
    "UPDATE run SET claim_id = 'made up' WHERE disposition = 'not_scored'",
    "each claim stands once in every basis and scenario"
  ],
  [
    "UPDATE run SET dup_of = 'nobody' WHERE disposition = 'duplicate'",
    "the claim that a duplicate repeats counts itself"
  ],
  ["UPDATE run SET dup_of = NULL WHERE disposition = 'duplicate'", "the claim that a duplicate repeats counts itself"],
  ["UPDATE run SET year = NULL WHERE disposition = 'not_scored'", "no key, disposition or number of points is missing"],
  [
    "UPDATE run SET contested = NULL WHERE disposition = 'not_scored'",
    "no key, disposition or number of points is missing"
  ],
  [
    "UPDATE score.bonus_ranking SET rank = 2 WHERE rank = 1",
    "rank is one more than the number of units in the group with a higher total"
  ],
  ["UPDATE score.bonus_scores SET points = points + 1", "the ledger adds up to the scores"],
  ["DELETE FROM score.bonus_ledger WHERE points > 0", "the ledger adds up to the scores"],
  ["DELETE FROM score.bonus_scores WHERE points > 0", "the ledger adds up to the scores"],
  ["UPDATE score.bonus_scores SET cap_loss = cap_loss + 1", "the ledger adds up to the scores"],
  ["UPDATE score.bonus_ranking SET total = total + 1, r1 = r1 + 1", "the scores add up to the ranking"],
  ["UPDATE score.bonus_ranking SET r1 = r1 + 1", "the rules of a ranking row add up to its total"],
  ["UPDATE score.bonus_ranking SET band_best = rank + 1 WHERE basis = 'signed'", "the rank band contains the rank"],
  ["UPDATE score.bonus_ranking SET band_worst = NULL", "the rank band contains the rank"]
];

describe("runAudits(db, audits)", () => {
  let db: Database;
  beforeAll(async () => {
    const person = {person_key: "p"};
    db = await scoredCity({
      units: towns("甲镇", "乙镇"),
      claims: [
        ...claims(9, "R1"),
        claim("R1", person),
        claim("R2", {...person, unit: "乙镇"}),
        claim("R5", {signed_on: null}),
        claim("N")
      ]
    });
    await runLedger(db, HAICHENG, [baseScenario(HAICHENG, settingsOf())]);
  });
  afterAll(() => db.close());

  const all = [...RUN_AUDITS, ...resultAudits(RULES)];

  test("is silent where everything holds", async () => {
    await runAudits(db, all);
  });

  for (const [damage, audit] of TAMPERED) {
    test(`sees: ${damage}`, async () => {
      await db.run("BEGIN");
      try {
        await db.run(damage);
        const failed: string[] = [];
        for (const one of all) await runAudits(db, [one]).catch(() => failed.push(one.name));
        expect(failed).toContain(audit);
        await expect(runAudits(db, all)).rejects.toThrow(/^audit failed: .*: \{/);
      } finally {
        await db.run("ROLLBACK");
      }
    });
  }

  test("each audit has a damage that only it or few others see", () => {
    expect(all.map(({name}) => name).filter(name => !TAMPERED.some(([, audit]) => audit === name))).toEqual([]);
  });
});
