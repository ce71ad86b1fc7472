import type {Database} from "../loaders/database.ts";
import {alertsSql, readsOf} from "./alerts.ts";
import {systemContext} from "./context.ts";
import {evaluationSql} from "./evaluation.ts";
import {gradesSql} from "./grades.ts";
import {inspectionsSql} from "./inspections.ts";
import {meetingsSql} from "./meetings.ts";
import {outcomesSql} from "./outcomes.ts";
import {reportsSql} from "./reports.ts";
import type {PolicyFacts, ScoreSettings} from "./settings.ts";
import {tasksSql} from "./tasks.ts";

/** Tables that one step leaves to the next; none outlives the run. */
const TEMPORARY = [
  "counting_assessments",
  "recorded_grounds",
  "judged_years",
  "person_outcomes",
  "assessment_years",
  "due_talents",
  "past_meetings",
  "meeting_marks",
  "expected_attendance",
  "meeting_tasks",
  "valid_ratings",
  "past_reports"
] as const;

/**
 * Makes every table of the schema `score` besides those of the bonus points: grades and what follows, inspections, meetings,
 * tasks, evaluation, reports, alerts. Reads `core`; the alerts on claims also read the ledger and ranking where they exist.
 */
export async function scoreSystems(
  db: Database,
  facts: {bonus: PolicyFacts | null; people: PolicyFacts | null},
  settings: ScoreSettings
): Promise<void> {
  const context = systemContext(facts, settings);
  for (const sql of [outcomesSql, gradesSql, inspectionsSql, meetingsSql, tasksSql, evaluationSql, reportsSql]) {
    await db.run(sql(context));
  }
  await db.run(alertsSql(context, await readsOf(db)));
  await db.run(TEMPORARY.map(name => `DROP TABLE IF EXISTS temp.main.${name};`).join("\n"));
}
