import {formatCount, formatRate, formatShare} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import {ITEMS} from "../../publish/words.ts";
import {figure} from "./chart.ts";
import {dotRows} from "./dots.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {measureProof} from "./proof.ts";
import {axisMin, dots, interval, leastRatings, lowestOf, plottedOf, shareOf} from "./ratingDots.ts";
import {limitLine, limitWords} from "./ratingLimit.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns the rate of the whole city by what is rated. */
export function itemFigure(facts: Facts, data: SatisfactionData): Html | null {
  if (!data.items.length) return null;
  const rows = dots(data.items.map(({item, n, satisfied}) => ({label: ITEMS[item] ?? item, n, satisfied}))).sort(
    (a, b) => b.value - a.value
  );
  const drawn = plottedOf(facts, rows);
  const lowest = lowestOf(drawn);
  const few = rows.length - drawn.length;
  return section(
    "对什么不满意",
    figure({
      title: lowest
        ? `${few ? `有效评价${leastRatings(facts)}份及以上的各项中，` : ""}对“${lowest.label}”的满意率最低，${shareOf(lowest)}`
        : `各项有效评价都不足${leastRatings(facts)}份，只列表，不画`,
      summary: `${wholePlace(facts)}按评价内容的满意率和95%置信区间。${lowest ? limitWords(facts) : ""}${few && lowest ? `有效评价少于${leastRatings(facts)}份的${few}项只列表，不画。` : ""}${data.hiddenItems ? `另有${data.hiddenItems}项份数少，或由其他项可以倒推，不显示。` : ""}`,
      draw: ({width, narrow}) =>
        lowest ? dotRows(drawn, {width, narrow, min: axisMin(drawn), line: limitLine(facts)}) : "<svg></svg>",
      table: table({
        caption: "按评价内容的满意率（图中数据）",
        columns: [{head: "评价内容"}, {head: "满意率", number: true}, {head: "95%区间", number: true}],
        rows: rows.map(row => [row.label, row.note, interval(row)])
      })
    }),
    dataLinks(facts, ["satisfaction"])
  );
}

/** Returns the rate of the whole city over the years. */
export function yearTable(facts: Facts, data: SatisfactionData): Html | null {
  if (data.years.length < 2) return null;
  return section(
    "历年",
    table({
      caption: "历年满意率和不满意份数",
      columns: [
        {head: "年度"},
        {head: "有效评价", number: true},
        {head: "满意率", number: true},
        {head: "基本满意及以上", number: true},
        {head: "不满意（份）", number: true}
      ],
      rows: data.years.map(row => [
        `${row.year}年`,
        formatCount(row.n),
        formatRate(row.satisfied, row.n),
        formatShare(row.n - row.unhappy, row.n),
        formatCount(row.unhappy)
      ])
    }),
    dataLinks(facts, ["satisfaction"])
  );
}

/** How many came back, and how many of them are valid; how many were asked no ledger says. */
export function channelTable(facts: Facts, {channels}: SatisfactionData): Html | null {
  if (!channels.length) return null;
  const hidden = channels.some(row => row.valid === null);
  const [valid, received] = [sum(channels.map(row => row.valid ?? 0)), sum(channels.map(row => row.received ?? 0))];
  return section(
    "收回多少，有效多少",
    hidden
      ? html`<p>有的渠道份数少，各渠道的份数不显示。</p>`
      : html`<p>收回的评价有效率${measureProof(facts, "valid", formatRate(valid, received))}。台账没有拨打数和发放数，所以不是回收率。</p>`,
    hidden
      ? null
      : table({
          caption: `${facts.year}年度收回的评价按渠道；有效的含“不了解”`,
          columns: [
            {head: "渠道"},
            {head: "收回", number: true},
            {head: "有效", number: true},
            {head: "有效率", number: true}
          ],
          rows: channels.map(row => [
            row.channel,
            formatCount(row.received),
            formatCount(row.valid),
            formatShare(row.valid, row.received)
          ])
        })
  );
}
