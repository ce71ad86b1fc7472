import type {Database} from "../../loaders/database.ts";
import {PUBLISHED_ISSUES} from "../issues.ts";
import {type DecisionRow, readDecisions} from "./decisions.ts";
import {rowsOf} from "./facts.ts";
import {type RunRow, readRuns} from "./runs.ts";

export interface LoadRow {
  file: string;
  sheet: string | null;
  dataset: string;
  sha256: string;
  encoding: string;
  rowsInFile: number;
  preamble: number;
  header: number;
  repeatedHeader: number;
  blank: number;
  total: number;
  note: number;
  accepted: number;
  rejected: number;
}

/** Files that were taken for the same, and why. */
export interface EncodingRow {
  encoding: string;
  evidence: string;
  files: number;
  /** The first of them. */
  example: string;
}

export interface IssueRow {
  file: string;
  sheet: string | null;
  row: number | null;
  field: string | null;
  value: string | null;
  code: string;
  severity: string;
  message: string;
}

export interface QualityData {
  loads: LoadRow[];
  /** The rarest first. */
  encodings: EncodingRow[];
  byCode: {code: string; severity: string; count: number; example: string}[];
  byFile: {file: string; errors: number; warnings: number; infos: number}[];
  /** Errors and the warning that rejects a row, in the published order, at most `LISTED`. */
  faults: IssueRow[];
  faultCount: number;
  /** The office's decisions that apply. */
  decisions: DecisionRow[];
  /** The latest loads, where there were several. */
  runs: RunRow[];
}

/** How many faults a page lists; the rest stands in the downloads. */
export const LISTED = 300;

/** Reads what was loaded and what was wrong with it. */
export async function readQuality(db: Database): Promise<QualityData> {
  const faults = "severity = 'error' OR code = 'duplicate_key'";
  const counted = await rowsOf<{n: number}>(
    db,
    "quality",
    "issues",
    `SELECT COUNT(*) AS n FROM quality.issues WHERE ${faults}`
  );
  return {
    loads: await rowsOf(
      db,
      "quality",
      "load_report",
      `SELECT file, sheet, dataset, sha256, encoding, rows_in_file AS "rowsInFile", preamble, header,
  repeated_header AS "repeatedHeader", blank, total, note, accepted, rejected
FROM quality.load_report
ORDER BY dataset, file, sheet NULLS FIRST`
    ),
    encodings: await rowsOf(
      db,
      "stage",
      "files",
      `SELECT encoding, evidence, COUNT(*) AS files, MIN(file) AS example
FROM stage.files
WHERE encoding <> ''
GROUP BY encoding, evidence
ORDER BY files, encoding, evidence`
    ),
    byCode: await rowsOf(
      db,
      "quality",
      "issues",
      `SELECT code, severity, COUNT(*) AS count, arg_min(message, nth) AS example
FROM (SELECT *, row_number() OVER () AS nth FROM ${PUBLISHED_ISSUES})
GROUP BY code, severity
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, count DESC, code`
    ),
    byFile: await rowsOf(
      db,
      "quality",
      "issues",
      `SELECT file, COUNT(*) FILTER (severity = 'error') AS errors, COUNT(*) FILTER (severity = 'warning') AS warnings,
  COUNT(*) FILTER (severity = 'info') AS infos
FROM quality.issues
GROUP BY file
ORDER BY errors DESC, warnings DESC, file`
    ),
    faults: await rowsOf(
      db,
      "quality",
      "issues",
      `SELECT file, sheet, "row", field, value, code, severity, message
FROM ${PUBLISHED_ISSUES}
WHERE ${faults}
ORDER BY file, sheet NULLS FIRST, "row" NULLS FIRST, code, field, value, message
LIMIT ${LISTED}`
    ),
    faultCount: counted[0]?.n ?? 0,
    decisions: await readDecisions(db),
    runs: await readRuns(db)
  };
}
