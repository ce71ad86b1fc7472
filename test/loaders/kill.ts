import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {expect} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {load} from "../../loaders/load.ts";
import {replaceWarehouse, warehousePath} from "../../loaders/warehouse.ts";
import {configOf, makeWorkspace, withDatabase, writeFiles} from "./workspace.ts";

const PROGRAM = fileURLToPath(new URL("killable.ts", import.meta.url));

/** How far a load came, in milliseconds from the start of its process. */
interface Run {
  writing: number | null;
  done: number | null;
  ended: number;
}

export interface Killing {
  kills: number;
  /** How many of them must fall between the first byte written and the last. */
  whileWriting: number;
}

/**
 * Kills loads at random moments, each of a changed workspace, and looks after every kill: the warehouse opens and holds
 * all of the old rows or all of the new ones. Returns how many kills fell into the writing.
 */
export async function killLoads({kills, whileWriting}: Killing): Promise<number> {
  const workspace = makeWorkspace({"reports/a.csv": reports(ROWS)});
  await replaceWarehouse(workspace, (target, previous) => load(workspace, configOf(), {target, previous}));
  writeFiles(workspace, {"reports/a.csv": reports(ROWS + 1)});
  let {writing: from, done: to} = await run(workspace, null);
  let rows = ROWS + 1;
  let killed = 0;
  let inWriting = 0;
  for (let attempt = 0; killed < kills || inWriting < whileWriting; attempt++) {
    if (attempt > 5 * kills)
      throw new Error(`only ${killed} of ${attempt} loads were killed, ${inWriting} while writing`);
    const next = ROWS + attempt + 2;
    writeFiles(workspace, {"reports/a.csv": reports(next)});
    // Every third kill may come at any moment, the others while the file is written.
    const start = attempt % 3 === 0 ? 0 : from!;
    const delay = start + Math.random() * (to! - start);
    const {writing, done, ended} = await run(workspace, delay);
    if (done === null) {
      killed++;
      if (writing !== null) inWriting++;
    } else to = (to! + ended) / 2;
    if (writing !== null) from = (from! + writing) / 2;
    const found = await rowsOf(workspace);
    expect([rows, next], `killed after ${delay} ms`).toContain(found);
    if (done !== null) expect(found).toBe(next);
    rows = found;
  }
  await replaceWarehouse(workspace, (target, previous) => load(workspace, configOf(), {target, previous}));
  return inWriting;
}

const ROWS = 5000;

function reports(count: number): string {
  const rows = Array.from({length: count}, (_, i) => `R${i},U1,工作调动,2025-01-01`);
  return `报告编号,单位,报告类型,报告日期\n${rows.join("\n")}\n`;
}

/** Runs a load in a process of its own, killed after the delay unless that is null. */
async function run(workspace: string, delay: number | null): Promise<Run> {
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAM, workspace], {
    stdio: ["ignore", "pipe", "inherit"]
  });
  const result: Run = {writing: null, done: null, ended: 0};
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (text.includes("writing")) result.writing = elapsed();
    if (text.includes("done")) result.done = elapsed();
  });
  const timer = delay === null ? undefined : setTimeout(() => child.kill("SIGKILL"), delay);
  const code = await new Promise<number | null>(resolve => child.on("close", resolve));
  clearTimeout(timer);
  result.ended = elapsed();
  if (code !== null && code !== 0) throw new Error(`the load failed by itself: ${code}`);
  return result;
}

/** Returns how many rows the warehouse holds, once it is seen to agree with itself. */
async function rowsOf(workspace: string): Promise<number> {
  const file = warehousePath(workspace);
  expect(existsSync(file)).toBe(true);
  expect(existsSync(`${file}.wal`)).toBe(false);
  await (await openDatabase(file, {readOnly: true})).close();
  return withDatabase(file, async db => {
    const [row] = await db.all<Record<string, number>>(`
      SELECT (SELECT COUNT(*) FROM core.reports) AS core,
        (SELECT COUNT(DISTINCT report_id) FROM raw.reports) AS raw,
        (SELECT accepted FROM quality.load_report WHERE dataset = 'reports') AS accepted,
        (SELECT accepted FROM meta.datasets WHERE dataset = 'reports') AS counted
    `);
    expect(new Set(Object.values(row!)).size).toBe(1);
    return row!.core!;
  });
}
