import type {Facts} from "../../publish/sitedata/facts.ts";
import {groupBy} from "../../publish/sitedata/group.ts";
import type {MethodData} from "../../publish/sitedata/method.ts";
import {type Page, page, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {ruleName} from "./rules.ts";
import {table} from "./table.ts";

/** What the page 政策模拟 shows before anything is tried. */
export interface SimulateData {
  method: Pick<MethodData, "readings" | "effects">;
  /** Whether the claims were laid beside the page, to be scored anew. */
  ready: boolean;
  /** The file that tells what was laid there, below the site's root. */
  model: string;
}

/** Returns the page 政策模拟: the place where its script works, and what is in force now. */
export function simulatePage(facts: Facts, {method, ready, model}: SimulateData): Page {
  const readings = pointReadings(method);
  return page(facts, {
    name: "simulate",
    title: "政策模拟",
    lead: html`如果条款换一个数、换一种理解，谁升谁降？<strong>${facts.rules.length}条规则</strong>的分值、档次、封顶和<strong>${readings.size}处理解</strong>都可以改，用真实的申报当场重算；只供研究，不改动任何结果。`,
    description: `${facts.city}绩效加分规则的试算：改分值、封顶、档次和条款理解，看各单位的得分和位次怎样变化。`,
    body: html`${ready ? tryout(facts, model) : nothing()}${inForce(facts)}${readingTable(facts, readings)}${notes()}`
  });
}

function tryout(facts: Facts, model: string): Html {
  return section(
    "试一试",
    html`<div data-simulator data-model="${model}" data-base="${facts.base ?? ""}"><p class="need">这里要由浏览器当场重算，需要两样：浏览器打开了脚本（JavaScript），并且从单位的网站打开本页。双击打开的文件里、关掉脚本时，只能看下面现在的规定；也可以在工作区所在的电脑上用命令 <code>hengcai simulate</code>，结果相同。</p></div>`
  );
}

function nothing(): Html {
  return html`<section class="missing"><h2>还没有可以试算的结果</h2><p>要有给单位加分的制度、单位名录和加分申报，算出位次以后，这里才能试算。</p></section>`;
}

function inForce(facts: Facts): Html {
  return section(
    "现在的规定",
    table({
      caption: "在用的计分规则：分值、档次和封顶（分）",
      stack: true,
      columns: [
        {head: "规则"},
        {head: "条款", clause: true},
        {head: "分值和档次", wide: true},
        {head: "封顶", wide: true}
      ],
      rows: facts.rules.map(rule => [ruleName(rule), rule.clause, rule.values, rule.caps || "—"]),
      empty: "没有给单位加分的制度"
    })
  );
}

function readingTable(facts: Facts, readings: ReadonlyMap<string, MethodData["readings"]>): Html | null {
  if (!readings.size) return null;
  return section(
    "现在的理解",
    table({
      caption: `影响得分的条款理解，和${facts.year}年度的结果所用的一种`,
      stack: true,
      columns: [
        {head: "疑义", wide: true},
        {head: "条款", clause: true},
        {head: "现在的理解", wide: true},
        {head: "其他理解", wide: true}
      ],
      rows: [...readings.values()].map(rows => [
        rows[0]!.ask,
        rows[0]!.clause ?? "—",
        html`<strong>${wordsOf(rows.filter(row => row.chosen))}</strong>`,
        wordsOf(rows.filter(row => !row.chosen))
      ])
    })
  );
}

function wordsOf(rows: MethodData["readings"]): string {
  return rows.map(({meaning, option}) => meaning || option).join("；");
}

function notes(): Html {
  return section(
    "说明",
    html`<ul class="notes"><li>开始时先按现在的规定把各年度全部重算一遍，与公布的合计、位次和每条申报的处理逐一核对；有一处不同就不试算。</li>
<li>浏览器里运行的计分语句与正式计分是同一份；同样的改动，用命令 <code>hengcai simulate</code> 得到同样的数。</li>
<li>随本页附带的申报没有姓名、证件和事由，人员、活动、稿件只有编号，用来判断是不是同一个。</li></ul>`
  );
}

/** Only what can move points can be tried here: such readings have effects of their own. */
function pointReadings({readings, effects}: SimulateData["method"]): ReadonlyMap<string, MethodData["readings"]> {
  const ids = new Set(effects.map(({readingId}) => readingId));
  return groupBy(
    readings.filter(({readingId}) => ids.has(readingId)),
    row => row.readingId
  );
}
