import {parseConfig} from "../../loaders/config.ts";
import {contracts, maybeContract} from "../../loaders/contracts/index.ts";
import {FileFault} from "../../loaders/fault.ts";
import {hashFile} from "../../loaders/fingerprint.ts";
import {headerNames} from "../../loaders/header.ts";
import {keyOf} from "../../loaders/key.ts";
import {readInput} from "../../loaders/readInput.ts";
import type {Reading, RowSink} from "../../loaders/reading.ts";
import {openSource} from "../../loaders/source.ts";
import type {SourceRow} from "../../loaders/table.ts";
import {type Book, compareBook} from "./books.ts";
import type {Answer, Job, PeerAnswer, ReadAnswer} from "./results.ts";
import {compareText, readText, unaccounted} from "./texts.ts";

const HEADERS: ReadonlySet<string> = new Set(contracts.flatMap(contract => [...headerNames(contract)]));
const CONTRACTS = ["claims", "units", "ratings"];
const READING: Reading = {
  config: parseConfig("city: 示例市\nas_of: 2025-12-31\n", "hengcai.yaml", {
    datasets: contracts.map(contract => contract.name)
  }),
  key: keyOf("a key for files that are nobody's"),
  hiddenSubjects: new Set(),
  secretMeetings: new Set()
};
const NOT_GRID = "不是表格（图表等）";

/** Returns what one step makes of one file. */
export async function answer({path, step}: Job): Promise<Answer> {
  if (step === "read") return readOurs(path);
  return step === "csv-parse" ? comparedText(path) : comparedBook(path, step);
}

async function readOurs(path: string): Promise<ReadAnswer> {
  const [start, before] = [performance.now(), process.memoryUsage.rss()];
  const source = await openSource(path, {name: "文件", headers: HEADERS});
  const said: ReadAnswer = {
    step: "read",
    encoding: source.encoding,
    evidence: source.evidence,
    refusals: source.issues.map(({code, message}) => ({code, message})),
    rows: 0,
    cells: 0,
    isText: source.sheets[0]?.name === "",
    unaccounted: [],
    badRows: 0,
    damagedRows: 0,
    contractFaults: [],
    seconds: 0,
    grown: 0
  };
  const measure = (): void => {
    said.grown = Math.max(said.grown, process.memoryUsage.rss() - before);
  };
  measure();
  try {
    for (const sheet of source.sheets) {
      await guarded(said, async () => {
        let last = -1;
        for await (const batch of sheet.rows) {
          measure();
          for (const row of batch) {
            if (row.row <= last) said.unaccounted.push(`row ${row.row} after ${last}`);
            last = row.row;
            said.rows++;
            said.cells += row.cells.reduce<number>((sum, cell) => sum + (cell === undefined || cell === "" ? 0 : 1), 0);
            if (row.faults?.some(({code}) => code === "bad_encoding")) said.badRows++;
            if (row.faults?.some(({code}) => code === "unclosed_quote")) said.damagedRows++;
          }
        }
      });
    }
  } finally {
    source.close();
  }
  said.seconds = (performance.now() - start) / 1000;
  measure();
  if (said.isText && !said.refusals.length) {
    said.unaccounted.push(...unaccounted(await readText(path, HEADERS), await textRows(path)));
  }
  for (const name of CONTRACTS) said.contractFaults.push(...(await underContract(path, name)));
  return said;
}

/** A sheet that is broken is refused, as a broken file is. */
async function guarded(said: ReadAnswer, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    said.refusals.push({code: error.code, message: error.message});
  }
}

/** Reads the file as `load` does; sums that do not close are thrown there. */
async function underContract(path: string, name: string): Promise<string[]> {
  const contract = maybeContract(name)!;
  const sink: RowSink = {write: async () => {}, drop: async () => {}};
  try {
    const file = {dataset: name, path, name: "文件"};
    const {issues, sheets} = await readInput(file, contract, READING, await hashFile(path), sink);
    const faults = issues
      .filter(({message, value}) =>
        /undefined|NaN|\[object|\bnull\b/.test(message.replace(/“[^”]*”/g, "") + (value === undefined))
      )
      .map(({message}) => `${name}: ${message}`);
    if (!issues.length && !sheets.some(({accounting}) => accounting.accepted)) faults.push(`${name}: nothing was said`);
    return faults;
  } catch (error) {
    return [`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

async function comparedText(path: string): Promise<PeerAnswer> {
  return compareText(await readText(path, HEADERS), await textRows(path));
}

async function textRows(path: string): Promise<SourceRow[]> {
  const source = await openSource(path, {name: "文件", headers: HEADERS});
  const rows: SourceRow[] = [];
  try {
    for await (const batch of source.sheets[0]!.rows) for (const row of batch) rows.push(row);
  } finally {
    source.close();
  }
  return rows;
}

async function comparedBook(path: string, peer: "SheetJS" | "hucre"): Promise<PeerAnswer> {
  const {book, notGrids} = await ourBook(path);
  return compareBook(path, peer, book, notGrids);
}

/** Reads every sheet of a workbook, those too that a load leaves out; no book where we refuse it. */
async function ourBook(path: string): Promise<{book: Book | undefined; notGrids: Set<string>}> {
  const options = {name: "文件", headers: HEADERS};
  const first = await openSource(path, options);
  first.close();
  const notGrids = new Set(first.skipped.filter(({reason}) => reason === NOT_GRID).map(({name}) => name));
  if (first.issues.length) return {book: undefined, notGrids};
  const names = [...first.sheets, ...first.skipped].map(({name}) => name);
  // Asked for by name, a lone text or web page has none.
  const source = await openSource(path, names.some(name => name !== "") ? {...options, sheets: names} : options);
  const book: Book = new Map();
  try {
    for (const {name, rows} of source.sheets) {
      const cells: Book extends Map<string, infer Sheet> ? Sheet : never = new Map();
      for await (const batch of rows) {
        for (const row of batch) {
          for (const [column, cell] of row.cells.entries()) {
            if (cell !== undefined)
              cells.set(`${row.row},${column}`, typeof cell === "string" ? {kind: "text", text: cell} : cell);
          }
        }
      }
      book.set(name, cells);
    }
  } catch (error) {
    if (error instanceof FileFault) return {book: undefined, notGrids};
    throw error;
  } finally {
    source.close();
  }
  return {book, notGrids};
}
