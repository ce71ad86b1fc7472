import {formatCount, formatRate, formatShare} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import type {AssessmentData} from "../../publish/sitedata/assessment.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {GradeRow} from "../../publish/sitedata/shownGrades.ts";
import {figure} from "./chart.ts";
import {dataLinks, section} from "./frame.ts";
import type {Html} from "./html.ts";
import {lines} from "./lines.ts";
import {COLOURS} from "./marks.ts";
import {table} from "./table.ts";

/** Returns the cell of the whole city in the year. */
export function cityGrades(data: AssessmentData, year: number): GradeRow | undefined {
  return data.trend.find(row => row.year === year);
}

/** Returns 优秀 + 合格 + 不合格, of which single ones may be hidden: the denominator of every share of grades. */
export function graded(row: GradeRow): number {
  return (row.filed ?? 0) - (row.other ?? 0);
}

const CITY_ROWS: readonly (readonly ["excellent" | "qualified" | "unqualified", string])[] = [
  ["excellent", "优秀"],
  ["qualified", "合格"],
  ["unqualified", "不合格"]
];

/** The row of the stages, or of the whole city's grades, that holds the measure. */
export function cityAnchor(id: string): string {
  return `city-${id}`;
}

/** Both bases of the grades side by side: a share of those graded says how they did, of those due how far the year is. */
export function cityTable(facts: Facts, data: AssessmentData): Html | null {
  const row = cityGrades(data, facts.year);
  if (!row || row.suppressed || !row.filed) return null;
  return section(
    `${wholePlace(facts)}等次`,
    table({
      caption: `${facts.year}年度${wholePlace(facts)}等次；占比的分母，三个等次是备案优秀、合格、不合格的${formatCount(graded(row))}人，应考是${formatCount(row.due)}人`,
      columns: [
        {head: "等次"},
        {head: "人数", number: true},
        {head: "占三个等次", number: true},
        {head: "占应考", number: true}
      ],
      rowIds: CITY_ROWS.map(([id]) => cityAnchor(id)),
      rows: CITY_ROWS.map(([id, name]) => [
        name,
        `${formatCount(row[id])}人`,
        formatShare(row[id], graded(row)),
        formatShare(row[id], row.due)
      ])
    }),
    dataLinks(facts, ["grade_distribution"])
  );
}

/** Returns the shares of the grades over the years. */
export function trendSection(facts: Facts, data: AssessmentData): Html | null {
  const rows = data.trend.filter(row => graded(row) > 0);
  if (rows.length < 3) return null;
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const shares = [
    {name: "优秀", colour: COLOURS.strong, of: (row: GradeRow) => row.excellent ?? 0},
    {name: "合格", colour: COLOURS.middle, dash: "7 3", of: (row: GradeRow) => row.qualified ?? 0},
    {name: "不合格", colour: COLOURS.hatch, dash: "2 3", of: (row: GradeRow) => row.unqualified ?? 0}
  ];
  return section(
    "历年变化",
    figure({
      title: `优秀率从${first.year}年的${formatShare(first.excellent, graded(first))}到${last.year}年的${formatShare(last.excellent, graded(last))}`,
      summary: `${rows.length}年间三个等次占备案等次的比例；各年人数见表。`,
      draw: ({width, narrow}) =>
        lines(
          shares.map(({name, colour, dash, of}) => ({
            name,
            colour,
            ...(dash ? {dash} : {}),
            values: rows.map(row => ({x: row.year, y: of(row) / graded(row), note: formatShare(of(row), graded(row))}))
          })),
          {width, narrow, format: value => `${Math.round(value * 100)}%`}
        ),
      table: table({
        caption: "历年考核（图中数据）",
        columns: [
          {head: "年度"},
          ...["应考", "备案", "优秀", "合格", "不合格"].map(head => ({head, number: true})),
          {head: "优秀率", number: true},
          {head: "不合格率", number: true}
        ],
        rows: data.trend.map(row => [
          `${row.year}年`,
          formatCount(row.due),
          formatCount(row.filed),
          formatCount(row.excellent),
          formatCount(row.qualified),
          formatCount(row.unqualified),
          formatRate(row.excellent, graded(row)),
          formatRate(row.unqualified, graded(row))
        ])
      })
    }),
    dataLinks(facts, ["grade_distribution"])
  );
}
