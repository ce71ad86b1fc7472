import {constants} from "node:fs";
import {access, copyFile, mkdir, open, readdir, rename, rm, stat} from "node:fs/promises";
import {join} from "node:path";
import {errorCode, UserError} from "./error.ts";
import {takeLock} from "./lock.ts";
import {machineFault} from "./machine.ts";

const NAME = "warehouse.duckdb";
const NEXT = "warehouse.next-";

/** Returns where the workspace's warehouse is, or would be. */
export function warehousePath(workspace: string): string {
  return join(workspace, ".hengcai", NAME);
}

/**
 * Lets `write` make a new warehouse beside the old one and puts it in its place when it is whole. `write` gets a file
 * name at which nothing exists, and the present warehouse, or null; it must have closed the file when it is done.
 * Killed or failing at any point, the last good warehouse stands. One writer at a time, or a UserError (exit 2); a full
 * disk or a missing permission is a UserError with status 3.
 */
export async function replaceWarehouse<T>(
  workspace: string,
  write: (target: string, previous: string | null) => Promise<T>
): Promise<T> {
  const folder = join(workspace, ".hengcai");
  await prepare(workspace, folder);
  const release = await ofTheMachine(folder, () => takeLock(join(folder, "lock")));
  try {
    await ofTheMachine(folder, () => sweep(folder));
    const warehouse = join(folder, NAME);
    const target = join(folder, `${NEXT}${process.pid}.duckdb`);
    try {
      return await ofTheMachine(folder, async () => {
        const result = await write(target, (await exists(warehouse)) ? warehouse : null);
        await settle(folder, target, warehouse);
        return result;
      });
    } finally {
      await sweep(folder).catch(() => {});
    }
  } finally {
    await release().catch(() => {});
  }
}

/**
 * Changes a copy of the present warehouse and puts it in the old one's place: what scoring needs.
 * Throws a UserError (exit 2) where nothing was loaded yet.
 */
export async function updateWarehouse<T>(workspace: string, change: (target: string) => Promise<T>): Promise<T> {
  return replaceWarehouse(workspace, async (target, previous) => {
    if (previous === null) throw new UserError(`还没有装载过数据：${workspace}；请先运行 hengcai load`);
    await copyFile(previous, target, constants.COPYFILE_FICLONE);
    return change(target);
  });
}

async function prepare(workspace: string, folder: string): Promise<void> {
  try {
    await access(workspace);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      throw new UserError(`工作区不存在：${workspace}；请检查路径，或先运行 hengcai init 新建一个`, {cause: error});
    }
    throw new UserError(`打不开工作区：${workspace}；请检查访问权限`, {cause: error});
  }
  try {
    await mkdir(folder, {recursive: true, mode: 0o700});
  } catch (error) {
    if (errorCode(error) !== "EEXIST" && errorCode(error) !== "ENOTDIR") throw machineFault(error, folder) ?? error;
    throw new UserError(`${folder} 应是文件夹，现在是一个文件；请移走它后再试`, {cause: error});
  }
}

/** Puts the finished file on the disk for certain, then in the old one's place, in one step. */
async function settle(folder: string, target: string, warehouse: string): Promise<void> {
  if (await exists(`${target}.wal`)) throw new Error(`${target} was not closed: its log is still there`);
  await sync(target);
  // A log left beside the old file would be replayed into the new one.
  await rm(`${warehouse}.wal`, {force: true});
  try {
    await rename(target, warehouse);
  } catch (error) {
    if (errorCode(error) !== "EBUSY" && errorCode(error) !== "EPERM") throw error;
    throw new UserError(`换不上新的数据仓库：${warehouse} 正被别的程序占用；请关闭正在读它的程序后再试`, {
      status: 3,
      cause: error
    });
  }
  await sync(folder).catch(() => {});
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what killed runs left behind; only whoever holds the lock may. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(NEXT) || /^(lock|key)\.\d/.test(name)) {
      await rm(join(folder, name), {recursive: true, force: true});
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

async function ofTheMachine<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw machineFault(error, folder) ?? error;
  }
}
