import type {Facts} from "../../publish/sitedata/facts.ts";
import {dataLinks, downloadLink, section, stateLine, terms} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {overdueMark} from "./inspections.ts";
import {styleControls} from "./styleControls.ts";
import {sampleFacts} from "./styleSample.ts";

/** Returns the sections with the small parts of a page, each in each of its states. */
export function styleParts(facts: Facts): Html {
  return html`${heads(facts)}${words(facts)}${cards()}${strips()}${styleControls()}`;
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
    dataLinks(sample, ["bonus_ranking"]),
    html`<p>正文里的下载：${downloadLink(sample.downloads[0]!, "位次表")}。</p>`
  );
}

function cards(): Html {
  const card = (name: string, value: string, detail: string, before: string) =>
    html`<li><h3><a href="#main" rel="external">${name}</a></h3><p class="value">${value}</p><p class="detail">${detail}</p><p class="before">${before}</p></li>`;
  return section(
    "卡片",
    html`<p>一个数、它的分子分母、上年和变化；没有数时写 —。</p>`,
    html`<ul class="cards">${[
      card("考核备案率", "96.5%", "386/400人", "上年 95.0%，↑1.5个百分点"),
      card("绩效加分合计", "1,234.5分", "61/76个单位有加分", "上年 1,234.5分，持平"),
      card("没有数据时", "—", "没有数据", "上年没有数据")
    ]}</ul>`
  );
}

function strips(): Html {
  const item = (state: string, months: string, words: string, detail: string) =>
    html`<li class="${state}"><b>${months}</b><span>${words}</span><small>${detail}</small></li>`;
  return section(
    "窗口条",
    html`<p>已开的粗顶边，缺的虚线框，没有到的细框；三种都有文字。</p>`,
    html`<ol class="strip">${[
      item("held", "1—2月", "✓ 已开", "定期1次，临时0次"),
      item("missed", "3—4月", "✕ 未开", "定期0次，临时0次"),
      item("open", "5—6月", "未到", "定期0次，临时0次")
    ]}</ol>`
  );
}
