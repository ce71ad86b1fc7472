import {formatCount, formatNames, formatRate, formatShare} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {ReportData} from "../../publish/sitedata/reports.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, section, unitLink} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {legend, STATE_FILLS} from "./marks.ts";
import {each, mostOf} from "./most.ts";
import {measureProof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns how timely events about talents were reported: by kind, and by unit where some were late. */
export function reportSection(facts: Facts, data: ReportData): Html | null {
  if (!data.kinds.length) return null;
  const dated = data.kinds.filter(row => row.onTime + row.late > 0);
  const undated = sum(data.kinds.map(row => row.reports - row.onTime - row.late));
  const worst = mostOf(dated, row => row.late);
  const [onTime, late] = [sum(dated.map(row => row.onTime)), sum(dated.map(row => row.late))];
  return section(
    onTime + late
      ? html`重大事项报告：及时率${measureProof(facts, "reported", formatRate(onTime, onTime + late))}`
      : "重大事项报告",
    html`<p>事项发生后${facts.thresholds.reportDays ?? 15}天内报告为及时，天数由办公室设定。${undated ? `另有${formatCount(undated)}件没有事项日期（作用发挥、支持服务等书面报告），不判断是否及时。` : null}</p>`,
    dated.length
      ? figure({
          title: late
            ? `${formatNames(
                worst.map(({kind}) => `“${kind}”`),
                {most: 3, of: "类"}
              )}迟报最多，${each(worst)}${formatCount(worst[0]!.late)}件`
            : "有事项日期的报告全部及时",
          summary: `${facts.year}年度有事项日期的报告${formatCount(onTime + late)}件，迟报${formatCount(late)}件。`,
          legend: legend([
            {name: "及时", fill: STATE_FILLS.done},
            {name: "迟报", fill: STATE_FILLS.late}
          ]),
          draw: ({width, narrow}) =>
            stackedBars(
              dated.map(row => ({
                label: row.kind,
                values: [row.onTime, row.late],
                note: `${formatShare(row.onTime, row.onTime + row.late)}（${row.onTime}/${row.onTime + row.late}）`
              })),
              {width, narrow, fills: [STATE_FILLS.done, STATE_FILLS.late], format: String}
            ),
          table: table({
            caption: "报告按类型（图中数据，件）",
            columns: [
              {head: "报告类型"},
              ...["报告", "及时", "迟报", "没有事项日期", "及时率"].map(head => ({head, number: true}))
            ],
            rows: data.kinds.map(row => [
              row.kind,
              formatCount(row.reports),
              formatCount(row.onTime),
              formatCount(row.late),
              formatCount(row.reports - row.onTime - row.late),
              formatShare(row.onTime, row.onTime + row.late)
            ])
          })
        })
      : null,
    data.late.length
      ? table({
          caption: "有迟报的单位，迟报多的在前",
          interactive: "reports",
          columns: [
            {head: "单位", sticky: true},
            ...["报告", "及时", "迟报", "没有事项日期"].map(head => ({head, number: true}))
          ],
          rows: data.late.map(row => [
            unitLink(facts, row.unitId),
            row.reports,
            row.onTime,
            row.late,
            row.reports - row.onTime - row.late
          ])
        })
      : null,
    dataLinks(facts, ["report_lag"])
  );
}
