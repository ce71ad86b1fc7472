import {constants, gunzipSync, inflateSync} from "node:zlib";
import {unzipSync} from "fflate";
import {latin1} from "./encodings.ts";

/** A part of a published file that can be searched: decoded text, or bytes. */
export interface Piece {
  /** Where in the file, in Chinese; empty for the file itself. */
  place: string;
  text?: string;
  bytes?: Uint8Array;
  /** A database that must be read through DuckDB besides its bytes. */
  tables?: "parquet" | "duckdb";
}

/** Archives inside archives are opened this deep. */
const DEPTH = 4;

/**
 * Returns everything that can be read in a file: text in any of its encodings and with its escapes undone, every part of
 * an office file or archive, the streams of a PDF, the text of a PNG, data URIs; and the bytes of whatever is binary.
 */
export function piecesOf(bytes: Uint8Array, place = "", depth = 0): Piece[] {
  if (depth > DEPTH) return [{place, bytes}];
  const head = latin1(bytes.subarray(0, 16));
  if (head.startsWith("PK\x03\x04")) return archive(bytes, place, depth);
  if (head.startsWith("\x1f\x8b")) return inflated(bytes, place, depth);
  if (head.startsWith("PAR1")) return [{place, bytes, tables: "parquet"}];
  if (head.slice(8, 12) === "DUCK") return [{place, bytes, tables: "duckdb"}];
  if (head.startsWith("%PDF")) return [{place, bytes}, ...pdfStreams(bytes, place)];
  if (head.startsWith("\x89PNG")) return [{place, bytes}, ...pngTexts(bytes, place)];
  const {text, mixed} = decode(bytes);
  if (text === undefined) return [{place, bytes}];
  return [{place, text, ...(mixed ? {bytes} : {})}, ...dataUris(text, place, depth)];
}

function archive(bytes: Uint8Array, place: string, depth: number): Piece[] {
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes);
  } catch {
    return [{place, bytes}];
  }
  return [
    {place: join(place, "条目名"), text: Object.keys(parts).join("\n")},
    ...Object.entries(parts).flatMap(([name, part]) => piecesOf(part, join(place, name), depth + 1))
  ];
}

function inflated(bytes: Uint8Array, place: string, depth: number): Piece[] {
  let content: Uint8Array;
  try {
    content = new Uint8Array(gunzipSync(bytes));
  } catch {
    return [{place, bytes}];
  }
  return piecesOf(content, place, depth + 1);
}

function pdfStreams(bytes: Uint8Array, place: string): Piece[] {
  const letters = latin1(bytes);
  const pieces: Piece[] = [];
  for (const match of letters.matchAll(/stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = letters.indexOf("endstream", start);
    if (end < 0) break;
    const content = maybeInflate(bytes.subarray(start, end));
    if (content) pieces.push({place: join(place, `第${pieces.length + 1}个数据流`), bytes: content});
  }
  return pieces;
}

function pngTexts(bytes: Uint8Array, place: string): Piece[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Piece[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const kind = latin1(bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) break;
    if (kind === "zTXt" || kind === "iTXt") {
      const data = bytes.subarray(at + 8, at + 8 + length);
      const content = compressedText(data, kind);
      if (content) pieces.push({place: join(place, `${kind} 文字`), ...asText(content)});
    }
    at += 12 + length;
  }
  return pieces;
}

/** The text follows the keyword and, in an iTXt chunk, two flags, a language and a translated keyword. */
function compressedText(data: Uint8Array, kind: "zTXt" | "iTXt"): Uint8Array | undefined {
  let at = data.indexOf(0) + 2;
  if (kind === "iTXt") {
    at += 1;
    for (let i = 0; i < 2; i++) at = data.indexOf(0, at) + 1;
  }
  return maybeInflate(data.subarray(at)) ?? data.subarray(at);
}

function maybeInflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    // A sync flush at the end takes what there is of a stream whose end is cut off.
    return new Uint8Array(inflateSync(bytes, {finishFlush: constants.Z_SYNC_FLUSH}));
  } catch {
    return undefined;
  }
}

function asText(bytes: Uint8Array): {text: string} | {bytes: Uint8Array} {
  const {text} = decode(bytes);
  return text === undefined ? {bytes} : {text};
}

function dataUris(text: string, place: string, depth: number): Piece[] {
  return [...text.matchAll(/data:[^,;"'\s]*(?:;[^,;"'\s]*)*;base64,([A-Za-z0-9+/=]+)/g)].flatMap((match, i) =>
    piecesOf(
      Uint8Array.from(atob(match[1]!), c => c.charCodeAt(0)),
      join(place, `第${i + 1}个内嵌文件`),
      depth + 1
    )
  );
}

/**
 * Returns the text of the bytes: UTF-8, UTF-16 with BOM, else GB18030, which may be a mixture and is then searched as
 * bytes too. No text where they are none.
 */
function decode(bytes: Uint8Array): {text?: string; mixed?: boolean} {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return {text: new TextDecoder("utf-16le").decode(bytes)};
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return {text: new TextDecoder("utf-16be").decode(bytes)};
  if (bytes.subarray(0, 4096).includes(0)) return {};
  const text = strictly("utf-8", bytes);
  if (text !== undefined) return {text};
  const other = strictly("gb18030", bytes);
  return other === undefined ? {} : {text: other, mixed: true};
}

function strictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes);
  } catch {
    return undefined;
  }
}

function join(place: string, part: string): string {
  return place ? `${place} › ${part}` : part;
}
