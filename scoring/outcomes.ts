import {byYear, clauseAt, readingOf, type SystemContext, yearOf} from "./context.ts";
import type {PolicyFacts} from "./settings.ts";

/**
 * Returns the SQL that decides what follows for each person and year: `score.outcomes`, and `score.outcome_rows` with the
 * source rows each outcome rests on. Years before the policy give none and start no streak; nothing follows a cancellation.
 *
 * `counting_assessments` (temporary) is the one row that counts for a person and year: the latest filed on or before the
 * data date, else one that is not filed yet, so that an earlier data date sees the earlier grade.
 */
export function outcomesSql(context: SystemContext): string {
  return [countingAssessments(context), judgedYears(context), outcomes(context), outcomeRows()].join("\n\n");
}

function countingAssessments({asOf, lastYear}: SystemContext): string {
  return `
CREATE OR REPLACE TEMP TABLE counting_assessments AS
SELECT
  *,
  coalesce(filed_on <= ${asOf}, false) AS filed,
  CASE WHEN filed_on <= ${asOf} THEN grade END AS filed_grade
FROM core.assessments
WHERE year <= ${lastYear}
QUALIFY row_number() OVER (
  PARTITION BY talent_id, year
  ORDER BY filed DESC, CASE WHEN filed THEN filed_on END DESC NULLS LAST, filed_on NULLS LAST,
    source_file, source_sheet, source_row
) = 1;`.trim();
}

/** One row for every person and year with a filed grade of the three or a recorded ground of Art. 9. */
function judgedYears({asOf, lastYear, people}: SystemContext): string {
  const first = people ? yearOf(people.from) : lastYear + 1;
  return `
-- A ground needs its date and document, not a filing; on a row that a later filing replaced it is void.
CREATE OR REPLACE TEMP TABLE recorded_grounds AS
SELECT a.talent_id, a.year, a.ground, a.source_file, a.source_sheet, a.source_row
FROM core.assessments AS a
JOIN counting_assessments AS c
  ON c.talent_id = a.talent_id AND c.year = a.year
WHERE a.ground IS NOT NULL
  AND a.ground_on <= ${asOf}
  AND a.ground_doc IS NOT NULL
  AND (
    a.filed_on IS NULL
    OR a.filed_on > ${asOf}
    OR (a.source_file, a.source_sheet, a.source_row) IS NOT DISTINCT FROM (c.source_file, c.source_sheet, c.source_row)
  )
QUALIFY row_number() OVER (
  PARTITION BY a.talent_id, a.year
  ORDER BY a.ground_on, a.ground, a.source_file, a.source_sheet, a.source_row
) = 1;

CREATE OR REPLACE TEMP TABLE judged_years AS
WITH graded AS (
  SELECT
    talent_id,
    year,
    filed_grade,
    lag(filed_grade) OVER (PARTITION BY talent_id ORDER BY year) AS previous_grade,
    lag(year) OVER (PARTITION BY talent_id ORDER BY year) AS previous_year
  FROM counting_assessments
  WHERE filed_grade IS NOT NULL AND year >= ${first}
),
judged AS (
  SELECT talent_id, year FROM graded
  UNION
  SELECT talent_id, year FROM recorded_grounds WHERE year >= ${first}
)
SELECT j.talent_id, j.year, g.filed_grade AS grade, g.previous_grade, g.previous_year, r.ground
FROM judged AS j
LEFT JOIN graded AS g ON g.talent_id = j.talent_id AND g.year = j.year
LEFT JOIN recorded_grounds AS r ON r.talent_id = j.talent_id AND r.year = j.year;`.trim();
}

function outcomes(context: SystemContext): string {
  const {people} = context;
  const streak = byYear(people, "j.year", facts =>
    gapIn(facts) === "breaks" ? "j.previous_year = j.year - 1" : "j.previous_year IS NOT NULL"
  );
  const grounds = [1, 2, 3, 4, 5, 6].map(code => `WHEN '${code}' THEN ${clauseAt(people, `a9_${code}`, "year")}`);
  return `
CREATE OR REPLACE TEMP TABLE person_outcomes AS
WITH streaks AS (
  SELECT
    j.*,
    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND ${streak}, false) AS fails_twice,
    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 2, false) AS needs_review
  FROM judged_years AS j
),
consequences AS (
  -- The worse consequence wins: the branches stand from the worst to the mildest.
  SELECT
    *,
    CASE
      WHEN ground IS NOT NULL THEN 'cancel_and_recover'
      WHEN fails_twice THEN 'cancel'
      WHEN grade = '不合格' THEN 'suspend_next_year'
      ELSE 'continue'
    END AS outcome
  FROM streaks
),
dated AS (
  SELECT
    *,
    min(CASE WHEN outcome IN ('cancel', 'cancel_and_recover') THEN year END) OVER (PARTITION BY talent_id) AS cancelled_year
  FROM consequences
)
SELECT
  year,
  talent_id,
  outcome,
  CASE outcome
    WHEN 'cancel_and_recover' THEN CASE ground ${grounds.join(" ")} ELSE ${clauseAt(people, "a9", "year")} END
    WHEN 'continue' THEN ${clauseAt(people, "a10_1", "year")}
    ELSE ${clauseAt(people, "a10_2", "year")}
  END AS clause,
  ground,
  CASE WHEN outcome = 'cancel' THEN previous_year ELSE year END AS since_year,
  needs_review
FROM dated
WHERE cancelled_year IS NULL OR year <= cancelled_year;
${unfiledAfterFail(context)}
CREATE OR REPLACE TABLE score.outcomes AS
SELECT o.year, t.talent_key, t.district, o.outcome, o.clause, o.ground, CAST(o.since_year AS INTEGER) AS since_year, o.needs_review
FROM person_outcomes AS o
JOIN core.talents AS t ON t.talent_id = o.talent_id
ORDER BY o.year, t.talent_key;`.trim();
}

/** What a year without a filed grade does to a streak. */
function gapIn(facts: Pick<PolicyFacts, "readings"> | null): "breaks" | "bridges" | "counts" {
  return readingOf(facts, "gap_year", ["breaks", "bridges", "counts"]);
}

/** Adds, where an unassessed year counts as failed, the person whose next year in the term passed without a filed grade. */
function unfiledAfterFail({people, asOf}: SystemContext): string {
  const counts = byYear(people, "o.year + 1", facts => (gapIn(facts) === "counts" ? "true" : "false"));
  if (counts === "false") return "";
  const only = counts === "true" ? "" : `\n  AND ${counts}`;
  return `
INSERT INTO person_outcomes
SELECT
  o.year + 1, o.talent_id, NULL, ${clauseAt(people, "a10_2", "o.year + 1")}, NULL, o.year, true
FROM person_outcomes AS o
JOIN core.talents AS t ON t.talent_id = o.talent_id
LEFT JOIN judged_years AS next ON next.talent_id = o.talent_id AND next.year = o.year + 1
WHERE o.outcome = 'suspend_next_year'
  AND next.year IS NULL
  AND make_date(o.year + 1, 12, 31) <= ${asOf}
  AND (t.term_to IS NULL OR t.term_to >= make_date(o.year + 1, 1, 1))${only};
`;
}

function outcomeRows(): string {
  return `
CREATE OR REPLACE TABLE score.outcome_rows AS
WITH resting AS (
  SELECT o.year, o.talent_id, c.year AS assessed_year, c.source_file, c.source_sheet, c.source_row
  FROM person_outcomes AS o
  JOIN counting_assessments AS c ON c.talent_id = o.talent_id
  WHERE c.filed_grade IS NOT NULL
    AND o.outcome IS DISTINCT FROM 'cancel_and_recover'
    AND (c.year = o.year OR c.year = o.since_year)
  UNION
  SELECT o.year, o.talent_id, r.year, r.source_file, r.source_sheet, r.source_row
  FROM person_outcomes AS o
  JOIN recorded_grounds AS r ON r.talent_id = o.talent_id AND r.year = o.year
)
SELECT r.year, t.talent_key, r.assessed_year, r.source_file, r.source_sheet, r.source_row
FROM resting AS r
JOIN core.talents AS t ON t.talent_id = r.talent_id
ORDER BY r.year, t.talent_key, r.assessed_year;`.trim();
}
