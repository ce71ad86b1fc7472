import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync} from "node:fs";
import {basename, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {type Config, parseConfig} from "../../loaders/config.ts";
import {contracts} from "../../loaders/contracts/index.ts";
import {openDatabase, type Row} from "../../loaders/database.ts";
import {load} from "../../loaders/load.ts";

export const INPUT = fileURLToPath(new URL("../input", import.meta.url));
const BASE = join(INPUT, "_base");

/** What `make.ts` of a case's folder may export: files that are too large, too odd or too opaque to be committed. */
interface Maker {
  default?: (folder: string) => Promise<void>;
  /** Does something to the workspace while it is loaded, until the function it returns is called. */
  during?: (folder: string) => () => void;
}

/** What loading a case's workspace came to. */
export interface Outcome {
  exit: number;
  /** Lines of the load report about the case's own files. */
  report: Row[];
  issues: Row[];
  tables: Record<string, Row[]>;
  /** All tables as text, for a quick comparison. */
  text: string;
  /** Tells whether the text stands anywhere in the warehouse, in its rows or in the bytes of its file. */
  holds(text: string): boolean;
}

/** Returns the folders of the cases, in their order. */
export function caseFolders(): string[] {
  return readdirSync(INPUT)
    .filter(name => /^\d\d/.test(name))
    .sort();
}

/** Makes the case's workspace in the folder: its own files, and of the base what it lacks, which is told. */
export async function prepare(name: string, folder: string): Promise<{maker: Maker; borrowed: ReadonlySet<string>}> {
  const from = join(INPUT, name);
  cpSync(from, folder, {recursive: true, filter: source => !/^(expect\.yaml|make\.ts)$/.test(basename(source))});
  const script = join(from, "make.ts");
  const maker: Maker = existsSync(script) ? await import(pathToFileURL(script).href) : {};
  await maker.default?.(folder);
  const borrowed = readdirSync(BASE).filter(entry => !existsSync(join(folder, entry)));
  for (const entry of borrowed) cpSync(join(BASE, entry), join(folder, entry), {recursive: true});
  return {maker, borrowed: new Set(borrowed)};
}

/** Returns what the case's own configuration says. */
export function configOf(folder: string): Config {
  return parseConfig(readFileSync(join(folder, "hengcai.yaml"), "utf8"), "hengcai.yaml", {
    datasets: contracts.map(contract => contract.name)
  });
}

/** Loads the workspace, if asked once more on top of the first time, and returns what each came to. */
export async function run(
  name: string,
  folder: string,
  {again}: {again: boolean}
): Promise<{first: Outcome; second?: Outcome}> {
  const {maker, borrowed} = await prepare(name, folder);
  const stop = maker.during?.(folder);
  try {
    const config = configOf(folder);
    const outcome = (target: string, previous: string | null): Promise<Outcome> =>
      outcomeOf(folder, config, {target, previous}, borrowed);
    const file = (which: string): string => join(folder, ".hengcai", `${which}.duckdb`);
    mkdirSync(join(folder, ".hengcai"), {recursive: true});
    const first = await outcome(file("first"), null);
    return again ? {first, second: await outcome(file("second"), file("first"))} : {first};
  } finally {
    stop?.();
  }
}

async function outcomeOf(
  folder: string,
  config: Config,
  options: {target: string; previous: string | null},
  borrowed: ReadonlySet<string>
): Promise<Outcome> {
  const {status} = await load(folder, config, options);
  const tables = await readTables(options.target);
  const text = JSON.stringify(tables);
  return {
    exit: status,
    report: tables["quality.load_report"]!.filter(row => !borrowed.has(String(row.file).split("/")[0]!)),
    issues: tables["quality.issues"]!,
    tables,
    text,
    holds: holder(text, readFileSync(options.target))
  };
}

/** A checksum in the file may look like a short text: of these the rows alone can tell. */
const SHORTEST_IN_BYTES = 6;

function holder(rows: string, bytes: Buffer): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return text => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const isLong = Buffer.byteLength(text) >= SHORTEST_IN_BYTES;
    const held = rows.includes(JSON.stringify(text).slice(1, -1)) || (isLong && bytes.includes(text));
    known.set(text, held);
    return held;
  };
}

/**
 * Returns every table and view of the warehouse with its rows in their order, but for the one that knows a clock. Those of
 * tables without a row, which most are, are not asked for.
 */
async function readTables(file: string): Promise<Record<string, Row[]>> {
  const db = await openDatabase(file, {readOnly: true});
  try {
    const names = await db.all<{name: string; n: number | null}>(`
      SELECT schema_name || '.' || table_name AS name, estimated_size AS n
      FROM duckdb_tables()
      WHERE database_name = current_database() AND schema_name || '.' || table_name <> 'meta.runs'
      UNION ALL
      SELECT schema_name || '.' || view_name, NULL
      FROM duckdb_views()
      WHERE database_name = current_database() AND NOT internal
      ORDER BY name
    `);
    const tables: Record<string, Row[]> = {};
    const empty = new Set(names.filter(({n}) => n === 0).map(({name}) => name));
    for (const {name} of names) {
      const isEmpty = empty.has(name.replace(/^raw\./, "stage."));
      tables[name] = isEmpty ? [] : await db.all(`SELECT * FROM ${name}`);
    }
    return tables;
  } finally {
    db.close();
  }
}
