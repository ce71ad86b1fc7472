import {existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync} from "node:fs";
import {dirname, join} from "node:path";
import {UserError} from "../loaders/error.ts";

/** A file that marks a folder as ours: only such a folder, or an empty one, is ever replaced. */
export const MARK = "edition.json";

/** Throws a UserError where the folder holds something that is not ours. */
export function checkOut(out: string): void {
  if (!existsSync(out)) return;
  const entries = readdirSync(out);
  if (entries.length && !entries.includes(MARK)) {
    throw new UserError(`输出文件夹里有别的东西：“${out}”；为免误删，请用 --out 指定空文件夹或以前生成的站点`);
  }
}

/** Puts the finished folder in the place of the old one. */
export function swap(staging: string, out: string): void {
  const old = `${staging}.old`;
  if (existsSync(out)) renameSync(out, old);
  renameSync(staging, out);
  rmSync(old, {recursive: true, force: true});
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
  const staging = join(out, `.new-${process.pid}`);
  rmSync(staging, {recursive: true, force: true});
  try {
    mkdirSync(staging);
    const result = await write(staging);
    const paths = readdirSync(staging, {recursive: true}).map(String);
    for (const path of paths.filter(path => statSync(join(staging, path)).isFile())) {
      mkdirSync(dirname(join(out, path)), {recursive: true});
      renameSync(join(staging, path), join(out, path));
    }
    return result;
  } finally {
    rmSync(staging, {recursive: true, force: true});
    if (isNew && !readdirSync(out).length) rmdirSync(out);
  }
}
