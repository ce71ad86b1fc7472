import {formatCount, formatShare} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {CityDimension, SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import {ITEMS, RATERS} from "../../publish/words.ts";
import {figure} from "./chart.ts";
import {dotRows} from "./dots.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {lines} from "./lines.ts";
import {COLOURS} from "./marks.ts";
import {axisMin, dots, interval, leastRatings, lowestOf, plottedOf, shareOf} from "./ratingDots.ts";
import {table} from "./table.ts";

const TITLES: Readonly<Record<CityDimension, {by: string; head: string}>> = {
  sector: {by: "按所在领域", head: "领域"},
  rater_kind: {by: "按评价主体", head: "评价主体"},
  quarter: {by: "按季度", head: "季度"}
};

/** Returns who is how satisfied: by sector, by kind of rater, by quarter; each with n and interval. */
export function partFigures(facts: Facts, data: SatisfactionData): Html | null {
  const figures = data.parts.filter(({rows}) => rows.length > 1).map(part => partFigure(facts, part));
  return figures.length ? section("谁满意，什么时候", figures) : null;
}

function partFigure(facts: Facts, {dimension, rows, hidden}: SatisfactionData["parts"][number]): Html {
  const {by, head} = TITLES[dimension];
  const drawn = dots(rows.map(({key, n, satisfied}) => ({label: keyName(dimension, key), n, satisfied})));
  const sorted = dimension === "quarter" ? drawn : drawn.toSorted((a, b) => b.value - a.value);
  const plotted = plottedOf(facts, sorted);
  const lowest = lowestOf(plotted);
  const left = sorted.length - plotted.length;
  return figure({
    title: lowest
      ? `${by}看，${left ? `有效评价${leastRatings(facts)}份及以上的各项中，` : ""}${lowest.label}的满意率最低，${shareOf(lowest)}`
      : `${by}的满意率`,
    summary: `${wholePlace(facts)}${by.slice(1)}的满意率和95%置信区间${left ? `；有效评价少于${leastRatings(facts)}份的${left}项只列表，不画` : ""}${hidden ? `；另有${hidden}项份数少，不显示` : ""}。`,
    draw: ({width, narrow}) =>
      plotted.length ? dotRows(plotted, {width, narrow, min: axisMin(plotted), line: null}) : "<svg></svg>",
    table: table({
      caption: `${by}的满意率（图中数据）`,
      columns: [{head}, {head: "满意率", number: true}, {head: "95%区间", number: true}],
      rows: sorted.map(row => [row.label, row.note, interval(row)])
    })
  });
}

function keyName(dimension: CityDimension, key: string): string {
  if (dimension === "quarter") return `第${"一二三四"[Number(key) - 1] ?? key}季度`;
  return dimension === "rater_kind" ? (RATERS[key] ?? key) : key;
}

/** Returns the share of unhappy ratings of each item over the years, and how many they were. */
export function unhappySection(facts: Facts, data: SatisfactionData): Html | null {
  const [first] = data.unhappy;
  if (!first || first.years.length < 2) return null;
  const years = first.years.map(({year}) => year);
  const now = data.unhappy
    .flatMap(({item, years}) => {
      const {n, unhappy} = years.at(-1)!;
      return n && unhappy !== null ? [{item, n, unhappy}] : [];
    })
    .sort((a, b) => b.unhappy / b.n - a.unhappy / a.n);
  const shown = now.slice(0, 3).filter(({unhappy}) => unhappy > 0);
  if (!shown.length) return null;
  const styles = [
    {colour: COLOURS.strong},
    {colour: COLOURS.middle, dash: "7 3"},
    {colour: COLOURS.hatch, dash: "2 3"}
  ] as const;
  return section(
    "不满意的内容，历年变化",
    figure({
      title: `“${itemName(shown[0]!.item)}”的不满意占比最高，${formatShare(shown[0]!.unhappy, shown[0]!.n)}（${formatCount(shown[0]!.unhappy)}件）`,
      summary: `不满意和非常不满意占有效评价的比例；只画${years.at(-1)}年最高的${shown.length}项，各项件数见表。`,
      draw: ({width, narrow}) =>
        lines(
          shown.map(({item}, i) => ({
            name: itemName(item),
            ...styles[i]!,
            values: data.unhappy
              .find(row => row.item === item)!
              .years.flatMap(({year, n, unhappy}) =>
                n && unhappy !== null ? [{x: year, y: unhappy / n, note: formatShare(unhappy, n)}] : []
              )
          })),
          {width, narrow, format: value => `${Math.round(value * 100)}%`}
        ),
      table: table({
        caption: "不满意和非常不满意（件/有效评价，图中数据）",
        columns: [{head: "评价内容"}, ...years.map(year => ({head: `${year}年`, number: true}))],
        rows: data.unhappy.map(({item, years}) => [
          itemName(item),
          ...years.map(({n, unhappy}) =>
            n === null || unhappy === null ? html`份数少` : n ? `${formatCount(unhappy)}/${formatCount(n)}` : "—"
          )
        ])
      })
    }),
    dataLinks(facts, ["satisfaction"])
  );
}

function itemName(item: string): string {
  return ITEMS[item] ?? item;
}
