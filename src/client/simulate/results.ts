import {formatCount, formatPoints, formatPointsChange} from "../../../publish/format.ts";
import {type Html, html, type Part} from "../../components/html.ts";
import {table} from "../../components/table.ts";
import {
  arrow,
  changesPoints,
  changesRank,
  movedText,
  places,
  pointsArrow,
  rankText,
  reasonOf,
  ruleTitle,
  type Said,
  titleOf,
  treatmentOf,
  UNRANKED,
  unitsOf
} from "./say.ts";
import {slope} from "./slope.ts";
import type {Outcome} from "./workbench.ts";

/** More claims than this nobody reads on a page; the command lists them all. */
const MOST_CLAIMS = 300;
/** More units than this no drawing can tell apart; the table has them all. */
const MOST_LINES = 60;

export interface ResultOptions {
  /** Null stands for the units ranked with nobody. */
  group: string | null;
  changes: readonly Said[];
  /** The width that a drawing may take, in pixels. */
  width: number;
  /** Returns the address of the unit's page, where it has one. */
  pageOf(unitId: string): string | undefined;
}

/** Returns what the scenario comes to: the sentence, what is changed, who moves, and through which claims. */
export function resultsOf(outcome: Outcome, {group, changes, width, pageOf}: ResultOptions): Html {
  const units = unitsOf(outcome, group);
  return html`${changeList(changes)}${warnings(outcome)}${units.length ? html`${drawing(outcome, group, width)}${unitTable(outcome, group, pageOf)}` : html`<p>${outcome.scenario.year}年度没有这一组的单位。</p>`}${claimTable(outcome, group, pageOf)}`;
}

function changeList(changes: readonly Said[]): Html {
  if (!changes.length)
    return html`<p class="after">还没有改动，下面是现行规定的结果。改动任何一个数或一种理解，这里立刻重算。</p>`;
  return html`<ul class="changes">${changes.map(
    ({path, what, before, after, idle}) =>
      html`<li data-change="${path}">${what}：${before} → <strong>${after}</strong>${idle === null ? null : html`<small>${idle}，没有影响</small>`}</li>`
  )}</ul>`;
}

function warnings({warnings}: Outcome): Html | null {
  if (!warnings.length) return null;
  return html`<div class="note"><p><strong>改动后的制度有${warnings.length}处提醒：</strong></p><ul class="notes">${warnings.map(one => html`<li>${one}</li>`)}</ul></div>`;
}

function drawing(outcome: Outcome, group: string | null, width: number): Html | null {
  const ranked = unitsOf(outcome, group).flatMap(unit =>
    unit.rank_before === null || unit.rank_after === null
      ? []
      : [{unit, label: unit.unit_name, before: unit.rank_before, after: unit.rank_after}]
  );
  if (!ranked.some(({unit}) => changesRank(unit)) || ranked.length > MOST_LINES) return null;
  const rows = ranked.toSorted((a, b) => a.before - b.before);
  const title = titleOf(outcome, group);
  const most = Math.max(...ranked.map(({unit}) => Math.abs(places(unit))));
  return html`<figure class="chart moves"><figcaption><h3>${title}</h3><p>左边是现行位次，右边是改动后的位次；实线上升，虚线下降，最多变动${most}位；浅色的不变。</p></figcaption><div class="drawing">${slope(rows, {title: `${group ?? UNRANKED}改动前后的位次：${title}`, width})}</div></figure>`;
}

type PageOf = ResultOptions["pageOf"];

/** Every unit opens its page, where the claims in force are proved. */
function unitName(name: string, page: string | undefined): Part {
  return page === undefined ? name : html`<a href="${page}">${name}</a>`;
}

function unitTable(outcome: Outcome, group: string | null, pageOf: PageOf): Html {
  const units = unitsOf(outcome, group);
  const [before, after] = [units.map(unit => unit.rank_before), units.map(unit => unit.rank_after)];
  return table({
    className: "ranking outcome-table",
    caption: html`${group ?? UNRANKED}改动前后的合计和位次（${outcome.scenario.year}年度，单位：分）`,
    rowHead: 1,
    columns: [
      {head: "位次", number: true},
      {head: "单位"},
      {head: "原位次", number: true},
      {head: "升降", number: true},
      {head: "合计", number: true},
      {head: "原合计", number: true},
      {head: "增减", number: true},
      {head: "缘由", wide: true}
    ],
    rows: units.map(unit => {
      const strong = (text: string, changed: boolean) => (changed ? html`<strong>${text}</strong>` : text);
      return [
        strong(rankText(unit.rank_after, after), changesRank(unit)),
        unitName(unit.unit_name, pageOf(unit.unit_id)),
        rankText(unit.rank_before, before),
        movedText(unit),
        strong(formatPoints(unit.total_after), changesPoints(unit)),
        formatPoints(unit.total_before),
        formatPointsChange(unit.total_after - unit.total_before),
        reasonOf(unit, outcome) || "—"
      ];
    })
  });
}

function claimTable(outcome: Outcome, group: string | null, pageOf: PageOf): Html | null {
  const names = new Map(unitsOf(outcome, group).map(({unit_id, unit_name}) => [unit_id, unit_name]));
  const claims = outcome.claims.filter(({unit_id}) => names.has(unit_id));
  if (!claims.length) return null;
  const shown = claims.slice(0, MOST_CLAIMS);
  return html`<details class="claims"><summary>变化的申报（${formatCount(claims.length)}条）</summary>${table({
    caption: html`得分或处理结果变化的申报；每个单位各条增减相加，等于它合计的增减${claims.length > shown.length ? html`；只列前${MOST_CLAIMS}条，其余用命令行加 <code>--json</code> 全部列出` : null}`,
    stack: true,
    columns: [
      {head: "申报编号", nowrap: true},
      {head: "单位"},
      {head: "规则", nowrap: true},
      {head: "处理结果", wide: true},
      {head: "得分", number: true},
      {head: "增减", number: true},
      {head: "来源", wide: true}
    ],
    rows: shown.map(claim => [
      html`<span class="code">${claim.claim_id}</span>`,
      unitName(names.get(claim.unit_id) ?? claim.unit_id, pageOf(claim.unit_id)),
      ruleTitle(outcome.policy, claim.rule_id),
      arrow(
        treatmentOf(claim.disposition_before, claim.dup_of_before),
        treatmentOf(claim.disposition_after, claim.dup_of_after)
      ),
      pointsArrow(claim),
      formatPointsChange(claim.points_after - claim.points_before),
      html`<span class="source">${claim.source_file}${claim.source_sheet ? `［${claim.source_sheet}］` : ""} 第${claim.source_row}行</span>`
    ])
  })}</details>`;
}
