import {joined} from "./bytes.ts";
import {findDelimiter} from "./delimiter.ts";
import {euroSigns, wholeFrom} from "./euro.ts";

/** Gives the bytes of a file from the start, as often as it is called. */
export type Bytes = () => AsyncIterable<Uint8Array>;

export type Encoding = "UTF-8" | "GB18030" | "UTF-16LE" | "UTF-16BE";

export interface Decoding {
  encoding: Encoding;
  bom: boolean;
  /** Why this encoding, for the load report. */
  evidence: string;
}

/** Bytes at the start by which headers are looked for. */
const START = 65_536;
const REPLACEMENT = "\ufffd";

/**
 * Returns the encoding of a text file: by its byte order mark, else UTF-8 or GB18030, whichever is strictly valid
 * through the whole file; where both or neither are, the one that knows more headers, then the one with fewer invalid
 * sequences, then UTF-8.
 */
export async function chooseEncoding(bytes: Bytes, headers: ReadonlySet<string>): Promise<Decoding> {
  const start = await firstBytes(bytes, START);
  if (!start.length) return {encoding: "UTF-8", bom: false, evidence: "文件里没有任何内容"};
  const marked = byMark(start);
  if (marked) return marked;
  const known = (encoding: Encoding): number => findDelimiter(tidy(decodeStart(start, encoding)), headers).known;
  const wide = start.includes(0) ? mostKnown(["UTF-16LE", "UTF-16BE"], known) : undefined;
  if (wide) return {encoding: wide, bom: false, evidence: `没有标记；按 ${wide} 才认得列名`};
  const valid = await survey(bytes);
  if (valid.ascii) return {encoding: "UTF-8", bom: false, evidence: "全文只有英文、数字和半角符号"};
  if (valid.utf8 && !valid.gb18030) return {encoding: "UTF-8", bom: false, evidence: "全文符合 UTF-8"};
  const inUtf8 = known("UTF-8");
  const inGb = known("GB18030");
  // A text that happens to be valid GB18030 but knows its headers only as UTF-8 is UTF-8 with damaged bytes.
  if (!valid.utf8 && valid.gb18030 && !(inGb === 0 && inUtf8 >= 2)) {
    return {encoding: "GB18030", bom: false, evidence: "全文符合 GB18030，不符合 UTF-8"};
  }
  const both = valid.utf8 && valid.gb18030 ? "UTF-8 与 GB18030 都读得通" : "UTF-8 与 GB18030 都有读不通的字节";
  if (inUtf8 !== inGb) {
    const [encoding, more, fewer]: [Encoding, number, number] =
      inUtf8 > inGb ? ["UTF-8", inUtf8, inGb] : ["GB18030", inGb, inUtf8];
    return {encoding, bom: false, evidence: `${both}；按 ${encoding} 认得的列名更多（${more} 比 ${fewer}）`};
  }
  if (valid.utf8) return {encoding: "UTF-8", bom: false, evidence: `${both}，认得的列名一样多；取 UTF-8`};
  const badUtf8 = await countInvalid(bytes, "UTF-8");
  const badGb = await countInvalid(bytes, "GB18030");
  const encoding = badGb < badUtf8 ? "GB18030" : "UTF-8";
  return {encoding, bom: false, evidence: `${both}（${badUtf8} 处与 ${badGb} 处），认得的列名一样多；取 ${encoding}`};
}

/**
 * Yields the text of a file with line ends as LF and without byte order marks; whatever stands for no character (invalid
 * bytes, NUL) comes as U+FFFD.
 */
export async function* decodedText(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = "";
  let tail: Uint8Array = new Uint8Array(0);
  for await (const chunk of bytes()) {
    if (!chunk.length) continue;
    let text = held + decoder.decode(chunk, {stream: true});
    if (encoding === "GB18030") {
      if (text.includes("€")) {
        const signs = euroSigns(joined([tail, chunk]), tail.length);
        let nth = 0;
        text = text.replaceAll("€", sign => (signs[nth++] === false ? REPLACEMENT : sign));
      }
      const from = wholeFrom(chunk);
      tail = from ? chunk.slice(from) : joined([tail, chunk]);
    }
    held = text.endsWith("\r") ? "\r" : "";
    text = tidy(held ? text.slice(0, -1) : text);
    if (text) yield text;
  }
  const rest = tidy(held + decoder.decode());
  if (rest) yield rest;
}

/** Returns the first bytes of a file, at most so many. */
export async function firstBytes(bytes: Bytes, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return joined(parts).subarray(0, most);
}

function byMark(start: Uint8Array): Decoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) {
    return {encoding: "UTF-8", bom: true, evidence: "文件开头有 UTF-8 标记"};
  }
  if (start[0] === 0xff && start[1] === 0xfe) {
    return {encoding: "UTF-16LE", bom: true, evidence: "文件开头有 UTF-16LE 标记"};
  }
  if (start[0] === 0xfe && start[1] === 0xff) {
    return {encoding: "UTF-16BE", bom: true, evidence: "文件开头有 UTF-16BE 标记"};
  }
  return undefined;
}

/** A character cut in two at the end of the start must not count against an encoding: the decoder is not flushed. */
function decodeStart(start: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(start, {stream: true});
}

function mostKnown(encodings: readonly Encoding[], known: (encoding: Encoding) => number): Encoding | undefined {
  const counted = encodings.map(encoding => ({encoding, count: known(encoding)})).sort((a, b) => b.count - a.count);
  return counted[0]!.count >= 2 ? counted[0]!.encoding : undefined;
}

/** Returns which encodings hold through the whole file; stops where none does. */
async function survey(bytes: Bytes): Promise<{ascii: boolean; utf8: boolean; gb18030: boolean}> {
  const utf8 = strict("UTF-8");
  const gb18030 = strict("GB18030");
  let ascii = true;
  for await (const chunk of bytes()) {
    const holds = [utf8(chunk), gb18030(chunk)];
    if (ascii) ascii = isAscii(chunk);
    if (!holds.includes(true)) break;
  }
  return {ascii, utf8: utf8(null), gb18030: gb18030(null)};
}

/** Returns a function that takes chunk after chunk (null at the end) and tells whether all were valid so far. */
function strict(encoding: Encoding): (chunk: Uint8Array | null) => boolean {
  const decoder = new TextDecoder(encoding, {fatal: true});
  let holds = true;
  return chunk => {
    if (!holds) return false;
    try {
      if (chunk) decoder.decode(chunk, {stream: true});
      else decoder.decode();
    } catch {
      holds = false;
    }
    return holds;
  };
}

async function countInvalid(bytes: Bytes, encoding: Encoding): Promise<number> {
  let count = 0;
  for await (const text of decodedText(bytes, encoding)) {
    for (let i = text.indexOf(REPLACEMENT); i >= 0; i = text.indexOf(REPLACEMENT, i + 1)) count++;
  }
  return count;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 0x7f) return false;
  return true;
}

function tidy(text: string): string {
  let tidied = text;
  if (tidied.includes("\r")) tidied = tidied.replace(/\r\n?/g, "\n");
  if (tidied.includes("\ufeff")) tidied = tidied.replaceAll("\ufeff", "");
  if (tidied.includes("\0")) tidied = tidied.replaceAll("\0", REPLACEMENT);
  return PRIVATE.test(tidied) ? tidied.replace(PRIVATE_ALL, char => NAMED.get(char) ?? char) : tidied;
}

/** Characters that decoders for the web leave in the private use area although Unicode has named them since. */
const NAMED = new Map(
  [
    ..."\ue78d︐\ue78e︒\ue78f︑\ue790︓\ue791︔\ue792︕\ue793︖\ue794︗\ue795︘\ue796︙".matchAll(/(.)(.)/gu),
    ..."\ue7c7ḿ\ue7c8ǹ\ue81e龴\ue826龵\ue82b龶\ue82c龷\ue832龸\ue843龹\ue854龺\ue864龻".matchAll(/(.)(.)/gu),
    ..."\ue816𠂇\ue817𠂉\ue818𠃌\ue831𡗗\ue83b𢦏\ue855𤇾".matchAll(/(.)(.)/gu)
  ].map(([, from, to]) => [from!, to!] as const)
);
const PRIVATE = /[\ue78d-\ue864]/;
const PRIVATE_ALL = /[\ue78d-\ue864]/g;
