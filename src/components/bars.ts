import * as Plot from "@observablehq/plot";
import {COLOURS, type Fill, fillOf} from "./marks.ts";
import {clip, render, textWidth} from "./plot.ts";

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
