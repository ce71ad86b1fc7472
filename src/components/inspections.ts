import {formatCount, formatShare} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {InspectionData} from "../../publish/sitedata/inspections.ts";
import type {WaitingData} from "../../publish/sitedata/waiting.ts";
import {missingDataset, type Page, page} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {dueSoonSection, overdueSection, UNEXPLAINED} from "./inspectionDue.ts";
import {categorySection, methodSection} from "./inspectionKinds.ts";
import {complianceSection, loopSection} from "./inspectionSteps.ts";
import {endedItems} from "./inspectionSums.ts";
import {townSection, unitSection} from "./inspectionUnits.ts";
import {overdueMark} from "./overdue.ts";
import {measureProof, proof} from "./proof.ts";
import {awaited} from "./sayings.ts";
import {waitingUnits} from "./waiting.ts";

/** What the page shows beside the inspections themselves. */
export interface InspectionExtras {
  /** The calendar of due dates, drawn. */
  calendar: Html | null;
  waiting: WaitingData;
}

/** Returns the page 督查督办: what is overdue, and whose. */
export function inspectionsPage(facts: Facts, data: InspectionData, more: InspectionExtras | null = null): Page {
  const missing = missingDataset(facts, "inspections", "督查督办台账");
  return page(facts, {
    name: "inspections",
    title: `${facts.year}年度督查督办`,
    lead: inspectionLead(facts, data),
    description: `${facts.city}${facts.year}年度督查督办事项的办结和逾期情况。`,
    body:
      missing ??
      html`${overdueSection(facts, data)}${more?.calendar}${categorySection(facts, data)}${loopSection(facts, data)}${methodSection(facts, data)}${complianceSection(facts, data)}${more ? waitingUnits(facts, more.waiting, "items", "explanations") : null}${dueSoonSection(facts, data)}${townSection(facts, data)}${unitSection(facts, data)}`
  });
}

/** Returns the verdict on the year's inspections. */
export function inspectionLead(facts: Facts, data: InspectionData): Part {
  const year = data.years.find(row => row.year === facts.year);
  if (!year) {
    const waited = awaited(facts, [["inspections", "督查督办台账"]], "哪些事项逾期、是谁的");
    return waited ?? html`${facts.year}年度没有督查事项。`;
  }
  return html`${facts.year}年度督查事项<strong>${measureProof(facts, "items", `${formatCount(year.items)}项`)}</strong>，下发督办通知单${measureProof(facts, "notices", formatCount(year.notices))}份；已办结或已到期的${measureProof(facts, "closed", `${formatCount(endedItems(year))}份`)}中按期办结${measureProof(facts, "on_time", `${formatCount(year.closedOnTime)}份`)}，按期办结率<strong>${measureProof(facts, "on_time", formatShare(year.closedOnTime, endedItems(year)))}</strong>。${
    data.overdue.length
      ? html`截至数据日尚有<strong>${measureProof(facts, "overdue", `${data.overdue.length}项`)}</strong>${overdueMark()}未结，其中${proof(`#${UNEXPLAINED}`, `${data.overdue.filter(row => !row.explained).length}项`)}没有情况说明。`
      : "没有逾期未结的事项。"
  }`;
}
