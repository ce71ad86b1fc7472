import {createHash} from "node:crypto";
import {readdirSync, readFileSync} from "node:fs";
import {open} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Contract} from "./contract.ts";
import type {Hashed, Reading} from "./reading.ts";

/** Bytes that are read at a time, into the same room. */
const ROOM = 1 << 18;

/** Returns the hash and the size of the file. */
export async function hashFile(path: string): Promise<Hashed> {
  const hash = createHash("sha256");
  const room = new Uint8Array(ROOM);
  const file = await open(path);
  try {
    for (let bytes = 0; ; ) {
      const {bytesRead} = await file.read(room);
      if (!bytesRead) return {sha256: hash.digest("hex"), bytes};
      hash.update(room.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Returns a digest of all that a file's rows depend on, its bytes among them: equal digests mean equal rows. */
export function fingerprint(contract: Contract, {sha256}: Hashed, reading: Reading): string {
  const {config, key} = reading;
  const parts = [
    readerVersion(),
    contract,
    sha256,
    key.fingerprint,
    config.asOf,
    config.categories,
    [...config.gradeWords],
    [...config.outlets],
    contract.name === "claims" ? config.words : null,
    config.datasets.get(contract.name) ?? null,
    contract.name === "claims" ? [...reading.hiddenSubjects].sort() : null,
    contract.name === "attendance" || contract.name === "tasks" ? [...reading.secretMeetings].sort() : null
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Returns a digest of the loaders' own code: what older code read is not taken over. */
function readerVersion(): string {
  if (version === undefined) {
    const hash = createHash("sha256");
    const folder = fileURLToPath(new URL(".", import.meta.url));
    for (const name of readdirSync(folder, {recursive: true, encoding: "utf8"}).sort()) {
      if (name.endsWith(".ts")) hash.update(readFileSync(join(folder, name), "utf8"));
    }
    version = hash.digest("hex");
  }
  return version;
}

let version: string | undefined;
