import * as Plot from "@observablehq/plot";
import {COLOURS} from "./marks.ts";
import {clip, render} from "./plot.ts";

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
