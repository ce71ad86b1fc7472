import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import * as XLSX from "@e965/xlsx";
import ExcelJS from "exceljs";
import fc from "fast-check";
import {writeXlsx} from "hucre/xlsx";
import {maybeContract} from "../../loaders/contracts/index.ts";
import {chooseEncoding, decodedText} from "../../loaders/decode.ts";
import {findDelimiter} from "../../loaders/delimiter.ts";
import {headerNames} from "../../loaders/header.ts";
import {anyBook, anyPlacelessBook, cellText} from "./anyBook.ts";
import {bookBytes} from "./books.ts";
import {type CsvFile, csvDisagreements} from "./csvPeer.ts";
import {classOf, type Disagreement, shownDifference} from "./differences.ts";
import {bookDisagreements} from "./peers.ts";

/** What came of comparing: cells compared, differences by class, and those that fall under none. */
export interface Compared {
  cells: number;
  classes: Map<string, number>;
  unexplained: string[];
}

const SAMPLE = fileURLToPath(new URL("../../data", import.meta.url));

/** Adds what was found to the sum, and throws where some of it falls under no class. */
function demand(found: readonly Disagreement[], cells: number, sum: Compared): void {
  const unexplained = addTo(sum, found, cells);
  if (unexplained.length) throw new Error(unexplained.join("\n"));
}

/** Adds what was found to the sum; returns what falls under no class. */
function addTo(sum: Compared, found: readonly Disagreement[], cells: number): string[] {
  const unexplained: string[] = [];
  sum.cells += cells;
  for (const one of found) {
    const name = classOf(one);
    if (name === undefined) unexplained.push(shownDifference(one));
    else sum.classes.set(name, (sum.classes.get(name) ?? 0) + 1);
  }
  sum.unexplained.push(...unexplained);
  return unexplained;
}

/** Runs the work with a file that holds the bytes. */
async function withFile<T>(bytes: Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-"));
  try {
    const path = join(folder, "台账.xlsx");
    writeFileSync(path, bytes);
    return await work(path);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Returns the disagreements on one workbook. */
export async function onBook(bytes: Uint8Array): Promise<Disagreement[]> {
  return (await withFile(bytes, bookDisagreements)).found;
}

/** Compares so many workbooks of our own making, cell by cell. */
export async function compareGeneratedBooks(runs: number): Promise<Compared> {
  const all = nothing();
  const book = fc.oneof({weight: 6, arbitrary: anyBook}, {weight: 1, arbitrary: anyPlacelessBook});
  await fc.assert(
    fc.asyncProperty(book, async plan => {
      const {found, cells} = await withFile(bookBytes(plan), bookDisagreements);
      demand(found, cells, all);
    }),
    {numRuns: runs, seed: 20_251_231}
  );
  return all;
}

/** Compares workbooks that other programs' writers make of the same made-up tables. */
export async function compareWrittenBooks(runs: number): Promise<Compared> {
  const all = nothing();
  const value = fc.oneof(
    {weight: 3, arbitrary: cellText},
    fc.integer({min: -100_000, max: 100_000}),
    fc.double({noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9}),
    fc.boolean(),
    fc.date({min: new Date("1950-01-01"), max: new Date("2099-12-31"), noInvalidDate: true}).map(toSecond),
    fc.constant(null)
  );
  const table = fc.array(fc.array(value, {minLength: 1, maxLength: 6}), {minLength: 1, maxLength: 8});
  await fc.assert(
    fc.asyncProperty(table, async rows => {
      for (const write of [byExcelJs, bySheetJs, byHucre]) {
        const {found, cells} = await withFile(await write(rows), bookDisagreements);
        demand(found, cells, all);
      }
    }),
    {numRuns: runs, seed: 20_251_231}
  );
  return all;
}

type Value = string | number | boolean | Date | null;

async function byExcelJs(rows: readonly Value[][]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("台账");
  for (const row of rows) sheet.addRow(row);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function bySheetJs(rows: readonly Value[][]): Promise<Uint8Array> {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows as unknown[][], {UTC: true}), "台账");
  return new Uint8Array(XLSX.write(book, {type: "array", bookType: "xlsx", compression: true}) as ArrayBuffer);
}

async function byHucre(rows: readonly Value[][]): Promise<Uint8Array> {
  return writeXlsx({sheets: [{name: "台账", rows: rows.map(row => [...row])}]});
}

/** Compares the workbooks of a folder that have at most so many bytes, hidden sheets and sheets of notes included. */
export async function compareBooks(folder: string, most = Infinity): Promise<Compared & {files: number}> {
  const all = nothing();
  const names = readdirSync(folder, {recursive: true, encoding: "utf8"}).filter(
    name => name.endsWith(".xlsx") && statSync(join(folder, name)).size <= most
  );
  for (const name of names) {
    const {found, cells} = await bookDisagreements(join(folder, name));
    addTo(
      all,
      found.map(one => ({...one, place: `${name} ${one.place}`})),
      cells
    );
  }
  return {...all, files: names.length};
}

/** Compares the sample's workbooks. */
export function compareSampleBooks(): Promise<Compared & {files: number}> {
  return compareBooks(SAMPLE);
}

/** Compares the sample's text files, each by the encoding and the delimiter that the loader finds. */
export async function compareSampleTexts(): Promise<Compared & {files: number}> {
  const all = nothing();
  let files = 0;
  for (const name of readdirSync(SAMPLE, {recursive: true, encoding: "utf8"})) {
    const contract = maybeContract(name.split(/[\\/]/)[0]!);
    if (!contract || !/\.(?:csv|tsv|txt)$/.test(name)) continue;
    const bytes = new Uint8Array(readFileSync(join(SAMPLE, name)));
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    const headers = headerNames(contract);
    const {encoding} = await chooseEncoding(stream, headers);
    let text = "";
    for await (const chunk of decodedText(stream, encoding)) text += chunk;
    const {found, cells} = await csvDisagreements({bytes, encoding, ...findDelimiter(text.slice(0, 65_536), headers)});
    addTo(
      all,
      found.map(one => ({...one, place: `${name} ${one.place}`})),
      cells
    );
    files++;
  }
  return {...all, files};
}

const DELIMITERS = [",", "\t", ";", "，"] as const;
const ENDS = ["\n", "\r\n", "\r"] as const;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Whole tables as programs write them: every field that must be quoted is, line ends may be mixed. */
const tame: fc.Arbitrary<CsvFile> = fc
  .tuple(
    fc.array(fc.array(fc.oneof(cellText, fc.constantFrom("", "甲\ufeff乙", "a\0b")), {minLength: 1, maxLength: 5}), {
      maxLength: 8
    }),
    fc.constantFrom(...DELIMITERS),
    fc.array(fc.constantFrom(...ENDS), {minLength: 1, maxLength: 3}),
    fc.boolean(),
    fc.boolean()
  )
  .map(([rows, delimiter, ends, all, last]) => {
    const must = new RegExp(`["\\n\\r${delimiter}]|^\\s`);
    const lines = rows.map(cells => cells.map(one => (all || must.test(one) ? quoted(one) : one)).join(delimiter));
    const text = lines.map((line, i) => line + (i < lines.length - 1 || last ? ends[i % ends.length] : "")).join("");
    return {bytes: new TextEncoder().encode(text), encoding: "UTF-8", delimiter};
  });

/** Any characters, quotes above all. */
const wild: fc.Arbitrary<CsvFile> = fc
  .tuple(
    fc.string({unit: fc.constantFrom(...'中a1,;\t""" \n\r，　'.split("")), maxLength: 60}),
    fc.constantFrom(...DELIMITERS)
  )
  .map(([text, delimiter]) => ({bytes: new TextEncoder().encode(text), encoding: "UTF-8", delimiter}));

/** Compares so many made-up text files of both kinds. */
export async function compareGeneratedTexts(runs: number): Promise<Compared> {
  const all = nothing();
  await fc.assert(
    fc.asyncProperty(fc.oneof(tame, wild), async file => {
      const {found, cells} = await csvDisagreements(file);
      demand(found, cells, all);
    }),
    {numRuns: runs, seed: 20_251_231}
  );
  return all;
}

function nothing(): Compared {
  return {cells: 0, classes: new Map(), unexplained: []};
}

function toSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
