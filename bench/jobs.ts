import {createReadStream} from "node:fs";
import type {Done} from "./measure.ts";

/**
 * The work that `measure.ts` times, one job a process: each prints what it counted and the seconds it took. The libraries
 * beside ours only read; none of them checks, accounts for its rows or tells their places. A job first loads what it needs
 * and nothing else, so that its memory is its own and its time begins with the work. Jobs of scoring tell their own
 * seconds, since what they start from must be there first.
 */
type Job = (...args: string[]) => Promise<number | Done>;

const JOBS: Readonly<Record<string, () => Promise<Job>>> = {
  /** Our whole way: read, checked, accounted for, stored in a warehouse. */
  async load() {
    const [{openContext}, {bringLoaded}] = [await import("../cli/context.ts"), await import("../cli/stages.ts")];
    return async workspace => {
      const context = openContext({workspace: workspace!, out: "unused", json: true});
      const report = await bringLoaded(context, {force: true, full: true});
      return report!.datasets.reduce((sum, {accepted}) => sum + accepted, 0);
    };
  },

  /** Everything scored that a loaded workspace holds. */
  async scored() {
    const [{openContext}, {bringScored}] = [await import("../cli/context.ts"), await import("../cli/stages.ts")];
    return async workspace => {
      const report = await bringScored(openContext({workspace: workspace!, out: "unused", json: true}));
      return report!.claims;
    };
  },

  /** The pages of a scored workspace, without its downloads. */
  async site() {
    const {warehousePath} = await import("../loaders/warehouse.ts");
    const {buildSite} = await import("../src/build/site.ts");
    return async (workspace, out) => {
      const {units} = await buildSite({warehouse: warehousePath(workspace!), out: out!, downloads: []});
      return units;
    };
  },

  /** Our records alone, from bytes to cells. */
  async records() {
    const {openSource} = await import("../loaders/source.ts");
    return async file => {
      const source = await openSource(file!, {name: "", headers: new Set(["申报编号", "申报单位", "发生日期"])});
      let count = 0;
      for (const sheet of source.sheets) for await (const batch of sheet.rows) count += batch.length;
      source.close();
      return count;
    };
  },

  /** DuckDB's own reader into a table of text; UTF-8 only. */
  async duckdb() {
    const {openDatabase} = await import("../loaders/database.ts");
    const {literal} = await import("../loaders/sql.ts");
    return async file => {
      const db = await openDatabase();
      await db.run(`CREATE TABLE bare AS SELECT * FROM read_csv(${literal(file!)}, all_varchar = true)`);
      const [row] = await db.all<{n: number}>("SELECT COUNT(*) AS n FROM bare");
      db.close();
      return row!.n;
    };
  },

  async "csv-parse"() {
    const {parse} = await import("csv-parse");
    return async (file, encoding) => {
      const text = createReadStream(file!).pipe(
        parse({encoding: encoding === "gb18030" ? null : "utf8", relax_quotes: true})
      );
      let count = 0;
      for await (const _ of text) count++;
      return count;
    };
  },

  async exceljs() {
    const {default: ExcelJS} = await import("exceljs");
    return async file => {
      const book = new ExcelJS.stream.xlsx.WorkbookReader(file!, {});
      let count = 0;
      for await (const sheet of book) for await (const _ of sheet) count++;
      return count;
    };
  },

  async hucre() {
    const {readFile} = await import("node:fs/promises");
    const {streamXlsxRows} = await import("hucre");
    return async file => {
      let count = 0;
      for await (const _ of streamXlsxRows(new Uint8Array(await readFile(file!)))) count++;
      return count;
    };
  },

  async sheetjs() {
    const {readFile} = await import("node:fs/promises");
    const {read} = await import("@e965/xlsx");
    return async file => {
      const book = read(await readFile(file!), {dense: true});
      return book.SheetNames.reduce((sum, name) => sum + (book.Sheets[name]!["!data"]?.length ?? 0), 0);
    };
  }
};

const [name, ...args] = process.argv.slice(2);
const job = (await JOBS[name!]?.()) ?? (await import("./scoringJobs.ts")).SCORING_JOBS[name!]!;
const start = performance.now();
const done = await job(...args);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify(typeof done === "number" ? {count: done, seconds} : done));
process.exit(0);
