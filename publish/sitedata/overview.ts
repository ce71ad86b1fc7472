import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {readMeasureSources} from "./measureData.ts";
import type {MeasureSources} from "./measures.ts";
import type {Cadence, MeetingWindow} from "./meetings.ts";
import type {RectificationRow} from "./satisfaction.ts";
import {readWaiting, type WaitingData} from "./waiting.ts";

export interface OverviewData extends MeasureSources {
  cadence: Cadence;
  windows: MeetingWindow[];
  waiting: WaitingData;
  /** Notified issues whose deadline has passed. */
  unsolved: RectificationRow[];
  /** People who failed two years running, the year's Art. 9 cases apart. */
  twoYearFails: number;
  /** The clause that they fall under. */
  failClause: string | null;
  faults: number;
}

/** Reads what the first page shows of every system. */
export async function readOverview(db: Database, facts: Facts): Promise<OverviewData> {
  const sources = await readMeasureSources(db, facts);
  const {cadence, windows} = sources.meetings;
  const [fails] = await rowsOf<{n: number; clause: string | null}>(
    db,
    "score",
    "outcomes",
    "SELECT COUNT(*) AS n, MIN(clause) AS clause FROM score.outcomes WHERE year = $1 AND outcome = 'cancel'",
    [facts.year]
  );
  return {
    ...sources,
    cadence,
    windows,
    waiting: await readWaiting(db, facts),
    unsolved: sources.satisfaction.rectifications.filter(row => row.state === "逾期"),
    twoYearFails: fails?.n ?? 0,
    failClause: fails?.clause ?? null,
    faults: await count(
      db,
      "issues",
      "SELECT COUNT(*) AS n FROM quality.issues WHERE severity = 'error'",
      [],
      "quality"
    )
  };
}

async function count(
  db: Database,
  table: string,
  sql: string,
  parameters: number[],
  schema = "score"
): Promise<number> {
  const rows = await rowsOf<{n: number}>(db, schema, table, sql, parameters);
  return rows[0]?.n ?? 0;
}
