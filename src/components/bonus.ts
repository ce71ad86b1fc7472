import {formatPoints} from "../../publish/format.ts";
import type {BonusData} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {WaitingData} from "../../publish/sitedata/waiting.ts";
import {dispositions, waterfall} from "./bonusClaims.ts";
import {groupTabs} from "./bonusGroups.ts";
import {bonusNotes} from "./bonusNotes.ts";
import {COUNTS, laddersSection} from "./bonusRules.ts";
import {missingDataset, type Page, page, shortName} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {measureProof} from "./proof.ts";
import {awaited, silentWords} from "./sayings.ts";
import {sum} from "./shares.ts";
import {waitingUnits} from "./waiting.ts";
import {yearLinks} from "./years.ts";

/** Returns the page 绩效加分: who leads, who has nothing, and how the points came about. */
export function bonusPage(facts: Facts, data: BonusData, waiting: WaitingData | null = null): Page {
  const missing = missingDataset(facts, "claims", "激励奖励（加分）申报");
  const lead = bonusLead(facts, data);
  return page(facts, {
    name: "bonus",
    title: `${facts.year}年度绩效加分位次`,
    lead,
    description: `${facts.city}${facts.year}年度绩效加分：各组单位的位次、各项得分、封顶扣减与上年比较。`,
    body: html`${yearLinks(facts, "bonus")}${missing}${data.groups.length ? groupTabs(facts, data) : null}${missing ? null : details(facts, data)}${waiting ? waitingUnits(facts, waiting, "claims") : null}`
  });
}

/** Returns the verdict: how many have points, who leads each group, who has none. */
export function bonusLead(facts: Facts, data: BonusData): Part {
  const rows = data.groups.flatMap(group => group.rows);
  if (!rows.length) return html`${facts.year}年度没有参加排位次的单位。`;
  const claims = [["claims", "激励奖励（加分）申报"]] as const;
  const waited = awaited(facts, claims, `${rows.length}个参评单位谁居首、谁没有申报`);
  if (waited) return waited;
  const counts = COUNTS;
  const withPoints = rows.filter(row => row.total > 0);
  const total = sum(rows.map(row => row.total));
  const leaders = data.groups.flatMap(group => {
    const first = group.rows.filter(row => row.rank === 1 && row.total > 0);
    if (!first.length) return [];
    const names =
      first.length > 2
        ? `${shortName(facts, first[0]!.unitId)}等${first.length}个单位并列`
        : first.map(row => shortName(facts, row.unitId)).join("、");
    const each = first.length > 1 ? `${first.length > 2 ? "" : "并列，"}各` : "";
    return [`${group.name}${names}（${each}${formatPoints(first[0]!.total)}分）`];
  });
  const silent = rows.filter(row => row.claims === 0).length;
  const silence = silent
    ? html`<strong>${measureProof(facts, "silent", `${silent}个`, counts)}</strong>单位${silentWords(facts)}。`
    : null;
  if (silent === rows.length) return html`${rows.length}个参评单位都${silentWords(facts)}。`;
  if (!withPoints.length) return html`${rows.length}个参评单位都还没有加分。${silence}`;
  const earning = html`<strong>${measureProof(facts, "earning", `${withPoints.length}个`, counts)}</strong>`;
  return html`${withPoints.length < rows.length ? html`${rows.length}个参评单位中有${earning}` : html`${earning}参评单位都`}得到加分，合计<strong>${measureProof(facts, "bonus", formatPoints(total), counts)}分</strong>。${
    leaders.length ? html`居首的是${leaders.join("，")}。` : null
  }${silence}`;
}

function details(facts: Facts, data: BonusData): Html {
  return html`${laddersSection(facts, data)}${waterfall(facts, data)}${dispositions(facts, data)}${bonusNotes(facts, data)}`;
}
