import type {SystemContext} from "./context.ts";
import {INSPECTION_GROUPS} from "./inspectionGroups.ts";

/**
 * Returns the SQL of `score.inspection_status`, `score.inspection_summary` and `score.inspection_groups`, and of
 * `score.inspection_items`: every item with what is counted (category, method, compliance). What was done after the data date has not happened yet.
 */
export function inspectionsSql(context: SystemContext): string {
  return [items(context), STATUS, SUMMARY, INSPECTION_GROUPS].join("\n\n");
}

function items({asOf}: SystemContext): string {
  const done = (column: string) => `CASE WHEN ${column} <= ${asOf} THEN ${column} END AS ${column}`;
  return `
CREATE OR REPLACE TABLE score.inspection_items AS
WITH happened AS (
  SELECT
    inspection_id,
    unit AS unit_id,
    category,
    method,
    done_at_visit,
    archive_no,
    ${["approved_on", "notified_on", "visited_on", "reported_on", "verified_on", "closed_on", "explained_on", "read_on"]
      .map(done)
      .join(",\n    ")},
    -- A number without a date is a notice; a date after the data date is none yet.
    CASE WHEN notice_on IS NULL THEN notice_no IS NOT NULL ELSE notice_on <= ${asOf} END AS notice,
    -- An extension counts if approved on or before the original due date.
    CASE WHEN extension_on <= due_on AND extension_on <= ${asOf} THEN coalesce(extended_to, due_on) ELSE due_on END AS due_on
  FROM core.inspections
),
standing AS (
  SELECT
    *,
    CASE
      WHEN NOT notice THEN NULL
      WHEN due_on IS NULL THEN 'no_deadline'
      WHEN closed_on <= due_on THEN 'closed_on_time'
      WHEN closed_on > due_on THEN 'closed_late'
      WHEN due_on < ${asOf} THEN 'overdue'
      ELSE 'running'
    END AS standing
  FROM happened
)
SELECT
  CAST(year(coalesce(visited_on, notified_on, approved_on)) AS INTEGER) AS year,
  inspection_id,
  unit_id,
  category,
  method,
  CASE
    WHEN closed_on IS NOT NULL THEN '已销号'
    WHEN standing = 'overdue' THEN '逾期'
    WHEN notice AND reported_on IS NOT NULL THEN '已反馈'
    WHEN notice THEN '督办中'
    WHEN visited_on IS NOT NULL AND done_at_visit THEN '已完成'
    WHEN visited_on IS NOT NULL AND reported_on IS NOT NULL THEN '已反馈'
    WHEN visited_on IS NOT NULL THEN '督办中'
    WHEN approved_on IS NULL THEN '待签批'
    WHEN notified_on IS NULL AND method <> '暗访督查' THEN '待通知'
    ELSE '待实地'
  END AS state,
  notice,
  standing,
  approved_on,
  notified_on,
  visited_on,
  due_on,
  reported_on,
  verified_on,
  closed_on,
  explained_on,
  read_on,
  CASE standing
    WHEN 'closed_late' THEN closed_on - due_on
    WHEN 'overdue' THEN ${asOf} - due_on
  END AS overdue_days,
  explained_on IS NOT NULL AS explained,
  closed_on IS NOT NULL AND archive_no IS NOT NULL AS archived,
  method = '暗访督查' AS unannounced,
  visited_on IS NOT NULL AND coalesce(approved_on > visited_on, true) AS unapproved,
  coalesce(method = '暗访督查' AND notified_on <= visited_on, false) AS forewarned
FROM standing
ORDER BY inspection_id, unit_id;`.trim();
}

const STATUS = `
CREATE OR REPLACE TABLE score.inspection_status AS
SELECT inspection_id, unit_id, category, method, state, due_on, closed_on, overdue_days, explained
FROM score.inspection_items
ORDER BY inspection_id, unit_id;`.trim();

/** An item without any date has no year and stands in no summary. */
const SUMMARY = `
CREATE OR REPLACE TABLE score.inspection_summary AS
SELECT
  year,
  unit_id,
  count(*) AS items,
  count(*) FILTER (WHERE notice) AS notices,
  count(*) FILTER (WHERE standing = 'closed_on_time') AS closed_on_time,
  count(*) FILTER (WHERE standing = 'closed_late') AS closed_late,
  count(*) FILTER (WHERE standing = 'overdue') AS overdue,
  count(*) FILTER (WHERE standing = 'overdue' AND NOT explained) AS overdue_unexplained,
  count(*) FILTER (WHERE standing = 'running') AS running,
  count(*) FILTER (WHERE standing = 'no_deadline') AS no_deadline,
  count(*) FILTER (WHERE unannounced) AS unannounced,
  count(*) FILTER (WHERE unapproved) AS unapproved
FROM score.inspection_items
WHERE year IS NOT NULL
GROUP BY year, unit_id
ORDER BY year, unit_id;`.trim();
