import {existsSync, readFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {DATABASE_FILE} from "./duckdbFile.ts";

const PACKAGE_FILE = "datapackage.json";

/**
 * Returns what the data package beside a database file says is in it, as `{content_sha256}`: two editions of the same data
 * agree there, though the database's bytes differ. Nothing for any other file.
 */
export function recordedContent(folder: string, path: string): {content_sha256?: string} {
  const beside = join(folder, dirname(path), PACKAGE_FILE);
  if (basename(path) !== DATABASE_FILE || !existsSync(beside)) return {};
  const {resources} = JSON.parse(readFileSync(beside, "utf8")) as {resources: {name: string; contentHash?: string}[]};
  const hash = resources.find(({name}) => name === DATABASE_FILE)?.contentHash;
  return hash === undefined ? {} : {content_sha256: hash.replace("sha256:", "")};
}
