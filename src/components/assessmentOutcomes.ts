import {formatCount, formatRate, formatShare} from "../../publish/format.ts";
import type {AssessmentData} from "../../publish/sitedata/assessment.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {ALERTS, OUTCOMES} from "../../publish/words.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {measureProof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns what follows from the grades, in counts of people. */
export function outcomeSection(facts: Facts, data: AssessmentData): Html | null {
  if (!data.outcomes.length) return null;
  const review = sum(data.outcomes.map(row => row.needsReview));
  return section(
    "结果运用",
    html`<p>只列人数，不列个人。每人取最重的一种后果；个人名单由办公室内部掌握。${review ? `有${review}人中间缺考核年度，须人工核定。` : null}应停发下一年度待遇的${outcomeProof(facts, data, "suspended", "suspend_next_year")}，应取消资格的${outcomeProof(facts, data, "cancelled", "cancel", "cancel_and_recover")}。</p>`,
    table({
      caption: `${facts.year}年度考核结果对应的后果（人数）`,
      columns: [{head: "后果"}, {head: "人数", number: true}],
      rows: Object.entries(OUTCOMES).flatMap(([outcome, name]) => {
        const row = data.outcomes.find(row => row.outcome === outcome);
        return row ? [[name, formatCount(row.people)]] : [];
      })
    }),
    dataLinks(facts, ["outcomes"])
  );
}

function outcomeProof(facts: Facts, data: AssessmentData, id: string, ...outcomes: readonly string[]): Part {
  const rows = data.outcomes.filter(({outcome}) => outcomes.includes(outcome));
  return measureProof(facts, id, `${formatCount(sum(rows.map(({people}) => people)))}人`);
}

/** Benefits follow the grade by a year, so the last row is mostly that of the year before. */
export function benefitSection(facts: Facts, data: AssessmentData): Html | null {
  const last = data.paid.at(-1);
  if (!last) return null;
  const share = formatRate(last.paid, last.entitled);
  return section(
    "待遇兑现",
    html`<p>${last.year}年度备案优秀、合格的，${last.year + 1}年待遇兑现率${last.year === facts.year - 1 ? measureProof(facts, "paid", share) : share}。备案优秀、合格的下一年兑现待遇；兑现与否按台账登记，没有日期，没有登记的算没有兑现。${last.year < facts.year ? `${facts.year}年度的待遇还没有登记。` : null}</p>`,
    table({
      caption: "历年待遇兑现（人）",
      columns: [
        {head: "考核年度"},
        ...["备案优秀、合格", "已兑现", "没有兑现", "没有登记", "兑现率"].map(head => ({head, number: true}))
      ],
      rows: data.paid.map(row => [
        `${row.year}年`,
        formatCount(row.entitled),
        formatCount(row.paid),
        formatCount(row.unpaid),
        formatCount(row.entitled - row.paid - row.unpaid),
        formatShare(row.paid, row.entitled)
      ])
    })
  );
}

/** Returns what the office should look at, in counts. */
export function alertSection(facts: Facts, data: AssessmentData): Html | null {
  if (!data.alerts.length) return null;
  return section(
    "提醒事项",
    table({
      caption: "涉及人才的提醒（只列条数）",
      columns: [{head: "事项"}, {head: "级别"}, {head: "条款"}, {head: "条数", number: true}],
      rows: data.alerts.map(row => [ALERTS[row.code] ?? row.code, row.level, row.clause ?? "—", formatCount(row.count)])
    }),
    dataLinks(facts, ["alerts"])
  );
}
