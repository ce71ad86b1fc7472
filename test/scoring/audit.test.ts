import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {ledgerAudits, resultAudits, runAudits} from "../../scoring/audit.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {runLedger} from "../../scoring/ledger.ts";
import {builtin, claim, claims, HAICHENG, scoredCity, settingsOf, towns} from "./bonusCity.ts";

const RULES = ["R1", "R2", "R3", "R4", "R5"];

/** What is done to the results, and the audit that must see it. */
const TAMPERED: [damage: string, audit: string][] = [
  ["UPDATE run SET points = 0 WHERE points = 500", "封顶组的得分等于封顶与应得之和中较小的一个"],
  ["UPDATE run SET points = -100 WHERE disposition = 'over_cap'", "每条得分不小于0、不大于应得"],
  ["UPDATE run SET points = raw + 100 WHERE disposition = 'counted'", "每条得分不小于0、不大于应得"],
  ["UPDATE run SET raw = 100 WHERE disposition = 'not_signed'", "不计分的申报没有得分和序号，计分的有序号"],
  ["UPDATE run SET nth = NULL WHERE disposition = 'counted'", "不计分的申报没有得分和序号，计分的有序号"],
  ["DELETE FROM run WHERE disposition = 'not_signed'", "每条申报在每个口径、每个方案中恰好一行"],
  ["INSERT INTO run SELECT * FROM run WHERE disposition = 'not_scored'", "每条申报在每个口径、每个方案中恰好一行"],
  ["UPDATE run SET claim_id = 'made up' WHERE disposition = 'not_scored'", "每条申报在每个口径、每个方案中恰好一行"],
  ["UPDATE run SET dup_of = 'nobody' WHERE disposition = 'duplicate'", "重复的申报所重复的那一条自己计分"],
  ["UPDATE run SET dup_of = NULL WHERE disposition = 'duplicate'", "重复的申报所重复的那一条自己计分"],
  ["UPDATE run SET year = NULL WHERE disposition = 'not_scored'", "编号、处理结果和得分没有空缺"],
  ["UPDATE run SET contested = NULL WHERE disposition = 'not_scored'", "编号、处理结果和得分没有空缺"],
  ["UPDATE score.bonus_ranking SET rank = 2 WHERE rank = 1", "位次等于同组合计更高的单位数加1"],
  ["UPDATE score.bonus_scores SET points = points + 1", "台账各条之和等于各项得分"],
  ["DELETE FROM score.bonus_ledger WHERE points > 0", "台账各条之和等于各项得分"],
  ["DELETE FROM score.bonus_scores WHERE points > 0", "台账各条之和等于各项得分"],
  ["UPDATE score.bonus_scores SET cap_loss = cap_loss + 1", "台账各条之和等于各项得分"],
  ["UPDATE score.bonus_ranking SET total = total + 1, r1 = r1 + 1", "各项得分之和等于位次表的合计"],
  ["UPDATE score.bonus_ranking SET r1 = r1 + 1", "位次表每行各项之和等于合计"],
  [
    "UPDATE score.bonus_ranking SET band_best = rank + 1 WHERE basis = 'signed'",
    "位次区间包含位次，且只有已签批口径有区间"
  ],
  ["UPDATE score.bonus_ranking SET band_worst = NULL", "位次区间包含位次，且只有已签批口径有区间"]
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
        await expect(runAudits(db, all)).rejects.toThrow(/^计分结果没有通过核对，.*应当：.+。不符的行：\n {2}.+/);
      } finally {
        await db.run("ROLLBACK");
      }
    });
  }

  test("a failed one says what must hold, the rows in points, and what to do", async () => {
    await db.run("BEGIN");
    try {
      await db.run("UPDATE score.bonus_ranking SET total = total + 1, r1 = r1 + 1 WHERE total > 0");
      const failure = await runAudits(db, resultAudits(RULES)).catch((error: unknown) => error);
      if (!(failure instanceof UserError)) throw new Error("an expected failure was expected");
      expect(failure.status).toBe(3);
      // 甲镇 has nine persons: 0.5, then 0.1 each, at most 1.0.
      expect(failure.message.split("\n").slice(0, 2)).toEqual([
        "计分结果没有通过核对，没有采用，上一次的结果没有改动。应当：各项得分之和等于位次表的合计。不符的行：",
        expect.stringMatching(/^ {2}年度 2025，口径 \w+，组别 .+，单位 .+，合计 1.001，各项得分之和 1$/)
      ]);
      expect(failure.message).toMatch(/请不要发布，用 hengcai policy check 检查.*交给维护人员$/);
      expect(failure.message).not.toMatch(/[{}"]|audit|points|null/);
    } finally {
      await db.run("ROLLBACK");
    }
  });

  test("of many rows the first five are named, and it is said that there are more", async () => {
    const sql = "SELECT i AS claim_id, NULL AS cap, -100 AS points FROM range(6) AS t(i)";
    const failed = (limit: number) =>
      runAudits(db, [{name: "没有行", sql: `${sql} LIMIT ${limit}`}]).catch((error: Error) =>
        error.message.split("\n")
      );
    expect(await failed(5)).toHaveLength(1 + 5 + 1);
    expect((await failed(6))?.[6]).toBe("  ……（只列前5行）");
    expect((await failed(1))?.[1]).toBe("  申报编号 0，封顶 空，得分 -0.1");
  });

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
  ["UPDATE run SET points = own_points", ["合计封顶组的得分等于封顶与应得之和中较小的一个"]],
  [
    "UPDATE run SET points = points - 100 WHERE rule_id = 'R4' AND points = 500",
    ["合计封顶组的得分等于封顶与应得之和中较小的一个"]
  ],
  [
    "UPDATE run SET own_points = 500 WHERE rule_id = 'R4' AND own_points = 0",
    ["封顶组的得分等于封顶与应得之和中较小的一个"]
  ],
  // 1.1 while the limit was 1.2: between the two.
  [
    "UPDATE run SET points = points - 100 WHERE rule_id = 'R4' AND points = 200 AND own_points = 500",
    ["封顶有变动的合计封顶组中，每条得分等于当日封顶减去此前已得"]
  ],
  // Given in March what the lower cap takes: between the two caps, but not by the day.
  [
    "UPDATE run SET points = 100, own_points = 100 WHERE rule_id = 'R3' AND event_on = DATE '2025-03-01'",
    ["封顶有变动的封顶组中，每条得分等于当日封顶减去此前已得"]
  ],
  [
    "UPDATE run SET points = 0, own_points = 0 WHERE rule_id = 'R3' AND event_on = DATE '2025-06-01'",
    ["封顶有变动的封顶组中，每条得分等于当日封顶减去此前已得"]
  ],
  [
    "UPDATE run SET points = 0, own_points = 0 WHERE rule_id = 'R3'",
    ["封顶组的得分等于封顶与应得之和中较小的一个", "封顶有变动的封顶组中，每条得分等于当日封顶减去此前已得"]
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
