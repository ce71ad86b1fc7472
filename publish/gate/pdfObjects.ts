import {constants, inflateSync} from "node:zlib";
import {latin1} from "./encodings.ts";

export interface PdfObject {
  /** The object's text before its stream, one character a byte. */
  dict: string;
  /** The stream's bytes decompressed, one character a byte; undefined where there is none or it cannot be read. */
  stream?: string;
}

/** Returns the objects of a PDF by number, those inside of object streams included. */
export function pdfObjects(bytes: Uint8Array): {objects: Map<number, PdfObject>; encrypted: boolean} {
  const text = latin1(bytes);
  const objects = new Map<number, PdfObject>();
  const head = /(?<!\d)(\d+)\s+\d+\s+obj\b/g;
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const {object, end} = readObject(bytes, text, head.lastIndex);
    objects.set(Number(match[1]), object);
    head.lastIndex = end;
  }
  for (const {dict, stream} of [...objects.values()]) {
    if (/\/Type\s*\/ObjStm/.test(dict) && stream !== undefined) unpack(dict, stream, objects);
  }
  return {objects, encrypted: /\/Encrypt\s+\d+\s+\d+\s+R/.test(text)};
}

/** Returns the bytes inflated, as far as they go; undefined where they are not deflated. */
export function maybeInflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    // A sync flush at the end takes what there is of a stream whose end is cut off.
    return new Uint8Array(inflateSync(bytes, {finishFlush: constants.Z_SYNC_FLUSH}));
  } catch {
    return undefined;
  }
}

function readObject(bytes: Uint8Array, text: string, from: number): {object: PdfObject; end: number} {
  const mark = /\bendobj\b|>>\s*stream\r?\n/g;
  mark.lastIndex = from;
  const found = mark.exec(text);
  if (!found) return {object: {dict: text.slice(from)}, end: text.length};
  if (found[0] === "endobj") return {object: {dict: text.slice(from, found.index)}, end: mark.lastIndex};
  const dict = text.slice(from, found.index + 2);
  const start = mark.lastIndex;
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dict)?.[1];
  const stated = length === undefined ? -1 : start + Number(length);
  const holds = stated >= 0 && /^\s*endstream/.test(text.slice(stated, stated + 16));
  const stop = holds ? stated : text.indexOf("endstream", start);
  const end = stop < 0 ? text.length : stop;
  const stream = decoded(dict, bytes.subarray(start, end));
  return {object: {dict, ...(stream === undefined ? {} : {stream})}, end};
}

/** Pictures and typefaces are not decoded: no text is in them. */
function decoded(dict: string, bytes: Uint8Array): string | undefined {
  if (/\/Subtype\s*\/Image|\/Length1\b/.test(dict)) return undefined;
  const filter = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dict)?.[1]?.replace(/[[\]\s]/g, "");
  if (!filter) return latin1(bytes);
  const content = filter === "/FlateDecode" ? maybeInflate(bytes) : undefined;
  return content && latin1(content);
}

function unpack(dict: string, stream: string, objects: Map<number, PdfObject>): void {
  const first = Number(/\/First\s+(\d+)/.exec(dict)?.[1] ?? 0);
  const numbers = stream.slice(0, first).trim().split(/\s+/).map(Number);
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const next = numbers[i + 3];
    objects.set(numbers[i]!, {
      dict: stream.slice(first + numbers[i + 1]!, next === undefined ? undefined : first + next)
    });
  }
}
