import {afterEach, expect, test} from "vitest";
import type {Row} from "../../../loaders/database.ts";
import {readAssessment} from "../../../publish/sitedata/assessment.ts";
import {assessmentPage} from "../../../src/components/assessment.ts";
import {type City, city} from "../../scoring/city.ts";
import {factsOf, wordsOf} from "./pages.ts";

let town: City;
afterEach(() => town.close());

interface Group {
  people: number;
  grade: string;
  unitGrade?: string;
  more?: Row;
  /** Of the assessment, where it is not as that of the others. */
  dates?: Row;
  year?: number;
}

/** Scores so many persons a group, assessed and filed for 2025 in step, and reads the page's data. */
async function assessed(groups: readonly Group[], units: readonly Row[] = []) {
  const talents: Row[] = [];
  const assessments: Row[] = [];
  for (const {people, grade, unitGrade = grade, more = {}, dates: own = {}, year = 2025} of groups) {
    for (let i = 0; i < people; i++) {
      const talent_id = `T${talents.length}`;
      talents.push({talent_id, category: "A类", recognised_on: "2020-01-01", ...more});
      const dates = {declared_on: "2025-09-01", unit_on: "2025-09-11", county_on: "2025-10-01", filed_on: "2025-11-01"};
      assessments.push({talent_id, year, unit_grade: unitGrade, county_grade: grade, grade, ...dates, ...own});
    }
  }
  town = await city({talents, assessments, units});
  const facts = factsOf();
  const data = await readAssessment(town.db, facts);
  return {data, words: wordsOf(assessmentPage(facts, data))};
}

const GONE = {term_to: "2024-06-30"};

test("stages, lags and matrix count those due, and nobody else", async () => {
  const {data, words} = await assessed([
    {people: 20, grade: "优秀"},
    {people: 30, grade: "合格"},
    {people: 6, grade: "合格", more: GONE} // assessed, though the term ended the year before
  ]);
  expect(data.stages).toEqual({due: 50, declared: 50, unitGraded: 50, countyGraded: 50, filed: 50, countyFiled: 50});
  expect(data.matrix).toEqual({
    rows: [
      {unitGrade: "优秀", counts: [20, 0, 0]},
      {unitGrade: "合格", counts: [0, 30, 0]},
      {unitGrade: "不合格", counts: [0, 0, 0]}
    ],
    agreed: {same: 50, total: 50}
  });
  expect(data.lags).toEqual([
    {name: "本人申报到单位评价", median: 10, longest: 10},
    {name: "单位评价到县级考评", median: 20, longest: 20},
    {name: "县级考评到备案", median: 31, longest: 31}
  ]);
  expect(words).toContain("一致率100.0%（50/50）");
});

test("a grade that few of a category have is not shown, nor the one that would tell it, but 优秀率 is", async () => {
  const {data, words} = await assessed([
    {people: 20, grade: "优秀"},
    {people: 27, grade: "合格"},
    {people: 3, grade: "不合格"},
    {people: 10, grade: "优秀", more: {category: "B类"}},
    {people: 36, grade: "合格", more: {category: "B类"}},
    {people: 4, grade: "不合格", more: {category: "B类"}}
  ]);
  const rows = data.dimensions.find(({dimension}) => dimension === "category")!.rows;
  expect(rows.map(({key, excellent, qualified, unqualified}) => [key, excellent, qualified, unqualified])).toEqual([
    ["A类", 20, null, null],
    ["B类", 10, null, null]
  ]);
  // 20/50 and 10/50; the whole city is never hidden for a part's sake.
  expect(words).toContain("A类|50|50|50|50|20|—|—|0|40.0%（20/50）|");
  expect(words).toContain("B类|50|50|50|50|10|—|—|0|20.0%（10/50）|");
  expect(words).toContain("不合格7人");
});

test("a way from the unit's grade to the filed one that few went is not shown, nor told by the others", async () => {
  const {data, words} = await assessed([
    {people: 40, grade: "优秀"},
    {people: 12, grade: "合格", unitGrade: "优秀"},
    {people: 1, grade: "优秀", unitGrade: "合格"},
    {people: 60, grade: "合格"}
  ]);
  expect(data.matrix.rows.map(({counts}) => counts)).toEqual([
    [null, null, 0],
    [null, null, 0],
    [0, 0, 0]
  ]);
  expect(data.matrix.agreed).toEqual({same: 100, total: 113});
  expect(words).toContain("一致率88.5%（100/113）");
  expect(words).toContain("不同的有13人");
  expect(words).not.toContain("备案优秀|");
});

test("the share of agreement is not said where it would tell a hidden way", async () => {
  const {data} = await assessed([
    {people: 40, grade: "优秀"},
    {people: 2, grade: "优秀", unitGrade: "合格"},
    {people: 60, grade: "合格"}
  ]);
  expect(data.matrix.agreed).toBeNull();
});

test("where fewer than five are due, the page shows no count at all", async () => {
  const {data, words} = await assessed([{people: 3, grade: "优秀"}]);
  expect(data.trend.at(-1)).toMatchObject({year: 2025, due: null, filed: null, excellent: null, suppressed: true});
  expect(data).toMatchObject({stages: null, lags: [], matrix: {rows: [], agreed: null}, outcomes: [], alerts: []});
  expect(words).toContain("各项人数不显示");
  expect(words).not.toContain("3人");
});

test("days are not shown of a stage that few have come to", async () => {
  const {data} = await assessed([
    {people: 20, grade: "优秀"},
    {people: 30, grade: "合格"}
  ]);
  await town.db.run("UPDATE score.assessment_stages SET filed = 4");
  const again = await readAssessment(town.db, factsOf());
  expect(data.lags).toHaveLength(3);
  expect(again.lags.map(({name}) => name)).toEqual(["本人申报到单位评价", "单位评价到县级考评"]);
});

test("who was filed without a dated grade of the county is said, since the stages then differ by less than wait", async () => {
  const {words} = await assessed([
    {people: 20, grade: "优秀"},
    {people: 8, grade: "合格", dates: {county_on: null}},
    {people: 12, grade: "合格", dates: {filed_on: null}}
  ]);
  // 32 have the county's grade, 28 are filed: the difference is 4, and 12 wait.
  expect(words).toContain("县级已考评的32人中已备案20人，考评后备案率62.5%（20/32），还有12人等待备案。");
  expect(words).toContain("另有8人没有县级考评等次或日期就备案了，算在备案28人里");
});

test("where all were filed after the county nothing is said of others", async () => {
  const {words} = await assessed([{people: 20, grade: "优秀"}]);
  expect(words).toContain("考评后备案率100.0%（20/20）。");
  expect(words).not.toContain("等待备案");
  expect(words).not.toContain("没有县级考评等次或日期");
});

test("benefits stand by the year of the grade, over all who have a claim to them", async () => {
  const before = (paid: boolean | null) => ({year: 2024, dates: {filed_on: "2024-12-01", paid}});
  const {data, words} = await assessed([
    {people: 40, grade: "优秀", ...before(true)},
    {people: 30, grade: "合格", ...before(true)},
    {people: 6, grade: "合格", ...before(false)},
    {people: 4, grade: "合格", ...before(null)},
    {people: 5, grade: "不合格", ...before(false)}
  ]);
  expect(data.paid).toEqual([{year: 2024, entitled: 80, paid: 70, unpaid: 6}]);
  expect(words).toContain("2024年度备案优秀、合格的，2025年待遇兑现率87.5%（70/80）");
  expect(words).toContain("2024年|80|70|6|4|87.5%|");
  expect(words).toContain("2025年度的待遇还没有登记");
});

test("both bases of a grade stand side by side", async () => {
  const {words} = await assessed([
    {people: 20, grade: "优秀"},
    {people: 30, grade: "合格"},
    {people: 10, grade: "合格", dates: {filed_on: null}}
  ]);
  expect(words).toContain("优秀|20人|40.0%|33.3%|");
});

test("units of few people close the table in one row without a sum", async () => {
  const names = ["甲院", "乙院", "丙院"];
  const {words} = await assessed(
    [20, 2, 3].map((people, i) => ({people, grade: "合格", more: {employer: names[i]!}})),
    names.map(name => ({unit_id: name, name}))
  );
  const table = words.slice(words.indexOf("年度考核按所在单位"));
  expect(table).toMatch(/甲院\|20\|[^\n]*\n另有2个单位人数少，各项人数不显示/s);
  expect(table).not.toMatch(/乙院|丙院/);
});
