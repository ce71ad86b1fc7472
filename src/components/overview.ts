import {
  formatCount,
  formatDate,
  formatPoints,
  formatPointsChange,
  formatRateChange,
  formatShare
} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {OverviewData} from "../../publish/sitedata/overview.ts";
import {cityGrades, districtFigure, graded} from "./assessment.ts";
import {figure, stackedBars} from "./chart.ts";
import {type Page, page, section, shortName, unitLink} from "./frame.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {categoryFigure, overdueMark} from "./inspections.ts";
import {legend} from "./marks.ts";
import {months, windowCount} from "./meetings.ts";
import {ruleFills, ruleName} from "./rules.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

const RED_ROWS = 8;
const BARS = 12;

/** Returns the first page: where do we stand, what is wrong, and the six figures. */
export function overviewPage(facts: Facts, data: OverviewData): Page {
  return page(facts, {
    name: "index",
    title: `${facts.city}${facts.year}年度人才工作`,
    lead: verdict(facts, data),
    description: `${facts.city}${facts.year}年度人才工作总览：考核、绩效加分、督查督办、调度会议、服务评价。`,
    body: html`${redList(facts, data)}${cards(facts, data)}${section("三张图", bonusFigure(facts, data), districtFigure(facts, data.assessment), categoryFigure(facts, data.inspections))}`
  });
}

function verdict(facts: Facts, data: OverviewData): Part {
  const grades = cityGrades(data.assessment, facts.year);
  const year = data.inspections.years.find(row => row.year === facts.year);
  const ranked = data.bonus.groups.flatMap(group => group.rows);
  const satisfied = data.satisfaction.years.find(row => row.year === facts.year);
  const parts: Part[] = [];
  if (grades?.due) {
    parts.push(
      html`应考人才${link("assessment", `${formatCount(grades.due)}人`)}，已备案${link("assessment", formatShare(grades.filed, grades.due))}，优秀${formatCount(grades.excellent)}人，不合格${formatCount(grades.unqualified)}人`
    );
  }
  if (ranked.length) {
    const silent = ranked.filter(row => row.claims === 0).length;
    parts.push(
      html`${ranked.length}个参评单位绩效加分合计${link("bonus", `${formatPoints(sum(ranked.map(row => row.total)))}分`)}${silent ? html`，${link("bonus", `${silent}个`)}单位没有申报` : null}`
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
  return html`截至${formatDate(facts.asOf)}，全市${join(parts, "；")}。`;
}

function link(page: string, text: string): Html {
  return html`<a href="${page}.html" rel="external"><strong>${text}</strong></a>`;
}

interface RedRow {
  what: Part;
  who: Part;
  detail: Part;
}

/** Worst first: overdue, two-year fails, missed windows, unsolved issues; each kind keeps a place among the eight. */
function redList(facts: Facts, data: OverviewData): Html {
  const others: RedRow[] = [];
  if (data.twoYearFails) {
    others.push({
      what: "连续两年不合格",
      who: html`<a href="assessment.html" rel="external">${data.twoYearFails}人</a>`,
      detail: "按第十条应取消资格、收回证书；名单由办公室内部掌握"
    });
  }
  const missed = data.windows.filter(window => window.held === false);
  if (missed.length) {
    others.push({
      what: data.cadence === "interval" ? "调度会间隔超过两个月" : "双月没有开调度会",
      who: html`<a href="meetings.html" rel="external">${missed.length}个双月</a>`,
      detail: missed.map(months).join("、")
    });
  }
  others.push(
    ...data.unsolved.slice(0, 2).map((row, i) => ({
      what: html`${overdueMark()} 突出问题未整改`,
      who: unitLink(facts, row.unitId),
      detail: html`整改时限 ${row.dueOn}${i === 1 && data.unsolved.length > 2 ? html`，另有${data.unsolved.length - 2}件见<a href="satisfaction.html" rel="external">服务评价</a>` : null}`
    }))
  );
  const overdue = data.inspections.overdue.slice(0, RED_ROWS - others.length).map(row => ({
    what: html`${overdueMark(row.overdueDays)} 督办事项`,
    who: unitLink(facts, row.unitId),
    detail: html`${row.subject ?? row.inspectionId}${row.explained ? null : html`<small>未提交情况说明</small>`}`
  }));
  const rows = [...overdue, ...others];
  const more = data.inspections.overdue.length - overdue.length;
  return section(
    "要紧的事",
    table({
      className: "red",
      caption: "最要紧的事项，重的在前",
      rowHead: 0,
      columns: [{head: "事项", nowrap: true}, {head: "对象"}, {head: "情况", wide: true}],
      rows: rows.map(({what, who, detail}) => [what, who, detail]),
      empty: "没有逾期、连续不合格、缺会或未整改的事项"
    }),
    more > 0
      ? html`<p class="after">另有${more}项督办逾期，见<a href="inspections.html" rel="external">督查督办</a>。</p>`
      : null
  );
}

function cards(facts: Facts, data: OverviewData): Html {
  const now = cityGrades(data.assessment, facts.year);
  const before = cityGrades(data.assessment, facts.year - 1);
  const year = data.inspections.years.find(row => row.year === facts.year);
  const last = data.inspections.years.find(row => row.year === facts.year - 1);
  const ranked = data.bonus.groups.flatMap(group => group.rows);
  const rankedBefore = data.bonusBefore?.groups.flatMap(group => group.rows) ?? [];
  const satisfied = data.satisfaction.years.find(row => row.year === facts.year);
  const satisfiedBefore = data.satisfaction.years.find(row => row.year === facts.year - 1);
  const held = data.windows.filter(window => window.held).length;
  const heldBefore = data.windowsBefore.filter(window => window.held).length;
  const total = sum(ranked.map(row => row.total));
  const totalBefore = sum(rankedBefore.map(row => row.total));
  const due = (row: typeof year) => (row ? row.closedOnTime + row.closedLate + row.overdue : 0);
  const share = (part: number | null | undefined, whole: number | null | undefined) =>
    formatShare(part ?? null, whole ?? null);
  return section(
    "六个数",
    html`<ul class="cards">
${card({page: "assessment", name: "考核备案率", value: share(now?.filed, now?.due), detail: now ? `${formatCount(now.filed)}/${formatCount(now.due)}人` : "没有数据", before: before ? share(before.filed, before.due) : null, change: now && before ? formatRateChange([now.filed, now.due], [before.filed, before.due]) : null})}
${card({page: "assessment", name: "优秀率", value: now ? share(now.excellent, graded(now)) : "—", detail: now ? `${formatCount(now.excellent)}/${formatCount(graded(now))}人` : "没有数据", before: before ? share(before.excellent, graded(before)) : null, change: now && before ? formatRateChange([now.excellent, graded(now)], [before.excellent, graded(before)]) : null})}
${card({page: "bonus", name: "绩效加分合计", value: ranked.length ? `${formatPoints(total)}分` : "—", detail: ranked.length ? `${ranked.filter(row => row.total > 0).length}/${ranked.length}个单位有加分` : "没有数据", before: rankedBefore.length ? `${formatPoints(totalBefore)}分` : null, change: rankedBefore.length && total !== totalBefore ? `${formatPointsChange(total - totalBefore)}分` : rankedBefore.length ? "持平" : null})}
${card({page: "meetings", name: data.cadence === "interval" ? "会议间隔未超的双月" : "已开会的双月", value: data.windows.length ? `${held}/${data.windows.length}` : "—", detail: data.windows.length ? `${windowCount(data.windows.length)}双月中${data.cadence === "interval" ? "会议间隔没有超过两个月" : "开过调度会"}的` : "没有数据", before: data.windowsBefore.length ? `${heldBefore}/${data.windowsBefore.length}` : null, change: data.windowsBefore.length ? countChange(held - heldBefore, "个") : null})}
${card({page: "inspections", name: "督办按期办结率", value: share(year?.closedOnTime, due(year)), detail: data.inspections.overdue.length ? html`${formatCount(year?.closedOnTime ?? 0)}/${formatCount(due(year))}件，历年${overdueMark()}${data.inspections.overdue.length}项` : year ? `${formatCount(year.closedOnTime)}/${formatCount(due(year))}件` : "没有数据", before: last ? share(last.closedOnTime, due(last)) : null, change: year && last ? formatRateChange([year.closedOnTime, due(year)], [last.closedOnTime, due(last)]) : null})}
${card({page: "satisfaction", name: "服务对象满意率", value: share(satisfied?.satisfied, satisfied?.n), detail: satisfied ? `${formatCount(satisfied.satisfied)}/${formatCount(satisfied.n)}份` : "没有数据", before: satisfiedBefore ? share(satisfiedBefore.satisfied, satisfiedBefore.n) : null, change: satisfied && satisfiedBefore ? formatRateChange([satisfied.satisfied, satisfied.n], [satisfiedBefore.satisfied, satisfiedBefore.n]) : null})}
</ul>`
  );
}

function card({
  page,
  name,
  value,
  detail,
  before,
  change
}: {
  page: string;
  name: string;
  value: string;
  detail: Part;
  before: string | null;
  change: string | null;
}): Html {
  return html`<li><h3><a href="${page}.html" rel="external">${name}</a></h3><p class="value">${value}</p><p class="detail">${detail}</p><p class="before">${before === null ? "上年没有数据" : `上年 ${before}${change && change !== "—" ? `，${change}` : ""}`}</p></li>`;
}

function countChange(change: number, unit: string): string {
  if (change === 0) return "持平";
  return `${change > 0 ? "↑" : "↓"}${Math.abs(change)}${unit}`;
}

function bonusFigure(facts: Facts, data: OverviewData): Html | null {
  const rows = data.bonus.groups.flatMap(group => group.rows).filter(row => row.total > 0);
  if (!rows.length) return null;
  const top = [...rows]
    .sort(
      (a, b) => b.total - a.total || (facts.units.get(a.unitId)?.order ?? 0) - (facts.units.get(b.unitId)?.order ?? 0)
    )
    .slice(0, BARS);
  const fills = ruleFills(facts);
  const first = top[0]!;
  return figure({
    title: `${shortName(facts, first.unitId)}加分最多，${formatPoints(first.total)}分`,
    summary: `各组合计最高的${top.length}个单位，每条分五段，对应五项规则；位次只在组内排，见绩效加分页。`,
    legend: legend(facts.rules.map((rule, i) => ({name: ruleName(facts, rule), fill: fills[i]!}))),
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
        ...facts.rules.map(rule => ({head: ruleName(facts, rule), number: true})),
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
