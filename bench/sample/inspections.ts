import {addDays, workday} from "./calendar.ts";
import type {CitySizes} from "./city.ts";
import type {InspectionFact, TaskFact, UnitFact} from "./facts.ts";
import {INSPECTED} from "./names.ts";
import {type Random, random} from "./random.ts";
import {isActive, isRanked} from "./units.ts";

/** Returns the inspections: those the meetings' tasks led to, then others, each followed as far as it had come by as-of. */
export function generateInspections(
  {seed, inspections: perYear, asOf}: CitySizes,
  years: readonly number[],
  units: readonly UnitFact[],
  tasks: readonly TaskFact[]
): InspectionFact[] {
  return years.flatMap(year => {
    const draw = random(seed, `inspections/${year}`);
    const count =
      year === 2021 ? Math.round(perYear * 0.16) : perYear + Math.round((perYear * draw.int(-20, 20)) / 100);
    const linked = tasks.filter(task => task.inspectionId !== null && task.id.startsWith(`RW${year}`));
    const rows: InspectionFact[] = [];
    let number = 0;
    while (rows.length < Math.max(count, linked.length)) {
      const task = linked[number];
      const id = `DC${year}-${String(++number).padStart(3, "0")}`;
      const start = task
        ? meetingDay(task)
        : addDays(year === 2021 ? "2021-11-01" : `${year}-01-08`, draw.int(0, year === 2021 ? 50 : 345));
      const pool = units.filter(unit => isActive(unit, start) && isActive(unit, `${year}-12-30`) && mayInspect(unit));
      if (!pool.length) break;
      const first = task
        ? (pool.find(unit => unit.id === task.unit) ?? draw.pick(pool))
        : draw.chance(0.12)
          ? draw.pick(pool)
          : draw.pick(pool.filter(isRanked));
      if (task) task.inspectionId = id;
      const row = follow(id, first, start, draw, task);
      rows.push(row);
      // One item may be given to several units: a row for each, under one number.
      if (!task && draw.chance(0.08)) {
        const other = draw.pick(pool.filter(isRanked));
        if (other.id !== first.id)
          rows.push({...follow(id, other, start, draw, undefined), subject: row.subject, category: row.category});
      }
    }
    for (const task of linked) task.inspectionId ||= null;
    return rows;
  });

  function meetingDay(task: TaskFact): string {
    return addDays(task.dueOn, -19);
  }

  function follow(id: string, unit: UnitFact, start: string, draw: Random, task: TaskFact | undefined): InspectionFact {
    const year = Number(id.slice(2, 6));
    const method = draw.weighted<InspectionFact["method"]>([
      ["暗访督查", 15],
      ["调研督查", 45],
      ["随机抽查", 30],
      ["第三方抽查", 10]
    ]);
    const approvedOn = workday(start);
    const visit = workday(addDays(approvedOn, draw.int(3, 15)));
    // A visit stays in its year, but for those that as-of leaves to come.
    const visitedOn = visit.startsWith(String(year)) || visit > asOf ? visit : approvedOn;
    const notified = addDays(approvedOn, draw.int(0, 2));
    const done = draw.chance(0.7);
    const row: InspectionFact = {
      id,
      subject: `${draw.pick(INSPECTED)}（${id.slice(2)}）`,
      category: draw.weighted([
        [1, 8],
        [2, 24],
        [3, 12],
        [4, 14],
        [5, 18],
        [6, 12],
        [7, 3],
        [8, 7],
        [9, 2]
      ]),
      method,
      unit: unit.id,
      source: task ? "调度会议" : draw.pick(["年度工作要点", "领导批示", "上级交办", "日常抽查"]),
      meetingId: task?.meetingId ?? null,
      approvedOn,
      notifiedOn: method === "暗访督查" ? null : notified <= visitedOn ? notified : visitedOn,
      visitedOn,
      done,
      noticeNo: null,
      noticeOn: null,
      dueOn: null,
      extendedTo: null,
      extensionOn: null,
      reportedOn: null,
      verifiedOn: null,
      closedOn: null,
      archiveNo: null,
      explainedOn: null,
      readOn: null
    };
    if (done) close(row, draw, addDays(visitedOn, draw.int(0, 5)), 0.95);
    else giveNotice(row, draw);
    // What a task refers to must stay in the clean workspace too.
    if (!task) breakRules(row, draw);
    return cutAt(row, asOf);
  }

  /** Issues a notice and follows it: most close in time, some late, some stay open past the due day. */
  function giveNotice(row: InspectionFact, draw: Random): void {
    const noticeOn = addDays(row.visitedOn!, draw.int(1, 6));
    row.noticeNo = `示督〔${row.id.slice(2, 6)}〕${Number(row.id.slice(7))}号`;
    row.noticeOn = noticeOn;
    row.dueOn = draw.chance(0.03) ? null : addDays(noticeOn, draw.pick([15, 20, 30, 30, 45]));
    const due = row.dueOn ?? addDays(noticeOn, 60);
    if (row.dueOn && draw.chance(0.1)) {
      row.extendedTo = addDays(due, 20);
      row.extensionOn = addDays(due, draw.chance(0.65) ? -draw.int(0, 4) : draw.int(1, 6)); // 批准晚于时限的不算
    }
    const inForce = row.extendedTo && row.extensionOn! <= due ? row.extendedTo : due;
    const fate = draw.weighted([
      ["on time", 82],
      ["late", 12],
      ["open", 6]
    ] as const);
    if (fate === "on time") close(row, draw, addDays(inForce, -draw.int(0, 10)), 1);
    if (fate === "late") close(row, draw, addDays(inForce, draw.int(1, 25)), 1);
    if (fate === "open" && draw.chance(0.4)) row.reportedOn = addDays(due, draw.int(2, 9));
    if (fate !== "on time" && draw.chance(0.6)) {
      row.explainedOn = addDays(inForce, draw.int(2, 12));
      if (draw.chance(0.75)) row.readOn = addDays(row.explainedOn, draw.int(1, 6));
    }
  }

  function close(row: InspectionFact, draw: Random, closedOn: string, share: number): void {
    if (!draw.chance(share)) return;
    const least = row.noticeOn ?? row.visitedOn!;
    const end = closedOn < least ? least : closedOn;
    row.reportedOn = clamp(addDays(end, -draw.int(1, 5)), least, end);
    row.verifiedOn = clamp(addDays(end, -draw.int(0, 1)), row.reportedOn, end);
    row.closedOn = end;
    row.archiveNo = `DA${row.id.slice(2)}`;
  }
}

/** Breaks what the policy forbids, now and then; the loader warns of it. */
function breakRules(row: InspectionFact, draw: Random): void {
  if (row.method === "暗访督查" && draw.chance(0.07)) {
    row.notifiedOn = row.visitedOn;
    row.irregular = {field: "通知日期", code: "order_violation"};
  } else if (draw.chance(0.013)) {
    row.approvedOn = addDays(row.visitedOn!, draw.int(1, 6));
    if (row.notifiedOn) row.notifiedOn = row.visitedOn;
    row.irregular = {field: "实地日期", code: "order_violation"};
  } else if (row.closedOn && row.verifiedOn && draw.chance(0.006)) {
    row.verifiedOn = addDays(row.closedOn, 3);
    row.irregular = {field: "销号日期", code: "order_violation"};
  }
}

/** Returns the inspection as it stood on the day. */
function cutAt(row: InspectionFact, day: string): InspectionFact {
  const dates = "approvedOn notifiedOn visitedOn extensionOn reportedOn verifiedOn closedOn explainedOn readOn".split(
    " "
  );
  const fields = dates as (
    | "approvedOn"
    | "notifiedOn"
    | "visitedOn"
    | "extensionOn"
    | "reportedOn"
    | "verifiedOn"
    | "closedOn"
    | "explainedOn"
    | "readOn"
  )[];
  if (row.noticeOn && row.noticeOn > day) {
    Object.assign(row, {noticeOn: null, noticeNo: null, dueOn: null, extendedTo: null, extensionOn: null});
  }
  for (const field of fields) if (row[field] && row[field]! > day) row[field] = null;
  if (!row.extensionOn) row.extendedTo = null;
  if (!row.visitedOn) row.done = null;
  if (!row.closedOn) row.archiveNo = null;
  if (row.irregular && (!row.visitedOn || !row.approvedOn || (row.irregular.field === "销号日期" && !row.verifiedOn))) {
    delete row.irregular;
  }
  return row;
}

function mayInspect(unit: UnitFact): boolean {
  return isRanked(unit) || unit.kind === "村" || unit.kind === "社区";
}

function clamp(day: string, least: string, most: string): string {
  return day < least ? least : day > most ? most : day;
}
