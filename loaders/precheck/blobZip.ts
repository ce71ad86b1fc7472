import {Inflate} from "fflate";
import {broken, checkedBytes, entryList, packageOf, refuseMany, type ZipPackage} from "../zipEntries.ts";
import {paddingOf} from "../zipPadding.ts";
import {sliceOf} from "./blob.ts";
import {crc32} from "./crc32.ts";
import {type BlobEntry, readDirectory} from "./zipDirectory.ts";

/** Packed bytes that are unpacked at a time (they can become a thousand times as many), and unpacked ones handed on. */
const PIECE = 1 << 14;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_HEADER = 30;

/**
 * Opens a zip file that a browser holds, under the same conditions as `openZip` does one on disk: what is encrypted, too
 * large, or packed to do harm is refused, parts are checked as they are read.
 */
export async function openBlobZip(file: Blob, onRead: (bytes: number) => void = () => {}): Promise<ZipPackage> {
  const padding = await paddingOf(file.size, (from, to) => sliceOf(file, from, to));
  const blob = file.slice(0, file.size - padding);
  const {count, entries} = await readDirectory(blob);
  refuseMany(count);
  const list = entryList<BlobEntry>(blob.size);
  for await (const entry of entries) list.add(entry);
  return packageOf(list.close(), entry => contentsOf(blob, entry, onRead), {padding, close: () => {}});
}

async function* contentsOf(blob: Blob, entry: BlobEntry, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const start = await dataStart(blob, entry);
  const packed = packedBytes(blob, start, entry.packed, onRead);
  yield* checkedBytes(entry.method === 8 ? inflated(packed) : packed, entry, crc32);
}

/** Returns where the part's data begins; throws where its own header says something else than the directory. */
async function dataStart(blob: Blob, {start, name, method, rawName, packed}: BlobEntry): Promise<number> {
  const head = await sliceOf(blob, start, start + LOCAL_HEADER);
  const view = new DataView(head.buffer);
  if (head.length < LOCAL_HEADER || view.getUint32(0, true) !== LOCAL_SIGNATURE) throw broken("压缩包不完整");
  const nameLength = view.getUint16(26, true);
  const at = start + LOCAL_HEADER + nameLength + view.getUint16(28, true);
  if (at + packed > blob.size) throw broken("压缩包不完整");
  const own = await sliceOf(blob, start + LOCAL_HEADER, start + LOCAL_HEADER + nameLength);
  const isSame = own.length === rawName.length && own.every((byte, i) => byte === rawName[i]);
  if (!isSame || view.getUint16(8, true) !== method) throw broken(`${name} 与目录所说的不符`);
  return at;
}

async function* packedBytes(
  blob: Blob,
  start: number,
  length: number,
  onRead: (bytes: number) => void
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE) {
    const piece = await sliceOf(blob, start + at, start + Math.min(length, at + PIECE));
    onRead(piece.length);
    yield piece;
  }
}

/** Yields deflated bytes as they unpack; what follows their end is left alone, as Node does. */
async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let ended = false;
  const inflate = new Inflate((chunk, last) => {
    // Readers look at their limits after every piece: it must not be larger than those that Node gives.
    for (let at = 0; at < chunk.length; at += PIECE) ready.push(chunk.subarray(at, at + PIECE));
    ended ||= last;
  });
  const push = (bytes: Uint8Array, last: boolean): Uint8Array[] => {
    try {
      inflate.push(bytes, last);
    } catch (error) {
      throw broken("压缩包不完整", error);
    }
    const chunks = ready;
    ready = [];
    return chunks;
  };
  for await (const piece of packed) yield* push(piece, false);
  yield* push(new Uint8Array(0), true);
  if (!ended) throw broken("压缩包不完整");
}
