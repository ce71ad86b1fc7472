import {gunzipSync} from "node:zlib";
import {unzipSync} from "fflate";
import {latin1} from "./encodings.ts";
import {maybeInflate} from "./pdfObjects.ts";
import {pdfText} from "./pdfText.ts";

/** A part of a published file that can be searched: decoded text, or bytes. */
export interface Piece {
  /** Where in the file, in Chinese; empty for the file itself. */
  place: string;
  text?: string;
  bytes?: Uint8Array;
  /** A database that must be read through DuckDB besides its bytes. */
  tables?: "parquet" | "duckdb";
  /** The text's lines are pieces of one another: read as one for secrets, besides each for itself. */
  broken?: boolean;
  /** Why the contents cannot be searched, in Chinese: such a file must not leave. */
  unread?: string;
}

/** Archives inside archives are opened this deep. */
const DEPTH = 4;

/**
 * Returns everything that can be read in a file: text in any of its encodings and with its escapes undone, every part of
 * an office file or archive, the pages and streams of a PDF, the text of a PNG, data URIs; and the bytes of whatever is
 * binary. What is of no known kind, or cannot be opened, is named as unread.
 */
export function piecesOf(bytes: Uint8Array, place = "", depth = 0): Piece[] {
  if (depth > DEPTH) return [{place, bytes, unread: "压缩包套得太深"}];
  const head = latin1(bytes.subarray(0, 16));
  if (head.startsWith("PK\x03\x04")) return archive(bytes, place, depth);
  if (head.startsWith("\x1f\x8b")) return inflated(bytes, place, depth);
  if (head.startsWith("PAR1")) return [{place, bytes, tables: "parquet"}];
  if (head.slice(8, 12) === "DUCK") return [{place, bytes, tables: "duckdb"}];
  if (head.startsWith("%PDF")) return pdf(bytes, place);
  if (head.startsWith("\x89PNG\r\n")) return [{place, bytes}, ...pngTexts(bytes, place)];
  const {text, mixed} = decode(bytes);
  if (text === undefined) return [{place, bytes, unread: "不认识的文件格式"}];
  return [{place, text, ...(mixed ? {bytes} : {})}, ...dataUris(text, place, depth)];
}

function archive(bytes: Uint8Array, place: string, depth: number): Piece[] {
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes);
  } catch {
    return [{place, bytes, unread: "打不开的压缩包"}];
  }
  const directory = latin1(bytes).lastIndexOf("PK\x01\x02", bytes.length);
  return [
    {place: join(place, "条目名"), text: Object.keys(parts).join("\n")},
    // Remarks on the archive stand behind its directory.
    {place: join(place, "压缩包附注"), bytes: bytes.subarray(Math.max(directory, 0))},
    ...Object.entries(parts).flatMap(([name, part]) =>
      name.endsWith("/") && !part.length ? [] : piecesOf(part, join(place, name), depth + 1)
    )
  ];
}

function inflated(bytes: Uint8Array, place: string, depth: number): Piece[] {
  let content: Uint8Array;
  try {
    content = new Uint8Array(gunzipSync(bytes));
  } catch {
    return [{place, bytes, unread: "打不开的压缩文件"}];
  }
  return piecesOf(content, place, depth + 1);
}

function pdf(bytes: Uint8Array, place: string): Piece[] {
  const {pages, strings, unread} = pdfText(bytes);
  return [
    {place, bytes},
    ...pdfStreams(bytes, place),
    ...pages.map(page => ({place: join(place, page.place), text: page.text, broken: true})),
    {place: join(place, "文档属性与结构"), text: strings},
    ...unread.map(what => ({place, unread: what}))
  ];
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
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (kind === "zTXt" || kind === "iTXt") {
      const content = compressedText(data, kind);
      if (content) pieces.push({place: join(place, `${kind} 文字`), ...asText(content)});
    }
    if (kind === "tEXt") pieces.push({place: join(place, "tEXt 文字"), ...asText(data.filter(byte => byte !== 0))});
    if (kind === "eXIf") pieces.push({place: join(place, "eXIf 文字"), text: latin1(data).replace(/[^ -~]+/g, "\n")});
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
