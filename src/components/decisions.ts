import type {DecisionRow} from "../../publish/sitedata/decisions.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html, type Part, withCodes} from "./html.ts";
import {table} from "./table.ts";

/** Returns the table of the office's decisions: what, by whom, when and why; nothing where there is none. */
export function decisionSection(
  facts: Facts,
  decisions: readonly DecisionRow[],
  {caption}: {caption: string}
): Html | null {
  if (!decisions.length) return null;
  const count = new Set(decisions.map(row => row.decisionId)).size;
  return section(
    `办公室裁定：${count}项`,
    table({
      caption,
      stack: true,
      columns: [
        {head: "裁定"},
        {head: "日期", nowrap: true},
        {head: "裁定人"},
        {head: "对象"},
        {head: "改了什么", wide: true},
        {head: "事由", wide: true}
      ],
      rows: decisions.map(row => [
        html`<span class="code">${row.decisionId}</span>`,
        row.decidedOn,
        row.decidedBy,
        PEOPLE.has(row.dataset) ? "一名人才" : html`<span class="code">${row.key}</span>`,
        changeText(row),
        row.reason ?? "涉及个人，不在此列出"
      ])
    }),
    dataLinks(facts, ["decisions"])
  );
}

/** Datasets whose rows are people, who are not shown one by one. */
const PEOPLE: ReadonlySet<string> = new Set(["talents", "assessments"]);

function changeText({field, before, after}: DecisionRow): Part {
  if (field === "排除") return "排除这一行";
  if (field === "归属单位") return `几个单位申报同一人，归${after}`;
  if (field.startsWith("同一")) return withCodes(`与 ${after} 认作${field}`);
  if (before === null && after === null) return field;
  return withCodes(`${field}：${before ?? "空"} → ${after ?? "空"}`);
}
