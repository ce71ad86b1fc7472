import {formatDate, formatPoints, MISSING} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {groupBy} from "../../publish/sitedata/group.ts";
import {KPIS} from "../../publish/sitedata/kpis.ts";
import type {MethodData} from "../../publish/sitedata/method.ts";
import {DISPOSITIONS} from "../../publish/words.ts";
import {dataLinks, type Page, page, section, terms, wholeNote} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {measureSection} from "./measures.ts";
import {ruleAnchor} from "./proof.ts";
import {ruleNameOf} from "./rules.ts";
import {table} from "./table.ts";

/** Returns the page 口径说明, made from the rules in force, the readings chosen and the settings. */
export function methodPage(facts: Facts, data: MethodData): Page {
  const readings = groupBy(data.readings, row => row.readingId);
  const decided = [...readings.values()].filter(rows => rows.some(row => row.decidedBy)).length;
  return page(facts, {
    name: "method",
    title: "口径说明",
    lead: html`每一分都能追到条款和来源行。文件没有写明的地方有<strong>${readings.size}处</strong>，逐处列出各种理解、采用哪一种、谁定的、换一种会怎样；其中${decided}处已由办公室裁定，其余按默认理解。`,
    description: `${facts.city}绩效加分、年度考核、督查、会议、评价的计算口径。`,
    body: html`${rulesSection(facts, data)}${readingsSection(facts, data, readings)}${rankSection(facts)}${dispositionSection()}${data.measures.length ? measureSection(facts, data.measures, data.sameDay) : null}${formulaSection(facts, data)}${limitsSection(facts)}`
  });
}

function rulesSection(facts: Facts, data: MethodData): Html {
  return section(
    "计分规则",
    table({
      caption: "在用的计分规则；条款摘要是对内容的简述，不是原文",
      stack: true,
      rowIds: ruleIds(facts, data.rules),
      columns: [
        {head: "规则"},
        {head: "条款", clause: true},
        {head: "摘要", wide: true},
        {head: "分值", wide: true},
        {head: "封顶"},
        {head: "施行起", nowrap: true},
        {head: "施行止", nowrap: true}
      ],
      rows: data.rules.map(rule => [
        ruleNameOf(facts, rule.ruleId),
        rule.clause,
        rule.says,
        rule.values,
        rule.caps || "—",
        rule.from,
        rule.to ?? "至今"
      ])
    }),
    html`<p>同一人、同一稿件、同一活动角色在一年内只计一次：先按规则次序，再按分值高低、发生日期、申报编号决定哪一条计分，其余标为“重复”。封顶按同样的次序逐条扣。</p>`,
    dataLinks(facts, ["rules"])
  );
}

/** The version of a rule that the units' pages cite carries its name: the last of the year, else the last of all. */
function ruleIds(facts: Facts, rules: MethodData["rules"]): (string | null)[] {
  const cited = new Map(rules.map(({ruleId}, i) => [ruleId, i]));
  for (const {id, clause} of facts.rules) {
    const at = rules.findLastIndex(rule => rule.ruleId === id && rule.clause === clause);
    if (at >= 0) cited.set(id, at);
  }
  return rules.map(({ruleId}, i) => (cited.get(ruleId) === i ? ruleAnchor(ruleId) : null));
}

function readingsSection(facts: Facts, data: MethodData, readings: ReadonlyMap<string, MethodData["readings"]>): Html {
  return section(
    "没有写明的地方",
    table({
      caption: `各处疑义的理解，以及换一种理解对${facts.year}年度位次的影响`,
      stack: true,
      rowHead: 0,
      columns: [
        {head: "疑义", wide: true},
        {head: "条款", clause: true},
        {head: "各种理解", wide: true},
        {head: "理由", wide: true},
        {head: "裁定", clause: true},
        {head: "换一种的影响", wide: true}
      ],
      rows: [...readings].map(([id, rows]) => {
        const first = rows[0]!;
        const chosen = rows.find(row => row.chosen);
        return [
          first.ask,
          first.clause ?? "—",
          html`<ul class="options">${rows.map(row => html`<li>${row.chosen ? html`<strong>采用：${row.meaning}</strong>` : row.meaning}${row.isDefault ? "（默认）" : ""}</li>`)}</ul>`,
          chosen?.reason ?? MISSING,
          chosen?.decidedBy
            ? html`${chosen.decidedBy}<small>${chosen.decidedOn ?? ""}</small>`
            : chosen && !chosen.isDefault
              ? "配置指定"
              : "默认",
          effects(data, id, rows)
        ];
      })
    }),
    dataLinks(facts, ["readings", "reading_effects"])
  );
}

function effects(data: MethodData, id: string, rows: MethodData["readings"]): Html {
  const others = rows.filter(row => !row.chosen);
  const lines = others.map(row => {
    const effect = data.effects.find(effect => effect.readingId === id && effect.option === row.option);
    if (!effect) return html`<li>${row.meaning}：不涉及加分</li>`;
    if (!effect.changed && !effect.moved) return html`<li>${row.meaning}：没有变化</li>`;
    const points = effect.changed
      ? `${effect.changed}个单位得分变化（最多${formatPoints(effect.largest)}分）`
      : "得分不变";
    const ranks = effect.moved ? `${effect.moved}个单位位次变化（最多${effect.farthest}位）` : "位次不变";
    return html`<li>${row.meaning}：${points}，${ranks}</li>`;
  });
  return html`<ul class="options">${lines}</ul>`;
}

function rankSection(facts: Facts): Html {
  return section(
    "怎么排位次",
    html`<ul class="notes"><li>只在组内排：${facts.groups.map(group => `${group.name}（${group.kinds.join("、")}）`).join("；")}。没有申报的单位以0分列入。</li>
<li>正式位次只用已签批的申报：审核通过，组长签批日期不晚于数据截至日，且未被撤销。</li>
<li>按打印出来的合计排；合计相同的位次并列，其后顺延空位（1、2、2、4），并列的按建制序列出。</li>
<li>位次变化与上年同组位次相比，上年位次按现行规则重算。组别变化的不比较。</li>
<li>位次区间是全部疑义的各种理解与未决申报四种情形（本单位通过或不通过、其他单位通过或不通过）全部组合中的最好和最差位次，不是抽样估计。</li></ul>`
  );
}

function dispositionSection(): Html {
  return section(
    "每条申报怎么处理",
    html`<p>每条申报只有一种处理结果，按下列次序从后往前判断，先不符合的先定。</p>`,
    terms(Object.values(DISPOSITIONS).map(({word, why}) => [word, why] as const))
  );
}

function formulaSection(facts: Facts, data: MethodData): Html {
  const days = facts.thresholds.reportDays ?? 15;
  const cell = facts.thresholds.minCell ?? 5;
  return section(
    "各项指标怎么算",
    terms([
      [
        "应考人数",
        "截至年末（或数据截至日，取较早的）已认定、管理期与本年度有重叠、以前年度没有被取消资格的人才；年内到期的也在内，不要求年末仍在管理期。管理期没有起日的从认定日起，没有止日的视为仍在管理期。"
      ],
      [
        "备案率",
        "已备案人数 ÷ 应考人数；另列考评后备案率，县级已考评的人中已备案的 ÷ 县级已考评人数。没有县级考评日期就备案的，只算在前一个里。"
      ],
      [
        "优秀率、合格率、不合格率",
        "该等次人数 ÷ 已备案的三个等次之和；缓评等其他情形不进入占比。年度考核页另列占应考人数的比例。"
      ],
      ["待遇兑现率", "上年度备案优秀、合格的人中，本年度待遇登记为已兑现的 ÷ 上年度备案优秀、合格人数。"],
      [
        "流失率",
        "在管理期而现状登记为辞职离岗、调出的人数 ÷ 应考人数；退休不算。管理期已满的不算，离岗可能在期满以后。"
      ],
      [
        "按期办结率",
        "按期办结 ÷（按期办结＋逾期办结＋逾期未结）。时限当日办结算按期；延期在原时限当日或之前批准的才算，批准晚了仍按原时限；天数按日历日；未定时限的，以及未到期又未办结的不计。"
      ],
      ["销号率", "有核实日期的 ÷ 已办结的通知单；台账的办结日期和销号日期是同一列。"],
      ["督查年度", "实地督查日期所在年度；没有实地督查的看通知日期，再看签批日期。"],
      ["会议窗口", CADENCES[data.cadence]],
      ["参会率", "（到会＋迟到＋请假并派员）÷ 应到；请假未派员按缺席算。特邀代表和其他列席人员不计入应到。"],
      ["规范请假率", "请假并派员 ÷ 本人没有到会的次数（请假并派员＋请假未派员＋缺席）。"],
      ["入督率", "能找到对应督查事项的会议任务 ÷ 全部会议任务。"],
      ["满意率", "（非常满意＋满意）÷ 有效评价，不了解不计入；只用电话问询和问卷调查。区间为95%威尔逊区间。"],
      ...(Object.keys(facts.satisfactionIndex).length
        ? [["满意度得分", "各档评价按办公室自定的分值折算后的平均分，与满意率分开列出，两者不能互相代替。"] as const]
        : []),
      ["及时报告", `事项发生后${days}天内报告为及时；文件没有写天数，由办公室设定。`],
      [
        "人数少，不显示",
        `满意度评价份数在1到${cell - 1}之间的行，应考或备案人数在1到${cell - 1}之间的行，隐去；考核按各维度和按单位初评细分的等次，在1到${cell - 1}人之间的格也隐去；能由合计倒推的一并隐去。${wholePlace(facts)}合计不因部分而隐去。`
      ]
    ])
  );
}

/** How "every two months" is judged, by the reading in force. */
const CADENCES: Readonly<Record<MethodData["cadence"], string>> = {
  window:
    "一、二月为第一个双月，依此类推，从制度施行之日所在的双月算起；双月内开过任何一次调度会议（定期或临时）即为已召开，未结束而没有开过的为未到期。",
  interval:
    "按间隔：从制度施行之日和每次调度会议（定期或临时）起，两个月内应开下一次。一、二月为第一个双月，依此类推；双月内有超过两个月没有开会的日子，这个双月就记为间隔超两个月，哪怕其后开了会；没有这样的日子而已结束或已开会的，记为间隔未超。"
};

/** What the requirements ask for and the ledgers do not record. */
function lacksNote(): Html {
  return html`<h3>台账里没有、算不全的</h3><ul class="notes">${KPIS.flatMap(({lacks}) => (lacks ? [html`<li>${lacks}</li>`] : []))}</ul>`;
}

function limitsSection(facts: Facts): Html {
  return section(
    "已知的限度",
    html`<ul class="notes"><li>绩效加分不是年度总评：没有导入基础分时，这里只排加分。</li>
<li>数据截至${formatDate(facts.asOf)}，其后发生的申报、审核、签批、办结都还没有算进来。</li>
<li>逾期按日历日计算，没有扣除节假日。</li>
<li>人才考核在页面上只公布人数；个人的等次、情形和后果不在任何页面里，内部下载的结果运用和提醒事项按人逐条列出、以假名代替人才编号，对外公开的版本里没有。</li>
<li>位次的差别可能只有0.1分，先看位次区间，再下结论。</li></ul>`,
    lacksNote(),
    wholeNote(facts)
  );
}
