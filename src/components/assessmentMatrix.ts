import {formatCount, formatRate} from "../../publish/format.ts";
import {type AssessmentData, GRADES} from "../../publish/sitedata/assessment.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {leastPeople} from "./assessmentHidden.ts";
import {section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {measureProof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns how the units' own first grades came out in the end. */
export function matrixSection(facts: Facts, {matrix: {rows, agreed}}: AssessmentData): Html | null {
  if (!rows.length) return null;
  const cells = rows.flatMap(({counts}) => counts);
  const hidden = cells.filter(count => count === null).length;
  const told = cells.filter(count => count !== null && count > 0).length;
  return section(
    agreed
      ? html`单位初评与最终等次：一致率${measureProof(facts, "agreed", formatRate(agreed.same, agreed.total))}`
      : "单位初评与最终等次",
    agreed && agreed.same < agreed.total
      ? html`<p>备案等次与单位初评不同的有${formatCount(agreed.total - agreed.same)}人。</p>`
      : null,
    hidden
      ? hidden > told
        ? html`<p>${facts.year}年度不列单位初评到备案等次的对照表：有的格少于${leastPeople(facts)}人，隐去它们和能由合计倒推的格以后，剩下的格不成表。</p>`
        : html`<p>少于${leastPeople(facts)}人的格不显示，能由合计倒推的一并不显示，以“—”代替。</p>`
      : null,
    hidden > told
      ? null
      : table({
          caption: "应考人员的单位初步结论（行）与备案等次（列），人数",
          csv: true,
          columns: [
            {head: "单位初评"},
            ...GRADES.map(grade => ({head: `备案${grade}`, number: true})),
            {head: "合计", number: true}
          ],
          rows: rows.map(({unitGrade, counts}) => [
            unitGrade,
            ...counts.map((count, k) =>
              GRADES[k] === unitGrade && count !== null
                ? html`<strong>${formatCount(count)}</strong>`
                : formatCount(count)
            ),
            counts.includes(null) ? "—" : formatCount(sum(counts.map(count => count ?? 0)))
          ])
        })
  );
}
