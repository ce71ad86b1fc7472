import {REST} from "../../publish/disclosure/merge.ts";
import {formatCount, formatRate, formatShare, MISSING} from "../../publish/format.ts";
import type {AssessmentData} from "../../publish/sitedata/assessment.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {inFieldOrder} from "../../publish/sitedata/keyOrder.ts";
import type {GradeRow} from "../../publish/sitedata/shownGrades.ts";
import {hideWaiting, type WaitingData} from "../../publish/sitedata/waiting.ts";
import {DIMENSIONS} from "../../publish/words.ts";
import {cityGrades, graded} from "./assessmentCity.ts";
import {hidingNotes, leastPeople} from "./assessmentHidden.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, section, shortName, unitOrder} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {GRADE_FILLS, legend} from "./marks.ts";
import {table} from "./table.ts";

/** Returns stacked shares of the grades by district; the note says over how many. */
export function districtFigure(facts: Facts, data: AssessmentData, waiting: WaitingData | null = null): Html | null {
  const group = hideWaiting(data.dimensions, waiting).find(({dimension}) => dimension === "district");
  return group ? gradeFigure(facts, "district", group.rows, {alone: true}) : null;
}

/** Returns the grades by every dimension but the unit, and what is hidden in them. */
export function distributions(facts: Facts, data: AssessmentData): Html | null {
  if (cityGrades(data, facts.year)?.filed === 0) return null;
  const groups = data.dimensions.filter(({dimension}) => dimension !== "unit");
  return section(
    "等次分布",
    html`<p>占比的分母是已备案的三个等次之和；少于${leastPeople(facts)}人的等次以“—”代替，怎样隐去见<a href="#hidden" rel="external">本节末的说明</a>。文件没有规定优秀比例，这里不设比例线。${drawingWords(groups)}</p>`,
    groups.map(({dimension, rows}) => gradeFigure(facts, dimension, rows)),
    dataLinks(facts, ["grade_distribution"]),
    hidingNotes(facts, data)
  );
}

/** Said once above all drawings of the section, not below each of them. */
function drawingWords(groups: AssessmentData["dimensions"]): string {
  const drawn = groups.map(({rows}) => ({rows, shown: rows.filter(isDrawn)})).filter(({shown}) => shown.length);
  const merged = drawn.some(({shown}) => shown.some(row => unsaid(row) > 0));
  const left = drawn.some(({rows, shown}) => shown.length < rows.length);
  return `${merged ? "图中“不分开的等次”是人数少的等次，与会把它推算出来的合为一段。" : ""}${left ? "人数少或没有备案的各项只列表，不画。" : ""}`;
}

/** Returns the table of the grades by unit. */
export function byUnit(facts: Facts, data: AssessmentData): Html | null {
  const group = data.dimensions.find(({dimension}) => dimension === "unit");
  if (!group) return null;
  return section("按所在单位", gradeTable(facts, "unit", group.rows), dataLinks(facts, ["grade_distribution"]));
}

/** Of fewer people a rate is not held against that of others. */
const ENOUGH = 20;

/** What the drawing leaves out is said below it where it stands alone. */
function gradeFigure(
  facts: Facts,
  dimension: string,
  rows: readonly GradeRow[],
  {alone = false}: {alone?: boolean} = {}
): Html | null {
  const shown = ordered(facts, dimension, rows).filter(isDrawn);
  if (!shown.length) return null;
  const told = shown.filter(row => row.excellent !== null && row.key !== REST);
  const best = told
    .filter(row => graded(row) >= ENOUGH)
    .reduce<GradeRow | null>(
      (a, b) => (a && (a.excellent ?? 0) / graded(a) >= (b.excellent ?? 0) / graded(b) ? a : b),
      null
    );
  const hidden = rows.length - shown.length;
  const merged = shown.some(row => unsaid(row) > 0);
  const silent = rows.some(row => row.suppressed || row.key === REST || (row.excellent === null && graded(row) > 0));
  const few = told.some(row => graded(row) < ENOUGH);
  const among = silent || few ? `${silent ? "所列" : ""}${few ? `备案${ENOUGH}人及以上的` : ""}各项中，` : "";
  const drawn = [
    {name: "优秀", fill: GRADE_FILLS.excellent, of: (row: GradeRow) => row.excellent ?? 0},
    {name: "合格", fill: GRADE_FILLS.qualified, of: (row: GradeRow) => row.qualified ?? 0},
    {name: "不合格", fill: GRADE_FILLS.unqualified, of: (row: GradeRow) => row.unqualified ?? 0},
    {name: "不分开的等次", fill: GRADE_FILLS.other, of: unsaid}
  ].filter(({of}) => shown.some(row => of(row) > 0));
  return figure({
    title: best
      ? `${among}${best.key === "无" ? `无${DIMENSIONS[dimension]}` : keyName(facts, dimension, best.key)}的优秀率最高，${formatShare(best.excellent, graded(best))}`
      : `${DIMENSIONS[dimension]}的等次分布`,
    summary: `各${DIMENSIONS[dimension]}备案等次的占比，条末是三个等次合计人数${alone && merged ? "；有的等次人数少，与会把它推算出来的合为一段" : ""}${alone && hidden ? `；另有${hidden}项人数少或没有备案，未画` : ""}。`,
    legend: legend(drawn.map(({name, fill}) => ({name, fill}))),
    draw: ({width, narrow}) =>
      stackedBars(
        shown.map(row => ({
          label: keyName(facts, dimension, row.key),
          values: drawn.map(({of}) => of(row) / graded(row)),
          note: `${formatCount(graded(row))}人`
        })),
        {
          width,
          narrow,
          fills: drawn.map(({fill}) => fill),
          max: 1,
          ticks: [0, 0.25, 0.5, 0.75, 1],
          format: value => `${Math.round(value * 100)}%`
        }
      ),
    table: gradeTable(facts, dimension, rows, "（图中数据）")
  });
}

/** Whether any of the row's grades is said. */
function isDrawn(row: GradeRow): boolean {
  return !row.suppressed && graded(row) > unsaid(row);
}

/** How many have a grade that is not said. */
function unsaid(row: GradeRow): number {
  return graded(row) - (row.excellent ?? 0) - (row.qualified ?? 0) - (row.unqualified ?? 0);
}

/** Units of few people are counted in one closing row, without a sum: so many lines of dashes say nothing. */
function gradeTable(facts: Facts, dimension: string, all: readonly GradeRow[], suffix = ""): Html {
  const rows = dimension === "unit" ? all.filter(row => !row.suppressed) : all;
  const few = all.length - rows.length;
  const left = `${formatCount(few)}个单位人数少，各项人数不显示`;
  return table({
    caption: `${facts.year}年度考核按${DIMENSIONS[dimension]}${suffix}`,
    ...(rows.length > 12 ? {interactive: dimension} : {}),
    columns: [
      {head: DIMENSIONS[dimension] ?? dimension, sticky: true},
      ...["应考", "申报", "考评", "备案", "优秀", "合格", "不合格", "其他", "优秀率"].map(head => ({
        head,
        number: true
      }))
    ],
    rows: ordered(facts, dimension, rows).map(row => [keyName(facts, dimension, row.key), ...figures(row)]),
    empty: left,
    ...(few && rows.length ? {foot: html`<tr class="left-out"><th scope="row" colspan="10">另有${left}</th></tr>`} : {})
  });
}

function figures(row: GradeRow): string[] {
  if (row.suppressed) return [...Array.from({length: 8}, () => "—"), "人数少，不显示"];
  const {due, declared, assessed, filed, excellent, qualified, unqualified, other} = row;
  const counts = [due, declared, assessed, filed, excellent, qualified, unqualified, other];
  return [...counts.map(count => formatCount(count)), gradeShare(row)];
}

function gradeShare(row: GradeRow): string {
  return graded(row) ? formatRate(row.excellent, graded(row)) : MISSING;
}

function ordered(facts: Facts, dimension: string, rows: readonly GradeRow[]): GradeRow[] {
  if (dimension !== "district" && dimension !== "unit") return inFieldOrder(dimension, rows);
  return [...rows].sort((a, b) => unitOrder(facts, a.key, b.key));
}

function keyName(facts: Facts, dimension: string, key: string): string {
  return dimension === "district" || dimension === "unit" ? shortName(facts, key) : key;
}
