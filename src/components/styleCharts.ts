import {formatPoints} from "../../publish/format.ts";
import {type DueDays, monthOf} from "../../publish/sitedata/dueDays.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {stackedBars} from "./bars.ts";
import {calendarSection} from "./calendar.ts";
import {figure} from "./chart.ts";
import {dotRows} from "./dots.ts";
import {section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {lines} from "./lines.ts";
import {COLOURS, GRADE_FILLS, legend, RULE_FILLS, STATE_FILLS} from "./marks.ts";
import {slopes} from "./slopes.ts";
import {POINTS, RULES, UNITS} from "./styleSample.ts";
import {table} from "./table.ts";

/** Returns the sections with every kind of drawing, in colour and as a copier shows it. */
export function styleCharts(facts: Facts): Html {
  return html`${section(
    "图",
    html`<p>图在生成时画好，一宽一窄两张，宽屏和纸上用宽的，手机上用窄的。标题说意思，一句话说看到了什么，表在下面折着。</p>`,
    bars(),
    states(),
    grades(),
    dots(),
    years(),
    ranks()
  )}${calendarSection(facts, dueDays(facts))}${section("黑白", html`<p>同样的图，去掉颜色：各段靠明暗和花纹分得清。</p>`, html`<div class="in-grey">${bars()}${states()}${grades()}${dots()}${years()}${ranks()}</div>`)}`;
}

const NAMES = RULES.map((name, i) => `${"①②③④⑤"[i]}${name}`);

function bars(): Html {
  return figure({
    title: "分段横条：青禾镇到了封顶",
    summary: "每条分五段，对应五项规则；竖线是封顶，条末是合计。",
    legend: legend(NAMES.map((name, i) => ({name, fill: RULE_FILLS[i]!}))),
    draw: ({width, narrow}) =>
      stackedBars(
        UNITS.map((label, i) => ({
          label,
          values: POINTS[i]!,
          note: formatPoints(POINTS[i]!.reduce((a, b) => a + b, 0))
        })),
        {
          width,
          narrow,
          fills: RULE_FILLS,
          tick: 5000,
          ticks: [0, 1000, 2000, 3000, 4000, 5000],
          format: value => formatPoints(value, {digits: 0})
        }
      ),
    table: numbers(
      ["单位", ...NAMES],
      UNITS.map((name, i) => [name, ...POINTS[i]!.map(points => formatPoints(points))])
    )
  });
}

function states(): Html {
  const counts = [12, 3, 5, 2, 1];
  const names = ["按期完成", "逾期完成", "办理中", "▲逾期", "没有期限"];
  return figure({
    title: "状态：红色只有逾期，并且带 ▲",
    summary: "一条横条，五种状态各一段。",
    legend: legend(Object.values(STATE_FILLS).map((fill, i) => ({name: names[i]!, fill}))),
    draw: ({width, narrow}) =>
      stackedBars([{label: "全市", values: counts, note: "23件"}], {
        width,
        narrow,
        fills: Object.values(STATE_FILLS),
        format: String
      }),
    table: numbers(["范围", ...names], [["全市", ...counts.map(String)]])
  });
}

function grades(): Html {
  const counts = [60, 300, 8, 2];
  const names = ["优秀", "合格", "不合格", "不分开的等次"];
  return figure({
    title: "等次：黑白也分得清",
    summary: "优秀最深，合格居中，不合格是斜线，其余最浅。",
    legend: legend(Object.values(GRADE_FILLS).map((fill, i) => ({name: names[i]!, fill}))),
    draw: ({width, narrow}) =>
      stackedBars([{label: "全市", values: counts, note: "370人"}], {
        width,
        narrow,
        fills: Object.values(GRADE_FILLS),
        format: String
      }),
    table: numbers(["范围", ...names], [["全市", ...counts.map(String)]])
  });
}

function dots(): Html {
  const rows = UNITS.map((label, i) => ({
    label,
    value: 0.95 - i * 0.08,
    low: 0.9 - i * 0.1,
    high: 0.98 - i * 0.06,
    note: `${95 - i * 8}.0%（${40 + i}份）`
  }));
  return figure({
    title: "点和区间：份数少的区间长",
    summary: "点是满意率，横线是区间，虚线是全市。",
    draw: ({width, narrow}) => dotRows(rows, {width, narrow, min: 0.4, line: {at: 0.84, name: "全市 84%"}}),
    table: numbers(
      ["单位", "满意率"],
      rows.map(row => [row.label, row.note])
    )
  });
}

function years(): Html {
  const series = [
    {name: "优秀", colour: COLOURS.strong, values: [2022, 2023, 2024, 2025].map((x, i) => ({x, y: 40 + i * 8}))},
    {
      name: "不合格",
      colour: COLOURS.ink,
      dash: "2 3",
      values: [2022, 2023, 2024, 2025].map((x, i) => ({x, y: 20 - i * 3}))
    }
  ];
  return figure({
    title: "折线：线末写名称，线型也不同",
    summary: "两条线，四年；不用颜色也能按线型分开。",
    draw: ({width, narrow}) => lines(series, {width, narrow, format: value => `${value}人`}),
    table: numbers(
      ["年度", ...series.map(({name}) => name)],
      [2022, 2023, 2024, 2025].map((year, i) => [String(year), ...series.map(({values}) => String(values[i]!.y))])
    )
  });
}

function ranks(): Html {
  const rows = UNITS.map((label, i) => ({label, before: UNITS.length - i, after: i + 1, strong: i === 0}));
  return figure({
    title: "位次升降：变动大的线深",
    summary: "左边上年，右边今年，第一在最上。",
    draw: ({width, narrow}) => slopes(rows, {width, narrow, years: [2024, 2025]}),
    table: numbers(
      ["单位", "2024年位次", "2025年位次"],
      rows.map(row => [row.label, String(row.before), String(row.after)])
    )
  });
}

function dueDays({asOf}: Facts): DueDays {
  const month = asOf.slice(0, 7);
  return {
    from: monthOf(asOf, 0),
    to: monthOf(asOf, 1),
    earlier: 1,
    days: [
      {day: `${month}-05`, closed: 2, open: 0, overdue: 0},
      {day: `${month}-12`, closed: 1, open: 0, overdue: 1},
      {day: asOf, closed: 0, open: 3, overdue: 0}
    ]
  };
}

function numbers(heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  return table({
    caption: "图中数据",
    columns: heads.map((head, i) => ({head, number: i > 0})),
    rows
  });
}
