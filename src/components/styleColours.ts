import {section} from "./frame.ts";
import {type Html, html, trusted} from "./html.ts";
import {ALL_FILLS, fillOf} from "./marks.ts";
import {table} from "./table.ts";

/** A colour of the stylesheet in both themes, with its contrast to the paper of the theme. */
export interface Colour {
  name: string;
  light: {value: string; contrast: string};
  dark: {value: string; contrast: string};
}

/** What the colours of words and lines are for. Those of drawings are shown with their patterns. */
const USES: Readonly<Record<string, string>> = {
  "--ink": "正文、标题、表头线",
  "--muted": "说明文字、表的标题、上年的数",
  "--soft": "页脚",
  "--paper": "底",
  "--faint": "指到的行、页脚的底",
  "--line": "行线",
  "--control": "输入框和按钮的边",
  "--brand": "站名、当前页、选中的分组",
  "--link": "链接",
  "--focus": "键盘走到的地方",
  "--overdue": "逾期，只用于逾期",
  "--held": "已开的会",
  "--mark": "标出的字"
};

/** Returns the section with the colours in both themes, and the fills of drawings. */
export function styleColours(colours: readonly Colour[]): Html {
  return section(
    "颜色",
    html`<p>浅色是正式的样子；页头右边的“深色”由各人自己选，记在本机。文字与底的对比都在 4.5 以上，边和图形在 3 以上，由测试逐页核对。</p>`,
    table({
      caption: "文字、线和底的颜色，对比按无障碍规范的算法",
      rowHead: 1,
      columns: [
        {head: "样子"},
        {head: "变量"},
        {head: "用在哪里", wide: true},
        {head: "浅色"},
        {head: "对比", number: true},
        {head: "深色"},
        {head: "对比", number: true}
      ],
      rows: colours
        .filter(({name}) => name in USES)
        .map(({name, light, dark}) => [
          swatch(`var(${name})`),
          html`<code>${name}</code>`,
          USES[name],
          html`<code>${light.value}</code>`,
          light.contrast,
          html`<code>${dark.value}</code>`,
          dark.contrast
        ])
    }),
    html`<h3>图里的填色和花纹</h3><p>相邻两色明暗不同，再加花纹，所以黑白也分得清；每一块都有边线，浅的也看得见边。</p>`,
    html`<ul class="legend">${ALL_FILLS.map(({name, fill}) => html`<li>${swatch(fillOf(fill))} ${name} <code>${fill.id}</code></li>`)}</ul>`
  );
}

function swatch(fill: string): Html {
  return trusted(
    `<svg class="swatch" width="44" height="22" aria-hidden="true" focusable="false"><rect x=".5" y=".5" width="43" height="21" fill="${fill}" stroke="var(--edge)"/></svg>`
  );
}
