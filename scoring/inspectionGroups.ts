/**
 * The summary of inspections by category, method and town beside the one by unit; `overall` has the key `all`. A village's
 * items stand under its town, everybody else's under themselves.
 */
export const INSPECTION_GROUPS = `
CREATE OR REPLACE TABLE score.inspection_groups AS
WITH homes AS (
  SELECT unit_id, kind, parent
  FROM core.units
  QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY valid_from DESC NULLS LAST, name) = 1
),
keyed AS (
  SELECT
    i.*,
    CASE WHEN h.kind IN ('村', '社区') THEN coalesce(h.parent, '未填') ELSE i.unit_id END AS town
  FROM score.inspection_items AS i
  LEFT JOIN homes AS h ON h.unit_id = i.unit_id
  WHERE i.year IS NOT NULL
),
dimensions AS (
  SELECT *, 0 AS position, 'overall' AS dimension, 'all' AS key FROM keyed
  UNION ALL
  SELECT *, 1, 'category', category FROM keyed
  UNION ALL
  SELECT *, 2, 'method', method FROM keyed
  UNION ALL
  SELECT *, 3, 'town', town FROM keyed
)
SELECT
  year,
  dimension,
  key,
  count(*) AS items,
  count(*) FILTER (WHERE notice) AS notices,
  count(*) FILTER (WHERE standing = 'closed_on_time') AS closed_on_time,
  count(*) FILTER (WHERE standing = 'closed_late') AS closed_late,
  count(*) FILTER (WHERE standing = 'overdue') AS overdue,
  count(*) FILTER (WHERE standing = 'overdue' AND NOT explained) AS overdue_unexplained,
  count(*) FILTER (WHERE standing = 'overdue' AND explained AND read_on IS NULL) AS explained_unread,
  count(*) FILTER (WHERE standing = 'running') AS running,
  count(*) FILTER (WHERE standing = 'no_deadline') AS no_deadline,
  count(*) FILTER (WHERE unannounced) AS unannounced,
  count(*) FILTER (WHERE unapproved) AS unapproved,
  count(*) FILTER (WHERE forewarned) AS forewarned
FROM dimensions
GROUP BY year, position, dimension, key
ORDER BY year, position, key;`.trim();
