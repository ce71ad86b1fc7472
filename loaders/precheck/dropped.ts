import {FileFault} from "../fault.ts";
import {refuseByNames} from "../legacy/names.ts";
import {messages} from "../messages.ts";
import {bytesOf} from "./blob.ts";
import {openBlobZip} from "./blobZip.ts";
import type {OpenFile} from "./knowledge.ts";

/** Returns how a file that a browser holds is read; `onRead` is told of every stretch of its bytes that is. */
export function droppedFile(blob: Blob, name: string, onRead: (bytes: number) => void = () => {}): OpenFile {
  const bytes = bytesOf(blob, onRead);
  return {
    name,
    bytes,
    openers: {
      zip: () => openBlobZip(blob, onRead),
      async legacy(isCompound) {
        if (isCompound) await refuseByNames(bytes);
        throw new FileFault("unsupported_file", messages.legacyHere());
      }
    }
  };
}
