import type {AssessmentData} from "./assessment.ts";
import type {BonusData} from "./bonus.ts";
import type {Facts} from "./facts.ts";
import type {InspectionData} from "./inspections.ts";
import type {MeetingData} from "./meetings.ts";
import type {ReportData} from "./reports.ts";
import type {Ratio, SameDay} from "./sameDay.ts";
import type {SatisfactionData} from "./satisfaction.ts";

/** A rate (with what it is a part of), a count, or points (whole thousandths). */
export interface Measure {
  /** For good: links go by it. */
  id: string;
  name: string;
  kind: "rate" | "count" | "points";
  now: Ratio;
  /** The year before, whole, as of today. */
  before: Ratio | null;
  /** The year before as it stood on the same date. */
  sameDay: Ratio | null;
  /** What the part counts, and what the whole; the whole's is null where there is none. */
  part: string;
  whole: string | null;
  unit: string;
  says: string;
  /** The page that shows it. */
  page: string;
}

/** What the measures are taken from: what the pages themselves show. */
export interface MeasureSources {
  assessment: AssessmentData;
  bonus: BonusData;
  bonusBefore: BonusData | null;
  inspections: InspectionData;
  meetings: MeetingData;
  satisfaction: SatisfactionData;
  reports: ReportData;
  sameDay: SameDay | null;
}

type Words = Pick<Measure, "id" | "name" | "kind" | "part" | "whole" | "unit" | "says" | "page">;

/** Returns every measure of the year that the data carry, each with numerator and denominator. */
export function measures(facts: Facts, sources: MeasureSources): Measure[] {
  const values: Record<string, (Ratio | null)[]> = {
    ...people(facts, sources),
    ...points(sources),
    ...inspected(facts, sources),
    ...met(sources),
    ...rated(facts, sources)
  };
  return WORDS.flatMap(words => {
    const [now, before] = values[words.id] ?? [];
    if (!now) return [];
    return [{...words, now, before: before ?? null, sameDay: sources.sameDay?.figures.get(words.id) ?? null}];
  });
}

type Values = Record<string, (Ratio | null)[]>;

function people(facts: Facts, {assessment, reports}: MeasureSources): Values {
  const years = [facts.year, facts.year - 1].map(year => {
    const row = assessment.trend.find(row => row.year === year);
    return row && !row.suppressed ? row : null;
  });
  const of = (pick: (row: NonNullable<(typeof years)[number]>) => Ratio) => years.map(row => row && pick(row));
  const graded = (row: NonNullable<(typeof years)[number]>) => (row.filed ?? 0) - (row.other ?? 0);
  const {agreed, outcomes} = {agreed: assessment.matrix.agreed, outcomes: assessment.outcomes};
  const outcome = (...names: string[]) =>
    outcomes.length ? [plain(sum(outcomes.filter(row => names.includes(row.outcome)).map(row => row.people)))] : [];
  return {
    due: of(row => plain(row.due ?? 0)),
    declared: of(row => ratio(row.declared ?? 0, row.due ?? 0)),
    assessed: of(row => ratio(row.assessed ?? 0, row.due ?? 0)),
    filed: of(row => ratio(row.filed ?? 0, row.due ?? 0)),
    excellent: of(row => ratio(row.excellent ?? 0, graded(row))),
    qualified: of(row => ratio(row.qualified ?? 0, graded(row))),
    unqualified: of(row => ratio(row.unqualified ?? 0, graded(row))),
    agreed: [agreed && ratio(agreed.same, agreed.total)],
    suspended: outcome("suspend_next_year"),
    cancelled: outcome("cancel", "cancel_and_recover"),
    reported: [
      maybeRatio(sum(reports.kinds.map(row => row.onTime)), sum(reports.kinds.map(row => row.onTime + row.late))),
      reports.before && maybeRatio(reports.before.onTime, reports.before.onTime + reports.before.late)
    ]
  };
}

function points({bonus, bonusBefore}: MeasureSources): Values {
  const years = [bonus, bonusBefore].map(data => {
    const rows = data?.groups.flatMap(group => group.rows) ?? [];
    return rows.length ? {rows, stages: data!.stages} : null;
  });
  const of = (pick: (year: NonNullable<(typeof years)[number]>) => Ratio | null) =>
    years.map(year => year && pick(year));
  return {
    bonus: of(({rows}) => plain(sum(rows.map(row => row.total)))),
    earning: of(({rows}) => ratio(rows.filter(row => row.total > 0).length, rows.length)),
    silent: of(({rows}) => ratio(rows.filter(row => row.claims === 0).length, rows.length)),
    cap_loss: of(({rows}) => plain(sum(rows.map(row => row.capLoss)))),
    refused: of(({stages: [claimed, reviewed]}) =>
      claimed && reviewed ? maybeRatio(claimed.points - reviewed.points, claimed.points) : null
    ),
    unsigned: of(({stages: [, reviewed, signed]}) =>
      reviewed && signed ? maybeRatio(reviewed.points - signed.points, reviewed.points) : null
    )
  };
}

function inspected(facts: Facts, {inspections, bonus}: MeasureSources): Values {
  const years = [facts.year, facts.year - 1].map(year => inspections.years.find(row => row.year === year) ?? null);
  const of = (pick: (row: NonNullable<(typeof years)[number]>) => Ratio | null) => years.map(row => row && pick(row));
  const late = inspections.overdue;
  const ranked = bonus.groups.flatMap(group => group.rows.map(row => row.unitId));
  const visited = new Set(inspections.units.filter(row => row.items > 0).map(row => row.unitId));
  const due = (row: NonNullable<(typeof years)[number]>) => row.closedOnTime + row.closedLate + row.overdue;
  return {
    items: of(row => plain(row.items)),
    notices: of(row => maybeRatio(row.notices, row.items)),
    on_time: of(row => maybeRatio(row.closedOnTime, due(row))),
    closed: of(row => maybeRatio(row.closedOnTime + row.closedLate, due(row))),
    overdue: years[0] || late.length ? [plain(late.length)] : [],
    explained: late.length ? [ratio(late.filter(row => row.explained).length, late.length)] : [],
    covered: years[0] ? [maybeRatio(ranked.filter(id => visited.has(id)).length, ranked.length)] : [],
    unannounced: of(row => maybeRatio(row.unannounced, row.items)),
    approved: of(row => maybeRatio(row.items - row.unapproved, row.items))
  };
}

function met({meetings}: MeasureSources): Values {
  const held = (windows: MeetingData["windows"]) =>
    windows.length ? ratio(windows.filter(window => window.held).length, windows.length) : null;
  const total = (pick: (row: MeetingData["attendance"][number]) => number) => sum(meetings.attendance.map(pick));
  const task = (pick: (row: MeetingData["tasks"][number]) => number) =>
    maybeRatio(sum(meetings.tasks.map(pick)), sum(meetings.tasks.map(row => row.tasks)));
  const expected = total(row => row.expected);
  return {
    windows: [held(meetings.windows), held(meetings.windowsBefore)],
    attended: [
      maybeRatio(
        total(row => row.present + row.late + row.substitute),
        expected
      )
    ],
    in_person: [
      maybeRatio(
        total(row => row.present + row.late),
        expected
      )
    ],
    proper_leave: [
      maybeRatio(
        total(row => row.substitute),
        total(row => row.substitute + row.leave + row.absent)
      )
    ],
    linked: [task(row => row.linked)],
    done: [task(row => row.done)],
    done_on_time: [task(row => row.doneOnTime)]
  };
}

function rated(facts: Facts, {satisfaction}: MeasureSources): Values {
  const years = [facts.year, facts.year - 1].map(year => satisfaction.years.find(row => row.year === year) ?? null);
  const states = (...names: string[]) => satisfaction.rectifications.filter(row => names.includes(row.state)).length;
  const ended = states("完成", "逾期完成", "逾期");
  return {
    satisfied: years.map(row => row && ratio(row.satisfied, row.n)),
    unhappy: years.map(row => row && ratio(row.unhappy, row.n)),
    handled: [
      maybeRatio(
        sum(satisfaction.opinions.map(row => row.handled)),
        sum(satisfaction.opinions.map(row => row.opinions))
      )
    ],
    rectified: [maybeRatio(states("完成", "逾期完成"), satisfaction.rectifications.length)],
    rectified_on_time: [maybeRatio(states("完成"), ended)]
  };
}

function plain(part: number): Ratio {
  return {part, whole: null};
}

function ratio(part: number, whole: number): Ratio {
  return {part, whole};
}

/** A rate of nothing is none. */
function maybeRatio(part: number, whole: number): Ratio | null {
  return whole > 0 ? {part, whole} : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const WORDS: readonly Words[] = [
  count("due", "应考人数", "人", "应考的人才", "assessment", "年内任何一天在管理期、以前年度没有被取消资格的人才。"),
  rate("declared", "申报率", "人", "本人已申报", "应考", "assessment", "申报日期不晚于数据截至日。"),
  rate("assessed", "考评率", "人", "县级已考评", "应考", "assessment", "有县级考评等次，考评日期不晚于数据截至日。"),
  rate("filed", "备案率", "人", "市级已备案", "应考", "assessment", "备案日期不晚于数据截至日。"),
  rate("excellent", "优秀率", "人", "备案优秀", "备案的三个等次", "assessment", "缓评等其他情形不进入分母。"),
  rate("qualified", "合格率", "人", "备案合格", "备案的三个等次", "assessment", "缓评等其他情形不进入分母。"),
  rate("unqualified", "不合格率", "人", "备案不合格", "备案的三个等次", "assessment", "缓评等其他情形不进入分母。"),
  rate(
    "agreed",
    "初评与终评一致率",
    "人",
    "备案等次与单位初评相同",
    "两个等次都有",
    "assessment",
    "人数少、会暴露个别人的年度不列。"
  ),
  count(
    "suspended",
    "应停发待遇人数",
    "人",
    "本年度不合格，应停发下一年度待遇",
    "assessment",
    "一人只取最重的一种后果。"
  ),
  count("cancelled", "应取消资格人数", "人", "连续两年不合格或有第九条情形", "assessment", "一人只取最重的一种后果。"),
  rate(
    "reported",
    "重大事项及时报告率",
    "件",
    "在期限内报告",
    "有事项日期的报告",
    "assessment",
    "期限由办公室设定；没有事项日期的不计。"
  ),
  {
    ...count(
      "bonus",
      "绩效加分合计",
      "分",
      "参评单位封顶后的加分之和",
      "bonus",
      "只计已签批的申报；不参加排位次的单位不在内。"
    ),
    kind: "points"
  },
  rate(
    "earning",
    "有加分的单位",
    "个",
    "合计大于0的参评单位",
    "参评单位",
    "bonus",
    "参评单位按组别名单，没有申报的以0分列入。"
  ),
  rate(
    "silent",
    "全年没有申报的单位",
    "个",
    "没有任何申报的参评单位",
    "参评单位",
    "bonus",
    "有申报而没有计分的不算在内。"
  ),
  {
    ...count("cap_loss", "封顶扣减合计", "分", "参评单位按规则应得、因封顶没有计入的分", "bonus", "只计已签批的申报。"),
    kind: "points"
  },
  {
    ...rate(
      "refused",
      "审核核减率",
      "分",
      "有效申报与审核通过的分值之差",
      "有效申报的分值",
      "bonus",
      "封顶以前的分值，含不参加排位次的单位。"
    ),
    kind: "rate"
  },
  rate(
    "unsigned",
    "待签批分值占比",
    "分",
    "审核通过而未签批的分值",
    "审核通过的分值",
    "bonus",
    "封顶以前的分值，含不参加排位次的单位。"
  ),
  count("items", "督查事项", "项", "本年度的督查事项", "inspections", "一个事项涉及几个单位的，每个单位算一项。"),
  rate("notices", "督办率", "项", "下发了督办通知单", "督查事项", "inspections", "实地督查时已完成的不再下发。"),
  rate(
    "on_time",
    "按期办结率",
    "份",
    "按期办结",
    "已办结或已到期的通知单",
    "inspections",
    "时限当日办结算按期；未定时限的，以及未到期又未办结的不计。"
  ),
  rate("closed", "办结率", "份", "已办结（按期和逾期）", "已办结或已到期的通知单", "inspections", "分母同按期办结率。"),
  count("overdue", "逾期未结", "项", "历年事项中时限已过、没有办结的", "inspections", "按数据截至日算，天数按日历日。"),
  rate("explained", "逾期说明率", "项", "已提交情况说明", "逾期未结", "inspections", "历年逾期未结的都计。"),
  rate(
    "covered",
    "督查对象覆盖率",
    "个",
    "本年度有督查事项的参评单位",
    "参评单位",
    "inspections",
    "村（社区）的事项不算到所属镇（街道）。"
  ),
  rate("unannounced", "暗访占比", "项", "暗访督查", "督查事项", "inspections", "本年度的事项。"),
  rate(
    "approved",
    "先签批后督查",
    "项",
    "实地督查前已有组长签批，或还没有实地督查",
    "督查事项",
    "inspections",
    "签批日期不晚于实地日期。"
  ),
  rate("windows", "会议召开率", "个", "符合要求的双月", "须开会的双月", "meetings", "口径见下文“会议窗口”。"),
  rate("attended", "参会率", "次", "到会、迟到、请假并派员", "应到", "meetings", "请假未派员按缺席算。"),
  rate("in_person", "本人到会率", "次", "到会、迟到", "应到", "meetings", "请假并派员的不算本人到会。"),
  rate(
    "proper_leave",
    "规范请假率",
    "次",
    "请假并派员",
    "本人没有到会",
    "meetings",
    "本人没有到会：请假并派员、请假未派员、缺席。"
  ),
  rate("linked", "任务入督率", "项", "能找到对应督查事项的任务", "会议任务", "meetings", "按布置任务的会议所在年度。"),
  rate("done", "任务完成率", "项", "已完成的任务", "会议任务", "meetings", "完成日期不晚于数据截至日。"),
  rate(
    "done_on_time",
    "任务按期完成率",
    "项",
    "按期完成的任务",
    "会议任务",
    "meetings",
    "没有时限的任务，完成即算按期。"
  ),
  rate(
    "satisfied",
    "满意率",
    "份",
    "非常满意和满意",
    "有效评价（不含不了解）",
    "satisfaction",
    "只用电话问询和问卷调查。"
  ),
  rate(
    "unhappy",
    "不满意占比",
    "份",
    "不满意和非常不满意",
    "有效评价（不含不了解）",
    "satisfaction",
    "只用电话问询和问卷调查。"
  ),
  rate("handled", "意见办理率", "件", "已办理", "收到的意见建议", "satisfaction", "五个渠道合计，不进入满意率。"),
  rate("rectified", "整改率", "件", "已完成整改（按期和逾期）", "通报的突出问题", "satisfaction", "历年通报的都计。"),
  rate(
    "rectified_on_time",
    "按期整改率",
    "件",
    "按期完成整改",
    "已完成或已过时限的突出问题",
    "satisfaction",
    "整改时限当日完成算按期。"
  )
];

function rate(id: string, name: string, unit: string, part: string, whole: string, page: string, says: string): Words {
  return {id, name, kind: "rate", unit, part, whole, page, says};
}

function count(id: string, name: string, unit: string, part: string, page: string, says: string): Words {
  return {id, name, kind: "count", unit, part, whole: null, page, says};
}
