import type {Database} from "../../loaders/database.ts";
import type {FileDigest} from "../hash.ts";
import {sha256} from "../hash.ts";
import {readSettings} from "../settings.ts";
import {type StateName, yearState} from "../state.ts";
import type {RecordedFacts} from "./recorded.ts";

/** What an edition says of itself, as it stands in `manifest.json`. */
export interface Manifest {
  product: "hengcai";
  /** Of this list's own shape. */
  schema: 1;
  /** Of the program that made it. */
  version: string;
  program: ProgramMark;
  city: string;
  year: number;
  /** `v1`, `v2` … */
  edition: string;
  state: StateName;
  as_of: string;
  signed_on: string | null;
  doc_no: string | null;
  objections_until: string | null;
  /** Why a signed edition is corrected, and which; null for the first. */
  reason: string | null;
  previous: {edition: string; manifest_sha256: string} | null;
  policies: PolicyMark[];
  inputs: InputMark[];
  /** Of the configuration in force, and of the ledger's rows. */
  settings_sha256: string;
  ledger_sha256: string;
  /** The signer's key; null where the edition carries no signature. */
  key_sha256: string | null;
  /** What the bytes of PDF files hang on; null where the edition has none. */
  browser: string | null;
  fonts: string[];
  /** Every file; of data also its rows and columns, and how many numbers are held back for smallness. */
  files: (FileDigest & RecordedFacts)[];
}

/** What the program was made of. */
export interface ProgramMark {
  /** Of its source files. */
  code_sha256: string;
  /** Of the list of the packages it uses; null where that list is not there. */
  lockfile_sha256: string | null;
}

export interface PolicyMark {
  id: string;
  title: string;
  doc: string;
  /** Of the policy's file and what amends it. */
  sha256: string;
}

/** A file that was loaded, and what became of its rows. */
export interface InputMark {
  file: string;
  dataset: string;
  sha256: string;
  rows_in_file: number;
  accepted: number;
  rejected: number;
}

/** What the warehouse does not know of an edition. */
export interface ManifestFacts {
  version: string;
  program: ProgramMark;
  year: number;
  edition: string;
  reason: string | null;
  previous: Manifest["previous"];
  policies: readonly PolicyMark[];
  browser: string | null;
  fonts: readonly string[];
}

/** Returns all of the manifest that does not hang on the files written. */
export async function describeEdition(
  db: Database,
  facts: ManifestFacts
): Promise<Omit<Manifest, "files" | "key_sha256">> {
  const {city, asOf} = await readSettings(db);
  const {state, signedOn, docNo, objectionsUntil} = await yearState(db, facts.year);
  return {
    product: "hengcai",
    schema: 1,
    version: facts.version,
    program: facts.program,
    city,
    year: facts.year,
    edition: facts.edition,
    state,
    as_of: asOf,
    signed_on: signedOn,
    doc_no: docNo,
    objections_until: objectionsUntil,
    reason: facts.reason,
    previous: facts.previous,
    policies: [...facts.policies],
    inputs: await readInputs(db),
    settings_sha256: await hashRows(db, "SELECT key, value FROM meta.settings ORDER BY key"),
    ledger_sha256: await hashRows(db, LEDGER, [facts.year]),
    browser: facts.browser,
    fonts: [...facts.fonts]
  };
}

/** Returns the manifest's text. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Returns the manifest in the text, or undefined where it is none of ours. */
export function maybeManifest(text: string): Manifest | undefined {
  try {
    const value = JSON.parse(text) as Partial<Manifest> | null;
    const ours = value?.product === "hengcai" && typeof value.edition === "string" && Array.isArray(value.files);
    return ours ? (value as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

async function readInputs(db: Database): Promise<InputMark[]> {
  return db.all<InputMark & Record<string, string | number>>(
    `SELECT file, dataset, sha256, ${["rows_in_file", "accepted", "rejected"]
      .map(name => `coalesce(sum(${name}), 0)::INTEGER AS ${name}`)
      .join(", ")}
FROM quality.load_report
GROUP BY file, dataset, sha256
ORDER BY file, dataset, sha256`
  );
}

/** No row number and nothing of the source: the same claims in other files have the same hash. */
const LEDGER = `SELECT basis, unit_id, rule_id, clause, claim_id, event_on::VARCHAR AS event_on, nth, raw, cumulative, cap, points,
  disposition, dup_of, contested
FROM score.bonus_ledger
WHERE year = $1 AND scenario = 'base'
ORDER BY basis, claim_id, unit_id, rule_id`;

async function hashRows(db: Database, sql: string, parameters: readonly number[] = []): Promise<string> {
  const rows = await db.all(sql, parameters);
  return sha256(rows.map(row => `${JSON.stringify(Object.values(row))}\n`).join(""));
}
