import {formatCount} from "../../publish/format.ts";
import type {InspectionRow} from "../../publish/sitedata/inspections.ts";
import {type Html, html, type Part, trusted} from "./html.ts";

/** Returns the only red words of the site. */
export function overdueMark(days?: number | null): Html {
  return days
    ? html`<span class="overdue">▲逾期${formatCount(days)}天</span>`
    : trusted('<span class="overdue">▲逾期</span>');
}

/** Returns how many calendar days the deadline, an ISO date, lies before the day; null where it has none or lies ahead. */
export function daysPast(dueOn: string | null, day: string): number | null {
  const days = dueOn ? (Date.parse(day) - Date.parse(dueOn)) / 86_400_000 : 0;
  return days > 0 ? days : null;
}

/** Returns the state of a matter; what is overdue stands out by sign, word and colour. */
export function statePart(row: Pick<InspectionRow, "state" | "overdueDays" | "explained" | "closedOn">): Part {
  if (row.state === "逾期")
    return html`${overdueMark(row.overdueDays)}${row.explained ? null : html`<small>未提交情况说明</small>`}`;
  if (row.closedOn && (row.overdueDays ?? 0) > 0)
    return html`${row.state}<small>超时限${formatCount(row.overdueDays)}天</small>`;
  return row.state;
}
