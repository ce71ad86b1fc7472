import {errorCode, UserError} from "./error.ts";

/** A kind of fault: the codes of Node and the words of DuckDB it is known by, and what the reader is told. */
interface Kind {
  codes: readonly string[];
  words?: RegExp;
  says: (place: string) => string;
}

const KEPT = "上一次的结果没有改动";

const KINDS: readonly Kind[] = [
  {
    codes: ["ENOSPC", "EDQUOT"],
    words: /No space left on device|Disk quota exceeded|disk is full/i,
    says: place => `磁盘已满，写不下新的结果${place}；${KEPT}，请腾出空间后再试`
  },
  {
    codes: ["EACCES", "EPERM", "EROFS"],
    words: /Permission denied|Read-only file system/i,
    says: place => `没有读取或写入的权限${place}；${KEPT}，请检查文件夹的权限，或换一个位置`
  },
  {codes: ["EBUSY"], says: place => `文件正被别的程序占用${place}；请先关闭它（例如 Excel 或 WPS），再试一次`},
  {
    codes: ["ENOTDIR", "EEXIST"],
    says: place => `应是文件夹的位置上有一个文件${place}；${KEPT}，请把这个文件移走，再试一次`
  },
  {codes: ["EMFILE", "ENFILE"], says: () => "同时打开的文件太多；请关闭一些程序后再试"},
  {
    codes: [],
    words: /^Out of Memory Error|Allocation failure/i,
    says: () => `内存不足，没有做完；${KEPT}，请关闭一些程序后再试`
  },
  {
    codes: ["EIO"],
    words: /^IO Error: Could not (write|read)/i,
    says: place => `读写磁盘时出错${place}；${KEPT}，请检查磁盘`
  }
];

/**
 * Returns a failure of the machine (disk, permission, memory) as a UserError with status 3, or undefined where the error
 * is of another kind. Its place is the one that the error names, else the one given.
 */
export function machineFault(error: unknown, place?: string): UserError | undefined {
  if (error instanceof UserError) return undefined;
  const code = errorCode(error) ?? "";
  const text = error instanceof Error ? error.message : String(error);
  const kind = KINDS.find(({codes, words}) => codes.includes(code) || words?.test(text));
  if (!kind) return undefined;
  const where = placeOf(error) ?? place;
  return new UserError(kind.says(where === undefined ? "" : `：${where}`), {status: 3, cause: error});
}

function placeOf(error: unknown): string | undefined {
  const path = error instanceof Error ? (error as NodeJS.ErrnoException).path : undefined;
  return typeof path === "string" ? path : undefined;
}
