import type {SystemContext} from "./context.ts";

/**
 * Returns the SQL of `score.task_funnel`, by the year of the meeting that set the task (where the meeting is not listed, of
 * the task's own dates). Linked means that the inspection it names is found; a task without a due date is never late.
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
ORDER BY ALL;`.trim();
}
