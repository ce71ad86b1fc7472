import type {SystemContext} from "./context.ts";

/** Returns the SQL of `score.rectification_status`: a problem whose notice lies after the data date is not yet one. */
export function rectificationsSql({asOf}: SystemContext): string {
  return `
CREATE OR REPLACE TABLE score.rectification_status AS
WITH happened AS (
  SELECT issue_id, unit AS unit_id, item, notified_on, due_on, CASE WHEN done_on <= ${asOf} THEN done_on END AS done_on
  FROM core.rectifications
  WHERE notified_on <= ${asOf}
)
SELECT
  *,
  CASE
    WHEN done_on <= due_on THEN '完成'
    WHEN done_on > due_on THEN '逾期完成'
    WHEN due_on < ${asOf} THEN '逾期'
    ELSE '整改中'
  END AS state
FROM happened
ORDER BY issue_id;`.trim();
}

/** Returns the SQL of `score.opinion_channels`: opinions by channel, never in the rate, since the text asks only two channels for satisfaction. */
export function opinionsSql({asOf}: SystemContext): string {
  return `
CREATE OR REPLACE TABLE score.opinion_channels AS
SELECT
  CAST(year(received_on) AS INTEGER) AS year,
  channel,
  count(*) AS opinions,
  count(*) FILTER (WHERE handled_on <= ${asOf}) AS handled
FROM core.opinions
WHERE received_on <= ${asOf}
GROUP BY ALL
ORDER BY ALL;`.trim();
}
