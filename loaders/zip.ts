import {createReadStream} from "node:fs";
import {open} from "node:fs/promises";
import {Readable} from "node:stream";
import * as zlib from "node:zlib";
import yauzl from "yauzl";
import {errorCode} from "./error.ts";
import {FileFault} from "./fault.ts";
import {broken, checkedBytes, entryList, packageOf, refuseMany, type ZipEntry, type ZipPackage} from "./zipEntries.ts";
import {paddingOf} from "./zipPadding.ts";

/** Node has it from 20.15 on; its types of that time do not. */
const {crc32} = zlib as unknown as {crc32(data: Uint8Array, value?: number): number};

/** A part with what the library knows of it. */
interface Entry extends ZipEntry {
  source: yauzl.Entry;
}

/** Opens a zip file, refusing what is encrypted, too large, or packed to do harm; parts are checked as they are read. */
export async function openZip(path: string): Promise<ZipPackage> {
  const {size, padding} = await endOf(path);
  const options = {lazyEntries: true, autoClose: false, validateEntrySizes: true};
  const zip = await guarded(() =>
    padding
      ? yauzl.fromRandomAccessReaderPromise(new PathReader(path), size - padding, options)
      : yauzl.openPromise(path, options)
  );
  try {
    const entries = await guarded(() => entriesOf(zip));
    const contents = (entry: Entry): AsyncIterable<Uint8Array> => contentsOf(path, zip, entry);
    return packageOf(entries, contents, {padding, close: () => zip.close()});
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Gives the library a file of which it is to see no more than it is told. */
class PathReader extends yauzl.RandomAccessReader {
  private readonly path: string;

  constructor(path: string) {
    super();
    this.path = path;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.path, {start, end: end - 1});
  }
}

async function endOf(path: string): Promise<{size: number; padding: number}> {
  const file = await open(path);
  try {
    const {size} = await file.stat();
    const read = async (from: number, to: number): Promise<Uint8Array> => {
      const {buffer, bytesRead} = await file.read(new Uint8Array(to - from), 0, to - from, from);
      return buffer.subarray(0, bytesRead);
    };
    return {size, padding: await paddingOf(size, read)};
  } finally {
    await file.close();
  }
}

async function entriesOf(zip: yauzl.ZipFile): Promise<ReadonlyMap<string, Entry>> {
  refuseMany(zip.entryCount);
  const list = entryList<Entry>(zip.fileSize);
  for await (const source of zip.eachEntry()) {
    list.add({
      name: source.fileName,
      method: source.compressionMethod,
      encrypted: source.isEncrypted(),
      packed: source.compressedSize,
      size: source.uncompressedSize,
      crc: source.crc32,
      start: source.relativeOffsetOfLocalHeader,
      nameLength: source.fileNameLength,
      source
    });
  }
  return list.close();
}

async function* contentsOf(path: string, zip: yauzl.ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const {source} = entry;
  const local = await guarded(() => zip.readLocalFileHeaderPromise(source));
  const isSame =
    local.fileName.toString("latin1") === source.fileNameRaw.toString("latin1") &&
    local.compressionMethod === source.compressionMethod;
  if (!isSame) throw broken(`${entry.name} 与目录所说的不符`);
  yield* checkedBytes(unpacked(path, local.fileDataStart, entry), entry, crc32);
}

/**
 * Yields a part's bytes as they unpack. The library's own stream is not used: left before its end, it goes on reading from
 * a file that is closed, and takes the process down.
 */
async function* unpacked(path: string, start: number, {packed: length, method}: Entry): AsyncGenerator<Uint8Array> {
  const packed = length ? createReadStream(path, {start, end: start + length - 1}) : Readable.from([]);
  const stream = method === 8 ? compose(packed, zlib.createInflateRaw()) : packed;
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const {done, value} = await guarded(() => chunks.next());
      if (done) return;
      yield value;
    }
  } finally {
    packed.destroy();
    stream.destroy();
  }
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
    throw broken(leadsOut ? "有部件的名字指向文件以外" : "压缩包不完整", error);
  }
}

function isOfMachine(error: unknown): boolean {
  return /^E[A-Z]+$/.test(errorCode(error) ?? "");
}
