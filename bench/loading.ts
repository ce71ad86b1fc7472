import {mkdtempSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {type Measured, measure} from "./measure.ts";
import type {Encoding} from "./sample/encode.ts";
import {writeBook, writeClaims} from "./tables.ts";

/** The heads of the rows below. */
export const LOADING_HEADS = ["what", "rows", "file MB", "s", "rows/s", "of ours", "peak MB"];

const COLUMNS = 20;
/** Whoever loads a whole long file with one of these would wait or run out of memory: they are shown what they bear. */
const MOST_BESIDE = 1_000_000;

/** Returns rows of what claims in twelve columns take in both encodings: our load, and what other readers do with them. */
export async function benchClaims(rows: number): Promise<string[][]> {
  return inFolder(async folder => {
    const lines: string[][] = [];
    for (const encoding of ["utf-8", "gb18030"] as const) {
      const workspace = join(folder, encoding);
      const file = await writeClaims(workspace, rows, encoding);
      const size = statSync(file).size;
      const load = await measure("load", workspace);
      const add = (what: string, measured: Measured): void => {
        lines.push(line(`${what}, ${encoding}`, {...measured, count: rows}, size, load));
      };
      add("load: read, checked, accounted, stored", load);
      const peers = Object.entries(TEXT_PEERS).filter(([, encodings]) => encodings.includes(encoding));
      if (rows <= MOST_BESIDE) {
        add("our records, not checked", await measure("records", file));
        for (const [job] of peers) add(job, await measure(job, file, encoding));
      }
      // Of ten million rows, file and warehouse are some gigabytes.
      rmSync(workspace, {recursive: true, force: true});
    }
    return lines;
  });
}

/** Peers by what they can read. */
const TEXT_PEERS: Readonly<Record<string, readonly Encoding[]>> = {
  duckdb: ["utf-8"],
  "csv-parse": ["utf-8", "gb18030"]
};

/** Returns rows of what reading a workbook of twenty columns takes, our reader and others. */
export async function benchBook(rows: number): Promise<string[][]> {
  return inFolder(async folder => {
    const file = join(folder, "台账.xlsx");
    await writeBook(file, rows, COLUMNS);
    const size = statSync(file).size;
    const ours = await measure("records", file);
    const lines = [line("our records, xlsx", ours, size, ours)];
    for (const job of ["exceljs", "hucre", "sheetjs"]) lines.push(line(job, await measure(job, file), size, ours));
    return lines;
  });
}

function line(what: string, {count, seconds, megabytes}: Measured, bytes: number, ours: Measured): string[] {
  return [
    what,
    count.toLocaleString("en"),
    (bytes / 1e6).toFixed(0),
    seconds.toFixed(2),
    Math.round(count / seconds).toLocaleString("en"),
    `${(seconds / ours.seconds).toFixed(2)} ×`,
    Number.isNaN(megabytes) ? "–" : megabytes.toFixed(0)
  ];
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
