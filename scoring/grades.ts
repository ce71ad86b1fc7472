import {literal} from "../loaders/sql.ts";
import {type SystemContext, yearOf} from "./context.ts";

/** Where each dimension of the distribution finds a person's key; the order is that of the published table. */
const DIMENSIONS = {
  overall: "'all'",
  district: "coalesce(district, '未填')",
  unit: "employer_key",
  category: "coalesce(category, '未填')",
  track: "coalesce(track, '未填')",
  sector: "coalesce(sector, '未填')",
  degree: "coalesce(degree, '未填')",
  title: "coalesce(title, '未填')"
} as const;

/**
 * Returns the SQL of `score.grade_distribution`, `score.assessment_stages` and `score.grade_matrix`; it reads what
 * `outcomesSql` left. `due_talents` (temporary) holds who is due in which year, with the row that counts.
 */
export function gradesSql(context: SystemContext): string {
  return [dueTalents(context), distribution(context), stages(context), matrix(context)].join("\n\n");
}

function dueTalents({asOf, lastYear, people}: SystemContext): string {
  const first = people ? yearOf(people.from) : lastYear;
  return `
CREATE OR REPLACE TEMP TABLE assessment_years AS
SELECT
  CAST(range AS INTEGER) AS year,
  make_date(range, 1, 1) AS first_day,
  make_date(range, 12, 31) AS last_day,
  CASE WHEN make_date(range, 12, 31) < ${asOf} THEN make_date(range, 12, 31) ELSE ${asOf} END AS day
FROM range(
  (SELECT least(${first}, coalesce(min(year), ${first})) FROM counting_assessments),
  ${lastYear + 1}
);

-- A term without a start begins with the recognition, one without an end is open; who was cancelled in an earlier year is out.
CREATE OR REPLACE TEMP TABLE due_talents AS
WITH cancelled AS (
  SELECT talent_id, min(year) AS year
  FROM person_outcomes
  WHERE outcome IN ('cancel', 'cancel_and_recover')
  GROUP BY talent_id
)
SELECT
  y.year,
  t.* EXCLUDE (source_file, source_sheet, source_row),
  CASE WHEN t.employer IS NULL THEN '未填' WHEN u.unit_id IS NULL THEN '其他单位' ELSE t.employer END AS employer_key,
  coalesce(a.declared_on <= ${asOf}, false) AS declared,
  coalesce(a.unit_grade IS NOT NULL AND a.unit_on <= ${asOf}, false) AS unit_graded,
  coalesce(a.county_grade IS NOT NULL AND a.county_on <= ${asOf}, false) AS assessed,
  coalesce(a.filed, false) AS filed,
  a.filed_grade,
  a.paid,
  a.grade_word,
  a.declared_on,
  a.unit_on,
  a.county_on,
  a.filed_on,
  a.unit_grade,
  a.county_grade
FROM assessment_years AS y
JOIN core.talents AS t
  ON t.recognised_on <= y.day
  AND coalesce(t.term_from, t.recognised_on) <= y.last_day
  AND (t.term_to IS NULL OR t.term_to >= y.first_day)
LEFT JOIN cancelled AS c ON c.talent_id = t.talent_id
LEFT JOIN (SELECT DISTINCT unit_id FROM core.units) AS u ON u.unit_id = t.employer
LEFT JOIN counting_assessments AS a ON a.talent_id = t.talent_id AND a.year = y.year
WHERE c.year IS NULL OR c.year >= y.year;`.trim();
}

/**
 * Returns the SQL of the distribution. `suppressed` says that a row must not leave the house as it stands: fewer persons
 * than `min_cell` are due or filed in it; or the total minus the rest would tell the hidden rows, because one alone is hidden
 * or has someone filed, or each can but be one person, and this is the smallest of the others (with someone filed, if any
 * has). The counts stay in the warehouse, where the public tables are made from them; `publish/` writes none of a row flagged.
 */
function distribution({settings}: SystemContext): string {
  const small = literal(settings.thresholds.minCell);
  const rows = Object.entries(DIMENSIONS).map(
    ([dimension, key], i) => `
  SELECT year, ${i} AS position, ${literal(dimension)} AS dimension, ${key} AS key, declared, assessed, filed, filed_grade
  FROM due_talents`
  );
  return `
CREATE OR REPLACE TABLE score.grade_distribution AS
WITH keyed AS (${rows.join("\n  UNION ALL")}
),
counted AS (
  SELECT
    year,
    position,
    dimension,
    key,
    count(*) AS due,
    count(*) FILTER (WHERE declared) AS declared,
    count(*) FILTER (WHERE assessed) AS assessed,
    count(*) FILTER (WHERE filed) AS filed,
    count(*) FILTER (WHERE filed_grade = '优秀') AS excellent,
    count(*) FILTER (WHERE filed_grade = '合格') AS qualified,
    count(*) FILTER (WHERE filed_grade = '不合格') AS unqualified,
    count(*) FILTER (WHERE filed AND filed_grade IS NULL) AS other
  FROM keyed
  GROUP BY year, position, dimension, key
),
flagged AS (
  SELECT *, due < ${small} OR (filed > 0 AND filed < ${small}) AS small
  FROM counted
),
ordered AS (
  SELECT
    *,
    ${told("small", "due")}
      OR ${told("small AND filed > 0", "filed")} AS told,
    row_number() OVER (PARTITION BY year, dimension, small ORDER BY filed = 0, filed, due, key) AS nth
  FROM flagged
)
SELECT
  year, dimension, key, due, declared, assessed, filed, excellent, qualified, unqualified, other,
  small OR (told AND nth = 1) AS suppressed
FROM ordered
ORDER BY year, position, key;`.trim();
}

/** Says in SQL that the sum of the hidden rows' counts tells them: there is one, or each is one person. */
function told(hidden: string, count: string): string {
  const over = `FILTER (WHERE ${hidden}) OVER (PARTITION BY year, dimension)`;
  return `coalesce(count(*) ${over} IN (1, sum(${count}) ${over}), false)`;
}

/**
 * Lags count the persons for whom both stages have come, in order; the median is the lower one of an even number. Of those
 * whose filed grade gives benefits, `paid` and `unpaid` leave out whom no row says either of.
 */
function stages({asOf}: SystemContext): string {
  return `
CREATE OR REPLACE TABLE score.assessment_stages AS
WITH lags AS (
  SELECT
    *,
    CASE WHEN unit_on <= ${asOf} AND unit_on >= declared_on THEN unit_on - declared_on END AS declared_to_unit,
    CASE WHEN county_on <= ${asOf} AND county_on >= unit_on THEN county_on - unit_on END AS unit_to_county,
    CASE WHEN filed AND filed_on >= county_on THEN filed_on - county_on END AS county_to_filed
  FROM due_talents
)
SELECT
  year,
  count(*) AS due,
  count(*) FILTER (WHERE declared) AS declared,
  count(*) FILTER (WHERE unit_graded) AS unit_graded,
  count(*) FILTER (WHERE assessed) AS county_graded,
  count(*) FILTER (WHERE filed) AS filed,
  count(*) FILTER (WHERE assessed AND filed) AS assessed_filed,
  count(*) FILTER (WHERE filed_grade IN ('优秀', '合格') AND paid) AS paid,
  count(*) FILTER (WHERE filed_grade IN ('优秀', '合格') AND NOT paid) AS unpaid,
  quantile_disc(declared_to_unit, 0.5) AS declared_to_unit_median,
  max(declared_to_unit) AS declared_to_unit_max,
  quantile_disc(unit_to_county, 0.5) AS unit_to_county_median,
  max(unit_to_county) AS unit_to_county_max,
  quantile_disc(county_to_filed, 0.5) AS county_to_filed_median,
  max(county_to_filed) AS county_to_filed_max
FROM lags
GROUP BY year
ORDER BY year;`.trim();
}

/** The way from the unit's first opinion over the county's grade to the filed one, over those filed. */
function matrix({asOf}: SystemContext): string {
  return `
CREATE OR REPLACE TABLE score.grade_matrix AS
SELECT
  year,
  CASE WHEN unit_on > ${asOf} THEN '未填' ELSE coalesce(unit_grade, '未填') END AS unit_grade,
  CASE WHEN county_on > ${asOf} THEN '未填' ELSE coalesce(county_grade, '未填') END AS county_grade,
  coalesce(filed_grade, '其他') AS grade,
  count(*) AS persons
FROM due_talents
WHERE filed
GROUP BY ALL
ORDER BY ALL;`.trim();
}
