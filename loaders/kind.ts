/** What a file is by its bytes, whatever its name says. */
export type FileKind =
  | "empty"
  | "text"
  | "zip"
  | "compound"
  | "biff"
  | "html"
  | "xml"
  | "mhtml"
  | "rtf"
  | "pdf"
  | "image"
  | "archive"
  | "binary";

const SIGNATURES: readonly [FileKind, readonly number[]][] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["compound", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["rtf", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ["archive", [0x52, 0x61, 0x72, 0x21, 0x1a]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  // The first record of a workbook without a container, as Excel before 5.0 and some programs write it.
  ["biff", [0x09, 0x08, 0x10, 0x00]],
  ["biff", [0x09, 0x08, 0x08, 0x00]],
  ["biff", [0x09, 0x04, 0x06, 0x00]],
  ["biff", [0x09, 0x02, 0x06, 0x00]],
  ["biff", [0x09, 0x00, 0x04, 0x00]]
];
/** Characters at the start by which markup is told. */
const OPENING = 4096;
/** Control characters that no text holds, in any of the encodings that are read. */
const CONTROLS = new Set([1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31]);

/** Returns what a file is by its first bytes (some thousand will do). */
export function kindOf(start: Uint8Array): FileKind {
  if (!start.length) return "empty";
  const found = SIGNATURES.find(([, bytes]) => bytes.every((byte, i) => start[i] === byte));
  if (found) return found[0];
  const wide = wideEncoding(start);
  const text = new TextDecoder(wide ?? "latin1").decode(start);
  const opening = text
    .replace(/^(?:\ufeff|ï»¿)/, "")
    .trimStart()
    .slice(0, OPENING)
    .toLowerCase();
  const marked = markupOf(opening);
  if (marked) return marked;
  if (wide || looksWide(start)) return "text";
  const controls = start.reduce((sum, byte) => sum + (CONTROLS.has(byte) ? 1 : 0), 0);
  return controls * 100 > start.length ? "binary" : "text";
}

/** Returns what a text is by how it begins, where it is no table of delimited text. */
function markupOf(opening: string): FileKind | undefined {
  if (/^mime-version:/.test(opening)) return "mhtml";
  if (/^<(?:workbook|(?:ss|x):workbook)\b/.test(opening)) return "xml";
  if (opening.startsWith("<?xml")) return /<html[\s>]|<!doctype html/.test(opening) ? "html" : "xml";
  // A page may begin with a comment, or in the middle of things.
  const isPage =
    /^<(?:!doctype html|html|head|meta|table|body|style|div|tr|center|font|form|title|link|script|p|h\d)\b/.test(
      opening
    );
  return isPage || (opening.startsWith("<!--") && /<(?:html|table)\b/.test(opening)) ? "html" : undefined;
}

/** Returns the encoding of UTF-16 by its mark, or by the `<` of markup without one. */
function wideEncoding([a, b]: Uint8Array): "UTF-16LE" | "UTF-16BE" | undefined {
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "UTF-16LE";
  return (a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c) ? "UTF-16BE" : undefined;
}

/** In UTF-16 the digits, commas and line ends of a table leave a zero at every second place, and at no other. */
function looksWide(start: Uint8Array): boolean {
  const zeros = [0, 0];
  for (let i = 0; i < start.length; i++) if (start[i] === 0) zeros[i % 2]!++;
  const most = Math.max(...zeros);
  return most * 20 > start.length && most > 20 * Math.min(...zeros);
}
