import type {Config} from "./config.ts";
import type {Contract} from "./contract.ts";
import type {Value} from "./database.ts";
import {deriver} from "./derive.ts";
import type {Issue, RowIssue} from "./issue.ts";
import type {WorkspaceKey} from "./key.ts";
import type {RowSink, StagedFile, StagedRow} from "./reading.ts";
import {type ReadOptions, readRows} from "./readTable.ts";
import type {Accounting, Source, SourceSheet, TypedRow} from "./table.ts";
import {withholder} from "./withhold.ts";
import {personalRules} from "./words.ts";

/** What reading rows depends on besides the file: the part of `Reading` that the browser has too. */
export interface RowReading {
  config: Pick<Config, "asOf" | "categories" | "gradeWords" | "words" | "datasets" | "outlets">;
  key: Pick<WorkspaceKey, "pseudonym" | "pseudonyms" | "hash">;
  hiddenSubjects: ReadonlySet<string>;
  secretMeetings: ReadonlySet<string>;
}

/** What an open file came to, but for its bytes and its rows. */
export type ReadSheets = Pick<StagedFile, "encoding" | "evidence" | "sheets" | "skipped" | "issues" | "secretMeetings">;

/** Reads the sheets of an open file by its contract, without what must not be stored, into the sink. */
export async function readSheets(
  source: Source,
  file: string,
  contract: Contract,
  reading: RowReading,
  sink: RowSink
): Promise<ReadSheets> {
  const {encoding, evidence, skipped} = source;
  const read: ReadSheets = {encoding, evidence, skipped, sheets: [], issues: [], secretMeetings: []};
  for (const [i, sheet] of source.sheets.entries()) {
    const {accounting, issues, meetings} = await readSheet(file, sheet, contract, reading, {
      write: rows => sink.write(i, sheet.name, rows),
      drop: () => sink.drop(i)
    });
    read.sheets.push({name: sheet.name, accounting});
    for (const issue of issues) read.issues.push(placed(file, sheet.name, issue));
    for (const meeting of meetings) read.secretMeetings.push(reading.key.pseudonym(meeting));
  }
  read.issues.push(...source.issues.map(issue => placed(file, "", issue)));
  return read;
}

/** Returns how the cells of a dataset are read. */
export function readOptions(contract: Contract, {config, key}: Pick<RowReading, "config" | "key">): ReadOptions {
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

/** Returns the issue with its place. Written out: a spread would make objects of six times the room, one for every cell. */
export function placed(file: string, sheet: string, issue: RowIssue): Issue {
  const {row, field, value, code, severity, message} = issue;
  return {file, sheet, row, field, value, code, severity, message};
}

async function readSheet(
  file: string,
  sheet: SourceSheet,
  contract: Contract,
  reading: RowReading,
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
  let held: () => Promise<void> = async () => {};
  const table = await readRows(sheet, contract, readOptions(contract, reading), async batch => {
    if (!batch.length) return;
    count(batch, read);
    const rows = withheld.rows(batch);
    count(rows, kept);
    // Pseudonyms are made of the row as it was read: a withheld subject still tells one event from another. The rows wait
    // for them while the next ones are read.
    const made = derived(batch);
    made.catch(() => {});
    await held();
    held = async () => {
      const columns = await made;
      await sink.write(rows.map((row, i) => stagedRow(row, columns[i]!)));
    };
  });
  if (!table.broken) await held();
  else {
    await sink.drop();
    for (const counts of [read, kept]) Object.assign(counts, {accepted: 0, rejected: 0});
  }
  checkAccounting(`${file} ${sheet.name}`, table.accounting, read);
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
  const values = derived.length ? row.values.concat(derived) : row.values;
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
  place: string,
  a: Accounting,
  {accepted, rejected}: {accepted: number; rejected: number}
): void {
  const sum = a.preamble + a.header + a.repeatedHeader + a.blank + a.total + a.note + a.accepted + a.rejected;
  if (sum === a.rows && accepted === a.accepted && rejected <= a.rejected) return;
  throw new Error(
    `the rows of ${place} do not add up: ${JSON.stringify(a)}, but ${accepted} accepted and ${rejected} rejected were handed over`
  );
}
