import {formatPoints} from "../../publish/format.ts";
import type {BonusData} from "../../publish/sitedata/bonus.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {section, unitLink} from "./frame.ts";
import {type Html, html, join} from "./html.ts";

/** Returns how ties, bands and moves are to be read, and what is open. */
export function bonusNotes(facts: Facts, data: BonusData): Html {
  return section(
    "说明",
    html`<ul class="notes"><li>合计相同的单位位次并列，其后顺延空位（1、2、2、4）；并列时按建制序列出。</li>
<li>位次区间：把制度中没有写明的理解换一种，把尚未签批的申报全部通过或全部不通过，逐一重算，该单位最好和最差的位次。</li>
<li>位次变化与同组上年位次相比；“新”表示上年不在本组。上年位次按现行规则重算。</li>
${data.contested.claims ? html`<li>${contestedNote(data.contested)}</li>` : null}
${
  data.unranked.length
    ? html`<li>不参加排位次而有申报的单位：${join(
        data.unranked.map(
          row => html`${unitLink(facts, row.unitId, {name: row.unitName})}（${formatPoints(row.points)}分）`
        ),
        "、"
      )}。</li>`
    : null
}</ul>`
  );
}

function contestedNote({claims, settled}: BonusData["contested"]): string {
  const open = claims - settled;
  const parts = [
    settled ? `${open ? `${settled}条` : ""}已由办公室裁定归属，按裁定计分` : "",
    open ? `${settled ? `其余${open}条` : ""}按发生在先的计分，在后的标为重复，都已标出待核` : ""
  ];
  return `有${claims}条申报涉及多个单位申报同一人：${parts.filter(Boolean).join("；")}。`;
}
