import {createHash, type Hash} from "node:crypto";
import {closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync} from "node:fs";
import {dirname} from "node:path";

const FLUSH_AT = 1 << 16;
const ENCODER = new TextEncoder();

/**
 * A file being written, hashed on the way. It stands under a name of its own until `close`, so that half a file is never
 * taken for a whole one.
 */
export class Sink {
  readonly file: string;
  bytes = 0;
  readonly #fd: number;
  readonly #hash: Hash = createHash("sha256");
  #pending: string[] = [];
  #length = 0;

  constructor(file: string) {
    this.file = file;
    mkdirSync(dirname(file), {recursive: true});
    this.#fd = openSync(`${file}.part`, "w");
  }

  /** Adds text as UTF-8. */
  write(text: string): void {
    this.#pending.push(text);
    this.#length += text.length;
    if (this.#length >= FLUSH_AT) this.#flush();
  }

  /** Adds bytes as they are. */
  writeBytes(bytes: Uint8Array): void {
    this.#flush();
    this.#put(bytes);
  }

  /** Puts the whole file in its place and returns its size and digest. */
  close(): {bytes: number; sha256: string} {
    this.#flush();
    closeSync(this.#fd);
    renameSync(`${this.file}.part`, this.file);
    return {bytes: this.bytes, sha256: this.#hash.digest("hex")};
  }

  /** Gives up: nothing of the file remains. */
  abort(): void {
    closeSync(this.#fd);
    rmSync(`${this.file}.part`, {force: true});
  }

  #flush(): void {
    if (!this.#pending.length) return;
    this.#put(ENCODER.encode(this.#pending.join("")));
    this.#pending = [];
    this.#length = 0;
  }

  #put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
    this.#hash.update(bytes);
    this.bytes += bytes.length;
  }
}

/** Writes a file by the function, and leaves nothing where it throws. */
export async function writeFile<T>(
  file: string,
  write: (sink: Sink) => T | Promise<T>
): Promise<{bytes: number; sha256: string; result: T}> {
  const sink = new Sink(file);
  try {
    const result = await write(sink);
    return {...sink.close(), result};
  } catch (error) {
    sink.abort();
    throw error;
  }
}
