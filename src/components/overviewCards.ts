import {formatCount, MISSING} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {Measure} from "../../publish/sitedata/measures.ts";
import type {OverviewData} from "../../publish/sitedata/overview.ts";
import {section} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {measureChange, measureParts, measureText, sameDayNote} from "./measures.ts";
import {overdueMark} from "./overdue.ts";
import {measureProof} from "./proof.ts";

/** Returns the six figures, each with what it was counted from, the same day a year ago and the year before. */
export function cards(facts: Facts, data: OverviewData, measures: readonly Measure[]): Html {
  const late = data.inspections.overdue.length;
  const interval = data.cadence === "interval";
  return section(
    "六个数",
    html`<ul class="cards">${[
      card(facts, "assessment", "考核备案率", measureOf(measures, "filed")),
      card(facts, "assessment", "优秀率", measureOf(measures, "excellent")),
      card(facts, "bonus", "绩效加分合计", measureOf(measures, "bonus"), earning(measures)),
      card(
        facts,
        "meetings",
        interval ? "会议间隔未超的双月" : "已开会的双月",
        measureOf(measures, "windows"),
        interval ? "双月中会议间隔没有超过两个月的" : "双月中开过调度会的",
        true
      ),
      card(
        facts,
        "inspections",
        "督办按期办结率",
        measureOf(measures, "on_time"),
        late ? html`历年${overdueMark()}${formatCount(late)}项` : null
      ),
      card(facts, "satisfaction", "服务对象满意率", measureOf(measures, "satisfied"))
    ]}</ul>`,
    data.sameDay && CARDS.some(id => measureOf(measures, id)?.sameDay) ? sameDayNote(facts, data.sameDay) : null
  );
}

/** The measures on the cards. */
const CARDS = ["filed", "excellent", "bonus", "windows", "on_time", "satisfied"] as const;

function measureOf(measures: readonly Measure[], id: string): Measure | undefined {
  return measures.find(measure => measure.id === id);
}

function earning(measures: readonly Measure[]): string {
  const measure = measureOf(measures, "earning");
  return measure ? `${measureParts(measure, measure.now)}单位有加分` : "";
}

/** A card shows the rate, or with `parts` the part and the whole themselves. */
function card(
  facts: Facts,
  page: string,
  name: string,
  measure: Measure | undefined,
  more: Part = null,
  parts = false
): Html {
  const title = html`<h3><a href="${page}.html" rel="external">${name}</a></h3>`;
  if (!measure) return html`<li>${title}<p class="value">—</p><p class="detail">没有数据</p></li>`;
  const {now, before, sameDay, kind} = measure;
  const text = (ratio: Measure["now"]) => (parts ? `${ratio.part}/${ratio.whole}` : measureText(measure, ratio));
  const change = (ratio: Measure["now"]) =>
    parts
      ? measureChange({...measure, kind: "count"}, {part: now.part, whole: null}, {part: ratio.part, whole: null})
      : measureChange(measure, now, ratio);
  // Of nobody there is no rate, and no change of one.
  const changed = (ratio: Measure["now"]) => (change(ratio) === MISSING ? "" : `，${change(ratio)}`);
  const counted = kind === "rate" && !parts ? (now.whole === 0 ? "还没有可算的" : measureParts(measure, now)) : null;
  return html`<li>${title}<p class="value">${measureProof(facts, measure.id, text(now))}</p><p class="detail">${counted}${counted && more ? "，" : null}${more}</p>${
    sameDay ? html`<p class="before">上年同期 ${text(sameDay)}${changed(sameDay)}</p>` : null
  }<p class="before">${before ? `上年 ${text(before)}${sameDay ? "" : changed(before)}` : "上年没有数据"}</p></li>`;
}
