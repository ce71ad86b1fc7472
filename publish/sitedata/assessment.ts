import type {Database} from "../../loaders/database.ts";
import {gradeCells} from "../public/grades.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {emptied, type GradeRow, publicRows, shownGrades} from "./shownGrades.ts";
import {hideSmall} from "./smallCells.ts";

/** How many of those due reached each stage. */
export interface Stages {
  due: number;
  declared: number;
  unitGraded: number;
  countyGraded: number;
  filed: number;
  /** Filed, and the county's grade has a date: some are filed without. */
  countyFiled: number;
}

/** Who has a claim to benefits by the grade filed for one year, and what is recorded of paying them in the next. */
export interface PaidYear {
  /** The year of the grade. */
  year: number;
  /** 优秀 and 合格. */
  entitled: number;
  paid: number;
  unpaid: number;
}

/** Days between two stages of the people of one year. */
export interface Lag {
  name: string;
  median: number;
  longest: number;
}

/** The unit's grade against the filed one; null where hidden for smallness. */
export interface GradeMatrix {
  /** One count for each filed grade, in the order of `GRADES`. */
  rows: {unitGrade: string; counts: (number | null)[]}[];
  /** How many have the unit's grade filed, of how many; null where it would tell a hidden cell. */
  agreed: {same: number; total: number} | null;
}

export interface AssessmentData {
  /** All years of the whole city, first to last. */
  trend: GradeRow[];
  /** The year's cells by dimension; rows in the published order. */
  dimensions: {dimension: string; rows: GradeRow[]}[];
  /** Null where nobody is due, or so few that nothing is shown. */
  stages: Stages | null;
  lags: Lag[];
  matrix: GradeMatrix;
  outcomes: {outcome: string; people: number; needsReview: number}[];
  /** Years of which any payment is recorded, first to last. */
  paid: PaidYear[];
  alerts: {level: string; code: string; clause: string | null; count: number}[];
}

/** The three grades, best first. */
export const GRADES = ["优秀", "合格", "不合格"] as const;

const DIMENSIONS = ["district", "category", "track", "sector", "degree", "title", "unit"];
/** Those that the big screen and the public bundle show as well. */
const PUBLIC_DIMENSIONS = ["district", "category"];

/**
 * Reads one year of the assessment of talents as a page may show it. The whole city's counts are shown unless its own row is
 * flagged; in a breakdown flagged rows are empty, and so are small counts of a grade with those that would tell them. By
 * district and by category these are the cells that the public tables hide, for whoever reads both.
 */
export async function readAssessment(db: Database, facts: Facts): Promise<AssessmentData> {
  const least = facts.thresholds.minCell ?? 5;
  const all = await rowsOf<GradeRow>(
    db,
    "score",
    "grade_distribution",
    `SELECT year, dimension, key, due, declared, assessed, filed, excellent, qualified, unqualified, other, suppressed
FROM score.grade_distribution
WHERE (dimension = 'overall' AND year <= $1) OR year = $1
ORDER BY rowid`,
    [facts.year]
  );
  const {cells} = all.length ? await gradeCells(db, {year: facts.year, minCell: least}) : {cells: []};
  const trend = all.filter(row => row.dimension === "overall").map(row => (row.suppressed ? emptied(row) : row));
  const hidden = trend.some(row => row.year === facts.year && row.suppressed);
  const ofYear = <T>(table: string, sql: string) =>
    hidden ? Promise.resolve([]) : rowsOf<T>(db, "score", table, sql, [facts.year]);
  const stages = (
    await ofYear<StageRow>(
      "assessment_stages",
      `SELECT due, declared, unit_graded AS "unitGraded", county_graded AS "countyGraded", filed,
  assessed_filed AS "countyFiled",
  declared_to_unit_median, declared_to_unit_max, unit_to_county_median, unit_to_county_max,
  county_to_filed_median, county_to_filed_max
FROM score.assessment_stages
WHERE year = $1`
    )
  )[0];
  return {
    trend,
    dimensions: DIMENSIONS.map(dimension => {
      const rows = all.filter(row => row.dimension === dimension && row.year === facts.year);
      return {
        dimension,
        rows: PUBLIC_DIMENSIONS.includes(dimension)
          ? publicRows(
              rows,
              cells.filter(cell => cell.dimension === dimension)
            )
          : shownGrades(rows, least)
      };
    }).filter(group => group.rows.length),
    stages: stages ? stagesOf(stages) : null,
    lags: stages ? lagsOf(stages, least) : [],
    matrix: shownMatrix(
      await ofYear<MatrixCell>(
        "grade_matrix",
        `SELECT unit_grade AS "unitGrade", grade, CAST(SUM(persons) AS BIGINT) AS persons
FROM score.grade_matrix
WHERE year = $1
GROUP BY unit_grade, grade`
      ),
      least
    ),
    outcomes: await ofYear(
      "outcomes",
      `SELECT outcome, COUNT(*) AS people, COUNT(*) FILTER (needs_review) AS "needsReview"
FROM score.outcomes
WHERE year = $1
GROUP BY outcome
ORDER BY outcome`
    ),
    paid: await rowsOf<PaidYear>(db, "score", "assessment_stages", PAID, [facts.year]),
    alerts: await ofYear(
      "alerts",
      `SELECT level, code, clause, COUNT(*) AS count
FROM score.alerts
WHERE year = $1 AND subject_kind = 'talent'
GROUP BY level, code, clause
ORDER BY count DESC, code, CASE level WHEN '红' THEN 1 WHEN '黄' THEN 2 ELSE 3 END, clause`
    )
  };
}

const PAID = `
SELECT s.year, g.excellent + g.qualified AS entitled, s.paid, s.unpaid
FROM score.assessment_stages AS s
JOIN score.grade_distribution AS g ON g.year = s.year AND g.dimension = 'overall' AND NOT g.suppressed
WHERE s.year <= $1 AND s.paid + s.unpaid > 0
ORDER BY s.year`;

type StageRow = Stages &
  Record<`${"declared_to_unit" | "unit_to_county" | "county_to_filed"}_${"median" | "max"}`, number | null>;

function stagesOf({due, declared, unitGraded, countyGraded, filed, countyFiled}: StageRow): Stages {
  return {due, declared, unitGraded, countyGraded, filed, countyFiled};
}

/** Where fewer than `least` persons came so far, their days are nobody else's business. */
function lagsOf(row: StageRow, least: number): Lag[] {
  const steps = [
    ["本人申报到单位评价", row.unitGraded, row.declared_to_unit_median, row.declared_to_unit_max],
    ["单位评价到县级考评", row.countyGraded, row.unit_to_county_median, row.unit_to_county_max],
    ["县级考评到备案", row.filed, row.county_to_filed_median, row.county_to_filed_max]
  ] as const;
  return steps.flatMap(([name, people, median, longest]) =>
    people >= least && median !== null && longest !== null ? [{name, median, longest}] : []
  );
}

interface MatrixCell {
  unitGrade: string;
  grade: string;
  persons: number;
}

function shownMatrix(cells: readonly MatrixCell[], least: number): GradeMatrix {
  const count = (unitGrade: string, grade: string) =>
    cells.find(cell => cell.unitGrade === unitGrade && cell.grade === grade)?.persons ?? 0;
  const unitGrades = [...GRADES, "未填"].filter(
    unitGrade => unitGrade !== "未填" || GRADES.some(grade => count(unitGrade, grade) > 0)
  );
  const counts = unitGrades.map(unitGrade => GRADES.map(grade => count(unitGrade, grade)));
  const hidden = hideSmall(counts, least);
  if (!counts.flat().some(persons => persons > 0)) return {rows: [], agreed: null};
  return {
    rows: unitGrades.map((unitGrade, i) => ({
      unitGrade,
      counts: counts[i]!.map((persons, k) => (hidden[i]![k] ? null : persons))
    })),
    agreed: agreement(counts.slice(0, GRADES.length), hidden, least)
  };
}

/** The share tells one hidden cell where that is the only one on the diagonal, or the only one beside it. */
function agreement(
  counts: readonly (readonly number[])[],
  hidden: readonly (readonly boolean[])[],
  least: number
): GradeMatrix["agreed"] {
  const places = counts.flatMap((row, i) =>
    row.map((persons, k) => ({persons, same: i === k, hidden: hidden[i]![k]!}))
  );
  const parts = [true, false].map(same => {
    const part = places.filter(place => place.same === same);
    return {
      persons: part.reduce((sum, place) => sum + place.persons, 0),
      hidden: part.filter(place => place.hidden).length
    };
  });
  if (parts.some(part => part.hidden === 1 || (part.persons > 0 && part.persons < least))) return null;
  const [same, changed] = parts.map(part => part.persons) as [number, number];
  return same + changed ? {same, total: same + changed} : null;
}
