import {formatNames, formatRate, formatShare} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {InspectionData} from "../../publish/sitedata/inspections.ts";
import {CATEGORIES} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {legend, STATE_FILLS} from "./marks.ts";
import {each, mostOf} from "./most.ts";
import {measureProof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns how the nine categories stand. */
export function categorySection(facts: Facts, data: InspectionData): Html | null {
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

/** Returns how many were inspected in which way. */
export function methodSection(facts: Facts, data: InspectionData): Html | null {
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
