import type {Database} from "../../loaders/database.ts";
import {literal} from "../../loaders/sql.ts";
import type {Interval} from "../disclosure/audit.ts";
import {ALL, type Cell, type Dimension, OVERALL, TOTAL} from "../disclosure/linked.ts";
import {suppress} from "../disclosure/suppress.ts";
import {wholePlace} from "../place.ts";
import {GRADE_COUNTS, MARKS, type PublicRow} from "../tables/public.ts";

const [FILED, ...GRADES] = GRADE_COUNTS;
const DIMENSIONS = ["district", "category"] as const;
const KNOWN_INSIDE = ["other"];

/** Returns the grade counts of the year that may be published, with what they leave of each hidden one. */
export async function publicGrades(
  db: Database,
  {city, ...year}: {city: string; year: number; minCell: number}
): Promise<{rows: PublicRow[]; intervals: Interval[]}> {
  const {cells, intervals} = await gradeCells(db, year);
  return {rows: await named(db, year.year, cells, wholePlace({city})), intervals};
}

/**
 * Returns the same by cell. Only grades over those filed: who is due, has declared or was assessed stays inside, since the
 * differences are a handful of people nearly everywhere and would have to be hidden with all that leads to them. The pages
 * inside show the same grades, and beside them all totals and who was filed without a grade, so that nobody who reads several
 * of them together learns a hidden one.
 */
export async function gradeCells(
  db: Database,
  {year, minCell}: {year: number; minCell: number}
): Promise<{cells: Cell[]; intervals: Interval[]}> {
  const counts = await db.all<{dimension: string; key: string} & Record<Grade, number>>(
    `SELECT dimension, key, ${GRADES.map(grade => `${grade}::INTEGER AS ${grade}`).join(", ")}
FROM score.grade_distribution
WHERE year = $1 AND dimension IN (${[OVERALL, ...DIMENSIONS].map(literal).join(", ")})
ORDER BY rowid`,
    [year]
  );
  const rowsOf = (name: string) =>
    counts
      .filter(({dimension}) => dimension === name)
      .map(row => ({key: row.key, counts: GRADES.map(grade => row[grade])}));
  const [overall] = rowsOf(OVERALL);
  if (!overall) return {cells: [], intervals: []};
  const dimensions: Dimension[] = DIMENSIONS.map(name => ({name, rows: rowsOf(name)}));
  const tables = {measures: GRADES, overall: overall.counts, dimensions};
  return suppress(tables, minCell, {known: KNOWN_INSIDE});
}

type Grade = Exclude<(typeof GRADE_COUNTS)[number], "filed">;

/** A row without data: every count missing. */
function nothing(): PublicRow {
  return Object.fromEntries(GRADE_COUNTS.map(count => [`${count}_mark`, MARKS.missing]));
}

/** Puts the cells into rows, each with the name of its key; `whole` is that of all together. */
async function named(db: Database, year: number, cells: readonly Cell[], whole: string): Promise<PublicRow[]> {
  if (!cells.length) return [{year, dimension: OVERALL, key: ALL, name: whole, suppressed: false, ...nothing()}];
  const units = await db.all<{unit_id: string; name: string}>(
    `SELECT unit_id, arg_max(name, coalesce(valid_from, DATE '0001-01-01')) AS name
FROM score.units
WHERE coalesce(valid_from, DATE '0001-01-01') <= make_date($1, 12, 31)
GROUP BY unit_id`,
    [year]
  );
  const names = new Map(units.map(({unit_id, name}) => [unit_id, name]));
  const rows = new Map<string, Record<string, string | number | boolean | null>>();
  for (const {dimension, key, measure, count} of cells) {
    const place = `${dimension} ${key}`;
    const name = dimension === OVERALL ? whole : dimension === "district" ? (names.get(key) ?? key) : key;
    const row = rows.get(place) ?? {year, dimension, key, name, suppressed: false};
    const column = measure === TOTAL ? FILED : measure;
    row[column] = count;
    if (count === null) Object.assign(row, {suppressed: true, [`${column}_mark`]: MARKS.confidential});
    rows.set(place, row);
  }
  return [...rows.values()];
}
