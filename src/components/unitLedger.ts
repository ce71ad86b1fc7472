import {capLossesBelow} from "../../publish/capWords.ts";
import {formatPoints} from "../../publish/format.ts";
import type {Facts, Rule} from "../../publish/sitedata/facts.ts";
import type {LedgerRow, UnitData} from "../../publish/sitedata/unit.ts";
import {DISPOSITIONS} from "../../publish/words.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html, join, type Part, withCodes} from "./html.ts";
import {proof, ruleAnchor} from "./proof.ts";
import {ruleNameOf} from "./rules.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns every claim of the year by rule: how it was treated, under which clause, and where it was read. */
export function ledgerSection(facts: Facts, {ledger, decisions}: Pick<UnitData, "ledger" | "decisions">): Html {
  if (!ledger.length) return section("逐条申报", html`<p>${facts.year}年度没有申报。</p>`);
  const ids = [...new Set([...facts.rules.map(rule => rule.id), ...ledger.map(row => row.ruleId)])];
  const settled = new Set(decisions.filter(({field}) => field === "归属单位").map(({key}) => key));
  return html`<section class="ledger"><h2>逐条申报：${ledger.length}条</h2>${ids.map(id => {
    const rows = ledger.filter(row => row.ruleId === id);
    return rows.length ? ruleLedger(facts, id, rows, settled) : null;
  })}${dataLinks(facts, ["bonus_ledger"])}</section>`;
}

function ruleLedger(facts: Facts, id: string, rows: readonly LedgerRow[], settled: ReadonlySet<string>): Html {
  const rule = facts.rules.find(rule => rule.id === id);
  const points = sum(rows.map(row => row.points));
  // What a cap that fell within the year finds already given stays given: only the points themselves add up.
  const given = rows.map((_, i) => sum(rows.slice(0, i + 1).map(row => row.points)));
  const sources = [...new Set(rows.map(sourceOf))];
  return html`<h3 id="${ruleAnchor(id)}">${ruleNameOf(facts, id)}：${rule ? `${rows.length}条，计${formatPoints(points)}分` : `${rows.length}条，不计分`}</h3>${
    rule ? html`<p class="clause">${clausePart(facts, rule)}：${rule.says}</p>` : null
  }${table({
    caption: html`${ruleNameOf(facts, id)}申报明细${sourceKey(sources)}`,
    label: `${ruleNameOf(facts, id)}申报明细`,
    stack: true,
    columns: [
      {head: "申报编号", nowrap: true},
      {head: "发生日期", nowrap: true},
      {head: "事项", wide: true},
      {head: "处理结果"},
      {head: "应得", number: true},
      {head: "计入", number: true},
      {head: "累计", number: true},
      {head: "来源", nowrap: sources.length <= MARKS.length}
    ],
    rows: rows.map((row, i) => [
      html`<span class="code">${row.claimId}</span>`,
      row.eventOn,
      row.subject ?? `${rule?.title ?? "事项"}（不显示个人内容）`,
      html`${DISPOSITIONS[row.disposition]?.word ?? row.disposition}${capLossesBelow(row.caps ?? [], rule?.clause, other => ruleNameOf(facts, other)).map(words => html`<small>${words}</small>`)}${row.dupOf ? html`<small>与 ${withCodes(row.dupOf)} 重复</small>` : null}${row.contested ? html`<small>多单位申报，${settled.has(row.claimId) ? "已裁定归属" : "待核"}</small>` : null}`,
      earns(row) ? formatPoints(row.raw) : "—",
      earns(row) ? formatPoints(row.points) : "—",
      earns(row) ? formatPoints(given[i]!) : "—",
      html`<span class="source">${sourceMark(sources, row)}第${row.sourceRow}行</span>`
    ])
  })}`;
}

const MARKS = [..."甲乙丙丁戊己庚辛壬癸"];

/** Files and sheets are named once above the rows, which say which it is; so many that no mark is left are named in each. */
function sourceKey(sources: readonly string[]): Html | null {
  if (sources.length > MARKS.length) return null;
  const named = sources.map(
    (source, i) => html`${sources.length > 1 ? `${MARKS[i]} ` : null}<span class="source">${source}</span>`
  );
  return html`；来源：${join(named, "；")}`;
}

function sourceMark(sources: readonly string[], row: LedgerRow): string | null {
  if (sources.length === 1) return null;
  const source = sourceOf(row);
  return `${sources.length > MARKS.length ? source : MARKS[sources.indexOf(source)]}，`;
}

function sourceOf({sourceFile, sourceSheet}: LedgerRow): string {
  return sourceSheet ? `${sourceFile}，${sourceSheet}` : sourceFile;
}

/** 口径说明 shows the rules as they last stood; an earlier year may have stood on another clause. */
function clausePart(facts: Facts, {id, clause}: Rule): Part {
  const href = `${facts.base}method.html#${ruleAnchor(id)}`;
  return facts.archive ? html`<a href="${href}" rel="external">${clause}</a>` : proof(href, clause);
}

function earns(row: LedgerRow): boolean {
  return ["counted", "counted_no_increment", "counted_partly", "over_cap"].includes(row.disposition);
}
