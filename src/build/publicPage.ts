import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {TYPE_TITLES} from "../../publish/dictionary.ts";
import {exportPath} from "../../publish/exported.ts";
import {formatCount, formatDate, formatPoints} from "../../publish/format.ts";
import type {ExportedFile} from "../../publish/opendata/opendata.ts";
import {wholePlace} from "../../publish/place.ts";
import {PUBLIC_BOOK, type PublicTables} from "../../publish/public/bundle.ts";
import {GRADE_COUNTS, MARKS, type PublicRow} from "../../publish/tables/public.ts";
import {type Html, html, join, type Part} from "../components/html.ts";
import {type Cell, type Column, table} from "../components/table.ts";
import {headingIds} from "./mend.ts";

export interface PublicPageOptions {
  /** The year's files, relative to its folder `data/`. */
  files: readonly ExportedFile[];
  /** Years that are public, the latest first. */
  years: readonly number[];
  /** The way from the page to the bundle's root. */
  base: string;
}

/** Returns the public page of a year, whole: no script, one stylesheet, made from the public tables alone. */
export function publicPage(tables: PublicTables, options: PublicPageOptions): string {
  const {city, year, asOf, signedOn, docNo} = tables;
  const {base, years} = options;
  const title = `${city}${year}年度人才工作考核结果`;
  const state = `已签批（${[formatDate(signedOn), docNo].filter(Boolean).join("，")}）`;
  const others = years.filter(other => other !== year);
  const body = html`<a class="skip" href="#main">跳到正文</a><header class="site"><div class="masthead"><p class="brand">${city}人才工作年度账</p>${others.length ? html`<nav aria-label="其他年度"><ul>${others.map(other => html`<li><a href="${base}${other}/index.html">${other}年度</a></li>`)}</ul></nav>` : null}</div></header>
<main id="main" tabindex="-1"><article><header class="title"><p class="stateline"><span>${year}年度</span> <span>数据截至 ${formatDate(asOf)}</span> <span class="state">${state}</span></p><h1>${title}</h1></header>
${rankings(tables)}${grades(tables)}${rules(tables)}${downloads(tables, options)}</article></main>
<footer class="site"><div class="colophon"><p>数据截至 ${formatDate(asOf)} · ${state}</p><p>本页不含个人信息；人数过少的数不公布。</p></div></footer>`;
  return headingIds(`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html`${title}`}</title>
<link rel="stylesheet" href="${base}style.css">
<link rel="icon" href="data:,">
</head>
<body>
${body}
</body>
</html>
`);
}

/** Returns the stylesheet of the public pages: the site's own. */
export function publicStyle(): string {
  return readFileSync(fileURLToPath(new URL("../style.css", import.meta.url)), "utf8");
}

function rowsOf({tables}: PublicTables, name: string): readonly PublicRow[] {
  return tables.find(({entry}) => entry.name === name)?.rows ?? [];
}

function rankings(tables: PublicTables): Html {
  const ranking = rowsOf(tables, "bonus_ranking");
  const entry = tables.tables.find(({entry}) => entry.name === "bonus_ranking")!.entry;
  const names = entry.columns.map(({name}) => name);
  const points = entry.columns.slice(names.indexOf("unit_name") + 1, names.indexOf("total") + 1);
  const totals = rowsOf(tables, "total_ranking");
  return html`<section><h2>绩效加分位次</h2>${groups(ranking).map(([group, rows]) => groupTable(group, rows, "绩效加分", points))}</section>${
    totals.length
      ? html`<section><h2>总分位次</h2>${groups(totals).map(([group, rows]) =>
          groupTable(group, rows, "总分", [
            {name: "base", title: "基础分"},
            {name: "bonus", title: "绩效加分"},
            {name: "total", title: "总分"}
          ])
        )}</section>`
      : ""
  }`;
}

function groups(rows: readonly PublicRow[]): [string, PublicRow[]][] {
  const names = [...new Set(rows.map(({group}) => String(group)))];
  return names.map(name => [name, rows.filter(({group}) => group === name)]);
}

/** A group too small for ranks shows the band of each unit alone. */
function groupTable(
  group: string,
  rows: readonly PublicRow[],
  what: string,
  points: readonly {name: string; title: string}[]
): Html {
  const banded = rows.some(({mark}) => mark === MARKS.confidential);
  if (banded) {
    return table({
      caption: `${group}：组内单位过少，只公布位次段，段内按建制序`,
      columns: [{head: "位次段"}, {head: "单位"}],
      rowHead: 1,
      rows: rows.map(({band_first, band_last, unit_name}) => [
        band_first === null ? "未排位次" : `第${band_first}—${band_last}位`,
        unit_name as string
      ])
    });
  }
  return table({
    caption: `${group}（单位：分；${what}相同的位次相同）`,
    columns: [{head: "位次", number: true}, {head: "单位"}, ...points.map(({title}) => ({head: title, number: true}))],
    rowHead: 1,
    rows: rows.map(row => [
      row.rank === null ? "—" : String(row.rank),
      row.unit_name as string,
      ...points.map(({name}) => (row[name] === null ? "—" : formatPoints(row[name] as number)))
    ])
  });
}

function grades(tables: PublicTables): Html {
  const rows = rowsOf(tables, "grade_distribution");
  const entry = tables.tables.find(({entry}) => entry.name === "grade_distribution")!.entry;
  const columns: Column[] = [
    {head: "范围"},
    ...GRADE_COUNTS.map(count => ({head: entry.columns.find(({name}) => name === count)!.title, number: true}))
  ];
  const dimensions = {overall: wholePlace(tables), district: "分县市区", category: "分类别"};
  const parts = Object.entries(dimensions).map(([dimension, title]) => {
    const of = rows.filter(row => row.dimension === dimension);
    if (!of.length) return html`<p>${title}：人数过少，不公布。</p>`;
    const cells = of.map(row => [row.name as string, ...GRADE_COUNTS.map(count => countCell(row, count))]);
    return table({caption: `${title}（单位：人）`, columns, rows: cells});
  });
  return html`<section><h2>年度考核等次</h2><p>已备案人数及其等次。<b>c</b>：保密，人数过少，或与其他数相减能推出人数过少的数；<b>x</b>：没有这项数据；0 就是没有。人数过少的行并入“其他”。</p>${parts}</section>`;
}

function countCell(row: PublicRow, count: (typeof GRADE_COUNTS)[number]): Cell {
  const mark = row[`${count}_mark`];
  if (mark === MARKS.confidential) return html`<abbr title="保密">${MARKS.confidential}</abbr>`;
  if (mark === MARKS.missing) return html`<abbr title="没有这项数据">${MARKS.missing}</abbr>`;
  return formatCount(row[count] as number);
}

function rules(tables: PublicTables): Html {
  const text = (row: PublicRow, name: string): Part => row[name] as string | null;
  return html`<section><h2>计分规则</h2>${table({
    caption: "规则、分值与依据的条款",
    columns: [{head: "规则"}, {head: "内容", wide: true}, {head: "分值"}, {head: "封顶"}, {head: "条款", clause: true}],
    rows: rowsOf(tables, "rules").map(row => ["title", "says", "values", "caps", "clause"].map(name => text(row, name)))
  })}</section>`;
}

function downloads({tables, year}: PublicTables, {files, base}: PublicPageOptions): Html {
  const folder = `${base}${year}/data/`;
  const has = (path: string): boolean => files.some(file => file.path === path);
  const formats = [
    ["csv", "CSV"],
    ["csv-plain", "CSV（程序用）"],
    ["xlsx", "Excel"]
  ] as const;
  const items = tables.map(({entry: {name, title}}) => {
    const links = formats
      .filter(([format]) => has(exportPath(name, format)))
      .map(([format, word]) => html`<a href="${folder}${exportPath(name, format)}">${word}</a>`);
    return html`<li>${title}：${join(links, html` · `)}</li>`;
  });
  const book = has(PUBLIC_BOOK)
    ? html`<li>全部表在一个工作簿里（Excel，有目录、说明和字段说明，可用读屏软件）：<a href="${folder}${PUBLIC_BOOK}">数据工作簿</a></li>`
    : null;
  return html`<section><h2>数据下载</h2><ul>${book}${items}<li>各字段的含义：<a href="${folder}dictionary.csv">字段说明</a>，给程序读的 <a href="${folder}datapackage.json">数据包描述</a></li><li>文件是否完整：<a href="${folder}SHA256SUMS">校验和</a></li></ul>${dictionary(tables)}</section>`;
}

function dictionary(tables: PublicTables["tables"]): Html {
  const fields = tables.reduce((sum, {entry}) => sum + entry.columns.length, 0);
  const parts = tables.map(({entry: {name, title, columns}}) =>
    table({
      caption: `${title}（${name}）`,
      columns: [{head: "字段"}, {head: "字段名称"}, {head: "类型"}, {head: "说明", wide: true}],
      rowHead: 1,
      rows: columns.map((column): Cell[] => [column.name, column.title, TYPE_TITLES[column.type], column.description])
    })
  );
  return html`<details><summary>字段说明（${fields}个字段）</summary>${parts}</details>`;
}
