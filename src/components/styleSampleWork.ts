import type {DecisionRow} from "../../publish/sitedata/decisions.ts";
import type {InspectionData, InspectionRow} from "../../publish/sitedata/inspections.ts";
import type {MeetingData} from "../../publish/sitedata/meetings.ts";
import type {SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import type {ScreenData} from "../../publish/sitedata/screen.ts";
import type {LedgerRow} from "../../publish/sitedata/unit.ts";
import type {WaitingData} from "../../publish/sitedata/waiting.ts";

/** Returns what waits for a signature in the made-up city: two kinds, one count too small to be said. */
export function waiting(year: number): WaitingData {
  return {
    kinds: [
      {
        ...{kind: "claims", count: 12, ofYear: 9, oldest: 40},
        units: [
          {unitId: "样1", count: 9, oldest: 40},
          {unitId: "样2", count: 3, oldest: 12}
        ]
      },
      {...{kind: "grades", count: 8, ofYear: null, oldest: 21}, units: [{unitId: "样3", count: null, oldest: null}]}
    ],
    years: [year]
  };
}

/** Returns its matters: some done, one running, one overdue. */
export function inspections(year: number): InspectionData {
  const late: InspectionRow = {
    ...{inspectionId: "DC-样1", unitId: "样1", subject: "人才公寓分配情况", category: "2", method: "1"},
    ...{
      state: "逾期",
      dueOn: `${year}-06-01`,
      closedOn: null,
      overdueDays: 213,
      explained: false,
      read: null,
      notice: true
    }
  };
  const counts = {
    ...{items: 20, notices: 18, closedOnTime: 12, closedLate: 3, overdue: 1, overdueUnexplained: 1},
    ...{running: 2, noDeadline: 0, unannounced: 1, unapproved: 0}
  };
  return {
    overdue: [late],
    byCategory: [
      {category: "1", state: "已销号", count: 12},
      {category: "2", state: "督办中", count: 5},
      {category: "2", state: "逾期", count: 1}
    ],
    byMethod: [{method: "会议", count: 9}],
    city: {...counts, dimension: "all", key: "all", explainedUnread: 0, forewarned: 1},
    towns: [],
    units: [{...counts, year, unitId: "样1"}],
    years: [{...counts, year}],
    funnel: [],
    closings: [],
    villages: {all: 0, visited: 0},
    ranked: {all: 0, visited: 0},
    dueSoon: []
  };
}

/** Returns its meetings of the year: held, missed and not yet due. */
export function meetings(year: number): MeetingData {
  const held = [true, false, null];
  return {
    cadence: "window",
    windows: held.map((held, i) => ({
      ...{year, window: i + 1, from: `${year}-0${2 * i + 1}-01`, to: `${year}-0${2 * i + 2}-28`},
      ...{regular: held ? 1 : 0, adhoc: 0, held}
    })),
    windowsBefore: [],
    meetings: STATUSES.map((_, i) => ({
      ...{meetingId: `HY-样${i}`, title: "调度会议", heldOn: `${year}-0${i + 1}-10`, type: "定期"},
      ...{minutesOn: null, lag: null}
    })),
    marks: new Map([
      ["样1", new Map(STATUSES.map((status, i) => [`HY-样${i}`, status]))],
      ["样2", new Map([["HY-样0", "到会"]])]
    ]),
    ...{attendance: [], absences: [], tasks: [], stages: null}
  };
}

const STATUSES = ["到会", "迟到", "请假并派员", "请假未派员", "缺席"];

/** Returns its ratings: with few ratings, and over two years. */
export function satisfaction(year: number): SatisfactionData {
  return {
    rows: [],
    years: [{year, n: 200, satisfied: 176, unhappy: 9}],
    yearHidden: false,
    unitLeftOut: false,
    items: [{item: "政策", n: 120, satisfied: 100}],
    hiddenItems: 0,
    parts: [
      {
        dimension: "quarter",
        rows: [
          {key: "1", n: 90, satisfied: 81},
          {key: "2", n: 40, satisfied: 29}
        ],
        hidden: 1
      }
    ],
    unhappy: ["政策", "活动"].map((item, i) => ({
      item,
      years: [year - 1, year].map(at => ({year: at, n: 100, unhappy: 9 - 3 * i + (at - year)}))
    })),
    index: new Map(),
    channels: [{channel: "电话问询", received: 230, valid: 205}],
    opinions: [],
    rectifications: [
      {
        ...{issueId: "WT-样1", unitId: "样2", item: "政策", notifiedOn: `${year}-05-01`, dueOn: `${year}-06-01`},
        ...{doneOn: null, state: "逾期"}
      }
    ]
  };
}

/** Returns a unit's claims: counted, over the cap, a duplicate; one outside the rules. */
export function ledger(year: number): LedgerRow[] {
  const row = (id: number, disposition: string, points: number, ruleId = "R4"): LedgerRow => ({
    ...{ruleId, clause: "激励奖励制度 二（二）4", claimId: `SB-样${id}`, eventOn: `${year}-03-0${id}`},
    ...{subject: "关于推进人才工作的报道", raw: 200, points, disposition, dupOf: id === 3 ? "SB-样1" : null},
    ...{contested: false, sourceFile: "claims/申报.csv", sourceSheet: null, sourceRow: id + 1}
  });
  return [row(1, "counted", 200), row(2, "over_cap", 0), row(3, "duplicate", 0), row(4, "not_scored", 0, "N")];
}

/** Returns a decision of the office. */
export function decisions(year: number): DecisionRow[] {
  return [
    {
      ...{decisionId: "CD-样1", dataset: "claims", key: "SB-样3", field: "归属单位", before: "样1", after: "样2"},
      ...{decidedBy: "办公室", decidedOn: `${year}-12-01`, reason: "人才以聘用合同为准"}
    }
  ];
}

/** Returns what the big screen would show: one group with ranks, one with bands alone, counts told and hidden. */
export function screen(names: readonly string[]): ScreenData {
  const row = (name: string, i: number) => ({
    ...{unitId: `样${i + 1}`, name, short: name, rank: i + 1, tied: false, points: [800, 400, 0, 1200 - 300 * i, 200]},
    ...{total: 2600 - 300 * i, previousRank: 2, change: i ? "↓1" : "↑2", bandFirst: null, bandLast: null}
  });
  const band = (name: string, i: number) => ({
    ...{unitId: `区${i}`, name, short: name, rank: null, tied: false, points: [0, 0, 0, 0, 0], total: null},
    ...{previousRank: null, change: null, bandFirst: 1, bandLast: 2}
  });
  const grades = (name: string, excellent: number | "hidden") => ({
    ...{name, filed: 60, excellent, qualified: "hidden" as const, unqualified: "hidden" as const, other: 0}
  });
  return {
    rules: ["引进", "荐才", "申报", "宣传", "成果"].map((title, i) => ({id: `R${i + 1}`, title})),
    groups: [
      {name: "镇（街道）", banded: false, rows: names.map(row), totals: []},
      {name: "开发区", banded: true, rows: ["经济开发区", "高新区"].map(band), totals: []}
    ],
    overall: {name: "全市", filed: 120, excellent: 30, qualified: 83, unqualified: 7, other: 0},
    parts: {title: "县市区", rows: [grades("东山区", 18), grades("西河县", "hidden")]}
  };
}
