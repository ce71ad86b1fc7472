import {formatCount, formatRate, formatShare} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import type {MeetingData, MeetingWindow} from "../../publish/sitedata/meetings.ts";
import {ATTENDANCE} from "../../publish/words.ts";
import {figure, stackedBars} from "./chart.ts";
import {dataLinks, missingDataset, type Page, page, section, unitLink, unitOrder} from "./frame.ts";
import {type Html, html, type Part} from "./html.ts";
import {STATE_FILLS} from "./marks.ts";
import {sum} from "./shares.ts";
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
      html`${windowStrip(facts, data.windows)}${matrix(facts, data)}${attendanceTable(facts, data)}${tasks(facts, data)}${minutes(facts, data)}`
  });
}

function meetingLead(facts: Facts, data: MeetingData): Part {
  const held = data.windows.filter(window => window.held).length;
  const missed = data.windows.filter(window => window.held === false);
  const expected = sum(data.attendance.map(row => row.expected));
  const came = sum(data.attendance.map(row => row.present + row.late + row.substitute));
  return html`${facts.year}年度六个双月应各开一次调度会议，已开<strong>${held}个双月</strong>，共${data.meetings.length}次会议。${
    missed.length ? html`${missed.map(months).join("、")}没有召开。` : null
  }${expected ? html`参会率<strong>${formatShare(came, expected)}</strong>（${formatCount(came)}/${formatCount(expected)}，迟到和请假并派员计入）。` : null}`;
}

function months(window: MeetingWindow): string {
  return `${window.window * 2 - 1}—${window.window * 2}月`;
}

function windowStrip(facts: Facts, windows: readonly MeetingWindow[]): Html {
  return section(
    "六个双月",
    html`<ol class="strip">${windows.map(window => {
      const state = window.held ? "已召开" : window.held === false ? "未召开" : "未到期";
      return html`<li class="${window.held ? "held" : window.held === false ? "missed" : "open"}"><b>${months(window)}</b><span>${window.held ? "✓ " : window.held === false ? "✕ " : ""}${state}</span><small>定期${window.regular}次，临时${window.adhoc}次</small></li>`;
    })}</ol>`,
    dataLinks(facts, ["meeting_windows"])
  );
}

function matrix(facts: Facts, data: MeetingData): Html | null {
  const units = [...data.marks.keys()].sort((a, b) => unitOrder(facts, a, b));
  if (!units.length) return null;
  return section(
    "谁到了，谁没到",
    html`<p>到：到会　迟：迟到　代：请假并派员　假：请假未派员　缺：缺席　空白：不在应到之列。请假未派员按制度视同缺席。</p>`,
    table({
      caption: `${facts.year}年度各单位参会情况（单位 × 会议）`,
      className: "matrix",
      interactive: true,
      columns: [
        {head: "单位", sticky: true},
        ...data.meetings.map(meeting => ({head: html`<span class="upright">${meeting.heldOn.slice(5)}</span>`}))
      ],
      rows: units.map(unit => [
        {show: unitLink(facts, unit, {short: true}), sort: facts.units.get(unit)?.order ?? unit},
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
    table({
      caption: `${facts.year}年度各单位参会次数`,
      interactive: true,
      columns: [
        {head: "单位", sticky: true},
        ...["应到", "到会", "迟到", "请假并派员", "请假未派员", "缺席", "参会率"].map(head => ({head, number: true}))
      ],
      rows: rows.map(row => [
        {show: unitLink(facts, row.unitId), sort: facts.units.get(row.unitId)?.order ?? row.unitId},
        row.expected,
        row.present,
        row.late,
        row.substitute,
        row.leave,
        row.absent,
        {
          show: formatRate(row.present + row.late + row.substitute, row.expected),
          sort: (row.present + row.late + row.substitute) / row.expected
        }
      ])
    }),
    dataLinks(facts, ["attendance_summary"])
  );
}

function tasks(facts: Facts, data: MeetingData): Html | null {
  if (!data.tasks.length) return null;
  const steps = [
    {name: "会议任务", count: sum(data.tasks.map(row => row.tasks))},
    {name: "列入督查", count: sum(data.tasks.map(row => row.linked))},
    {name: "已完成", count: sum(data.tasks.map(row => row.done))},
    {name: "按期完成", count: sum(data.tasks.map(row => row.doneOnTime))}
  ];
  const overdue = sum(data.tasks.map(row => row.overdue));
  return section(
    "会议任务落实",
    figure({
      title: `${formatCount(steps[0]!.count)}项任务，完成${formatCount(steps[2]!.count)}项`,
      summary: `入督率${formatRate(steps[1]!.count, steps[0]!.count)}，完成率${formatRate(steps[2]!.count, steps[0]!.count)}；已过时限未完成${overdue}项。`,
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
