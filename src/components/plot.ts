import * as Plot from "@observablehq/plot";
import {JSDOM} from "jsdom";

const {document} = new JSDOM("").window;

/** Draws, and escapes what `html` escapes beyond the rules of markup: Framework would run a placeholder. */
export function render(options: Plot.PlotOptions): string {
  const svg = Plot.plot({document, ...options} as Plot.PlotOptions) as unknown as SVGSVGElement;
  return round(svg.outerHTML).replace(/[$\\]/g, character => (character === "$" ? "&#36;" : "&#92;"));
}

/** Shortens coordinates to a tenth of a pixel. */
function round(svg: string): string {
  return svg.replace(
    / (x|y|x1|x2|y1|y2|cx|cy|r|width|height|d|transform)="([^"]*)"/g,
    (_, name: string, value: string) =>
      ` ${name}="${value.replace(/-?\d+\.\d{2,}/g, n => String(Math.round(Number(n) * 10) / 10))}"`
  );
}

/** Returns how wide a text is in half-width characters: full-width ones count two, wide letters as much, others one. */
export function textWidth(text: string): number {
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
