import {literal} from "../../loaders/sql.ts";
import {byYear, clauseAt, readingOf, type SystemContext} from "../context.ts";
import type {PolicyFacts} from "../settings.ts";
import {limitsOf} from "./limits.ts";
import {sayDate, sayUnit} from "./say.ts";

/** Returns the alerts on meetings, attendance and tasks: A01, A02, A03. */
export function meetingAlerts(context: SystemContext): string[] {
  return [missed(context), nearlyMissed(context), absences(context), minutes(context), tasks(context)];
}

const MONTHS = `year || '年' || ("window" * 2 - 1) || '—' || ("window" * 2) || '月'`;

function missed({bonus}: SystemContext): string {
  const what = byYear(bonus, "year", facts =>
    literal(byInterval(facts) ? "距上次会议超过两个月，请尽快召开" : "未召开调度会议，请补开并说明原因")
  );
  return `
SELECT
  '红', 'A01', 'window', year || '-' || "window", year, ${clauseAt(bonus, "cadence", "year")},
  ${MONTHS} || ${what}
FROM score.meeting_windows
WHERE NOT held`;
}

/** By window the last day is the window's; by interval it lies two months after the last meeting (or the policy's first day). */
function nearlyMissed({asOf, bonus, settings}: SystemContext): string {
  const last = byYear(bonus, "year", facts =>
    byInterval(facts)
      ? `(SELECT CAST(max(day) + INTERVAL 2 MONTH AS DATE) FROM meeting_marks)`
      : `CASE WHEN held IS NULL THEN "to" END`
  );
  const what = byYear(bonus, "year", facts => literal(byInterval(facts) ? "距上次会议将满两个月" : "尚未召开调度会议"));
  return `
SELECT
  '黄', 'A01', 'window', year || '-' || "window", year, ${clauseAt(bonus, "cadence", "year")},
  ${MONTHS} || ${what} || '，期限为' || ${sayDate("last")} || '，请抓紧安排'
FROM (SELECT *, ${last} AS last FROM score.meeting_windows)
WHERE last BETWEEN ${asOf} AND ${asOf} + ${literal(limitsOf(settings).windowDays)}
  AND ${asOf} BETWEEN "from" AND "to"`;
}

function byInterval(facts: Pick<PolicyFacts, "readings"> | null): boolean {
  return readingOf(facts, "gap_meeting", ["window", "interval"]) === "interval";
}

function absences({bonus}: SystemContext): string {
  return `
SELECT
  '黄', 'A02', 'unit', r.unit_id, year(r."to"), ${clauseAt(bonus, "absence", 'year(r."to")')},
  ${sayUnit("u", "r.unit_id")} || '自' || ${sayDate('r."from"')} || '起连续' || r.meetings || '次会议缺席或请假未派员，请提醒到会或派员'
FROM score.absence_runs AS r
LEFT JOIN alert_units AS u ON u.unit_id = r.unit_id`;
}

function minutes({asOf, bonus, settings}: SystemContext): string {
  return `
SELECT
  '黄', 'A03', 'meeting', meeting_id, year(held_on), ${clauseAt(bonus, "minutes", "year(held_on)")},
  ${sayDate("held_on")} || '的会议已过' || (${asOf} - held_on) || '天，尚无会议纪要，请尽快印发'
FROM past_meetings
WHERE coalesce(minutes_on > ${asOf}, true) AND ${asOf} - held_on > ${literal(limitsOf(settings).minutesDays)}`;
}

/** Only where inspections were ever loaded: else no task could be linked. */
function tasks({asOf, bonus, settings}: SystemContext): string {
  return `
SELECT
  '黄', 'A03', 'task', t.task_id, year(t.held_on), ${clauseAt(bonus, "minutes", "year(t.held_on)")},
  ${sayUnit("u", "t.unit_id")} || '的会议任务已过' || (${asOf} - t.held_on) || '天，尚未列入督查事项，请列入'
FROM meeting_tasks AS t
LEFT JOIN alert_units AS u ON u.unit_id = t.unit_id
WHERE NOT t.linked AND NOT t.done
  AND ${asOf} - t.held_on > ${literal(limitsOf(settings).linkDays)}
  AND (SELECT count(*) FROM core.inspections) > 0`;
}
