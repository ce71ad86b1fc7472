import {chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync} from "node:fs";
import {freemem, tmpdir} from "node:os";
import {join} from "node:path";
import {inFull} from "./full.ts";

/** A whole run leaves some gigabytes behind before they are removed: twice that, and more. */
const ROOM = 12 * 2 ** 30;
const IN_MEMORY = "/dev/shm";
const NAME = "hengcai-test-";

let folder = "";

/** Gives the whole run one temporary folder, in which every worker makes its own. */
export function setup(): void {
  const parent = inFull(hasRoom(), false) ? IN_MEMORY : tmpdir();
  removeLeft(parent);
  folder = mkdtempSync(join(parent, `${NAME}${process.pid}-`));
  // Like every temporary folder it is everybody's: some tests run as another user.
  chmodSync(folder, 0o1777);
  for (const name of ["TMPDIR", "TEMP", "TMP"]) process.env[name] = folder;
}

/**
 * Whether the machine has room for a run in memory: half of what a small warehouse takes to make is waiting for the disk,
 * of which the long run alone has something to prove.
 */
function hasRoom(): boolean {
  try {
    const {bavail, bsize} = statfsSync(IN_MEMORY);
    return Math.min(bavail * bsize, freemem(), process.constrainedMemory() || Infinity) > ROOM;
  } catch {
    return false; // Not on every system.
  }
}

/** Removes what runs left that were killed. */
function removeLeft(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(new RegExp(`^${NAME}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(parent, name), {recursive: true, force: true});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes it when the run is over. */
export function teardown(): void {
  rmSync(folder, {recursive: true, force: true, maxRetries: 5});
}
