import type {Facts} from "../../publish/sitedata/facts.ts";
import {type Page, page, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {styleCharts} from "./styleCharts.ts";
import {type Colour, styleColours} from "./styleColours.ts";
import {styleParts} from "./styleParts.ts";
import {styleShown} from "./styleShown.ts";
import {styleTables} from "./styleTables.ts";

/**
 * Returns the page that shows every component in every state, for those who work on the pages; no page links to it. `live` is
 * what the scripts of the reactive pages make.
 */
export function stylePage(facts: Facts, colours: readonly Colour[], live: Html): Page {
  return page(facts, {
    name: "style",
    title: "样式与组件",
    lead: html`各页共用的颜色、字号、间距、表格、图和控件，<strong>每种状态各摆一个样子</strong>。改样式先改这里看得到的，再看各页。`,
    description: "各页共用的颜色、字号、间距、表格、图和控件。",
    body: html`${principles()}${styleColours(colours)}${typeScale()}${styleParts(facts)}${styleTables()}${styleCharts(facts)}${styleShown(facts)}${live}${paper()}`
  });
}

function principles() {
  return section(
    "约定",
    html`<ul class="notes"><li>先结论，再问题，后表格。标题说出图表的意思，不说“统计图”。</li>
<li>红色只用于逾期，并且总是和 ▲、“逾期”两个字在一起。升降用 ↑↓ 和文字，不用红绿。</li>
<li>五项规则五种颜色，由深到浅，各带花纹：色弱的人分得清，黑白印出来也分得清。</li>
<li>每张图下面有一张真表；每张表有标题，行有行头，列有列头，旁边有下载。</li>
<li>没有脚本也完整：排序、筛选、分组只是方便，不藏数字。</li>
<li>颜色只写在 <code>style.css</code> 开头的变量里，图里也只用变量，所以换成深色或印在纸上不必重画。</li></ul>`
  );
}

function typeScale() {
  const steps = [
    ["--step-4", "卡片上的数", "96.5%"],
    ["--step-3", "页标题", "二〇二五年度绩效加分位次"],
    ["--step-2", "节标题", "要紧的事"],
    ["--step-1", "首句、图的标题", "七十六个单位中有六十一个得到加分"],
    ["--step-0", "正文", "每条申报按制度逐条核定，未签批的不计分。"],
    ["--step--1", "说明、状态行、页脚", "数据截至 2025年12月31日"]
  ] as const;
  return section(
    "字与间距",
    html`<p>只用系统自带的黑体，不下载字体；数字等宽，便于上下对齐。正文 17 像素，随浏览器放大；行距 1.65，一行不超过 46 个字。</p>`,
    html`<div>${steps.map(([name, use, words]) => html`<p class="specimen"><small>${use} <code>${name}</code></small><span style="font-size:var(${name})">${words}</span></p>`)}</div>`,
    html`<p>段与段之间空一行（<code>--gap</code>），节与节之间再加一道横线。版心最宽 <code>--wide</code>，窄于 640 像素时字号减一档、边距收窄，窄到 320 像素也不需要左右移动整页，只有宽表自己可以左右移动。</p>`
  );
}

function paper() {
  return section(
    "纸上",
    html`<ul class="notes"><li>A4，天头 37、地脚 35、订口 28、切口 26 毫米；位次表横排。</li>
<li>每张纸的左上是站名，左下是数据截至日期和状态，右下是“第几页，共几页”。</li>
<li>表头每页重复，一行不拆在两页；折叠的表在纸上不印，要印先展开。</li>
<li>纸上永远是浅色；导航、筛选框、下载链接不印，所有分组都印。</li>
<li>黑白打印：上面“黑白”一节就是黑白印出来的样子。</li></ul>`
  );
}
