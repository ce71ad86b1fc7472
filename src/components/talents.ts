import {formatCount, formatDate, formatRate} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {leftOf, type StockYear, type TalentData} from "../../publish/sitedata/talents.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {shortName, unitOrder} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {legend, STATE_FILLS} from "./marks.ts";
import {measureProof, proof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns the stock of talents in three numbers, for the first page. */
export function talentSummary(facts: Facts, data: TalentData): Html | null {
  const last = data.years.at(-1);
  if (!last) return null;
  const away = awayOf(data);
  return html`<section><h2>人才底数：${formatDate(lastDay(facts))}在管理期${formatCount(last.stock)}人</h2><ul class="cards">
<li><h3><a href="assessment.html#stock" rel="external">在管理期</a></h3><p class="value">${proof("assessment.html#stock-now", formatCount(last.stock))}人</p><p class="detail">${flow(last)}</p><p class="before">${before(data)}</p></li>
<li><h3><a href="assessment.html#ending" rel="external">90天内管理期（服务期）届满</a></h3><p class="value">${proof("assessment.html#ending", `${formatCount(data.within90)}人`)}</p><p class="detail">91～180天届满${proof("assessment.html#ending", `${formatCount(data.within180)}人`)}</p><p class="before">只算仍在职或未填现状的</p></li>
<li><h3><a href="assessment.html#stock" rel="external">管理期内已离岗</a></h3><p class="value">${away === null ? "—" : proof("assessment.html#posts", `${formatCount(away)}人`)}</p><p class="detail">辞职离岗、调出、退休，按名单登记的现状</p><p class="before">名单不记离岗日期，不能分年度</p></li>
</ul></section>`;
}

/** Returns the section of the stock: by year, by district, terms that end, states of post; `due` are those of the year. */
export function talentSection(facts: Facts, data: TalentData, due: number | null = null): Html | null {
  const last = data.years.at(-1);
  if (!last) return null;
  return html`<section id="stock"><h2>人才存量和进出</h2>${stockFigure(data)}${endingTable(facts, data)}${postTable(facts, data, due)}</section>`;
}

function stockFigure({years}: TalentData): Html {
  const last = years.at(-1)!;
  const series = [
    {
      name: "上年年末在管理期、今年仍在",
      fill: STATE_FILLS.done,
      of: (row: StockYear) => row.before - row.ended - row.cancelled
    },
    {name: "本年新进", fill: STATE_FILLS.late, of: (row: StockYear) => row.joined}
  ];
  return figure({
    title: `${last.year}年进${formatCount(last.joined)}人、出${formatCount(last.ended + last.cancelled)}人，存量${formatCount(last.stock)}人`,
    summary: "每年年末（当年为数据截至日）在管理期的人数：上年存量，加新认定，减管理期满和取消资格。",
    legend: legend(series.map(({name, fill}) => ({name, fill}))),
    draw: ({width, narrow}) =>
      stackedBars(
        years.map(row => ({
          label: `${row.year}年`,
          values: series.map(({of}) => Math.max(0, of(row))),
          note: `${formatCount(row.stock)}人`
        })),
        {width, narrow, fills: series.map(({fill}) => fill), format: String}
      ),
    table: stockTable(years)
  });
}

function stockTable(years: readonly StockYear[]): Html {
  return table({
    caption: "历年人才存量和进出（图中数据，人）",
    csv: true,
    columns: [{head: "年度"}, ...["年初", "新进", "期满", "取消资格", "年末"].map(head => ({head, number: true}))],
    rows: years.map(row => [
      `${row.year}年`,
      formatCount(row.before),
      formatCount(row.joined),
      formatCount(row.ended),
      formatCount(row.cancelled),
      formatCount(row.stock)
    ]),
    rowIds: years.map((_, i) => (i === years.length - 1 ? "stock-now" : null))
  });
}

function endingTable(facts: Facts, data: TalentData): Html {
  const rows = [...data.districts].sort((a, b) => unitOrder(facts, a.district, b.district));
  const least = facts.thresholds.minCell ?? 5;
  const shown = (count: number | null) => ({show: count === null ? "人数少" : formatCount(count), sort: count ?? -1});
  return html`<h3 id="ending">管理期（服务期）将满：90天内${formatCount(data.within90)}人，91～180天${formatCount(data.within180)}人</h3><p>从${formatDate(facts.asOf)}起算，只算仍在职或未填现状、没有取消资格的。少于${least}人的格不显示，能由合计倒推的一并不显示。</p>${table(
    {
      caption: `各县市区和市直单位的在管理期人才（${facts.year}年度，人）`,
      csv: true,
      interactive: "ending",
      columns: [
        {head: "县市区、市直单位", sticky: true},
        {head: "年内在管理期", number: true},
        {head: "本年新认定", number: true},
        {head: "90天内届满", number: true},
        {head: "91～180天届满", number: true}
      ],
      rows: rows.map(row => [
        {
          show: row.district === "未填" ? row.district : shortName(facts, row.district),
          sort: facts.units.get(row.district)?.order ?? row.district
        },
        shown(row.due),
        shown(row.recognised),
        shown(row.within90),
        shown(row.within180)
      ]),
      foot: html`<tr><th scope="row">${wholePlace(facts)}</th>${[data.years.at(-1)!.before + data.years.at(-1)!.joined, data.recognised, data.within90, data.within180].map(count => html`<td class="number">${shown(count).show}</td>`)}</tr>`
    }
  )}`;
}

function postTable(facts: Facts, data: TalentData, due: number | null): Html | null {
  if (!data.posts.length) return null;
  const away = awayOf(data);
  const left = leftOf(data, due);
  return html`<h3 id="posts">${away === null ? "在管理期人才的现岗位现状" : `管理期内已离岗${formatCount(away)}人`}</h3>${
    left
      ? html`<p>流失率${measureProof(facts, "left", formatRate(left.part, left.whole))}：在管理期而现状登记为辞职离岗、调出的，占应考人数；退休不算。名单不记离岗日期，不能分年度，调出的也可能仍在本市。</p>`
      : null
  }${table({
    caption: `${formatDate(lastDay(facts))}在管理期人才的现岗位现状（按名单登记，人）`,
    csv: true,
    columns: [{head: "现状"}, {head: "人数", number: true}],
    rows: data.posts.map(({post, count}) => [post, count === null ? "人数少，不显示" : formatCount(count)])
  })}`;
}

/** Null where a part of it is hidden. */
function awayOf({posts}: TalentData): number | null {
  const away = posts.filter(({post}) => ["辞职离岗", "调出", "退休"].includes(post));
  return away.some(({count}) => count === null) ? null : sum(away.map(({count}) => count ?? 0));
}

function flow({before, joined, ended, cancelled}: StockYear): string {
  return `年初${formatCount(before)}人，新进${formatCount(joined)}人，期满${formatCount(ended)}人，取消资格${formatCount(cancelled)}人`;
}

function before({years}: TalentData): string {
  const [last, previous] = [years.at(-1)!, years.at(-2)];
  if (!previous) return "上年没有数据";
  const change = last.stock - previous.stock;
  return `上年年末 ${formatCount(previous.stock)}人，${change ? `${change > 0 ? "↑" : "↓"}${formatCount(Math.abs(change))}人` : "持平"}`;
}

function lastDay(facts: Facts): string {
  const last = `${facts.year}-12-31`;
  return last < facts.asOf ? last : facts.asOf;
}
