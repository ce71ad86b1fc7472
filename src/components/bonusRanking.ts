import {formatPoints} from "../../publish/format.ts";
import type {RankRow} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {unitLink} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {rankAnchor, ruleAnchor, unitProof, yearProof} from "./proof.ts";
import {bandText, rankText} from "./ranks.ts";
import {ruleName} from "./rules.ts";
import {table} from "./table.ts";

/** Returns the ranking of one group. */
export function rankingTable(facts: Facts, group: {name: string; rows: readonly RankRow[]}, name: string): Html {
  return table({
    className: "ranking",
    caption: html`${group.name}绩效加分位次表（${facts.year}年度，已签批口径，单位：分）`,
    interactive: name,
    rowHead: 1,
    columns: [
      {head: "位次", number: true, sticky: true},
      {head: "单位", sticky: true},
      ...facts.rules.map(rule => ({head: ruleName(rule), number: true})),
      {head: "合计", number: true},
      {head: "封顶扣减", number: true},
      {head: "上年位次", number: true},
      {head: "位次变化", number: true},
      {head: "位次区间", number: true}
    ],
    rows: group.rows.map(row => [
      {show: namedRank(facts, row), sort: row.rank},
      {
        show: unitLink(facts, row.unitId, {name: row.unitName}),
        sort: facts.units.get(row.unitId)?.order ?? row.unitName,
        find: facts.units.get(row.unitId)?.find ?? ""
      },
      ...row.points.map((points, i) => ({
        show: points
          ? unitProof(facts, row.unitId, ruleAnchor(facts.rules[i]!.id), formatPoints(points))
          : formatPoints(0),
        sort: points
      })),
      {show: html`<strong>${totalProof(facts, row)}</strong>`, sort: row.total},
      {show: formatPoints(row.capLoss), sort: row.capLoss},
      {show: row.previousRank ?? "—", sort: row.previousRank ?? 9999},
      {show: row.change, sort: row.previousRank === null ? -9999 : row.previousRank - row.rank},
      {show: bandText(row), sort: row.bandBest ?? 9999}
    ])
  });
}

/** The unit's own page says its rank and leads here. */
function namedRank(facts: Facts, row: RankRow): Part {
  const id = rankAnchor(facts.units.get(row.unitId)?.page ?? null);
  return id ? html`<span id="${id}">${rankText(row)}</span>` : rankText(row);
}

/** A total opens the unit's scores; of an earlier year without a claim, the unit's years. */
function totalProof(facts: Facts, row: RankRow): Part {
  const total = formatPoints(row.total);
  return facts.archive && row.claims === 0
    ? yearProof(facts, row.unitId, total)
    : unitProof(facts, row.unitId, "total", total);
}
