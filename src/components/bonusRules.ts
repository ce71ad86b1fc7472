import {formatCount, formatPoints, formatShare} from "../../publish/format.ts";
import type {BonusData, RankRow} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {isCapped} from "../../publish/sitedata/measures.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {ladderFigure} from "./ladders.ts";
import {measureProof} from "./proof.ts";
import {ruleName} from "./rules.ts";
import {silentWords} from "./sayings.ts";
import {spelled, sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns each rule's steps and cap, and what it gave in the year. */
export function laddersSection(facts: Facts, data: BonusData): Html {
  const rows = data.groups.flatMap(group => group.rows);
  return section(
    `${spelled(facts.rules.length)}项规则：怎么加，到哪里封顶`,
    table({
      caption: `各项规则的阶梯、封顶和${facts.year}年度的得分（分）`,
      columns: [
        {head: "规则"},
        {head: "怎么加", wide: true},
        {head: "封顶", number: true},
        {head: "计分项数", number: true},
        {head: "得分", number: true},
        {head: "封顶扣减", number: true},
        {head: "封顶单位数", number: true}
      ],
      rows: facts.rules.map((rule, i) => {
        const sums = data.rules.find(row => row.ruleId === rule.id);
        const atCap = rule.cap === null ? 0 : rows.filter(row => row.points[i]! >= rule.cap!).length;
        return [
          html`${ruleName(rule)}<small>${rule.clause}</small>`,
          html`${rule.values || rule.says}`,
          rule.cap === null ? "不封顶" : formatPoints(rule.cap),
          formatCount(sums?.items ?? 0),
          formatPoints(sums?.points ?? 0),
          formatPoints(sums?.capLoss ?? 0),
          formatCount(atCap)
        ];
      }),
      foot: ruleTotals(data)
    }),
    limitNote(facts),
    rows.length ? countNote(facts, rows) : null,
    html`<p class="after">“封顶扣减”是各项按规则应得、因封顶没有计入的分值。“封顶单位数”只数参加排位次的单位。${facts.archive ? null : html`每个单位离下一档还差多少，见<a href="${facts.base ?? ""}units.html" rel="external">各单位的页面</a>。`}</p>`,
    ladderFigure(facts, data),
    dataLinks(facts, ["rules", "bonus_scores"])
  );
}

/** Where the first sentence of an earlier year's page leads. */
export const COUNTS = "counts";

function countNote(facts: Facts, rows: readonly RankRow[]): Html {
  const of = (id: string, test: (row: RankRow) => boolean) => {
    const count = rows.filter(test).length;
    return html`${formatCount(count)}个（${measureProof(facts, id, formatShare(count, rows.length))}）`;
  };
  return html`<p id="${COUNTS}">${formatCount(rows.length)}个参评单位合计${formatPoints(sum(rows.map(row => row.total)))}分，其中有加分的${of("earning", row => row.total > 0)}，${silentWords(facts)}的${of("silent", row => row.claims === 0)}，至少一项封顶的${of("capped", row => isCapped(facts, row.points))}，因封顶少计${measureProof(facts, "cap_loss", `${formatPoints(sum(rows.map(row => row.capLoss)))}分`)}。</p>`;
}

/** The rules together; where units that are ranked nowhere have points too, theirs and what is left for the ranking. */
function ruleTotals({rules, unranked}: BonusData): Html {
  const line = (name: string, [items, points, capLoss]: readonly [number, number, number]) =>
    html`<tr><th scope="row" colspan="3">${name}</th><td class="number">${formatCount(items)}</td><td class="number">${formatPoints(points)}</td><td class="number">${formatPoints(capLoss)}</td><td class="number">—</td></tr>`;
  const sums = (rows: readonly {items: number; points: number; capLoss: number}[]) =>
    [sum(rows.map(row => row.items)), sum(rows.map(row => row.points)), sum(rows.map(row => row.capLoss))] as const;
  const [all, apart] = [sums(rules), sums(unranked)];
  if (!apart[0]) return line("合计", all);
  const ranked = [all[0] - apart[0], all[1] - apart[1], all[2] - apart[2]] as const;
  return html`${line("合计", all)}${line("其中：不参加排位次的单位", apart)}${line("参加排位次的单位", ranked)}`;
}

/** What several rules may earn together at most. */
function limitNote(facts: Facts): Html | null {
  const limits = new Map(
    facts.rules.flatMap(({ladder}) => (ladder?.limit ? [[ladder.limit.over.join(), ladder.limit]] : []))
  );
  if (!limits.size) return null;
  return html`${[...limits.values()].map(({over, max}) => {
    const names = facts.rules.filter(({id}) => over.includes(id)).map(rule => ruleName(rule));
    return html`<p>${names.join("、")}合计不超过${formatPoints(max)}分。</p>`;
  })}`;
}
