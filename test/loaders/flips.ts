import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect} from "vitest";
import type {InputFile} from "../../loaders/files.ts";
import {hashFile} from "../../loaders/fingerprint.ts";
import {headerNames} from "../../loaders/header.ts";
import {ISSUE_CODES, type Issue} from "../../loaders/issue.ts";
import {workspaceKey} from "../../loaders/key.ts";
import {readInput} from "../../loaders/readInput.ts";
import type {Reading, RowSink, StagedFile, StagedRow} from "../../loaders/reading.ts";
import {openSource} from "../../loaders/source.ts";
import type {Accounting} from "../../loaders/table.ts";
import {flipSeeds, type Seed} from "./flipSeeds.ts";
import {contractOf, readSource} from "./support.ts";
import {configOf, loadWorkspace, makeWorkspace} from "./workspace.ts";
import {hurt, hurtInside, randomOf} from "./wounds.ts";

/** How the hurt files ended, and the longest that one took. */
export interface Outcomes {
  files: number;
  accepted: number;
  rejected: number;
  /** Files of which no row was read. */
  faults: number;
  slowest: number;
  /** What should never be: a crash, an open sum, a slow file, a loss that nobody was told of. */
  failures: string[];
}

/** No small file may take longer. */
const MOST_MS = 5_000;
const CODES: ReadonlySet<string> = new Set(ISSUE_CODES);

/** Hurts each of fifty files so many times, by the seed, and reads it as `load` does. */
export async function flipAll(times: number, {seed = 1} = {}): Promise<Outcomes> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-flips-"));
  const outcomes: Outcomes = {files: 0, accepted: 0, rejected: 0, faults: 0, slowest: 0, failures: []};
  try {
    const reading: Reading = {
      config: configOf(),
      key: await workspaceKey(makeWorkspace()),
      hiddenSubjects: new Set(),
      secretMeetings: new Set()
    };
    for (const [i, one] of flipSeeds().entries()) {
      const random = randomOf(seed * 1_000 + i);
      const whole = new Set<string>();
      for (let time = 0; time < times; time++) {
        // Untouched once: its rows must be read, or the wounds prove nothing.
        const isInside = time % 2 === 0 && one.name.endsWith(".xlsx");
        const bytes = time === 0 ? one.bytes : isInside ? hurtInside(one.bytes, random) : hurt(one.bytes, random);
        const path = join(folder, one.name);
        writeFileSync(path, bytes);
        const before = outcomes.faults;
        const started = performance.now();
        const faults = await read(one, path, reading, outcomes)
          .then(({rows, faults}) => {
            if (time === 0) for (const row of rows) whole.add(shownRow(row));
            // What a checksum guards is read as it was, or not at all.
            const isGuarded = one.name.endsWith(".xlsx") && !isInside;
            return isGuarded && rows.some(row => !whole.has(shownRow(row))) ? [...faults, "a changed row"] : faults;
          })
          .catch((error: unknown) => [crash(error)]);
        const took = performance.now() - started;
        if (time === 0 && outcomes.faults > before) faults.push("no row of the whole file was read");
        if (took > MOST_MS) faults.push(`took ${Math.round(took)} ms`);
        outcomes.slowest = Math.max(outcomes.slowest, took);
        outcomes.files++;
        outcomes.failures.push(...faults.map(fault => `seed ${seed}, ${one.name}, time ${time}: ${fault}`));
      }
    }
    return outcomes;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Reads the records alone, then the file by its contract; returns its rows and what went wrong. */
async function read(
  seed: Seed,
  path: string,
  reading: Reading,
  outcomes: Outcomes
): Promise<{rows: readonly StagedRow[]; faults: string[]}> {
  const contract = contractOf(seed.dataset);
  const last = await lastRows(path, headerNames(contract));
  const file: InputFile = {dataset: seed.dataset, path, name: seed.name};
  const sink = keeping();
  const staged = await readInput(file, contract, reading, await hashFile(path), sink);
  const {accepted, rejected} = sum(staged);
  outcomes.accepted += accepted;
  outcomes.rejected += rejected;
  if (!accepted && !rejected) outcomes.faults++;
  return {rows: sink.rows, faults: faultsOf(staged, sink.rows, last)};
}

/**
 * Values alone: where the name of the styles in the zip's directory is hurt, which no checksum guards, a date's source
 * text is its serial number, and the date read from it is the same.
 */
function shownRow({row, values}: Pick<StagedRow, "row" | "values">): string {
  return JSON.stringify([row, values]);
}

/** Returns the last row of every sheet as the records come, undefined where the sheet is broken on the way. */
async function lastRows(path: string, headers: ReadonlySet<string>): Promise<(number | undefined)[]> {
  const source = await openSource(path, {name: path, headers});
  try {
    const rows: (number | undefined)[] = [];
    for (const sheet of source.sheets) {
      let last: number | undefined = 0;
      try {
        for await (const batch of sheet.rows) {
          for (const {row} of batch) {
            if (row <= last && row !== 0) throw new Error(`row ${row} comes after row ${last}`);
            last = row;
          }
        }
      } catch (error) {
        if ((error as Error).name !== "FileFault") throw error;
        last = undefined;
      }
      rows.push(last);
    }
    return rows;
  } finally {
    source.close();
  }
}

function faultsOf(staged: StagedFile, rows: readonly StagedRow[], last: readonly (number | undefined)[]): string[] {
  const faults: string[] = [];
  const {accepted, rejected} = sum(staged);
  for (const [i, {name, accounting}] of staged.sheets.entries()) {
    const {rows: all, ...counts} = accounting;
    const total = Object.values(counts).reduce((a, b) => a + b, 0);
    if (total !== all || Object.values(counts).some(count => count < 0)) {
      faults.push(`an open sum in sheet ${name}: ${JSON.stringify(accounting)}`);
    }
    if (last[i] !== undefined && all < last[i])
      faults.push(`sheet ${name} has ${last[i]} rows, only ${all} are counted`);
  }
  if (rows.filter(row => !row.rejected).length !== accepted)
    faults.push(`${accepted} accepted rows were not handed over`);
  if (rejected && !staged.issues.some(isError)) faults.push(`${rejected} rows rejected without an error`);
  if (!staged.sheets.length && !staged.issues.some(isError) && !staged.skipped.length)
    faults.push("no sheet, no issue");
  for (const {code, message} of staged.issues) {
    if (!CODES.has(code) || !/[\u4e00-\u9fff]/.test(message)) faults.push(`an issue nobody knows: ${code} ${message}`);
  }
  const doubtful = new Set(staged.issues.filter(({code}) => code === "bad_encoding").map(({row}) => row));
  for (const {row, raw, rejected: refused} of rows) {
    if (!refused && raw.some(text => text?.includes("\ufffd")) && !doubtful.has(row))
      faults.push(`a silent U+FFFD in row ${row}`);
  }
  return faults;
}

function isError({severity}: Issue): boolean {
  return severity === "error";
}

function sum({sheets}: StagedFile): {accepted: number; rejected: number} {
  const total = (of: (accounting: Accounting) => number): number =>
    sheets.reduce((n, one) => n + of(one.accounting), 0);
  return {accepted: total(one => one.accepted), rejected: total(one => one.rejected)};
}

function crash(error: unknown): string {
  return `a crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function keeping(): RowSink & {rows: StagedRow[]} {
  const kept: {sheet: number; row: StagedRow}[] = [];
  return {
    get rows() {
      return kept.map(({row}) => row);
    },
    async write(sheet, _name, rows) {
      for (const row of rows) kept.push({sheet, row});
    },
    async drop(sheet) {
      for (let i = kept.length - 1; i >= 0; i--) if (sheet === undefined || kept[i]!.sheet === sheet) kept.splice(i, 1);
    }
  };
}

/**
 * Flips one bit of a workbook whose parts are not packed, at every so many bytes; returns where rows came of it that the
 * whole file does not have, and how many of the files could still be read.
 */
export async function flipBits(step: number): Promise<{changed: number[]; read: number; files: number}> {
  const seed = flipSeeds().find(({name}) => name === "book-6.xlsx")!;
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bits-"));
  const path = join(folder, seed.name);
  const rowsOf = async (bytes: Uint8Array): Promise<string[]> => {
    writeFileSync(path, bytes);
    const source = await openSource(path, {name: path, headers: headerNames(contractOf(seed.dataset))});
    try {
      if (source.issues.length) return [];
      return (await readSource(source, seed.dataset)).rows.map(shownRow);
    } finally {
      source.close();
    }
  };
  try {
    const whole = new Set(await rowsOf(seed.bytes));
    const result = {changed: [] as number[], read: 0, files: 0};
    for (let at = 0; at < seed.bytes.length; at += step) {
      const bytes = Uint8Array.from(seed.bytes);
      bytes[at] = bytes[at]! ^ (1 << (at % 8));
      const rows = await rowsOf(bytes);
      result.files++;
      if (rows.length) result.read++;
      if (rows.some(row => !whole.has(row))) result.changed.push(at);
    }
    return result;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Loads a workspace full of hurt files, and looks whether every sum is closed and every file accounted for. */
export async function flipLoad(files: number, seed: number): Promise<{rows: number; accepted: number}> {
  const seeds = flipSeeds();
  const random = randomOf(seed);
  const hurtFiles = Array.from({length: files}, (_, i) => {
    const one = seeds[random(seeds.length)]!;
    return [`${one.dataset}/${i}-${one.name}`, hurt(one.bytes, random)] as const;
  });
  const loaded = await loadWorkspace(makeWorkspace(Object.fromEntries(hurtFiles)));
  const open = await loaded.query(`
    SELECT file, sheet FROM quality.load_report
    WHERE rows_in_file <> preamble + header + repeated_header + blank + total + note + accepted + rejected
  `);
  expect(open).toEqual([]);
  const reported = await loaded.query<{file: string}>("SELECT DISTINCT file FROM quality.load_report ORDER BY file");
  const names = reported.map(({file}) => file);
  expect(hurtFiles.map(([name]) => name).filter(name => !names.includes(name))).toEqual([]);
  const silent = await loaded.query(`
    SELECT r.file FROM quality.load_report r
    WHERE r.rejected > 0 AND r.file NOT IN (SELECT file FROM quality.issues WHERE severity = 'error' OR code = 'duplicate_key')
  `);
  expect(silent).toEqual([]);
  const [counts] = await loaded.query<{rows: number; accepted: number}>(`
    SELECT CAST(SUM(rows_in_file) AS INTEGER) AS rows, CAST(SUM(accepted) AS INTEGER) AS accepted
    FROM quality.load_report
  `);
  return counts!;
}
