import {formatCount, formatDate} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {PrecheckFacts} from "../../publish/sitedata/precheck.ts";
import {type Page, page, section} from "./frame.ts";
import {type Html, html} from "./html.ts";

/** Returns the page 数据自检: a place to drop a file, and what the check can and cannot tell. Its script does the rest. */
export function precheckPage(facts: Facts, data: PrecheckFacts): Page {
  return page(facts, {
    name: "precheck",
    title: "数据自检",
    lead: html`报送之前，先自己查一遍：选一个表格文件，这里就按装载时的<strong>同一套规则</strong>逐行核对。文件<strong>不离开这台电脑</strong>，什么也不上传。`,
    description: `报送前自己检查表格文件：按${facts.city}装载数据的同一套规则逐行核对，文件不离开本机。`,
    body: html`${toolSection(data)}${scopeSection(facts, data)}`
  });
}

/** The script finds what it needs to know in the attribute; without it the section says what it takes. */
function toolSection(data: PrecheckFacts): Html {
  return html`<section class="precheck" id="precheck" data-facts="${asText(data)}"><h2>选择文件</h2>
<div class="note" data-needs><p>这一页要靠脚本在浏览器里读您的文件，现在还没有运行起来。它需要：</p><ul><li>浏览器允许运行脚本（JavaScript）；</li><li>从网站打开（地址以 <code>http</code> 开头），不是双击磁盘上的文件：那样浏览器不许它另开一个检查程序。</li></ul><p>两样不全时，请由办公室用命令 <code>hengcai check</code> 检查，规则完全一样。</p></div>
<div class="precheck-tool" hidden><div class="drop" data-drop><p class="choose"><input type="file" id="precheck-files" multiple accept=".csv,.tsv,.txt,.xlsx,.xls" aria-describedby="precheck-hint"><label for="precheck-files">选择表格文件…</label></p><p id="precheck-hint">也可以把文件拖到这里，一次几个都行。能查 <code>.csv</code> <code>.tsv</code> <code>.txt</code> <code>.xlsx</code> 和网页式的 <code>.xls</code>。</p></div>
<p class="precheck-state" role="status" aria-live="polite" data-state></p>
<p class="precheck-run" data-run hidden><progress max="100" value="0" aria-label="检查进度"></progress> <button type="button" data-stop>停止检查</button></p></div>
<div data-results></div></section>`;
}

function scopeSection(facts: Facts, {units}: PrecheckFacts): Html {
  return section(
    "查得到什么，查不到什么",
    html`<p>查得到：文件读不读得通，编码和分隔符，表头认不认得，每一格的日期、数字、代码和编号，必填的空格，同一文件里重复或互相矛盾的行，前后颠倒的日期，单位在不在名录里（名录截至${formatDate(facts.asOf)}，${formatCount(units.length)}行）。每一行都有去向：表前行、表头、空行、合计行、注释行、接收、退回，加起来等于文件行数。</p>
<p>查不到，装载时才知道：</p>
<ul class="notes"><li>人才编号在不在人才名单里：名单含个人信息，不放在网页上。</li><li>与别的文件重复、与以前报的内容矛盾的行。</li><li>会议编号、督查编号、申报编号在别的表里有没有，是不是涉密会议。</li><li>办公室作过的裁定。</li><li>老版本的 <code>.xls</code> 工作簿：请另存为 <code>.xlsx</code>。</li></ul>`
  );
}

/** As JSON in letters that no step between here and the script changes or drops. */
function asText(data: PrecheckFacts): string {
  return JSON.stringify(data).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]/g,
    sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}
