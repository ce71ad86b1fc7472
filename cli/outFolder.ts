import {existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync} from "node:fs";
import {dirname, join, relative, resolve, sep} from "node:path";
import {contracts} from "../loaders/contracts/index.ts";
import {UserError} from "../loaders/error.ts";
import {withStaging} from "./staging.ts";

/** A file that marks a folder as ours: only such a folder, or an empty one, is ever replaced. */
export const MARK = "edition.json";

/** Throws a UserError where what is written would lie among the workspace's exports and be read as one of them. */
export function checkApart(out: string, workspace: string): void {
  const [top] = relative(resolve(workspace), resolve(out)).split(sep);
  if (top !== "" && !contracts.some(({name}) => name === top)) return;
  throw new UserError(
    `输出文件夹不能是工作区本身或其中的数据文件夹：“${out}”；写在那里会与导出文件混在一起，请用 --out 指定别的位置`
  );
}

/** Throws a UserError where the folder holds something that is not ours. */
export function checkOut(out: string): void {
  if (!existsSync(out)) return;
  const entries = readdirSync(out);
  if (entries.length && !entries.includes(MARK)) {
    throw new UserError(`输出文件夹里有别的东西：“${out}”；为免误删，请用 --out 指定空文件夹或以前生成的站点`);
  }
}

/** Removes the folder where it is ours; leaves any other alone. */
export function removeOurs(out: string): void {
  if (existsSync(out) && readdirSync(out).includes(MARK)) rmSync(out, {recursive: true, force: true});
}

/**
 * Has files written into a new folder within `out` and moved beside what else is there when all of them are whole; where
 * that fails `out` is as it was. Within, because `out` may be a disk of its own, to which nothing can be moved.
 */
export async function writeInto<T>(out: string, write: (staging: string) => Promise<T>): Promise<T> {
  const isNew = mkdirSync(out, {recursive: true}) !== undefined;
  const moving = async (staging: string): Promise<T> => {
    const result = await write(staging);
    const paths = readdirSync(staging, {recursive: true}).map(String);
    for (const path of paths.filter(path => statSync(join(staging, path)).isFile())) {
      mkdirSync(dirname(join(out, path)), {recursive: true});
      renameSync(join(staging, path), join(out, path));
    }
    return result;
  };
  try {
    return await withStaging(out, moving, {within: true});
  } finally {
    if (isNew && !readdirSync(out).length) rmdirSync(out);
  }
}
