import {describe, expect, test} from "vitest";
import {type CapLoss, type CountedItem, capLosses} from "../../scoring/capLoss.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {readCapLosses} from "../../scoring/readCapLoss.ts";
import {chosenReadings} from "../../scoring/reading.ts";
import {cappedPolicy} from "../oracle/cappedPolicy.ts";
import {openPlainWorld} from "../oracle/comparePolicy.ts";
import {scoreBySql} from "../oracle/engine.ts";
import {plainWorld} from "../oracle/plainClaims.ts";
import {type PlainPolicy, policyText} from "../oracle/plainPolicy.ts";
import {randomPolicy} from "../oracle/randomPolicy.ts";
import {YUNZHOU} from "../policies/yunzhou.ts";
import {HAICHENG} from "./bonusCity.ts";

const [BASE, FIRST] = YUNZHOU;
const CITY = parsePolicy(BASE!.text, BASE!.file);
const AMENDED = parsePolicy(BASE!.text, BASE!.file, {amendments: [FIRST!]});

/** [claim, rule, day, code, raw, points] of one unit and policy year, in the order of their numbers. */
type Row = [string, string, string, string | null, number, number];

function losses(policy: Policy, rows: readonly Row[], year = 2024): Record<string, CapLoss[]> {
  const numbers = new Map<string, number>();
  const items = rows.map(([claimId, ruleId, eventOn, level, raw, points]): CountedItem => {
    const nth = (numbers.get(ruleId) ?? 0) + 1;
    numbers.set(ruleId, nth);
    return {unitId: "甲", year, ruleId, claimId, eventOn, nth, raw, points, facts: {level}};
  });
  return Object.fromEntries(capLosses(policy, chosenReadings(policy.readings), items));
}

describe("capLosses(policy, readings, items)", () => {
  test("is empty where nothing is taken", () => {
    expect(losses(HAICHENG, [["a", "R3", "2025-03-01", null, 100, 100]], 2025)).toEqual({});
  });

  test("names the rule's cap, what there was under it, and the clause", () => {
    const rows = [1, 2, 3, 4, 5].map((n): Row => [`${n}`, "R3", `2025-03-0${n}`, null, 100, n < 5 ? 100 : 0]);
    expect(losses(HAICHENG, rows, 2025)).toEqual({
      5: [
        {
          ...{title: null, rules: ["R3"], codes: null, max: 400, used: 400, taken: 100},
          clause: "激励奖励制度 二（二）3"
        }
      ]
    });
  });

  test("names of several caps the one over the item's code, and the limit where that takes some too", () => {
    // Four cities' at 0.25 fill the lower cap of 1; two nations' at 1.5 the upper of 3, of which the limit leaves 2.5.
    const rows: Row[] = [
      ...[1, 2, 3, 4, 5].map((n): Row => [`市${n}`, "R4", `2024-08-0${n}`, "市级", 250, n < 5 ? 250 : 0]),
      ["国1", "R4", "2024-09-01", "国家级", 1500, 1500],
      ["国2", "R4", "2024-09-02", "国家级", 1500, 1000],
      ["国3", "R4", "2024-09-03", "国家级", 1500, 0]
    ];
    const together = {
      title: "平台、活动、宣传合计",
      rules: ["R4", "R5", "R6"],
      codes: null,
      max: 3500,
      clause: "第十一条"
    };
    expect(losses(CITY, rows)).toEqual({
      市5: [
        {title: null, rules: ["R4"], codes: ["县区级", "市级"], max: 1000, used: 1000, taken: 250, clause: "第七条"}
      ],
      国2: [{...together, used: 2500, taken: 500}],
      国3: [
        {title: null, rules: ["R4"], codes: ["省部级", "国家级"], max: 3000, used: 3000, taken: 1500, clause: "第七条"}
      ]
    });
    // One more county's under a fuller limit: its own cap takes a part of it, the limit the rest.
    const both: Row[] = [
      ["省1", "R4", "2024-08-01", "省部级", 600, 600],
      ...[1, 2, 3].map((n): Row => [`活${n}`, "R5", `2024-08-1${n}`, null, 200, 200]),
      ...[1, 2, 3].map((n): Row => [`宣${n}`, "R6", `2024-08-2${n}`, null, 300, 300]),
      ["国1", "R4", "2024-09-01", "国家级", 1500, 1400],
      ["国2", "R4", "2024-09-02", "国家级", 1500, 0]
    ];
    expect(losses(CITY, both).国2).toMatchObject([
      {rules: ["R4"], max: 3000, used: 2100, taken: 600},
      {rules: ["R4", "R5", "R6"], max: 3500, used: 3500, taken: 900}
    ]);
  });

  test("stands on the amendment from its day, and goes on from what there is by then", () => {
    const rows: Row[] = [
      ...Array.from({length: 3}, (_, i): Row => [`前${i}`, "R1", `2024-08-0${i + 1}`, null, 1500, i < 2 ? 1500 : 1200]),
      ["后", "R1", "2024-11-01", null, 1500, 800]
    ];
    const found = losses(AMENDED, rows);
    expect(found.前2).toMatchObject([{max: 4200, used: 3000, taken: 300, clause: "第四条"}]);
    expect(found.后).toMatchObject([{max: 5000, used: 4200, taken: 700, clause: "云人才发〔2024〕9号 第一条"}]);
  });

  test("throws where the ledger says otherwise", () => {
    expect(() => losses(HAICHENG, [["a", "R3", "2025-03-01", null, 500, 500]], 2025)).toThrow(/a has 500 .* 400/);
  });
});

describe("readCapLosses under policies by chance", {timeout: 120_000}, () => {
  const cases: [string, PlainPolicy, number][] = [
    ...[2, 5, 7].map((seed): [string, PlainPolicy, number] => [`random ${seed}`, randomPolicy(seed), seed]),
    ...[1, 3].map((seed): [string, PlainPolicy, number] => [`caps ${seed}`, cappedPolicy(seed), seed])
  ];
  let [own, limited, both] = [0, 0, 0];
  test.each(cases)("takes from each claim what the ledger has taken (%s)", async (_, plain, seed) => {
    const policy = parsePolicy(policyText(plain), `seed-${seed}.yaml`);
    const asOf = "2024-12-31";
    const db = await openPlainWorld(plainWorld(plain, {seed, claims: 1500, asOf}));
    try {
      await scoreBySql(db, {asOf, readings: {}, policy});
      const years = await db.all<{year: number}>("SELECT DISTINCT year FROM score.bonus_ledger ORDER BY year");
      for (const {year} of years) {
        const found = await readCapLosses(
          db,
          {policy, readings: chosenReadings(policy.readings)},
          {year, basis: "signed"}
        );
        const columns = policy.bonus!.limited ? "own_points" : "points AS own_points";
        const rows = await db.all<{claim_id: string; raw: number; own_points: number; points: number}>(
          `SELECT claim_id, raw, ${columns}, points FROM temp.main.run WHERE year = $1 AND basis = 'signed'`,
          [year]
        );
        for (const {claim_id, raw, own_points, points} of rows) {
          const expected = [
            ...(own_points < raw ? [["own", raw - own_points]] : []),
            ...(points < own_points ? [["limit", own_points - points]] : [])
          ];
          const said = found.get(claim_id) ?? [];
          expect([claim_id, said.map(({rules, taken}) => [rules.length > 1 ? "limit" : "own", taken])]).toEqual([
            claim_id,
            expected
          ]);
          if (own_points < raw) own++;
          if (points < own_points) limited++;
          if (expected.length === 2) both++;
          // What is left of it is the room that there was.
          for (const {rules, used, max, clause} of said) {
            const left = rules.length > 1 ? points : own_points;
            expect([claim_id, Math.max(0, max - used), clause !== ""]).toEqual([claim_id, left, true]);
          }
        }
      }
    } finally {
      db.close();
    }
  });

  test("has met caps, limits, and both at once", () => {
    expect([own > 100, limited > 100, both > 5]).toEqual([true, true, true]);
  });
});
