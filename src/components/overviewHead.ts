import {formatCount, formatPoints} from "../../publish/format.ts";
import {type Facts, hasDataset} from "../../publish/sitedata/facts.ts";
import type {Measure} from "../../publish/sitedata/measures.ts";
import type {OverviewData} from "../../publish/sitedata/overview.ts";
import {dataLinks, section, unitLink} from "./frame.ts";
import {type Html, html, join, type Part} from "./html.ts";
import {measureText} from "./measures.ts";
import {months} from "./meetings.ts";
import {daysPast, overdueMark} from "./overdue.ts";
import {measureProof, unitProof} from "./proof.ts";
import {notSent} from "./sayings.ts";
import {table} from "./table.ts";
import {waitingWords} from "./waiting.ts";

const RED_ROWS = 8;
/** Groups and ties named at the head; the page of the ranking names all. */
const NAMED = 4;

/** Returns what a leader must see without scrolling: who leads each group, what is overdue, how many failed, what waits. */
export function chiefFacts(facts: Facts, data: OverviewData, measures: readonly Measure[]): Html {
  const boxes: [string, string, Part][] = [
    ["leaders", "各组居首", leaders(facts, data)],
    ["late", "逾期", late(facts, data)],
    ["failed", "考核不合格", failed(facts, data, measures)],
    ["waits", "等待签批", waits(data)]
  ];
  return html`<ul class="chief" aria-label="要点">${boxes.map(([name, title, what]) => html`<li class="chief-${name}"><h2>${title}</h2>${what}</li>`)}</ul>`;
}

function leaders(facts: Facts, {bonus}: OverviewData): Html {
  const lines = bonus.groups.slice(0, NAMED).map(({name, rows}) => {
    const first = rows.filter(row => row.rank === 1 && row.total > 0);
    if (!first.length) return html`<p>${name}：<strong>均无加分</strong></p>`;
    const names = first.slice(0, 2).map(row => html`<strong>${unitLink(facts, row.unitId, {short: true})}</strong>`);
    return html`<p>${name}：${join(names, "、")}${first.length > 2 ? `等${first.length}个并列` : null} ${unitProof(facts, first[0]!.unitId, "total", formatPoints(first[0]!.total))}分</p>`;
  });
  if (!lines.length) return html`<p>没有参加排位次的单位</p>`;
  return html`${lines}${bonus.groups.length > NAMED ? html`<p>其余见<a href="bonus.html" rel="external">绩效加分</a></p>` : null}`;
}

function late(facts: Facts, {inspections: {overdue}, unsolved, windows}: OverviewData): Html {
  const missed = windows.filter(window => window.held === false);
  const [worst] = overdue;
  const missing = notSent(facts, [["inspections", "督查督办台账"]]);
  return html`<p class="big">${missing ? "没有数据" : overdue.length ? html`${overdueMark()} <a href="inspections.html" rel="external">${formatCount(overdue.length)}项</a>` : "没有逾期"}</p>${
    worst
      ? html`<p>督办事项未结，最久的${unitLink(facts, worst.unitId, {short: true})}，${formatCount(worst.overdueDays ?? 0)}天</p>`
      : html`<p>${missing ? `还没有${missing}` : "督办事项"}</p>`
  }${unsolved.length ? html`<p>突出问题未整改 ${overdueMark()} <a href="satisfaction.html" rel="external">${formatCount(unsolved.length)}件</a></p>` : null}${missed.length ? html`<p>缺会的双月<a href="meetings.html" rel="external">${missed.length}个</a></p>` : null}`;
}

function failed(facts: Facts, {twoYearFails}: OverviewData, measures: readonly Measure[]): Html {
  const measure = measures.find(({id}) => id === "unqualified");
  if (!measure) {
    const missing = notSent(facts, GRADED);
    return missing ? html`<p class="big">没有数据</p><p>还没有${missing}</p>` : html`<p>没有应考的，或人数少不显示</p>`;
  }
  if (measure.now.whole === 0) return html`<p class="big">还没有等次</p><p>等次以备案为准</p>`;
  return html`<p class="big"><a href="assessment.html" rel="external">${formatCount(measure.now.part)}人</a></p><p>占备案等次的${measureProof(facts, "unqualified", measureText(measure, measure.now))}</p><p>${twoYearFails ? html`连续两年不合格${formatCount(twoYearFails)}人` : "没有连续两年不合格的"}</p>`;
}

function waits({waiting}: OverviewData): Html {
  if (!waiting.kinds.length && !waiting.years.length) return html`<p>没有等待签批的事项</p>`;
  const [first] = waiting.kinds;
  return html`${waiting.years.length ? html`<p class="big">${waiting.years.length > 2 ? `${waiting.years.length}个年度` : `${waiting.years.join("、")}年度`}</p><p>结果还是草案</p>` : null}${first ? html`<p><a href="#waiting" rel="external">${waitingWords(waiting)}</a></p>` : null}`;
}

/** What the grades are taken from. */
const GRADED = [
  ["talents", "人才名单"],
  ["assessments", "年度考核结果"]
] as const;

/** What the list of urgent matters can hold, and the export that tells it. */
const URGENT = [
  ["inspections", "督查督办台账", "督办逾期"],
  ["assessments", "年度考核结果", "连续两年不合格"],
  ["meetings", "调度会议", "缺会"],
  ["rectifications", "突出问题整改", "突出问题未整改"]
] as const;

function untold(facts: Facts): Html | null {
  const missing = notSent(
    facts,
    URGENT.map(([dataset, title]) => [dataset, title])
  );
  if (!missing) return null;
  const kinds = URGENT.filter(([dataset]) => !hasDataset(facts, dataset)).map(([, , what]) => what);
  return html`<p class="after">还没有${missing}数据，有没有${kinds.join("、")}看不出来。</p>`;
}

interface RedRow {
  what: Part;
  who: Part;
  detail: Part;
}

/** Worst first: overdue, two-year fails, missed windows, unsolved issues; each kind keeps a place among the eight. */
export function redList(facts: Facts, data: OverviewData): Html {
  const others: RedRow[] = [];
  if (data.twoYearFails) {
    others.push({
      what: "连续两年不合格",
      who: html`<a href="assessment.html" rel="external">${data.twoYearFails}人</a>`,
      detail: `${data.failClause ? `按${data.failClause}，` : ""}应取消资格、收回证书；名单由办公室内部掌握`
    });
  }
  const missed = data.windows.filter(window => window.held === false);
  if (missed.length) {
    others.push({
      what: data.cadence === "interval" ? "调度会间隔超过两个月" : "双月没有开调度会",
      who: html`<a href="meetings.html" rel="external">${missed.length}个双月</a>`,
      detail: missed.map(months).join("、")
    });
  }
  others.push(
    ...data.unsolved.slice(0, 2).map((row, i) => ({
      what: html`${overdueMark(daysPast(row.dueOn, facts.asOf))} 突出问题未整改`,
      who: unitLink(facts, row.unitId),
      detail: html`整改时限 ${row.dueOn}${i === 1 && data.unsolved.length > 2 ? html`，另有${data.unsolved.length - 2}件见<a href="satisfaction.html" rel="external">服务评价</a>` : null}`
    }))
  );
  const overdue = data.inspections.overdue.slice(0, RED_ROWS - others.length).map(row => ({
    what: html`${overdueMark(row.overdueDays)} 督办事项`,
    who: unitLink(facts, row.unitId),
    detail: html`${row.subject ?? row.inspectionId}${row.explained ? null : html`<small>未提交情况说明</small>`}`
  }));
  const rows = [...overdue, ...others];
  // Of what was not sent nobody can say that there is none.
  const known = URGENT.filter(([dataset]) => hasDataset(facts, dataset))
    .map(([, , what]) => what)
    .join("、");
  const more = data.inspections.overdue.length - overdue.length;
  return section(
    "要紧的事",
    rows.length || known
      ? table({
          className: "red",
          caption: "最要紧的事项：先督办逾期，再连续不合格、缺会、突出问题未整改，久的在前",
          rowHead: 0,
          columns: [{head: "事项", nowrap: true}, {head: "对象"}, {head: "情况", wide: true}],
          rows: rows.map(({what, who, detail}) => [what, who, detail]),
          empty: `没有${known}的`
        })
      : null,
    more > 0
      ? html`<p class="after">另有${formatCount(more)}项督办逾期，见<a href="inspections.html" rel="external">督查督办</a>。</p>`
      : null,
    untold(facts),
    dataLinks(facts, ["inspection_status", "alerts"])
  );
}
