import {formatCount, formatMean, formatNames, formatRate, formatShare} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {
  InspectionData,
  InspectionGroup,
  InspectionRow,
  InspectionSum
} from "../../publish/sitedata/inspections.ts";
import type {WaitingData} from "../../publish/sitedata/waiting.ts";
import {CATEGORIES} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, missingDataset, type Page, page, section, unitCell, unitLink, unitOrder} from "./frame.ts";
import {type Html, html, type Part, trusted} from "./html.ts";
import {legend, STATE_FILLS} from "./marks.ts";
import {each, mostOf} from "./most.ts";
import {measureProof, proof, unitProof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";
import {waitingUnits} from "./waiting.ts";

/** Returns the only red words of the site. */
export function overdueMark(days?: number | null): Html {
  return days ? html`<span class="overdue">▲逾期${days}天</span>` : trusted('<span class="overdue">▲逾期</span>');
}

/** Returns the state of a matter; what is overdue stands out by sign, word and colour. */
export function statePart(row: Pick<InspectionRow, "state" | "overdueDays" | "explained" | "closedOn">): Part {
  if (row.state === "逾期")
    return html`${overdueMark(row.overdueDays)}${row.explained ? null : html`<small>未提交情况说明</small>`}`;
  if (row.closedOn && (row.overdueDays ?? 0) > 0) return html`${row.state}<small>超时限${row.overdueDays}天</small>`;
  return row.state;
}

/** What the page shows beside the inspections themselves. */
export interface InspectionExtras {
  /** The calendar of due dates, drawn. */
  calendar: Html | null;
  waiting: WaitingData;
}

/** Returns the page 督查督办: what is overdue, and whose. */
export function inspectionsPage(facts: Facts, data: InspectionData, more: InspectionExtras | null = null): Page {
  const missing = missingDataset(facts, "inspections", "督查督办台账");
  return page(facts, {
    name: "inspections",
    title: `${facts.year}年度督查督办`,
    lead: inspectionLead(facts, data),
    description: `${facts.city}${facts.year}年度督查督办事项的办结和逾期情况。`,
    body:
      missing ??
      html`${overdueSection(facts, data)}${more?.calendar}${categorySection(facts, data)}${loopSection(facts, data)}${methodSection(facts, data)}${complianceSection(facts, data)}${more ? waitingUnits(facts, more.waiting, "items", "explanations") : null}${dueSoonSection(facts, data)}${townSection(facts, data)}${unitSection(facts, data)}`
  });
}

/** Returns the verdict on the year's inspections. */
export function inspectionLead(facts: Facts, data: InspectionData): Part {
  const year = data.years.find(row => row.year === facts.year);
  if (!year) return html`${facts.year}年度没有督查事项。`;
  return html`${facts.year}年度督查事项<strong>${measureProof(facts, "items", `${formatCount(year.items)}项`)}</strong>，下发督办通知单${measureProof(facts, "notices", formatCount(year.notices))}份；已办结或已到期的${measureProof(facts, "closed", `${formatCount(due(year))}份`)}中按期办结${measureProof(facts, "on_time", `${formatCount(year.closedOnTime)}份`)}，按期办结率<strong>${measureProof(facts, "on_time", formatShare(year.closedOnTime, due(year)))}</strong>。${
    data.overdue.length
      ? html`截至数据日尚有<strong>${measureProof(facts, "overdue", `${data.overdue.length}项`)}</strong>${overdueMark()}未结，其中${proof(`#${UNEXPLAINED}`, `${data.overdue.filter(row => !row.explained).length}项`)}没有情况说明。`
      : "没有逾期未结的事项。"
  }`;
}

/** Where it stands how many of the overdue matters are explained. */
const UNEXPLAINED = "unexplained";

function explainedNote(facts: Facts, {overdue}: InspectionData): Html {
  const explained = overdue.filter(row => row.explained).length;
  const unread = overdue.filter(row => row.explained && !row.read).length;
  return html`<p id="${UNEXPLAINED}">逾期未结的${formatCount(overdue.length)}项中，${overdue.length - explained}项没有情况说明；已提交的占${measureProof(facts, "explained", formatRate(explained, overdue.length))}${unread ? html`，其中${unread}项组长未阅示` : null}。</p>`;
}

function overdueSection(facts: Facts, data: InspectionData): Html {
  const buckets = [
    {label: "1～7天", test: (days: number) => days <= 7},
    {label: "8～30天", test: (days: number) => days > 7 && days <= 30},
    {label: "31～90天", test: (days: number) => days > 30 && days <= 90},
    {label: "90天以上", test: (days: number) => days > 90}
  ].map(({label, test}) => ({label, count: data.overdue.filter(row => test(row.overdueDays ?? 0)).length}));
  const days = sum(data.overdue.map(row => row.overdueDays ?? 0));
  const old = data.overdue.filter(row => (row.overdueDays ?? 0) > 90).length;
  return section(
    data.overdue.length ? html`${overdueMark()}未结 ${data.overdue.length} 项` : "没有逾期未结的事项",
    data.overdue.length
      ? figure({
          title: old ? `${old}项逾期超过90天` : "没有逾期超过90天的事项",
          summary: `逾期未结的${data.overdue.length}项按逾期天数分组，共逾期${formatCount(days)}天，平均逾期${formatMean(days, data.overdue.length)}天，天数按日历日计。`,
          draw: ({width, narrow}) =>
            stackedBars(
              buckets.map(({label, count}) => ({label, values: [count], note: `▲${count}项`})),
              {width, narrow, fills: [STATE_FILLS.overdue], format: String}
            ),
          table: table({
            caption: "逾期事项按天数（图中数据）",
            columns: [{head: "逾期天数"}, {head: "事项", number: true}],
            rows: buckets.map(({label, count}) => [label, count])
          })
        })
      : null,
    data.overdue.length ? explainedNote(facts, data) : null,
    table({
      caption: "逾期未结事项，按逾期天数",
      stack: true,
      interactive: "overdue",
      rowHead: 0,
      columns: [
        {head: "督查编号"},
        {head: "单位"},
        {head: "事项", wide: true},
        {head: "类别"},
        {head: "办结时限", nowrap: true},
        {head: "逾期", number: true},
        {head: "情况说明"}
      ],
      rows: data.overdue.map(row => [
        html`<span class="code">${row.inspectionId}</span>`,
        unitCell(facts, row.unitId),
        row.subject ?? "—",
        CATEGORIES[row.category] ?? row.category,
        row.dueOn ?? "—",
        {show: overdueMark(row.overdueDays), sort: row.overdueDays ?? 0},
        row.explained ? (row.read ? "组长已阅示" : "已提交，未阅示") : "未提交"
      ]),
      empty: "没有逾期未结的事项"
    }),
    dataLinks(facts, ["inspection_status"])
  );
}

function categorySection(facts: Facts, data: InspectionData): Html | null {
  const drawn = categoryFigure(facts, data);
  const touched = new Set(data.byCategory.map(row => row.category)).size;
  const all = Object.keys(CATEGORIES).length;
  return drawn
    ? section(
        "九个类别",
        html`<p>有事项的类别占${measureProof(facts, "categories", formatRate(touched, all))}。</p>`,
        drawn,
        dataLinks(facts, ["inspection_status"])
      )
    : null;
}

/** Bars of the nine categories by how their matters stand. */
export function categoryFigure(facts: Facts, data: InspectionData): Html | null {
  if (!data.byCategory.length) return null;
  const series = [
    {name: "已销号或已完成", fill: STATE_FILLS.done, states: ["已销号", "已完成"]},
    {name: "办理中", fill: STATE_FILLS.running, states: ["待签批", "待通知", "待实地", "督办中", "已反馈"]},
    {name: "▲逾期", fill: STATE_FILLS.overdue, states: ["逾期"]}
  ];
  const rows = Object.entries(CATEGORIES).map(([category, name]) => ({
    name,
    counts: series.map(({states}) =>
      sum(data.byCategory.filter(row => row.category === category && states.includes(row.state)).map(row => row.count))
    )
  }));
  const worst = mostOf(rows, ({counts}) => counts[2]!);
  return figure({
    title: worst.length
      ? `${formatNames(
          worst.map(({name}) => `“${name}”`),
          {most: 3, of: "类"}
        )}逾期最多，${each(worst)}${worst[0]!.counts[2]}项`
      : "各类事项都没有逾期",
    summary: `${facts.year}年度督查事项按九个类别，分已销号或已完成、办理中、逾期三种情形。`,
    legend: legend(series.map(({name, fill}) => ({name, fill}))),
    draw: ({width, narrow}) =>
      stackedBars(
        rows.map(row => ({
          label: row.name,
          values: row.counts,
          note: row.counts[2] ? `${sum(row.counts)}项，▲${row.counts[2]}` : `${sum(row.counts)}项`
        })),
        {width, narrow, fills: series.map(({fill}) => fill), format: String}
      ),
    table: table({
      caption: "督查事项按类别（图中数据）",
      columns: [
        {head: "类别"},
        ...series.map(({name}) => ({head: name.replace("▲", ""), number: true})),
        {head: "合计", number: true}
      ],
      rows: rows.map(row => [row.name, ...row.counts, sum(row.counts)])
    })
  });
}

function loopSection(facts: Facts, data: InspectionData): Html | null {
  if (!data.funnel.length) return null;
  const [first, notices] = data.funnel;
  const closing = data.closings.find(row => row.year === facts.year);
  return section(
    "闭环：从事项到归档",
    closing
      ? html`<p>销号率${measureProof(facts, "verified", formatRate(closing.verified, closing.closed))}：已办结的通知单中，有核实日期的。</p>`
      : null,
    figure({
      title: `下发通知单${notices!.count}份，销号${data.funnel[4]!.count}份`,
      summary: `从${first!.count}项督查事项起，依次是下发督办通知单、反馈、核实、销号、归档。实地督查时已完成的不再下发通知单。`,
      draw: ({width, narrow}) =>
        stackedBars(
          data.funnel.map(({name, count}) => ({label: name, values: [count], note: String(count)})),
          {width, narrow, fills: [STATE_FILLS.done], format: String}
        ),
      table: table({
        caption: "督查闭环（图中数据）",
        columns: [{head: "环节"}, {head: "数量", number: true}],
        rows: data.funnel.map(({name, count}) => [name, count])
      })
    }),
    dataLinks(facts, ["inspection_status"])
  );
}

function methodSection(facts: Facts, data: InspectionData): Html | null {
  if (!data.byMethod.length) return null;
  const total = sum(data.byMethod.map(row => row.count));
  const {city} = data;
  return section(
    "督查方式",
    city && total
      ? html`<p>暗访占比${measureProof(facts, "unannounced", formatRate(city.unannounced, city.items))}。</p>`
      : null,
    table({
      caption: "督查事项按方式",
      columns: [{head: "方式"}, {head: "事项", number: true}, {head: "占比", number: true}],
      rows: data.byMethod.map(row => [row.method, row.count, formatShare(row.count, total)])
    }),
    dataLinks(facts, ["inspection_status"])
  );
}

/** What the measure asks of the inspectors themselves, and of the units once they are late. */
function complianceSection(facts: Facts, {city}: InspectionData): Html | null {
  if (!city) return null;
  const checks = [
    {name: "实地督查前没有组长签批", count: city.unapproved, of: `督查事项${formatCount(city.items)}项`},
    {name: "暗访督查事先发了通知", count: city.forewarned, of: `暗访督查${formatCount(city.unannounced)}项`},
    {name: "逾期未结，没有情况说明", count: city.overdueUnexplained, of: `逾期未结${formatCount(city.overdue)}项`},
    {
      name: "情况说明已提交，组长尚未阅示",
      count: city.explainedUnread,
      of: `已提交情况说明${formatCount(city.overdue - city.overdueUnexplained)}项`
    }
  ];
  const found = checks.filter(({count}) => count > 0).length;
  return section(
    found ? `程序核查：${found}种情形须核实` : "程序核查：没有发现问题",
    html`<p>先签批后督查的占${measureProof(facts, "approved", formatRate(city.items - city.unapproved, city.items))}，还没有实地督查的也算在内。</p>`,
    table({
      caption: `${facts.year}年度事项的督查程序和逾期说明；往年事项的逾期见上面的表`,
      columns: [{head: "情形", wide: true}, {head: "项数", number: true}, {head: "范围"}],
      rows: checks.map(({name, count, of}) => [name, formatCount(count), of])
    }),
    dataLinks(facts, ["inspection_summary"])
  );
}

function due(row: Pick<InspectionSum, "closedOnTime" | "closedLate" | "overdue">): number {
  return row.closedOnTime + row.closedLate + row.overdue;
}

function onTimeCell(row: Pick<InspectionSum, "closedOnTime" | "closedLate" | "overdue">): {show: Part; sort: number} {
  return {
    show: due(row) ? formatRate(row.closedOnTime, due(row)) : "—",
    sort: due(row) ? row.closedOnTime / due(row) : -1
  };
}

function overdueCell({overdue}: Pick<InspectionSum, "overdue">): {show: Part; sort: number} {
  return {show: overdue ? html`<span class="overdue">▲${overdue}</span>` : 0, sort: overdue};
}

/** Returns the numbers of a sum with their heads, as the table of all units and a unit's own page show them. */
export function inspectionCells(
  row: Omit<InspectionSum, "year" | "unitId">
): {head: string; show: Part; sort: number}[] {
  return [
    {head: "事项", show: row.items, sort: row.items},
    {head: "通知单", show: row.notices, sort: row.notices},
    {head: "按期办结", show: row.closedOnTime, sort: row.closedOnTime},
    {head: "逾期办结", show: row.closedLate, sort: row.closedLate},
    {head: "逾期未结", ...overdueCell(row)},
    {head: "办理中", show: row.running, sort: row.running},
    {head: "未定时限", show: row.noDeadline, sort: row.noDeadline},
    {head: "按期办结率", ...onTimeCell(row)}
  ];
}

function dueSoonSection(facts: Facts, data: InspectionData): Html {
  return section(
    "三十天内到期",
    table({
      caption: "三十天内到期、尚未办结的事项，按时限",
      stack: true,
      columns: [
        {head: "督查编号"},
        {head: "单位"},
        {head: "事项", wide: true},
        {head: "办结时限", nowrap: true},
        {head: "状态"}
      ],
      rows: data.dueSoon.map(row => [
        html`<span class="code">${row.inspectionId}</span>`,
        unitLink(facts, row.unitId),
        row.subject ?? "—",
        row.dueOn ?? "—",
        row.state
      ]),
      empty: "没有三十天内到期的事项"
    }),
    dataLinks(facts, ["inspection_status"])
  );
}

function townSection(facts: Facts, {towns, villages}: InspectionData): Html | null {
  if (!towns.length) return null;
  const rows = [...towns].sort((a, b) => unitOrder(facts, a.key, b.key));
  return section(
    "按镇（街道）",
    html`<p>村（社区）的事项归入所属镇（街道），其他单位列本单位。${
      villages.all
        ? html`名录中的村（社区）抽查到${measureProof(facts, "villages", formatRate(villages.visited, villages.all))}。`
        : null
    }</p>`,
    table({
      caption: `${facts.year}年度督查督办情况，村（社区）并入所属镇（街道）`,
      interactive: "towns",
      columns: [
        {head: "镇（街道）或单位", sticky: true},
        {head: "事项", number: true},
        {head: "通知单", number: true},
        {head: "按期办结", number: true},
        {head: "逾期办结", number: true},
        {head: "逾期未结", number: true},
        {head: "按期办结率", number: true}
      ],
      rows: rows.map((row: InspectionGroup) => [
        {
          show: row.key === "未填" ? "未填所属镇（街道）" : unitLink(facts, row.key),
          sort: facts.units.get(row.key)?.order ?? row.key
        },
        row.items,
        row.notices,
        row.closedOnTime,
        row.closedLate,
        overdueCell(row),
        onTimeCell(row)
      ])
    }),
    dataLinks(facts, ["inspection_summary", "units"])
  );
}

function unitSection(facts: Facts, data: InspectionData): Html {
  const rows = [...data.units].sort((a, b) => unitOrder(facts, a.unitId, b.unitId));
  const heads = inspectionCells({...EMPTY}).map(({head}) => ({head, number: true}));
  return section(
    "各单位",
    html`<p>按期办结率是按期办结数除以已办结或已到期数（按期办结、逾期办结、逾期未结之和）；未定时限的，以及未到期又未办结的不计。点数字看该单位的每一项。${
      data.ranked.all
        ? html`参评单位中有督查事项的占${measureProof(facts, "covered", formatRate(data.ranked.visited, data.ranked.all))}。`
        : null
    }</p>`,
    table({
      caption: `${facts.year}年度各单位督查督办情况`,
      interactive: "units",
      columns: [{head: "单位", sticky: true}, ...heads],
      rows: rows.map(row => [
        unitCell(facts, row.unitId),
        ...inspectionCells(row).map(({show, sort}) => ({
          show: sort > 0 ? unitProof(facts, row.unitId, "inspected", show) : show,
          sort
        }))
      ])
    }),
    dataLinks(facts, ["inspection_summary"])
  );
}

const EMPTY: Omit<InspectionSum, "year" | "unitId"> = {
  ...{items: 0, notices: 0, closedOnTime: 0, closedLate: 0, overdue: 0, overdueUnexplained: 0},
  ...{running: 0, noDeadline: 0, unannounced: 0, unapproved: 0}
};
