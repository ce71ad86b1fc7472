import {broken, type ZipEntry} from "../zipEntries.ts";
import {sliceOf} from "./blob.ts";
import {crc32} from "./crc32.ts";

/** An entry with its name's bytes, which must stand before the part once more. */
export interface BlobEntry extends ZipEntry {
  rawName: Uint8Array;
}

export interface Directory {
  /** How many entries the file says that it has. */
  count: number;
  entries: AsyncIterable<BlobEntry>;
}

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_LENGTH = 20;
const END64_SIGNATURE = 0x06064b50;
const END64_LENGTH = 56;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
const FULL32 = 0xffffffff;
/** Bytes of the directory that are read at a time: an entry's three texts have room in it. */
const WINDOW = 1 << 18;
const ZIP64_FIELD = 0x0001;
const UNICODE_PATH_FIELD = 0x7075;

/** Reads the directory at the end of a zip file; its entries are read as they are asked for. */
export async function readDirectory(blob: Blob): Promise<Directory> {
  const from = Math.max(0, blob.size - LOCATOR_LENGTH - END_LENGTH - LONGEST_COMMENT);
  const tail = viewOf(await sliceOf(blob, from, blob.size));
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
    if (tail.getUint16(at + 20, true) !== tail.byteLength - at - END_LENGTH) throw incomplete();
    const wide = at >= LOCATOR_LENGTH && tail.getUint32(at - LOCATOR_LENGTH, true) === LOCATOR_SIGNATURE;
    if (wide) return wideDirectory(blob, long(tail, at - LOCATOR_LENGTH + 8));
    if (tail.getUint16(at + 4, true) !== 0) throw incomplete();
    const count = tail.getUint16(at + 10, true);
    return {count, entries: entriesOf(blob, tail.getUint32(at + 16, true), count)};
  }
  throw incomplete();
}

async function wideDirectory(blob: Blob, at: number): Promise<Directory> {
  const end = viewOf(await sliceOf(blob, at, at + END64_LENGTH));
  const isWhole = end.byteLength === END64_LENGTH && end.getUint32(0, true) === END64_SIGNATURE;
  if (!isWhole || end.getUint32(16, true) !== 0) throw incomplete();
  const count = long(end, 32);
  return {count, entries: entriesOf(blob, long(end, 48), count)};
}

async function* entriesOf(blob: Blob, start: number, count: number): AsyncGenerator<BlobEntry> {
  let window: Uint8Array = new Uint8Array(0);
  let from = start;
  const take = async (at: number, length: number): Promise<DataView> => {
    if (at < from || at + length > from + window.length) {
      from = at;
      window = await sliceOf(blob, at, at + Math.max(length, WINDOW));
    }
    if (at + length > from + window.length) throw incomplete();
    return new DataView(window.buffer, window.byteOffset + at - from, length);
  };
  let at = start;
  for (let i = 0; i < count; i++) {
    const head = await take(at, ENTRY_LENGTH);
    if (head.getUint32(0, true) !== ENTRY_SIGNATURE) throw incomplete();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(place => head.getUint16(place, true)) as [
      number,
      number,
      number
    ];
    const texts = await take(at + ENTRY_LENGTH, nameLength + extraLength + commentLength);
    yield toEntry(head, bytesIn(texts, 0, nameLength), fieldsOf(texts, nameLength, nameLength + extraLength));
    at += ENTRY_LENGTH + texts.byteLength;
  }
}

function toEntry(head: DataView, rawName: Uint8Array, fields: readonly ExtraField[]): BlobEntry {
  const flags = head.getUint16(8, true);
  const method = head.getUint16(10, true);
  // Bit 6 says that even the directory may be encrypted.
  if (flags & 0x40) throw incomplete();
  const wide = fields.find(({id}) => id === ZIP64_FIELD)?.data;
  let used = 0;
  /** What does not fit into four bytes stands in the field, in a fixed order. */
  const widened = (value: number): number => {
    if (value !== FULL32 || !wide) return value;
    if (used + 8 > wide.length) throw incomplete();
    used += 8;
    return long(viewOf(wide), used - 8);
  };
  const size = widened(head.getUint32(24, true));
  const packed = widened(head.getUint32(20, true));
  const start = widened(head.getUint32(42, true));
  const encrypted = (flags & 1) !== 0;
  if (method === 0 && packed !== size + (encrypted ? 12 : 0)) throw incomplete();
  const crc = head.getUint32(16, true);
  return {
    name: nameOf(rawName, flags, fields),
    method,
    encrypted,
    packed,
    size,
    crc,
    start,
    nameLength: rawName.length,
    rawName
  };
}

interface ExtraField {
  id: number;
  data: Uint8Array;
}

function fieldsOf(view: DataView, start: number, end: number): ExtraField[] {
  const fields: ExtraField[] = [];
  for (let at = start; at < end - 3; ) {
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > end) throw incomplete();
    fields.push({id: view.getUint16(at, true), data: bytesIn(view, at + 4, length)});
    at += 4 + length;
  }
  return fields;
}

/** Returns the name with forward slashes; throws where it leads out of the file. */
function nameOf(raw: Uint8Array, flags: number, fields: readonly ExtraField[]): string {
  const better = fields.find(
    ({id, data}) =>
      id === UNICODE_PATH_FIELD && data.length > 5 && data[0] === 1 && viewOf(data).getUint32(1, true) === crc32(raw)
  );
  const bytes = better ? better.data.subarray(5) : raw;
  // Names of parts are English; those of other code pages only have to stay apart.
  const encoding = better || flags & 0x800 ? "utf-8" : "latin1";
  const name = new TextDecoder(encoding, {ignoreBOM: true}).decode(bytes).replaceAll("\\", "/");
  if (/^(?:[A-Za-z]:|\/)/.test(name) || name.split("/").includes("..")) throw broken("有部件的名字指向文件以外");
  return name;
}

function bytesIn(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function long(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

function incomplete(): Error {
  return broken("压缩包不完整");
}
