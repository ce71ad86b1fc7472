import type {AssessmentData} from "../../publish/sitedata/assessment.ts";
import type {BonusData, RankRow} from "../../publish/sitedata/bonus.ts";
import type {Facts, Rule} from "../../publish/sitedata/facts.ts";
import type {OverviewData} from "../../publish/sitedata/overview.ts";
import type {GradeRow} from "../../publish/sitedata/shownGrades.ts";
import type {TalentData} from "../../publish/sitedata/talents.ts";
import {inspections, meetings, satisfaction, waiting} from "./styleSampleWork.ts";

/** Names of units that are nowhere. */
export const UNITS = ["青禾镇", "澄砚镇", "槐笙镇", "云栖街道"];
export const RULES = ["引进", "荐才", "申报", "宣传", "成果"];
/** Thousandths by unit and rule; the last unit has none. */
export const POINTS = [
  [1000, 800, 400, 2000, 600],
  [600, 1000, 200, 1200, 300],
  [0, 400, 400, 600, 0],
  [0, 0, 0, 0, 0]
];

/** Returns the facts of a made-up city of four units and five rules, whose numbers lead to no page. */
export function sampleFacts(facts: Facts): Facts {
  const units = UNITS.map((name, order) => ({
    ...{id: `样${order + 1}`, name, short: name, kind: name.endsWith("街道") ? "街道" : "镇", parent: null, order},
    ...{former: null, find: "", page: null, single: null}
  }));
  const dataset = {files: 1, rows: 9, accepted: 9, rejected: 0};
  return {
    ...facts,
    groups: [{name: "镇（街道）", kinds: ["镇", "街道"]}],
    years: [facts.year - 1, facts.year],
    siteYears: [facts.year - 1, facts.year],
    ceiling: 5800,
    rules: RULES.map(ruleOf),
    units: new Map(units.map(unit => [unit.id, unit])),
    datasets: new Map([...DATASETS.map(name => [name, dataset] as const)]),
    downloads: TITLES.flatMap(([table]) =>
      ["csv", "xlsx"].map(format => ({href: "#main", table, format, rows: 4, bytes: 900, sha256: ""}))
    ),
    tableTitles: new Map(TITLES),
    archive: true
  };
}

const TITLES: readonly (readonly [table: string, title: string])[] = [
  ["bonus_ranking", "绩效加分位次"],
  ["grade_distribution", "考核等次分布"]
];

const DATASETS = ["claims", "talents", "assessments", "inspections", "meetings", "ratings", "rectifications"];

function ruleOf(short: string, i: number): Rule {
  return {
    ...{id: `R${i + 1}`, title: short, clause: `激励奖励制度 二（二）${i + 1}`, says: "每项加分，到封顶为止"},
    ...{values: "每项 0.2", caps: "封顶 1.0", cap: [1000, 1000, 400, 2000, 1400][i]!, ladder: null},
    words: {short, verb: "再报", measure: "项"}
  };
}

/** Returns everything that the first page of the made-up city would be made from. */
export function sampleOverview({year, asOf}: Facts): OverviewData {
  return {
    assessment: assessment(year),
    bonus: bonus(),
    bonusBefore: null,
    inspections: inspections(year),
    meetings: meetings(year),
    satisfaction: satisfaction(year),
    reports: {
      kinds: [{kind: "获得重大奖励", reports: 12, onTime: 9, late: 2}],
      late: [{unitId: "样1", reports: 5, onTime: 3, late: 2}],
      before: null
    },
    sameDay: {day: `${year - 1}${asOf.slice(4)}`, figures: new Map([["filed", {part: 180, whole: 196}]])},
    cadence: "window",
    windows: meetings(year).windows,
    waiting: waiting(year),
    talents: talents(year),
    unsolved: satisfaction(year).rectifications.filter(({state}) => state === "逾期"),
    twoYearFails: 2,
    failClause: "年度考核办法 第八条",
    faults: 0
  };
}

function bonus(): BonusData {
  const rows = UNITS.map((unitName, i): RankRow => {
    const points = POINTS[i]!;
    return {
      ...{group: "镇（街道）", rank: i + 1, tied: false, unitId: `样${i + 1}`, unitName, points},
      ...{total: points.reduce((a, b) => a + b, 0), capLoss: i ? 0 : 400, previousRank: UNITS.length - i},
      ...{previousTotal: 1000, change: i ? "↓1" : "↑3", bandBest: i + 1, bandWorst: i + 1},
      ...{items: [5, 4, 2, 10, 3], claims: i === 3 ? 0 : 20}
    };
  });
  return {
    groups: [{name: "镇（街道）", rows}],
    rules: RULES.map((_, i) => ({ruleId: `R${i + 1}`, items: 9, raw: 3000, points: 2600, capLoss: 400, capped: 1})),
    stages: [
      {name: "有效申报", claims: 90, points: 15000},
      {name: "审核通过", claims: 70, points: 12000},
      {name: "已签批", claims: 60, points: 10000},
      {name: "封顶后", claims: 60, points: 9500}
    ],
    dispositions: [{disposition: "counted", claims: 60}],
    unranked: [],
    contested: {claims: 0, settled: 0}
  };
}

function assessment(year: number): AssessmentData {
  const row = (dimension: string, key: string, [excellent, qualified, unqualified]: Grades, at = year): GradeRow => {
    const filed = 60 + (key.length % 3) * 7;
    return {
      ...{year: at, dimension, key, due: filed + 9, declared: filed + 4, assessed: filed + 2, filed},
      ...{excellent, qualified, unqualified, other: 0, suppressed: false}
    };
  };
  return {
    trend: [row("overall", "all", [9, 51, 0], year - 1), row("overall", "all", [12, 41, 7])],
    dimensions: [
      {
        dimension: "district",
        rows: [
          {...row("district", "东山区", [20, 40, 0])},
          {...row("district", "西河县", [10, null, null])},
          {...row("district", "其他", [null, null, 0]), suppressed: true}
        ]
      }
    ],
    stages: {due: 200, declared: 190, unitGraded: 186, countyGraded: 180, filed: 150, countyFiled: 148},
    lags: [{name: "本人申报到单位评价", median: 9, longest: 30}],
    matrix: {rows: [], agreed: null},
    outcomes: [{outcome: "continue", people: 190, needsReview: 0}],
    paid: [{year: year - 1, entitled: 59, paid: 55, unpaid: 4}],
    alerts: []
  };
}

type Grades = readonly [number | null, number | null, number | null];

function talents(year: number): TalentData {
  return {
    years: [
      {year: year - 1, before: 150, joined: 40, ended: 5, cancelled: 1, stock: 184},
      {year, before: 184, joined: 30, ended: 12, cancelled: 2, stock: 200}
    ],
    within90: 6,
    within180: 9,
    recognised: 30,
    districts: [{district: "东山区", due: 60, recognised: 9, within90: null, within180: 6}],
    posts: [
      {post: "在职", count: 190},
      {post: "调出", count: 10}
    ]
  };
}
