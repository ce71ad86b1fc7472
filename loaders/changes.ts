import {contracts} from "./contracts/index.ts";
import type {Database} from "./database.ts";
import {rowCounts} from "./rowCounts.ts";
import {literal} from "./sql.ts";

/** What became of the files and rows since the previous load; everything is new where there was none. */
export interface Changes {
  newFiles: string[];
  changedFiles: string[];
  goneFiles: string[];
  /** Accepted rows by dataset, where the number or the rows of a file changed. */
  rows: {dataset: string; title: string; before: number; after: number}[];
}

/** A dataset of which the as-of year has no row. */
export interface Missing {
  dataset: string;
  title: string;
  year: number;
  /** `absent`: no row at all; `year`: rows, but none dated in the year. */
  state: "absent" | "year";
}

export interface DatasetCount {
  dataset: string;
  files: number;
  /** Data rows: accepted and rejected. */
  rows: number;
  accepted: number;
  rejected: number;
}

/** Writes and returns how many files and rows each dataset has, in the order of the contracts. */
export async function countDatasets(db: Database): Promise<DatasetCount[]> {
  await db.run(`
    INSERT INTO meta.datasets
    SELECT d.dataset, COUNT(DISTINCT l.file), COALESCE(SUM(l.accepted + l.rejected), 0), COALESCE(SUM(l.accepted), 0),
      COALESCE(SUM(l.rejected), 0)
    FROM (VALUES ${contracts.map(({name}, nth) => `(${literal(name)}, ${nth})`).join(", ")}) d(dataset, nth)
    LEFT JOIN quality.load_report l ON l.dataset = d.dataset
    GROUP BY d.dataset, d.nth
    ORDER BY d.nth
  `);
  return db.all<DatasetCount>("SELECT * FROM meta.datasets");
}

/** Returns what changed against the previous warehouse (attached as `prev`), or against nothing. */
export async function findChanges(db: Database, hasPrevious: boolean): Promise<Changes> {
  const before = hasPrevious ? await filesOf(db, "prev.stage.files") : new Map<string, string>();
  const after = await filesOf(db, "stage.files");
  const rowsBefore = hasPrevious ? await rowsOf(db, "prev.meta.datasets") : new Map<string, number>();
  const rowsAfter = await rowsOf(db, "meta.datasets");
  return {
    newFiles: [...after.keys()].filter(file => !before.has(file)),
    changedFiles: [...after]
      .filter(([file, sha]) => before.has(file) && before.get(file) !== sha)
      .map(([file]) => file),
    goneFiles: [...before.keys()].filter(file => !after.has(file)),
    rows: contracts
      .map(({name, title}) => ({
        dataset: name,
        title,
        before: rowsBefore.get(name) ?? 0,
        after: rowsAfter.get(name) ?? 0
      }))
      .filter(row => row.before !== row.after)
  };
}

async function filesOf(db: Database, table: string): Promise<Map<string, string>> {
  const rows = await db.all<{file: string; sha256: string}>(`SELECT file, sha256 FROM ${table} ORDER BY file`);
  return new Map(rows.map(({file, sha256}) => [file, sha256]));
}

async function rowsOf(db: Database, table: string): Promise<Map<string, number>> {
  const rows = await db.all<{dataset: string; accepted: number}>(`SELECT dataset, accepted FROM ${table}`);
  return new Map(rows.map(({dataset, accepted}) => [dataset, accepted]));
}

/** Where a dataset's rows say their year; datasets without are registers, complete or absent. */
const YEAR: Readonly<Record<string, string>> = {
  assessments: `SELECT year FROM core.assessments`,
  claims: yearOf("claims", "event_on"),
  meetings: yearOf("meetings", "held_on"),
  inspections: yearOf("inspections", "COALESCE(visited_on, notified_on, approved_on, notice_on)"),
  attendance: `SELECT EXTRACT(year FROM m.held_on) AS year FROM core.attendance JOIN core.meetings m USING (meeting_id)`,
  tasks: `
    SELECT EXTRACT(year FROM COALESCE(m.held_on, t.due_on, t.done_on)) AS year
    FROM core.tasks t LEFT JOIN core.meetings m USING (meeting_id)`,
  ratings: yearOf("ratings", "rated_on"),
  opinions: yearOf("opinions", "received_on"),
  rectifications: yearOf("rectifications", "notified_on"),
  reports: yearOf("reports", "reported_on"),
  base_scores: `SELECT year FROM core.base_scores`
};

/** What a workspace may do without and not be told. */
const OPTIONAL = new Set(["base_scores", "confirmations", "decisions"]);

/** Writes and returns the datasets that were not sent for the year of as-of. */
export async function findMissing(db: Database, asOf: string): Promise<Missing[]> {
  const year = Number(asOf.slice(0, 4));
  const counts = await rowCounts(db, "core");
  const missing: Missing[] = [];
  for (const {name, title} of contracts) {
    if (!counts.get(name)) {
      if (!OPTIONAL.has(name)) missing.push({dataset: name, title, year, state: "absent"});
    } else if (YEAR[name]) {
      const [dated] = await db.all<{n: number}>(`SELECT COUNT(*) AS n FROM (${YEAR[name]}) WHERE year = ${year}`);
      if (!dated?.n) missing.push({dataset: name, title, year, state: "year"});
    }
  }
  const rows = missing.map(row => `(${[row.dataset, row.title, row.year, row.state].map(literal).join(", ")})`);
  if (rows.length) await db.run(`INSERT INTO meta.missing VALUES ${rows.join(",\n")}`);
  return missing;
}

function yearOf(dataset: string, date: string): string {
  return `SELECT EXTRACT(year FROM ${date}) AS year FROM core.${dataset}`;
}
