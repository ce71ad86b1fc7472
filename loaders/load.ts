import {rm} from "node:fs/promises";
import {acceptRows} from "./accept.ts";
import {type Changes, countDatasets, type DatasetCount, findChanges, findMissing, type Missing} from "./changes.ts";
import {checkCore, rejectOrphans} from "./check.ts";
import type {Config} from "./config.ts";
import {contracts, maybeContract} from "./contracts/index.ts";
import {createCore} from "./core.ts";
import {type Database, openDatabase} from "./database.ts";
import {CREATE_DECIDED, mendIssues} from "./decisionLog.ts";
import {applyDecisions, checkSubjects, excludeHanging, readDecisions} from "./decisions.ts";
import {writeDecisions} from "./decisionTable.ts";
import {rejectDuplicates} from "./duplicates.ts";
import {type Listing, listFiles} from "./files.ts";
import {CREATE_FOUND, insertIssues} from "./found.ts";
import {type WorkspaceKey, workspaceKey} from "./key.ts";
import {CREATE_META, writeRun, writeSettings} from "./meta.ts";
import {CREATE_QUALITY, checkAccounting, writeQuality} from "./quality.ts";
import {withReader} from "./reader/shared.ts";
import {clearDangling, readDirectory, resolveUnits} from "./resolve.ts";
import {rowCounts} from "./rowCounts.ts";
import {literal} from "./sql.ts";
import {createStage} from "./stage.ts";
import {stageFiles} from "./stageFiles.ts";
import {personalRules} from "./words.ts";

export interface LoadOptions {
  /** Where the new warehouse goes; nothing may be there yet. */
  target: string;
  /** The warehouse of the last load: what unchanged files said is taken from it. */
  previous?: string | null;
  /** Reads every file again, also the unchanged ones. */
  full?: boolean;
  /** False leaves the workspace untouched: no key is created in it. */
  createKey?: boolean;
  /** The day up to which decisions of the office apply; as-of by default. */
  decidedBy?: string;
  progress?: (text: string) => void;
}

export interface LoadReport {
  files: {
    /** Files of the workspace's datasets. */
    found: number;
    /** Of these, read in this load; the rest were unchanged. */
    read: number;
    /** Hidden files, lock files and the like. */
    ignored: number;
    /** Sheets not read: hidden ones, notes, those the configuration does not name. */
    skippedSheets: number;
  };
  datasets: DatasetCount[];
  errors: number;
  warnings: number;
  infos: number;
  changes: Changes;
  /** Datasets not sent for the year of as-of. */
  missing: Missing[];
  /** 1 where there is an error: the load lands all the same. */
  status: 0 | 1;
}

/** Raised when the tables that a later load reads from this one change. */
const FORMAT = "2";

/**
 * Reads the workspace's files into a new warehouse (`raw`, `core`, `quality`, `meta`), to the end of every file; faults
 * of the input are rows of `quality.issues`. The same input gives the same rows in the same order in every table but
 * `meta.runs`, whatever is taken over from the previous warehouse.
 */
export async function load(workspace: string, config: Config, options: LoadOptions): Promise<LoadReport> {
  const startedAt = new Date().toISOString();
  const listing = await listFiles(workspace);
  const key = await workspaceKey(workspace, {create: options.createKey ?? true});
  const folder = `${options.target}.rows`;
  const db = await openDatabase(options.target, {memory: "256MB", ours: true});
  try {
    const hasPrevious = await attachPrevious(db, options.previous ?? null);
    // The file is nobody's before it is whole: one transaction spares a wait for the disk after every statement.
    await db.run("BEGIN");
    await db.run([createStage(), createCore(), CREATE_QUALITY, CREATE_META, CREATE_FOUND, CREATE_DECIDED].join("\n"));
    const progress = options.progress ?? (() => {});
    const reuse = hasPrevious && !options.full;
    await db.run(WHILE_READING);
    const {read, withheld} = await withReader(reader =>
      stageFiles(db, listing.files, {config, key, reuse, reader, folder, progress})
    );
    await db.run(AFTER_READING);
    // Committed rows are read by all threads, those of an open transaction by one.
    await db.run("COMMIT; BEGIN");
    await insertIssues(db, listing.issues);
    progress("核对单位、编号和先后");
    await settle(db, config, {key, withheld, decidedBy: options.decidedBy ?? config.asOf});
    await writeSettings(db, config, {format: FORMAT});
    await writeQuality(db);
    await mendIssues(db);
    await writeDecisions(db, key, personalRules(config.words));
    await checkAccounting(db);
    const report = await summarise(db, config, listing, read, hasPrevious);
    await writeRun(db, {startedAt, files: listing.files.length, read, changes: report.changes}, hasPrevious);
    await db.run("COMMIT");
    if (hasPrevious) await db.run("DETACH prev");
    await db.run("CHECKPOINT");
    return report;
  } finally {
    db.close();
    await rm(folder, {recursive: true, force: true});
  }
}

/** Rows come in one after the other: a second thread would only get in the way of the process that reads. */
const WHILE_READING = "SET threads = 1; SET memory_limit = '64MB'";
const AFTER_READING = "SET threads = 2; SET memory_limit = '192MB'";

/** Attaches the previous warehouse as `prev`; false where there is none, or none that this version can read. */
async function attachPrevious(db: Database, previous: string | null): Promise<boolean> {
  if (previous === null) return false;
  try {
    await db.run(`ATTACH ${literal(previous)} AS prev (READ_ONLY)`);
    const [format] = await db.all<{value: string}>(`SELECT value FROM prev.meta.settings WHERE "key" = 'format'`);
    if (format?.value === FORMAT) return true;
  } catch {
    // A warehouse that does not open, or is of another make, is no help: everything is read anew.
  }
  await db.run("DETACH DATABASE IF EXISTS prev");
  return false;
}

/** Makes `core` of what the files said: datasets in the order of the contracts, so that what others refer to is there. */
async function settle(
  db: Database,
  config: Config,
  {key, withheld, decidedBy}: {key: WorkspaceKey; withheld: ReadonlySet<string>; decidedBy: string}
): Promise<void> {
  const decisionContract = maybeContract("decisions")!;
  await acceptRows(db, decisionContract);
  await rejectDuplicates(db, decisionContract);
  const decisions = await readDecisions(db, decidedBy);
  await checkSubjects(db, decisions);
  const counts = await rowCounts(db, "stage");
  let directory = await readDirectory(db, "stage.units");
  for (const contract of contracts) {
    if (contract === decisionContract) continue;
    const deciding = {config, key, directory, decisions, withheld};
    if (counts.get(contract.name)) {
      await rejectOrphans(db, contract);
      await resolveUnits(db, contract, directory);
      await acceptRows(db, contract);
      await rejectDuplicates(db, contract);
    }
    await applyDecisions(db, contract, deciding);
    await excludeHanging(db, contract, deciding);
    if (contract.name === "units") {
      await clearDangling(db, contract);
      directory = await readDirectory(db, "core.units");
    }
  }
  await checkCore(db, config.words);
}

async function summarise(
  db: Database,
  config: Config,
  {files, ignored}: Listing,
  read: number,
  hasPrevious: boolean
): Promise<LoadReport> {
  const datasets = await countDatasets(db);
  const missing = await findMissing(db, config.asOf);
  const changes = await findChanges(db, hasPrevious);
  const severities = await db.all<{severity: string; n: number}>(
    "SELECT severity, COUNT(*) AS n FROM quality.issues GROUP BY severity"
  );
  const count = (severity: string): number => severities.find(row => row.severity === severity)?.n ?? 0;
  const [skipped] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM stage.skipped");
  return {
    files: {found: files.length, read, ignored, skippedSheets: skipped?.n ?? 0},
    datasets,
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    changes,
    missing,
    status: count("error") ? 1 : 0
  };
}
