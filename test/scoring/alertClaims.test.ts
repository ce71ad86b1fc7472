import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {policyFacts} from "../../scoring/facts.ts";
import {parsePolicies} from "../../scoring/policy.ts";
import {YUNZHOU} from "../policies/yunzhou.ts";
import {type City, city} from "./city.ts";

const UNITS = [
  {unit_id: "u1", name: "甲镇", kind: "镇"},
  {unit_id: "u2", name: "乙镇", kind: "镇"}
];

/** What the alerts read of the ledger and the ranking: the basis of all claims, and other rows that must not count. */
const LEDGER = `
CREATE TABLE score.bonus_ledger (
  year INTEGER, basis VARCHAR, scenario VARCHAR, unit_id VARCHAR, clause VARCHAR, claim_id VARCHAR,
  points BIGINT, disposition VARCHAR, dup_of VARCHAR, contested BOOLEAN
);
INSERT INTO score.bonus_ledger VALUES
  (2025, 'claimed', 'base', 'u1', '二（二）1', 'S1', 500, 'counted', NULL, true),
  (2025, 'claimed', 'base', 'u2', '二（二）1', 'S2', 0, 'duplicate', 'S1', true),
  (2021, 'claimed', 'base', 'u2', '二（二）4', 'S3', 0, 'not_in_force', NULL, false),
  (2024, 'claimed', 'base', 'u1', '二（二）4', 'S4', 500, 'counted', NULL, false),
  (2025, 'claimed', 'base', 'u2', '二（二）4', 'S5', 500, 'counted', NULL, false),
  (2025, 'claimed', 'base', 'u1', '二（二）3', 'S6', 100, 'counted', NULL, false),
  (2025, 'claimed', 'base', 'u2', '二（二）3', 'S7', 0, 'over_cap', NULL, false),
  (2025, 'claimed', 'base', 'u2', '二（二）3', 'S8', 0, 'duplicate', 'S7', false),
  (2025, 'claimed', 'base', 'u1', '二（二）4', 'S9', 500, 'counted', NULL, false),
  (2025, 'claimed', 'base', 'u2', '二（二）4', 'S10', 0, 'rejected', NULL, false),
  (2026, 'claimed', 'base', 'u1', '二（二）4', 'S11', 0, 'out_of_period', NULL, false),
  (2025, 'signed', 'base', 'u2', '二（二）1', 'S2', 0, 'duplicate', 'S9', false),
  (2025, 'claimed', 'other', 'u2', '二（二）1', 'S2', 0, 'duplicate', 'S8', false);
CREATE TABLE score.bonus_inputs (claim_id VARCHAR, unit_id VARCHAR, person_key VARCHAR, event_year INTEGER);
INSERT INTO score.bonus_inputs VALUES ('S1', 'u1', 'p', 2025), ('S2', 'u2', 'p', 2025), ('S6', 'u1', NULL, 2025);
CREATE TABLE score.bonus_ranking (year INTEGER, basis VARCHAR, "group" VARCHAR, rank INTEGER, unit_id VARCHAR, total BIGINT);
INSERT INTO score.bonus_ranking VALUES
  (2025, 'signed', '镇', 1, 'a', 900), (2025, 'signed', '镇', 2, 'b', 500), (2025, 'signed', '镇', 3, 'c', 200),
  (2025, 'signed', '镇', 3, 'd', 200), (2025, 'claimed', '镇', 3, 'e', 200),
  (2024, 'signed', '镇', 1, 'a', 0), (2024, 'signed', '镇', 1, 'b', 0), (2024, 'signed', '镇', 1, 'c', 0),
  (2024, 'signed', '镇', 1, 'd', 0),
  (2025, 'signed', '开发区', 1, 'f', 200), (2025, 'signed', '开发区', 2, 'g', 100), (2025, 'signed', '开发区', 2, 'h', 100);
`;

const CLAIM = {unit: "u1", rule: "R1", event_on: "2025-12-01"};
const CLAIMS: readonly Row[] = [
  {...CLAIM, claim_id: "S1", person_key: "p", claimed_points: 500},
  {...CLAIM, claim_id: "S2", unit: "u2", person_key: "p", claimed_points: 1050, signed_on: "2025-12-10"},
  {...CLAIM, claim_id: "S3", unit: "u2", rule: "R4", event_on: "2021-01-01", claimed_points: 500},
  {...CLAIM, claim_id: "S4", rule: "R4", article_key: "a", event_on: "2024-05-01"},
  {...CLAIM, claim_id: "S5", rule: "R4", article_key: "a", unit: "u2"},
  {...CLAIM, claim_id: "S6", rule: "R3", event_key: "e", signed_on: "2025-12-10"},
  {...CLAIM, claim_id: "S7", rule: "R3", event_key: "e", unit: "u2"},
  {...CLAIM, claim_id: "S8", rule: "R3", event_key: "own", unit: "u2"},
  {...CLAIM, claim_id: "S9", rule: "R4", article_key: "b"},
  {...CLAIM, claim_id: "S10", rule: "R4", article_key: "b", unit: "u2"},
  {...CLAIM, claim_id: "S11", rule: "R4", article_key: "b", event_on: "2026-01-01"}
];

let full: City;
beforeAll(async () => {
  full = await city({units: UNITS, claims: CLAIMS}, {before: LEDGER});
});
afterAll(() => full.close());

async function of(code: string): Promise<string[]> {
  return (await full.rows("alerts"))
    .filter(row => row.code === code)
    .map(row => `${row.level} ${row.subject_kind} ${row.subject} ${row.year}: ${row.message}`);
}

const DECISION = {subject: "claims/S1", field: "归属单位", reason: "核实", decided_by: "人才办主任"};

/** Returns the alerts on S1 and S2, one person claimed by two units, after the decisions: unit and day of each. */
async function settled(...decided: readonly [unit: string, day: string][]): Promise<string[]> {
  const decisions = decided.map(([, decided_on], i) => ({...DECISION, decision_id: `C${i + 1}`, decided_on}));
  const settle = decided.map(
    ([unit, day], i) => `INSERT INTO core.settled_claims VALUES ('S1', '${unit}', 'C${i + 1}', DATE '${day}');`
  );
  const town = await city({units: UNITS, claims: CLAIMS, decisions}, {before: `${LEDGER}${settle.join("\n")}`});
  const rows = await town.rows("alerts");
  town.close();
  return rows
    .filter(({code, subject}) => code === "A13" && ["S1", "S2"].includes(String(subject)))
    .map(({level, subject, message}) => `${level} ${subject}: ${message}`);
}

describe("A13 on a person whom the office gave to a unit", () => {
  test("is a note that says whose, by whom and when, on every claim of the person", async () => {
    expect(await settled(["u2", "2025-12-08"])).toEqual([
      "蓝 S1: 与其他单位申报了同一人，人才办主任已于2025年12月8日裁定归乙镇（裁定C1），请按裁定签批。",
      "蓝 S2: 与其他单位申报了同一人，人才办主任已于2025年12月8日裁定归乙镇（裁定C1），请按裁定核对签批；与申报S1为同一人，只计一次。"
    ]);
  });

  test("tells the later of two decisions", async () => {
    const [first] = await settled(["u2", "2025-12-09"], ["u1", "2025-12-08"]);
    expect(first).toContain("2025年12月9日裁定归乙镇（裁定C1）");
  });

  test("stays red where the unit has no claim that could count", async () => {
    const lines = await settled(["u3", "2025-12-08"]);
    expect(lines.map(line => line[0])).toEqual(["红", "红"]);
  });
});

describe("A13", () => {
  const lines = async (level: string) => (await of("A13")).filter(line => line.startsWith(level));

  test("holds what two units claim, or one unit twice: a person, a meeting, an article, on the basis of all claims", async () => {
    expect(await lines("红")).toEqual([
      "红 claim S1 2025: 与其他单位申报了同一人，签批前须核定归属。",
      "红 claim S2 2025: 与其他单位申报了同一人，且已签批，请复核归属；与申报S1为同一人，只计一次。",
      "红 claim S6 2025: 与其他单位申报了同一会议活动，且已签批，请复核归属。",
      "红 claim S7 2025: 与其他单位申报了同一会议活动，签批前须核定归属。",
      "红 claim S8 2025: 与申报S7为同一会议活动，只计一次。"
    ]);
  });

  test("is yellow for an article of an earlier year", async () => {
    expect(await lines("黄")).toEqual(["黄 claim S5 2025: 乙镇申报的同一稿件在2024年度已有申报，请核实是否重复。"]);
  });

  test("does not hold a claim for one that was refused, nor for one of another year", async () => {
    const told = (await of("A13")).map(line => line.split(" ")[2]);
    for (const id of ["S4", "S9", "S10", "S11"]) expect(told).not.toContain(id);
  });
});

test("A14 tells a claim outside the rule's time, and hoped-for points that are not the computed ones", async () => {
  expect(await of("A14")).toEqual([
    "黄 claim S3 2021: 事项发生时该条款不在施行期内，请核对发生日期或退回。",
    "黄 unit u2 2025: 乙镇申报分值合计1.05，按申报口径（待审核、待签批的也计入）依制度计算为0.0，请向申报单位说明。"
  ]);
});

test("A15 tells a tie that makes the first three places more than three units", async () => {
  expect(await of("A15")).toEqual(["蓝 group 镇 2025: 前三位有并列，共4个单位，表彰名额请先定取舍。"]);
});

test("where there is no ledger and no ranking, their alerts are none", async () => {
  const bare = await city({units: UNITS, claims: CLAIMS});
  expect(await bare.rows("alerts")).toEqual([]);
  bare.close();
});

test("alerts stand the gravest first, one row for each level, code, subject and year", async () => {
  const rows = await full.rows("alerts");
  const order = rows.map(row => `${"红黄蓝".indexOf(String(row.level))} ${row.code}`);
  expect(order).toEqual([...order].sort());
  const keys = rows.map(row => [row.level, row.code, row.subject_kind, row.subject, row.year].join(" "));
  expect(new Set(keys).size).toBe(keys.length);
});

test("no message names a claim's subject or person", async () => {
  const town = await city(
    {units: UNITS, claims: CLAIMS.map(row => ({...row, subject: "引进某某某博士", person_id: "T-0001"}))},
    {before: LEDGER}
  );
  const text = JSON.stringify(await town.rows("alerts"));
  expect(text).toContain("S2");
  expect(text).not.toContain("某某某");
  expect(text).not.toContain("T-0001");
  town.close();
});

test("takes what each rule's claims are about from the policy: a platform is R4 in another city, a person R3, an article R6", async () => {
  const row = (year: number, unit: string, claim: string, disposition = "counted") =>
    `(${year}, 'claimed', 'base', '${unit}', '条', '${claim}', 100, '${disposition}', NULL, false)`;
  const before = `${LEDGER}
DELETE FROM score.bonus_ledger;
DELETE FROM score.bonus_ranking;
INSERT INTO score.bonus_ledger VALUES
  ${row(2025, "u1", "T1")}, ${row(2025, "u2", "T2")}, ${row(2024, "u1", "T3")}, ${row(2025, "u1", "T4")},
  ${row(2024, "u1", "T5")}, ${row(2025, "u2", "T6")}, ${row(2025, "u1", "T7")}, ${row(2025, "u2", "T8")};`;
  const claims = [
    {claim_id: "T1", rule: "R4", event_key: "e"},
    {claim_id: "T2", rule: "R4", event_key: "e", unit: "u2"},
    {claim_id: "T3", rule: "R3", person_key: "p"},
    {claim_id: "T4", rule: "R3", person_key: "p"},
    {claim_id: "T5", rule: "R6", article_key: "a"},
    {claim_id: "T6", rule: "R6", article_key: "a", unit: "u2"},
    // What is no part of a rule's key is nothing that its claims are about.
    {claim_id: "T7", rule: "R7", event_key: "f"},
    {claim_id: "T8", rule: "R7", event_key: "f", unit: "u2"}
  ].map(one => ({...CLAIM, ...one}));
  const bonus = policyFacts(parsePolicies(YUNZHOU)[0]!, new Map());
  const town = await city({units: UNITS, claims}, {before, bonus});
  const rows = (await town.rows("alerts")).map(({subject, message}) => `${subject}: ${message}`);
  town.close();
  expect(rows).toEqual([
    "T1: 与其他单位申报了同一创新平台，签批前须核定归属。",
    "T2: 与其他单位申报了同一创新平台，签批前须核定归属。",
    "T4: 甲镇申报的同一人在2024年度已有申报，请核实是否重复。",
    "T6: 乙镇申报的同一稿件在2024年度已有申报，请核实是否重复。"
  ]);
});
