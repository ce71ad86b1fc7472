import type {Database} from "../../loaders/database.ts";
import {type AssessmentData, readAssessment} from "./assessment.ts";
import {type BonusData, readBonus} from "./bonus.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {type InspectionData, readInspections} from "./inspections.ts";
import {type Cadence, type MeetingWindow, readCadence, readWindows} from "./meetings.ts";
import {type RectificationRow, readRectifications, readSatisfaction, type SatisfactionData} from "./satisfaction.ts";

export interface OverviewData {
  assessment: AssessmentData;
  bonus: BonusData;
  bonusBefore: BonusData | null;
  inspections: InspectionData;
  cadence: Cadence;
  windows: MeetingWindow[];
  windowsBefore: MeetingWindow[];
  satisfaction: SatisfactionData;
  /** Notified issues whose deadline has passed. */
  unsolved: RectificationRow[];
  /** People who failed two years running, the year's Art. 9 cases apart. */
  twoYearFails: number;
  faults: number;
}

/** Reads what the first page shows of every system. */
export async function readOverview(db: Database, facts: Facts): Promise<OverviewData> {
  const rectifications = await readRectifications(db);
  return {
    assessment: await readAssessment(db, facts),
    bonus: await readBonus(db, facts),
    bonusBefore: facts.years.includes(facts.year - 1) ? await readBonus(db, facts, facts.year - 1) : null,
    inspections: await readInspections(db, facts),
    cadence: await readCadence(db),
    windows: await readWindows(db, facts.year),
    windowsBefore: await readWindows(db, facts.year - 1),
    satisfaction: await readSatisfaction(db, facts),
    unsolved: rectifications.filter(row => row.state === "逾期"),
    twoYearFails: await count(
      db,
      "outcomes",
      "SELECT COUNT(*) AS n FROM score.outcomes WHERE year = $1 AND outcome = 'cancel'",
      [facts.year]
    ),
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
