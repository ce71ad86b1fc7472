import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, sep} from "node:path";
import {setTimeout} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {parseConfig} from "../../loaders/config.ts";
import {contracts} from "../../loaders/contracts/index.ts";
import {openDatabase} from "../../loaders/database.ts";
import {load} from "../../loaders/load.ts";
import {exportTables} from "../../publish/opendata.ts";
import {buildSite} from "../../publish/site.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {score} from "../../scoring/score.ts";
import {type FixtureOptions, writeFixture} from "./fixture.ts";

/** A site that a test may read, and what it was made from. */
export interface Built {
  dist: string;
  warehouse: string;
}

const SAMPLE = fileURLToPath(new URL("../../data", import.meta.url));
/** One folder for all workers of a run: they share a parent. */
const RUN = join(tmpdir(), `hengcai-site-${process.ppid}`);
const PATIENCE = 180_000;

/** Returns the site of the sample workspace with its downloads, built once a run whichever test asks first. */
export async function builtSample(): Promise<Built> {
  return once("sample", async folder => {
    const warehouse = join(folder, "workspace", ".hengcai", "warehouse.duckdb");
    mkdirSync(join(folder, "workspace", ".hengcai"), {recursive: true});
    await makeWarehouse(SAMPLE, warehouse);
    return {warehouse, dist: await buildInto(join(folder, "dist"), warehouse, {withDownloads: true})};
  });
}

/** Returns a site of made-up rows full of hostile words, or lacking datasets, built once a run under that name. */
export async function builtFixture(name: string, options: FixtureOptions = {}): Promise<Built> {
  return once(name, async folder => {
    const warehouse = join(folder, "warehouse.duckdb");
    await writeFixture(warehouse, options);
    return {warehouse, dist: await buildInto(join(folder, "dist"), warehouse)};
  });
}

/** Builds the site of a warehouse into a folder, with two formats of every table where wanted. */
export async function buildInto(dist: string, warehouse: string, {withDownloads = false} = {}): Promise<string> {
  mkdirSync(join(dist, "data"), {recursive: true});
  const downloads = withDownloads ? await exportInto(join(dist, "data"), warehouse) : [];
  await buildSite({warehouse, out: dist, downloads});
  return dist;
}

/** Returns every file below the folder, relative to it, with forward slashes, sorted. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter(name => statSync(join(folder, name)).isFile())
    .map(name => name.split(sep).join("/"))
    .sort();
}

async function exportInto(out: string, warehouse: string) {
  const db = await openDatabase(warehouse, {readOnly: true});
  try {
    return await exportTables(db, {out, formats: ["csv", "xlsx"]});
  } finally {
    db.close();
  }
}

async function makeWarehouse(workspace: string, target: string): Promise<void> {
  const text = readFileSync(join(workspace, "hengcai.yaml"), "utf8");
  const config = parseConfig(text, "hengcai.yaml", {datasets: contracts.map(({name}) => name)});
  await load(workspace, config, {target});
  const builtin = builtinPolicies();
  const policies = config.policies.map(name => {
    const {text, file} = builtin.get(name)!;
    return parsePolicy(text, file);
  });
  const db = await openDatabase(target);
  try {
    await score(db, {policies, settings: config});
    await db.run("CHECKPOINT");
  } finally {
    db.close();
  }
}

/** Makes the thing where nobody has, or waits for the worker that is making it. */
async function once(name: string, make: (folder: string) => Promise<Built>): Promise<Built> {
  const folder = join(RUN, name);
  const note = join(RUN, `${name}.json`);
  sweep();
  mkdirSync(RUN, {recursive: true});
  try {
    mkdirSync(folder);
  } catch {
    return waitFor(note, name);
  }
  try {
    const built = await make(folder);
    leave(note, built);
    return built;
  } catch (error) {
    leave(note, {fault: String(error)});
    throw error;
  }
}

async function waitFor(note: string, name: string): Promise<Built> {
  for (let waited = 0; waited < PATIENCE; waited += 200) {
    if (existsSync(note)) {
      const left = JSON.parse(readFileSync(note, "utf8")) as Built | {fault: string};
      if ("fault" in left) throw new Error(left.fault);
      return left;
    }
    await setTimeout(200);
  }
  throw new Error(`no site "${name}" after ${PATIENCE / 1000} s`);
}

/** Leaves a note that is whole as soon as it can be seen. */
function leave(note: string, what: Built | {fault: string}): void {
  writeFileSync(`${note}.part`, JSON.stringify(what));
  renameSync(`${note}.part`, note);
}

/** Removes what runs that are over have left behind. */
function sweep(): void {
  for (const entry of readdirSync(tmpdir())) {
    const pid = Number(/^hengcai-site-(\d+)$/.exec(entry)?.[1] ?? Number.NaN);
    if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(join(tmpdir(), entry), {recursive: true, force: true});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
