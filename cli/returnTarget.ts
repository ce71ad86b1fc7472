import {existsSync, readFileSync, statSync} from "node:fs";
import {basename, dirname, extname, join, relative, resolve, sep} from "node:path";
import {strFromU8, unzipSync} from "fflate";
import {contracts} from "../loaders/contracts/index.ts";
import {errorCode, UserError} from "../loaders/error.ts";

/**
 * Returns the full path of the workbook to send back; throws a UserError, before anything long runs, where it could not
 * be written, would be read as data the next time, or would take the place of something else.
 */
export function returnTarget(given: string, workspace: string): string {
  const file = resolve(given);
  if (extname(file).toLowerCase() !== ".xlsx") {
    throw new UserError(`--report 的文件名无效：“${given}”，应以 .xlsx 结尾，如 退回表.xlsx`);
  }
  const folder = dirname(file);
  if (!statSync(folder, {throwIfNoEntry: false})?.isDirectory()) {
    throw new UserError(`--report 的文件夹不存在：“${folder}”；请先建好，或换一个位置`);
  }
  const [top, ...rest] = relative(resolve(workspace), file).split(sep);
  if (rest.length && contracts.some(({name}) => name === top)) {
    throw new UserError(`--report 不能写进数据文件夹：“${given}”；下次会被当作数据读入，请换一个位置`);
  }
  const held = lockOf(folder, basename(file));
  if (held) {
    throw new UserError(
      `“${basename(file)}”正被 Excel 或 WPS 打开：请先关闭，再重试（如已关闭，请删除旁边的 ${held}）`
    );
  }
  if (existsSync(file) && !isReturn(file)) {
    throw new UserError(`--report 处已有别的文件：“${given}”，不是以前生成的退回表；为免覆盖，请换一个文件名`);
  }
  return file;
}

/** Runs what writes the file; says so where another program holds it or the folder refuses it. */
export async function writingTo<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (["EBUSY", "EPERM", "EACCES", "ETXTBSY"].includes(errorCode(error) ?? "")) {
      const reason = existsSync(file)
        ? `“${file}”可能正被 Excel 或 WPS 打开：请先关闭，再重试`
        : `文件夹“${dirname(file)}”没有写入权限：请换一个位置`;
      throw new UserError(`退回表没有写成；${reason}`, {status: 3, cause: error});
    }
    throw error;
  }
}

/** Excel and WPS put `~$name` (WPS also `.~name`) beside a file they hold open, LibreOffice `.~lock.name#`. */
function lockOf(folder: string, name: string): string | undefined {
  return [`~$${name}`, `.~${name}`, `.~lock.${name}#`].find(lock => existsSync(join(folder, lock)));
}

/** An empty file takes nothing with it either. */
function isReturn(file: string): boolean {
  const status = statSync(file);
  if (!status.isFile()) return false;
  if (status.size === 0) return true;
  try {
    const core = unzipSync(new Uint8Array(readFileSync(file)), {filter: ({name}) => name === "docProps/core.xml"});
    return strFromU8(core["docProps/core.xml"]!).includes("数据问题退回表");
  } catch {
    return false;
  }
}
