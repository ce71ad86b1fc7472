import {formatCount, formatPoints, formatRate} from "../../publish/format.ts";
import type {Facts, Rule} from "../../publish/sitedata/facts.ts";
import {SINGLE_FOLDER} from "../../publish/sitedata/single.ts";
import type {UnitData, YearScore} from "../../publish/sitedata/unit.ts";
import {CATEGORIES, ITEMS} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {decisionSection} from "./decisions.ts";
import {dataLinks, type Page, page, section} from "./frame.ts";
import {type Html, html, type Part, withCodes} from "./html.ts";
import {inspectionCells} from "./inspectionSums.ts";
import {STATE_FILLS} from "./marks.ts";
import {overdueMark, statePart} from "./overdue.ts";
import {proof, rankAnchor, ruleAnchor, yearAnchor} from "./proof.ts";
import {bandText, rankText} from "./ranks.ts";
import {nextWords, ruleName, togetherOf} from "./rules.ts";
import {silentWords} from "./sayings.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";
import {ledgerSection} from "./unitLedger.ts";
import {firstYear, latestYear, yearNav} from "./years.ts";

/**
 * Returns one unit's page: its result first, then every claim and what the unit owes. The page of an earlier year holds that
 * year's points and claims.
 */
export function unitPage(given: Facts, read: UnitData): Page {
  const facts = {...given, base: given.archive ? "../../" : "../"};
  const data = {...read, years: read.years.filter(({year}) => year >= firstYear(facts))};
  const {unit} = data;
  return page(facts, {
    name: "unit",
    title: unit.name,
    lead: unitLead(facts, data),
    description: facts.archive
      ? `${unit.name}${facts.year}年度绩效加分和逐条申报。`
      : `${unit.name}${facts.year}年度绩效加分、督查督办、参会和服务评价情况。`,
    body: html`${unitYears(facts, data)}${resultSection(facts, data)}${ledgerSection(facts, data)}${decisionSection(facts, data.decisions, {caption: `${facts.year}年度本单位申报所涉的裁定`})}${inspectionSection(facts, data)}${attendanceSection(facts, data)}${evaluationSection(facts, data)}${alertSection(data)}${facts.archive ? null : singleLink(data)}`
  });
}

/** The page as one file, to hand to the unit. */
function singleLink({unit: {single}}: UnitData): Html | null {
  if (!single) return null;
  return html`<p class="data">本页的单文件（样式和图都在里面，可以单独转发）：<a href="../${encodeURI(`${SINGLE_FOLDER}/${single}`)}" rel="external" download><code>${single}</code></a></p>`;
}

/** The same unit's pages of other years. */
function unitYears(facts: Facts, {unit, years}: UnitData): Html | null {
  const latest = latestYear(facts);
  const others = years.filter(({year, claims}) => year !== latest && claims > 0).map(({year}) => year);
  return yearNav(
    facts,
    [...others, latest].map(year => ({year, href: unitYearHref(facts, unit, year)}))
  );
}

function unitYearHref(facts: Facts, {page}: UnitData["unit"], year: number): string {
  return `${facts.base}${year === latestYear(facts) ? "" : `${year}/`}${page}`;
}

function unitLead(facts: Facts, {unit, rank, of, ledger, inspections}: UnitData): Html {
  const overdue = inspections.filter(row => row.state === "逾期").length;
  const owed = overdue ? html`有${overdueMark()}的督办事项<strong>${overdue}项</strong>。` : null;
  if (!rank) {
    return html`${unit.kind}，${ledger.length ? `有申报${ledger.length}条，` : ""}不参加绩效加分排位次。${owed}`;
  }
  const change =
    rank.previousRank === null
      ? rank.change === "新"
        ? "上年不在本组"
        : "上年没有位次可比"
      : rank.change === "—"
        ? "位次与上年相同"
        : rank.change.startsWith("↑")
          ? `比上年上升${rank.change.slice(1)}位`
          : rank.change.startsWith("↓")
            ? `比上年下降${rank.change.slice(1)}位`
            : "上年不在本组";
  return html`${facts.year}年度绩效加分<strong>${formatPoints(rank.total)}分</strong>，在${of}个${rank.group}${rank.tied ? "中" : "中列"}<strong>${proof(`${facts.base}${facts.archive ? `${facts.year}/` : ""}bonus.html#${rankAnchor(unit.page)}`, rankText(rank).replace(/^(并列)?(.*)$/, "$1第$2位"))}</strong>，${change}。${rank.capLoss ? `因封顶少计${formatPoints(rank.capLoss)}分。` : null}${rank.claims === 0 ? `${silentWords(facts)}。` : null}${owed}`;
}

function resultSection(facts: Facts, data: UnitData): Html | null {
  const {rank, scores, years} = data;
  // A unit that is no longer ranked was once: the rankings of those years lead here.
  if (!rank && !scores.length)
    return years.length ? section("历年得分", yearTable(facts, data), dataLinks(facts, ["bonus_ranking"])) : null;
  const rows = facts.rules.map(rule => ({rule, score: scores.find(score => score.ruleId === rule.id)}));
  const points = rows.map(({score}) => score?.points ?? 0);
  const total = sum(points);
  const chartRows = rows.filter(({rule}) => rule.cap !== null);
  // The next step is of use to who is ranked, in the year that runs.
  const steps = !facts.archive && rank !== null;
  return html`<section><h2>得分</h2>${table({
    caption: `${facts.year}年度各项得分（已签批口径，单位：分）`,
    columns: [
      {head: "规则"},
      {head: "计分项数", number: true},
      {head: "封顶前", number: true},
      {head: "封顶", number: true},
      {head: "得分", number: true},
      {head: "封顶扣减", number: true},
      ...(steps ? [{head: "下一步"}] : [])
    ],
    rows: rows.map(({rule, score}) => [
      html`${ruleName(rule)}`,
      formatCount(score?.items ?? 0),
      formatPoints(score?.raw ?? 0),
      rule.cap === null ? "—" : formatPoints(rule.cap),
      html`<strong>${score?.points ? proof(`#${ruleAnchor(rule.id)}`, formatPoints(score.points)) : formatPoints(0)}</strong>`,
      formatPoints(score?.capLoss ?? 0),
      ...(!steps ? [] : [nextWords(rule, score?.items ?? 0, score?.points ?? 0, togetherOf(facts, rule, points))])
    ]),
    foot: html`<tr id="total"><th scope="row">合计</th><td class="number">${formatCount(sum(rows.map(({score}) => score?.items ?? 0)))}</td><td class="number">${formatPoints(sum(rows.map(({score}) => score?.raw ?? 0)))}</td><td class="number">${facts.ceiling === null ? "—" : formatPoints(facts.ceiling)}</td><td class="number"><strong>${formatPoints(total)}</strong></td><td class="number">${formatPoints(sum(rows.map(({score}) => score?.capLoss ?? 0)))}</td>${steps ? html`<td></td>` : null}</tr>`
  })}${
    // What room there was under the caps is of use in the year that runs; thousands of pages are stamped sooner without.
    !facts.archive && chartRows.length && total > 0
      ? figure({
          title: fullTitle(chartRows.map(({rule, score}) => ({rule, points: score?.points ?? 0}))),
          summary: "实心的是已得分，横纹的是离封顶还差的分。",
          draw: ({width, narrow}) =>
            stackedBars(
              chartRows.map(({rule, score}) => ({
                label: ruleName(rule),
                values: [score?.points ?? 0, rule.cap! - (score?.points ?? 0)],
                note: `${formatPoints(score?.points ?? 0)}/${formatPoints(rule.cap!)}`
              })),
              {width, narrow, fills: [STATE_FILLS.done, STATE_FILLS.running], format: value => formatPoints(value)}
            ),
          table: table({
            caption: "各项得分与封顶（图中数据）",
            columns: [{head: "规则"}, {head: "得分", number: true}, {head: "封顶", number: true}],
            rows: chartRows.map(({rule, score}) => [
              ruleName(rule),
              formatPoints(score?.points ?? 0),
              formatPoints(rule.cap!)
            ])
          })
        })
      : null
  }${rank ? html`<p class="after">位次区间 ${bandText(rank)}：把没有写明的条款换一种理解，把未签批的申报全部通过或全部不通过，逐一重算的最好和最差位次。</p>` : null}${
    years.length > 1 || years.some(({year}) => year !== facts.year) ? yearTable(facts, data) : null
  }${dataLinks(facts, ["bonus_scores", "bonus_ranking"])}</section>`;
}

/** Years as columns, so that the result fits the first sheet; a year's total opens its page. */
function yearTable(facts: Facts, {unit, years}: UnitData): Html {
  const moved = new Set(years.flatMap(({place}) => place?.group ?? [])).size > 1;
  const total = ({year, total, claims}: YearScore): Part =>
    claims && year !== facts.year
      ? proof(`${unitYearHref(facts, unit, year)}#total`, formatPoints(total))
      : formatPoints(total);
  return table({
    caption: "历年绩效加分和位次（按现行规则重算）；点合计看那一年的逐条申报",
    columns: [{head: "年度"}, ...years.map(year => ({head: `${year.year}年`, number: true}))],
    rows: [
      ["合计（分）", ...years.map(year => html`<span id="${yearAnchor(year.year)}">${total(year)}</span>`)],
      ["位次", ...years.map(({place}) => (place ? `${rankText(place)}/${place.of}` : "—"))],
      ["申报（条）", ...years.map(({claims}) => formatCount(claims))],
      ...(moved ? [["组别", ...years.map(({place}) => place?.group ?? "—")]] : [])
    ]
  });
}

function fullTitle(rows: {rule: Rule; points: number}[]): string {
  const full = rows.filter(({rule, points}) => points >= rule.cap!);
  if (full.length) return `${full.map(({rule}) => ruleName(rule)).join("、")}已经封顶`;
  const room = rows.reduce((a, b) => (b.rule.cap! - b.points > a.rule.cap! - a.points ? b : a));
  return `没有一项封顶，${ruleName(room.rule)}余地最大，还差${formatPoints(room.rule.cap! - room.points)}分`;
}

function inspectionSection(facts: Facts, {inspections, inspected}: UnitData): Html | null {
  if (!inspections.length) return null;
  const overdue = inspections.filter(row => row.state === "逾期").length;
  return html`<section><h2>${overdue ? html`督查督办：${overdueMark()} ${overdue}项` : "督查督办：没有逾期"}</h2>${
    inspected
      ? table({
          caption: `${facts.year}年度督查督办汇总；下面的明细含往年`,
          rowHead: -1,
          columns: inspectionCells(inspected).map(({head}) => ({head, number: true})),
          rowIds: ["inspected"],
          rows: [inspectionCells(inspected).map(({show}) => show)]
        })
      : null
  }${table({
    caption: "本单位的督查督办事项，按年度，新的在前；没有发通知单的没有办结时限",
    stack: true,
    columns: [
      {head: "督查编号"},
      {head: "事项", wide: true},
      {head: "类别"},
      {head: "办结时限", nowrap: true},
      {head: "销号日期", nowrap: true},
      {head: "状态", nowrap: true}
    ],
    rows: inspections.map(row => [
      html`<span class="code">${row.inspectionId}</span>`,
      row.subject ?? "—",
      CATEGORIES[row.category] ?? row.category,
      row.dueOn ?? (row.notice ? "未定时限" : "未发通知单"),
      row.closedOn ?? "—",
      statePart(row)
    ])
  })}${dataLinks(facts, ["inspection_status", "inspection_summary"])}</section>`;
}

function attendanceSection(facts: Facts, {attendance}: UnitData): Html | null {
  if (!attendance?.expected) return null;
  const {expected, present, late, substitute, leave, absent} = attendance;
  return html`<section><h2 id="attendance">调度会议：应到${expected}次，参会率${formatRate(present + late + substitute, expected)}</h2>${table(
    {
      caption: `${facts.year}年度参加调度会议情况（次）`,
      columns: ["应到", "到会", "迟到", "请假并派员", "请假未派员", "缺席"].map(head => ({head, number: true})),
      rowHead: -1,
      rows: [[expected, present, late, substitute, leave, absent]]
    }
  )}${dataLinks(facts, ["attendance_summary"])}</section>`;
}

function evaluationSection(facts: Facts, {ratings, rectifications}: UnitData): Html | null {
  const shown = ratings.filter(row => row.n !== null || row.suppressed);
  if (!shown.length && !rectifications.length) return null;
  return html`<section><h2>服务评价</h2>${
    shown.length
      ? table({
          caption: `${facts.year}年度服务对象评价（电话问询和问卷调查，不了解不计入）`,
          columns: [
            {head: "评价内容"},
            {head: "有效评价", number: true},
            {head: "满意率"},
            {head: "不满意", number: true}
          ],
          rowIds: shown.map(({item}) => (item === "all" ? "evaluation" : null)),
          rows: shown.map(row =>
            row.n === null || row.suppressed
              ? [itemName(row.item), "—", "人数少，不显示", "—"]
              : [
                  itemName(row.item),
                  formatCount(row.n),
                  row.n ? formatRate((row.verySatisfied ?? 0) + (row.satisfied ?? 0), row.n) : "—",
                  formatCount((row.dissatisfied ?? 0) + (row.veryDissatisfied ?? 0))
                ]
          )
        })
      : null
  }${
    rectifications.length
      ? table({
          caption: "通报的突出问题及整改",
          stack: true,
          columns: [
            {head: "问题编号"},
            {head: "类别"},
            {head: "通报日期", nowrap: true},
            {head: "整改时限", nowrap: true},
            {head: "完成日期", nowrap: true},
            {head: "状态"}
          ],
          rows: rectifications.map(row => [
            html`<span class="code">${row.issueId}</span>`,
            row.item ? (ITEMS[row.item] ?? row.item) : "—",
            row.notifiedOn,
            row.dueOn,
            row.doneOn ?? "—",
            row.state === "逾期" ? overdueMark() : row.state
          ])
        })
      : null
  }${dataLinks(facts, [...(shown.length ? ["satisfaction"] : []), ...(rectifications.length ? ["rectification_status"] : [])])}</section>`;
}

function itemName(item: string): string {
  return item === "all" ? "全部" : (ITEMS[item] ?? item);
}

function alertSection({alerts}: UnitData): Html | null {
  if (!alerts.length) return null;
  return section(
    `提醒事项：${alerts.length}条`,
    html`<ul class="notes">${alerts.map(alert => html`<li>${withCodes(alert.message)}${alert.clause ? html`<small>${alert.clause}</small>` : null}</li>`)}</ul>`
  );
}
