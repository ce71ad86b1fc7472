import {dateLiteral} from "../loaders/sql.ts";
import {byYear, readingOf, type SystemContext, yearOf} from "./context.ts";

/** The kinds of attendee who are expected: members, towns and zones, the talent office; or none given. */
const EXPECTED = "(attendee_kind IN ('1', '2', '4') OR attendee_kind IS NULL)";

/**
 * Returns the SQL of `score.meeting_windows`, `score.attendance_summary`, and of `score.absence_runs`: absences in a row
 * (two or more) of a unit. Leave without a substitute is an absence.
 */
export function meetingsSql(context: SystemContext): string {
  return [windows(context), attendance(context), ABSENCE_RUNS].join("\n\n");
}

/**
 * Returns the SQL of the calendar windows, from the one that holds the policy's first day; none where no policy asks for
 * meetings or none were ever loaded. By the reading `window` one is held if any meeting fell in it; by `interval` it is
 * missed where a day of it lies more than two months after the last meeting (before the first: after the policy's first day),
 * and once closed held where no day does.
 */
function windows({asOf, lastYear, bonus}: SystemContext): string {
  const first = bonus ? dateLiteral(bonus.from) : asOf;
  const firstYear = bonus ? yearOf(bonus.from) : lastYear + 1;
  const met = "count(m.meeting_id) > 0";
  const over = `w."to" < ${asOf}`;
  const held = byYear(bonus, "w.year", facts =>
    readingOf(facts, "gap_meeting", ["window", "interval"]) === "window"
      ? `CASE WHEN ${met} THEN true WHEN bool_or(${over}) THEN false END`
      : `CASE WHEN bool_or(coalesce(l.late, false)) THEN false WHEN ${met} OR bool_or(${over}) THEN true END`
  );
  return `
CREATE OR REPLACE TEMP TABLE past_meetings AS
SELECT meeting_id, held_on, type, minutes_on
FROM core.meetings
WHERE held_on <= ${asOf};

-- Where an interval begins: at a meeting, and on the policy's first day.
CREATE OR REPLACE TEMP TABLE meeting_marks AS
SELECT held_on AS day FROM past_meetings
UNION
SELECT ${first};

CREATE OR REPLACE TABLE score.meeting_windows AS
WITH windows AS (
  SELECT
    CAST(y.range AS INTEGER) AS year,
    CAST(n.range AS INTEGER) AS "window",
    make_date(y.range, n.range * 2 - 1, 1) AS "from",
    last_day(make_date(y.range, n.range * 2, 1)) AS "to"
  FROM range(${firstYear}, ${lastYear + 1}) AS y
  CROSS JOIN range(1, 7) AS n
  WHERE (SELECT count(*) FROM core.meetings) > 0
),
gaps AS (
  -- The days on which the next meeting is overdue: from the first day past the limit to that meeting, or to the data date.
  SELECT
    CAST(day + INTERVAL 2 MONTH AS DATE) + 1 AS late_from,
    coalesce(lead(day) OVER (ORDER BY day), ${asOf}) AS late_to
  FROM meeting_marks
  QUALIFY day >= ${first}
),
late AS (
  SELECT w.year, w."window", true AS late
  FROM windows AS w
  JOIN gaps AS g ON g.late_from <= g.late_to AND g.late_from <= w."to" AND g.late_to >= w."from"
  GROUP BY w.year, w."window"
)
SELECT
  w.year,
  w."window",
  w."from",
  w."to",
  count(m.meeting_id) FILTER (WHERE m.type = '定期') AS regular,
  count(m.meeting_id) FILTER (WHERE m.type = '临时') AS adhoc,
  ${held} AS held
FROM windows AS w
LEFT JOIN late AS l ON l.year = w.year AND l."window" = w."window"
LEFT JOIN past_meetings AS m ON m.held_on BETWEEN w."from" AND w."to"
WHERE w."to" >= ${first} AND w."from" <= ${asOf}
GROUP BY w.year, w."window", w."from", w."to"
ORDER BY w.year, w."window";`.trim();
}

function attendance({asOf}: SystemContext): string {
  return `
CREATE OR REPLACE TEMP TABLE expected_attendance AS
SELECT m.held_on, m.meeting_id, a.unit AS unit_id, a.status
FROM core.attendance AS a
JOIN core.meetings AS m ON m.meeting_id = a.meeting_id
WHERE m.held_on <= ${asOf} AND ${EXPECTED};

CREATE OR REPLACE TABLE score.attendance_summary AS
SELECT
  CAST(year(held_on) AS INTEGER) AS year,
  unit_id,
  count(*) AS expected,
  count(*) FILTER (WHERE status = '到会') AS present,
  count(*) FILTER (WHERE status = '迟到') AS late,
  count(*) FILTER (WHERE status = '请假并派员') AS substitute,
  count(*) FILTER (WHERE status = '请假未派员') AS leave,
  count(*) FILTER (WHERE status = '缺席') AS absent
FROM expected_attendance
GROUP BY ALL
ORDER BY ALL;`.trim();
}

const ABSENCE_RUNS = `
CREATE OR REPLACE TABLE score.absence_runs AS
WITH numbered AS (
  SELECT
    *,
    status IN ('请假未派员', '缺席') AS away,
    row_number() OVER (PARTITION BY unit_id ORDER BY held_on, meeting_id)
      - row_number() OVER (PARTITION BY unit_id, status IN ('请假未派员', '缺席') ORDER BY held_on, meeting_id) AS run
  FROM expected_attendance
)
SELECT unit_id, min(held_on) AS "from", max(held_on) AS "to", count(*) AS meetings
FROM numbered
WHERE away
GROUP BY unit_id, run
HAVING count(*) >= 2
ORDER BY unit_id, "from";`.trim();
