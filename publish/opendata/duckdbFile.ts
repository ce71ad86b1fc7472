import {mkdirSync, mkdtempSync, renameSync, rmSync} from "node:fs";
import {dirname, join} from "node:path";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import {dictionaryCells, type Table} from "../dictionary.ts";
import type {ExportedFile} from "../exported.ts";
import {writeParquet} from "../formats/parquet.ts";
import {digestFile} from "../hash.ts";
import type {PublishSettings} from "../settings.ts";
import {UNSIGNED} from "../state.ts";
import {contentHash} from "./contentHash.ts";
import {dictionaryTable} from "./dictionaryTable.ts";

/** The database of an export, and the name it goes by among the tables. */
export const DATABASE_FILE = "hengcai.duckdb";
export const DATABASE = "hengcai";

/** Old enough that any DuckDB from 1.2 on opens the file; of small blocks a table of ten rows takes few. */
const STORAGE = "STORAGE_VERSION 'v1.0.0', BLOCK_SIZE 65536";

/**
 * Writes one database file with the tables given: each under its name, with remarks from the dictionary, and once more as
 * a view with Chinese names; beside them the dictionary itself and what the data are of. The file is made anew, so no
 * page of it ever held anything else.
 */
export async function writeDuckdb(
  db: Database,
  tables: readonly Table[],
  {out, settings, mark = null}: {out: string; settings: PublishSettings; mark?: string | null}
): Promise<ExportedFile> {
  mkdirSync(out, {recursive: true});
  const file = join(out, DATABASE_FILE);
  const work = mkdtempSync(join(dirname(file), ".duckdb-"));
  try {
    const part = join(work, DATABASE_FILE);
    const made = await openDatabase(":memory:");
    try {
      await made.run(`ATTACH ${literal(part)} AS target (${STORAGE}); USE target;`);
      for (const table of tables) await addTable(db, made, table, join(work, `${table.name}.parquet`));
      await addDictionary(made, tables);
      await addAbout(made, settings, mark);
      await made.run("CHECKPOINT target; USE memory; DETACH target;");
    } finally {
      made.close();
    }
    const {sha256: contentSha256, rows} = await contentHash(part, tables);
    renameSync(part, file);
    return {...(await digestFile(file, DATABASE_FILE)), table: DATABASE, format: "duckdb", rows, contentSha256};
  } finally {
    rmSync(work, {recursive: true, force: true});
  }
}

/** A table passes as Parquet from the one database to the other: that keeps its order and its exact types. */
async function addTable(db: Database, made: Database, table: Table, parquet: string): Promise<void> {
  await writeParquet(db, table, parquet);
  await made.run(`CREATE TABLE ${identifier(table.name)} AS SELECT * FROM read_parquet(${literal(parquet)})`);
  rmSync(parquet);
  await made.run(remarks(table));
  await addView(made, table);
}

async function addView(made: Database, table: Table): Promise<void> {
  const columns = table.columns.map(({name, title}) => `${identifier(name)} AS ${identifier(title)}`);
  await made.run(
    `CREATE VIEW ${identifier(table.title)} AS SELECT ${columns.join(", ")} FROM ${identifier(table.name)};
COMMENT ON VIEW ${identifier(table.title)} IS ${literal(`${table.name}：${table.description}`)};`
  );
}

function remarks({name, title, description, columns}: Table): string {
  const own = identifier(name);
  return [
    `COMMENT ON TABLE ${own} IS ${literal(`${title}：${description}`)};`,
    ...columns.map(
      column =>
        `COMMENT ON COLUMN ${own}.${identifier(column.name)} IS ${literal(`${column.title}：${column.description}`)};`
    )
  ].join("\n");
}

async function addDictionary(made: Database, tables: readonly Table[]): Promise<void> {
  const {name, columns} = dictionaryTable;
  await made.run(
    `CREATE TABLE ${identifier(name)} (${columns.map(column => `${identifier(column.name)} VARCHAR`).join(", ")})`
  );
  await made.append("main", name, dictionaryCells(tables));
  await made.run(remarks(dictionaryTable));
  await addView(made, dictionaryTable);
}

async function addAbout(made: Database, {city, asOf, policies}: PublishSettings, mark: string | null): Promise<void> {
  await made.run("CREATE TABLE about (item VARCHAR, value VARCHAR)");
  const rows = [
    ["城市", city],
    ["数据截至", asOf],
    ["执行的制度", policies.join("、")],
    ...(mark === null ? [] : [["状态", `${mark}，${UNSIGNED}`]])
  ];
  await made.append("main", "about", rows);
  await made.run(`COMMENT ON TABLE about IS '这个数据库是什么：城市、数据截至日、执行的制度，未经签批的还有状态。';`);
}
