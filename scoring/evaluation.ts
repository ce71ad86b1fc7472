import {literal} from "../loaders/sql.ts";
import type {SystemContext} from "./context.ts";
import {opinionsSql, rectificationsSql} from "./feedback.ts";
import {satisfactionIndexSql} from "./satisfactionIndex.ts";

const COUNTS = [
  ["n", "rating <> '不了解'"],
  ["very_satisfied", "rating = '非常满意'"],
  ["satisfied", "rating = '满意'"],
  ["basic", "rating = '基本满意'"],
  ["dissatisfied", "rating = '不满意'"],
  ["very_dissatisfied", "rating = '非常不满意'"],
  ["unknown", "rating = '不了解'"]
] as const;

/** The counts of a group of ratings, and the same emptied where the row is suppressed. */
const COUNTED = COUNTS.map(([name, test]) => `count(*) FILTER (WHERE ${test}) AS ${name}`).join(",\n    ");
const SHOWN = COUNTS.map(([name]) => `CASE WHEN NOT suppressed THEN ${name} END AS ${name}`).join(",\n  ");

/** Whether a margin tells its hidden rows: one alone, or as many as there are ratings in them. */
function told(hidden: string, margin: string): string {
  const over = `FILTER (WHERE ${hidden}) OVER (PARTITION BY ${margin})`;
  return `coalesce(count(*) ${over} = 1 OR count(*) ${over} = sum(n) ${over}, false)`;
}

/**
 * Returns the SQL of `score.satisfaction`, `score.satisfaction_city`, `score.satisfaction_index`,
 * `score.rectification_status`, and of `score.opinion_channels`. Only valid ratings by telephone and questionnaire count;
 * 不了解 stands apart from n.
 */
export function evaluationSql(context: SystemContext): string {
  return [
    validRatings(context),
    byUnit(context),
    city(context),
    satisfactionIndexSql(context),
    rectificationsSql(context),
    opinionsSql(context)
  ].join("\n\n");
}

function validRatings({asOf}: SystemContext): string {
  return `
CREATE OR REPLACE TEMP TABLE valid_ratings AS
SELECT
  CAST(year(rated_on) AS INTEGER) AS year,
  CAST(quarter(rated_on) AS VARCHAR) AS quarter,
  unit AS unit_id,
  item,
  coalesce(sector, '未填') AS sector,
  coalesce(rater_kind, '未填') AS rater_kind,
  rating
FROM core.ratings
WHERE rated_on <= ${asOf}
  AND coalesce(valid, true)
  AND channel IN ('电话问询', '问卷调查');`.trim();
}

/**
 * Returns the SQL of the counts by unit and item. Rows with fewer than `min_cell` ratings are hidden; where `all` minus the
 * rows shown would tell them (one item alone is hidden, or several of which each can but be one rating), the smallest of the
 * others (then item order) is hidden with them. A row without any rating hides nothing, so it is no such other. Hidden rows
 * have empty counts.
 */
function byUnit({settings}: SystemContext): string {
  const small = literal(settings.thresholds.minCell);
  return `
CREATE OR REPLACE TABLE score.satisfaction AS
WITH counted AS (
  SELECT
    year,
    unit_id,
    coalesce(item, 'all') AS item,
    ${COUNTED}
  FROM valid_ratings
  GROUP BY GROUPING SETS ((year, unit_id, item), (year, unit_id))
),
flagged AS (
  SELECT *, n > 0 AND n < ${small} AS small
  FROM counted
),
ordered AS (
  SELECT
    *,
    ${told("small AND item <> 'all'", "year, unit_id")} AS told,
    row_number() OVER (PARTITION BY year, unit_id, small, item = 'all' ORDER BY n = 0, n, item) AS nth
  FROM flagged
),
decided AS (
  SELECT *, small OR (item <> 'all' AND told AND nth = 1 AND n > 0) AS suppressed
  FROM ordered
)
SELECT
  year,
  unit_id,
  item,
  ${SHOWN},
  suppressed
FROM decided
ORDER BY year, unit_id, item;`.trim();
}

/**
 * Returns the SQL of the whole city's counts by item, sector, kind of rater and quarter, for the pages. They must not tell
 * what the table by unit hides: the ratings of a unit that alone is hidden in a year are left out, and an item for which one
 * unit alone is hidden is hidden here too; then as by unit.
 */
function city({settings}: SystemContext): string {
  const small = literal(settings.thresholds.minCell);
  const dimensions = {overall: "'all'", item: "item", sector: "sector", rater_kind: "rater_kind", quarter: "quarter"};
  const rows = Object.entries(dimensions).map(
    ([dimension, key], i) => `
  SELECT year, ${i} AS position, ${literal(dimension)} AS dimension, ${key} AS key, rating
  FROM counting`
  );
  return `
CREATE OR REPLACE TABLE score.satisfaction_city AS
WITH lone_units AS (
  SELECT year, min(unit_id) AS unit_id
  FROM score.satisfaction
  WHERE suppressed AND item = 'all'
  GROUP BY year
  HAVING count(*) = 1
),
lone_items AS (
  SELECT s.year, s.item
  FROM score.satisfaction AS s
  LEFT JOIN lone_units AS l ON l.year = s.year AND l.unit_id = s.unit_id
  WHERE s.suppressed AND s.item <> 'all' AND l.unit_id IS NULL
  GROUP BY s.year, s.item
  HAVING count(*) = 1
),
counting AS (
  SELECT r.*
  FROM valid_ratings AS r
  LEFT JOIN lone_units AS l ON l.year = r.year AND l.unit_id = r.unit_id
  WHERE l.unit_id IS NULL
),
keyed AS (${rows.join("\n  UNION ALL")}
),
counted AS (
  SELECT
    year,
    position,
    dimension,
    key,
    ${COUNTED}
  FROM keyed
  GROUP BY year, position, dimension, key
),
flagged AS (
  SELECT c.*, (c.n > 0 AND c.n < ${small}) OR l.item IS NOT NULL AS small
  FROM counted AS c
  LEFT JOIN lone_items AS l ON c.dimension = 'item' AND l.year = c.year AND l.item = c.key
),
ordered AS (
  SELECT
    *,
    ${told("small", "year, dimension")} AS told,
    row_number() OVER (PARTITION BY year, dimension, small ORDER BY n = 0, n, key) AS nth
  FROM flagged
),
decided AS (
  SELECT *, small OR (told AND nth = 1 AND n > 0) AS suppressed
  FROM ordered
)
SELECT
  year,
  dimension,
  key,
  ${SHOWN},
  suppressed
FROM decided
ORDER BY year, position, key;`.trim();
}
