import {formatCount, formatDate, formatNames, formatPoints, formatShare} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import {type Facts, hasDataset} from "../../publish/sitedata/facts.ts";
import {measures} from "../../publish/sitedata/measures.ts";
import type {OverviewData} from "../../publish/sitedata/overview.ts";
import {cityGrades} from "./assessmentCity.ts";
import {districtFigure} from "./assessmentGrades.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, type Page, page, section, shortName, unitOrder} from "./frame.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {categoryFigure} from "./inspectionKinds.ts";
import {legend} from "./marks.ts";
import {windowCount} from "./meetings.ts";
import {each, mostOf} from "./most.ts";
import {overdueMark} from "./overdue.ts";
import {cards} from "./overviewCards.ts";
import {chiefFacts, redList} from "./overviewHead.ts";
import {ruleFills, ruleName} from "./rules.ts";
import {notSent, silentWords} from "./sayings.ts";
import {spelled, sum} from "./shares.ts";
import {table} from "./table.ts";
import {talentSummary} from "./talents.ts";
import {waitingSection} from "./waiting.ts";

const BARS = 12;

/** Returns the first page: where do we stand, what is wrong, and the six figures. */
export function overviewPage(facts: Facts, data: OverviewData): Page {
  const all = measures(facts, data);
  return page(facts, {
    name: "index",
    title: `${facts.city}${facts.year}年度人才工作`,
    lead: verdict(facts, data),
    description: `${facts.city}${facts.year}年度人才工作总览：考核、绩效加分、督查督办、调度会议、服务评价。`,
    body: html`${chiefFacts(facts, data, all)}${redList(facts, data)}${cards(facts, data, all)}<div id="waiting">${waitingSection(facts, data.waiting)}</div>${talentSummary(facts, data.talents)}${drawings(facts, [bonusFigure(facts, data), districtFigure(facts, data.assessment, data.waiting), categoryFigure(facts, data.inspections)])}`
  });
}

function drawings(facts: Facts, figures: readonly (Html | null)[]): Html | null {
  const drawn = figures.filter(one => one !== null);
  const links = dataLinks(facts, ["bonus_ranking", "grade_distribution", "inspection_status"]);
  return drawn.length ? section(`${spelled(drawn.length)}张图`, drawn, links) : null;
}

function verdict(facts: Facts, data: OverviewData): Part {
  const grades = cityGrades(data.assessment, facts.year);
  const year = data.inspections.years.find(row => row.year === facts.year);
  const ranked = data.bonus.groups.flatMap(group => group.rows);
  const satisfied = data.satisfaction.years.find(row => row.year === facts.year);
  const parts: Part[] = [];
  if (grades?.due) {
    const due = link("assessment", `${formatCount(grades.due)}人`);
    parts.push(
      grades.filed === 0
        ? html`应考人才${due}，还没有备案的`
        : html`应考人才${due}，已备案${link("assessment", formatShare(grades.filed, grades.due))}，优秀${lightLink("assessment", `${formatCount(grades.excellent)}人`)}，不合格${lightLink("assessment", `${formatCount(grades.unqualified)}人`)}`
    );
  }
  if (ranked.length && hasDataset(facts, "claims")) {
    const silent = ranked.filter(row => row.claims === 0).length;
    parts.push(
      html`${lightLink("units", `${ranked.length}个`)}参评单位绩效加分合计${link("bonus", `${formatPoints(sum(ranked.map(row => row.total)))}分`)}${silent ? html`，${link("bonus", `${silent}个`)}单位${silentWords(facts)}` : null}`
    );
  }
  if (year) {
    const due = year.closedOnTime + year.closedLate + year.overdue;
    parts.push(
      html`督办按期办结率${link("inspections", formatShare(year.closedOnTime, due))}，${data.inspections.overdue.length ? html`${link("inspections", `${data.inspections.overdue.length}项`)}${overdueMark()}未结（含往年）` : "没有逾期未结"}`
    );
  }
  if (data.windows.length) {
    const held = data.windows.filter(window => window.held).length;
    const count = windowCount(data.windows.length);
    parts.push(
      data.cadence === "interval"
        ? html`调度会议在${count}双月中${link("meetings", `${held}个`)}没有超过两个月的间隔`
        : html`${count}双月开了${link("meetings", `${held}个`)}`
    );
  }
  if (satisfied) parts.push(html`服务对象满意率${link("satisfaction", formatShare(satisfied.satisfied, satisfied.n))}`);
  const missing = notSent(facts, EXPORTS);
  if (!parts.length)
    return html`截至${formatDate(facts.asOf)}，还没有可以汇总的数据；${missing}送来以后，这里说明各项工作到了哪一步。`;
  return html`截至${formatDate(facts.asOf)}，${wholePlace(facts)}${join(parts, "；")}。${missing ? `还没有${missing}数据。` : null}`;
}

/** What the verdict is taken from. */
const EXPORTS = [
  ["assessments", "年度考核结果"],
  ["claims", "激励奖励（加分）申报"],
  ["inspections", "督查督办台账"],
  ["meetings", "调度会议"],
  ["ratings", "满意度评价"]
] as const;

function link(page: string, text: string): Html {
  return html`<a href="${page}.html" rel="external"><strong>${text}</strong></a>`;
}

/** A number that is said by the way. */
function lightLink(page: string, text: string): Html {
  return html`<a href="${page}.html" rel="external">${text}</a>`;
}

function bonusFigure(facts: Facts, data: OverviewData): Html | null {
  const rows = data.bonus.groups.flatMap(group => group.rows).filter(row => row.total > 0);
  if (!rows.length) return null;
  const sorted = [...rows].sort((a, b) => b.total - a.total || unitOrder(facts, a.unitId, b.unitId));
  const top = sorted.slice(0, BARS);
  const fills = ruleFills(facts);
  const first = mostOf(sorted, row => row.total);
  const names = formatNames(
    first.map(row => shortName(facts, row.unitId)),
    {most: 3}
  );
  const cut = sorted[BARS]?.total === top.at(-1)!.total ? "，同分的按建制序取" : "";
  return figure({
    title: `${names}加分最多，${each(first)}${formatPoints(first[0]!.total)}分`,
    summary: `${sorted.length > top.length ? `各组合计最高的${top.length}个单位${cut}` : `有加分的${top.length}个单位`}，每条按规则分段；位次只在组内排，见绩效加分页。`,
    legend: legend(facts.rules.map((rule, i) => ({name: ruleName(rule), fill: fills[i]!}))),
    draw: ({width, narrow}) =>
      stackedBars(
        top.map(row => ({label: shortName(facts, row.unitId), values: row.points, note: formatPoints(row.total)})),
        {width, narrow, fills, tick: facts.ceiling, format: value => formatPoints(value, {digits: 0})}
      ),
    table: table({
      caption: "加分最多的单位（图中数据）",
      columns: [
        {head: "单位"},
        {head: "组别"},
        ...facts.rules.map(rule => ({head: ruleName(rule), number: true})),
        {head: "合计", number: true}
      ],
      rows: top.map(row => [
        row.unitName,
        row.group,
        ...row.points.map(points => formatPoints(points)),
        formatPoints(row.total)
      ])
    })
  });
}
