import * as Plot from "@observablehq/plot";
import {COLOURS} from "./marks.ts";
import {render} from "./plot.ts";

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

/** Moves the ends of lines apart so that their names do not overlap. */
function spread<T extends {y: number}>(ends: T[], top: number, gap: number): (T & {at: number})[] {
  const placed = ends.map(end => ({...end, at: end.y})).sort((a, b) => a.at - b.at);
  for (let i = 1; i < placed.length; i++) {
    const least = placed[i - 1]!.at + gap * top;
    if (placed[i]!.at < least) placed[i]!.at = least;
  }
  return placed;
}
