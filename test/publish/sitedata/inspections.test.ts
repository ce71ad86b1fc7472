import {afterEach, expect, test} from "vitest";
import type {Row} from "../../../loaders/database.ts";
import {readInspections, readUnitInspections} from "../../../publish/sitedata/inspections.ts";
import {inspectionsPage} from "../../../src/components/inspections.ts";
import {type City, city} from "../../scoring/city.ts";
import {factsOf, wordsOf} from "./pages.ts";

let town: City;
afterEach(() => town.close());

const ITEM = {
  unit: "u1",
  subject: "事项",
  category: "1",
  method: "随机抽查",
  approved_on: "2025-02-01",
  visited_on: "2025-02-03"
};
const NOTICE = {notice_no: "1号", notice_on: "2025-02-04"};

async function inspected(rows: readonly Row[], {asOf = "2025-12-31", units = [] as Row[]} = {}) {
  const inspections = rows.map((row, i) => ({...ITEM, inspection_id: `D${i}`, ...row}));
  town = await city({inspections, units}, {asOf});
  const facts = factsOf({asOf}, {u1: "甲镇", v1: "甲村", v2: "乙村", u2: "乙镇"});
  const data = await readInspections(town.db, facts);
  return {data, words: wordsOf(inspectionsPage(facts, data))};
}

function steps(funnel: readonly {name: string; count: number}[]): Record<string, number> {
  return Object.fromEntries(funnel.map(({name, count}) => [name, count]));
}

test("a numbered notice dated after as-of is not given yet, and a visit after as-of makes no year", async () => {
  const {data} = await inspected(
    [
      {notice_no: "1号", notice_on: "2025-07-01"},
      {notice_no: "2号"},
      {visited_on: "2025-08-01", approved_on: "2024-12-01", notified_on: null}
    ],
    {asOf: "2025-06-30"}
  );
  // The third item so far is but approved, in 2024.
  expect(steps(data.funnel)).toEqual({督查事项: 2, 下发督办通知单: 1, 反馈: 0, 核实: 0, 销号: 0, 归档: 0});
  expect(data.byCategory).toEqual([{category: "1", state: "督办中", count: 2}]);
  expect(data.byMethod).toEqual([{method: "随机抽查", count: 2}]);
});

test("what is closed before its due date counts among those closed or due", async () => {
  const {words} = await inspected([
    {...NOTICE, due_on: "2026-06-30", closed_on: "2025-03-01"},
    {...NOTICE, due_on: "2025-03-01"},
    {...NOTICE, due_on: "2026-06-30"}
  ]);
  expect(words).toContain("已办结或已到期的2份中按期办结1份，按期办结率50.0%");
  expect(words).toContain("按期办结数除以已办结或已到期数");
  expect(words).not.toMatch(/[^已]到期的2份|除以到期数/);
});

test("the page shows what the measure forbids: unapproved, forewarned, unexplained, unread", async () => {
  const late = {...NOTICE, due_on: "2025-03-01"};
  const {words} = await inspected([
    {approved_on: "2025-02-09"},
    {method: "暗访督查", notified_on: "2025-02-02"},
    {method: "暗访督查"},
    late,
    {...late, explained_on: "2025-03-09"},
    {...late, explained_on: "2025-03-09", read_on: "2025-03-10"}
  ]);
  expect(words).toContain("实地督查前没有组长签批|1|督查事项6项|");
  expect(words).toContain("暗访督查事先发了通知|1|暗访督查2项|");
  expect(words).toContain("逾期未结，没有情况说明|1|逾期未结3项|");
  expect(words).toContain("情况说明已提交，组长尚未阅示|1|已提交情况说明2项|");
  expect(words).toContain("程序核查：4种情形须核实");
  for (const said of ["未提交|", "已提交，未阅示|", "组长已阅示|"]) expect(words).toContain(said);
});

test("villages stand under their town, and the table is left out where no village has an item", async () => {
  const units = [
    {unit_id: "u1", name: "甲镇", kind: "镇"},
    {unit_id: "u2", name: "乙镇", kind: "镇"},
    {unit_id: "v1", name: "甲村", kind: "村", parent: "u1"},
    {unit_id: "v2", name: "乙村", kind: "村", parent: "u2"}
  ];
  const closed = {...NOTICE, due_on: "2025-03-01", closed_on: "2025-02-20"};
  const {data, words} = await inspected([{}, {...closed, unit: "v1"}, {...closed, unit: "v2"}], {units});
  expect(data.towns.map(({key, items, closedOnTime}) => [key, items, closedOnTime])).toEqual([
    ["u1", 2, 1],
    ["u2", 1, 1]
  ]);
  expect(words).toContain("甲镇|2|1|1|0|0|100.0%（1/1）|");
  town.close();
  const without = await inspected([{}, {unit: "u2"}], {units});
  expect(without.data.towns).toEqual([]);
  expect(without.words).not.toContain("归入所属镇");
});

test("closed notices that somebody verified are told apart from those closed alone, and undone ones are neither", async () => {
  const {data, words} = await inspected([
    {...NOTICE, due_on: "2025-06-30", verified_on: "2025-06-01", closed_on: "2025-06-02"},
    {...NOTICE, due_on: "2025-06-30", verified_on: "2025-06-01", closed_on: "2025-06-02"},
    {...NOTICE, due_on: "2025-06-30", closed_on: "2025-06-02"},
    {...NOTICE, due_on: "2025-06-30", verified_on: "2025-06-01"},
    {closed_on: "2025-06-02", verified_on: "2025-06-01"} // no notice was given
  ]);
  expect(data.closings).toEqual([{year: 2025, closed: 3, verified: 2}]);
  expect(words).toContain("销号率66.7%（2/3）");
});

test("villages of the directory with an item of the year are told over those that there are", async () => {
  const units = [
    {unit_id: "u1", name: "甲镇", kind: "镇"},
    {unit_id: "v1", name: "甲村", kind: "村", parent: "u1"},
    {unit_id: "v2", name: "乙村", kind: "社区", parent: "u1"},
    {unit_id: "v3", name: "丙村", kind: "村", parent: "u1", valid_to: "2025-01-01"}
  ];
  const {data, words} = await inspected([{unit: "v1"}, {unit: "u1"}], {units});
  expect(data.villages).toEqual({all: 2, visited: 1});
  expect(words).toContain("名录中的村（社区）抽查到50.0%（1/2）");
});

test("a unit's matters stand by year, those without a deadline among those of their year", async () => {
  await inspected([
    {visited_on: "2024-03-01", approved_on: "2024-02-01", notified_on: "2024-02-02"},
    {...NOTICE, due_on: "2025-03-01"},
    {visited_on: "2025-05-01"},
    {...NOTICE, due_on: "2025-06-01"}
  ]);
  const rows = (await readUnitInspections(town.db)).get("u1")!;
  expect(rows.map(({inspectionId, dueOn, notice}) => [inspectionId, dueOn, notice])).toEqual([
    ["D3", "2025-06-01", true],
    ["D1", "2025-03-01", true],
    ["D2", null, false],
    ["D0", null, false]
  ]);
});
