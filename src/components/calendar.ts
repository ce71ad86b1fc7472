import * as Plot from "@observablehq/plot";
import {formatCount, formatDate} from "../../publish/format.ts";
import {type DueDay, type DueDays, monthOf} from "../../publish/sitedata/dueDays.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {figure} from "./chart.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {COLOURS, fillOf, legend, STATE_FILLS} from "./marks.ts";
import {overdueMark} from "./overdue.ts";
import {render} from "./plot.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** One day of the calendar, in its place. */
interface Square {
  column: number;
  row: number;
  date: number;
  due: DueDay | null;
  /** The data date itself. */
  today: boolean;
}

/** Returns the calendar of due dates around the data date: what was closed, what is still running, what is overdue. */
export function calendarSection(facts: Facts, data: DueDays): Html | null {
  if (!data.days.length) return null;
  const late = sum(data.days.map(day => day.overdue));
  const next = data.days.filter(({day, open}) => open > 0 && day >= facts.asOf);
  return section(
    "到期日历",
    figure({
      title: next.length
        ? `${formatDate(facts.asOf)}起还有${formatCount(sum(next.map(day => day.open)))}项到期，最近的是${formatDate(next[0]!.day)}`
        : "这几个月没有将要到期的事项",
      summary: `${monthText(data.from)}到${monthText(data.to)}每天到期的督办事项数（着色的格，粗体是项数）；${late ? `其中▲逾期未结${formatCount(late)}项` : "没有逾期未结的"}${data.earlier ? `，另有${formatCount(data.earlier)}项▲逾期的时限更早` : ""}。粗框是数据截至日。`,
      legend: legend([
        {name: "已办结", fill: STATE_FILLS.done},
        {name: "未到期、办理中", fill: STATE_FILLS.running},
        {name: "▲逾期未结", fill: STATE_FILLS.overdue}
      ]),
      draw: ({width, narrow}) => (narrow ? drawWeeks(facts, data, width) : drawMonths(facts, data, width)),
      table: table({
        caption: "每天到期的督办事项（图中数据，项）",
        columns: [
          {head: "时限", nowrap: true},
          {head: "已办结", number: true},
          {head: "未到期", number: true},
          {head: "逾期未结", number: true}
        ],
        rows: data.days.map(({day, closed, open, overdue}) => [
          day,
          closed,
          open,
          overdue ? html`${overdueMark()}${overdue}` : 0
        ])
      })
    }),
    dataLinks(facts, ["inspection_status"])
  );
}

/** A month a row, a day a column. */
function drawMonths(facts: Facts, data: DueDays, width: number): string {
  const months = monthsOf(data);
  const squares = months.flatMap((month, row) =>
    daysOf(month).map(day => squareOf(facts, data, day, Number(day.slice(8)), row))
  );
  return draw(squares, {
    width,
    columns: 31,
    rowHeight: 48,
    marginLeft: 88,
    date: {dx: 0, dy: -15},
    count: {dx: 0, dy: 8},
    // A day is narrower than the sign and its number side by side.
    late: {sign: {dx: 0, dy: 0}, count: {dx: 0, dy: 15}, size: 13},
    mark: {x1: -0.5, y1: -0.2},
    labels: months.map((month, row) => ({row, text: monthText(month)}))
  });
}

/** A week a row, Monday first: the days are wide enough to be read on a telephone. */
function drawWeeks(facts: Facts, data: DueDays, width: number): string {
  const days = monthsOf(data).flatMap(daysOf);
  const first = weekday(days[0]!);
  const squares = days.map((day, i) => squareOf(facts, data, day, weekday(day) + 1, Math.floor((i + first) / 7)));
  const labels = days.flatMap((day, i) =>
    day.endsWith("-01") ? [{row: Math.floor((i + first) / 7), text: `${Number(day.slice(5, 7))}月`}] : []
  );
  return draw(squares, {
    ...{width, columns: 7, rowHeight: 26, marginLeft: 44, labels},
    ...{date: {dx: -13, dy: 0}, count: {dx: 8, dy: 0}, late: {sign: {dx: 2, dy: 0}, count: {dx: 13, dy: 0}, size: 11}},
    mark: {x1: -0.1, y1: -0.5}
  });
}

interface Shift {
  dx: number;
  dy: number;
}

interface Layout {
  width: number;
  columns: number;
  rowHeight: number;
  marginLeft: number;
  labels: {row: number; text: string}[];
  /** Where in its square the day stands, and where the count of those due: side by side, or one above the other. */
  date: Shift;
  count: Shift;
  /** Where the sign of the overdue stands, how large, and their count. */
  late: {sign: Shift; count: Shift; size: number};
  /** Where in its square the part begins that says the state: below the day, or right of it. */
  mark: {x1: number; y1: number};
}

function draw(squares: readonly Square[], layout: Layout): string {
  const {width, columns, rowHeight, marginLeft, labels} = layout;
  const rows = Math.max(...squares.map(({row}) => row)) + 1;
  const box = {
    x1: (s: Square) => s.column - 0.5,
    x2: (s: Square) => s.column + 0.5,
    y1: (s: Square) => s.row - 0.5,
    y2: (s: Square) => s.row + 0.5
  };
  const due = squares.filter(({due}) => due !== null);
  const late = due.filter(({due}) => due!.overdue > 0);
  // Read on stripes.
  const onStripes = {fontWeight: "bold", fill: COLOURS.ink, stroke: COLOURS.paper, strokeWidth: 3};
  return render({
    width,
    height: rows * rowHeight + 10,
    marginLeft,
    marginRight: 6,
    marginTop: 4,
    marginBottom: 6,
    x: {domain: [0.5, columns + 0.5], axis: null},
    y: {domain: [-0.5, rows - 0.5], reverse: true, axis: null},
    style: {fontSize: "13px", fontFamily: "inherit", overflow: "visible"},
    marks: [
      Plot.rect(squares, {...box, fill: "none", stroke: COLOURS.grid, insetTop: 1, insetLeft: 1}),
      Plot.rect(due, {
        ...box,
        x1: s => s.column + layout.mark.x1,
        y1: s => s.row + layout.mark.y1,
        fill: {value: (s: Square) => fillOf(stateFill(s.due!)), scale: null} as unknown as string,
        stroke: COLOURS.edge,
        strokeWidth: 0.6,
        insetTop: 1,
        insetLeft: 1
      }),
      Plot.rect(
        squares.filter(({today}) => today),
        {...box, fill: "none", stroke: COLOURS.ink, strokeWidth: 2.5}
      ),
      Plot.text(squares, {
        x: "column",
        y: "row",
        ...layout.date,
        text: s => String(s.date),
        fill: s => (s.due ? COLOURS.ink : COLOURS.muted)
      }),
      Plot.text(
        due.filter(({due}) => !due!.overdue),
        {x: "column", y: "row", ...layout.count, text: ({due}) => String(due!.open || due!.closed), ...onStripes}
      ),
      Plot.text(late, {
        x: "column",
        y: "row",
        ...layout.late.sign,
        text: () => "▲",
        fontSize: layout.late.size,
        ...onStripes
      }),
      Plot.text(late, {
        x: "column",
        y: "row",
        ...layout.late.count,
        text: ({due}) => String(due!.overdue),
        ...onStripes
      }),
      Plot.text(labels, {x: 0.5, y: "row", text: "text", textAnchor: "end", dx: -8, fill: COLOURS.ink})
    ]
  });
}

function squareOf(facts: Facts, {days}: DueDays, day: string, column: number, row: number): Square {
  return {
    column,
    row,
    date: Number(day.slice(8)),
    due: days.find(due => due.day === day) ?? null,
    today: day === facts.asOf
  };
}

function stateFill({open, overdue}: DueDay) {
  if (overdue) return STATE_FILLS.overdue;
  return open ? STATE_FILLS.running : STATE_FILLS.done;
}

function monthsOf({from, to}: DueDays): string[] {
  const months = [from];
  while (months.at(-1)! < to) months.push(monthOf(months.at(-1)!, 1));
  return months;
}

function daysOf(month: string): string[] {
  const count = (Date.parse(`${monthOf(month, 1)}T00:00:00Z`) - Date.parse(`${month}T00:00:00Z`)) / 86_400_000;
  return Array.from({length: count}, (_, i) => `${month.slice(0, 8)}${String(i + 1).padStart(2, "0")}`);
}

/** 0 for Monday. */
function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function monthText(month: string): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;
}
