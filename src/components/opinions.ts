import {formatCount, formatRate, formatShare, MISSING} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {SatisfactionData} from "../../publish/sitedata/satisfaction.ts";
import {missingDataset, section} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {measureProof} from "./proof.ts";
import {sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns how many opinions came in by each channel and how many were dealt with. */
export function opinionSection(facts: Facts, data: SatisfactionData): Html {
  const missing = missingDataset(facts, "opinions", "意见建议");
  if (missing) return missing;
  return section(
    "意见建议",
    html`<p>热线、意见箱、谈心谈话、走访调研和主题活动收到的是意见，不是满意度，不进入满意率。意见的内容从不读入。${
      data.opinions.length
        ? html`热线办理率${hotlineRate(facts, data)}，五个渠道合计办理率${measureProof(facts, "handled", formatRate(sum(data.opinions.map(row => row.handled)), sum(data.opinions.map(row => row.opinions))))}。`
        : null
    }</p>`,
    table({
      caption: `${facts.year}年度意见建议按渠道`,
      csv: true,
      columns: [
        {head: "渠道"},
        {head: "收到", number: true},
        {head: "已办理", number: true},
        {head: "办理率", number: true}
      ],
      rows: data.opinions.map(row => [
        row.channel,
        formatCount(row.opinions),
        formatCount(row.handled),
        formatShare(row.handled, row.opinions)
      ])
    })
  );
}

/** Of the hot line alone: whether a call was answered no ledger says. */
function hotlineRate(facts: Facts, {opinions}: SatisfactionData): Part {
  const row = opinions.find(({channel}) => channel === "服务热线");
  return row ? measureProof(facts, "hotline", formatRate(row.handled, row.opinions)) : MISSING;
}
