import {wholePlace} from "../../publish/place.ts";
import type {AssessmentData} from "../../publish/sitedata/assessment.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {cityGrades} from "./assessmentCity.ts";
import {wholeNote} from "./frame.ts";
import {type Html, html, join} from "./html.ts";
import {measureAnchor} from "./proof.ts";

/** Returns the count below which a group of people is not said. */
export function leastPeople(facts: Facts): number {
  return facts.thresholds.minCell ?? 5;
}

/** Returns what a dash stands for, and where each column is explained. */
export function hidingNotes(facts: Facts, data: AssessmentData): Html {
  const waits = data.dimensions.some(({rows}) => rows.some(row => row.assessed === null && !row.suppressed));
  return html`<h3 id="hidden">“—”是什么，各列数的是什么</h3><p>少于${leastPeople(facts)}人的等次以“—”代替，能由合计倒推的，连同为此须一并隐去的（有的是0），也以“—”代替，其余的0照写。“其他”一栏是已备案而没有等次的，不是等次，不进入占比，照写；${wholePlace(facts)}合计不隐去。按县市区、按类别与大屏、对外公开的表隐去同样的等次：备案不足${leastPeople(facts)}人的并入“其他”一行。其余各表应考或备案不足${leastPeople(facts)}人的行不显示。</p>${
    waits
      ? html`<p>“考评”一栏的“—”是少于${leastPeople(facts)}人等待备案的，以及能把它们推算出来的：考评减去备案就是等待备案的人数。</p>`
      : null
  }${wholeNote(facts)}${columnProofs(facts, data)}`;
}

const COLUMNS: readonly (readonly [string, string])[] = [
  ["应考", "due"],
  ["申报", "declared"],
  ["考评", "assessed"],
  ["备案", "filed"],
  ["优秀", "excellent"],
  ["合格", "qualified"],
  ["不合格", "unqualified"]
];

/** Behind a count of people stand people, who are not shown: what is counted, and the files, are the proof. */
function columnProofs(facts: Facts, data: AssessmentData): Html | null {
  const row = cityGrades(data, facts.year);
  if (facts.archive || !row || row.suppressed) return null;
  const links = COLUMNS.map(
    ([name, id]) => html`<a href="${facts.base ?? ""}method.html#${measureAnchor(id)}" rel="external">${name}</a>`
  );
  return html`<p>各表的每一列数的是什么、分子分母各是什么：${join(links, "、")}。数到人的名单由办公室内部掌握，不在任何页面里。</p>`;
}
