import type {Contract} from "./contract.ts";
import type {Value} from "./database.ts";
import {deriver} from "./derive.ts";
import {type InputFile, unreadable} from "./files.ts";
import {hashFile} from "./fingerprint.ts";
import {headerNames} from "./header.ts";
import type {Issue, IssueCode, RowIssue} from "./issue.ts";
import type {Hashed, Reading, RowSink, StagedFile, StagedRow} from "./reading.ts";
import {type ReadOptions, readRows} from "./readTable.ts";
import {openSource} from "./source.ts";
import type {Accounting, SourceSheet, TypedRow} from "./table.ts";
import {withholder} from "./withhold.ts";
import {personalRules} from "./words.ts";

const ATTEMPTS = 3;

/**
 * Reads a file by its contract, without what must not be stored, into the sink. What the machine or the file itself
 * refuses is an issue of the file; so is a file that keeps changing while it is read.
 */
export async function readInput(
  file: InputFile,
  contract: Contract,
  reading: Reading,
  hashed: Hashed,
  sink: RowSink
): Promise<StagedFile> {
  let before = hashed;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const staged = await readSheets(file, contract, reading, before, sink);
      const after = await hashFile(file.path);
      if (after.sha256 === before.sha256) return staged;
      await sink.drop();
      before = after;
    }
  } catch (error) {
    const fault = unreadable(error);
    if (!fault) throw error;
    await sink.drop();
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
    words: contract.name === "claims" ? config.words : null,
    fillDown: config.datasets.get(contract.name)?.fillDown ?? [],
    outlets: config.outlets,
    hash: key.hash
  };
}

async function readSheets(
  file: InputFile,
  contract: Contract,
  reading: Reading,
  hashed: Hashed,
  sink: RowSink
): Promise<StagedFile> {
  const staged = empty(file, hashed);
  const source = await openSource(file.path, {
    name: file.name,
    headers: headerNames(contract),
    sheets: reading.config.datasets.get(contract.name)?.sheets ?? null
  });
  try {
    staged.encoding = source.encoding;
    staged.evidence = source.evidence;
    staged.skipped = source.skipped;
    for (const [i, sheet] of source.sheets.entries()) {
      const read = await readSheet(file, sheet, contract, reading, {
        write: rows => sink.write(i, sheet.name, rows),
        drop: () => sink.drop(i)
      });
      staged.sheets.push({name: sheet.name, accounting: read.accounting});
      for (const issue of read.issues) staged.issues.push(placed(file, sheet.name, issue));
      for (const meeting of read.meetings) staged.secretMeetings.push(reading.key.pseudonym(meeting));
    }
    staged.issues.push(...source.issues.map(issue => placed(file, "", issue)));
  } finally {
    source.close();
  }
  return staged;
}

async function readSheet(
  file: InputFile,
  sheet: SourceSheet,
  contract: Contract,
  reading: Reading,
  sink: {write(rows: readonly StagedRow[]): Promise<void>; drop(): Promise<void>}
): Promise<{accounting: Accounting; issues: RowIssue[]; meetings: ReadonlySet<string>}> {
  const derived = deriver(contract, reading.key);
  const withheld = withholder(contract, {
    claims: reading.hiddenSubjects,
    isSecretMeeting: meeting => reading.secretMeetings.has(reading.key.pseudonym(meeting)),
    personal: personalRules(reading.config.words)
  });
  const read = {accepted: 0, rejected: 0};
  const kept = {accepted: 0, rejected: 0};
  const table = await readRows(sheet, contract, readOptions(contract, reading), async batch => {
    if (!batch.length) return;
    count(batch, read);
    const rows = withheld.rows(batch);
    count(rows, kept);
    // Pseudonyms are made of the row as it was read: a withheld subject still tells one event from another.
    await sink.write(rows.map((row, i) => stagedRow(row, derived(batch[i]!))));
  });
  if (table.broken) {
    await sink.drop();
    for (const counts of [read, kept]) Object.assign(counts, {accepted: 0, rejected: 0});
  }
  checkAccounting(file, sheet.name, table.accounting, read);
  return {
    accounting: {
      ...table.accounting,
      accepted: kept.accepted,
      rejected: table.accounting.rejected + read.accepted - kept.accepted
    },
    issues: withheld.issues(table.issues),
    meetings: withheld.meetings
  };
}

function stagedRow(row: TypedRow, derived: readonly Value[]): StagedRow {
  const values = derived.length ? [...row.values, ...derived] : row.values;
  return {row: row.row, rejected: row.rejected, values, raw: row.raw};
}

function count(rows: readonly TypedRow[], counts: {accepted: number; rejected: number}): void {
  for (const row of rows) counts[row.rejected ? "rejected" : "accepted"]++;
}

/**
 * Nothing is lost in silence: every row of the sheet is counted once, and every accepted row is handed over. Of rejected
 * ones some are not, such as those of a second table below the first.
 */
function checkAccounting(
  file: InputFile,
  sheet: string,
  a: Accounting,
  {accepted, rejected}: {accepted: number; rejected: number}
): void {
  const sum = a.preamble + a.header + a.repeatedHeader + a.blank + a.total + a.note + a.accepted + a.rejected;
  if (sum === a.rows && accepted === a.accepted && rejected <= a.rejected) return;
  throw new Error(
    `the rows of ${file.name} ${sheet} do not add up: ${JSON.stringify(a)}, but ${accepted} accepted and ${rejected} rejected were handed over`
  );
}

function empty(file: InputFile, hashed: Hashed): StagedFile {
  return {file, ...hashed, encoding: "", evidence: "", sheets: [], skipped: [], issues: [], secretMeetings: []};
}

/** Written out: a spread would make objects of six times the room, and there may be one for every cell of a file. */
function placed({name: file}: InputFile, sheet: string, issue: RowIssue): Issue {
  const {row, field, value, code, severity, message} = issue;
  return {file, sheet, row, field, value, code, severity, message};
}
