import {formatRate} from "../../publish/format.ts";
import type {InspectionSum} from "../../publish/sitedata/inspections.ts";
import {html, type Part} from "./html.ts";

/** Returns the numbers of a sum with their heads, as the table of all units and a unit's own page show them. */
export function inspectionCells(
  row: Omit<InspectionSum, "year" | "unitId">
): {head: string; show: Part; sort: number}[] {
  return [
    {head: "事项", show: row.items, sort: row.items},
    {head: "通知单", show: row.notices, sort: row.notices},
    {head: "按期办结", show: row.closedOnTime, sort: row.closedOnTime},
    {head: "逾期办结", show: row.closedLate, sort: row.closedLate},
    {head: "逾期未结", ...overdueCell(row)},
    {head: "办理中", show: row.running, sort: row.running},
    {head: "未定时限", show: row.noDeadline, sort: row.noDeadline},
    {head: "按期办结率", ...onTimeCell(row)}
  ];
}

/** Returns how many are closed or past their time: the denominator of 按期办结率. */
export function endedItems(row: Pick<InspectionSum, "closedOnTime" | "closedLate" | "overdue">): number {
  return row.closedOnTime + row.closedLate + row.overdue;
}

/** Returns 按期办结率 as a cell. */
export function onTimeCell(row: Pick<InspectionSum, "closedOnTime" | "closedLate" | "overdue">): {
  show: Part;
  sort: number;
} {
  return {
    show: endedItems(row) ? formatRate(row.closedOnTime, endedItems(row)) : "—",
    sort: endedItems(row) ? row.closedOnTime / endedItems(row) : -1
  };
}

/** Returns how many are overdue as a cell. */
export function overdueCell({overdue}: Pick<InspectionSum, "overdue">): {show: Part; sort: number} {
  return {show: overdue ? html`<span class="overdue">▲${overdue}</span>` : 0, sort: overdue};
}
