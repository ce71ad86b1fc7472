import {createReadStream} from "node:fs";
import type {Bytes} from "./decode.ts";
import {openLegacyBook} from "./legacy/book.ts";
import {openBytes} from "./openBytes.ts";
import type {Source, SourceOptions} from "./table.ts";
import {openZip} from "./zip.ts";

export type {Source, SourceOptions} from "./table.ts";

const CHUNK = 1 << 18;

/**
 * Opens a file by what it is, whatever its name says. What is wrong with the file is among its `issues`; what is wrong
 * with the machine (no such file, no permission) is thrown.
 */
export async function openSource(path: string, options: SourceOptions): Promise<Source> {
  const bytes: Bytes = () => createReadStream(path, {highWaterMark: CHUNK}) as AsyncIterable<Uint8Array>;
  return openBytes(bytes, options, {
    zip: () => openZip(path),
    legacy: isCompound => openLegacyBook(path, bytes, {...options, isCompound})
  });
}
