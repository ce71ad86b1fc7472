import {afterEach, expect, test} from "vitest";
import {createCore} from "../../../loaders/core.ts";
import {type Database, openDatabase, type Row} from "../../../loaders/database.ts";
import type {GradeRow} from "../../../publish/sitedata/shownGrades.ts";
import {hideWaiting, readWaiting, type WaitingData} from "../../../publish/sitedata/waiting.ts";
import {score} from "../../../scoring/score.ts";
import {waitingSection, waitingUnits} from "../../../src/components/waiting.ts";
import {claim, HAICHENG, LIAOCHENG, settingsOf, towns} from "../../scoring/bonusCity.ts";
import {fill} from "../../scoring/city.ts";
import {factsOf, textOf} from "./pages.ts";

let db: Database;
afterEach(() => db.close());

const facts = factsOf({years: [2024, 2025]}, {甲镇: "甲镇", 乙镇: "乙镇", 丙镇: "丙镇"});

async function waiting(datasets: Readonly<Record<string, readonly Row[]>>, signed = "{}"): Promise<WaitingData> {
  db = await openDatabase();
  await db.run(createCore());
  await fill(db, {units: towns("甲镇", "乙镇", "丙镇"), ...datasets});
  await score(db, {policies: [HAICHENG, LIAOCHENG], settings: settingsOf()});
  // What the state of a year is told from.
  await db.run(`CREATE SCHEMA meta; CREATE SCHEMA quality;
CREATE TABLE meta.settings AS SELECT * FROM (VALUES ('city', '示例市'), ('as_of', '2025-12-31'), ('policies', '[]'), ('groups', '[]'),
  ('thresholds', '{"minCell": 5}'), ('publish', '{"public": false, "years": ${signed}}')) AS t("key", value);
CREATE TABLE quality.issues (file VARCHAR, sheet VARCHAR, row INTEGER, severity VARCHAR);
CREATE TABLE quality.load_report (file VARCHAR, dataset VARCHAR);`);
  return readWaiting(db, facts);
}

test("claims wait from their review to as-of; signed, refused and unreviewed ones do not", async () => {
  const data = await waiting({
    claims: [
      claim("R3", {reviewed_on: "2025-12-01", signed_on: null}), // 30 days
      claim("R4", {reviewed_on: "2025-12-21", signed_on: null}), // 10 days
      claim("R4", {unit: "乙镇", event_on: "2024-06-01", reviewed_on: "2024-12-31", signed_on: null}), // 365 days, of 2024
      claim("R4", {unit: "丙镇"}), // signed
      claim("R4", {unit: "丙镇", review: "待审核", reviewed_on: null, signed_on: null})
    ]
  });
  expect(data.kinds).toEqual([
    {
      kind: "claims",
      count: 3,
      ofYear: 2,
      oldest: 365,
      units: [
        {unitId: "甲镇", count: 2, oldest: 30},
        {unitId: "乙镇", count: 1, oldest: 365}
      ]
    }
  ]);
  const words = textOf(waitingSection(facts, data));
  expect(words).toContain("等待签批：申报3条");
  expect(words).toContain("3条本年度2条|365天|甲镇（2条）、乙镇（1条）|");
  expect(textOf(waitingUnits(facts, data, "claims")!)).toContain("甲镇|2|30|");
  expect(waitingUnits(facts, data, "items")).toBeNull();
});

test("items wait for approval, explanations of what is overdue for the head", async () => {
  const item = {unit: "甲镇", subject: "事", category: "1", method: "随机抽查"};
  const late = {
    ...item,
    approved_on: "2025-01-01",
    visited_on: "2025-01-02",
    notice_on: "2025-01-03",
    due_on: "2025-02-01"
  };
  const data = await waiting({
    inspections: [
      {...item, inspection_id: "D1", notified_on: "2025-05-01"},
      {...late, inspection_id: "D2", explained_on: "2025-12-11"}, // 20 days
      {...late, inspection_id: "D3", unit: "乙镇", explained_on: "2025-12-11", read_on: "2025-12-12"},
      {...late, inspection_id: "D4", unit: "丙镇", explained_on: "2025-03-01", closed_on: "2025-03-02"}
    ]
  });
  expect(
    data.kinds.map(({kind, count, oldest, units}) => [kind, count, oldest, units.map(({unitId}) => unitId)])
  ).toEqual([
    ["items", 1, null, ["甲镇"]],
    ["explanations", 1, 20, ["甲镇"]]
  ]);
});

test("grades of few in a district are not told, nor is the district that would tell them", async () => {
  const people = [...Array(6).fill("甲镇"), ...Array(7).fill("乙镇"), ...Array(2).fill("丙镇")] as string[];
  const data = await waiting({
    talents: people.map((district, i) => ({
      talent_id: `T${i}`,
      district,
      category: "A类",
      recognised_on: "2024-01-01"
    })),
    assessments: people.map((_, i) => ({
      ...{talent_id: `T${i}`, year: 2025, county_grade: "合格", county_on: "2025-12-01"},
      // Two of the seven are filed.
      filed_on: i === 6 || i === 7 ? "2025-12-20" : null
    }))
  });
  const [grades] = data.kinds;
  expect(grades).toMatchObject({kind: "grades", count: 13, oldest: 30});
  // 甲镇 6, 乙镇 7 − 2 = 5, 丙镇 2: hidden, and the smallest of the others with it.
  expect(grades!.units).toEqual([
    {unitId: "甲镇", count: 6, oldest: 30},
    // By their names: in the order of their counts the larger would be told.
    {unitId: "丙镇", count: null, oldest: null},
    {unitId: "乙镇", count: null, oldest: null}
  ]);
});

test("where every district has few, none is named, and the county's counts of all are left out", async () => {
  const people = ["甲镇", "甲镇", "乙镇"];
  const data = await waiting({
    talents: people.map((district, i) => ({
      ...{talent_id: `T${i}`, district, category: "A类", recognised_on: "2024-01-01"}
    })),
    assessments: people.map((_, i) => ({talent_id: `T${i}`, year: 2025, county_grade: "合格", county_on: "2025-12-01"}))
  });
  expect(data.kinds).toMatchObject([{kind: "grades", count: 3, oldest: null, units: []}]);
  expect(textOf(waitingUnits(facts, data, "grades")!)).toContain("待市级备案：3人，按单位，多的在前");
  expect(textOf(waitingUnits(facts, data, "grades")!)).toContain("人数少，不分列");
  expect(textOf(waitingSection(facts, data))).toContain("3人|—|人数少，不分列|");
  const row = (key: string) => ({key, assessed: 9}) as GradeRow;
  const rows = ["甲镇", "乙镇", "丙镇"].map(row);
  expect(hideWaiting([{dimension: "district", rows}], data)[0]!.rows.map(({assessed}) => assessed)).toEqual([
    ...[null, null, null]
  ]);
});

test("years whose results are unsigned are named, the signed ones not", async () => {
  const data = await waiting({}, '{"2024": {"signedOn": "2025-01-20", "docNo": null, "objectionsUntil": null}}');
  expect(data.years).toEqual([2025]);
  expect(textOf(waitingSection(facts, data))).toContain("2025年度的结果本身还没有签批");
});
