import {formatRate} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {InspectionData, InspectionGroup, InspectionSum} from "../../publish/sitedata/inspections.ts";
import {dataLinks, section, unitCell, unitLink, unitOrder} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {inspectionCells, onTimeCell, overdueCell} from "./inspectionSums.ts";
import {measureProof, unitProof} from "./proof.ts";
import {table} from "./table.ts";

/** Returns the sums of the towns, their villages within. */
export function townSection(facts: Facts, {towns, villages}: InspectionData): Html | null {
  if (!towns.length) return null;
  const rows = [...towns].sort((a, b) => unitOrder(facts, a.key, b.key));
  return section(
    "按镇（街道）",
    html`<p>村（社区）的事项归入所属镇（街道），其他单位列本单位。${
      villages.all
        ? html`名录中的村（社区）抽查到${measureProof(facts, "villages", formatRate(villages.visited, villages.all))}。`
        : null
    }</p>`,
    table({
      caption: `${facts.year}年度督查督办情况，村（社区）并入所属镇（街道）`,
      interactive: "towns",
      columns: [
        {head: "镇（街道）或单位", sticky: true},
        {head: "事项", number: true},
        {head: "通知单", number: true},
        {head: "按期办结", number: true},
        {head: "逾期办结", number: true},
        {head: "逾期未结", number: true},
        {head: "按期办结率", number: true}
      ],
      rows: rows.map((row: InspectionGroup) => [
        {
          show: row.key === "未填" ? "未填所属镇（街道）" : unitLink(facts, row.key),
          sort: facts.units.get(row.key)?.order ?? row.key
        },
        row.items,
        row.notices,
        row.closedOnTime,
        row.closedLate,
        overdueCell(row),
        onTimeCell(row)
      ])
    }),
    dataLinks(facts, ["inspection_summary", "units"])
  );
}

/** Returns the sums of every unit. */
export function unitSection(facts: Facts, data: InspectionData): Html {
  const rows = [...data.units].sort((a, b) => unitOrder(facts, a.unitId, b.unitId));
  const heads = inspectionCells({...EMPTY}).map(({head}) => ({head, number: true}));
  return section(
    "各单位",
    html`<p>按期办结率是按期办结数除以已办结或已到期数（按期办结、逾期办结、逾期未结之和）；未定时限的，以及未到期又未办结的不计。点数字看该单位的每一项。${
      data.ranked.all
        ? html`参评单位中有督查事项的占${measureProof(facts, "covered", formatRate(data.ranked.visited, data.ranked.all))}。`
        : null
    }</p>`,
    table({
      caption: `${facts.year}年度各单位督查督办情况`,
      interactive: "units",
      columns: [{head: "单位", sticky: true}, ...heads],
      rows: rows.map(row => [
        unitCell(facts, row.unitId),
        ...inspectionCells(row).map(({show, sort}) => ({
          show: sort > 0 ? unitProof(facts, row.unitId, "inspected", show) : show,
          sort
        }))
      ])
    }),
    dataLinks(facts, ["inspection_summary"])
  );
}

const EMPTY: Omit<InspectionSum, "year" | "unitId"> = {
  ...{items: 0, notices: 0, closedOnTime: 0, closedLate: 0, overdue: 0, overdueUnexplained: 0},
  ...{running: 0, noDeadline: 0, unannounced: 0, unapproved: 0}
};
