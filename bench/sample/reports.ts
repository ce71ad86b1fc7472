import {addDays, earlier} from "./calendar.ts";
import type {CitySizes} from "./city.ts";
import type {BaseScoreFact, ReportFact, TalentFact, UnitFact} from "./facts.ts";
import {random} from "./random.ts";
import {isDue} from "./talents.ts";
import {isActive, isRanked} from "./units.ts";

/** Returns the employers' reports: two standing kinds without a day of event, four kinds of events reported sooner or later. */
export function generateReports(
  {seed, talents: count, asOf}: CitySizes,
  years: readonly number[],
  units: readonly UnitFact[],
  talents: readonly TalentFact[]
): ReportFact[] {
  const listed = new Set(units.filter(unit => unit.kind === "用人单位").map(unit => unit.id));
  return years.flatMap(year => {
    const draw = random(seed, `reports/${year}`);
    const due = talents.filter(talent => isDue(talent, year) && listed.has(talent.employer));
    if (!due.length) return [];
    const rows: Omit<ReportFact, "id">[] = [];
    for (let index = year === 2021 ? count * 0.03 : count * 0.14; index >= 1; index--) {
      const talent = draw.pick(due);
      const kind = draw.weighted([
        ["作用发挥报告", 34],
        ["支持服务报告", 24],
        ["工作调动", 14],
        ["职务调整", 12],
        ["重大成果奖励", 14],
        ["重大工作失误", 2]
      ]);
      const standing = kind === "作用发挥报告" || kind === "支持服务报告";
      const eventOn = addDays(year === 2021 ? "2021-10-29" : `${year}-01-05`, draw.int(0, year === 2021 ? 40 : 335));
      const reportedOn = addDays(
        eventOn,
        standing
          ? 0
          : draw.weighted([
              [draw.int(0, 15), 78],
              [draw.int(16, 60), 22]
            ])
      );
      rows.push({
        unit: talent.employer,
        kind,
        talentId: kind === "支持服务报告" ? null : talent.id,
        eventOn: standing ? null : eventOn,
        reportedOn: earlier(reportedOn, earlier(`${year}-12-31`, asOf))
      });
    }
    rows.sort((a, b) => (a.reportedOn < b.reportedOn ? -1 : a.reportedOn > b.reportedOn ? 1 : 0));
    return rows.map((row, index) => ({id: `BG${year}-${String(index + 1).padStart(3, "0")}`, ...row}));
  });
}

/** Returns a base score for every ranked unit and year. */
export function generateBaseScores(
  {seed}: CitySizes,
  years: readonly number[],
  units: readonly UnitFact[]
): BaseScoreFact[] {
  return years.flatMap(year => {
    const draw = random(seed, `base scores/${year}`);
    return units
      .filter(unit => isRanked(unit) && isActive(unit, `${year}-12-31`))
      .map(unit => ({
        year,
        unit: unit.id,
        points: `${draw.int(82, 98)}.${draw.int(0, 9)}`,
        sourceDoc: `示人才组〔${year + 1}〕1号`
      }));
  });
}
