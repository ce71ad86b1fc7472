import {createHash} from "node:crypto";
import {closeSync, openSync, readdirSync, readSync, statSync} from "node:fs";
import {join, sep} from "node:path";
import {fileURLToPath} from "node:url";

const HOUSE = fileURLToPath(new URL("..", import.meta.url));

/** Returns the hash of the folders' files, names and contents; hidden files are left out, unreadable ones count by name. */
export function hashFolders(base: string, folders: readonly string[]): string {
  const hash = createHash("sha256");
  for (const folder of folders) {
    for (const path of listFiles(join(base, folder), folder))
      hash
        .update(path)
        .update("\0")
        .update(contents(join(base, path)));
  }
  return hash.digest("hex");
}

/** Returns the hash of the code that makes the stage, so that a new version never shows results of an old one. */
export function hashCode(...folders: readonly string[]): string {
  return hashFolders(HOUSE, folders);
}

const piece = new Uint8Array(1 << 20);

/** A file may be larger than memory: it is read piece by piece. */
function contents(path: string): string {
  const hash = createHash("sha256");
  try {
    const file = openSync(path, "r");
    try {
      for (;;) {
        const length = readSync(file, piece);
        if (length === 0) return hash.digest("hex");
        hash.update(piece.subarray(0, length));
      }
    } finally {
      closeSync(file);
    }
  } catch {
    return "unreadable";
  }
}

function listFiles(path: string, name: string, depth = 0): string[] {
  if (depth > 32) return []; // A loop of links ends here; the loader names it.
  try {
    if (!statSync(path).isDirectory()) return [name];
    return readdirSync(path)
      .filter(entry => !entry.startsWith(".") && !entry.startsWith("~$"))
      .sort()
      .flatMap(entry => listFiles(join(path, entry), `${name}${sep}${entry}`, depth + 1));
  } catch {
    return [`${name}?`];
  }
}
