import {formatCount, formatShare} from "../../publish/format.ts";
import type {AssessmentData} from "../../publish/sitedata/assessment.ts";
import {type Facts, hasDataset} from "../../publish/sitedata/facts.ts";
import type {ReportData} from "../../publish/sitedata/reports.ts";
import type {TalentData} from "../../publish/sitedata/talents.ts";
import {hideWaiting, type WaitingData} from "../../publish/sitedata/waiting.ts";
import {cityAnchor, cityGrades, cityTable, graded, trendSection} from "./assessmentCity.ts";
import {byUnit, distributions} from "./assessmentGrades.ts";
import {matrixSection} from "./assessmentMatrix.ts";
import {alertSection, benefitSection, outcomeSection} from "./assessmentOutcomes.ts";
import {funnel} from "./assessmentStages.ts";
import {missingDataset, type Page, page} from "./frame.ts";
import {html, type Part} from "./html.ts";
import {measureProof} from "./proof.ts";
import {reportSection} from "./reports.ts";
import {awaited} from "./sayings.ts";
import {talentSection} from "./talents.ts";
import {waitingUnits} from "./waiting.ts";
import {yearLinks} from "./years.ts";

/** What the page shows beside the assessment itself. */
export interface AssessmentExtras {
  reports: ReportData;
  talents: TalentData | null;
  waiting: WaitingData | null;
}

/** Returns the page 年度考核: how many are assessed, and graded how. Counts only. */
export function assessmentPage(facts: Facts, read: AssessmentData, more: AssessmentExtras | null = null): Page {
  const data = {...read, dimensions: hideWaiting(read.dimensions, more?.waiting ?? null)};
  const missing = missingDataset(facts, "talents", "人才名单") ?? missingDataset(facts, "assessments", "年度考核结果");
  return page(facts, {
    name: "assessment",
    title: `${facts.year}年度引进人才考核`,
    lead: assessmentLead(facts, data),
    description: `${facts.city}${facts.year}年度引进人才考核的应考、备案人数和等次分布。`,
    body:
      missing ??
      html`${yearLinks(facts, "assessment")}${funnel(facts, data)}${cityTable(facts, data)}${distributions(facts, data)}${trendSection(facts, data)}${byUnit(facts, data)}${matrixSection(facts, data)}${outcomeSection(facts, data)}${benefitSection(facts, data)}${more?.talents ? talentSection(facts, more.talents, cityGrades(data, facts.year)?.due ?? null) : null}${more ? reportSection(facts, more.reports) : null}${more?.waiting ? waitingUnits(facts, more.waiting, "grades") : null}${alertSection(facts, data)}`
  });
}

function assessmentLead(facts: Facts, data: AssessmentData): Part {
  const row = cityGrades(data, facts.year);
  const datasets = [
    ["talents", "人才名单"],
    ["assessments", "年度考核结果"]
  ] as const;
  if (!row) return awaited(facts, datasets, "应考多少人、各是什么等次") ?? html`${facts.year}年度没有应考人才。`;
  if (row.suppressed) return html`${facts.year}年度应考或备案的人数少，各项人数不显示。`;
  const whole = hasDataset(facts, "talents") && hasDataset(facts, "assessments");
  const listed = (id: string) => whole && (data.stages !== null || !["due", "filed"].includes(id));
  const of = (id: string, number: string) => measureProof(facts, id, number, listed(id) ? cityAnchor(id) : null);
  const people = (id: CityMeasure) => of(id, `${formatCount(row[id])}人`);
  if (row.filed === 0) return html`应考<strong>${people("due")}</strong>，还没有备案的；等次以备案为准。`;
  return html`应考<strong>${people("due")}</strong>，已备案${people("filed")}，备案率<strong>${of("filed", formatShare(row.filed, row.due))}</strong>。备案的三个等次中，优秀${people("excellent")}（${of("excellent", formatShare(row.excellent, graded(row)))}），合格${people("qualified")}，不合格<strong>${people("unqualified")}</strong>。`;
}

type CityMeasure = "due" | "filed" | "excellent" | "qualified" | "unqualified";
