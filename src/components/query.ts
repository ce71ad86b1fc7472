import {type Table, TYPE_TITLES} from "../../publish/dictionary.ts";
import {dictionaryTable} from "../../publish/opendata/dictionaryTable.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {type Page, page} from "./frame.ts";
import {type Html, html, withCodes} from "./html.ts";
import {type Example, queryExamples} from "./queryExamples.ts";

/**
 * Returns the page 数据查询 as it is without a script: what it needs, the examples, and the tables with their columns. The
 * script puts the editor in the place of the former and makes the names of the latter insert themselves.
 */
export function queryPage(facts: Facts, tables: readonly Table[]): Page {
  const files = facts.downloads.filter(({format}) => format === "csv-plain");
  const machine = new Set(files.map(({table}) => table));
  // In an edition the open data lies beside the pages, not below them.
  const folder = files[0]?.href.replace(/csv-plain\/.*$/, "");
  const open = tables.filter(({name}) => machine.has(name));
  return page(facts, {
    name: "query",
    title: "数据查询",
    lead: open.length
      ? html`在浏览器里用 SQL 查询<strong>${open.length}张公布的数据表</strong>。查询在您的电脑上运行，语句和结果都不外发。`
      : html`这次生成没有附带数据表，没有可以查询的内容。`,
    description: `${facts.city}公布的数据表，用 SQL 自己查。`,
    body: open.length
      ? html`<div class="query" id="query" data-folder="${folder}"><div class="query-main"><section class="query-ask"><h2>查询</h2>${needs()}<div id="query-editor"></div></section><div id="query-answer"></div><section class="query-examples"><h2>示例</h2><p>每个示例回答一个常问的问题，可以照着改。</p><ol>${queryExamples(facts.year).map(example)}</ol></section></div><section class="query-schema"><h2>数据表和字段</h2><div id="query-find"></div>${[...open, dictionaryTable].map(schema)}</section></div>`
      : html`<section class="missing"><h2>没有数据表</h2><p>请用 <code>npx hengcai build</code> 重新生成，数据表会放在站点的 <code>data</code> 文件夹里。</p></section>`
  });
}

/** What stands in the editor's place where no script runs; the script takes it away. */
function needs(): Html {
  return html`<div class="note" id="query-needs"><p>这一页要靠脚本运行，现在还没有运行起来。它需要：</p><ul><li>浏览器允许运行脚本（JavaScript）；</li><li>从网站打开（地址以 <code>http</code> 开头），不是双击磁盘上的文件；</li><li>Chromium 109、Firefox 115、Safari 16 或更新的浏览器，Edge、360、统信、奇安信浏览器的近年版本也可以；</li><li>第一次运行查询时从本站取一次数据引擎，不到 9 MB，以后用浏览器存下的。</li></ul><p>不想用脚本，可以到<a href="downloads.html" rel="external">数据下载</a>取文件，用表格软件打开。</p></div>`;
}

function example({title, says, sql}: Example): Html {
  return html`<li data-example><details><summary>${title}</summary><p>${withCodes(says)}</p><pre tabindex="0" role="group" aria-label="${title}的查询语句"><code>${sql}</code></pre></details></li>`;
}

function schema({name, title, description, columns}: Table): Html {
  return html`<details class="dictionary" data-table-name="${name}"><summary>${title}<code>${name}</code></summary><p>${withCodes(description)}</p><ul>${columns.map(
    column =>
      html`<li><code data-insert="${quoted(column.name)}">${column.name}</code> <b>${withCodes(column.title)}</b> <span>${TYPE_TITLES[column.type]}。${withCodes(column.description)}</span></li>`
  )}</ul></details>`;
}

/** A name that SQL itself uses, or that has other than plain letters, must be quoted. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

const RESERVED = new Set([
  "group",
  "from",
  "to",
  "option",
  "key",
  "values",
  "window",
  "table",
  "column",
  "order",
  "end"
]);
