import {addDays, iso, workday} from "./calendar.ts";
import type {CitySizes} from "./city.ts";
import type {AttendanceFact, MeetingFact, TaskFact, UnitFact} from "./facts.ts";
import {TASKS} from "./names.ts";
import {random} from "./random.ts";
import {isActive, isRanked} from "./units.ts";

/** The window that passes without a meeting: July and August 2023. */
const MISSED = {year: 2023, window: 4};

/** Returns the meetings, one in each two months and a few between, who came, and what was set there. */
export function generateMeetings(
  {seed, asOf}: CitySizes,
  years: readonly number[],
  units: readonly UnitFact[]
): {meetings: MeetingFact[]; attendance: AttendanceFact[]; tasks: TaskFact[]} {
  const meetings: MeetingFact[] = [];
  const attendance: AttendanceFact[] = [];
  const tasks: TaskFact[] = [];
  for (const year of years) generateYear(year);
  return {meetings, attendance, tasks};

  function generateYear(year: number): void {
    const draw = random(seed, `meetings/${year}`);
    const days: [day: string, type: "定期" | "临时"][] = [];
    for (let window = 1; window <= 6; window++) {
      if (year === MISSED.year && window === MISSED.window) continue;
      days.push([meetingDay(addDays(iso(year, window * 2 - 1, 6), draw.int(0, 45))), "定期"]);
    }
    const extra = draw.int(1, 2);
    for (let index = 0; index < extra; index++) {
      // Not in the months of the missed window.
      const day = meetingDay(iso(year, draw.pick([3, 5, 9, 10, 11]), draw.int(9, 26)));
      if (!days.some(([held]) => held === day)) days.push([day, "临时"]);
    }
    if (year === 2021) days.push(["2021-10-29", "临时"]);
    days.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const held = days.filter(([day]) => day <= asOf && (year > 2021 || day >= "2021-10-29"));
    held.forEach(([day, type], index) => {
      hold(`HY${year}-${String(index + 1).padStart(2, "0")}`, year, index + 1, day, type);
    });

    function hold(id: string, year: number, number: number, heldOn: string, type: "定期" | "临时"): void {
      const minutesOn = addDays(heldOn, draw.int(2, 14));
      const bulletinOn = addDays(minutesOn, draw.int(0, 6));
      meetings.push({
        id,
        title: `${year}年第${number}次人才工作${type === "定期" ? "调度" : "专题"}会议`,
        heldOn,
        type,
        topics: [1, 2, 3, 4, 5, 6].filter((_, index) => draw.chance([0.9, 0.4, 0.9, 0.7, 0.3, 0.2][index]!)),
        topicsApprovedOn: addDays(heldOn, -draw.int(7, 12)),
        notifiedOn: addDays(heldOn, -draw.int(2, 6)),
        minutesOn: minutesOn <= asOf ? minutesOn : null,
        bulletinOn: bulletinOn <= asOf ? bulletinOn : null,
        secrecy: draw.chance(0.15) ? "内部" : "无"
      });
      const present = units.filter(unit => isActive(unit, heldOn));
      for (const unit of present.filter(isRanked)) attend(unit, unit.kind === "成员单位" ? 1 : 2);
      for (const unit of present.filter(unit => unit.kind === "市直部门").slice(0, 1)) attend(unit, 4);
      const guests = draw.shuffle(present.filter(unit => unit.kind === "用人单位")).slice(0, draw.int(2, 5));
      for (const unit of guests) attend(unit, 3);
      const ranked = present.filter(isRanked);
      for (let index = draw.int(6, 15); index > 0 && ranked.length; index--) {
        const dueOn = addDays(heldOn, draw.int(20, 75));
        const doneOn = draw.chance(0.9)
          ? addDays(
              dueOn,
              draw.weighted([
                [draw.int(-18, 0), 84],
                [draw.int(1, 20), 16]
              ])
            )
          : null;
        tasks.push({
          id: `RW${id.slice(2)}-${String(tasks.filter(task => task.meetingId === id).length + 1).padStart(2, "0")}`,
          meetingId: id,
          subject: draw.pick(TASKS),
          unit: draw.pick(ranked).id,
          dueOn,
          inspectionId: draw.chance(0.85) ? "" : null, // filled in with the inspections
          doneOn: doneOn && doneOn <= asOf && doneOn >= heldOn ? doneOn : null
        });
      }

      function attend(unit: UnitFact, kind: number): void {
        // One unit keeps away from the summer of 2024 on.
        const truant = unit.name === "市工商业联合会" && heldOn >= "2024-06-01" && heldOn < "2025-01-01";
        const status = truant
          ? draw.pick(["缺席", "请假未派员"] as const)
          : draw.weighted<AttendanceFact["status"]>([
              ["到会", 862],
              ["迟到", 28],
              ["请假并派员", 85],
              ["请假未派员", 15],
              ["缺席", 10]
            ]);
        const came = status === "到会" || status === "迟到" || status === "请假并派员";
        attendance.push({
          meetingId: id,
          unit: unit.id,
          kind,
          status,
          signedInOn: came ? heldOn : null,
          leaveOn: status.startsWith("请假") ? addDays(heldOn, -1) : null
        });
      }
    }
  }
}

/** Returns a working day on or after the day, outside the October holiday. */
function meetingDay(day: string): string {
  return workday(day.slice(5) >= "10-01" && day.slice(5) <= "10-08" ? `${day.slice(0, 5)}10-09` : day);
}
