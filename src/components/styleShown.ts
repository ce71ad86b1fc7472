import type {Facts} from "../../publish/sitedata/facts.ts";
import {measures} from "../../publish/sitedata/measures.ts";
import {districtFigure} from "./assessmentGrades.ts";
import {funnel} from "./assessmentStages.ts";
import {bonusLead} from "./bonus.ts";
import {waterfall} from "./bonusClaims.ts";
import {decisionSection} from "./decisions.ts";
import {missingDataset, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {categoryFigure} from "./inspectionKinds.ts";
import {inspectionLead} from "./inspections.ts";
import {ladderFigure} from "./ladders.ts";
import {measureSection} from "./measures.ts";
import {attendanceMatrix, windowStrip} from "./meetings.ts";
import {statePart} from "./overdue.ts";
import {cards} from "./overviewCards.ts";
import {chiefFacts, redList} from "./overviewHead.ts";
import {yearProof} from "./proof.ts";
import {partFigures, unhappySection} from "./ratingParts.ts";
import {reportSection} from "./reports.ts";
import {gradesBlock} from "./screenGrades.ts";
import {leadersBlock} from "./screenLeaders.ts";
import {screenTables} from "./screenTables.ts";
import {sampleFacts, sampleOverview, UNITS} from "./styleSample.ts";
import {decisions, ledger, screen} from "./styleSampleWork.ts";
import {table} from "./table.ts";
import {talentSection, talentSummary} from "./talents.ts";
import {ledgerSection} from "./unitLedger.ts";
import {waitingSection, waitingUnits} from "./waiting.ts";
import {yearLinks} from "./years.ts";

/** Returns the parts of single pages, drawn by the pages' own functions from a made-up city. */
export function styleShown(given: Facts): Html {
  const facts = sampleFacts(given);
  const data = sampleOverview(facts);
  const numbers = measures(facts, data);
  return html`${section("总览的部件", html`<p>以下各节由各页自己的程序画出，用的是一个不存在的城市；数字不通到任何页面。</p>`, chiefFacts(facts, data, numbers))}${redList(facts, data)}${cards(facts, data, numbers)}${cards(facts, {...data, sameDay: null}, [])}${waitingSection(facts, data.waiting)}${talentSummary(facts, data.talents)}${bonusParts(facts, data)}${peopleParts(facts, data)}${workParts(facts, data)}${windowStrip(facts, data.meetings)}${windowStrip(facts, {...data.meetings, cadence: "interval"})}${attendanceMatrix(facts, data.meetings)}${measureSection(facts, numbers.slice(0, 4), data.sameDay)}${screenParts(facts)}`;
}

type Data = ReturnType<typeof sampleOverview>;

function bonusParts(facts: Facts, {bonus}: Data): Html {
  const year = facts.year;
  return html`${section(
    "绩效加分的部件",
    html`<p>各年度的链接、规则阶梯上的单位、从申报到计分的瀑布，单位页的逐条申报和裁定。</p>`,
    html`<p class="lead" id="counts">${bonusLead(facts, bonus)}</p><p>单位页上各年度的合计：${yearProof(facts, "样1", "4.8")}。</p>`,
    yearLinks(facts, "bonus"),
    ladderFigure(facts, bonus)
  )}${waterfall(facts, bonus)}${ledgerSection({...facts, base: ""}, {ledger: ledger(year), decisions: decisions(year)})}${decisionSection(facts, decisions(year), {caption: "办公室作过的裁定"})}`;
}

function peopleParts(facts: Facts, {assessment, talents, reports, waiting}: Data): Html {
  return html`${funnel(facts, assessment)}${section("不分开的等次", districtFigure(facts, assessment))}${talentSection(facts, talents)}${reportSection(facts, reports)}${waitingUnits(facts, waiting, "claims", "grades")}`;
}

function workParts(facts: Facts, {inspections, satisfaction}: Data): Html {
  return html`${section("督查督办的部件", html`<p class="lead" id="unexplained">${inspectionLead(facts, inspections)}</p>`, categoryFigure(facts, inspections), stateTable(facts))}${partFigures(facts, satisfaction)}${unhappySection(facts, satisfaction)}${missingDataset({...facts, datasets: new Map()}, "ratings", "服务评价")}`;
}

/** A matter in each of its states, as the lists say it. */
function stateTable({year}: Facts): Html {
  const row = {state: "督办中", overdueDays: null, explained: null, closedOn: null};
  const states = [
    row,
    {...row, state: "逾期", overdueDays: 12, explained: false},
    {...row, state: "逾期", overdueDays: 40, explained: true},
    {...row, state: "已销号", closedOn: `${year}-06-01`},
    {...row, state: "已销号", closedOn: `${year}-06-09`, overdueDays: 8}
  ];
  return table({
    caption: "督办事项的状态",
    columns: [{head: "库里的状态"}, {head: "页上的写法", wide: true}],
    rows: states.map(state => [state.state, statePart(state)])
  });
}

function screenParts(facts: Facts): Html {
  const data = screen(UNITS);
  const rules = data.rules.map(({title}) => title);
  return section(
    "大屏的部件",
    html`<p>大屏上字号按屏幕放大，这里是原来的大小；单位少的组只列位次段，人数少的数写“不公布”。</p>`,
    html`<div class="front">${leadersBlock(facts, data, rules)}${gradesBlock(facts, data)}</div>`,
    screenTables(data, rules, "全市")
  );
}
