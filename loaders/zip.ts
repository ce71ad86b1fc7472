import {createReadStream} from "node:fs";
import {Readable} from "node:stream";
import * as zlib from "node:zlib";
import yauzl from "yauzl";
import {errorCode} from "./error.ts";
import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";
import type {Package} from "./workbook.ts";

const MOST_ENTRIES = 5_000;
const MOST_ENTRY_BYTES = 2 * 1024 ** 3;
const MOST_BYTES = 4 * 1024 ** 3;
/** A part beyond this size that was packed tighter than this is a bomb. */
const BIG_BYTES = 16 * 1024 ** 2;
const MOST_RATIO = 500;

export interface ZipPackage extends Package {
  /** The names of all parts, in lower case. */
  names: readonly string[];
  close(): void;
}

/** Node has it from 20.15 on; its types of that time do not. */
const {crc32} = zlib as unknown as {crc32(data: Uint8Array, value?: number): number};

/** Opens a zip file, refusing what is encrypted, too large, or packed to do harm; parts are checked as they are read. */
export async function openZip(path: string): Promise<ZipPackage> {
  const zip = await guarded(() =>
    yauzl.openPromise(path, {lazyEntries: true, autoClose: false, validateEntrySizes: true})
  );
  try {
    const entries = await guarded(() => entriesOf(zip));
    const find = (part: string): yauzl.Entry | undefined => entries.get(part.toLowerCase());
    return {
      names: [...entries.keys()],
      has: part => find(part) !== undefined,
      open(part) {
        const entry = find(part);
        if (!entry) throw broken(`缺少 ${part}`);
        return Object.assign(contentsOf(path, zip, entry), {packed: entry.compressedSize});
      },
      close: () => zip.close()
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function entriesOf(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > MOST_ENTRIES)
    throw new FileFault("too_large", messages.tooLarge(`内含 ${zip.entryCount} 个部件`));
  const entries = new Map<string, yauzl.Entry>();
  const places: Place[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const {relativeOffsetOfLocalHeader: start, fileNameLength, compressedSize} = entry;
    places.push({start, end: start + LOCAL_HEADER + fileNameLength + compressedSize});
    const name = entry.fileName.toLowerCase();
    if (name.endsWith("/")) continue;
    if (entries.has(name)) throw broken(`部件 ${entry.fileName} 重复`);
    if (entry.isEncrypted()) throw new FileFault("encrypted_workbook", messages.encrypted());
    if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
      throw broken(`${entry.fileName} 的压缩方式不支持`);
    total += entry.uncompressedSize;
    const isBomb =
      entry.uncompressedSize > BIG_BYTES && entry.uncompressedSize > MOST_RATIO * Math.max(1, entry.compressedSize);
    if (entry.uncompressedSize > MOST_ENTRY_BYTES || total > MOST_BYTES || isBomb) {
      throw new FileFault("too_large", messages.tooLarge(`${entry.fileName} 解压后过大`));
    }
    entries.set(name, entry);
  }
  places.sort((a, b) => a.start - b.start);
  // What stands in two places at once unfolds to more than the sizes of its parts tell.
  if (places.some(({end}, i) => end > (places[i + 1]?.start ?? zip.fileSize))) throw broken("部件互相重叠");
  return entries;
}

/** Where a part stands in the file, without what is only said there. */
interface Place {
  start: number;
  end: number;
}

/** Bytes of a part's own header without its name. */
const LOCAL_HEADER = 30;

/**
 * Reads a part, its size and checksum checked. The library's own stream is not used: left before its end, it goes on
 * reading from a file that is closed, and takes the process down.
 */
async function* contentsOf(path: string, zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Uint8Array> {
  const local = await guarded(() => zip.readLocalFileHeaderPromise(entry));
  const isSame =
    local.fileName.toString("latin1") === entry.fileNameRaw.toString("latin1") &&
    local.compressionMethod === entry.compressionMethod;
  if (!isSame) throw broken(`${entry.fileName} 与目录所说的不符`);
  const start = local.fileDataStart;
  const packed = entry.compressedSize
    ? createReadStream(path, {start, end: start + entry.compressedSize - 1})
    : Readable.from([]);
  const stream = entry.compressionMethod === 8 ? compose(packed, zlib.createInflateRaw()) : packed;
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let sum = 0;
  let size = 0;
  try {
    for (;;) {
      const {done, value} = await guarded(() => chunks.next());
      if (done) break;
      sum = crc32(value, sum);
      size += value.length;
      if (size > entry.uncompressedSize) throw broken(`${entry.fileName} 的大小不符`);
      yield value;
    }
  } finally {
    packed.destroy();
    stream.destroy();
  }
  if (size !== entry.uncompressedSize) throw broken(`${entry.fileName} 的大小不符`);
  if (sum >>> 0 !== entry.crc32 >>> 0) throw broken(`${entry.fileName} 的校验和不符`);
}

/** Returns the second stream, fed by the first; an error of either is an error of it. */
function compose(from: Readable, to: zlib.InflateRaw): zlib.InflateRaw {
  from.on("error", error => to.destroy(error));
  return from.pipe(to);
}

/** What the library says of the file is a fault of the file; what the machine says (no such file …) is not. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileFault || isOfMachine(error)) throw error;
    const leadsOut =
      error instanceof Error && /^(?:absolute path|invalid relative path|invalid characters)/.test(error.message);
    const what = leadsOut ? "有部件的名字指向文件以外" : "压缩包不完整";
    throw new FileFault("unreadable_workbook", messages.notWorkbook(what), {cause: error});
  }
}

function isOfMachine(error: unknown): boolean {
  return /^E[A-Z]+$/.test(errorCode(error) ?? "");
}

function broken(what: string): FileFault {
  return new FileFault("unreadable_workbook", messages.notWorkbook(what));
}
