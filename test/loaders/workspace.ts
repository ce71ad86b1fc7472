import {mkdirSync, mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {type Database, openDatabase, type Row} from "../../loaders/database.ts";
import {type LoadOptions, type LoadReport, load} from "../../loaders/load.ts";
import {configOf} from "./config.ts";

export {configOf} from "./config.ts";

/** A key that is as public as the tests. */
export const KEY = "test-key-of-32-characters-or-so!";

/** Three units of each group, one of them renamed, one closed, one with a namesake. */
export const UNITS = `单位编码,单位名称,单位简称,单位类别,上级单位,建制序,启用日期,停用日期,曾用名
U1,东山镇人民政府,东山镇,镇,,1,,,东山乡；老东山
U2,西河街道办事处,西河街道,街道,东山镇,2,2020-01-01,,
U3,南岭镇人民政府,南岭镇,镇,,3,,2023-01-01,
U4,北关镇人民政府,北关镇,镇,,4,2024-06,,
M1,市委组织部,组织部,成员单位,,1,,,
M2,市财政局,财政局,成员单位,,2,,,
`;

/** Makes a workspace in a temporary folder from texts by file name, with the units above unless others are given. */
export function makeWorkspace(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-"));
  writeFiles(folder, {key: KEY, "units/units.csv": UNITS, ...files});
  return folder;
}

export function writeFiles(workspace: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), {recursive: true});
    writeFileSync(join(workspace, name), content);
  }
}

export interface Loaded {
  report: LoadReport;
  file: string;
  /** Returns the rows of one query on the warehouse. */
  query<T = Row>(sql: string): Promise<T[]>;
  /** Returns the issues as `file:row field code severity`, in their order. */
  issues(where?: string): Promise<string[]>;
}

let counter = 0;

/** Loads a workspace into a file of its own beside it. */
export async function loadWorkspace(workspace: string, yaml = "", options: Partial<LoadOptions> = {}): Promise<Loaded> {
  const file = join(workspace, ".hengcai", `test-${counter++}.duckdb`);
  mkdirSync(dirname(file), {recursive: true});
  const report = await load(workspace, configOf(yaml), {target: file, ...options});
  const query = <T = Row>(sql: string): Promise<T[]> => withDatabase(file, db => db.all<T>(sql));
  return {
    report,
    file,
    query,
    async issues(where = "true") {
      const rows = await query<{line: string}>(`
        SELECT file || ':' || COALESCE(CAST("row" AS VARCHAR), '-') || ' ' || field || ' ' || code || ' ' || severity AS line
        FROM quality.issues
        WHERE ${where}
      `);
      return rows.map(({line}) => line);
    }
  };
}

export async function withDatabase<T>(file: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(file, {readOnly: true});
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/**
 * Returns every table of the warehouse with its rows in their order, but for the one that knows a clock, and every view
 * with its rows in an order of their own. Tables without a row, and what shows them, are not asked: most are.
 */
export async function dump(file: string): Promise<Record<string, Row[]>> {
  return withDatabase(file, async db => {
    const tables = await db.all<{name: string; n: number}>(`
      SELECT schema_name || '.' || table_name AS name, estimated_size AS n
      FROM duckdb_tables()
      WHERE database_name = current_database() AND schema_name || '.' || table_name <> 'meta.runs'
      ORDER BY name
    `);
    const rows: Record<string, Row[]> = {};
    const empty = new Set(tables.filter(({n}) => n === 0).map(({name}) => name));
    for (const {name} of tables) rows[name] = empty.has(name) ? [] : await db.all(`SELECT * FROM ${name}`);
    const views = await db.all<{name: string}>(`
      SELECT schema_name || '.' || view_name AS name
      FROM duckdb_views()
      WHERE database_name = current_database() AND NOT internal
      ORDER BY name
    `);
    for (const {name} of views) {
      const isEmpty = empty.has(name.replace(/^raw\./, "stage."));
      rows[name] = isEmpty ? [] : await db.all(`SELECT * FROM ${name} ORDER BY ALL`);
    }
    return rows;
  });
}
