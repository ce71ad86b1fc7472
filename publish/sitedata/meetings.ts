import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {groupBy} from "./group.ts";

export interface MeetingWindow {
  year: number;
  window: number;
  from: string;
  to: string;
  regular: number;
  adhoc: number;
  /** Null while the window is still open without a meeting. */
  held: boolean | null;
}

export interface AttendanceSum {
  year: number;
  unitId: string;
  expected: number;
  present: number;
  late: number;
  substitute: number;
  leave: number;
  absent: number;
}

export interface TaskSum {
  year: number;
  unitId: string;
  tasks: number;
  linked: number;
  done: number;
  doneOnTime: number;
  overdue: number;
}

/** By which reading "every two months" is judged: each calendar window has a meeting, or no two lie further apart. */
export type Cadence = "window" | "interval";

/** Two or more absences of a unit in a row. */
export interface AbsenceRun {
  unitId: string;
  from: string;
  to: string;
  meetings: number;
}

/** The whole city's tasks from a meeting to closing. */
export interface TaskStages {
  tasks: number;
  linked: number;
  /** Linked, and the inspection is closed or was found done, for every unit. */
  closed: number;
  done: number;
}

export interface MeetingData {
  cadence: Cadence;
  windows: MeetingWindow[];
  /** The windows of the year before, for comparison. */
  windowsBefore: MeetingWindow[];
  meetings: {
    meetingId: string;
    title: string;
    heldOn: string;
    type: string | null;
    minutesOn: string | null;
    lag: number | null;
  }[];
  /** Unit × meeting → status. */
  marks: Map<string, Map<string, string>>;
  attendance: AttendanceSum[];
  /** Runs that touch the year, the longest first. */
  absences: AbsenceRun[];
  tasks: TaskSum[];
  stages: TaskStages | null;
}

/** Reads one year's meetings. */
export async function readMeetings(db: Database, facts: Facts): Promise<MeetingData> {
  const marks = await rowsOf<{unit: string; meetingId: string; status: string}>(
    db,
    "core",
    "attendance",
    `SELECT a.unit, a.meeting_id AS "meetingId", a.status
FROM core.attendance AS a
JOIN core.meetings AS m ON m.meeting_id = a.meeting_id
WHERE YEAR(m.held_on) = $1 AND m.held_on <= CAST($2 AS DATE)
  AND (a.attendee_kind IS NULL OR a.attendee_kind IN ('1', '2', '4'))`,
    [facts.year, facts.asOf]
  );
  return {
    cadence: await readCadence(db),
    windows: await readWindows(db, facts.year),
    windowsBefore: await readWindows(db, facts.year - 1),
    meetings: await rowsOf(
      db,
      "core",
      "meetings",
      `SELECT meeting_id AS "meetingId", title, held_on AS "heldOn", type,
  CASE WHEN minutes_on <= CAST($2 AS DATE) THEN minutes_on END AS "minutesOn",
  CAST(CASE WHEN minutes_on <= CAST($2 AS DATE) THEN minutes_on - held_on END AS BIGINT) AS lag
FROM core.meetings
WHERE YEAR(held_on) = $1 AND held_on <= CAST($2 AS DATE)
ORDER BY held_on, meeting_id`,
      [facts.year, facts.asOf]
    ),
    marks: new Map(
      [...groupBy(marks, row => row.unit)].map(([unit, rows]) => [
        unit,
        new Map(rows.map(row => [row.meetingId, row.status]))
      ])
    ),
    attendance: await readAttendance(db, facts.year),
    absences: await rowsOf(
      db,
      "score",
      "absence_runs",
      `SELECT unit_id AS "unitId", "from", "to", meetings
FROM score.absence_runs
WHERE YEAR("from") <= $1 AND YEAR("to") >= $1
ORDER BY meetings DESC, "from", unit_id`,
      [facts.year]
    ),
    stages:
      (
        await rowsOf<TaskStages>(
          db,
          "score",
          "task_stages",
          `SELECT tasks, linked, closed, done
FROM score.task_stages
WHERE year = $1`,
          [facts.year]
        )
      )[0] ?? null,
    tasks: await rowsOf(
      db,
      "score",
      "task_funnel",
      `SELECT year, unit_id AS "unitId", tasks, linked, done, done_on_time AS "doneOnTime", overdue
FROM score.task_funnel
WHERE year = $1
ORDER BY rowid`,
      [facts.year]
    )
  };
}

/** Reads the reading of "every two months" that is in force: by calendar windows unless chosen otherwise. */
export async function readCadence(db: Database): Promise<Cadence> {
  const rows = await rowsOf<{option: string}>(
    db,
    "score",
    "readings",
    `SELECT "option" FROM score.readings WHERE reading_id = 'gap_meeting' AND chosen`
  );
  return rows[0]?.option === "interval" ? "interval" : "window";
}

/** Reads the year's attendance by unit. */
export async function readAttendance(db: Database, year: number): Promise<AttendanceSum[]> {
  return rowsOf(
    db,
    "score",
    "attendance_summary",
    `SELECT year, unit_id AS "unitId", expected, present, late, substitute, leave, absent
FROM score.attendance_summary
WHERE year = $1
ORDER BY rowid`,
    [year]
  );
}

/** Reads the two-month windows of the year. */
export async function readWindows(db: Database, year: number): Promise<MeetingWindow[]> {
  return rowsOf(
    db,
    "score",
    "meeting_windows",
    `SELECT year, "window", "from", "to", regular, adhoc, held
FROM score.meeting_windows
WHERE year = $1
ORDER BY "window"`,
    [year]
  );
}
