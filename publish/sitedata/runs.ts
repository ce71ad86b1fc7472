import type {Database} from "../../loaders/database.ts";
import {rowsOf} from "./facts.ts";

/** One load: when, how many files there were and how many of them were read anew, and what it changed. */
export interface RunRow {
  /** In Beijing time, to the minute: 2025-12-31 08:30. */
  startedAt: string;
  files: number;
  read: number;
  /** Accepted rows of each dataset whose number changed. */
  rows: {title: string; before: number; after: number}[];
}

/** How many loads a page lists. */
const LISTED = 12;

const EIGHT_HOURS = 8 * 3_600_000;

/** Reads the latest loads, the latest first; none where there was but one, which tells no trend. */
export async function readRuns(db: Database): Promise<RunRow[]> {
  const runs = await rowsOf<{startedAt: string; files: number; read: number; changes: string}>(
    db,
    "meta",
    "runs",
    `SELECT started_at AS "startedAt", files, "read", changes FROM meta.runs ORDER BY started_at DESC LIMIT ${LISTED}`
  );
  if (runs.length < 2) return [];
  return runs.map(({startedAt, files, read, changes}) => ({
    startedAt: new Date(Date.parse(startedAt) + EIGHT_HOURS).toISOString().slice(0, 16).replace("T", " "),
    files,
    read,
    rows: (JSON.parse(changes) as {rows: RunRow["rows"]}).rows
      .filter(({before, after}) => before !== after)
      .map(({title, before, after}) => ({title, before, after}))
  }));
}
