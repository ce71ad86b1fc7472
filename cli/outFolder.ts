import {existsSync, readdirSync, renameSync, rmSync} from "node:fs";
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
