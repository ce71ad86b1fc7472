import {formatCount, formatRate, formatShare} from "../../publish/format.ts";
import {wholePlace} from "../../publish/place.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {AttendanceSum, Cadence, MeetingData, MeetingWindow} from "../../publish/sitedata/meetings.ts";
import {ATTENDANCE} from "../../publish/words.ts";
import {stackedBars} from "./bars.ts";
import {figure} from "./chart.ts";
import {dataLinks, missingDataset, type Page, page, section, unitCell, unitLink, unitOrder} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {STATE_FILLS} from "./marks.ts";
import {measureProof, unitProof} from "./proof.ts";
import {awaited} from "./sayings.ts";
import {spelled, sum} from "./shares.ts";
import {table} from "./table.ts";

/** Returns the page 调度会议: were six held, and who stayed away. */
export function meetingsPage(facts: Facts, data: MeetingData): Page {
  const missing = missingDataset(facts, "meetings", "调度会议");
  return page(facts, {
    name: "meetings",
    title: `${facts.year}年度调度会议`,
    lead: meetingLead(facts, data),
    description: `${facts.city}${facts.year}年度调度会议召开、参会和任务落实情况。`,
    body:
      missing ??
      html`${windowStrip(facts, data)}${attendanceMatrix(facts, data)}${attendanceTable(facts, data)}${absences(facts, data)}${tasks(facts, data)}${minutes(facts, data)}`
  });
}

function meetingLead(facts: Facts, data: MeetingData): Part {
  const waited = awaited(facts, [["meetings", "调度会议"]], "双月会开了几个、谁没有到");
  if (waited && !data.meetings.length) return waited;
  const held = data.windows.filter(window => window.held).length;
  const missed = data.windows.filter(window => window.held === false);
  const expected = sum(data.attendance.map(row => row.expected));
  const came = sum(data.attendance.map(row => row.present + row.late + row.substitute));
  const inPerson = sum(data.attendance.map(row => row.present + row.late));
  return html`${cadenceLead(facts, data, held, missed)}${expected ? html`参会率<strong>${measureProof(facts, "attended", formatShare(came, expected))}</strong>（${formatCount(came)}/${formatCount(expected)}，迟到和请假并派员计入），本人到会率${measureProof(facts, "in_person", formatShare(inPerson, expected))}。` : null}`;
}

function cadenceLead(facts: Facts, data: MeetingData, held: number, missed: readonly MeetingWindow[]): Part {
  const count = windowCount(data.windows.length);
  const meetings = `共${data.meetings.length}次会议`;
  if (!data.windows.length) return html`${facts.year}年度没有须开会的双月，${meetings}。`;
  if (data.cadence === "interval")
    return html`两次调度会议的间隔不得超过两个月。${facts.year}年度${meetings}；${count}双月中，<strong>${measureProof(facts, "windows", `${held}个`)}</strong>始终在间隔之内。${
      missed.length ? html`${missed.map(months).join("、")}曾有超过两个月没有开会的日子。` : null
    }`;
  return html`${facts.year}年度${data.windows.length === 6 ? "" : "须开会的"}${count}双月应各开一次调度会议，已开<strong>${measureProof(facts, "windows", `${held}个`)}双月</strong>，${meetings}。${
    missed.length ? html`${missed.map(months).join("、")}没有召开。` : null
  }`;
}

/** Returns 六个, or how many: fewer in the year the measure came into force, and until the last window has begun. */
export function windowCount(count: number): string {
  return `${spelled(count)}个`;
}

/** Returns the months of a window: `3—4月`. */
export function months(window: MeetingWindow): string {
  return `${window.window * 2 - 1}—${window.window * 2}月`;
}

/** What is said of a window, by the reading in force: a missed one may hold a meeting that came too late. */
const WINDOW_WORDS: Readonly<Record<Cadence, {held: string; missed: string; open: string}>> = {
  window: {held: "已召开", missed: "未召开", open: "未到期"},
  interval: {held: "间隔未超", missed: "间隔超两个月", open: "未到期"}
};

/** Returns the windows of the year: held, missed, not yet due. */
export function windowStrip(facts: Facts, {windows, cadence}: MeetingData): Html | null {
  if (!windows.length) return null;
  const words = WINDOW_WORDS[cadence];
  return section(
    `${windowCount(windows.length)}双月`,
    windows.length < 6 ? html`<p>从制度施行之日所在的双月算起，到数据截至日已开始的双月为止。</p>` : null,
    html`<ol class="strip">${windows.map(window => {
      const state = window.held ? words.held : window.held === false ? words.missed : words.open;
      return html`<li class="${window.held ? "held" : window.held === false ? "missed" : "open"}"><b>${months(window)}</b><span>${window.held ? "✓ " : window.held === false ? "✕ " : ""}${state}</span><small>定期${window.regular}次，临时${window.adhoc}次</small></li>`;
    })}</ol>`,
    dataLinks(facts, ["meeting_windows"])
  );
}

/** Returns who came to which meeting, a letter a cell. */
export function attendanceMatrix(facts: Facts, data: MeetingData): Html | null {
  const units = [...data.marks.keys()].sort((a, b) => unitOrder(facts, a, b));
  if (!units.length) return null;
  return section(
    "谁到了，谁没到",
    html`<p>到：到会　迟：迟到　代：请假并派员　假：请假未派员　缺：缺席　空白：不在应到之列。请假未派员按制度视同缺席。</p>`,
    table({
      caption: `${facts.year}年度各单位参会情况（单位 × 会议）`,
      className: "matrix",
      csv: true,
      interactive: "matrix",
      columns: [
        {head: "单位", sticky: true},
        ...data.meetings.map(meeting => ({head: html`<span class="upright">${meeting.heldOn.slice(5)}</span>`}))
      ],
      rows: units.map(unit => [
        unitCell(facts, unit, {short: true}),
        ...data.meetings.map(meeting => {
          const status = data.marks.get(unit)!.get(meeting.meetingId);
          const letter = status ? (ATTENDANCE[status] ?? status) : "";
          return {
            show: letter
              ? html`<span class="mark mark-${letter === "到" ? "in" : letter === "缺" || letter === "假" ? "out" : "half"}">${letter}</span>`
              : "",
            sort: letter
          };
        })
      ])
    })
  );
}

function attendanceTable(facts: Facts, data: MeetingData): Html | null {
  const rows = [...data.attendance].filter(row => row.expected).sort((a, b) => unitOrder(facts, a.unitId, b.unitId));
  if (!rows.length) return null;
  return section(
    "参会率",
    html`<p>规范请假率是请假并派员的次数，除以本人没有到会的次数（请假并派员、请假未派员、缺席之和）；${wholePlace(facts)}${measureProof(facts, "proper_leave", formatRate(sum(rows.map(row => row.substitute)), sum(rows.map(away))))}。</p>`,
    table({
      caption: `${facts.year}年度各单位参会次数`,
      interactive: "attendance",
      columns: [
        {head: "单位", sticky: true},
        ...["应到", "到会", "迟到", "请假并派员", "请假未派员", "缺席", "参会率", "规范请假率"].map(head => ({
          head,
          number: true
        }))
      ],
      rows: rows.map(row => [
        unitCell(facts, row.unitId, {short: true}),
        row.expected ? unitProof(facts, row.unitId, "attendance", row.expected) : row.expected,
        row.present,
        row.late,
        row.substitute,
        row.leave,
        row.absent,
        {
          show: unitProof(
            facts,
            row.unitId,
            "attendance",
            formatRate(row.present + row.late + row.substitute, row.expected)
          ),
          sort: (row.present + row.late + row.substitute) / row.expected
        },
        {
          show: away(row) ? formatRate(row.substitute, away(row)) : "—",
          sort: away(row) ? row.substitute / away(row) : -1
        }
      ])
    }),
    dataLinks(facts, ["attendance_summary"])
  );
}

/** How often the head of the unit was not there in person. */
function away(row: AttendanceSum): number {
  return row.substitute + row.leave + row.absent;
}

function absences(facts: Facts, data: MeetingData): Html | null {
  if (!data.attendance.length) return null;
  return section(
    data.absences.length ? `连续缺席：${data.absences.length}起` : "没有连续缺席的单位",
    data.absences.length
      ? table({
          caption: "连续两次及以上缺席（请假未派员视同缺席），次数多的在前；跨年的计入两个年度",
          columns: [
            {head: "单位"},
            {head: "连续（次）", number: true},
            {head: "第一次", nowrap: true},
            {head: "最近一次", nowrap: true}
          ],
          rows: data.absences.map(run => [unitLink(facts, run.unitId), run.meetings, run.from, run.to])
        })
      : null,
    data.absences.length ? dataLinks(facts, ["alerts"]) : null
  );
}

function tasks(facts: Facts, data: MeetingData): Html | null {
  if (!data.tasks.length) return null;
  const steps = [
    {name: "会议任务", count: sum(data.tasks.map(row => row.tasks))},
    {name: "列入督查", count: sum(data.tasks.map(row => row.linked))},
    ...(data.stages ? [{name: "督查已销号", count: data.stages.closed}] : []),
    {name: "已完成", count: sum(data.tasks.map(row => row.done))},
    {name: "按期完成", count: sum(data.tasks.map(row => row.doneOnTime))}
  ];
  const [all, linked, done] = ["会议任务", "列入督查", "已完成"].map(
    name => steps.find(step => step.name === name)!.count
  ) as [number, number, number];
  const overdue = sum(data.tasks.map(row => row.overdue));
  return section(
    "会议任务落实",
    html`<p>入督率${measureProof(facts, "linked", formatRate(linked, all))}，完成率${measureProof(facts, "done", formatRate(done, all))}，按期完成率${measureProof(facts, "done_on_time", formatRate(steps.at(-1)!.count, all))}。</p>`,
    figure({
      title: `${formatCount(all)}项任务，完成${formatCount(done)}项`,
      summary: `入督率${formatRate(linked, all)}${data.stages ? `，列入督查的已销号（或实地督查时已完成）${formatRate(data.stages.closed, data.stages.linked)}` : ""}，完成率${formatRate(done, all)}；已过时限未完成${overdue}项。`,
      draw: ({width, narrow}) =>
        stackedBars(
          steps.map(({name, count}) => ({label: name, values: [count], note: `${count}项`})),
          {width, narrow, fills: [STATE_FILLS.done], format: String}
        ),
      table: table({
        caption: "会议任务落实（图中数据）",
        columns: [{head: "环节"}, {head: "任务", number: true}],
        rows: steps.map(({name, count}) => [name, count])
      })
    }),
    dataLinks(facts, ["task_funnel"])
  );
}

function minutes(facts: Facts, data: MeetingData): Html {
  return section(
    "历次会议",
    table({
      caption: `${facts.year}年度历次调度会议`,
      csv: true,
      columns: [
        {head: "会议编号"},
        {head: "会议", wide: true},
        {head: "召开日期", nowrap: true},
        {head: "类型"},
        {head: "纪要日期", nowrap: true},
        {head: "会后（天）", number: true}
      ],
      rows: data.meetings.map(meeting => [
        html`<span class="code">${meeting.meetingId}</span>`,
        meeting.title,
        meeting.heldOn,
        meeting.type ?? "—",
        meeting.minutesOn ?? "未见纪要",
        meeting.lag ?? "—"
      ])
    })
  );
}
