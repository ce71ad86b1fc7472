import {readdirSync, writeFileSync} from "node:fs";
import {join, relative, sep} from "node:path";
import {digestFile, type FileDigest, sumsText} from "../hash.ts";
import {MANIFEST, PUBLIC_KEY, SIGNATURE, SUMS} from "./check.ts";
import {type Manifest, manifestText} from "./manifest.ts";
import {recordedFacts} from "./recorded.ts";
import {fingerprintOf, publicKeyOf, signText} from "./signature.ts";

/** A private key as text, and how to name its file in a message. */
export interface SigningKey {
  text: string;
  name: string;
}

/**
 * Writes the lists of an edition whose files are all there: the manifest, the checksums of everything and, with a key,
 * their signature. The same files, facts and key give the same bytes.
 */
export async function sealEdition(
  folder: string,
  facts: Omit<Manifest, "files" | "key_sha256">,
  key: SigningKey | null
): Promise<Manifest> {
  const files = await digestFolder(folder);
  const recorded = recordedFacts(
    folder,
    files.map(({path}) => path)
  );
  const publicKey = key && publicKeyOf(key.text, key.name);
  const manifest: Manifest = {
    ...facts,
    key_sha256: publicKey === null ? null : (fingerprintOf(publicKey) ?? null),
    files: files.map(file => ({...file, ...recorded.get(file.path)}))
  };
  writeFileSync(join(folder, MANIFEST), manifestText(manifest));
  const lists = [MANIFEST];
  if (publicKey !== null) {
    writeFileSync(join(folder, PUBLIC_KEY), publicKey);
    lists.push(PUBLIC_KEY);
  }
  const seals = await Promise.all(lists.map(name => digestFile(join(folder, name), name)));
  const sums = sumsText([...files, ...seals]);
  writeFileSync(join(folder, SUMS), sums);
  if (key) writeFileSync(join(folder, SIGNATURE), signText(sums, key.text, key.name));
  return manifest;
}

/** Returns size and digest of every file below the folder, in the order of their paths. */
export async function digestFolder(folder: string): Promise<FileDigest[]> {
  const files: FileDigest[] = [];
  for (const path of listPaths(folder)) files.push(await digestFile(join(folder, path), path));
  return files;
}

/** Returns the paths of everything below the folder that is no folder, with forward slashes, in their order. */
export function listPaths(folder: string): string[] {
  const walk = (base: string): string[] =>
    readdirSync(base, {withFileTypes: true}).flatMap(entry =>
      entry.isDirectory() ? walk(join(base, entry.name)) : [join(base, entry.name)]
    );
  return walk(folder)
    .map(file => relative(folder, file).split(sep).join("/"))
    .sort((a, b) => (a < b ? -1 : 1));
}
