import {createHash} from "node:crypto";
import {createReadStream, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Contract} from "./contract.ts";
import type {Hashed, Reading} from "./reading.ts";

/** Returns the hash and the size of the file. */
export async function hashFile(path: string): Promise<Hashed> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return {sha256: hash.digest("hex"), bytes};
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
