import {type Html, html, trusted} from "../../components/html.ts";

/** A unit in the drawing: its place before and after. */
export interface SlopeRow {
  label: string;
  before: number;
  after: number;
}

const ROW = 24;
const SIZE = 14;

/** Draws the places before and after, a line a unit, those that move in ink; as wide as it is asked to be. */
export function slope(rows: readonly SlopeRow[], {title, width}: {title: string; width: number}): Html {
  const left = placed(rows, "before");
  const right = placed(rows, "after");
  const longest = Math.max(...rows.map(({label}) => [...label].length), 2);
  const margin = Math.min(longest * SIZE + 40, Math.round(width * 0.4));
  const clip = (label: string) => shorten(label, Math.floor((margin - 44) / SIZE));
  const height = 30 + rows.length * ROW;
  const lines = rows.map((row, i) => {
    const [y1, y2] = [top(left[i]!), top(right[i]!)];
    const kind = row.after < row.before ? "up" : row.after > row.before ? "down" : "same";
    const dashed = kind === "down" ? ' stroke-dasharray="5 3"' : "";
    return `<g class="${kind}"><line x1="${margin + 6}" y1="${y1}" x2="${width - margin - 6}" y2="${y2}"${dashed}/>${text(margin - 2, y1, "end", `${clip(row.label)} ${row.before}`)}${text(width - margin + 2, y2, "start", `${row.after} ${clip(row.label)}`)}</g>`;
  });
  const heads = `${text(margin - 2, 14, "end", "现行")}${text(width - margin + 2, 14, "start", "改动后")}`;
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

function shorten(label: string, most: number): string {
  const letters = [...label];
  return letters.length > most ? `${letters.slice(0, Math.max(most - 1, 1)).join("")}…` : label;
}
