import {closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeFileSync, writeSync} from "node:fs";
import {join} from "node:path";
import {transform} from "esbuild";
import {digestFile, type FileDigest, sha256, sumsText} from "../../publish/hash.ts";
import {SINGLE_ARCHIVE, SINGLE_FOLDER, SINGLE_PAGES} from "../../publish/sitedata/single.ts";
import type {UnitFact} from "../../publish/sitedata/units.ts";
import {zipWriter} from "../../publish/zip.ts";
import {type SingleFileOptions, singleFile} from "./singleFile.ts";

/**
 * Writes the single files of a finished site into their folder, all of them in one archive too, and their checksums. Returns
 * the pages that are not of one unit, and the archive last: what the downloads page lists.
 */
export async function writeSingleFiles(
  out: string,
  units: Iterable<Pick<UnitFact, "page" | "single">>
): Promise<FileDigest[]> {
  const folder = join(out, SINGLE_FOLDER);
  mkdirSync(folder, {recursive: true});
  const pages = new Map<string, string>(Object.entries(SINGLE_PAGES).map(([name, file]) => [`${name}.html`, file]));
  const files = new Map(pages);
  for (const {page, single} of units) if (page && single) files.set(page, single);
  const style = await smallStyle(out);
  const archive = join(folder, SINGLE_ARCHIVE);
  const descriptor = openSync(archive, "w");
  const digests: FileDigest[] = [];
  try {
    const zip = zipWriter(bytes => writeSync(descriptor, bytes));
    for (const [path, file] of files) {
      const text = smallFile(readFileSync(join(out, path), "utf8"), {path, style, files});
      writeFileSync(join(folder, file), text);
      digests.push({path: file, bytes: text.length, sha256: sha256(text)});
      zip.entry(`${SINGLE_FOLDER}/${file}`);
      zip.write(text);
    }
    zip.close();
  } finally {
    closeSync(descriptor);
  }
  digests.push(await digestFile(archive, SINGLE_ARCHIVE));
  writeFileSync(join(folder, "SHA256SUMS"), sumsText(digests));
  return [...digests.slice(0, pages.size), digests.at(-1)!];
}

/** What a mailed file may weigh; a ranking of two thousand units stays below without a link at every number. */
const LARGEST = 1_500_000;

function smallFile(page: string, options: SingleFileOptions): Uint8Array {
  const whole = encoder.encode(singleFile(page, options));
  return whole.length > LARGEST ? encoder.encode(singleFile(page, {...options, light: true})) : whole;
}

const encoder = new TextEncoder();

/** Returns the site's stylesheet in fewest bytes: every single file carries it. */
async function smallStyle(out: string): Promise<string> {
  const assets = join(out, "_import");
  const name = readdirSync(assets).find(name => name.endsWith(".css"));
  if (!name || !statSync(join(assets, name)).isFile()) throw new Error("failed to make single files: no stylesheet");
  const {code} = await transform(readFileSync(join(assets, name), "utf8"), {
    loader: "css",
    minify: true,
    target: ["chrome109", "firefox115", "safari16"]
  });
  return code;
}
