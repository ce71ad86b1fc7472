import * as Plot from "@observablehq/plot";
import {JSDOM} from "jsdom";
import {escapeText, type Html, html, type Part, trusted} from "./html.ts";
import {COLOURS, type Fill, fillOf} from "./marks.ts";

/** Widths that every chart is drawn at: one for a desk and for paper, one for a telephone. */
const WIDTHS = [
  {width: 760, className: "wide"},
  {width: 340, className: "narrow"}
] as const;

const {document} = new JSDOM("").window;

export interface Figure {
  /** The message, not the subject. */
  title: string;
  /** One sentence that says what the chart shows, for those who do not see it. */
  summary: string;
  legend?: Part;
  draw: (size: {width: number; narrow: boolean}) => string;
  /** The numbers behind the chart. */
  table: Html;
}

/** Returns a figure: message, key, the drawing at two widths, one sentence, and the numbers in a folded table. */
export function figure({title, summary, legend, draw, table}: Figure): Html {
  const drawings = WIDTHS.map(({width, className}) => {
    const svg = draw({width, narrow: className === "narrow"});
    return trusted(`<div class="${className}">${label(svg, `${title}。${summary}`)}</div>`);
  });
  return html`<figure class="chart"><figcaption><h3>${title}</h3><p>${summary}</p>${legend}</figcaption>
<div class="drawing">${drawings}
<details${rowsOf(table) <= FEW_ROWS ? html` class="short"` : null}><summary>查看图中数据</summary>${table}</details></div></figure>`;
}

/** A table that a sheet of paper shows below its drawing; a longer one stays folded there too. */
const FEW_ROWS = 12;

function rowsOf(table: Html): number {
  return (table.text.match(/<tr\b/g)?.length ?? 1) - 1;
}

export interface BarRow {
  label: string;
  /** One value for each series, in their order. */
  values: readonly number[];
  /** Printed at the end of the bar. */
  note?: string;
}

export interface BarOptions {
  width: number;
  narrow: boolean;
  fills: readonly Fill[];
  /** The end of the axis; the longest bar by default. */
  max?: number;
  /** A mark on every row, such as a ceiling. */
  tick?: number | null;
  format: (value: number) => string;
  /** Axis values to print. */
  ticks?: readonly number[];
}

/** Draws one stacked bar a row, labels at the left, notes at the right. */
export function stackedBars(rows: readonly BarRow[], options: BarOptions): string {
  const {width, narrow, fills, tick, format} = options;
  const size = narrow ? 13 : 14;
  const longest = Math.max(...rows.map(row => [...row.label].length), 2);
  const noteLength = Math.max(...rows.map(row => textWidth(row.note ?? "")), 0);
  const marginLeft = Math.min(longest * size + 12, narrow ? 132 : 190);
  const marginRight = noteLength * size * 0.58 + 16;
  const totals = rows.map(row => row.values.reduce((sum, value) => sum + value, 0));
  const max = options.max ?? Math.max(...totals, tick ?? 0, 1e-9);
  const segments = rows.flatMap((row, i) => {
    let from = 0;
    return row.values.flatMap((value, k) => {
      const segment = {place: i, from, to: from + value, fill: fillOf(fills[k]!)};
      from += value;
      return value > 0 ? [segment] : [];
    });
  });
  // Close enough that thirty rows stand on one sheet and are read.
  const step = narrow ? 21 : 27;
  const ticks = options.ticks ?? [];
  const marks: Plot.Markish[] = [
    ...(ticks.length ? [Plot.ruleX(ticks, {stroke: COLOURS.grid})] : []),
    Plot.barX(segments, {
      y: "place",
      x1: "from",
      x2: "to",
      fill: {value: "fill", scale: null} as unknown as string,
      stroke: COLOURS.edge,
      strokeWidth: 0.6
    }),
    Plot.text(rows, {
      y: (_, i) => i,
      x: 0,
      text: row => clip(row.label, marginLeft - 10, size),
      textAnchor: "end",
      dx: -8,
      fill: COLOURS.ink
    }),
    ...(tick
      ? [
          Plot.tickX(rows, {x: () => tick, y: (_: BarRow, i: number) => i, stroke: COLOURS.ink, strokeWidth: 2}),
          Plot.text([`封顶 ${format(tick)}`], {x: () => tick, frameAnchor: "top", dy: -15, fill: COLOURS.ink})
        ]
      : []),
    Plot.text(rows, {
      y: (_, i) => i,
      x: (_, i) => totals[i]!,
      text: row => row.note ?? "",
      textAnchor: "start",
      dx: 6,
      fill: COLOURS.ink,
      // The note of a bar that ends near the mark is still read.
      stroke: COLOURS.paper,
      strokeWidth: 4
    })
  ];
  return render({
    width,
    height: rows.length * step + (ticks.length ? 30 : 8) + (tick ? 20 : 0),
    marginLeft,
    marginRight: Math.max(marginRight, tick ? 40 : 20),
    marginTop: tick ? 24 : 4,
    marginBottom: ticks.length ? 26 : 4,
    x: {
      domain: [0, max],
      axis: ticks.length ? "bottom" : null,
      ticks: [...ticks],
      tickFormat: format,
      tickSize: 0,
      label: null
    },
    y: {domain: rows.map((_, i) => i), axis: null, padding: 0.28},
    style: {fontSize: `${size}px`, fontFamily: "inherit", overflow: "visible"},
    marks
  });
}

export interface DotRow {
  label: string;
  value: number;
  low: number;
  high: number;
  note: string;
}

/** Draws one dot with its interval a row, on a scale of shares from `min` to 1; a line below the scale is left out. */
export function dotRows(
  rows: readonly DotRow[],
  options: {width: number; narrow: boolean; min: number; line: {at: number; name: string} | null}
): string {
  const {width, narrow, min} = options;
  const line = options.line && options.line.at >= min ? options.line : null;
  const size = narrow ? 13 : 14;
  const longest = Math.max(...rows.map(row => [...row.label].length), 2);
  const marginLeft = Math.min(longest * size + 12, narrow ? 150 : 190);
  const marginRight = narrow ? 58 : 150;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].filter(tick => tick >= min - 1e-9);
  const place = (_: DotRow, i: number) => i;
  return render({
    width,
    height: rows.length * 27 + (line ? 48 : 30),
    marginLeft,
    marginRight,
    marginTop: line ? 22 : 4,
    marginBottom: 26,
    x: {
      domain: [min, 1],
      axis: "bottom",
      ticks,
      tickFormat: (v: number) => `${Math.round(v * 100)}%`,
      tickSize: 0,
      label: null
    },
    // Two numbers would be taken for the ends of a scale, and the rows drawn on its edges.
    y: {type: "point", domain: rows.map((_, i) => i), padding: 0.5, axis: null},
    style: {fontSize: `${size}px`, fontFamily: "inherit", overflow: "visible"},
    marks: [
      Plot.ruleX(ticks, {stroke: COLOURS.grid}),
      ...(line === null
        ? []
        : [
            Plot.ruleX([line.at], {stroke: COLOURS.ink, strokeDasharray: "4 3"}),
            Plot.text([line.name], {x: () => line.at, frameAnchor: "top", dy: -14, fill: COLOURS.ink})
          ]),
      Plot.link(rows, {x1: "low", x2: "high", y: place, stroke: COLOURS.interval, strokeWidth: 4}),
      Plot.dot(rows, {x: "value", y: place, r: 5, fill: COLOURS.strong}),
      Plot.text(rows, {
        x: min,
        y: place,
        text: row => clip(row.label, marginLeft - 10, size),
        textAnchor: "end",
        dx: -8,
        fill: COLOURS.ink
      }),
      Plot.text(rows, {
        x: 1,
        y: place,
        text: row => (narrow ? row.note.replace(/（.*$/, "") : row.note),
        textAnchor: "start",
        dx: 10,
        fill: COLOURS.ink
      })
    ]
  });
}

export interface LineSeries {
  name: string;
  /** `note` is the value as the table has it; the last one is printed. */
  values: readonly {x: number; y: number; note?: string}[];
  dash?: string;
  colour: string;
}

/** Draws one line a series over years, named at its end. */
export function lines(
  series: readonly LineSeries[],
  options: {width: number; narrow: boolean; format: (value: number) => string}
): string {
  const {width, narrow, format} = options;
  const size = narrow ? 13 : 14;
  const points = series.flatMap(({name, colour, dash, values}) =>
    values.map(point => ({...point, name, colour, dash: dash ?? null}))
  );
  const years = [...new Set(points.map(point => point.x))].sort((a, b) => a - b);
  const top = Math.max(...points.map(point => point.y), 0.01) * 1.1;
  const ends = spread(
    series.flatMap(({name, values}) => (values.length ? [{name, ...values.at(-1)!}] : [])),
    top,
    narrow ? 0.09 : 0.075
  );
  return render({
    width,
    height: narrow ? 260 : 280,
    marginLeft: 52,
    marginRight: narrow ? 104 : 150,
    marginTop: 16,
    marginBottom: 30,
    x: {
      type: "point",
      domain: years,
      tickFormat: (year: number) => (narrow ? `${year}` : `${year}年`),
      tickSize: 0,
      label: null,
      padding: 0.15
    },
    y: {domain: [0, top], ticks: 4, tickFormat: format, tickSize: 0, label: null, grid: true},
    style: {fontSize: `${size}px`, fontFamily: "inherit", overflow: "visible"},
    marks: [
      ...series.map(({colour, dash, values}) =>
        Plot.line(values, {x: "x", y: "y", stroke: colour, strokeWidth: 2.5, ...(dash ? {strokeDasharray: dash} : {})})
      ),
      Plot.dot(points, {
        x: "x",
        y: "y",
        r: 4,
        fill: COLOURS.paper,
        stroke: {value: "colour", scale: null} as unknown as string,
        strokeWidth: 2
      }),
      Plot.text(ends, {
        x: "x",
        y: "at",
        text: end => `${end.name} ${end.note ?? format(end.y)}`,
        textAnchor: "start",
        dx: 12,
        fill: COLOURS.ink
      })
    ]
  });
}

export interface SlopeRow {
  label: string;
  before: number;
  after: number;
  strong: boolean;
}

/** Draws ranks of two years side by side, one line a unit; rank 1 stands at the top. */
export function slopes(
  rows: readonly SlopeRow[],
  options: {width: number; narrow: boolean; years: readonly [number, number]}
): string {
  const {width, narrow, years} = options;
  const size = narrow ? 12 : 13;
  const left = placeLabels(rows.map(row => ({row, rank: row.before})));
  const right = placeLabels(rows.map(row => ({row, rank: row.after})));
  const count = rows.length;
  const longest = Math.max(...rows.map(row => textWidth(row.label)), 4) / 2;
  const {leftSide, rightSide} = slopeSides(longest * size + RANK_ROOM, width - (narrow ? 64 : 300), size);
  const y = (at: number) => at;
  const lines = rows.map(row => ({
    from: left.get(row)!,
    to: right.get(row)!,
    colour: row.strong ? COLOURS.strong : COLOURS.weak,
    thickness: row.strong ? 2.4 : 1.2
  }));
  const text = (row: SlopeRow, rank: number, side: number) =>
    side < RANK_ROOM ? String(rank) : `${rank}　${clip(row.label, side - RANK_ROOM + 2, size)}`;
  // Away from each other: between them there may be little room.
  const head = {frameAnchor: "top", dy: -24, fontWeight: "bold", fill: COLOURS.ink} as const;
  return render({
    width,
    height: count * (narrow ? 18 : 21) + 46,
    marginLeft: leftSide,
    marginRight: rightSide,
    marginTop: 34,
    marginBottom: 8,
    x: {domain: [0, 1], axis: null},
    y: {domain: [0.5, count + 0.5], reverse: true, axis: null},
    style: {fontSize: `${size}px`, fontFamily: "inherit", overflow: "visible"},
    marks: [
      Plot.link(lines, {
        x1: 0,
        x2: 1,
        y1: line => y(line.from),
        y2: line => y(line.to),
        stroke: {value: "colour", scale: null} as unknown as string,
        strokeWidth: line => line.thickness
      }),
      Plot.text(rows, {
        x: 0,
        y: row => left.get(row)!,
        text: row => text(row, row.before, leftSide),
        textAnchor: "end",
        dx: -8,
        fill: COLOURS.ink
      }),
      Plot.text(rows, {
        x: 1,
        y: row => right.get(row)!,
        text: row => text(row, row.after, rightSide),
        textAnchor: "start",
        dx: 8,
        fill: COLOURS.ink
      }),
      Plot.text([`${years[0]}年${leftSide < RANK_ROOM ? "" : "位次"}`], {...head, x: 0, textAnchor: "end"}),
      Plot.text([`${years[1]}年位次`], {...head, x: 1, textAnchor: "start"})
    ]
  });
}

/** Pixels that a rank takes beside a name, or by itself. */
const RANK_ROOM = 46;
const RANK_ALONE = 40;

/** Shares out the room for names: the right side has them whole, the left what is left, or the ranks alone. */
function slopeSides(needed: number, room: number, size: number): {leftSide: number; rightSide: number} {
  const rightSide = Math.min(needed, room - RANK_ALONE);
  const leftSide = Math.min(needed, room - rightSide);
  return {rightSide, leftSide: leftSide < needed && leftSide < RANK_ROOM + 4 * size ? RANK_ALONE : leftSide};
}

/** Places the labels of one side one below the other, in rank order; ties keep their order. */
function placeLabels(entries: {row: SlopeRow; rank: number}[]): Map<SlopeRow, number> {
  const sorted = entries.map((entry, i) => ({...entry, i})).sort((a, b) => a.rank - b.rank || a.i - b.i);
  return new Map(sorted.map(({row}, i) => [row, i + 1]));
}

/** Moves the ends of lines apart so that their names do not overlap. */
function spread<T extends {y: number}>(ends: T[], top: number, gap: number): (T & {at: number})[] {
  const placed = ends.map(end => ({...end, at: end.y})).sort((a, b) => a.at - b.at);
  for (let i = 1; i < placed.length; i++) {
    const least = placed[i - 1]!.at + gap * top;
    if (placed[i]!.at < least) placed[i]!.at = least;
  }
  return placed;
}

/** Draws, and escapes what `html` escapes beyond the rules of markup: Framework would run a placeholder. */
export function render(options: Plot.PlotOptions): string {
  const svg = Plot.plot({document, ...options} as Plot.PlotOptions) as unknown as SVGSVGElement;
  return round(svg.outerHTML).replace(/[$\\]/g, character => (character === "$" ? "&#36;" : "&#92;"));
}

/** Gives the drawing a role and a name; inside a picture nothing else may carry a name of its own. */
function label(svg: string, name: string): string {
  return svg
    .replace(/ aria-(label|description|hidden)="[^"]*"/g, "")
    .replace(/<svg ([^>]*)>/, `<svg role="img" $1><title>${escapeText(name)}</title>`);
}

/** Shortens coordinates to a tenth of a pixel. */
function round(svg: string): string {
  return svg.replace(
    / (x|y|x1|x2|y1|y2|cx|cy|r|width|height|d|transform)="([^"]*)"/g,
    (_, name: string, value: string) =>
      ` ${name}="${value.replace(/-?\d+\.\d{2,}/g, n => String(Math.round(Number(n) * 10) / 10))}"`
  );
}

/** Full-width characters count two, wide letters as much, others one. */
function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    width +=
      character.codePointAt(0)! > 0x2e7f ? 2 : /[MWmw@%—…]/.test(character) ? 2 : /[A-Z]/.test(character) ? 1.5 : 1.1;
  }
  return width;
}

/** Shortens a label that does not fit; the table behind the chart has the whole name. */
export function clip(text: string, pixels: number, size: number): string {
  const room = Math.floor((pixels / size) * 2);
  if (textWidth(text) <= room) return text;
  let kept = "";
  for (const character of text) {
    if (textWidth(kept + character) > room - 2) break;
    kept += character;
  }
  return `${kept}…`;
}
