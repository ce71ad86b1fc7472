import {formatCount, formatMean, formatRate} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {InspectionData} from "../../publish/sitedata/inspections.ts";
import {CATEGORIES} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, section, unitCell, unitLink} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {STATE_FILLS} from "./marks.ts";
import {overdueMark} from "./overdue.ts";
import {measureProof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Where it stands how many of the overdue matters are explained. */
export const UNEXPLAINED = "unexplained";

/** Returns what is overdue, the longest first. */
export function overdueSection(facts: Facts, data: InspectionData): Html {
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

function explainedNote(facts: Facts, {overdue}: InspectionData): Html {
  const explained = overdue.filter(row => row.explained).length;
  const unread = overdue.filter(row => row.explained && !row.read).length;
  return html`<p id="${UNEXPLAINED}">逾期未结的${formatCount(overdue.length)}项中，${overdue.length - explained}项没有情况说明；已提交的占${measureProof(facts, "explained", formatRate(explained, overdue.length))}${unread ? html`，其中${unread}项组长未阅示` : null}。</p>`;
}

/** Returns what falls due within thirty days. */
export function dueSoonSection(facts: Facts, data: InspectionData): Html {
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
