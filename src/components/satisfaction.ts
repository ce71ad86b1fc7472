import {formatCount, formatRateChange, formatShare} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import {missingDataset, type Page, page} from "./frame.ts";
import {html, type Part} from "./html.ts";
import {opinionSection} from "./opinions.ts";
import {overdueMark} from "./overdue.ts";
import {measureProof, proof} from "./proof.ts";
import {channelTable, itemFigure, yearTable} from "./ratingCity.ts";
import {partFigures, unhappySection} from "./ratingParts.ts";
import {unitFigure, unitTable} from "./ratingUnits.ts";
import {LOOP, rectificationSection} from "./rectifications.ts";
import {awaited} from "./sayings.ts";

/** Returns the page 服务评价: who is unsatisfied with what. */
export function satisfactionPage(facts: Facts, data: SatisfactionData): Page {
  const missing = missingDataset(facts, "ratings", "满意度评价");
  return page(facts, {
    name: "satisfaction",
    title: `${facts.year}年度服务评价`,
    lead: satisfactionLead(facts, data),
    description: `${facts.city}${facts.year}年度服务对象满意率、意见建议办理和突出问题整改情况。`,
    body: html`${missing ?? html`${itemFigure(facts, data)}${yearTable(facts, data)}${unhappySection(facts, data)}${partFigures(facts, data)}${channelTable(facts, data)}`}${opinionSection(facts, data)}${missing ? null : html`${unitFigure(facts, data)}${unitTable(facts, data)}`}${rectificationSection(facts, data)}`
  });
}

function satisfactionLead(facts: Facts, data: SatisfactionData): Part {
  const now = data.years.find(row => row.year === facts.year);
  const before = data.years.find(row => row.year === facts.year - 1);
  const late = data.rectifications.filter(row => row.state === "逾期").length;
  const waited = now || late ? null : awaited(facts, [["ratings", "满意度评价"]], "谁对什么不满意");
  if (waited) return waited;
  return html`${now ? html`${facts.year}年度满意率<strong>${measureProof(facts, "satisfied", formatShare(now.satisfied, now.n))}</strong><wbr>（${formatCount(now.satisfied)}/${formatCount(now.n)}）${before ? html`，比上年${formatRateChange([now.satisfied, now.n], [before.satisfied, before.n])}` : null}；基本满意及以上${measureProof(facts, "satisfied_basic", formatShare(now.n - now.unhappy, now.n))}，不满意和非常不满意${measureProof(facts, "unhappy", `${formatCount(now.unhappy)}份`)}。` : html`${facts.year}年度${data.yearHidden ? "满意度评价份数少，不显示" : "没有满意度评价"}。`}${
    late ? html`通报的突出问题有<strong>${proof(`#${LOOP}`, `${late}件`)}</strong>${overdueMark()}未整改。` : null
  }满意率只用电话问询和问卷调查，不了解不计入${data.unitLeftOut ? `；有一个单位份数少，单独隐去，${wholePlace(facts)}数不含该单位` : ""}。`;
}
