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

test("an item with fewer ratings than a dot must rest on is listed, and neither drawn nor called the lowest", async () => {
  const {words} = await rated([...ratings(30), ...ratings(29, {item: "Q1", rating: "不满意"})]);
  expect(words).toContain("对“政策”的满意率最低，100.0%");
  expect(words).toContain("有效评价少于30份的1项只列表，不画");
  expect(words).toContain("履职尽责|0.0%（0/29）|");
  expect(words).toContain("虚线是办公室设定的提示线80%");
});

test("where no item has enough ratings nothing is drawn", async () => {
  const {words} = await rated(ratings(29));
  expect(words).toContain("各项有效评价都不足30份，只列表，不画");
  expect(words).not.toContain("虚线是办公室设定的提示线");
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

test("who is satisfied stands by sector, kind of rater and quarter, each with n and interval", async () => {
  const {data, words} = await rated([
    ...ratings(40, {sector: "企业", rater_kind: "11"}),
    ...ratings(10, {sector: "企业", rater_kind: "11", rating: "不满意"}),
    ...ratings(30, {sector: "学校", rater_kind: "12", rated_on: "2025-02-01"}),
    ...ratings(6, {sector: "医院", rater_kind: "12", rated_on: "2025-02-01"}),
    ...ratings(2, {sector: "机关", rater_kind: "12", rated_on: "2025-02-01"})
  ]);
  const of = (dimension: string) => data.parts.find(part => part.dimension === dimension)!;
  // 机关's two are hidden, and the smallest of the others with them.
  expect(of("sector")).toMatchObject({
    rows: [
      {key: "企业", n: 50, satisfied: 40},
      {key: "学校", n: 30, satisfied: 30}
    ],
    hidden: 2
  });
  expect(of("rater_kind").rows.map(({key, n}) => [key, n])).toEqual([
    ["11", 50],
    ["12", 38]
  ]);
  expect(of("quarter").rows.map(({key, n}) => [key, n])).toEqual([
    ["1", 38],
    ["2", 50]
  ]);
  expect(words).toContain("按所在领域看，企业的满意率最低，80.0%");
  expect(words).toContain("另有2项份数少，不显示");
  // Wilson, 40 of 50.
  expect(words).toContain("企业|80.0%（40/50）|67.0%～88.8%|");
  expect(words).toContain("第二季度|80.0%（40/50）|");
});

test("unhappy ratings by item stand over the years, few of a year hidden", async () => {
  const {data, words} = await rated([
    ...ratings(16, {rated_on: "2024-06-01"}),
    ...ratings(4, {rated_on: "2024-06-01", rating: "非常不满意"}),
    ...ratings(9, {rating: "满意"}),
    ...ratings(1, {rating: "不满意"}),
    ...ratings(6, {item: "Q1"}),
    ...ratings(3, {item: "Q2"})
  ]);
  expect(data.unhappy.find(({item}) => item === "P1")!.years).toEqual([
    {year: 2024, n: 20, unhappy: 4},
    {year: 2025, n: 10, unhappy: 1}
  ]);
  expect(data.unhappy.find(({item}) => item === "Q2")!.years[1]).toEqual({year: 2025, n: null, unhappy: null});
  expect(words).toContain("“政策”的不满意占比最高，10.0%（1件）");
  expect(words).toContain("政策|4/20|1/10|");
  expect(words).toContain("办事效率|—|份数少|");
});

test("of what came back by each channel it is said how much is valid, of the one unit left out nothing", async () => {
  const {data, words} = await rated([
    ...ratings(20),
    ...ratings(5, {valid: false}),
    ...ratings(10, {unit: "u2", channel: "问卷调查", rating: "不了解"}),
    ...ratings(12, {unit: "u2", channel: "问卷调查"}),
    ...ratings(4, {unit: "u3"})
  ]);
  expect(data.unitLeftOut).toBe(true);
  expect(data.channels).toEqual([
    {channel: "电话问询", received: 25, valid: 20},
    {channel: "问卷调查", received: 22, valid: 22}
  ]);
  expect(words).toContain("收回的评价有效率89.4%（42/47）");
  expect(words).toContain("电话问询|25|20|80.0%|");
});

test("where a channel brought few ratings the channels are not told apart", async () => {
  const {data, words} = await rated([...ratings(20), ...ratings(3, {channel: "问卷调查"})]);
  expect(data.channels.map(({valid}) => valid)).toEqual([null, null]);
  expect(words).toContain("有的渠道份数少，各渠道的份数不显示");
  expect(words).not.toContain("收回的评价有效率");
});
