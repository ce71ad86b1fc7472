import {appendFileSync, mkdirSync} from "node:fs";
import {join} from "node:path";
import {errorCode, UserError} from "../loaders/error.ts";

/** What the reader is told, and the exit status. */
export interface Failure {
  message: string;
  status: number;
}

const MACHINE: Readonly<Record<string, string>> = {
  ENOSPC: "磁盘已满：写不下新的结果，原有结果没有改动。请腾出空间后重试",
  EDQUOT: "磁盘配额已用完：写不下新的结果，原有结果没有改动。请腾出空间后重试",
  EACCES: "没有权限：不能读写下面的位置。请检查文件夹权限，或换一个位置",
  EPERM: "没有权限：不能读写下面的位置。请检查文件夹权限，或换一个位置",
  EROFS: "磁盘是只读的：不能写入下面的位置。请换一个可写的位置",
  EBUSY: "文件正被别的程序占用：请先关闭（例如 Excel 或 WPS），再重试",
  EMFILE: "同时打开的文件太多：请关闭一些程序后重试"
};

/**
 * Returns what to tell the reader of any error: expected failures as they are, faults of the machine in words, and a bug
 * as one sentence with its stack kept in `<folder>/error.log`. Never returns a stack.
 */
export function describeFailure(error: unknown, folder: string): Failure {
  if (error instanceof UserError) return {message: error.message, status: error.status};
  const known = MACHINE[errorCode(error) ?? ""];
  if (known) {
    const path = (error as NodeJS.ErrnoException).path;
    return {message: path ? `${known}：${path}` : known, status: 3};
  }
  if (/No space left on device|disk.*full/i.test(String(error))) return {message: MACHINE.ENOSPC!, status: 3};
  const log = record(error, folder);
  const kept = log ? `；详情记在 ${log}，请交给维护人员` : "";
  const first = error instanceof Error ? error.message.split("\n")[0] : String(error);
  return {message: `程序内部错误：${first}${kept}`, status: 3};
}

function record(error: unknown, folder: string): string | undefined {
  const file = join(folder, "error.log");
  try {
    mkdirSync(folder, {recursive: true});
    appendFileSync(file, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n`);
    return file;
  } catch {
    return undefined; // Where even the log cannot be written, the sentence must do.
  }
}
