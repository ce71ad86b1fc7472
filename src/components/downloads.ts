import {type Table, TYPE_TITLES} from "../../publish/dictionary.ts";
import {formatCount} from "../../publish/format.ts";
import type {Download, Facts} from "../../publish/sitedata/facts.ts";
import {groupBy} from "../../publish/sitedata/group.ts";
import {SINGLE_FOLDER} from "../../publish/sitedata/single.ts";
import {downloadLink, fileTitle, type Page, page, section, wholeNote} from "./frame.ts";
import {type Html, html, join, withCodes} from "./html.ts";
import {table} from "./table.ts";

/** What is no table of its own, by the name it has among the files. */
const WHOLES: ReadonlyMap<string, string> = new Map([
  ["hengcai", "全部数据表"],
  ["rederive", "位次重算"]
]);

/** Returns the page 数据下载: every file with size and checksum, and what the columns mean. */
export function downloadsPage(facts: Facts, tables: readonly Table[]): Page {
  const singles = facts.downloads.filter(file => file.table === "single");
  const files = facts.downloads.filter(file => file.table !== "single");
  const byTable = groupBy(files, wholeOf);
  const published = new Set(tables.map(({name}) => name));
  const names = [...new Set([...tables.map(({name}) => name), ...byTable.keys()])].filter(name => byTable.has(name));
  return page(facts, {
    name: "downloads",
    title: "数据下载",
    lead: files.length
      ? html`<strong>${names.filter(name => published.has(name)).length}张表</strong>、${files.length}个文件，可以直接用表格软件打开，也可以用程序读取。每个文件附校验和，改动一个字节就对不上。`
      : html`这次生成没有附带下载文件。`,
    description: `${facts.city}公布的数据表和校验和。`,
    body: html`${
      files.length
        ? section(
            "文件",
            html`<p>CSV（表格软件用）带标记、可直接双击打开；CSV（程序用）没有标记，值不加修饰。日期写成 2025-12-31，是否写成 true 和 false，缺的为空。</p>`,
            wholeNote(facts),
            tablesList(facts, names, byTable),
            sumsList(facts, names, byTable)
          )
        : null
    }${singles.length ? singleFiles(singles) : null}${section(
      "数据字典",
      tables.map(
        ({name, title, description, columns}) =>
          html`<details class="dictionary"><summary>${title}<code>${name}</code></summary><p>${withCodes(description)}</p>${table(
            {
              caption: `${title}的各列`,
              stack: true,
              columns: [{head: "列名"}, {head: "含义"}, {head: "类型"}, {head: "说明", wide: true}],
              rows: columns.map(column => [
                html`<code>${column.name}</code>`,
                withCodes(column.title),
                TYPE_TITLES[column.type],
                withCodes(column.description)
              ])
            }
          )}</details>`
      )
    )}`
  });
}

/** One row a table, its files side by side. */
function tablesList(facts: Facts, names: readonly string[], byTable: ReadonlyMap<string, readonly Download[]>): Html {
  const file = (name: string, one: Download) =>
    html`<span class="file">${downloadLink(one, name === "rederive" ? html`<code>${ownName(one)}</code>` : fileTitle(one))} ${size(one)}</span>`;
  return table({
    caption: "数据表和文件",
    stack: true,
    interactive: "files",
    className: "files",
    columns: [
      {head: "数据表", nowrap: true},
      {head: "行数", number: true},
      {head: "文件", wide: true}
    ],
    rows: names.map(name => {
      const files = byTable.get(name)!;
      const rows = name === "rederive" ? null : Math.max(...files.map(({rows}) => rows));
      return [
        titleOf(facts, name),
        {show: rows === null ? "—" : formatCount(rows), sort: rows ?? -1},
        join(
          files.map(one => file(name, one)),
          " "
        )
      ];
    })
  });
}

function sumsList(facts: Facts, names: readonly string[], byTable: ReadonlyMap<string, readonly Download[]>): Html {
  return html`<details><summary>每个文件的校验和</summary>${table({
    caption: html`每个文件的 <code>SHA-256</code> 校验和；同样的清单在数据文件夹的 <code>SHA256SUMS</code> 里`,
    label: "每个文件的校验和",
    stack: true,
    columns: [{head: "数据表"}, {head: "文件"}, {head: "校验和"}],
    rows: names.flatMap(name =>
      byTable
        .get(name)!
        .map(file => [
          titleOf(facts, name),
          html`<code>${pathOf(file)}</code>`,
          file.sha256
            ? html`<code class="hash">${file.sha256}</code>`
            : html`每次生成不同，内容的散列见 <code>datapackage.json</code>`
        ])
    )
  })}</details>`;
}

function titleOf(facts: Facts, name: string): string {
  return WHOLES.get(name) ?? facts.tableTitles.get(name) ?? name;
}

/** The pages that are one file each: to carry away, to mail, to hand to a unit. */
function singleFiles(files: readonly Download[]): Html {
  return section(
    "单文件",
    html`<p>样式和图都在一个文件里的页面，双击就能打开，可以拷到优盘、作为附件转发。每个单位的单文件在该单位的页面末尾，也都在压缩包里；全部校验和见 ${downloadLink({...files[0]!, href: `${SINGLE_FOLDER}/SHA256SUMS`}, html`<code>SHA256SUMS</code>`)}。</p>`,
    table({
      caption: "可以单独转发的页面",
      stack: true,
      columns: [{head: "文件"}, {head: "大小", number: true}, {head: "SHA-256 校验和"}],
      rows: files.map(file => [
        downloadLink(file, html`<code>${ownName(file)}</code>`),
        size(file),
        html`<code class="hash">${file.sha256}</code>`
      ])
    })
  );
}

/** The scripts of the re-derivation stand together with their parameter tables. */
function wholeOf({href, table}: Download): string {
  return /(?:^|\/)rederive\//.test(href) ? "rederive" : table;
}

function ownName({href}: Download): string {
  return href.slice(href.lastIndexOf("/") + 1);
}

/** As `SHA256SUMS` names it: below the folder of the data, since a table has one name in several formats. */
function pathOf({href}: Download): string {
  return href.replace(/^data\//, "");
}

function size({bytes}: Download): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
