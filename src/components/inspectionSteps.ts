import {formatCount, formatRate} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {InspectionData} from "../../publish/sitedata/inspections.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {STATE_FILLS} from "./marks.ts";
import {measureProof} from "./proof.ts";
import {table} from "./table.ts";

/** Returns how far the matters went, from inspection to archive. */
export function loopSection(facts: Facts, data: InspectionData): Html | null {
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

/** What the measure asks of the inspectors themselves, and of the units once they are late. */
export function complianceSection(facts: Facts, {city}: InspectionData): Html | null {
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
