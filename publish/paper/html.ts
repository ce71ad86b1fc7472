import {escapeXml} from "../xml.ts";
import {FACES, type FaceName, LATIN} from "./docxFonts.ts";
import {type Block, type Form, LAYOUTS, type Layout, PAGE, type Paper, ROW_AIR, type TableBlock} from "./paper.ts";

/** Returns the papers of one form as a page to be printed, each beginning on a sheet of its own; it asks for nothing else. */
export function papersHtml(papers: readonly Paper[], title: string): string {
  const [first] = papers;
  if (!first) throw new Error("no papers to print");
  const body = papers.map(paper => `<article>${paper.sections.map(section(paper)).join("")}</article>`).join("\n");
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(first.mark ? `${title}（${first.mark}）` : title)}</title>
<style>
${styles(first.form, first.mark)}
</style>
</head>
<body class="${first.form}">
${body}
</body>
</html>
`;
}

function section({form, footer}: Paper) {
  return ({landscape, blocks}: Paper["sections"][number]): string => {
    const foot = form === "sheet" && footer ? `<footer>${escapeXml(footer)}</footer>` : "";
    return `<section class="${landscape ? "wide" : "upright"}">${blocks.map(block).join("\n")}${foot}</section>`;
  };
}

function block(block: Block): string {
  switch (block.kind) {
    case "title":
      return `<h1>${escapeXml(block.text).replaceAll("\n", "<br>")}</h1>`;
    case "line":
      return `<p class="line ${block.align}">${escapeXml(block.text)}</p>`;
    case "heading":
      return `<h${block.level + 1}>${escapeXml(block.text)}</h${block.level + 1}>`;
    case "text":
      return `<p>${block.fill ? `<mark>${escapeXml(block.text)}</mark>` : escapeXml(block.text)}</p>`;
    case "note":
      return `<p class="note">${escapeXml(block.text)}</p>`;
    case "table":
      return table(block);
    case "closing":
      return `<div class="closing"><p>${escapeXml(block.issuer)}</p><p>${escapeXml(block.date)}</p></div>`;
  }
}

const SHORT = 8;

function table({caption, columns, rows, total = false}: TableBlock): string {
  const cells = (row: readonly string[]): string =>
    row.map((text, i) => `<td class="${columns[i]!.align}">${escapeXml(text)}</td>`).join("");
  const heads = columns.map(({head}) => `<th scope="col">${escapeXml(head).replaceAll("\n", "<br>")}</th>`).join("");
  const lines = rows.map((row, i) => {
    return `<tr${total && i === rows.length - 1 ? ' class="total"' : ""}>${cells(row)}</tr>`;
  });
  const whole = columns.reduce((sum, {width}) => sum + width, 0);
  const widths = columns.map(({width}) => `<col style="width:${((width / whole) * 100).toFixed(3)}%">`).join("");
  return (
    `<table${rows.length <= SHORT ? ' class="short"' : ""}>${caption ? `<caption>${escapeXml(caption)}</caption>` : ""}` +
    `<colgroup>${widths}</colgroup><thead><tr>${heads}</tr></thead>\n<tbody>\n${lines.join("\n")}\n</tbody></table>`
  );
}

function styles(form: Form, mark: string | null): string {
  const layout = LAYOUTS[form];
  const {margins, title, body, table, note, spacing} = layout;
  const pixels = (names: readonly string[]): string => names.map(name => `"${name}"`).join(", ");
  const family = (face: FaceName, generic: string): string =>
    `"${LATIN}", ${pixels([FACES[face].name, ...FACES[face].others])}, ${generic}`;
  return `${faces()}
@page {
  size: ${PAGE.width}mm ${PAGE.height}mm;
  margin: ${margins.top}mm ${margins.right}mm ${margins.bottom}mm ${margins.left}mm;
  ${mark ? markBox(mark, layout) : ""}
}
${layout.pageNumbers ? pageNumbers() : ""}
@page wide {
  size: ${PAGE.height}mm ${PAGE.width}mm;
  margin: ${margins.left}mm ${margins.top}mm ${margins.right}mm ${margins.bottom}mm;
}
* { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; color: #000; font: ${body.size}pt/${body.line}pt ${family("body", "serif")}; letter-spacing: ${spacing}pt; text-spacing-trim: space-all; }
article + article, section + section { break-before: page; }
section.wide { page: wide; }
h1 { margin: 0 0 ${form === "document" ? body.line / 2 : 4}pt; text-align: center; text-wrap: balance;
  font: 400 ${title.size}pt/${title.line}pt "Hengcai Title", "${LATIN}", serif; letter-spacing: 0; }
h2, h3 { margin: 0; text-indent: 2em; break-after: avoid; font-size: inherit; font-weight: 400; }
h2 { font-family: ${family("first", "sans-serif")}; }
h3 { font-family: ${family("second", "serif")}; }
p { margin: 0; text-indent: 2em; text-align: justify; orphans: 2; widows: 2; }
p:has(+ .closing) { break-after: avoid; }
p.line { text-indent: 0; }
p.left { text-align: left; } p.center { text-align: center; } p.right { text-align: right; }
mark { background: #ff0; color: #000; }
p.note { font-size: ${note.size}pt; line-height: ${note.line}pt; text-indent: 0; }
table { width: calc(100% - 1pt); margin: ${form === "document" ? "0 0.5pt 10pt" : "3pt 0.5pt 5pt"}; border-collapse: collapse; table-layout: fixed;
  font: ${table.size}pt/${table.line}pt ${family("number", "serif")}; letter-spacing: 0; }
table.short { break-inside: avoid; }
caption { padding: 0 0 3pt; font: ${table.size + 1.5}pt/${body.line * 0.8}pt ${family("first", "sans-serif")}; break-after: avoid; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 0.5pt solid #000; padding: ${ROW_AIR[form] / 2}pt 1mm; overflow-wrap: anywhere; }
th, tr.total td { font-family: ${family("first", "sans-serif")}; font-weight: 400; }
td.left { text-align: left; } td.center { text-align: center; } td.right { text-align: right; }
.closing { width: max-content; margin: ${form === "document" ? body.line : 0}pt 0 0 auto; ${form === "document" ? "padding-right: 1.5em;" : ""} break-inside: avoid; }
.closing p { text-indent: 0; text-align: center; }
body.sheet section { position: relative; height: ${PAGE.height - margins.top - margins.bottom - 1}mm; overflow: hidden; }
footer { position: absolute; bottom: 0; width: 100%; text-align: center; font: 9pt/12pt ${family("number", "serif")}; }`;
}

function markBox(mark: string, {header, margins}: Layout): string {
  return `@top-center { content: "${mark}"; font: 16pt/1 ${FACES.first.others.map(name => `"${name}"`).join(", ")}; letter-spacing: 8pt;
    vertical-align: bottom; padding-bottom: ${Math.max(2, margins.top - header - 8)}mm; }`;
}

/** On the outer edge, one character in, its dash 7 mm below the text: odd pages right, even pages left. */
function pageNumbers(): string {
  const style = `content: "— " counter(page) " —"; font: 14pt/1 "宋体", "SimSun", "Noto Serif CJK SC", serif; vertical-align: top; padding: 4.5mm 14pt 0;`;
  return `@page :right { @bottom-right { ${style} text-align: right; } }
@page :left { @bottom-left { ${style} text-align: left; } }`;
}

/** The title's typeface, of which no fallback has the weight but a bold one. */
function faces(): string {
  const {name, others} = FACES.title;
  const bold = ["Noto Serif CJK SC Bold", "NotoSerifCJKsc-Bold", "Source Han Serif SC Bold"];
  const local = [name, ...others.filter(other => !other.startsWith("Noto")), ...bold].map(face => `local("${face}")`);
  return `@font-face { font-family: "Hengcai Title"; src: ${local.join(", ")}; }`;
}
