import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {readMeasureSources} from "./measureData.ts";
import {type Measure, measures} from "./measures.ts";
import {type Cadence, readCadence} from "./meetings.ts";
import type {SameDay} from "./sameDay.ts";

export interface ReadingRow {
  policy: string;
  readingId: string;
  option: string;
  clause: string | null;
  ask: string;
  /** What the option says, in words. */
  meaning: string;
  isDefault: boolean;
  chosen: boolean;
  decidedBy: string | null;
  decidedOn: string | null;
  /** Why the option was chosen, or is the default. */
  reason: string | null;
}

/** How many units an option would move in the year, and how far. */
export interface EffectRow {
  readingId: string;
  option: string;
  moved: number;
  changed: number;
  farthest: number;
  largest: number;
}

export interface RuleVersion {
  policy: string;
  ruleId: string;
  from: string;
  to: string | null;
  title: string;
  clause: string;
  says: string;
  values: string;
  caps: string;
}

export interface MethodData {
  rules: RuleVersion[];
  readings: ReadingRow[];
  effects: EffectRow[];
  /** The reading of "every two months" in force. */
  cadence: Cadence;
  /** Every measure of the year, with what it was counted from. */
  measures: Measure[];
  sameDay: SameDay | null;
}

/** Reads the rules, the doubtful readings, what each option would change, and the measures. */
export async function readMethod(db: Database, facts: Facts): Promise<MethodData> {
  const sources = await readMeasureSources(db, facts);
  return {
    measures: measures(facts, sources),
    sameDay: sources.sameDay,
    cadence: await readCadence(db),
    rules: await rowsOf(
      db,
      "score",
      "rules",
      `SELECT policy, rule_id AS "ruleId", "from", "to", title, COALESCE(clause, '') AS clause, COALESCE(says, '') AS says,
  "values", caps
FROM score.rules
ORDER BY rowid`
    ),
    readings: await rowsOf(
      db,
      "score",
      "readings",
      `SELECT policy, reading_id AS "readingId", "option", meaning, clause, ask, is_default AS "isDefault", chosen,
  decided_by AS "decidedBy", decided_on AS "decidedOn", reason
FROM score.readings
ORDER BY rowid`
    ),
    effects: await rowsOf(
      db,
      "score",
      "reading_effects",
      `SELECT reading_id AS "readingId", "option", COUNT(*) FILTER (rank_change <> 0) AS moved,
  COUNT(*) FILTER (total_change <> 0) AS changed, COALESCE(MAX(ABS(rank_change)), 0) AS farthest,
  COALESCE(MAX(ABS(total_change)), 0) AS largest
FROM score.reading_effects
WHERE year = $1
GROUP BY reading_id, "option"
ORDER BY reading_id, "option"`,
      [facts.year]
    )
  };
}
