import {formatCount} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {WaitingData, WaitingKind} from "../../publish/sitedata/waiting.ts";
import {dataLinks, section, unitLink} from "./frame.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {table} from "./table.ts";

/** `table` is the downloaded one that has them one by one; none has people so. */
const NAMES: Readonly<Record<WaitingKind["kind"], {name: string; unit: string; page: string; table?: string}>> = {
  claims: {name: "加分申报，审核通过待组长签批", unit: "条", page: "bonus", table: "bonus_ledger"},
  items: {name: "督查事项，待组长签批", unit: "项", page: "inspections", table: "inspection_status"},
  explanations: {name: "逾期情况说明，待组长阅示", unit: "项", page: "inspections", table: "inspection_status"},
  grades: {name: "考核等次，县级已考评待市级备案", unit: "人", page: "assessment", table: "grade_distribution"}
};

/** Said where no district has so many that its count is told. */
const FEW = "人数少，不分列";

/** How many units a row names; the table of the kind's own page names them all. */
const NAMED = 4;

/** Returns what waits for a signature: how much, how long, and of whom. */
export function waitingSection(facts: Facts, data: WaitingData): Html {
  const years = data.years.length ? `${data.years.join("、")}年度` : "";
  return section(
    data.kinds.length ? `等待签批：${waitingWords(data)}` : "没有等待签批的事项",
    years ? html`<p>${years}的结果本身还没有签批，各页都标“草案”。</p>` : null,
    data.kinds.length
      ? table({
          caption: "审核完毕、等待签批的事项；天数按日历日，从审核、提交或县级考评之日算到数据截至日",
          stack: true,
          columns: [
            {head: "事项"},
            {head: "数量", number: true},
            {head: "等得最久", number: true},
            {head: "涉及单位", wide: true}
          ],
          rows: data.kinds.map(kind => {
            const {name, unit, page} = NAMES[kind.kind];
            return [
              html`<a href="${page}.html#waiting" rel="external">${name}</a>`,
              html`<strong>${formatCount(kind.count)}${unit}</strong>${kind.ofYear === null || kind.ofYear === kind.count ? null : html`<small>本年度${formatCount(kind.ofYear)}${unit}</small>`}`,
              kind.oldest === null ? "—" : `${formatCount(kind.oldest)}天`,
              unitsOf(facts, kind)
            ];
          })
        })
      : null,
    tableLinks(facts, data.kinds)
  );
}

/** Returns the kinds in short: 申报142条、督查9项. */
export function waitingWords({kinds}: WaitingData): string {
  const short: Readonly<Record<WaitingKind["kind"], string>> = {
    claims: "申报",
    items: "督查",
    explanations: "情况说明",
    grades: "考核"
  };
  return kinds.map(({kind, count}) => `${short[kind]}${formatCount(count)}${NAMES[kind].unit}`).join("、");
}

/** Returns every unit for which something of these kinds waits, on the kinds' own page; nothing where none does. */
export function waitingUnits(facts: Facts, data: WaitingData, ...wanted: readonly WaitingKind["kind"][]): Html | null {
  const kinds = data.kinds.filter(({kind}) => wanted.includes(kind));
  if (!kinds.length) return null;
  return html`<section id="waiting"><h2>等待签批</h2>${kinds.map(kind => {
    const {name, unit} = NAMES[kind.kind];
    return table({
      caption: `${name}：${formatCount(kind.count)}${unit}，按单位，多的在前`,
      interactive: `waiting-${kind.kind}`,
      columns: [
        {head: "单位", sticky: true},
        {head: `数量（${unit}）`, number: true},
        {head: "等得最久（天）", number: true}
      ],
      rows: kind.units.map(row => [
        unitLink(facts, row.unitId),
        row.count === null ? "人数少，不显示" : formatCount(row.count),
        row.oldest === null ? "—" : formatCount(row.oldest)
      ]),
      empty: FEW
    });
  })}${tableLinks(facts, kinds)}</section>`;
}

function tableLinks(facts: Facts, kinds: readonly WaitingKind[]): Html | null {
  return dataLinks(facts, [...new Set(kinds.flatMap(({kind}) => NAMES[kind].table ?? []))]);
}

function unitsOf(facts: Facts, {units, kind}: WaitingKind): Part {
  if (!units.length) return FEW;
  const told = units.filter(row => row.count !== null);
  const named = join(
    told
      .slice(0, NAMED)
      .map(row => html`${unitLink(facts, row.unitId, {short: true})}（${formatCount(row.count)}${NAMES[kind].unit}）`),
    "、"
  );
  return html`${named}${units.length > NAMED ? `${told.length ? "等" : ""}${units.length}个单位` : null}`;
}
