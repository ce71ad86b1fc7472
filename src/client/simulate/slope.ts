import {type Html, html, trusted} from "../../components/html.ts";

/** A unit in the drawing: its place before and after. */
export interface SlopeRow {
  label: string;
  before: number;
  after: number;
}

const ROW = 24;
const SIZE = 14;
/** Pixels that a place takes beside a name, and that the lines take at least. */
const PLACE = 44;
const LINES = 64;
/** Letters of a name that still tell it from others. */
const FEWEST = 4;

/** Draws the places before and after, a line a unit, those that move in ink; as wide as it is asked to be. */
export function slope(rows: readonly SlopeRow[], {title, width}: {title: string; width: number}): Html {
  const left = placed(rows, "before");
  const right = placed(rows, "after");
  const longest = Math.max(...rows.map(({label}) => [...label].length), 2);
  const sides = sidesOf(longest * SIZE + PLACE, width);
  const height = 30 + rows.length * ROW;
  const lines = rows.map((row, i) => {
    const [y1, y2] = [top(left[i]!), top(right[i]!)];
    const kind = row.after < row.before ? "up" : row.after > row.before ? "down" : "same";
    const dashed = kind === "down" ? ' stroke-dasharray="5 3"' : "";
    return `<g class="${kind}"><line x1="${sides.left + 6}" y1="${y1}" x2="${width - sides.right - 6}" y2="${y2}"${dashed}/>${text(sides.left - 2, y1, "end", `${shorten(row.label, sides.left)} ${row.before}`)}${text(width - sides.right + 2, y2, "start", `${row.after} ${shorten(row.label, sides.right)}`)}</g>`;
  });
  const heads = `${text(sides.left - 2, 14, "end", "现行")}${text(width - sides.right + 2, 14, "start", "改动后")}`;
  return html`<svg class="slope" role="img" aria-label="${title}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${trusted(heads)}${trusted(lines.join(""))}</svg>`;
}

/** Where each row stands on one side: by rank, those of one rank one below the other. */
function placed(rows: readonly SlopeRow[], side: "before" | "after"): number[] {
  const order = rows.map((_, i) => i).sort((a, b) => rows[a]![side] - rows[b]![side] || a - b);
  const places: number[] = [];
  for (const [place, i] of order.entries()) places[i] = place;
  return places;
}

function top(place: number): number {
  return 40 + place * ROW;
}

function text(x: number, y: number, anchor: string, words: string): string {
  return html`<text x="${x}" y="${y}" text-anchor="${anchor}" dominant-baseline="middle">${words}</text>`.text;
}

/** Shortens a name to the room of its side beside the place; where too few letters would be left, to none. */
function shorten(label: string, side: number): string {
  const letters = [...label];
  const most = Math.floor((side - PLACE) / SIZE);
  if (letters.length <= most) return label;
  return most < FEWEST ? "" : `${letters.slice(0, most - 1).join("")}…`;
}

/** Shares out the room for names: the right side has them whole where it can, the left what the lines leave. */
function sidesOf(needed: number, width: number): {left: number; right: number} {
  const right = Math.min(needed, Math.round(width * 0.6));
  return {left: Math.min(needed, Math.max(width - right - LINES, PLACE)), right};
}
