import {readFile, stat} from "node:fs/promises";
import type {Bytes} from "../decode.ts";
import {FileFault} from "../fault.ts";
import {messages} from "../messages.ts";
import type {Source, SourceOptions} from "../table.ts";
import {chooseSheets} from "../workbookSource.ts";
import {openBiff} from "./biff.ts";
import {OTHERS, refusal, refuseByNames} from "./names.ts";

/** SheetJS holds a file and all its cells in memory: beyond this many bytes it would not fit. */
const MOST_BYTES = 48 << 20;

/** What is used of a compound file as SheetJS gives it; `FullPaths` and `FileIndex` are parallel. */
interface Container {
  FullPaths: string[];
  FileIndex: {size: number; content?: Buffer}[];
}

/**
 * Opens a workbook of Excel 5 to 2003: a compound file, or the bare stream of records that old programs write. Macros
 * in it are never run, so its values are read.
 */
export async function openLegacyBook(
  path: string,
  bytes: Bytes,
  {sheets: wanted = null, isCompound}: SourceOptions & {isCompound: boolean}
): Promise<Source> {
  const {size} = await stat(path);
  if (size > MOST_BYTES) {
    // A password or a document of another kind is the better news.
    if (isCompound) await refuseByNames(bytes);
    throw new FileFault("too_large", messages.tooLarge(`.xls 超过 ${MOST_BYTES >> 20} MB`));
  }
  const content = await readFile(path);
  const {stream, hasMacros} = isCompound ? await streamOf(content, bytes) : {stream: content, hasMacros: false};
  const {sheets, version} = await openBiff(stream);
  const edition = version === 8 ? "Excel 97-2003 工作簿" : "Excel 5.0/95 工作簿";
  return chooseSheets(sheets, wanted, {
    encoding: "XLS",
    evidence: hasMacros ? `${edition}；带有宏，没有运行，只读了值` : edition
  });
}

async function streamOf(content: Buffer, bytes: Bytes): Promise<{stream: Buffer; hasMacros: boolean}> {
  const {CFB} = await import("@e965/xlsx");
  let container: Container;
  try {
    container = CFB.read(content, {type: "buffer"});
  } catch (cause) {
    await refuseByNames(bytes);
    throw new FileFault("unreadable_workbook", messages.notWorkbook("内容不完整"), {cause});
  }
  const {FullPaths, FileIndex} = container;
  const root = FullPaths[0] ?? "";
  const at = (name: string): number => FullPaths.findIndex(path => path.toLowerCase() === (root + name).toLowerCase());
  if (at("EncryptedPackage") >= 0) throw new FileFault("encrypted_workbook", messages.encrypted());
  // Both stand in files for two generations of Excel: the younger one has Unicode.
  const place = at("Workbook") >= 0 ? at("Workbook") : at("Book");
  if (place < 0) {
    for (const [name, what] of OTHERS) if (at(name) >= 0) throw refusal(what);
    throw new FileFault("unreadable_workbook", messages.notWorkbook("里面没有工作簿"));
  }
  const {size, content: stream} = FileIndex[place]!;
  if (!stream || stream.length < size) throw new FileFault("unreadable_workbook", messages.notWorkbook("内容不完整"));
  return {stream, hasMacros: FullPaths.some(path => path.toUpperCase().includes("_VBA_PROJECT"))};
}
