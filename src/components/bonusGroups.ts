import type {BonusData, RankRow} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {barsFigure, slopeFigure} from "./bonusFigures.ts";
import {rankingTable} from "./bonusRanking.ts";
import {dataLinks, shortName, unitLink} from "./frame.ts";
import {type Html, html, join} from "./html.ts";
import {nextWords, ruleName, togetherOf} from "./rules.ts";
import {silentWords} from "./sayings.ts";
import {table} from "./table.ts";

/** The drawings of so few units fill no sheet of paper, and go before those that do. */
const FEW_BARS = 10;

/** Returns one tab for each group: its ranking, who has nothing, its drawings. */
export function groupTabs(facts: Facts, data: BonusData): Html {
  return html`<div class="tabs" data-tabs>${data.groups.map(
    (group, i) =>
      html`<section class="tab" data-tab="${group.name}" id="group-${i + 1}"><h2>${group.name}：${groupMessage(facts, group.rows)}</h2>${rankingTable(facts, group, `ranking-${i + 1}`)}${dataLinks(facts, ["bonus_ranking"])}${zeroList(facts, group)}<div class="${group.rows.length > FEW_BARS ? "pair" : "pair low"}">${barsFigure(facts, group)}${slopeFigure(facts, group)}</div>${nextTable(facts, group)}</section>`
  )}</div>`;
}

function groupMessage(facts: Facts, rows: readonly RankRow[]): string {
  const first = rows.filter(row => row.rank === 1 && row.total > 0);
  if (!first.length) return `${rows.length}个单位均无加分`;
  const zero = rows.filter(row => row.total === 0).length;
  const who = first.length === 1 ? `${shortName(facts, first[0]!.unitId)}居首` : `${first.length}个单位并列首位`;
  return zero ? `${who}，${zero}个单位没有加分` : `${who}，各单位均有加分`;
}

function zeroList(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
  const none = group.rows.filter(row => row.claims === 0);
  const refused = group.rows.filter(row => row.claims > 0 && row.total === 0);
  if (!none.length && !refused.length) return null;
  const names = (rows: readonly RankRow[]) =>
    join(
      rows.map(row => unitLink(facts, row.unitId, {short: true})),
      "、"
    );
  return html`<div class="note">${none.length ? html`<p><strong>${silentWords(facts)}（${none.length}个）：</strong>${names(none)}。</p>` : null}${
    refused.length
      ? html`<p><strong>有申报、没有计分（${refused.length}个）：</strong>${names(refused)}。原因见各单位页。</p>`
      : null
  }</div>`;
}

/** The next step of every unit on every ladder, folded: long, and of use to each unit only in its own row; none in a year gone by. */
function nextTable(facts: Facts, group: {name: string; rows: readonly RankRow[]}): Html | null {
  if (facts.archive || facts.rules.every(rule => rule.ladder === null)) return null;
  return html`<details class="next"><summary>各单位离下一档还差多少</summary>${table({
    caption: `${group.name}各单位的下一步（分）`,
    columns: [{head: "单位", sticky: true}, ...facts.rules.map(rule => ({head: ruleName(rule)}))],
    rows: group.rows.map(row => [
      row.unitName,
      ...facts.rules.map((rule, i) =>
        nextWords(rule, row.items[i]!, row.points[i]!, togetherOf(facts, rule, row.points))
      )
    ])
  })}</details>`;
}
