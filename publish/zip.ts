import {strToU8, Zip, ZipDeflate} from "fflate";

/** The time every entry carries: the first that the format knows, so that the clock leaves no trace. */
export const ZIP_TIME = new Date(1980, 0, 1);

/** A zip file being written piece by piece, with fixed times. */
export interface ZipWriter {
  /** Starts the next entry; text and bytes written until the next call belong to it. */
  entry(name: string): void;
  write(data: string | Uint8Array): void;
  close(): void;
}

const EMPTY = new Uint8Array(0);

/** Returns a writer that hands every piece of the zip file to `put` as it comes. */
export function zipWriter(put: (bytes: Uint8Array) => void): ZipWriter {
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    if (bytes.length) put(bytes);
  });
  let open: ZipDeflate | undefined;
  const end = (): void => {
    open?.push(EMPTY, true);
    open = undefined;
  };
  return {
    entry(name) {
      end();
      open = new ZipDeflate(name, {level: 6});
      open.mtime = ZIP_TIME;
      zip.add(open);
    },
    write(data) {
      if (!open) throw new Error("no entry is open");
      open.push(typeof data === "string" ? strToU8(data) : data);
    },
    close() {
      end();
      zip.end();
    }
  };
}
