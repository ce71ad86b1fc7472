import type {Database} from "../loaders/database.ts";
import {dateLiteral, literal} from "../loaders/sql.ts";
import {BASES} from "./compile.ts";
import {policyYear, rankingDay} from "./policyYear.ts";
import type {ScoreSettings} from "./settings.ts";

/** Returns every year from the policy's first to that of as-of. */
export function scoredYears(from: string, asOf: string, begins: string): number[] {
  const [first, last] = [policyYear(from, begins), policyYear(asOf, begins)];
  return Array.from({length: Math.max(0, last - first + 1)}, (_, i) => first + i);
}

/**
 * Makes the working tables of the ranking: `bases` in their order, `years` with the day each ranking is taken on,
 * `members` (who is ranked with whom, by year) and `unit_names` (what a unit was called in a year).
 */
export async function makeMembers(
  db: Database,
  settings: ScoreSettings,
  years: readonly number[],
  begins: string
): Promise<void> {
  const {asOf} = settings;
  const bases = Object.keys(BASES).map((basis, i) => [literal(basis), literal(i)]);
  const days = years.map(year => [literal(year), dateLiteral(rankingDay(year, asOf, begins))]);
  const groups = settings.groups.flatMap(({name, kinds}, i) =>
    [...new Set(kinds)].map(kind => [literal(i), literal(name), literal(kind)])
  );
  await db.run(
    [
      tempTable("bases", "basis VARCHAR, seq INTEGER", bases),
      tempTable("years", "year INTEGER, day DATE", days),
      tempTable("groups", 'seq INTEGER, "group" VARCHAR, kind VARCHAR', groups),
      MEMBERS,
      unitNames(asOf, begins)
    ].join("\n")
  );
}

/** Fills the directory of units, each with the group its kind is ranked in. */
export async function fillUnits(db: Database): Promise<void> {
  await db.run(UNITS);
}

function tempTable(name: string, columns: string, rows: readonly (readonly string[])[]): string {
  const insert = `INSERT INTO temp.main.${name} VALUES ${rows.map(row => `(${row.join(", ")})`).join(", ")};`;
  return `CREATE OR REPLACE TEMP TABLE ${name} (${columns});\n${rows.length ? insert : ""}`;
}

/** Of two entries of one unit that hold on the same day, the later begun is taken. */
const MEMBERS = `
CREATE OR REPLACE TEMP TABLE members AS
SELECT v.year, g.seq, g."group", v.unit_id, v.name AS unit_name, v.sort_order
FROM (
  SELECT
    y.year, u.unit_id, u.name, u.kind, u.sort_order,
    ROW_NUMBER() OVER (
      PARTITION BY y.year, u.unit_id
      ORDER BY u.valid_from DESC NULLS LAST, u.name, u.kind
    ) AS version
  FROM temp.main.years AS y
  JOIN core.units AS u
    ON (u.valid_from IS NULL OR u.valid_from <= y.day) AND (u.valid_to IS NULL OR u.valid_to > y.day)
) AS v
JOIN temp.main.groups AS g ON g.kind = v.kind
WHERE v.version = 1;`;

/** A claim's year may lie before the policy or after as-of; its unit is then called as on the last day of that year. */
function unitNames(asOf: string, begins: string): string {
  const [month, day] = begins.split("-").map(Number) as [number, number];
  return `
CREATE OR REPLACE TEMP TABLE unit_names AS
SELECT n.unit_id, n.year, n.unit_name
FROM (
  SELECT
    u.unit_id, y.year, u.name AS unit_name,
    ROW_NUMBER() OVER (
      PARTITION BY u.unit_id, y.year
      ORDER BY
        CASE
          WHEN (u.valid_from IS NULL OR u.valid_from <= y.day) AND (u.valid_to IS NULL OR u.valid_to > y.day) THEN 0
          WHEN u.valid_from IS NULL OR u.valid_from <= y.day THEN 1
          ELSE 2
        END,
        u.valid_from DESC NULLS LAST, u.name, u.kind
    ) AS version
  FROM (
    SELECT DISTINCT year, LEAST(make_date(year + 1, ${month}, ${day}) - 1, ${dateLiteral(asOf)}) AS day
    FROM (
      SELECT event_year AS year FROM score.bonus_inputs
      UNION SELECT signed_year FROM score.bonus_inputs WHERE signed_year IS NOT NULL
      UNION SELECT year FROM temp.main.years
    )
  ) AS y
  CROSS JOIN core.units AS u
) AS n
WHERE n.version = 1;`;
}

const UNITS = `
INSERT INTO score.units BY NAME
SELECT
  u.unit_id, u.name, u.short_name, u.kind, u.parent, u.sort_order, u.valid_from, u.valid_to, u.successor,
  u.former_names, g."group"
FROM core.units AS u
LEFT JOIN (
  SELECT kind, arg_min("group", seq) AS "group" FROM temp.main.groups GROUP BY kind
) AS g ON g.kind = u.kind
ORDER BY u.unit_id, u.valid_from NULLS FIRST, u.name`;
