
INSERT INTO score.bonus_ledger BY NAME
SELECT
  r.year, r.basis, r.scenario, r.unit_id, n.unit_name, r.rule_id, r.clause, r.claim_id, r.event_on, r.nth,
  r.raw, r.cumulative, r.cap, r.points, r.disposition, r.dup_of, r.contested,
  c.source_file, c.source_sheet, c.source_row
FROM temp.main.run AS r
JOIN core.claims AS c ON c.claim_id = r.claim_id
JOIN temp.main.bases AS b ON b.basis = r.basis
LEFT JOIN temp.main.unit_names AS n ON n.unit_id = r.unit_id AND n.year = r.year
WHERE r.scenario = 'base'
ORDER BY r.year, b.seq, r.unit_id, r.rule_id, r.nth NULLS LAST, r.event_on, r.claim_id;


INSERT INTO score.bonus_scores BY NAME
SELECT
  w.year, b.basis, w.unit_id, r.rule_id,
  COUNT(l.claim_id) AS items,
  CAST(COALESCE(SUM(l.raw), 0) AS BIGINT) AS raw,
  CAST(COALESCE(SUM(l.points), 0) AS BIGINT) AS points,
  CAST(COALESCE(SUM(l.raw - l.points), 0) AS BIGINT) AS cap_loss
FROM (
  SELECT year, unit_id FROM temp.main.members
  UNION
  SELECT l.year, l.unit_id FROM temp.main.run AS l JOIN temp.main.years AS y ON y.year = l.year WHERE l.scenario = 'base'
) AS w
CROSS JOIN temp.main.bases AS b
CROSS JOIN (SELECT DISTINCT rule_id, seq FROM score.rules) AS r
LEFT JOIN temp.main.run AS l
  ON l.scenario = 'base' AND l.year = w.year AND l.basis = b.basis AND l.unit_id = w.unit_id
  AND l.rule_id = r.rule_id AND l.nth IS NOT NULL
GROUP BY w.year, b.basis, b.seq, w.unit_id, r.rule_id, r.seq
ORDER BY w.year, b.seq, w.unit_id, r.seq;


INSERT INTO score.bonus_ranking BY NAME
WITH totals AS (
  SELECT
    m.year, s.basis, m.seq, m."group", m.unit_id, m.unit_name, m.sort_order,
    SUM(CASE WHEN s.rule_id = 'R1' THEN s.points ELSE 0 END) AS "r1",
    SUM(CASE WHEN s.rule_id = 'R2' THEN s.points ELSE 0 END) AS "r2",
    SUM(s.points) AS total
  FROM temp.main.members AS m
  JOIN score.bonus_scores AS s ON s.year = m.year AND s.unit_id = m.unit_id
  GROUP BY m.year, s.basis, m.seq, m."group", m.unit_id, m.unit_name, m.sort_order
),
ranked AS (
  SELECT
    *,
    RANK() OVER (PARTITION BY year, basis, seq ORDER BY total DESC) AS rank,
    COUNT(*) OVER (PARTITION BY year, basis, seq, total) > 1 AS tied
  FROM totals
)
SELECT
  r.* EXCLUDE (seq, sort_order),
  p.rank AS previous_rank,
  CASE
    WHEN p.rank IS NULL THEN '新'
    WHEN p.rank > r.rank THEN '↑' || (p.rank - r.rank)
    WHEN p.rank < r.rank THEN '↓' || (r.rank - p.rank)
    ELSE '—'
  END AS change
FROM ranked AS r
JOIN temp.main.bases AS b ON b.basis = r.basis
LEFT JOIN ranked AS p
  ON p.year = r.year - 1 AND p.basis = r.basis AND p.seq = r.seq AND p.unit_id = r.unit_id
ORDER BY r.year, b.seq, r.seq, r.rank, r.sort_order NULLS LAST, r.unit_id;


INSERT INTO score.total_ranking BY NAME
WITH based AS (
  SELECT
    m.year, m.seq, m."group", m.unit_id, m.unit_name, m.sort_order,
    s.points AS base, r.total AS bonus, s.points + r.total AS total
  FROM temp.main.members AS m
  JOIN score.bonus_ranking AS r
    ON r.year = m.year AND r.basis = 'signed' AND r."group" = m."group" AND r.unit_id = m.unit_id
  LEFT JOIN core.base_scores AS s ON s.year = m.year AND s.unit = m.unit_id
  WHERE m.year IN (SELECT year FROM core.base_scores)
)
SELECT
  year, "group",
  CASE WHEN total IS NOT NULL THEN RANK() OVER (PARTITION BY year, seq ORDER BY total DESC NULLS LAST) END AS rank,
  total IS NOT NULL AND COUNT(*) OVER (PARTITION BY year, seq, total) > 1 AS tied,
  unit_id, unit_name, base, bonus, total
FROM based
ORDER BY year, seq, rank NULLS LAST, sort_order NULLS LAST, unit_id;


CREATE OR REPLACE TEMP TABLE totals AS
SELECT
  t.*,
  CASE WHEN seq IS NOT NULL THEN RANK() OVER (PARTITION BY scenario, year, seq ORDER BY total DESC) END AS rank
FROM (
  SELECT
    s.scenario, w.year, m.seq, m."group", w.unit_id, m.sort_order,
    CAST(COALESCE(SUM(l.points), 0) AS BIGINT) AS total
  FROM (
    SELECT year, unit_id FROM temp.main.members
    UNION
    SELECT l.year, l.unit_id FROM temp.main.run AS l JOIN temp.main.years AS y ON y.year = l.year
  ) AS w
  CROSS JOIN (SELECT DISTINCT scenario FROM score.p_scenario) AS s
  LEFT JOIN temp.main.members AS m ON m.year = w.year AND m.unit_id = w.unit_id
  LEFT JOIN temp.main.run AS l
    ON l.scenario = s.scenario AND l.basis = 'signed' AND l.year = w.year AND l.unit_id = w.unit_id
  GROUP BY s.scenario, w.year, m.seq, m."group", w.unit_id, m.sort_order
) AS t
