import {readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {openWorker} from "./corpus/pool.ts";
import type {FileResult} from "./corpus/report.ts";
import {formatReport, summarise} from "./corpus/report.ts";
import type {Step} from "./corpus/results.ts";

/**
 * Reads every table file of the folders, compares it cell by cell with other readers, and tells what was lost:
 * `tsx bench/corpus.ts [--json] DIR…`. Exits with 1 where we lose anything, crash or hang.
 */
const SECONDS = 60;
const TABLE = /\.(?:csv|tsv|tab|txt|xlsx|xlsm|xlsb|xls|et|ods)$/i;
const WORKERS = 2;

const folders = process.argv.slice(2).filter(word => word !== "--json");
if (!folders.length) throw new Error("usage: tsx bench/corpus.ts [--json] DIR…");
const summary = summarise(await readAll(folders.flatMap(filesOf)));
console.log(process.argv.includes("--json") ? JSON.stringify(summary, null, 2) : formatReport(summary));
process.exitCode = summary.failures.length ? 1 : 0;

function filesOf(folder: string): string[] {
  return readdirSync(folder, {recursive: true})
    .map(name => join(folder, String(name)))
    .filter(path => TABLE.test(path) && statSync(path).isFile())
    .sort();
}

async function readAll(paths: readonly string[]): Promise<FileResult[]> {
  const results: FileResult[] = [];
  let next = 0;
  await Promise.all(
    Array.from({length: WORKERS}, async () => {
      // Our own reader has a process to itself: its memory is its own.
      const [own, peers] = [openWorker(SECONDS), openWorker(SECONDS)];
      for (let i = next++; i < paths.length; i = next++) {
        const path = paths[i]!;
        const read = await own.run({path, step: "read"});
        const steps: Step[] = read.step !== "read" ? [] : read.isText ? ["csv-parse"] : ["SheetJS", "hucre"];
        const compared: FileResult["compared"] = [];
        for (const step of steps) compared.push([step, await peers.run({path, step})]);
        results.push({path, read, compared});
        if (results.length % 100 === 0) process.stderr.write(`${results.length} of ${paths.length}\n`);
      }
      own.close();
      peers.close();
    })
  );
  return results.sort((a, b) => (a.path < b.path ? -1 : 1));
}
