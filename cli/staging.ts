import {existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync} from "node:fs";
import {hostname} from "node:os";
import {basename, dirname, join} from "node:path";
import {errorCode} from "../loaders/error.ts";
import {interruptible} from "./interrupt.ts";

/** A folder of another machine's run, on a shared disk, is left alone for this long. */
const DAY = 86_400_000;
const HOST = hostname().replace(/[^\p{L}\p{N}_-]/gu, "_");

/**
 * Lends `work` a new folder in which what is to stand at `target` is made, beside it, or inside it with `within`; the
 * folder is gone afterwards, also where the run is stopped. What was not searched for personal data must not stay about,
 * so what killed runs left is cleared first.
 */
export async function withStaging<T>(
  target: string,
  work: (staging: string) => Promise<T>,
  {within = false} = {}
): Promise<T> {
  const folder = within ? target : dirname(target);
  const stem = within ? ".new-" : `.${basename(target)}.new-`;
  const staging = join(folder, `${stem}${process.pid}@${HOST}`);
  sweep(folder, stem, target);
  const clear = (): void => rmSync(staging, {recursive: true, force: true, maxRetries: 3});
  try {
    return await interruptible(clear, async () => {
      mkdirSync(staging, {recursive: true});
      return await work(staging);
    });
  } finally {
    clear();
  }
}

/** Puts the finished folder in the place of the old one, which stays where that fails. */
export function swap(staging: string, target: string): void {
  const old = `${staging}${OLD}`;
  const replaces = existsSync(target);
  if (replaces) renameSync(target, old);
  try {
    renameSync(staging, target);
  } catch (error) {
    if (replaces) renameSync(old, target);
    throw error;
  }
  rmSync(old, {recursive: true, force: true});
}

const OLD = ".old";

/** Removes what killed runs left; the old result goes back to its place where one was killed between the two renames. */
function sweep(folder: string, stem: string, target: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter(name => name.startsWith(stem))) {
    const path = join(folder, name);
    if (!isLeft(path, name.slice(stem.length))) continue;
    if (name.endsWith(OLD) && !existsSync(target)) renameSync(path, target);
    else rmSync(path, {recursive: true, force: true});
  }
}

/** Whether nobody writes there any more: the process of that number is gone, or nobody can ask and it is a day old. */
function isLeft(path: string, made: string): boolean {
  const [, pid, host] = /^(\d+)(?:@(.*?))?(?:\.old)?$/.exec(made) ?? [];
  if (pid === undefined) return false;
  // Our own number is an earlier run's: this one has written nothing yet.
  if (host === HOST) return Number(pid) === process.pid || !isAlive(Number(pid));
  return Date.now() - (statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0) > DAY;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH";
  }
}
