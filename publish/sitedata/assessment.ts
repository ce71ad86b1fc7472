import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";

/** Counts of one cell of the distribution; null where hidden for smallness. */
export interface GradeRow {
  year: number;
  dimension: string;
  key: string;
  due: number | null;
  declared: number | null;
  assessed: number | null;
  filed: number | null;
  excellent: number | null;
  qualified: number | null;
  unqualified: number | null;
  other: number | null;
  suppressed: boolean;
}

/** Days between two stages of the people of one year. */
export interface Lag {
  name: string;
  people: number;
  median: number | null;
  longest: number | null;
}

export interface AssessmentData {
  /** All years of the whole city, first to last. */
  trend: GradeRow[];
  /** The year's cells by dimension; rows in the published order. */
  dimensions: {dimension: string; rows: GradeRow[]}[];
  lags: Lag[];
  /** The unit's grade against the filed one. */
  matrix: {unitGrade: string; grade: string; people: number}[];
  outcomes: {outcome: string; people: number; needsReview: number}[];
  alerts: {level: string; code: string; clause: string | null; count: number}[];
}

/** Reads one year of the assessment of talents. */
export async function readAssessment(db: Database, facts: Facts): Promise<AssessmentData> {
  const all = await rowsOf<GradeRow>(
    db,
    "score",
    "grade_distribution",
    `SELECT year, dimension, key, due, declared, assessed, filed, excellent, qualified, unqualified, other, suppressed
FROM score.grade_distribution
WHERE dimension = 'overall' OR year = $1
ORDER BY rowid`,
    [facts.year]
  );
  const names = ["district", "category", "track", "sector", "degree", "title", "unit"];
  return {
    trend: all.filter(row => row.dimension === "overall"),
    dimensions: names
      .map(dimension => ({dimension, rows: all.filter(row => row.dimension === dimension && row.year === facts.year)}))
      .filter(group => group.rows.length),
    lags: await readLags(db, facts),
    matrix: await readMatrix(db, facts),
    outcomes: await rowsOf(
      db,
      "score",
      "outcomes",
      `SELECT outcome, COUNT(*) AS people, COUNT(*) FILTER (needs_review) AS "needsReview"
FROM score.outcomes
WHERE year = $1
GROUP BY outcome
ORDER BY outcome`,
      [facts.year]
    ),
    alerts: await rowsOf(
      db,
      "score",
      "alerts",
      `SELECT level, code, clause, COUNT(*) AS count
FROM score.alerts
WHERE year = $1 AND subject_kind = 'talent'
GROUP BY level, code, clause
ORDER BY count DESC, code, CASE level WHEN '红' THEN 1 WHEN '黄' THEN 2 ELSE 3 END, clause`,
      [facts.year]
    )
  };
}

/** The latest assessment of each person that was filed, or is under way, by the as-of date. */
const CURRENT = `WITH current AS (
  SELECT *
  FROM core.assessments
  WHERE year = $1
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY talent_key
    ORDER BY CASE WHEN filed_on <= CAST($2 AS DATE) THEN filed_on END DESC NULLS LAST, source_file, source_sheet, source_row
  ) = 1
)`;

async function readLags(db: Database, facts: Facts): Promise<Lag[]> {
  const steps = [
    ["本人申报到单位评价", "declared_on", "unit_on"],
    ["单位评价到县级考评", "unit_on", "county_on"],
    ["县级考评到备案", "county_on", "filed_on"],
    ["申报到备案（全程）", "declared_on", "filed_on"]
  ] as const;
  const selects = steps.map(
    ([name, from, to], i) => `SELECT ${i} AS place, '${name}' AS name, COUNT(*) AS people,
  CAST(quantile_disc(${to} - ${from}, 0.5) AS BIGINT) AS median, CAST(MAX(${to} - ${from}) AS BIGINT) AS longest
FROM current
WHERE ${from} <= ${to} AND ${to} <= CAST($2 AS DATE)`
  );
  const rows = await rowsOf<Lag & {place: number}>(
    db,
    "core",
    "assessments",
    `${CURRENT}\n${selects.join("\nUNION ALL\n")}\nORDER BY place`,
    [facts.year, facts.asOf]
  );
  return rows.filter(row => row.people > 0);
}

async function readMatrix(db: Database, facts: Facts): Promise<AssessmentData["matrix"]> {
  return rowsOf(
    db,
    "core",
    "assessments",
    `${CURRENT}
SELECT unit_grade AS "unitGrade", grade, COUNT(*) AS people
FROM current
WHERE unit_grade IS NOT NULL AND grade IS NOT NULL AND filed_on <= CAST($2 AS DATE)
GROUP BY unit_grade, grade
ORDER BY unit_grade, grade`,
    [facts.year, facts.asOf]
  );
}
