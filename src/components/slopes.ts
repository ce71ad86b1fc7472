import * as Plot from "@observablehq/plot";
import {COLOURS} from "./marks.ts";
import {clip, render, textWidth} from "./plot.ts";

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
