import type {Facts} from "../../publish/sitedata/facts.ts";
import {dataLinks, downloadLink, section, stateLine, terms, wholeNote} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {overdueMark} from "./overdue.ts";
import {styleControls} from "./styleControls.ts";
import {sampleFacts} from "./styleSample.ts";

/** Returns the sections with the small parts of a page, each in each of its states. */
export function styleParts(facts: Facts): Html {
  return html`${heads(facts)}${words(facts)}${styleControls()}`;
}

function heads(facts: Facts): Html {
  const draft = {...facts, state: {...facts.state, state: "草案" as const, signedOn: null, docNo: null}};
  const signed = {
    ...facts,
    state: {
      ...facts.state,
      state: "已签批" as const,
      signedOn: `${facts.year + 1}-01-20`,
      docNo: `海人才发〔${facts.year + 1}〕1号`
    }
  };
  return section(
    "状态行和首句",
    html`<p>每页第一行：年度、数据截至日期、状态、规则文号。草案加框，已签批写明日期和文号。</p>`,
    stateLine(draft),
    stateLine(signed),
    html`<p class="lead">首句直接回答这一页的问题，<strong>数字加粗</strong>，能点的数字<a href="#main" rel="external"><strong>通到它的那一页</strong></a>。</p>`
  );
}

function words(facts: Facts): Html {
  const sample = sampleFacts(facts);
  return section(
    "文字件",
    html`<h3>小标题</h3><p>正文里有<a href="#main" rel="external">链接</a>、<code>claims/申报.csv</code> 这样的文件名、<span class="code">SB20250001</span> 这样的编号、<mark>标出的字</mark>，还有${overdueMark(12)}。</p><p class="clause">条款原意：激励奖励制度 二（二）1，用灰字。</p><p class="after">表或图之后的补充说明。</p><small>小字：来源、条件。</small>`,
    html`<div class="note"><p><strong>需要留意：</strong>左边一道线，说明哪些单位没有申报。</p></div>`,
    html`<details><summary>折叠着，点开再看</summary><p>展开以后的内容。</p></details><details open><summary>已经展开</summary><p>展开以后的内容。</p></details>`,
    html`<ul class="notes"><li>一条说明。</li><li>又一条说明<small>它的条款</small></li></ul>`,
    terms([
      ["位次", "合计相同的并列，其后顺延空位"],
      ["口径", html`只算已签批的；见<a href="method.html" rel="external">口径说明</a>`]
    ]),
    html`<div class="missing"><h3>还没有“服务评价”数据</h3><p>没有送来的数据：说明缺什么、放在哪里。</p></div>`,
    dataLinks(sample, ["bonus_ranking", "grade_distribution"]),
    wholeNote(sample),
    html`<p>正文里的下载：${downloadLink(sample.downloads[0]!, "位次表")}。</p>`
  );
}
