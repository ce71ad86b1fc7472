import {describe, expect, test} from "vitest";
import {wholePlace} from "../../publish/place.ts";
import type {BonusData, RankRow} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {measures} from "../../publish/sitedata/measures.ts";
import type {OverviewData} from "../../publish/sitedata/overview.ts";
import {assessmentPage} from "../../src/components/assessment.ts";
import {bonusPage} from "../../src/components/bonus.ts";
import type {Page} from "../../src/components/frame.ts";
import {inspectionsPage} from "../../src/components/inspections.ts";
import {meetingsPage} from "../../src/components/meetings.ts";
import {overviewPage} from "../../src/components/overview.ts";
import {satisfactionPage} from "../../src/components/satisfaction.ts";
import {screenPage} from "../../src/components/screen.ts";
import {sampleFacts, sampleOverview} from "../../src/components/styleSample.ts";
import {screen} from "../../src/components/styleSampleWork.ts";
import {factsOf, textOf, wordsOf} from "../publish/sitedata/pages.ts";

const facts = sampleFacts(factsOf());
const data = sampleOverview(facts);

/** The facts of an office that sent these datasets and no other. */
function sent(...names: string[]): Facts {
  return {...facts, datasets: new Map([...facts.datasets].filter(([name]) => names.includes(name)))};
}

/** The overview of a city of which only the points are there. */
const POINTS_ALONE: OverviewData = {
  ...data,
  ...{windows: [], unsolved: [], twoYearFails: 0, waiting: {kinds: [], years: []}, sameDay: null},
  assessment: {...data.assessment, trend: [], dimensions: [], stages: null, outcomes: [], paid: []},
  inspections: {...data.inspections, years: [], overdue: [], byCategory: []},
  meetings: {...data.meetings, windows: [], attendance: [], meetings: [], tasks: []},
  satisfaction: {...data.satisfaction, years: [], rectifications: []}
};

function leadOf({main}: Page): string {
  const [, lead] = /<p class="lead">(.*?)<\/p>/s.exec(main.text)!;
  return lead!.replace(/<[^>]*>/g, "");
}

/** The same ranking with these totals, all from the fourth rule. */
function scored(...totals: number[]): BonusData {
  const [group] = data.bonus.groups;
  const rows = group!.rows.map((row, i): RankRow => {
    const total = totals[i]!;
    const rank = 1 + totals.filter(other => other > total).length;
    return {...row, total, points: [0, 0, 0, total, 0], rank, claims: total ? 1 : 0, capLoss: 0};
  });
  return {...data.bonus, groups: [{name: group!.name, rows}]};
}

describe("what was not sent", () => {
  test("is not said to be none: neither overdue matters nor failed people", () => {
    const words = wordsOf(overviewPage(sent("claims"), POINTS_ALONE));
    expect(words).not.toContain("没有逾期");
    expect(words).not.toContain("事项|对象|情况|");
    expect(words).not.toContain("上年同期");
    expect(words).toContain("还没有“督查督办台账”、“年度考核结果”、“调度会议”、“突出问题整改”数据");
    expect(leadOf(overviewPage(sent("claims"), POINTS_ALONE))).toBe(
      "截至2025年12月31日，全市4个参评单位绩效加分合计9.5分，1个单位全年没有申报。" +
        "还没有“年度考核结果”、“督查督办台账”、“调度会议”、“满意度评价”数据。"
    );
  });

  test("of a kind that was sent and is empty none is said", () => {
    const words = wordsOf(overviewPage(sent("claims", "inspections"), POINTS_ALONE));
    expect(words).toContain("没有逾期");
    expect(words).toContain("没有督办逾期的");
    expect(words).not.toContain("“督查督办台账”");
  });

  test("leaves a first page that says so, not an empty sentence", () => {
    const none = {...POINTS_ALONE, bonus: {...data.bonus, groups: []}};
    expect(leadOf(overviewPage(sent(), none))).toMatch(/^截至2025年12月31日，还没有可以汇总的数据；“年度考核结果”/);
  });

  test.each([
    ["assessment", () => assessmentPage(sent(), POINTS_ALONE.assessment), "“人才名单”、“年度考核结果”"],
    ["inspections", () => inspectionsPage(sent(), POINTS_ALONE.inspections), "“督查督办台账”"],
    ["meetings", () => meetingsPage(sent(), POINTS_ALONE.meetings), "“调度会议”"],
    ["satisfaction", () => satisfactionPage(sent(), POINTS_ALONE.satisfaction), "“满意度评价”"],
    ["bonus", () => bonusPage(sent(), scored(0, 0, 0, 0)), "“激励奖励（加分）申报”"]
  ])("is what the page %s begins with", (_, made, titles) => {
    expect(leadOf(made())).toContain(`还没有${titles}数据，送来以后这里说明`);
  });
});

describe("a year in which nobody is registered yet", () => {
  const [before, now] = data.assessment.trend;
  const none = {...now!, declared: 0, assessed: 0, filed: 0, excellent: 0, qualified: 0, unqualified: 0};
  const stages = {due: 200, declared: 0, unitGraded: 0, countyGraded: 0, filed: 0, countyFiled: 0};
  const assessment = {...data.assessment, trend: [before!, none], stages, dimensions: []};

  test("has no grades of nobody on the first page and the page of the assessment", () => {
    const words = wordsOf(overviewPage(facts, {...data, assessment}));
    expect(words).toContain(`应考人才${none.due}人，还没有备案的；`);
    expect(words).not.toContain("占备案等次的—");
    expect(words).not.toContain("0/0人");
    const page = assessmentPage(facts, assessment);
    expect(leadOf(page)).toBe(`应考${none.due}人，还没有备案的；等次以备案为准。`);
    expect(wordsOf(page)).toContain("应考的200人还没有一人申报");
    expect(wordsOf(page)).not.toContain("占比的分母是已备案");
  });

  test("is not said of those registered without a grade", () => {
    const ungraded = {...none, filed: 30, other: 30};
    const words = wordsOf(overviewPage(facts, {...data, assessment: {...assessment, trend: [before!, ungraded]}}));
    expect(words).not.toContain("还没有备案");
    expect(words).toContain("还没有等次");
  });

  test("has none on the wall", () => {
    const shown = screen(["甲镇", "乙镇", "丙镇", "丁镇"]);
    const overall = {...shown.overall!, filed: 0, excellent: 0, qualified: 0, unqualified: 0, other: 0};
    const page = screenPage(facts, {...shown, overall});
    expect(leadOf(page)).toContain("年度考核还没有备案");
    expect(wordsOf(page)).toContain("今年还没有备案的考核等次");
    expect(leadOf(screenPage(sent("claims"), {...shown, overall: null}))).toContain("还没有年度考核的数据。");
    expect(wordsOf(page)).not.toContain("0人");
  });
});

describe("the wall, of points that are told and points that are not", () => {
  const shown = screen(["甲镇", "乙镇", "丙镇", "丁镇"]);
  const [towns, zones] = shown.groups;
  const having = (...points: number[]) => ({
    ...towns!,
    rows: towns!.rows.map(row => ({...row, points, total: points.reduce((a, b) => a + b, 0)}))
  });

  test.each([
    ["nobody has any", [having(0, 0, 0, 0, 0)], "各组还没有单位加分"],
    ["small groups have bands alone", [zones!], "各组单位少，只列位次段"],
    ["some have none and small groups tell none", [having(0, 0, 0, 0, 0), zones!], "列出得分的组还没有单位加分"],
    ["one rule gave most", [having(0, 0, 0, 500, 0)], "领先单位的加分，“④宣传”一项最多"],
    ["two rules gave the same", [having(500, 0, 0, 500, 0)], "领先单位的加分，“①引进”、“④宣传”同样最多"],
    ["all rules gave the same", [having(1, 1, 1, 1, 1)], "领先单位的加分，“①引进”、“②荐才”等5项同样最多"]
  ])("where %s", (_, groups, heading) => {
    expect(screenPage(facts, {...shown, groups}).main.text).toContain(`<h2>${heading}</h2>`);
  });
});

describe("who has points", () => {
  test("is all, some or nobody, in a sentence of its own", () => {
    expect(leadOf(bonusPage(facts, scored(0, 0, 0, 0)))).toBe("4个参评单位都全年没有申报。");
    expect(leadOf(bonusPage({...facts, asOf: "2025-06-30"}, scored(0, 0, 0, 0)))).toBe("4个参评单位都还没有申报。");
    expect(leadOf(bonusPage(facts, scored(500, 500, 0, 0)))).toBe(
      "4个参评单位中有2个得到加分，合计1.0分。居首的是镇（街道）青禾镇、澄砚镇（并列，各0.5分）。2个单位全年没有申报。"
    );
  });

  test("names every unit that has most, and every rule that gave most or nothing", () => {
    const words = wordsOf(overviewPage(facts, {...data, bonus: scored(500, 500, 0, 0)}));
    expect(words).toContain("青禾镇、澄砚镇加分最多，各0.5分");
    const page = wordsOf(bonusPage(facts, scored(500, 500, 0, 0)));
    expect(page).toContain("镇（街道）的加分全部来自“④宣传”");
    expect(page).toContain("“①引进”、“②荐才”等4项空白最多，各有4个单位没有得分");
  });
});

test("a county is not called a city", () => {
  const county = {...facts, city: "青石县"};
  for (const page of [overviewPage(county, data), assessmentPage(county, data.assessment)]) {
    expect(wordsOf(page)).toContain("全县");
    expect(wordsOf(page)).not.toContain("全市");
  }
});

test.each([
  ["德州", "全市"],
  ["德州市", "全市"],
  ["甘孜州", "全州"],
  ["某某藏族自治州", "全州"],
  ["单县", "全县"],
  ["小城", "全市"]
])("the whole of %s is %s", (city, whole) => {
  expect(wholePlace({...facts, city})).toBe(whole);
});

test("what is overdue says for how many days, thousands apart, whatever its kind", () => {
  const unsolved = [{...data.unsolved[0]!, dueOn: "2022-03-05"}];
  const words = wordsOf(overviewPage(facts, {...data, unsolved}));
  expect(words).toContain("▲逾期1,397天 突出问题未整改");
});

test("a rate of nobody has no change", () => {
  const none = {part: 0, whole: 0};
  const sameDay = {day: "2024-12-31", figures: new Map([["excellent", none]])};
  const [excellent] = measures(facts, {...data, sameDay}).filter(({id}) => id === "excellent");
  expect(excellent!.sameDay).toEqual(none);
  expect(textOf(overviewPage(facts, {...data, sameDay}).main)).not.toContain("，—");
});
