import {afterEach, expect, test} from "vitest";
import type {Row} from "../../../loaders/database.ts";
import {readSatisfaction} from "../../../publish/sitedata/satisfaction.ts";
import {satisfactionPage} from "../../../src/components/satisfaction.ts";
import {type City, city} from "../../scoring/city.ts";
import {factsOf, wordsOf} from "./pages.ts";

let town: City;
afterEach(() => town.close());

const RATING = {rated_on: "2025-06-01", channel: "电话问询", unit: "u1", item: "P1", rating: "满意"};
const WEIGHTS = {非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0};

function ratings(count: number, more: Row = {}): Row[] {
  return Array.from({length: count}, () => ({...RATING, ...more}));
}

async function rated(rows: readonly Row[], index: Readonly<Record<string, number>> = {}) {
  town = await city({ratings: rows.map((row, i) => ({...row, rating_id: `E${i}`}))}, {index});
  const facts = factsOf({satisfactionIndex: index}, {u1: "甲镇", u2: "乙镇", u3: "丙镇"});
  const data = await readSatisfaction(town.db, facts);
  return {data, words: wordsOf(satisfactionPage(facts, data))};
}

test("the whole city's counts leave out a unit that alone is hidden, and the page says so", async () => {
  const {data, words} = await rated([
    ...ratings(20),
    ...ratings(10, {unit: "u2", rating: "不满意"}),
    ...ratings(4, {unit: "u3"})
  ]);
  // 20 + 10 shown by unit: 34 in all would tell that the third has 4.
  expect(data.years).toEqual([{year: 2025, n: 30, satisfied: 20, unhappy: 10}]);
  expect(data.items).toEqual([{item: "P1", n: 30, satisfied: 20}]);
  expect(words).toContain("全市数不含该单位");
  expect(words).toContain("（20/30）");
  expect(words).not.toContain("34");
});

test("with a hidden item goes the smallest of the others", async () => {
  const {data, words} = await rated([...ratings(30), ...ratings(12, {item: "Q1"}), ...ratings(3, {item: "Q2"})]);
  expect(data.items).toEqual([{item: "P1", n: 30, satisfied: 30}]);
  expect(data).toMatchObject({hiddenItems: 2, unitLeftOut: false});
  expect(words).toContain("另有2项");
});

test("a year with few ratings is hidden, which is not the same as none", async () => {
  const {data, words} = await rated(ratings(4));
  expect(data).toMatchObject({years: [], items: [], yearHidden: true});
  expect(words).toContain("满意度评价份数少，不显示");
  expect(words).not.toContain("没有满意度评价");
});

test("满意度得分 stands beside the rate, named apart, with its weights", async () => {
  const {words} = await rated(
    [
      ...ratings(4, {rating: "非常满意"}),
      ...ratings(2),
      ...ratings(1, {rating: "不满意"}),
      ...ratings(2, {unit: "u2"})
    ],
    WEIGHTS
  );
  // (4 × 100 + 2 × 80 + 30) / 7 = 84.28…; 6 of 7 are satisfied.
  expect(words).toContain("甲镇|7|4|2|0|1|0|85.7%（6/7）|84.3|");
  expect(words).toContain("乙镇|—|—|—|—|—|—|人数少，不显示|—|");
  expect(words).toContain("满意度得分不是满意率");
  expect(words).toContain("非常满意100分、满意80分、基本满意60分、不满意30分、非常不满意0分");
});

test("without weights there is no 满意度得分", async () => {
  expect((await rated(ratings(7))).words).not.toContain("满意度得分");
});
