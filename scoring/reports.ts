import {literal} from "../loaders/sql.ts";
import type {SystemContext} from "./context.ts";

/**
 * Returns the SQL of `score.report_lag`, by the year of the report; a report is on time within `report_days` calendar days
 * of its event, and one whose event has no date is neither on time nor late.
 */
export function reportsSql({asOf, settings}: SystemContext): string {
  return `
CREATE OR REPLACE TEMP TABLE past_reports AS
SELECT *, reported_on - event_on AS lag
FROM core.reports
WHERE reported_on <= ${asOf};

CREATE OR REPLACE TABLE score.report_lag AS
SELECT
  CAST(year(reported_on) AS INTEGER) AS year,
  unit AS unit_id,
  kind,
  count(*) AS reports,
  count(*) FILTER (WHERE lag <= ${literal(settings.thresholds.reportDays)}) AS on_time,
  count(*) FILTER (WHERE lag > ${literal(settings.thresholds.reportDays)}) AS late
FROM past_reports
GROUP BY ALL
ORDER BY ALL;`.trim();
}
