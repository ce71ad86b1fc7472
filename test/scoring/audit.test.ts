import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {ledgerAudits, resultAudits, runAudits} from "../../scoring/audit.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {runLedger} from "../../scoring/ledger.ts";
import {builtin, claim, claims, HAICHENG, scoredCity, settingsOf, towns} from "./bonusCity.ts";

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

  const all = [...ledgerAudits(HAICHENG), ...resultAudits(RULES)];

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

/** A cap over several rules, and one of a rule, that change within the year. */
const LIMITED = builtin(
  "haicheng-2021-2",
  [
    "\nrank:",
    '\nlimits: [{over: [R4, R5], max: [{from: 2021-10-29, value: "1.2", cite: yearly}, {from: 2025-08-01, value: "1.1", cite: yearly, transition: by_event_date}], cite: yearly}]\nrank:'
  ],
  [
    'caps: [{max: "0.4"}]',
    'caps: [{max: [{from: 2021-10-29, value: "0.2", cite: bonus3}, {from: 2025-05-01, value: "0.4", cite: bonus3, transition: by_event_date}]}]'
  ]
);

/** What is done to a ledger under these caps, and the audits that must see it. */
const LIMITED_DAMAGE: [damage: string, audits: string[]][] = [
  // The whole limit gone: every rule for itself is still sound.
  ["UPDATE run SET points = own_points", ["points of a limit are the lesser of the cap and the sum of raw"]],
  [
    "UPDATE run SET points = points - 100 WHERE rule_id = 'R4' AND points = 500",
    ["points of a limit are the lesser of the cap and the sum of raw"]
  ],
  [
    "UPDATE run SET own_points = 500 WHERE rule_id = 'R4' AND own_points = 0",
    ["points of a cap group are the lesser of the cap and the sum of raw"]
  ],
  // 1.1 while the limit was 1.2: between the two.
  [
    "UPDATE run SET points = points - 100 WHERE rule_id = 'R4' AND points = 200 AND own_points = 500",
    ["points of an item in a limit that changes are what the cap of its day leaves"]
  ],
  // Given in March what the lower cap takes: between the two caps, but not by the day.
  [
    "UPDATE run SET points = 100, own_points = 100 WHERE rule_id = 'R3' AND event_on = DATE '2025-03-01'",
    ["points of an item in a cap group that changes are what the cap of its day leaves"]
  ],
  [
    "UPDATE run SET points = 0, own_points = 0 WHERE rule_id = 'R3' AND event_on = DATE '2025-06-01'",
    ["points of an item in a cap group that changes are what the cap of its day leaves"]
  ],
  [
    "UPDATE run SET points = 0, own_points = 0 WHERE rule_id = 'R3'",
    [
      "points of a cap group are the lesser of the cap and the sum of raw",
      "points of an item in a cap group that changes are what the cap of its day leaves"
    ]
  ]
];

describe("ledgerAudits(policy) with a cap over several rules and one that changes within the year", () => {
  let db: Database;
  beforeAll(async () => {
    const meetings = ["01", "02", "03", "06"].map(month => claim("R3", {event_on: `2025-${month}-01`}));
    const late = {reviewed_on: "2025-07-01", signed_on: "2025-07-01"};
    const rows = [...meetings, ...claims(5, "R4"), claim("R5")].map(row => ({...row, ...late}));
    db = await scoredCity({units: towns("甲镇"), claims: rows}, {policies: [LIMITED]});
    await runLedger(db, LIMITED, [baseScenario(LIMITED, settingsOf())]);
  });
  afterAll(() => db.close());

  test("has three more than a policy without, and all are silent where everything holds", async () => {
    expect(ledgerAudits(LIMITED).length - ledgerAudits(HAICHENG).length).toBe(3);
    await runAudits(db, ledgerAudits(LIMITED));
    const rows = await db.all<{rule_id: string; points: number}>(
      "SELECT rule_id, CAST(SUM(points) AS BIGINT) AS points FROM run WHERE basis = 'signed' GROUP BY rule_id ORDER BY rule_id"
    );
    // Two tenths before May, and one after: it is the fourth, and 0.4 is then the cap.
    expect(rows).toEqual([
      {rule_id: "R3", points: 300},
      {rule_id: "R4", points: 1200},
      {rule_id: "R5", points: 0}
    ]);
  });

  for (const [damage, audits] of LIMITED_DAMAGE) {
    test(`sees: ${damage}`, async () => {
      await db.run("BEGIN");
      try {
        await db.run(damage);
        const failed: string[] = [];
        for (const one of ledgerAudits(LIMITED)) await runAudits(db, [one]).catch(() => failed.push(one.name));
        expect(failed).toEqual(expect.arrayContaining(audits));
      } finally {
        await db.run("ROLLBACK");
      }
    });
  }
});
