import {type Bytes, type Encoding, firstBytes} from "../decode.ts";

/** Bytes at the start in which a page or an XML file says its encoding. */
const START = 65_536;
/** Names of encodings that are taken at their word, where the bytes allow it; a Latin one says nothing of Chinese. */
const LABELS = new Map<string, Encoding>([
  ["utf-8", "UTF-8"],
  ["utf8", "UTF-8"],
  ["gb2312", "GB18030"],
  ["gb_2312-80", "GB18030"],
  ["gbk", "GB18030"],
  ["cp936", "GB18030"],
  ["ms936", "GB18030"],
  ["x-gbk", "GB18030"],
  ["gb18030", "GB18030"]
]);
const META = /<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w-]+)/i;
const DECLARATION = /^[^<]*<\?xml\b[^>]*\bencoding\s*=\s*["']\s*([\w-]+)/i;

/**
 * Returns the encoding of a page or an XML file: by its byte order mark, else as it says of itself where its bytes
 * allow it, else UTF-8 where they are strictly valid, else GB18030.
 */
export async function chooseDeclared(
  bytes: Bytes,
  headers: ReadonlySet<string>
): Promise<{encoding: Encoding; evidence: string}> {
  const start = await firstBytes(bytes, START);
  const wide = wideOf(start);
  if (wide) return wide;
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) {
    return {encoding: "UTF-8", evidence: "文件开头有 UTF-8 标记"};
  }
  const opening = new TextDecoder("latin1").decode(start);
  const label = (META.exec(opening) ?? DECLARATION.exec(opening))?.[1];
  const declared = LABELS.get(label?.toLowerCase() ?? "");
  const utf8 = await isValid(bytes, "UTF-8");
  const gb = declared === "UTF-8" && utf8 ? false : await isValid(bytes, "GB18030");
  const holds = declared && (declared === "UTF-8" ? utf8 : gb);
  if (holds && utf8 && gb) {
    // Few bytes may be valid in both: what the file says yields to the reading that knows its headers.
    const known = (encoding: Encoding): number => knownIn(new TextDecoder(encoding).decode(start), headers);
    const [inUtf8, inGb] = [known("UTF-8"), known("GB18030")];
    const better: Encoding = inUtf8 > inGb ? "UTF-8" : inGb > inUtf8 ? "GB18030" : declared;
    if (better !== declared) return {encoding: better, evidence: `文件自称 ${label}，按 ${better} 认得的列名更多`};
  }
  if (holds) return {encoding: declared, evidence: `文件自称 ${label}`};
  const lie = label === undefined ? "文件没有说明编码" : `文件自称 ${label}，不能作准`;
  if (utf8) return {encoding: "UTF-8", evidence: `${lie}；全文符合 UTF-8`};
  if (gb) return {encoding: "GB18030", evidence: `${lie}；全文符合 GB18030`};
  const encoding = declared ?? "GB18030";
  return {encoding, evidence: `${lie}；UTF-8 与 GB18030 都有读不通的字节，取 ${encoding}`};
}

function wideOf(start: Uint8Array): {encoding: Encoding; evidence: string} | undefined {
  const [a, b] = start;
  if (a === 0xff && b === 0xfe) return {encoding: "UTF-16LE", evidence: "文件开头有 UTF-16LE 标记"};
  if (a === 0xfe && b === 0xff) return {encoding: "UTF-16BE", evidence: "文件开头有 UTF-16BE 标记"};
  if (a === 0x3c && b === 0) return {encoding: "UTF-16LE", evidence: "没有标记；开头的字节是 UTF-16LE"};
  if (a === 0 && b === 0x3c) return {encoding: "UTF-16BE", evidence: "没有标记；开头的字节是 UTF-16BE"};
  return undefined;
}

async function isValid(bytes: Bytes, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, {fatal: true});
  try {
    for await (const chunk of bytes()) decoder.decode(chunk, {stream: true});
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function knownIn(text: string, headers: ReadonlySet<string>): number {
  let known = 0;
  for (const header of headers) if (header.length > 1 && text.includes(header)) known++;
  return known;
}
