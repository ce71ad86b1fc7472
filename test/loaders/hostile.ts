import * as zlib from "node:zlib";
import {strToU8} from "fflate";
import {joined} from "../../loaders/bytes.ts";

/** Files that were made to hurt, built at test time: small in themselves, whatever they unfold to. */

const {crc32} = zlib as unknown as {crc32(data: Uint8Array, value?: number): number};

/** What a part of a zip file unfolds to. */
export interface Unfolded {
  packed: Uint8Array;
  size: number;
  crc: number;
}

export interface ZipPart extends Partial<Unfolded> {
  name: string | Uint8Array;
  /** Its content, unless it is given unfolded. */
  text?: string | Uint8Array;
  /** Stored without packing. */
  stored?: boolean;
  flags?: number;
  /** Differs from the directory's name where it is given. */
  localName?: string;
  localMethod?: number;
  /** What the directory says instead of the truth. */
  claims?: Partial<{size: number; packedSize: number; crc: number; offset: number}>;
  /** Writes the sizes into an extra field of zip64. */
  zip64?: boolean;
  /** Uses the data of the part before: two parts, one place. */
  sameData?: boolean;
}

/** Returns the zip file of these parts, lies included. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const body: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  let offset = 0;
  for (const part of parts) {
    const {packed, size, crc} = contentOf(part);
    const method = part.stored ? 0 : 8;
    const name = typeof part.name === "string" ? strToU8(part.name) : part.name;
    const localName = part.localName === undefined ? name : strToU8(part.localName);
    const flags = part.flags ?? 0;
    if (!part.sameData) {
      offset = at;
      const local = header(30, [
        [0, 4, 0x04034b50],
        [4, 2, 20],
        [6, 2, flags],
        [8, 2, part.localMethod ?? method],
        [14, 4, crc],
        [18, 4, packed.length],
        [22, 4, size],
        [26, 2, localName.length]
      ]);
      for (const piece of [local, localName, packed]) {
        body.push(piece);
        at += piece.length;
      }
    }
    const {claims = {}} = part;
    const claimed = {
      size: claims.size ?? size,
      packed: claims.packedSize ?? packed.length,
      crc: claims.crc ?? crc,
      offset: claims.offset ?? offset
    };
    const extra = part.zip64 ? zip64Extra([claimed.size, claimed.packed]) : new Uint8Array();
    directory.push(
      header(46, [
        [0, 4, 0x02014b50],
        [4, 2, 20],
        [6, 2, 20],
        [8, 2, flags],
        [10, 2, method],
        [16, 4, claimed.crc],
        [20, 4, part.zip64 ? 0xffffffff : claimed.packed],
        [24, 4, part.zip64 ? 0xffffffff : claimed.size],
        [28, 2, name.length],
        [30, 2, extra.length],
        [42, 4, claimed.offset]
      ]),
      name,
      extra
    );
  }
  const length = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = header(22, [
    [0, 4, 0x06054b50],
    [8, 2, Math.min(parts.length, 0xffff)],
    [10, 2, Math.min(parts.length, 0xffff)],
    [12, 4, length],
    [16, 4, at]
  ]);
  return joined([...body, ...directory, end]);
}

/** Returns what unfolds to a text repeated so many times between two others; the repeats are packed only once. */
export function repeated(before: string, middle: string, times: number, after: string): Unfolded {
  const perBlock = Math.max(1, Math.min(times, Math.floor((1 << 20) / middle.length)));
  const block = strToU8(middle.repeat(perBlock));
  const blocks = Math.floor(times / perBlock);
  const flushed = (bytes: Uint8Array): Uint8Array =>
    new Uint8Array(zlib.deflateRawSync(bytes, {finishFlush: zlib.constants.Z_FULL_FLUSH, level: 9}));
  const packedBlock = flushed(block);
  const start = strToU8(before);
  const rest = strToU8(middle.repeat(times - blocks * perBlock) + after);
  let crc = crc32(start);
  for (let i = 0; i < blocks; i++) crc = crc32(block, crc);
  return {
    packed: joined([
      flushed(start),
      ...new Array<Uint8Array>(blocks).fill(packedBlock),
      new Uint8Array(zlib.deflateRawSync(rest))
    ]),
    size: start.length + blocks * block.length + rest.length,
    crc: crc32(rest, crc)
  };
}

function contentOf({packed, size, crc, text = "", stored}: ZipPart): Unfolded {
  if (packed) return {packed, size: size!, crc: crc!};
  const bytes = typeof text === "string" ? strToU8(text) : text;
  return {packed: stored ? bytes : new Uint8Array(zlib.deflateRawSync(bytes)), size: bytes.length, crc: crc32(bytes)};
}

function header(length: number, fields: readonly [at: number, bytes: 2 | 4, value: number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  for (const [at, bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value >>> 0, true);
  }
  return new Uint8Array(view.buffer);
}

function zip64Extra(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 8 * values.length));
  view.setUint16(0, 1, true);
  view.setUint16(2, 8 * values.length, true);
  values.forEach((value, i) => {
    view.setBigUint64(4 + 8 * i, BigInt(value), true);
  });
  return new Uint8Array(view.buffer);
}
