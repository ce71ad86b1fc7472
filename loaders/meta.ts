import type {Changes} from "./changes.ts";
import type {Config} from "./config.ts";
import type {Database} from "./database.ts";
import {literal} from "./sql.ts";

/** `meta.runs` alone knows a clock and what went before: of publication only the alert on shrinking files reads it. */
export const CREATE_META = `
  CREATE SCHEMA meta;
  CREATE TABLE meta.settings ("key" VARCHAR, value VARCHAR);
  CREATE TABLE meta.datasets (dataset VARCHAR, files INTEGER, rows INTEGER, accepted INTEGER, rejected INTEGER);
  CREATE TABLE meta.missing (dataset VARCHAR, title VARCHAR, year INTEGER, state VARCHAR);
  CREATE TABLE meta.runs (started_at VARCHAR, finished_at VARCHAR, files INTEGER, "read" INTEGER, changes VARCHAR);
`;

/** Writes what later stages need of the configuration, as text (JSON where it is more than a word). */
export async function writeSettings(
  db: Database,
  config: Config,
  more: Readonly<Record<string, string>> = {}
): Promise<void> {
  const settings: [key: string, value: unknown][] = [
    ["city", config.city],
    ["as_of", config.asOf],
    ["policies", config.policies],
    ["readings", Object.fromEntries(config.readings)],
    ["groups", config.groups],
    ["thresholds", config.thresholds],
    ["satisfaction_index", Object.fromEntries(config.satisfactionIndex)],
    ["publish", {...config.publish, years: Object.fromEntries(config.publish.years)}],
    // How cells are read, for the page that checks a file before it is sent.
    [
      "reading",
      {
        categories: config.categories,
        gradeWords: Object.fromEntries(config.gradeWords),
        words: config.words,
        outlets: Object.fromEntries(config.outlets),
        datasets: Object.fromEntries(config.datasets)
      }
    ],
    ...Object.entries(more)
  ];
  const rows = settings.map(
    ([key, value]) => `(${literal(key)}, ${literal(typeof value === "string" ? value : JSON.stringify(value))})`
  );
  await db.run(`INSERT INTO meta.settings VALUES ${rows.join(",\n")}`);
}

/** Runs of earlier loads that are kept. */
const KEPT = 100;

/** Adds this load to the list of loads that the previous warehouse (attached as `prev`) kept. */
export async function writeRun(
  db: Database,
  {startedAt, files, read, changes}: {startedAt: string; files: number; read: number; changes: Changes},
  hasPrevious: boolean
): Promise<void> {
  if (hasPrevious) {
    await db.run(`
      INSERT INTO meta.runs
      SELECT * FROM (SELECT * FROM prev.meta.runs ORDER BY started_at DESC LIMIT ${KEPT - 1}) ORDER BY started_at
    `);
  }
  await db.append("meta", "runs", [[startedAt, new Date().toISOString(), files, read, JSON.stringify(changes)]]);
}
