import {identifier, literal} from "../../loaders/sql.ts";
import {compareSql} from "./compareSql.ts";

/** A rule and the column of the ranking that holds it. */
export interface RuleColumn {
  /** Null for a rule that never was in force: it has no scores, and 0 in its column. */
  id: string | null;
  column: string;
}

/**
 * Returns the statements that follow the ledger: members, scores, ranking, and the comparison with what was published.
 * They read and write the schema `score` only, in words that DuckDB and SQLite mean the same by.
 */
export function rankSql(rules: readonly RuleColumn[]): string {
  return [MEMBERS, scores(rules), ranking(rules), compareSql(rules.map(({column}) => column))].join("\n\n");
}

const MEMBERS = `-- 谁与谁一起排位次：名录日有效的单位，按单位类别归组
CREATE TABLE score.derived_members AS
SELECT v.year, g.seq, g."group", v.unit_id
FROM (
  SELECT
    y.year, u.unit_id, u.kind,
    ROW_NUMBER() OVER (
      PARTITION BY y.year, u.unit_id
      ORDER BY u.valid_from DESC NULLS LAST, u.name, u.kind
    ) AS version
  FROM score.p_year AS y
  INNER JOIN score.units AS u
    ON (u.valid_from IS NULL OR u.valid_from <= y.day) AND (u.valid_to IS NULL OR u.valid_to > y.day)
) AS v
INNER JOIN score.p_group AS g ON g.kind = v.kind
WHERE v.version = 1;`;

function scores(rules: readonly RuleColumn[]): string {
  const ids = rules.flatMap(({id}) => (id === null ? [] : [literal(id)]));
  return `-- 每个单位每条规则的得分
CREATE TABLE score.derived_scores AS
SELECT
  w.year, b.basis, w.unit_id, r.rule_id,
  COALESCE(l.items, 0) AS items, COALESCE(l.raw, 0) AS raw,
  COALESCE(l.points, 0) AS points, COALESCE(l.raw - l.points, 0) AS cap_loss
FROM (
  SELECT year, unit_id FROM score.derived_members
  UNION
  SELECT l.year, l.unit_id FROM score.derived_ledger AS l INNER JOIN score.p_year AS y ON y.year = l.year
) AS w
CROSS JOIN (SELECT DISTINCT basis FROM score.p_scenario) AS b
CROSS JOIN (SELECT DISTINCT rule_id FROM score.p_rule WHERE rule_id IN (${ids.join(", ")})) AS r
LEFT JOIN (
  SELECT
    year, basis, unit_id, rule_id, COUNT(claim_id) AS items,
    CAST(SUM(raw) AS BIGINT) AS raw, CAST(SUM(points) AS BIGINT) AS points
  FROM score.derived_ledger
  WHERE nth IS NOT NULL
  GROUP BY year, basis, unit_id, rule_id
) AS l ON l.year = w.year AND l.basis = b.basis AND l.unit_id = w.unit_id AND l.rule_id = r.rule_id;`;
}

function ranking(rules: readonly RuleColumn[]): string {
  const sums = rules.map(
    ({id, column}) =>
      `    CAST(SUM(CASE WHEN s.rule_id = ${literal(id)} THEN s.points ELSE 0 END) AS BIGINT) AS ${identifier(column)},`
  );
  return `-- 位次：合计相同的位次相同，其后顺延空位；上年位次同样重算
CREATE TABLE score.derived_totals AS
SELECT
  t.*,
  RANK() OVER (PARTITION BY t.year, t.basis, t.seq ORDER BY t.total DESC) AS rank,
  COUNT(*) OVER (PARTITION BY t.year, t.basis, t.seq, t.total) > 1 AS tied
FROM (
  SELECT
    m.year, s.basis, m.seq, m."group", m.unit_id,
${sums.join("\n")}
    CAST(SUM(s.points) AS BIGINT) AS total
  FROM score.derived_members AS m
  INNER JOIN score.derived_scores AS s ON s.year = m.year AND s.unit_id = m.unit_id
  GROUP BY m.year, s.basis, m.seq, m."group", m.unit_id
) AS t;

CREATE TABLE score.derived_ranking AS
SELECT
  r.*,
  p.rank AS previous_rank,
  CASE
    WHEN p.rank IS NULL THEN '新'
    WHEN p.rank > r.rank THEN '↑' || CAST(p.rank - r.rank AS VARCHAR)
    WHEN p.rank < r.rank THEN '↓' || CAST(r.rank - p.rank AS VARCHAR)
    ELSE '—'
  END AS change
FROM score.derived_totals AS r
LEFT JOIN score.derived_totals AS p
  ON p.year = r.year - 1 AND p.basis = r.basis AND p.seq = r.seq AND p.unit_id = r.unit_id;`;
}
