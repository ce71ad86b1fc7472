import {readFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {PACKAGE_FILE} from "../opendata/opendata.ts";

/** What a data package says of a file beside it. */
export interface RecordedFacts {
  rows?: number;
  columns?: number;
  /** Numbers held back for smallness. */
  withheld?: number;
  /** Of what is in a database: two editions of the same data agree there, though the database's bytes differ. */
  content_sha256?: string;
}

/** Returns what the data packages among the files of a folder say of the others, by path; nothing of what is no data. */
export function recordedFacts(folder: string, paths: readonly string[]): Map<string, RecordedFacts> {
  const packages = paths.filter(path => basename(path) === PACKAGE_FILE);
  return new Map(
    packages.flatMap(path => {
      const {resources} = JSON.parse(readFileSync(join(folder, path), "utf8")) as {resources: Resource[]};
      const beside = dirname(path) === "." ? "" : `${dirname(path)}/`;
      return resources.map((resource): [string, RecordedFacts] => [beside + resource.path, factsOf(resource)]);
    })
  );
}

interface Resource {
  path: string;
  rows?: number;
  schema?: {fields: unknown[]};
  withheld?: number;
  contentHash?: string;
}

function factsOf({rows, schema, withheld, contentHash}: Resource): RecordedFacts {
  return {
    ...(rows === undefined ? {} : {rows}),
    ...(schema ? {columns: schema.fields.length} : {}),
    ...(withheld ? {withheld} : {}),
    ...(contentHash === undefined ? {} : {content_sha256: contentHash.replace("sha256:", "")})
  };
}
