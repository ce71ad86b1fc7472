import {spawn, spawnSync} from "node:child_process";
import {readdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {fileURLToPath, pathToFileURL} from "node:url";

/** What a job tells when it is done. */
export interface Done {
  /** What the job counted: rows or cells. */
  count: number;
  seconds: number;
  /** Seconds of all threads together: what a busy machine does not stretch. */
  cpu?: number;
  /** A hash of the result, where several jobs must come to the same. */
  check?: string;
}

export interface Measured extends Done {
  /** The most that the job's process and its children held at one time, in resident megabytes; NaN where unknown. */
  megabytes: number;
}

const EVERY_MS = 25;

/** Runs one job of `jobs.ts` in a process of its own and returns what it took; its time excludes the start of Node. */
export async function measure(job: string, ...args: readonly string[]): Promise<Measured> {
  return measureWith([], job, ...args);
}

/** Does so without any network, where this machine can take it away; else says that it was there. */
export async function measureOffline(job: string, ...args: readonly string[]): Promise<Measured & {offline: boolean}> {
  const flags = [["-n"], ["-rn"]].find(flags => spawnSync("unshare", [...flags, "true"]).status === 0);
  return {...(await measureWith(flags ? ["unshare", ...flags] : [], job, ...args)), offline: flags !== undefined};
}

async function measureWith(before: readonly string[], job: string, ...args: readonly string[]): Promise<Measured> {
  const loader = createRequire(import.meta.url).resolve("tsx/esm");
  const [program, ...rest] = [
    ...before,
    ...[process.execPath, "--import", pathToFileURL(loader).href, fileURLToPath(new URL("jobs.ts", import.meta.url))],
    ...[job, ...args]
  ];
  const child = spawn(program!, rest, {stdio: ["ignore", "pipe", "inherit"]});
  let peak = Number.NaN;
  const clock = setInterval(() => {
    const now = residentMegabytes(child.pid!);
    if (now !== undefined) peak = Math.max(Number.isNaN(peak) ? 0 : peak, now);
  }, EVERY_MS);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", piece => {
    text += piece;
  });
  const status = await new Promise(resolve => child.on("close", resolve));
  clearInterval(clock);
  if (status !== 0) throw new Error(`${job} ended with ${status}`);
  return {...(JSON.parse(text) as Done), megabytes: peak};
}

/** Adds up what a process and those it started hold; undefined where the system does not tell. */
function residentMegabytes(pid: number): number | undefined {
  try {
    const parents = new Map(
      readdirSync("/proc")
        .filter(name => /^\d+$/.test(name))
        .flatMap(name => {
          const stat = maybeRead(`/proc/${name}/stat`);
          return stat === undefined
            ? []
            : [[Number(name), Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0])]];
        }) as [number, number][]
    );
    const family = new Set([pid]);
    for (let grown = true; grown; ) {
      grown = false;
      for (const [child, parent] of parents) {
        if (!family.has(parent) || family.has(child)) continue;
        family.add(child);
        grown = true;
      }
    }
    let sum = 0;
    for (const one of family) sum += Number(/VmRSS:\s*(\d+)/.exec(maybeRead(`/proc/${one}/status`) ?? "")?.[1] ?? 0);
    return sum / 1024;
  } catch {
    return undefined;
  }
}

function maybeRead(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
