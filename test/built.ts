import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join, sep} from "node:path";
import {setTimeout} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {build} from "../cli/build.ts";
import {openContext} from "../cli/context.ts";
import {bringScored} from "../cli/stages.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {buildSite} from "../src/build/site.ts";
import {writeFixture} from "./site/fixture.ts";

/** A site that a test may read, and what it was made from. */
export interface Built {
  dist: string;
  warehouse: string;
}

const SAMPLE = fileURLToPath(new URL("../data", import.meta.url));
/** One folder for all workers of a run: they share the temporary folder. */
const RUN = join(tmpdir(), "sites");
const PATIENCE = 600_000;

/** Returns what `hengcai build` makes of the sample, built once a run whichever test asks first. */
export async function builtSample(): Promise<Built> {
  return once("sample", async folder => {
    const workspace = join(folder, "workspace");
    cpSync(SAMPLE, workspace, {recursive: true, filter: path => !path.includes(".hengcai")});
    const dist = join(folder, "dist");
    await build(openContext({workspace, out: dist, json: true}));
    return {warehouse: warehousePath(workspace), dist};
  });
}

/** Returns a site of made-up rows full of hostile words, built once a run. */
export async function builtFixture(): Promise<Built> {
  return once("hostile", async folder => {
    const warehouse = join(folder, "warehouse.duckdb");
    await writeFixture(warehouse);
    return {warehouse, dist: await buildInto(join(folder, "dist"), warehouse)};
  });
}

/** Returns the pages of a workspace of the given files, by path, loaded and scored, without downloads; built once a run. */
export async function builtWorkspace(name: string, files: Readonly<Record<string, string>>): Promise<Built> {
  return once(name, async folder => {
    const workspace = join(folder, "workspace");
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, path)), {recursive: true});
      writeFileSync(join(workspace, path), text);
    }
    await bringScored(openContext({workspace, out: join(folder, "unused"), json: true}));
    const warehouse = warehousePath(workspace);
    return {warehouse, dist: await buildInto(join(folder, "dist"), warehouse)};
  });
}

/** Builds the pages of a warehouse into a folder, without downloads. */
export async function buildInto(dist: string, warehouse: string): Promise<string> {
  mkdirSync(dist, {recursive: true});
  await buildSite({warehouse, out: dist, downloads: []});
  return dist;
}

/** Returns every file below the folder, relative to it, with forward slashes, sorted. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter(name => statSync(join(folder, name)).isFile())
    .map(name => name.split(sep).join("/"))
    .sort();
}

/** Makes the thing where nobody has, or waits for the worker that is making it. */
async function once(name: string, make: (folder: string) => Promise<Built>): Promise<Built> {
  const folder = join(RUN, name);
  const note = join(RUN, `${name}.json`);
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
