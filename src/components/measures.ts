import {
  formatCount,
  formatDate,
  formatPoints,
  formatPointsChange,
  formatRateChange,
  formatShare
} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {Measure} from "../../publish/sitedata/measures.ts";
import type {Ratio, SameDay} from "../../publish/sitedata/sameDay.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {measureAnchor} from "./proof.ts";
import {table} from "./table.ts";

/** Returns the measure's number as every page prints it: 75.2%, 1,105人, 42.8分. */
export function measureText({kind, unit}: Pick<Measure, "kind" | "unit">, {part, whole}: Ratio): string {
  if (kind === "rate") return formatShare(part, whole);
  return kind === "points" ? `${formatPoints(part)}分` : `${formatCount(part)}${unit}`;
}

/** Returns the change from a number before: ↑1.2个百分点, ↓3项, 持平. */
export function measureChange({kind, unit}: Measure, now: Ratio, before: Ratio): string {
  if (kind === "rate") return formatRateChange([now.part, now.whole], [before.part, before.whole]);
  const change = now.part - before.part;
  if (change === 0) return "持平";
  if (kind === "points") return `${formatPointsChange(change)}分`;
  return `${change > 0 ? "↑" : "↓"}${formatCount(Math.abs(change))}${unit}`;
}

/** Returns what a number was counted from: 831/1,105人. */
export function measureParts({kind, unit}: Pick<Measure, "kind" | "unit">, {part, whole}: Ratio): string {
  if (whole === null) return measureText({kind, unit}, {part, whole});
  return `${amount(unit, part)}/${amount(unit, whole)}${unit}`;
}

/** Returns the table of every measure with numerator, denominator and definition; links to a measure lead here. */
export function measureSection(facts: Facts, measures: readonly Measure[], sameDay: SameDay | null): Html {
  return section(
    `${facts.year}年度的各项指标：分子、分母和数`,
    sameDay ? sameDayNote(facts, sameDay) : null,
    table({
      caption: `${facts.year}年度各项指标；数据截至${formatDate(facts.asOf)}`,
      stack: true,
      columns: [
        {head: "指标", nowrap: true},
        {head: "本年", number: true},
        {head: "分子", wide: true},
        {head: "分母", wide: true},
        ...(sameDay ? [{head: "上年同期", number: true}] : []),
        {head: "上年", number: true},
        {head: "说明", wide: true}
      ],
      rowIds: measures.map(({id}) => measureAnchor(id)),
      rows: measures.map(measure => [
        html`<a href="${measure.page}.html" rel="external">${measure.name}</a>`,
        html`<strong>${measureText(measure, measure.now)}</strong>${measure.kind === "rate" ? html`<small>${measureParts(measure, measure.now)}</small>` : null}`,
        `${amount(measure.unit, measure.now.part)}${measure.unit}：${measure.part}`,
        measure.now.whole === null
          ? "—"
          : `${amount(measure.unit, measure.now.whole)}${measure.unit}：${measure.whole}`,
        ...(sameDay ? [measure.sameDay ? measureText(measure, measure.sameDay) : "—"] : []),
        measure.before ? measureText(measure, measure.before) : "—",
        measure.says
      ])
    }),
    dataLinks(facts, ["grade_distribution", "bonus_scores", "inspection_summary", "attendance_summary", "satisfaction"])
  );
}

/** Returns what the numbers of the same day are, and to what they may be compared. */
export function sameDayNote(facts: Facts, {day}: SameDay): Html {
  return html`<p class="after">“上年同期”是截至${formatDate(day)}的同一口径：只算那一天以前已经签批、备案、办结、评价的，与今年截至${formatDate(facts.asOf)}的进度可以直接相比；用现在的台账重算，事后补录和更正的也算进去，可能与当时印发的数不同。“上年”是上年度全年的数，算到数据截至日。</p>`;
}

function amount(unit: string, value: number): string {
  return unit === "分" ? formatPoints(value) : formatCount(value);
}
