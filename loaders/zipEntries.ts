import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";
import type {Package} from "./workbook.ts";

/** What is asked of a zip file however it is read: by Node from a path, or by the browser from a dropped file. */

const MOST_ENTRIES = 5_000;
const MOST_ENTRY_BYTES = 2 * 1024 ** 3;
const MOST_BYTES = 4 * 1024 ** 3;
/** A part beyond this size that was packed tighter than this is a bomb. */
const BIG_BYTES = 16 * 1024 ** 2;
const MOST_RATIO = 500;
/** Bytes of a part's own header without its name. */
const LOCAL_HEADER = 30;

export interface ZipPackage extends Package {
  /** The names of all parts, in lower case. */
  names: readonly string[];
  /** How many zeros stand behind its end, and are no part of it. */
  padding: number;
  close(): void;
}

/** A part as the directory at the end of the file tells of it. */
export interface ZipEntry {
  name: string;
  /** 0: as it is, 8: deflated; all else is refused. */
  method: number;
  encrypted: boolean;
  packed: number;
  size: number;
  crc: number;
  /** Where its own header begins, and how long its name is there. */
  start: number;
  nameLength: number;
}

export interface EntryList<T extends ZipEntry> {
  /** Takes the next entry of the directory; throws where the file must not be read. */
  add(entry: T): void;
  /** Returns the parts by their names in lower case; throws where two of them overlap. */
  close(): ReadonlyMap<string, T>;
}

/** Returns a list that refuses what is encrypted, too large, or packed to do harm. */
export function entryList<T extends ZipEntry>(fileSize: number): EntryList<T> {
  const entries = new Map<string, T>();
  const places: Place[] = [];
  let total = 0;
  return {
    add(entry) {
      const {start, nameLength, packed, size, method} = entry;
      places.push({start, end: start + LOCAL_HEADER + nameLength + packed});
      const name = entry.name.toLowerCase();
      if (name.endsWith("/")) return;
      if (entries.has(name)) throw broken(`部件 ${entry.name} 重复`);
      if (entry.encrypted) throw new FileFault("encrypted_workbook", messages.encrypted());
      if (method !== 0 && method !== 8) throw broken(`${entry.name} 的压缩方式不支持`);
      total += size;
      const isBomb = size > BIG_BYTES && size > MOST_RATIO * Math.max(1, packed);
      if (size > MOST_ENTRY_BYTES || total > MOST_BYTES || isBomb) {
        throw new FileFault("too_large", messages.tooLarge(`${entry.name} 解压后过大`));
      }
      entries.set(name, entry);
    },
    close() {
      places.sort((a, b) => a.start - b.start);
      // What stands in two places at once unfolds to more than the sizes of its parts tell.
      if (places.some(({end}, i) => end > (places[i + 1]?.start ?? fileSize))) throw broken("部件互相重叠");
      return entries;
    }
  };
}

/** Where a part stands in the file, without what is only said there. */
interface Place {
  start: number;
  end: number;
}

/** Throws where a zip file says that it has more parts than any workbook. */
export function refuseMany(count: number): void {
  if (count > MOST_ENTRIES) throw new FileFault("too_large", messages.tooLarge(`内含 ${count} 个部件`));
}

/** Yields a part's unpacked bytes, their number and checksum held against what the directory says. */
export async function* checkedBytes(
  chunks: AsyncIterable<Uint8Array>,
  {name, size, crc}: ZipEntry,
  crc32: (data: Uint8Array, before: number) => number
): AsyncGenerator<Uint8Array> {
  let sum = 0;
  let length = 0;
  for await (const chunk of chunks) {
    sum = crc32(chunk, sum);
    length += chunk.length;
    if (length > size) throw broken(`${name} 的大小不符`);
    yield chunk;
  }
  if (length !== size) throw broken(`${name} 的大小不符`);
  if (sum >>> 0 !== crc >>> 0) throw broken(`${name} 的校验和不符`);
}

/** Returns the parts as a package whose bytes come from `contents`. */
export function packageOf<T extends ZipEntry>(
  entries: ReadonlyMap<string, T>,
  contents: (entry: T) => AsyncIterable<Uint8Array>,
  {padding, close}: Pick<ZipPackage, "padding" | "close">
): ZipPackage {
  const find = (part: string): T | undefined => entries.get(part.toLowerCase());
  return {
    names: [...entries.keys()],
    padding,
    has: part => find(part) !== undefined,
    open(part) {
      const entry = find(part);
      if (!entry) throw broken(`缺少 ${part}`);
      return Object.assign(contents(entry), {packed: entry.packed});
    },
    close
  };
}

/** Returns the fault of a zip file that is no sound workbook. */
export function broken(what: string, cause?: unknown): FileFault {
  return new FileFault("unreadable_workbook", messages.notWorkbook(what), {cause});
}
