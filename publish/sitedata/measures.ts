import {CATEGORIES} from "../words.ts";
import type {AssessmentData} from "./assessment.ts";
import type {BonusData} from "./bonus.ts";
import type {Facts} from "./facts.ts";
import type {InspectionData} from "./inspections.ts";
import {type MeasureWords, measureWords} from "./measureWords.ts";
import type {MeetingData} from "./meetings.ts";
import type {ReportData} from "./reports.ts";
import type {Ratio, SameDay} from "./sameDay.ts";
import type {SatisfactionData} from "./satisfaction.ts";
import {leftOf, type TalentData} from "./talents.ts";

/** A measure of the year: what it counts, and what was counted. */
export interface Measure extends MeasureWords {
  now: Ratio;
  /** The year before, whole, as of today. */
  before: Ratio | null;
  /** The year before as it stood on the same date. */
  sameDay: Ratio | null;
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
  talents: TalentData;
  sameDay: SameDay | null;
}

/** Returns every measure of the year that the data carry, each with numerator and denominator. */
export function measures(facts: Facts, sources: MeasureSources): Measure[] {
  const earned = points(facts, sources);
  const values: Record<string, (Ratio | null)[]> = {
    ...people(facts, sources),
    ...earned,
    ...inspected(facts, sources),
    ...met(sources),
    ...rated(facts, sources)
  };
  return measureWords().flatMap(words => {
    const [now, before] = values[words.id] ?? [];
    if (!now) return [];
    // Points of a year of which nothing was sent are nought, which is no mark to be compared with.
    const sameDay = words.id in earned && !before ? null : sources.sameDay?.figures.get(words.id);
    return [{...words, now, before: before ?? null, sameDay: sameDay ?? null}];
  });
}

type Values = Record<string, (Ratio | null)[]>;

function people(facts: Facts, {assessment, reports, talents}: MeasureSources): Values {
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
    assessed_filed: [assessment.stages && maybeRatio(assessment.stages.countyFiled, assessment.stages.countyGraded)],
    excellent: of(row => ratio(row.excellent ?? 0, graded(row))),
    qualified: of(row => ratio(row.qualified ?? 0, graded(row))),
    unqualified: of(row => ratio(row.unqualified ?? 0, graded(row))),
    agreed: [agreed && ratio(agreed.same, agreed.total)],
    suspended: outcome("suspend_next_year"),
    cancelled: outcome("cancel", "cancel_and_recover"),
    paid: [facts.year - 1, facts.year - 2].map(year => {
      const row = assessment.paid.find(row => row.year === year);
      return row ? maybeRatio(row.paid, row.entitled) : null;
    }),
    left: [leftOf(talents, years[0]?.due ?? null)],
    reported: [
      maybeRatio(sum(reports.kinds.map(row => row.onTime)), sum(reports.kinds.map(row => row.onTime + row.late))),
      reports.before && maybeRatio(reports.before.onTime, reports.before.onTime + reports.before.late)
    ]
  };
}

function points(facts: Facts, {bonus, bonusBefore}: MeasureSources): Values {
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
    capped: of(({rows}) => ratio(rows.filter(row => isCapped(facts, row.points)).length, rows.length)),
    cap_loss: of(({rows}) => plain(sum(rows.map(row => row.capLoss)))),
    refused: of(({stages: [claimed, reviewed]}) =>
      claimed && reviewed ? maybeRatio(claimed.points - reviewed.points, claimed.points) : null
    ),
    unsigned: of(({stages: [, reviewed, signed]}) =>
      reviewed && signed ? maybeRatio(reviewed.points - signed.points, reviewed.points) : null
    )
  };
}

function inspected(facts: Facts, {inspections}: MeasureSources): Values {
  const years = [facts.year, facts.year - 1].map(year => inspections.years.find(row => row.year === year) ?? null);
  const of = (pick: (row: NonNullable<(typeof years)[number]>) => Ratio | null) => years.map(row => row && pick(row));
  const late = inspections.overdue;
  const due = (row: NonNullable<(typeof years)[number]>) => row.closedOnTime + row.closedLate + row.overdue;
  return {
    items: of(row => plain(row.items)),
    notices: of(row => maybeRatio(row.notices, row.items)),
    on_time: of(row => maybeRatio(row.closedOnTime, due(row))),
    closed: of(row => maybeRatio(row.closedOnTime + row.closedLate, due(row))),
    verified: [facts.year, facts.year - 1].map(year => {
      const row = inspections.closings.find(row => row.year === year);
      return row ? ratio(row.verified, row.closed) : null;
    }),
    overdue: years[0] || late.length ? [plain(late.length)] : [],
    explained: late.length ? [ratio(late.filter(row => row.explained).length, late.length)] : [],
    covered: years[0] ? [maybeRatio(inspections.ranked.visited, inspections.ranked.all)] : [],
    categories: inspections.byCategory.length
      ? [ratio(new Set(inspections.byCategory.map(row => row.category)).size, Object.keys(CATEGORIES).length)]
      : [],
    villages: years[0] ? [maybeRatio(inspections.villages.visited, inspections.villages.all)] : [],
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
  const hotline = satisfaction.opinions.filter(row => row.channel === "服务热线");
  return {
    satisfied: years.map(row => row && ratio(row.satisfied, row.n)),
    satisfied_basic: years.map(row => row && ratio(row.n - row.unhappy, row.n)),
    unhappy: years.map(row => row && ratio(row.unhappy, row.n)),
    valid: satisfaction.channels.some(row => row.valid === null)
      ? []
      : [
          maybeRatio(
            sum(satisfaction.channels.map(row => row.valid ?? 0)),
            sum(satisfaction.channels.map(row => row.received ?? 0))
          )
        ],
    hotline: [maybeRatio(sum(hotline.map(row => row.handled)), sum(hotline.map(row => row.opinions)))],
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

/** Whether some rule gives no more, by the points of each. */
export function isCapped({rules}: Pick<Facts, "rules">, points: readonly number[]): boolean {
  return rules.some(({cap}, i) => cap !== null && (points[i] ?? 0) >= cap);
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
