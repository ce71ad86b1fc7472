import type {ChartData, Datum} from "./chartData.ts";
import {drawn} from "./dom.ts";

/** Returns the drawing of a result, as wide as it will stand. */
export function drawChart({kind, data}: ChartData, label: string, width: number): SVGSVGElement {
  return kind === "bars" ? drawBars(data, label, width) : drawLines(data, label, width);
}

const LETTER = 14;
const ROW = 26;

function drawBars(data: readonly Datum[], label: string, width: number): SVGSVGElement {
  const names = data.map(({key, series}) => (series && series !== key ? `${key} · ${series}` : key));
  const room = Math.min(width / 2.5, Math.max(...names.map(lengthOf)) * LETTER + 12);
  const numbers = Math.max(...data.map(({shown}) => lengthOf(shown))) * LETTER + 12;
  const low = Math.min(0, ...data.map(({value}) => value));
  const high = Math.max(0, ...data.map(({value}) => value));
  const x = scale(low, high === low ? low + 1 : high, room, width - numbers);
  const height = data.length * ROW + 4;
  const bars = data.flatMap(({value, shown}, i) => {
    const y = i * ROW + 2;
    const from = Math.min(x(0), x(value));
    const length = Math.abs(x(value) - x(0));
    return [
      drawn("text", {x: room - 8, y: y + 16, "text-anchor": "end"}, cutTo(names[i]!, room - 12)),
      drawn("rect", {
        x: from,
        y: y + 3,
        width: Math.max(length, value === 0 ? 0 : 1),
        height: ROW - 8,
        class: "length"
      }),
      drawn("text", {x: from + length + 6, y: y + 16}, shown)
    ];
  });
  const zero = drawn("line", {x1: x(0), x2: x(0), y1: 0, y2: height, class: "zero"});
  return frame(label, width, height, [...bars, zero]);
}

const TOP = 10;
const FOOT = 26;

function drawLines(data: readonly Datum[], label: string, width: number): SVGSVGElement {
  const height = Math.round(Math.min(360, Math.max(220, width / 2.4)));
  const keys = [...new Set(data.map(({key}) => key))];
  const series = [...new Set(data.map(datum => datum.series))];
  const low = Math.min(0, ...data.map(({value}) => value));
  const ticks = ticksOf(low, Math.max(0, ...data.map(({value}) => value)));
  const left = Math.max(...ticks.map(tick => lengthOf(tick.text))) * LETTER + 10;
  const right = series.length > 1 ? Math.min(width / 4, Math.max(...series.map(lengthOf)) * LETTER + 14) : 24;
  const x = scale(0, Math.max(1, keys.length - 1), left, width - right);
  const y = scale(ticks[0]!.value, ticks.at(-1)!.value, height - FOOT, TOP);
  const place = new Map(keys.map((key, i) => [key, x(i)]));
  const grid = ticks.flatMap(({value, text}) => [
    drawn("line", {x1: left, x2: width - right, y1: y(value), y2: y(value), class: value === 0 ? "zero" : "grid"}),
    drawn("text", {x: left - 6, y: y(value) + 5, "text-anchor": "end"}, text)
  ]);
  const step = Math.ceil((keys.length * (lengthOf(keys[0] ?? "") * LETTER + 16)) / Math.max(1, width - left - right));
  const feet = keys.flatMap((key, i) =>
    i % step === 0 ? [drawn("text", {x: x(i), y: height - 6, "text-anchor": "middle"}, key)] : []
  );
  const ends = spread(
    series.map(name => y(data.filter(datum => datum.series === name).at(-1)!.value)),
    LETTER + 2,
    height - FOOT
  );
  const lines = series.flatMap((name, i) => {
    const points = data.filter(datum => datum.series === name);
    const path = points.map(
      ({key, value}, n) => `${n ? "L" : "M"}${place.get(key)!.toFixed(1)},${y(value).toFixed(1)}`
    );
    return [
      drawn("path", {d: path.join(""), class: `line line-${i + 1}`}),
      ...(points.length <= 40
        ? points.map(({key, value}) =>
            drawn("circle", {cx: place.get(key)!, cy: y(value), r: 3, class: `dot line-${i + 1}`})
          )
        : []),
      ...(series.length > 1 ? [drawn("text", {x: width - right + 8, y: ends[i]! + 5}, cutTo(name, right - 8))] : [])
    ];
  });
  return frame(label, width, height, [...grid, ...feet, ...lines]);
}

function frame(label: string, width: number, height: number, children: readonly Node[]): SVGSVGElement {
  return drawn(
    "svg",
    {viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label},
    ...children
  );
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  return value => start + ((value - from) / (to - from)) * (end - start);
}

/** Round numbers that hold the values between them. */
function ticksOf(low: number, high: number): {value: number; text: string}[] {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({length: last - first + 1}, (_, i) => {
    const value = (first + i) * step;
    return {value, text: value.toFixed(digits)};
  });
}

/** Moves labels up where they would cover each other, none below the floor; returns them in their order. */
function spread(places: readonly number[], room: number, floor: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[b]! - places[a]! || b - a);
  const moved = [...places];
  let limit = floor;
  for (const i of order) {
    moved[i] = Math.min(moved[i]!, limit);
    limit = moved[i] - room;
  }
  return moved;
}

/** How many full-width characters the text is as wide as. */
function lengthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\uffdf]/.test(character) ? 1 : 0.58;
  return width;
}

function cutTo(text: string, room: number): string {
  if (lengthOf(text) * LETTER <= room) return text;
  let cut = "";
  for (const character of text) {
    if (lengthOf(`${cut}${character}…`) * LETTER > room) break;
    cut += character;
  }
  return `${cut}…`;
}
