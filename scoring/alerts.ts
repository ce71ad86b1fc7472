import type {Database} from "../loaders/database.ts";
import {claimAlerts} from "./alerts/claims.ts";
import {evaluationAlerts} from "./alerts/evaluation.ts";
import {inspectionAlerts} from "./alerts/inspections.ts";
import {meetingAlerts} from "./alerts/meetings.ts";
import {peopleAlerts} from "./alerts/people.ts";
import {sourceAlerts} from "./alerts/sources.ts";
import type {SystemContext} from "./context.ts";

/** Tables that alerts read only where they are there: scoring may run without the bonus points, or on facts that no load brought. */
const OPTIONAL = ["score.bonus_ledger", "score.bonus_ranking", "quality.issues", "meta.runs"];

/** Returns which of the optional tables exist. */
export async function readsOf(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db.all<{name: string}>("SELECT schema_name || '.' || table_name AS name FROM duckdb_tables()");
  return new Set(rows.map(({name}) => name).filter(name => OPTIONAL.includes(name)));
}

/**
 * Returns the SQL of `score.alerts`: what somebody should look at, the gravest first. Each part selects level, code,
 * subject_kind, subject, year, clause, message; messages on one subject, year and code become one row. A person stands as
 * `talent_key` only.
 */
export function alertsSql(context: SystemContext, reads: ReadonlySet<string>): string {
  const parts = [
    ...peopleAlerts(context),
    ...inspectionAlerts(context),
    ...meetingAlerts(context),
    ...evaluationAlerts(context),
    ...claimAlerts(context, reads),
    ...sourceAlerts(context, reads)
  ];
  return `
CREATE OR REPLACE TEMP TABLE alert_units AS
SELECT unit_id, name, kind
FROM core.units
QUALIFY row_number() OVER (
  PARTITION BY unit_id
  ORDER BY coalesce(valid_from <= ${context.asOf}, true) DESC, valid_from DESC NULLS LAST, name
) = 1;

CREATE OR REPLACE TABLE score.alerts AS
WITH parts (level, code, subject_kind, subject, year, clause, message) AS (
${parts.map(part => part.trim()).join("\nUNION ALL\n")}
)
SELECT
  level,
  code,
  subject_kind,
  subject,
  CAST(year AS INTEGER) AS year,
  min(clause) AS clause,
  string_agg(DISTINCT message, '；' ORDER BY message) || '。' AS message
FROM parts
GROUP BY level, code, subject_kind, subject, year
ORDER BY CASE level WHEN '红' THEN 1 WHEN '黄' THEN 2 ELSE 3 END, code, subject_kind, subject, year;

DROP TABLE temp.main.alert_units;`.trim();
}
