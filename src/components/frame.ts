import {formatDate, formatDocNo} from "../../publish/format.ts";
import {type Download, type Facts, hasDataset} from "../../publish/sitedata/facts.ts";
import type {UnitFact} from "../../publish/sitedata/units.ts";
import {isOfficial} from "../../publish/state.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {patternDefinitions} from "./marks.ts";

/** The pages in the order of the navigation. */
export const PAGES = [
  {name: "index", title: "总览"},
  {name: "bonus", title: "绩效加分"},
  {name: "units", title: "单位"},
  {name: "assessment", title: "年度考核"},
  {name: "inspections", title: "督查督办"},
  {name: "meetings", title: "调度会议"},
  {name: "satisfaction", title: "服务评价"},
  {name: "simulate", title: "政策模拟"},
  {name: "method", title: "口径说明"},
  {name: "quality", title: "数据质量"},
  {name: "query", title: "数据查询"},
  {name: "downloads", title: "数据下载"},
  {name: "precheck", title: "数据自检"},
  {name: "screen", title: "大屏"}
] as const;

export type PageName = (typeof PAGES)[number]["name"] | "unit" | "style";

/** A page before Framework and mending: what stands in its head, above, within and below its main part. */
export interface Page {
  title: string;
  description: string;
  header: Html;
  main: Html;
  footer: Html;
  /** Not for search engines; no page links to it. */
  hidden?: boolean;
}

export interface PageParts {
  name: PageName;
  title: string;
  /** The verdict: the first sentence, plain text for the description too. */
  lead: Part;
  description: string;
  body: Part;
  /** The way back to the site's root from this page. */
  base?: string;
}

/** Returns the page around its parts: navigation, state line, verdict, body, and what every page must say. */
export function page(facts: Facts, {name, title, lead, description, body, base = facts.base ?? ""}: PageParts): Page {
  return {
    title,
    description,
    header: siteHeader(facts, name, base),
    main: html`${patternDefinitions()}<article class="page-${name}"><header class="title">${stateLine(facts)}<h1>${title}</h1><p class="lead">${lead}</p></header>${body}</article>`,
    footer: siteFooter(facts, base),
    hidden: name === "style"
  };
}

/** Returns the line that every page begins with: year, data date, state, rules. */
export function stateLine(facts: Facts): Html {
  const parts: Html[] = [
    html`<span>${facts.year}年度</span>`,
    html`<span>数据截至 ${formatDate(facts.asOf)}</span>`,
    html`<span class="state${isSigned(facts) ? "" : " draft"}">${stateText(facts)}</span>`
  ];
  if (facts.documents.length) parts.push(html`<span>规则：${facts.documents.map(formatDocNo).join("、")}</span>`);
  return html`<p class="stateline">${join(parts, html` `)}</p>`;
}

function isSigned(facts: Facts): boolean {
  return isOfficial(facts.state);
}

/** Returns 草案, or 已签批 with its date and document number. */
export function stateText(facts: Facts): string {
  const {state, signedOn, docNo} = facts.state;
  if (!isSigned(facts)) return state;
  return `${state}（${[signedOn ? formatDate(signedOn) : "", docNo ? formatDocNo(docNo) : ""].filter(Boolean).join("，")}）`;
}

function siteHeader(facts: Facts, name: PageName, base: string): Html {
  const items = PAGES.map(({name: target, title}) => {
    const current = target === name || (name === "unit" && target === "units");
    return html`<li><a href="${base}${target}.html" rel="external"${current ? html` aria-current="${target === name ? "page" : "true"}"` : null}>${title}</a></li>`;
  });
  return html`<a class="skip" href="#main" rel="external">跳到正文</a><div class="masthead"><p class="brand"><a href="${base}index.html" rel="external">${facts.city}人才工作年度账</a></p><label class="theme"><input type="checkbox" id="dark-theme" autocomplete="off">深色</label><nav aria-label="各页"><ul>${items}</ul></nav></div>`;
}

function siteFooter(facts: Facts, base: string): Html {
  return html`<div class="colophon in-margins"><p>数据截至 ${formatDate(facts.asOf)} · ${stateText(facts)}${isSigned(facts) ? "" : "，未经签批，不得作为正式结果引用"}</p>
<p>${facts.documents.length ? html`依据 ${facts.documents.map(formatDocNo).join("、")} · ` : null}<a href="${base}method.html" rel="external">口径说明</a> · <a href="${base}quality.html" rel="external">数据质量</a> · <a href="${base}downloads.html" rel="external">数据下载</a></p>
<p>本页不含个人信息。数字四舍五入到所示位数，分项之和可能不等于合计。</p></div>`;
}

/** Returns the unit's name as a link to its page, or plain where it has none. */
export function unitLink(
  facts: Facts,
  unitId: string | null,
  {base = facts.base ?? "", short = false, name}: {base?: string; short?: boolean; name?: string} = {}
): Part {
  const unit = unitId === null ? undefined : facts.units.get(unitId);
  const text = name ?? (short ? unit?.short : unit?.name) ?? unitId ?? "—";
  const folder = facts.archive && unitId !== null && facts.yearUnits?.has(unitId) ? `${facts.year}/` : "";
  return unit?.page ? html`<a href="${base}${folder}${unit.page}" rel="external">${text}</a>` : text;
}

/** Returns the unit as a cell: in 建制序 when sorted, found by every name it has, its code, pinyin and initials. */
export function unitCell(facts: Facts, unitId: string, {short = false}: {short?: boolean} = {}): UnitCell {
  const unit = facts.units.get(unitId);
  return {
    show: unitLink(facts, unitId, {short}),
    sort: unit?.order ?? unitId,
    find: unit ? [short ? unit.name : "", unit.find].filter(Boolean).join(" ") : ""
  };
}

interface UnitCell {
  show: Part;
  sort: string | number;
  find: string;
}

/** Returns the short name of a unit for a chart. */
export function shortName(facts: Facts, unitId: string): string {
  return facts.units.get(unitId)?.short ?? unitId;
}

/** Orders by 建制序, then code. */
export function unitOrder(facts: Facts, a: string, b: string): number {
  const [first, second] = [facts.units.get(a), facts.units.get(b)] as [UnitFact | undefined, UnitFact | undefined];
  return (first?.order ?? Number.MAX_SAFE_INTEGER) - (second?.order ?? Number.MAX_SAFE_INTEGER) || (a < b ? -1 : 1);
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: "CSV（表格软件用）",
  "csv-plain": "CSV（程序用）",
  parquet: "Parquet",
  json: "JSON",
  xlsx: "Excel",
  duckdb: "DuckDB 数据库",
  workbook: "位次工作簿（Excel）"
};

/** Returns what a file is called: its format, and the year where it is of one year only. */
export function fileTitle({format, href}: Download): string {
  const year = yearOf(href);
  return `${year ? `${year}年度` : ""}${FORMATS[format] ?? format}`;
}

/** Returns the year in the name of a file that holds one year only. */
function yearOf(href: string): string | undefined {
  return /-(\d{4})\.\w+$/.exec(href)?.[1];
}

/** Returns links to the files behind a table, or nothing where none was exported. */
export function dataLinks(facts: Facts, tables: readonly string[], base = facts.base ?? ""): Html | null {
  const files = tables.flatMap(name =>
    facts.downloads.filter(
      ({table, format, href}) =>
        table === name &&
        (["csv", "xlsx"].includes(format) || (format === "workbook" && yearOf(href) === String(facts.year)))
    )
  );
  if (!files.length) return null;
  const links = files.map((file, i) => {
    const title = file.format === "csv" ? "CSV" : fileTitle(file);
    const link = downloadLink(file, `${facts.tableTitles.get(file.table) ?? file.table} ${title}`, base);
    const last = files[i + 1]?.table !== file.table;
    return last && WHOLE.has(file.table) ? html`${link}（小格未隐去，限内部核对）` : link;
  });
  return html`<p class="data">数据：${join(links, html` · `)}</p>`;
}

/** Tables whose files tell counts of people that the pages hide. */
const WHOLE: ReadonlySet<string> = new Set(["grade_distribution", "outcomes"]);

/** Returns who may have the files that tell what the pages hide, and why these do; nothing where none can be fetched. */
export function wholeNote(facts: Facts): Html | null {
  const titles = [...WHOLE].filter(name => facts.downloads.some(({table}) => table === name));
  if (!titles.length) return null;
  return html`<p>${titles.map(name => `“${facts.tableTitles.get(name) ?? name}”`).join("、")}的文件、全部数据表的数据库文件和数据查询里写的是实数，各页隐去的小格在里面看得到。它们随内部版发给领导、办公室和分析人员，用来逐格核对占比和后果，不转发、不上网；对外公开的版本另行生成，其中没有结果运用，等次的小格和能推算出它们的格一并隐去。</p>`;
}

/** Returns a link that fetches the file. */
export function downloadLink(file: Download, text: Part, base = ""): Html {
  return html`<a href="${base}${encodeURI(file.href)}" rel="external" download>${text}</a>`;
}

/** Returns what stands in place of a page's facts when the office has not sent them. */
export function missingDataset(facts: Facts, dataset: string, title: string): Html | null {
  if (hasDataset(facts, dataset)) return null;
  return html`<section class="missing"><h2>还没有“${title}”数据</h2><p>把“${title}”表（CSV 或 Excel）放进工作区的 <code>${dataset}</code> 文件夹，再运行一次 <code>hengcai build</code>，这里就会显示。表头怎么写，见 <code>hengcai init</code> 生成的模板；放进去以前，可以先在<a href="${facts.base ?? ""}precheck.html" rel="external">数据自检</a>页查一遍。</p></section>`;
}

/** Returns the section with a heading. */
export function section(title: Part, ...content: readonly Part[]): Html {
  return html`<section><h2>${title}</h2>${content}</section>`;
}

/** Returns a term list. */
export function terms(entries: readonly (readonly [Part, Part])[]): Html {
  return html`<dl class="terms">${entries.map(([term, what]) => html`<div><dt>${term}</dt><dd>${what}</dd></div>`)}</dl>`;
}
