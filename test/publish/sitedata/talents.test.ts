import {afterEach, expect, test} from "vitest";
import type {Row} from "../../../loaders/database.ts";
import {leftOf, readTalents} from "../../../publish/sitedata/talents.ts";
import {talentSection, talentSummary} from "../../../src/components/talents.ts";
import {type City, city} from "../../scoring/city.ts";
import {factsOf, textOf} from "./pages.ts";

let town: City;
afterEach(() => town.close());

const facts = factsOf({years: [2024, 2025]}, {d1: "甲县", d2: "乙县", d3: "丙县"});

interface Group {
  people: number;
  more?: Row;
  /** Grades by year, filed at each year's end. */
  grades?: Readonly<Record<number, string>>;
}

async function stock(groups: readonly Group[]) {
  const talents: Row[] = [];
  const assessments: Row[] = [];
  for (const {people, more = {}, grades = {}} of groups) {
    for (let i = 0; i < people; i++) {
      const talent_id = `T${talents.length}`;
      talents.push({
        talent_id,
        district: "d1",
        category: "A类",
        recognised_on: "2022-01-01",
        post_status: "在职",
        ...more
      });
      for (const [year, grade] of Object.entries(grades)) {
        assessments.push({talent_id, year: Number(year), grade, filed_on: `${year}-12-01`});
      }
    }
  }
  town = await city({talents, assessments});
  return readTalents(town.db, facts);
}

test("stock, flows and their reasons add up year by year", async () => {
  const data = await stock([
    {people: 20},
    {people: 6, more: {recognised_on: "2024-12-31"}}, // joins 2024
    {people: 5, more: {recognised_on: "2025-12-31"}}, // joins 2025
    {people: 3, more: {recognised_on: "2026-01-01"}}, // not yet
    {people: 4, more: {term_to: "2025-12-30"}}, // ended 2025
    {people: 7, more: {term_to: "2025-12-31"}}, // the last day is still within
    {people: 2, more: {term_to: "2024-12-31"}}, // in the stock of 2024, gone in 2025
    {people: 1, grades: {2024: "不合格", 2025: "不合格"}} // cancelled 2025
  ]);
  // 2024: 20 + 4 + 7 + 2 + 1 = 34 before. 2025: 40 + 5 − (4 + 2) − 1 = 38.
  expect(data.years).toEqual([
    {year: 2024, before: 34, joined: 6, ended: 0, cancelled: 0, stock: 40},
    {year: 2025, before: 40, joined: 5, ended: 6, cancelled: 1, stock: 38}
  ]);
  const words = textOf(talentSummary(facts, data)!);
  expect(words).toContain("在管理期38人");
  expect(words).toContain("年初40人，新进5人，期满6人，取消资格1人");
  expect(words).toContain("上年年末 40人，↓2人");
});

test("terms that end within 90 and 180 days count those in post, and districts of few are hidden", async () => {
  const ends = (days: string, people: number, more: Row = {}): Group => ({people, more: {term_to: days, ...more}});
  const data = await stock([
    {people: 30},
    ends("2026-03-31", 6), // 90 days after 2025-12-31
    ends("2026-04-01", 8), // 91
    ends("2026-06-29", 9, {district: "d2"}), // 180
    ends("2026-06-30", 5, {district: "d2"}), // 181
    ends("2026-02-01", 7, {post_status: "调出"}), // left already
    ends("2026-02-01", 2, {district: "d3"}) // few
  ]);
  expect([data.within90, data.within180]).toEqual([8, 17]);
  expect(data.districts.map(row => [row.district, row.due, row.within90, row.within180])).toEqual([
    // 丙县's two would be told by the city's sums: with its due go those of 乙县, with its ending terms 甲县's six.
    ["d1", 51, null, 8],
    ["d2", null, 0, 9],
    ["d3", null, null, 0]
  ]);
  expect(data.posts).toEqual([
    {post: "在职", count: 60},
    {post: "调出", count: 7}
  ]);
  const words = textOf(talentSection(facts, data)!);
  expect(words).toContain("90天内8人，91～180天17人");
  expect(words).toContain("丙县|人数少|");
  // 30 + 6 + 8 + 9 + 5 + 7 + 2 in their term; nobody was recognised this year. The unit stands in the caption.
  expect(words).toContain("全市|67|0|8|17|");
  expect(words).not.toMatch(/\|[\d,]+人\|/);
  expect(words).toContain("管理期内已离岗7人");
});

test("a city of fewer than five shows nothing", async () => {
  const data = await stock([{people: 4}]);
  expect(data.years).toEqual([]);
  expect(talentSummary(facts, data)).toBeNull();
  expect(talentSection(facts, data)).toBeNull();
});

test("who left within the term is told over those due, without the retired and without those whose term is over", async () => {
  const data = await stock([
    {people: 40},
    {people: 7, more: {post_status: "辞职离岗"}},
    {people: 6, more: {post_status: "调出"}},
    {people: 9, more: {post_status: "退休"}},
    {people: 8, more: {post_status: "调出", term_to: "2025-06-30"}}
  ]);
  expect(leftOf(data, 70)).toEqual({part: 13, whole: 70});
  expect(textOf(talentSection(facts, data, 70)!)).toContain("流失率18.6%（13/70）");
  expect(leftOf(data, null)).toBeNull();
});

test("where few resigned nothing is said of those who left", async () => {
  const data = await stock([
    {people: 40},
    {people: 3, more: {post_status: "辞职离岗"}},
    {people: 6, more: {post_status: "调出"}}
  ]);
  expect(leftOf(data, 49)).toBeNull();
  expect(textOf(talentSection(facts, data, 49)!)).not.toContain("流失率");
});
