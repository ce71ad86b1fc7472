import {link, readFile, rename, stat, unlink, writeFile} from "node:fs/promises";
import {hostname} from "node:os";
import {errorCode, UserError} from "./error.ts";

/** Who holds a lock: enough to tell a live process from a dead one, also after its number was given to another. */
interface Holder {
  pid: number;
  host: string;
  started: string;
  /** The machine's boot and the process's start within it, where the system tells (Linux); else empty. */
  life: string;
}

/** A half-written lock of another program is left alone for this long. */
const GRACE_MS = 10_000;

/**
 * Takes the lock file and returns a function that gives it back. A lock whose process is dead is taken over.
 * Throws a UserError (exit 2) that names the process where another one holds it.
 */
export async function takeLock(file: string): Promise<() => Promise<void>> {
  const mine = `${file}.${process.pid}.${counter++}`;
  const text = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: new Date().toISOString(),
    life: (await lifeOf(process.pid)) ?? ""
  } satisfies Holder);
  await writeFile(mine, text, {mode: 0o600});
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await create(mine, file, text)) {
        return async () => {
          if ((await maybeRead(file)) === text) await unlink(file);
        };
      }
      await dropStale(file, mine);
    }
    throw new UserError(`取不到锁文件：${file}；别的程序正在反复争用，请稍后再试`);
  } finally {
    await unlink(mine).catch(() => {});
  }
}

let counter = 0;

/** Puts the lock in place whole or not at all; true where it is now ours. */
async function create(mine: string, file: string, text: string): Promise<boolean> {
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
  }
  // The file system knows no hard links (exFAT, some shares): the lock may then be seen empty for a moment.
  try {
    await writeFile(file, text, {flag: "wx", mode: 0o600});
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Removes the lock of a dead process; throws where its process lives or cannot be judged from here. */
async function dropStale(file: string, mine: string): Promise<void> {
  const text = await maybeRead(file);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (!holder) {
    const age = Date.now() - ((await stat(file).catch(() => undefined))?.mtimeMs ?? 0);
    if (age < GRACE_MS) throw new UserError(`另一个程序正在写入同一个工作区，请稍后再试；锁文件是 ${file}`);
  } else if (await isAlive(holder, file)) {
    throw new UserError(
      `另一个装载正在进行：进程 ${holder.pid}（主机 ${holder.host}，开始于 ${holder.started}）；请等它结束，或先停止它`
    );
  }
  // Whoever judged the same lock stale may have replaced it meanwhile: what was moved away is looked at once more.
  const aside = `${mine}.stale`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  if ((await maybeRead(aside)) !== text) await link(aside, file).catch(() => {});
  await unlink(aside);
}

async function isAlive(holder: Holder, file: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    throw new UserError(
      `另一台机器正在写入同一个工作区：主机 ${holder.host} 的进程 ${holder.pid}（开始于 ${holder.started}）；确认它已停止后，删除锁文件 ${file} 再试`
    );
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return false;
  }
  const life = await lifeOf(holder.pid);
  return life === undefined || holder.life === "" || life === holder.life;
}

/** Returns the boot and the start of a process, which no later process with its number shares; undefined off Linux. */
async function lifeOf(pid: number): Promise<string | undefined> {
  const status = await maybeRead(`/proc/${pid}/stat`);
  const boot = await maybeRead("/proc/sys/kernel/random/boot_id");
  // The name of the program stands in brackets and may hold blanks: the start is the 20th field after it.
  const start = status
    ?.slice(status.lastIndexOf(")") + 2)
    .split(" ")
    .at(19);
  return start && boot ? `${boot.trim()}/${start}` : undefined;
}

async function maybeRead(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return undefined;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    if (typeof value.pid !== "number" || typeof value.host !== "string") return undefined;
    return {pid: value.pid, host: value.host, started: String(value.started ?? ""), life: String(value.life ?? "")};
  } catch {
    return undefined;
  }
}
