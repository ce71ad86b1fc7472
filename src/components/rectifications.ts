import {formatShare} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import {ITEMS} from "../../publish/words.ts";
import {dataLinks, missingDataset, section, unitLink} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {overdueMark} from "./overdue.ts";
import {measureProof} from "./proof.ts";
import {table} from "./table.ts";

/** Where the counts of notified issues stand. */
export const LOOP = "rectifications";

/** Returns the notified issues and how far each is mended. */
export function rectificationSection(facts: Facts, data: SatisfactionData): Html {
  const missing = missingDataset(facts, "rectifications", "突出问题整改");
  if (missing) return missing;
  const of = (...states: string[]) => data.rectifications.filter(row => states.includes(row.state)).length;
  const ended = of("完成", "逾期完成", "逾期");
  const counts = ["完成", "逾期完成", "整改中", "逾期"].map(
    state => `${state}${data.rectifications.filter(row => row.state === state).length}件`
  );
  return section(
    "突出问题整改",
    html`<p id="${LOOP}">历年通报${data.rectifications.length}件：${counts.join("，")}。${
      data.rectifications.length
        ? html`整改率${measureProof(facts, "rectified", formatShare(of("完成", "逾期完成"), data.rectifications.length))}，按期整改率${measureProof(facts, "rectified_on_time", formatShare(of("完成"), ended))}。`
        : null
    }</p>`,
    table({
      caption: "突出问题整改情况，未完成的在前",
      stack: true,
      interactive: "issues",
      columns: [
        {head: "问题编号"},
        {head: "单位"},
        {head: "类别"},
        {head: "通报日期", nowrap: true},
        {head: "整改时限", nowrap: true},
        {head: "完成日期", nowrap: true},
        {head: "状态"}
      ],
      rows: data.rectifications.map(row => [
        html`<span class="code">${row.issueId}</span>`,
        unitLink(facts, row.unitId),
        row.item ? (ITEMS[row.item] ?? row.item) : "—",
        row.notifiedOn,
        row.dueOn,
        row.doneOn ?? "—",
        row.state === "逾期" ? overdueMark() : row.state
      ])
    }),
    dataLinks(facts, ["rectification_status"])
  );
}
