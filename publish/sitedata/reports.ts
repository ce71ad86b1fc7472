import type {Database} from "../../loaders/database.ts";
import {type Facts, rowsOf} from "./facts.ts";

/** Reports of one kind in one year; those whose event has no date are neither on time nor late. */
export interface ReportKind {
  kind: string;
  reports: number;
  onTime: number;
  late: number;
}

export interface ReportData {
  kinds: ReportKind[];
  /** Units with late reports, most first. */
  late: {unitId: string; reports: number; onTime: number; late: number}[];
  /** Of the year before, all kinds together. */
  before: {onTime: number; late: number} | null;
}

/** Reads how timely the year's reports were, by kind and by unit. */
export async function readReports(db: Database, facts: Facts): Promise<ReportData> {
  const read = <T>(sql: string, year: number) => rowsOf<T>(db, "score", "report_lag", sql, [year]);
  const before = await read<{onTime: number | null; late: number | null}>(TOTAL, facts.year - 1);
  return {
    kinds: await read<ReportKind>(
      `SELECT kind, ${SUMS} FROM score.report_lag WHERE year = $1 GROUP BY kind ORDER BY late DESC, reports DESC, kind`,
      facts.year
    ),
    late: await read(
      `SELECT unit_id AS "unitId", ${SUMS}
FROM score.report_lag
WHERE year = $1
GROUP BY unit_id
HAVING SUM(late) > 0
ORDER BY late DESC, unit_id`,
      facts.year
    ),
    before: before.flatMap(({onTime, late}) => (onTime === null || late === null ? [] : [{onTime, late}]))[0] ?? null
  };
}

const SUMS = `CAST(SUM(reports) AS BIGINT) AS reports, CAST(SUM(on_time) AS BIGINT) AS "onTime",
  CAST(SUM(late) AS BIGINT) AS late`;

const TOTAL = `SELECT CAST(SUM(on_time) AS BIGINT) AS "onTime", CAST(SUM(late) AS BIGINT) AS late
FROM score.report_lag
WHERE year = $1`;
