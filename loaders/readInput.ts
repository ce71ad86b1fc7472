import {createHash} from "node:crypto";
import {createReadStream, readdirSync, readFileSync} from "node:fs";
import type {Config} from "./config.ts";
import type {Contract} from "./contract.ts";
import type {Value} from "./database.ts";
import {deriver} from "./derive.ts";
import {type InputFile, unreadable} from "./files.ts";
import {headerNames} from "./header.ts";
import type {Issue, IssueCode, RowIssue} from "./issue.ts";
import type {WorkspaceKey} from "./key.ts";
import {type ReadOptions, readTable} from "./readTable.ts";
import {openSource} from "./source.ts";
import type {Accounting, TableResult, TypedRow} from "./table.ts";
import {type Rows, withholdOfSecretMeetings, withholdSecretMeetings, withholdSubjects} from "./withhold.ts";

/** What reading a file depends on besides its bytes. */
export interface Reading {
  config: Config;
  key: WorkspaceKey;
  /** Claims whose subject is withheld because a decision makes them R1 or R2. */
  hiddenSubjects: ReadonlySet<string>;
  /** Pseudonyms of the meetings above 内部. */
  secretMeetings: ReadonlySet<string>;
}

/** What one file came to. */
export interface StagedFile {
  file: InputFile;
  sha256: string;
  bytes: number;
  encoding: string;
  evidence: string;
  sheets: {name: string; accounting: Accounting; rows: StagedRow[]}[];
  skipped: {name: string; reason: string}[];
  issues: Issue[];
  /** Pseudonyms of the meetings above 内部 that the file lists. */
  secretMeetings: string[];
}

export interface StagedRow {
  row: number;
  rejected: boolean;
  /** The stored fields, then the derived columns. */
  values: Value[];
  raw: (string | null)[];
}

export interface Hashed {
  sha256: string;
  bytes: number;
}

/** Returns a digest of all that a file's rows depend on, its bytes among them: equal digests mean equal rows. */
export function fingerprint(contract: Contract, {sha256}: Hashed, reading: Reading): string {
  const {config, key} = reading;
  const parts = [
    readerVersion(),
    contract,
    sha256,
    key.fingerprint,
    config.asOf,
    config.categories,
    [...config.gradeWords],
    [...config.outlets],
    config.datasets.get(contract.name) ?? null,
    contract.name === "claims" ? [...reading.hiddenSubjects].sort() : null,
    isOfMeetings(contract) ? [...reading.secretMeetings].sort() : null
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Returns a digest of the loaders' own code: what older code read is not taken over. */
function readerVersion(): string {
  if (version === undefined) {
    const hash = createHash("sha256");
    const folder = new URL(".", import.meta.url);
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith(".ts")) hash.update(readFileSync(new URL(name, folder), "utf8"));
    }
    version = hash.digest("hex");
  }
  return version;
}

let version: string | undefined;

/** Returns the SHA-256 and the size of a file's bytes. */
export async function hashFile(path: string): Promise<Hashed> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return {sha256: hash.digest("hex"), bytes};
}

const ATTEMPTS = 3;

/**
 * Reads a file by its contract, without what must not be stored. What the machine or the file itself refuses is an issue
 * of the file; so is a file that keeps changing while it is read.
 */
export async function readInput(
  file: InputFile,
  contract: Contract,
  reading: Reading,
  hashed: Hashed
): Promise<StagedFile> {
  let before = hashed;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const staged = await readSheets(file, contract, reading, before);
      const after = await hashFile(file.path);
      if (after.sha256 === before.sha256) return staged;
      before = after;
    }
  } catch (error) {
    const fault = unreadable(error);
    if (!fault) throw error;
    return unread(file, fault);
  }
  return unread(file, {code: "open_file", message: "文件在读取时一直在变；请等它保存完毕、关闭后再装载"});
}

/** Returns what stands for a file that could not be read. */
export function unread(file: InputFile, fault: {code: IssueCode; message: string}): StagedFile {
  const issue: RowIssue = {row: null, field: "", value: "", severity: "error", ...fault};
  return {...empty(file, {sha256: "", bytes: 0}), issues: [placed(file, "", issue)]};
}

/** Returns how the cells of a dataset are read. */
export function readOptions(contract: Contract, {config, key}: Pick<Reading, "config" | "key">): ReadOptions {
  return {
    asOf: config.asOf,
    categories: config.categories,
    gradeWords: config.gradeWords,
    fillDown: config.datasets.get(contract.name)?.fillDown ?? [],
    outlets: config.outlets,
    hash: key.hash
  };
}

async function readSheets(file: InputFile, contract: Contract, reading: Reading, hashed: Hashed): Promise<StagedFile> {
  const staged = empty(file, hashed);
  const derived = deriver(contract, reading.key);
  const source = await openSource(file.path, {
    name: file.name,
    headers: headerNames(contract),
    sheets: reading.config.datasets.get(contract.name)?.sheets ?? null
  });
  try {
    staged.encoding = source.encoding;
    staged.evidence = source.evidence;
    staged.skipped = source.skipped;
    for (const sheet of source.sheets) {
      const table = await readTable(sheet, contract, readOptions(contract, reading));
      checkAccounting(file, sheet.name, table);
      const withheld = withhold(contract, table, reading);
      staged.sheets.push({
        name: sheet.name,
        // Pseudonyms are made of the row as it was read: a withheld subject still tells one event from another.
        rows: withheld.rows.map((row, i) => ({...row, values: [...row.values, ...derived(table.rows[i]!)]})),
        accounting: {
          ...table.accounting,
          accepted: countRows(withheld.rows, {rejected: false}),
          rejected:
            table.accounting.rejected +
            countRows(table.rows, {rejected: false}) -
            countRows(withheld.rows, {rejected: false})
        }
      });
      staged.secretMeetings.push(...withheld.meetings.map(reading.key.pseudonym));
      staged.issues.push(...withheld.issues.map(issue => placed(file, sheet.name, issue)));
    }
    staged.issues.push(...source.issues.map(issue => placed(file, "", issue)));
  } finally {
    await source.close();
  }
  return staged;
}

/**
 * Nothing is lost in silence: every row of the sheet is counted once, and every accepted row is handed over. Of rejected
 * ones some are not, such as those of a second table below the first.
 */
function checkAccounting(file: InputFile, sheet: string, {accounting: a, rows}: TableResult): void {
  const sum = a.preamble + a.header + a.repeatedHeader + a.blank + a.total + a.note + a.accepted + a.rejected;
  const accepted = countRows(rows, {rejected: false});
  const rejected = countRows(rows, {rejected: true});
  if (sum === a.rows && accepted === a.accepted && rejected <= a.rejected) return;
  throw new Error(
    `the rows of ${file.name} ${sheet} do not add up: ${JSON.stringify(a)}, but ${accepted} accepted and ${rejected} rejected were handed over`
  );
}

function countRows(rows: readonly TypedRow[], {rejected}: {rejected: boolean}): number {
  return rows.reduce((sum, row) => sum + (row.rejected === rejected ? 1 : 0), 0);
}

function withhold(contract: Contract, rows: Rows, reading: Reading): Rows & {meetings: string[]} {
  if (contract.name === "claims") {
    return {...withholdSubjects(contract, rows, reading.hiddenSubjects), meetings: []};
  }
  if (contract.name === "meetings") return withholdSecretMeetings(contract, rows);
  if (isOfMeetings(contract) && reading.secretMeetings.size) {
    const isSecret = (meeting: string): boolean => reading.secretMeetings.has(reading.key.pseudonym(meeting));
    return {...withholdOfSecretMeetings(contract, rows, isSecret), meetings: []};
  }
  return {...rows, meetings: []};
}

function isOfMeetings(contract: Contract): boolean {
  return contract.name === "attendance" || contract.name === "tasks";
}

function empty(file: InputFile, hashed: Hashed): StagedFile {
  return {file, ...hashed, encoding: "", evidence: "", sheets: [], skipped: [], issues: [], secretMeetings: []};
}

function placed({name}: InputFile, sheet: string, issue: RowIssue): Issue {
  return {...issue, file: name, sheet};
}
