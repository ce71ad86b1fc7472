import type {Database, Row} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";

export type Severity = "error" | "warning" | "info";

/** What a dataset's file may give back: its columns that are known and unrestricted, in the contract's order. */
export interface ReturnDataset {
  name: string;
  title: string;
  columns: readonly ReturnColumn[];
}

export interface ReturnColumn {
  /** In `raw`. */
  name: string;
  header: string;
  required: boolean;
  /** Whether a cell that is a plain number is handed back as one. */
  numeric: boolean;
}

export interface ReturnIssue {
  field: string;
  severity: Severity;
  message: string;
}

/** A row with its faults; without cells where it could not be cut into cells, or none may be stored. */
export interface ReturnRow {
  row: number;
  cells: ReadonlyMap<string, string>;
  issues: readonly ReturnIssue[];
}

export type Counts = Record<Severity, number>;

/** What goes back of one source sheet. */
export interface ReturnPart {
  file: string;
  /** Of a workbook with several sheets; empty otherwise. */
  sheet: string;
  title: string;
  accepted: number;
  rejected: number;
  counts: Counts;
  /** Faults of the file as a whole. */
  whole: readonly ReturnIssue[];
  columns: readonly ReturnColumn[];
  rows: readonly ReturnRow[];
  /** Rows with issues that did not fit. */
  left: number;
}

/** Rows of one sheet, and of all of them together, that go back: nobody mends more at a time. */
const ROWS_OF_SHEET = 2000;
const ROWS_OF_BOOK = 40_000;
const LEAST = 200;

/**
 * Returns what goes back of every source sheet of a loaded workspace, in the order of the files; sheets without an issue
 * come without rows. Where a sheet has too many faulty rows those with errors go first.
 */
export async function readReturns(db: Database, datasets: readonly ReturnDataset[]): Promise<ReturnPart[]> {
  const places = await readPlaces(db);
  const faulty = places.filter(({counts}) => total(counts) > 0).length;
  const limit = Math.max(LEAST, Math.min(ROWS_OF_SHEET, Math.floor(ROWS_OF_BOOK / Math.max(faulty, 1))));
  const parts: ReturnPart[] = [];
  for (const place of places) {
    const dataset = datasets.find(({name}) => name === place.dataset);
    const read =
      total(place.counts) > 0 ? await readRows(db, place, dataset, limit) : {whole: [], rows: [], columns: [], left: 0};
    parts.push({
      file: place.file,
      sheet: place.several ? place.sheet : "",
      title: dataset?.title ?? "",
      accepted: place.accepted,
      rejected: place.rejected,
      counts: place.counts,
      ...read
    });
  }
  return parts;
}

interface Place {
  file: string;
  /** As `raw` and the issues name it. */
  sheet: string;
  /** Whether the file has more sheets than this. */
  several: boolean;
  /** Whether the issues of the file as a whole stand here: on its first sheet. */
  first: boolean;
  dataset: string;
  accepted: number;
  rejected: number;
  counts: Counts;
}

/** Every sheet of the load report, and whatever else an issue names: a folder, a file nobody reads. */
async function readPlaces(db: Database): Promise<Place[]> {
  const sheets = await db.all<Omit<Place, "several" | "first" | "counts">>(
    "SELECT file, sheet, dataset, accepted, rejected FROM quality.load_report ORDER BY file, sheet"
  );
  const counts = await db.all<{file: string; sheet: string; severity: Severity; n: number}>(
    "SELECT file, sheet, severity, COUNT(*) AS n FROM quality.issues GROUP BY ALL ORDER BY file, sheet"
  );
  const places = new Map<string, Place>();
  const key = (file: string, sheet: string): string => `${file}\0${sheet}`;
  const firsts = new Map<string, Place>();
  const add = (place: Omit<Place, "several" | "first" | "counts">): Place => {
    const first = !firsts.has(place.file);
    const made = {...place, several: !first, first, counts: {error: 0, warning: 0, info: 0}};
    if (first) firsts.set(place.file, made);
    else firsts.get(place.file)!.several = true;
    places.set(key(place.file, place.sheet), made);
    return made;
  };
  for (const sheet of sheets) add(sheet);
  for (const {file, sheet, severity, n} of counts) {
    const place =
      places.get(key(file, sheet)) ??
      (sheet === "" ? firsts.get(file) : undefined) ??
      add({file, sheet, dataset: "", accepted: 0, rejected: 0});
    place.counts[severity] += n;
  }
  return [...places.values()].sort((a, b) => Number(a.file > b.file) - Number(a.file < b.file));
}

async function readRows(
  db: Database,
  place: Place,
  dataset: ReturnDataset | undefined,
  limit: number
): Promise<Pick<ReturnPart, "whole" | "rows" | "columns" | "left">> {
  const here = [place.file, place.sheet];
  const whole = await db.all<ReturnIssue & {sheet: string}>(
    `SELECT field, severity, message
FROM quality.issues
WHERE file = $1 AND "row" IS NULL AND (sheet = $2 OR ($3 AND sheet = ''))
ORDER BY ${RANK}, field, message`,
    [...here, place.first]
  );
  await db.run("DROP TABLE IF EXISTS returned");
  await db.all(
    `CREATE TEMP TABLE returned AS
SELECT "row", MIN(${RANK}) AS worst
FROM quality.issues
WHERE file = $1 AND "row" IS NOT NULL AND (sheet = $2 OR ($3 AND sheet = ''))
GROUP BY "row"`,
    [...here, place.first]
  );
  const [all] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM returned");
  await db.run(`DELETE FROM returned
WHERE "row" NOT IN (SELECT "row" FROM returned ORDER BY worst, "row" LIMIT ${limit})`);
  const issues = await db.all<ReturnIssue & {row: number}>(
    `SELECT "row", field, severity, message
FROM quality.issues
WHERE file = $1 AND (sheet = $2 OR ($3 AND sheet = '')) AND "row" IN (SELECT "row" FROM returned)
ORDER BY "row", ${RANK}, field, message`,
    [...here, place.first]
  );
  const cells = dataset ? await readCells(db, here, dataset) : new Map<number, Map<string, string>>();
  const rows = new Map<number, {row: number; cells: ReadonlyMap<string, string>; issues: ReturnIssue[]}>();
  for (const {row, ...issue} of issues) {
    const found = rows.get(row) ?? {row, cells: cells.get(row) ?? new Map(), issues: [] as ReturnIssue[]};
    found.issues.push(issue);
    rows.set(row, found);
  }
  const list = [...rows.values()];
  const used = new Set(list.flatMap(row => [...row.cells.keys()]));
  const faulty = new Set(list.flatMap(row => row.issues.map(({field}) => field)));
  return {
    whole,
    rows: list,
    columns: list.some(row => row.cells.size)
      ? (dataset?.columns ?? []).filter(({name, header}) => used.has(name) || faulty.has(header))
      : [],
    left: (all?.n ?? 0) - list.length
  };
}

/** Returns the cells of the rows in `returned` that hold something, by row and column. */
async function readCells(
  db: Database,
  here: readonly string[],
  {name, columns}: ReturnDataset
): Promise<Map<number, Map<string, string>>> {
  const rows = await db.all<Row>(
    `SELECT "row" AS row_number, ${columns.map(column => identifier(column.name)).join(", ")}
FROM raw.${identifier(name)}
WHERE file = $1 AND sheet = $2 AND "row" IN (SELECT "row" FROM returned)`,
    here
  );
  return new Map(
    rows.map(row => [
      Number(row.row_number),
      new Map(
        columns.flatMap((column): [string, string][] => {
          const text = row[column.name];
          return text === null || text === undefined || text === "" ? [] : [[column.name, String(text)]];
        })
      )
    ])
  );
}

const RANK = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END";

/** Returns how many issues there are in all. */
export function total({error, warning, info}: Counts): number {
  return error + warning + info;
}
