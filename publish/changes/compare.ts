import {existsSync} from "node:fs";
import {join} from "node:path";
import {openDatabase} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {literal} from "../../loaders/sql.ts";
import {exportPath} from "../exported.ts";
import type {Changes, ClaimChange, GradeChange, UnitChange} from "./tables.ts";

/** How much the bonus of a unit that is ranked in both editions changed, in whatever group; whole thousandths. */
export interface TotalChange {
  unit_id: string;
  change: number;
}

/** What differs between two editions, and what the claims must add up to. */
export interface EditionChanges extends Pick<Changes, "claims" | "units" | "grades"> {
  totals: TotalChange[];
}

/** Returns how the ledger, the rankings and the counts of grades of one edition differ from those of another; both are folders. */
export async function compareEditions(before: string, after: string, year: number): Promise<EditionChanges> {
  const db = await openDatabase();
  try {
    for (const [side, folder] of [
      ["before", before],
      ["after", after]
    ] as const) {
      for (const table of ["bonus_ledger", "bonus_ranking", "total_ranking", "grade_distribution", "units"]) {
        const file = join(folder, "open", exportPath(table, "parquet"));
        if (!existsSync(file)) throw new UserError(`缺少比较用的数据：“${file}”`);
        await db.run(`CREATE TABLE ${side}_${table} AS SELECT * FROM read_parquet(${literal(file)})`);
      }
    }
    const claims = await db.all<ClaimChange & Record<string, string | number | null>>(CLAIMS, [year]);
    const bonus = await db.all<UnitChange & Record<string, string | number | null>>(
      units("绩效加分", "bonus_ranking"),
      [year]
    );
    const total = await db.all<UnitChange & Record<string, string | number | null>>(units("总分", "total_ranking"), [
      year
    ]);
    const grades = await db.all<GradeChange & Record<string, string | number>>(GRADES, [year]);
    const totals = await db.all<TotalChange & Record<string, string | number>>(TOTALS, [year]);
    return {claims, units: [...bonus, ...total], grades, totals};
  } finally {
    db.close();
  }
}

/** Decimals of three digits times a thousand are whole: nothing is rounded. */
function thousandths(column: string): string {
  return `CAST(${column} * 1000 AS BIGINT)`;
}

function ledger(side: string): string {
  return `SELECT unit_id, unit_name, claim_id, rule_id, event_on, clause, ${thousandths("points")} AS points, ${thousandths("raw")} AS raw, disposition, dup_of
    FROM ${side}_bonus_ledger WHERE year = $1 AND basis = 'signed'`;
}

const CLAIMS = `SELECT
  unit_id, COALESCE(a.unit_name, b.unit_name) AS unit_name, claim_id, rule_id,
  COALESCE(a.event_on, b.event_on)::VARCHAR AS event_on,
  b.clause AS clause_before, a.clause AS clause_after,
  b.points AS points_before, a.points AS points_after,
  b.disposition AS disposition_before, a.disposition AS disposition_after,
  b.dup_of AS dup_of_before, a.dup_of AS dup_of_after, b.raw AS raw_before, a.raw AS raw_after
FROM (${ledger("before")}) AS b
FULL JOIN (${ledger("after")}) AS a USING (unit_id, claim_id, rule_id)
WHERE a.points IS DISTINCT FROM b.points
  OR a.disposition IS DISTINCT FROM b.disposition
  OR a.dup_of IS DISTINCT FROM b.dup_of
ORDER BY unit_id, LENGTH(rule_id), rule_id, event_on, claim_id`;

function units(board: string, table: string): string {
  const total = thousandths("total");
  const where = table === "bonus_ranking" ? "AND basis = 'signed'" : "";
  const side = (name: string): string =>
    `SELECT "group", unit_id, unit_name, ${total} AS total, rank FROM ${name}_${table} WHERE year = $1 ${where}`;
  return `SELECT ${literal(board)} AS board, "group", unit_id, COALESCE(a.unit_name, b.unit_name) AS unit_name,
  b.total AS total_before, a.total AS total_after, b.rank AS rank_before, a.rank AS rank_after
FROM (${side("before")}) AS b
FULL JOIN (${side("after")}) AS a USING ("group", unit_id)
WHERE a.total IS DISTINCT FROM b.total OR a.rank IS DISTINCT FROM b.rank
ORDER BY "group", a.rank NULLS LAST, b.rank, unit_id`;
}

const TOTALS = `SELECT DISTINCT unit_id, ${thousandths("(a.total - b.total)")} AS change
FROM (SELECT unit_id, total FROM before_bonus_ranking WHERE year = $1 AND basis = 'signed') AS b
JOIN (SELECT unit_id, total FROM after_bonus_ranking WHERE year = $1 AND basis = 'signed') AS a USING (unit_id)
ORDER BY unit_id`;

const GRADE_NAMES = ["filed", "excellent", "qualified", "unqualified", "other"];

/** A place with too few people on either side is not listed: a difference of one there would be a person. */
const GRADES = `WITH counted AS (
  SELECT dimension, key, ${GRADE_NAMES.map(name => `COALESCE(b.${name}, 0) AS ${name}_before, COALESCE(a.${name}, 0) AS ${name}_after`).join(", ")},
    COALESCE(a.suppressed, false) OR COALESCE(b.suppressed, false) AS few
  FROM (SELECT * FROM before_grade_distribution WHERE year = $1) AS b
  FULL JOIN (SELECT * FROM after_grade_distribution WHERE year = $1) AS a USING (dimension, key)
)
SELECT
  dimension, key, COALESCE(CASE dimension WHEN 'overall' THEN '全市' ELSE u.name END, key) AS name,
  ${GRADE_NAMES.map(name => `${name}_before, ${name}_after`).join(", ")}
FROM counted
LEFT JOIN (SELECT unit_id, arg_max(name, COALESCE(valid_from, DATE '0001-01-01')) AS name FROM after_units GROUP BY unit_id) AS u
  ON u.unit_id = key
WHERE dimension IN ('overall', 'district', 'unit') AND key IS NOT NULL AND NOT few
  AND (${GRADE_NAMES.map(name => `${name}_before <> ${name}_after`).join(" OR ")})
ORDER BY CASE dimension WHEN 'overall' THEN 0 WHEN 'district' THEN 1 ELSE 2 END, key`;
