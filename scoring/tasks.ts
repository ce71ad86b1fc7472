import type {SystemContext} from "./context.ts";

/**
 * Returns the SQL of `score.task_funnel`, by the year of the meeting that set the task (where the meeting is not listed, of
 * the task's own dates), and of `score.task_stages`, the whole city's from task to closing. Linked means that the inspection
 * it names is found, closed that it was closed or found done for every unit; a task without a due date is never late.
 */
export function tasksSql({asOf}: SystemContext): string {
  return `
CREATE OR REPLACE TEMP TABLE meeting_tasks AS
SELECT
  t.task_id,
  t.unit AS unit_id,
  m.held_on,
  coalesce(m.held_on, t.due_on, t.done_on) AS set_on,
  t.due_on,
  t.inspection_id,
  i.inspection_id IS NOT NULL AS linked,
  coalesce(t.done_on <= ${asOf}, false) AS done,
  coalesce(t.done_on <= t.due_on, true) AS in_time
FROM core.tasks AS t
LEFT JOIN core.meetings AS m ON m.meeting_id = t.meeting_id
LEFT JOIN (SELECT DISTINCT inspection_id FROM core.inspections) AS i ON i.inspection_id = t.inspection_id
WHERE m.held_on IS NULL OR m.held_on <= ${asOf};

CREATE OR REPLACE TABLE score.task_funnel AS
SELECT
  CAST(year(set_on) AS INTEGER) AS year,
  unit_id,
  count(*) AS tasks,
  count(*) FILTER (WHERE linked) AS linked,
  count(*) FILTER (WHERE done) AS done,
  count(*) FILTER (WHERE done AND in_time) AS done_on_time,
  count(*) FILTER (WHERE NOT done AND due_on < ${asOf}) AS overdue
FROM meeting_tasks
WHERE set_on IS NOT NULL
GROUP BY ALL
ORDER BY ALL;

CREATE OR REPLACE TABLE score.task_stages AS
SELECT
  CAST(year(t.set_on) AS INTEGER) AS year,
  count(*) AS tasks,
  count(*) FILTER (WHERE t.linked) AS linked,
  count(*) FILTER (WHERE t.linked AND i.closed) AS closed,
  count(*) FILTER (WHERE t.done) AS done
FROM meeting_tasks AS t
LEFT JOIN (
  SELECT inspection_id, bool_and(state IN ('已销号', '已完成')) AS closed
  FROM score.inspection_items
  GROUP BY inspection_id
) AS i ON i.inspection_id = t.inspection_id
WHERE t.set_on IS NOT NULL
GROUP BY ALL
ORDER BY ALL;`.trim();
}
