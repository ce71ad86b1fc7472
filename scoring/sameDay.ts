import type {Database, Value} from "../loaders/database.ts";
import {identifier, literal} from "../loaders/sql.ts";
import {systemContext} from "./context.ts";
import {baseScenario} from "./effects.ts";
import {evaluationSql} from "./evaluation.ts";
import {gradesSql} from "./grades.ts";
import {fillInputs} from "./inputs.ts";
import {inspectionsSql} from "./inspections.ts";
import {fillLedger, runLedger} from "./ledger.ts";
import {meetingsSql} from "./meetings.ts";
import {makeMembers, scoredYears} from "./members.ts";
import {outcomesSql} from "./outcomes.ts";
import type {Policy} from "./policy.ts";
import {policyYear} from "./policyYear.ts";
import {fillRanking, fillScores} from "./rank.ts";
import type {PolicyFacts, ScoreSettings} from "./settings.ts";
import {createTables} from "./tables.ts";

export interface SameDayOptions {
  /** The policy that gives points; null where the workspace names none. */
  policy: Policy | null;
  facts: {bonus: PolicyFacts | null; people: PolicyFacts | null};
  settings: ScoreSettings;
}

/**
 * Fills `score.same_day`: the chief figures of the year before as they stood on the same date a year ago. The present
 * records are scored once more by the same SQL with that date for as-of, in a database in memory that lends only `core`.
 */
export async function fillSameDay(db: Database, {policy, facts, settings}: SameDayOptions): Promise<void> {
  const day = yearBefore(settings.asOf);
  const begins = policy?.bonus?.begins ?? "01-01";
  const year = policyYear(day, begins);
  const then: ScoreSettings = {...settings, asOf: day};
  await db.run(TABLE);
  const home = (await db.all<{name: string}>("SELECT current_database() AS name"))[0]!.name;
  await db.run(`ATTACH ':memory:' AS same_day; USE same_day; ${await lendCore(db, home)}`);
  try {
    const figures: Figure[] = [];
    // Before its first day a policy gave no points, which is not the same as none.
    if (policy && policy.from <= day) {
      await scoreThen(db, policy, then);
      figures.push(...(await db.all<Figure>(BONUS, [year])));
    }
    const context = systemContext(facts, then);
    for (const sql of [outcomesSql, gradesSql, inspectionsSql, meetingsSql, evaluationSql]) await db.run(sql(context));
    figures.push(...(await db.all<Figure>(SYSTEMS, [year])));
    await db.run(`USE ${identifier(home)};`);
    const rows = figures.map(({measure, part, whole}): Value[] => [day, year, measure, part, whole]);
    await db.append("score", "same_day", rows);
  } finally {
    await db.run(`USE ${identifier(home)}; DETACH same_day;`);
  }
}

/** Returns the same date a year before; 28 February for 29 February. */
export function yearBefore(day: string): string {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, "0");
  return day.endsWith("-02-29") ? `${year}-02-28` : year + day.slice(4);
}

/** A part of a whole, or a plain number where there is no whole; points are whole thousandths. */
interface Figure {
  measure: string;
  part: number;
  whole: number | null;
}

const TABLE = `
CREATE OR REPLACE TABLE score.same_day (
  day DATE,
  year INTEGER,
  measure VARCHAR,
  part BIGINT,
  whole BIGINT
);`.trim();

async function lendCore(db: Database, home: string): Promise<string> {
  const tables = await db.all<{name: string}>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_catalog = $1 AND table_schema = 'core'",
    [home]
  );
  const views = tables.map(
    ({name}) => `CREATE VIEW core.${identifier(name)} AS SELECT * FROM ${identifier(home)}.core.${identifier(name)};`
  );
  return ["CREATE SCHEMA core; CREATE SCHEMA score;", ...views].join("\n");
}

async function scoreThen(db: Database, policy: Policy, settings: ScoreSettings): Promise<void> {
  const begins = policy.bonus?.begins ?? "01-01";
  const rules = policy.bonus?.rules.map(rule => rule.id) ?? [];
  await db.run(createTables(rules));
  await fillInputs(db, begins);
  await makeMembers(db, settings, scoredYears(policy.from, settings.asOf, begins), begins);
  await db.run(`INSERT INTO score.rules (rule_id, seq) VALUES ${rules.map(named).join(", ")};`);
  await runLedger(db, policy, [{...baseScenario(policy, settings), bases: ["signed"]}]);
  await fillLedger(db);
  await fillScores(db);
  await fillRanking(db, rules);
}

/** The scores ask of the rules their names and order only. */
function named(rule: string, i: number): string {
  return `(${literal(rule)}, ${literal(i + 1)})`;
}

const BONUS = `
SELECT 'bonus' AS measure, CAST(SUM(total) AS BIGINT) AS part, CAST(NULL AS BIGINT) AS whole
FROM score.bonus_ranking
WHERE year = $1 AND basis = 'signed'
HAVING COUNT(*) > 0
UNION ALL
SELECT 'earning', COUNT(*) FILTER (WHERE total > 0), COUNT(*)
FROM score.bonus_ranking
WHERE year = $1 AND basis = 'signed'
HAVING COUNT(*) > 0`;

const SYSTEMS = `
SELECT 'filed' AS measure, filed AS part, due AS whole
FROM score.grade_distribution
WHERE year = $1 AND dimension = 'overall' AND NOT suppressed
UNION ALL
SELECT 'excellent', excellent, excellent + qualified + unqualified
FROM score.grade_distribution
WHERE year = $1 AND dimension = 'overall' AND NOT suppressed
UNION ALL
SELECT 'unqualified', unqualified, excellent + qualified + unqualified
FROM score.grade_distribution
WHERE year = $1 AND dimension = 'overall' AND NOT suppressed
UNION ALL
SELECT 'windows', COUNT(*) FILTER (WHERE held), COUNT(*)
FROM score.meeting_windows
WHERE year = $1
HAVING COUNT(*) > 0
UNION ALL
SELECT 'on_time', closed_on_time, closed_on_time + closed_late + overdue
FROM score.inspection_groups
WHERE year = $1 AND dimension = 'overall'
UNION ALL
SELECT 'overdue', COUNT(*) FILTER (WHERE state = '逾期'), NULL
FROM score.inspection_status
HAVING COUNT(*) > 0
UNION ALL
SELECT 'satisfied', very_satisfied + satisfied, n
FROM score.satisfaction_city
WHERE year = $1 AND dimension = 'overall' AND n > 0`;
