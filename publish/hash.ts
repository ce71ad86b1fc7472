import {createHash} from "node:crypto";
import {createReadStream, statSync} from "node:fs";

/** What a list of files says of one of them: its path with forward slashes, its size and its digest. */
export interface FileDigest {
  path: string;
  bytes: number;
  sha256: string;
}

/** Returns the SHA-256 of the bytes (text counts as UTF-8), as hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Returns size and SHA-256 of a file without holding it in memory; `path` is how the list names it. */
export async function digestFile(file: string, path: string): Promise<FileDigest> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return {path, bytes: statSync(file).size, sha256: hash.digest("hex")};
}

/** Returns the text of a SHA256SUMS file, as `sha256sum -c` reads it, in the order of the paths. */
export function sumsText(files: readonly Omit<FileDigest, "bytes">[]): string {
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({sha256, path}) => `${sha256}  ${path}\n`)
    .join("");
}

/** Returns what the text of a SHA256SUMS file lists; lines of another form are left out. */
export function parseSums(text: string): Omit<FileDigest, "bytes">[] {
  return text.split("\n").flatMap(line => {
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    return match ? [{sha256: match[1]!, path: match[2]!}] : [];
  });
}
