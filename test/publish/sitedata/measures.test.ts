import {expect, test} from "vitest";
import type {AssessmentData} from "../../../publish/sitedata/assessment.ts";
import type {BonusData} from "../../../publish/sitedata/bonus.ts";
import type {Rule} from "../../../publish/sitedata/facts.ts";
import type {InspectionData} from "../../../publish/sitedata/inspections.ts";
import {type MeasureSources, measures} from "../../../publish/sitedata/measures.ts";
import type {MeetingData} from "../../../publish/sitedata/meetings.ts";
import type {SatisfactionData} from "../../../publish/sitedata/satisfaction.ts";
import type {TalentData} from "../../../publish/sitedata/talents.ts";
import {measureChange, measureParts, measureSection, measureText} from "../../../src/components/measures.ts";
import {factsOf, textOf} from "./pages.ts";

const COUNTS = {
  due: 100,
  declared: 95,
  assessed: 90,
  filed: 80,
  excellent: 20,
  qualified: 50,
  unqualified: 5,
  other: 5
};
const ROW = {
  group: "甲组",
  rank: 1,
  tied: false,
  unitName: "甲镇",
  items: [],
  previousTotal: null,
  previousRank: null
};
const BAND = {change: "—", bandBest: 1, bandWorst: 1};

function bonus(totals: readonly number[]): BonusData {
  const rows = totals.map((total, i) => ({
    ...ROW,
    ...BAND,
    unitId: `u${i}`,
    total,
    points: [total],
    capLoss: 100,
    claims: total ? 1 : 0
  }));
  const stage = (name: string, points: number) => ({name, claims: 1, points});
  const stages = [stage("有效申报", 4000), stage("审核通过", 3000), stage("已签批", 2400), stage("封顶后", 2000)];
  const contested = {claims: 0, settled: 0};
  return {groups: [{name: "甲组", rows}], rules: [], stages, dispositions: [], unranked: [], contested};
}

const INSPECTED = {
  ...{items: 50, notices: 20, closedOnTime: 9, closedLate: 3, overdue: 3, overdueUnexplained: 1, running: 4},
  ...{noDeadline: 1, unannounced: 10, unapproved: 2}
};

const SOURCES: MeasureSources = {
  assessment: {
    trend: [
      {year: 2024, dimension: "overall", key: "all", ...COUNTS, filed: 100, other: 0, excellent: 25, suppressed: false},
      {year: 2025, dimension: "overall", key: "all", ...COUNTS, suppressed: false}
    ],
    outcomes: [
      {outcome: "suspend_next_year", people: 4, needsReview: 0},
      {outcome: "cancel", people: 1, needsReview: 0}
    ],
    matrix: {rows: [], agreed: {same: 70, total: 75}},
    stages: {due: 100, declared: 95, unitGraded: 92, countyGraded: 90, filed: 80, countyFiled: 78},
    paid: [{year: 2024, entitled: 75, paid: 70, unpaid: 3}]
  } as unknown as AssessmentData,
  bonus: bonus([1500, 500, 0]),
  bonusBefore: bonus([1000]),
  inspections: {
    years: [{year: 2025, ...INSPECTED}],
    units: [
      {unitId: "u0", items: 2},
      {unitId: "u1", items: 0},
      {unitId: "village", items: 3}
    ],
    overdue: [{explained: true}, {explained: false}],
    closings: [{year: 2025, closed: 14, verified: 12}],
    byCategory: [{category: "1"}, {category: "1"}, {category: "2"}],
    villages: {all: 40, visited: 6},
    ranked: {all: 3, visited: 1}
  } as unknown as InspectionData,
  meetings: {
    windows: [{held: true}, {held: false}, {held: null}],
    windowsBefore: [{held: true}],
    attendance: [{expected: 10, present: 6, late: 1, substitute: 1, leave: 1, absent: 1}],
    tasks: [{tasks: 8, linked: 6, done: 4, doneOnTime: 3, overdue: 1}]
  } as unknown as MeetingData,
  satisfaction: {
    years: [{year: 2025, n: 200, satisfied: 180, unhappy: 4}],
    channels: [
      {channel: "电话问询", received: 30, valid: 24},
      {channel: "问卷调查", received: 190, valid: 186}
    ],
    opinions: [
      {channel: "服务热线", opinions: 5, handled: 4},
      {channel: "意见箱", opinions: 5, handled: 5}
    ],
    rectifications: ["完成", "逾期完成", "逾期", "整改中"].map(state => ({state}))
  } as unknown as SatisfactionData,
  talents: {
    posts: [
      {post: "在职", count: 80},
      {post: "辞职离岗", count: 6},
      {post: "调出", count: 5},
      {post: "退休", count: 7}
    ]
  } as unknown as TalentData,
  reports: {kinds: [{kind: "工作调动", reports: 9, onTime: 6, late: 2}], late: [], before: {onTime: 1, late: 1}},
  sameDay: {day: "2024-12-31", figures: new Map([["filed", {part: 70, whole: 100}]])}
};

test("every measure has its part and its whole", () => {
  const capped = {id: "R1", cap: 1500} as unknown as Rule;
  const found = measures(factsOf({rules: [capped]}), SOURCES);
  const text = Object.fromEntries(
    found.map(m => [m.id, m.now.whole === null ? `${m.now.part}` : `${m.now.part}/${m.now.whole}`])
  );
  expect(text).toEqual({
    ...{due: "100", declared: "95/100", assessed: "90/100", filed: "80/100"},
    // Over the three grades: 80 filed less 5 others.
    ...{excellent: "20/75", qualified: "50/75", unqualified: "5/75", agreed: "70/75"},
    ...{assessed_filed: "78/90", suspended: "4", cancelled: "1", reported: "6/8"},
    // Paid in 2025 for the grades of 2024; 6 resigned and 5 moved, those retired apart.
    ...{paid: "70/75", left: "11/100"},
    // Before the caps: of 4.0 claimed 1.0 was refused, of 3.0 reviewed 0.6 is unsigned.
    ...{
      bonus: "2000",
      earning: "2/3",
      silent: "1/3",
      capped: "1/3",
      cap_loss: "300",
      refused: "1000/4000",
      unsigned: "600/3000"
    },
    // 9 + 3 + 3 are closed or due.
    ...{
      items: "50",
      notices: "20/50",
      on_time: "9/15",
      closed: "12/15",
      overdue: "2",
      explained: "1/2",
      covered: "1/3"
    },
    ...{verified: "12/14", categories: "2/9", villages: "6/40"},
    ...{unannounced: "10/50", approved: "48/50"},
    ...{windows: "1/3", attended: "8/10", in_person: "7/10", proper_leave: "1/3"},
    ...{linked: "6/8", done: "4/8", done_on_time: "3/8"},
    ...{valid: "210/220", hotline: "4/5"},
    // Of four issues two are done; of the three done or due one was in time.
    ...{
      satisfied: "180/200",
      unhappy: "4/200",
      satisfied_basic: "196/200",
      handled: "9/10",
      rectified: "2/4",
      rectified_on_time: "1/3"
    }
  });
});

test("a measure says its number, its change and the same day; the table has them all", () => {
  const facts = factsOf();
  const found = measures(facts, SOURCES);
  const filed = found.find(({id}) => id === "filed")!;
  expect([measureText(filed, filed.now), measureParts(filed, filed.now)]).toEqual(["80.0%", "80/100人"]);
  expect(measureChange(filed, filed.now, filed.before!)).toBe("↓20.0个百分点");
  expect(filed.sameDay).toEqual({part: 70, whole: 100});
  const total = found.find(({id}) => id === "bonus")!;
  expect([measureText(total, total.now), measureChange(total, total.now, total.before!)]).toEqual(["2.0分", "↑1.0分"]);
  const section = measureSection(facts, found, SOURCES.sameDay);
  expect(textOf(section)).toContain("备案率|80.0%80/100人|80人：市级已备案|100人：应考|70.0%|100.0%|");
  expect(textOf(section)).toContain("审核核减率|25.0%1.0/4.0分|");
  for (const {id} of found) expect(section.text).toContain(`id="zb-${id}"`);
});

test("a measure of which nothing was counted is left out", () => {
  const none = {
    ...SOURCES,
    meetings: {...SOURCES.meetings, attendance: [], windows: [], tasks: []},
    reports: {kinds: [], late: [], before: null}
  };
  const ids = measures(factsOf(), none).map(({id}) => id);
  for (const id of ["attended", "windows", "linked", "reported"]) expect(ids).not.toContain(id);
  expect(ids).toContain("filed");
});
