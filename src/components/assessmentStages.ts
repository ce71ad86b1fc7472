import {formatCount, formatRate, formatShare} from "../../publish/format.ts";
import type {AssessmentData, Stages} from "../../publish/sitedata/assessment.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {cityAnchor} from "./assessmentCity.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {STATE_FILLS} from "./marks.ts";
import {each, mostOf} from "./most.ts";
import {measureProof} from "./proof.ts";
import {table} from "./table.ts";

/** Returns how many of those due came to each stage, and how long the steps took. */
export function funnel(facts: Facts, data: AssessmentData): Html | null {
  const row = data.stages;
  if (!row) return null;
  const steps = [
    {name: "应考", count: row.due},
    {name: "本人申报", count: row.declared},
    {name: "单位评价", count: row.unitGraded},
    {name: "县级考评", count: row.countyGraded},
    {name: "市级备案", count: row.filed}
  ];
  const losses = steps
    .slice(1)
    .map((step, i) => ({name: `${steps[i]!.name}到${step.name}`, count: steps[i]!.count - step.count}));
  return section(
    "走到哪一步",
    figure({
      title: message(row, losses),
      summary: `应考${formatCount(row.due)}人中，申报${formatShare(row.declared, row.due)}，单位评价${formatShare(row.unitGraded, row.due)}，县级考评${formatShare(row.countyGraded, row.due)}，备案${formatShare(row.filed, row.due)}。`,
      draw: ({width, narrow}) =>
        stackedBars(
          steps.map(({name, count}) => ({
            label: name,
            values: [count],
            note: `${formatCount(count)}人（${formatShare(count, row.due)}）`
          })),
          {width, narrow, fills: [STATE_FILLS.done], format: String}
        ),
      table: table({
        caption: "各环节人数（图中数据）",
        columns: [{head: "环节"}, {head: "人数", number: true}, {head: "占应考", number: true}],
        rowIds: steps.map((_, i) =>
          i === 0 ? cityAnchor("due") : i === steps.length - 1 ? cityAnchor("filed") : null
        ),
        rows: steps.map(({name, count}) => [name, `${formatCount(count)}人`, formatShare(count, row.due)])
      })
    }),
    countyNote(facts, row),
    data.lags.length
      ? table({
          caption: "各环节间隔（天，日历日）；只算应考人员中前后两个日期都有、次序不颠倒的",
          columns: [{head: "间隔"}, {head: "中位数", number: true}, {head: "最长", number: true}],
          rows: data.lags.map(lag => [lag.name, lag.median, lag.longest])
        })
      : null,
    dataLinks(facts, ["grade_distribution"])
  );
}

/** Where nobody has begun there is no step that most stand before; several may be the worst. */
function message({due, declared, unitGraded, countyGraded, filed}: Stages, losses: readonly Loss[]): string {
  if (due && declared + unitGraded + countyGraded + filed === 0) return `应考的${formatCount(due)}人还没有一人申报`;
  const worst = mostOf(losses, ({count}) => count);
  if (!worst.length) return "应考人员已全部备案";
  return `${worst.map(({name}) => `“${name}”`).join("、")}一步差得最多，${each(worst)}${formatCount(worst[0]!.count)}人`;
}

interface Loss {
  name: string;
  count: number;
}

/** What waits is not the difference of two stages where some were filed without the one before. */
function countyNote(facts: Facts, {countyGraded, countyFiled, filed}: Stages): Html | null {
  if (!countyGraded) return null;
  const share = measureProof(facts, "assessed_filed", formatRate(countyFiled, countyGraded));
  const [waiting, undated] = [countyGraded - countyFiled, filed - countyFiled];
  return html`<p>县级已考评的${formatCount(countyGraded)}人中已备案${formatCount(countyFiled)}人，考评后备案率${share}${waiting ? html`，还有${formatCount(waiting)}人等待备案` : null}。${
    undated
      ? html`另有${formatCount(undated)}人没有县级考评等次或日期就备案了，算在备案${formatCount(filed)}人里，不算在县级考评里${waiting ? "，所以等待备案的不等于两个环节人数之差" : null}。`
      : null
  }</p>`;
}
