import type {Bytes} from "../decode.ts";
import {FileFault} from "../fault.ts";
import {messages} from "../messages.ts";

const COPY = "请把其中的表格复制到 Excel，另存为 .xlsx";

/** Streams by which compound files of other programs are known. */
export const OTHERS: readonly (readonly [stream: string, what: string])[] = [
  ["WordDocument", "Word 文档"],
  ["PowerPoint Document", "演示文稿"]
];

/** Refuses a compound file by the names that stand in it, where it is too large or too damaged to be opened. */
export async function refuseByNames(bytes: Bytes): Promise<void> {
  const names = ["EncryptedPackage", ...OTHERS.map(([name]) => name)];
  const found = await namesIn(bytes, names);
  if (found.has("EncryptedPackage")) throw new FileFault("encrypted_workbook", messages.encrypted());
  for (const [name, what] of OTHERS) if (found.has(name)) throw refusal(what);
}

/** Returns the fault of a compound file that is no workbook. */
export function refusal(what: string): FileFault {
  return new FileFault("unsupported_file", messages.notTable(what, COPY));
}

/** Returns the names that stand, in UTF-16 as compound files write them, anywhere in the bytes. */
async function namesIn(bytes: Bytes, names: readonly string[]): Promise<Set<string>> {
  const wanted = names.map(name => [name, Array.from(name, letter => `${letter}\0`).join("")] as const);
  const longest = Math.max(...wanted.map(([, letters]) => letters.length));
  const decoder = new TextDecoder("latin1");
  const found = new Set<string>();
  let tail = "";
  for await (const chunk of bytes()) {
    const text = tail + decoder.decode(chunk, {stream: true});
    for (const [name, letters] of wanted) if (text.includes(letters)) found.add(name);
    tail = text.slice(-longest);
  }
  return found;
}
