import {createReadStream} from "node:fs";
import {parse} from "csv-parse";
import ExcelJS from "exceljs";
import {streamXlsxRows} from "hucre";
import {openContext} from "../cli/context.ts";
import {bringLoaded, bringScored} from "../cli/stages.ts";
import {openDatabase} from "../loaders/database.ts";
import {openSource} from "../loaders/source.ts";
import {literal} from "../loaders/sql.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {buildSite} from "../src/build/site.ts";
import type {Done} from "./measure.ts";
import {SCORING_JOBS} from "./scoringJobs.ts";

/**
 * The work that `measure.ts` times, one job a process: each prints what it counted and the seconds it took. The libraries
 * beside ours only read; none of them checks, accounts for its rows or tells their places. Jobs of scoring tell their own
 * seconds, since what they start from must be there first.
 */
const JOBS: Readonly<Record<string, (...args: string[]) => Promise<number | Done>>> = {
  ...SCORING_JOBS,

  /** Our whole way: read, checked, accounted for, stored in a warehouse. */
  async load(workspace) {
    const context = openContext({workspace: workspace!, out: "unused", json: true});
    const report = await bringLoaded(context, {force: true, full: true});
    return report!.datasets.reduce((sum, {accepted}) => sum + accepted, 0);
  },

  /** Everything scored that a loaded workspace holds. */
  async scored(workspace) {
    const report = await bringScored(openContext({workspace: workspace!, out: "unused", json: true}));
    return report!.claims;
  },

  /** The pages of a scored workspace, without its downloads. */
  async site(workspace, out) {
    const {units} = await buildSite({warehouse: warehousePath(workspace!), out: out!, downloads: []});
    return units;
  },

  /** Our records alone, from bytes to cells. */
  async records(file) {
    const source = await openSource(file!, {name: "", headers: new Set(["申报编号", "申报单位", "发生日期"])});
    let count = 0;
    for (const sheet of source.sheets) for await (const batch of sheet.rows) count += batch.length;
    source.close();
    return count;
  },

  /** DuckDB's own reader into a table of text; UTF-8 only. */
  async duckdb(file) {
    const db = await openDatabase();
    await db.run(`CREATE TABLE bare AS SELECT * FROM read_csv(${literal(file!)}, all_varchar = true)`);
    const [row] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM bare");
    db.close();
    return row!.n;
  },

  async "csv-parse"(file, encoding) {
    const text = createReadStream(file!).pipe(
      parse({encoding: encoding === "gb18030" ? null : "utf8", relax_quotes: true})
    );
    let count = 0;
    for await (const _ of text) count++;
    return count;
  },

  async exceljs(file) {
    let count = 0;
    for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(file!, {})) for await (const _ of sheet) count++;
    return count;
  },

  async hucre(file) {
    const {readFile} = await import("node:fs/promises");
    let count = 0;
    for await (const _ of streamXlsxRows(new Uint8Array(await readFile(file!)))) count++;
    return count;
  },

  async sheetjs(file) {
    const {readFile} = await import("node:fs/promises");
    const {read} = await import("@e965/xlsx");
    const book = read(await readFile(file!), {dense: true});
    return book.SheetNames.reduce((sum, name) => sum + (book.Sheets[name]!["!data"]?.length ?? 0), 0);
  }
};

const [name, ...args] = process.argv.slice(2);
const start = performance.now();
const done = await JOBS[name!]!(...args);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify(typeof done === "number" ? {count: done, seconds} : done));
process.exit(0);
