import {formatCount, formatMean, formatRate, formatRateChange, formatShare, MISSING} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {RatingRow, SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import {ITEMS} from "../../publish/words.ts";
import {figure} from "./chart.ts";
import {dotRows} from "./dots.ts";
import {dataLinks, missingDataset, type Page, page, section, shortName, unitCell, unitLink} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {overdueMark} from "./inspections.ts";
import {measureProof, proof, unitProof} from "./proof.ts";
import {axisMin, dots, interval, leastRatings, lowestOf, plottedOf, shareOf} from "./ratingDots.ts";
import {partFigures, unhappySection} from "./ratingParts.ts";
import {sum} from "./shares.ts";
import {type Cell, table} from "./table.ts";

/** Returns the page 服务评价: who is unsatisfied with what. */
export function satisfactionPage(facts: Facts, data: SatisfactionData): Page {
  const missing = missingDataset(facts, "ratings", "满意度评价");
  return page(facts, {
    name: "satisfaction",
    title: `${facts.year}年度服务评价`,
    lead: satisfactionLead(facts, data),
    description: `${facts.city}${facts.year}年度服务对象满意率、意见建议办理和突出问题整改情况。`,
    body: html`${missing ?? html`${itemFigure(facts, data)}${yearTable(facts, data)}${unhappySection(facts, data)}${partFigures(facts, data)}${unitFigure(facts, data)}${unitTable(facts, data)}${channelTable(facts, data)}`}${opinions(facts, data)}${loop(facts, data)}`
  });
}

function satisfactionLead(facts: Facts, data: SatisfactionData): Part {
  const now = data.years.find(row => row.year === facts.year);
  const before = data.years.find(row => row.year === facts.year - 1);
  const late = data.rectifications.filter(row => row.state === "逾期").length;
  return html`${now ? html`${facts.year}年度满意率<strong>${measureProof(facts, "satisfied", formatShare(now.satisfied, now.n))}</strong>（${formatCount(now.satisfied)}/${formatCount(now.n)}）${before ? html`，比上年${formatRateChange([now.satisfied, now.n], [before.satisfied, before.n])}` : null}；基本满意及以上${measureProof(facts, "satisfied_basic", formatShare(now.n - now.unhappy, now.n))}，不满意和非常不满意${measureProof(facts, "unhappy", `${formatCount(now.unhappy)}份`)}。` : html`${facts.year}年度${data.yearHidden ? "满意度评价份数少，不显示" : "没有满意度评价"}。`}${
    late ? html`通报的突出问题有<strong>${proof(`#${LOOP}`, `${late}件`)}</strong>${overdueMark()}未整改。` : null
  }满意率只用电话问询和问卷调查，不了解不计入${data.unitLeftOut ? "；有一个单位份数少，单独隐去，全市数不含该单位" : ""}。`;
}

/** Where the counts of notified issues stand. */
const LOOP = "rectifications";

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

/** The share below which the office wants to be told, in thousandths; null where it set none. */
function limitOf(facts: Facts): number | null {
  return Number(facts.thresholds.satisfiedShare ?? 0) || null;
}

/** 80%, or 82.5% where the limit is no whole one. */
function limitText(limit: number): string {
  return formatShare(limit, 1000).replace(".0%", "%");
}

function limitLine(facts: Facts): {at: number; name: string} | null {
  const limit = limitOf(facts);
  return limit === null ? null : {at: limit / 1000, name: `提示线 ${limitText(limit)}`};
}

function limitWords(facts: Facts): string {
  const limit = limitOf(facts);
  return limit === null ? "" : `虚线是办公室设定的提示线${limitText(limit)}，低于它的要了解原因。`;
}

function unitFigure(facts: Facts, data: SatisfactionData): Html | null {
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

function itemFigure(facts: Facts, data: SatisfactionData): Html | null {
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
      summary: `全市按评价内容的满意率和95%置信区间。${lowest ? limitWords(facts) : ""}${few && lowest ? `有效评价少于${leastRatings(facts)}份的${few}项只列表，不画。` : ""}${data.hiddenItems ? `另有${data.hiddenItems}项份数少，或由其他项可以倒推，不显示。` : ""}`,
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

function yearTable(facts: Facts, data: SatisfactionData): Html | null {
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

function unitTable(facts: Facts, data: SatisfactionData): Html {
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

/** How many came back, and how many of them are valid; how many were asked no ledger says. */
function channelTable(facts: Facts, {channels}: SatisfactionData): Html | null {
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

function opinions(facts: Facts, data: SatisfactionData): Html {
  const missing = missingDataset(facts, "opinions", "意见建议");
  if (missing) return missing;
  return section(
    "意见建议",
    html`<p>热线、意见箱、谈心谈话、走访调研和主题活动收到的是意见，不是满意度，不进入满意率。意见的内容从不读入。${
      data.opinions.length
        ? html`热线办理率${hotlineRate(facts, data)}，五个渠道合计办理率${measureProof(facts, "handled", formatRate(sum(data.opinions.map(row => row.handled)), sum(data.opinions.map(row => row.opinions))))}。`
        : null
    }</p>`,
    table({
      caption: `${facts.year}年度意见建议按渠道`,
      csv: true,
      columns: [
        {head: "渠道"},
        {head: "收到", number: true},
        {head: "已办理", number: true},
        {head: "办理率", number: true}
      ],
      rows: data.opinions.map(row => [
        row.channel,
        formatCount(row.opinions),
        formatCount(row.handled),
        formatShare(row.handled, row.opinions)
      ])
    })
  );
}

/** Of the hot line alone: whether a call was answered no ledger says. */
function hotlineRate(facts: Facts, {opinions}: SatisfactionData): Part {
  const row = opinions.find(({channel}) => channel === "服务热线");
  return row ? measureProof(facts, "hotline", formatRate(row.handled, row.opinions)) : MISSING;
}

function loop(facts: Facts, data: SatisfactionData): Html {
  const missing = missingDataset(facts, "rectifications", "突出问题整改");
  if (missing) return missing;
  const of = (...states: string[]) => data.rectifications.filter(row => states.includes(row.state)).length;
  const ended = of("完成", "逾期完成", "逾期");
  const counts = ["完成", "逾期完成", "整改中", "逾期"].map(
    state => `${state}${data.rectifications.filter(row => row.state === state).length}件`
  );
  return section(
    "突出问题整改",
    html`<p id="${LOOP}">历年通报${data.rectifications.length}件：${counts.join("，")}。${
      data.rectifications.length
        ? html`整改率${measureProof(facts, "rectified", formatShare(of("完成", "逾期完成"), data.rectifications.length))}，按期整改率${measureProof(facts, "rectified_on_time", formatShare(of("完成"), ended))}。`
        : null
    }</p>`,
    table({
      caption: "突出问题整改情况，未完成的在前",
      stack: true,
      interactive: "issues",
      columns: [
        {head: "问题编号"},
        {head: "单位"},
        {head: "类别"},
        {head: "通报日期", nowrap: true},
        {head: "整改时限", nowrap: true},
        {head: "完成日期", nowrap: true},
        {head: "状态"}
      ],
      rows: data.rectifications.map(row => [
        html`<span class="code">${row.issueId}</span>`,
        unitLink(facts, row.unitId),
        row.item ? (ITEMS[row.item] ?? row.item) : "—",
        row.notifiedOn,
        row.dueOn,
        row.doneOn ?? "—",
        row.state === "逾期" ? overdueMark() : row.state
      ])
    }),
    dataLinks(facts, ["rectification_status"])
  );
}
