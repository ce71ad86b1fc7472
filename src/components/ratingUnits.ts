import {formatMean, formatRate} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {RatingRow, SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import {figure} from "./chart.ts";
import {dotRows} from "./dots.ts";
import {dataLinks, section, shortName, unitCell} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {unitProof} from "./proof.ts";
import {axisMin, dots, interval, leastRatings} from "./ratingDots.ts";
import {limitLine, limitOf, limitText, limitWords} from "./ratingLimit.ts";
import {type Cell, table} from "./table.ts";

/** Returns the rates of the units that have enough ratings, with their intervals. */
export function unitFigure(facts: Facts, data: SatisfactionData): Html | null {
  const least = leastRatings(facts);
  const rows = overall(data)
    .filter(({n}) => n >= least)
    .sort((a, b) => b.satisfied / b.n - a.satisfied / a.n || b.n - a.n);
  if (!rows.length) return null;
  const drawn = dots(rows.map(({row, n, satisfied}) => ({label: shortName(facts, row.unitId), n, satisfied})));
  const limit = limitOf(facts);
  const low = limit === null ? 0 : drawn.filter(row => row.high < limit / 1000).length;
  return section(
    "各单位满意率",
    figure({
      title:
        limit === null
          ? `${drawn.at(-1)!.label}的满意率最低`
          : low
            ? `${low}个单位的满意率明显低于${limitText(limit)}`
            : `没有单位的满意率明显低于${limitText(limit)}`,
      summary: `圆点是满意率，横条是95%置信区间；只画有效评价不少于${least}份的${rows.length}个单位。区间越宽，越不能只看名次。${limitWords(facts)}`,
      draw: ({width, narrow}) => dotRows(drawn, {width, narrow, min: axisMin(drawn), line: limitLine(facts)}),
      table: table({
        caption: "各单位满意率（图中数据）",
        columns: [{head: "单位"}, {head: "满意率", number: true}, {head: "95%区间", number: true}],
        rows: drawn.map(row => [row.label, row.note, interval(row)])
      })
    }),
    dataLinks(facts, ["satisfaction"])
  );
}

/** Returns the ratings of every unit. */
export function unitTable(facts: Facts, data: SatisfactionData): Html {
  const rows = data.rows.filter(row => row.item === "all");
  return section(
    "各单位评价",
    data.index.size
      ? html`<p>满意度得分不是满意率，是办公室自定的折算：${weights(facts)}，按有效评价取平均。</p>`
      : null,
    table({
      caption: `${facts.year}年度各单位满意度评价`,
      interactive: "units",
      columns: [
        {head: "单位", sticky: true},
        {head: "有效评价", number: true},
        {head: "非常满意", number: true},
        {head: "满意", number: true},
        {head: "基本满意", number: true},
        {head: "不满意", number: true},
        {head: "非常不满意", number: true},
        {head: "满意率", number: true},
        ...(data.index.size ? [{head: "满意度得分", number: true}] : [])
      ],
      rows: rows.map(row => {
        const index = data.index.size ? [indexCell(data.index.get(row.unitId))] : [];
        const name = unitCell(facts, row.unitId, {short: true});
        if (row.suppressed || row.n === null)
          return [name, "—", "—", "—", "—", "—", "—", {show: "人数少，不显示", sort: -1}, ...index];
        const satisfied = (row.verySatisfied ?? 0) + (row.satisfied ?? 0);
        return [
          name,
          row.n,
          row.verySatisfied,
          row.satisfied,
          row.basic,
          row.dissatisfied,
          row.veryDissatisfied,
          {
            show: row.n ? unitProof(facts, row.unitId, "evaluation", formatRate(satisfied, row.n)) : "—",
            sort: row.n ? satisfied / row.n : -1
          },
          ...index
        ];
      })
    }),
    dataLinks(facts, ["satisfaction"])
  );
}

interface Overall {
  row: RatingRow;
  n: number;
  satisfied: number;
}

function overall(data: SatisfactionData): Overall[] {
  return data.rows.flatMap(row =>
    row.item === "all" && row.n ? [{row, n: row.n, satisfied: (row.verySatisfied ?? 0) + (row.satisfied ?? 0)}] : []
  );
}

/** The weights in words, the best first. */
function weights(facts: Facts): string {
  return Object.entries(facts.satisfactionIndex)
    .sort(([, a], [, b]) => b - a)
    .map(([rating, weight]) => `${rating}${weight}分`)
    .join("、");
}

/** The mean of the weights, to one decimal; exact until it is rounded. */
function indexCell(index: {n: number; points: number} | undefined): Cell {
  if (!index) return {show: "—", sort: -1};
  return {show: formatMean(index.points, index.n), sort: index.points / index.n};
}
