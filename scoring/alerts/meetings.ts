import {clauseAt, readingOf, type SystemContext} from "../context.ts";
import {sayDate, sayUnit} from "./say.ts";

/** Days before a window closes at which the office is told that no meeting was held. */
const WINDOW_ENDS = 15;
/** Days for the minutes, and for a task to become an inspection item. */
const MINUTES_DAYS = 10;
const LINK_DAYS = 15;

/** Returns the alerts on meetings, attendance and tasks: A01, A02, A03. */
export function meetingAlerts(context: SystemContext): string[] {
  return [windows(context), absences(context), minutes(context), tasks(context)];
}

function windows({asOf, bonus}: SystemContext): string {
  const clause = clauseAt(bonus, "cadence", "日常调度会议制度 四1");
  const interval = readingOf(bonus, "gap_meeting", ["window", "interval"]) === "interval";
  const months = `year || '年' || ("window" * 2 - 1) || '—' || ("window" * 2) || '月'`;
  return `
SELECT
  '红', 'A01', 'window', year || '-' || "window", year, ${clause},
  ${months} || '${interval ? "距上次会议超过两个月" : "未召开调度会议"}'
FROM score.meeting_windows
WHERE NOT held
UNION ALL
SELECT
  '黄', 'A01', 'window', year || '-' || "window", year, ${clause},
  ${months} || '尚未召开调度会议，期限为' || ${sayDate('"to"')}
FROM score.meeting_windows
WHERE held IS NULL AND "to" BETWEEN ${asOf} AND ${asOf} + ${WINDOW_ENDS}`;
}

function absences({bonus}: SystemContext): string {
  return `
SELECT
  '黄', 'A02', 'unit', r.unit_id, year(r."to"), ${clauseAt(bonus, "absence", "日常调度会议制度 四3")},
  ${sayUnit("u", "r.unit_id")} || '自' || ${sayDate('r."from"')} || '起连续' || r.meetings || '次会议缺席或请假未派员'
FROM score.absence_runs AS r
LEFT JOIN alert_units AS u ON u.unit_id = r.unit_id`;
}

function minutes({asOf, bonus}: SystemContext): string {
  return `
SELECT
  '黄', 'A03', 'meeting', meeting_id, year(held_on), ${clauseAt(bonus, "minutes", "日常调度会议制度 三3")},
  ${sayDate("held_on")} || '的会议已过' || (${asOf} - held_on) || '天，尚无会议纪要'
FROM past_meetings
WHERE coalesce(minutes_on > ${asOf}, true) AND ${asOf} - held_on > ${MINUTES_DAYS}`;
}

/** Only where inspections were ever loaded: else no task could be linked. */
function tasks({asOf, bonus}: SystemContext): string {
  return `
SELECT
  '黄', 'A03', 'task', t.task_id, year(t.held_on), ${clauseAt(bonus, "minutes", "日常调度会议制度 三3")},
  ${sayUnit("u", "t.unit_id")} || '的会议任务已过' || (${asOf} - t.held_on) || '天，尚未列入督查事项'
FROM meeting_tasks AS t
LEFT JOIN alert_units AS u ON u.unit_id = t.unit_id
WHERE NOT t.linked AND NOT t.done
  AND ${asOf} - t.held_on > ${LINK_DAYS}
  AND (SELECT count(*) FROM core.inspections) > 0`;
}
