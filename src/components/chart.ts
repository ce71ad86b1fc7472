import {escapeText, type Html, html, type Part, trusted} from "./html.ts";

/** Widths that every chart is drawn at: one for a desk and for paper, one for a telephone. */
const WIDTHS = [
  {width: 760, className: "wide"},
  {width: 340, className: "narrow"}
] as const;

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

/** Gives the drawing a role and a name; inside a picture nothing else may carry a name of its own. */
function label(svg: string, name: string): string {
  return svg
    .replace(/ aria-(label|description|hidden)="[^"]*"/g, "")
    .replace(/<svg ([^>]*)>/, `<svg role="img" $1><title>${escapeText(name)}</title>`);
}
