import {openReader, type Reader} from "./reader.ts";

/** A reading process takes half a second to start: one load after another in the same program shares it. */
const IDLE_MS = 3_000;

let reader: Reader | undefined;
let users = 0;
let clock: NodeJS.Timeout | undefined;

/** Lends the program's one reader for the work, and closes it when nobody has wanted it for some seconds. */
export async function withReader<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
  clearTimeout(clock);
  users++;
  reader ??= openReader();
  try {
    return await work(reader);
  } finally {
    if (--users === 0) clock = setTimeout(close, IDLE_MS).unref();
  }
}

function close(): void {
  reader?.close();
  reader = undefined;
}
