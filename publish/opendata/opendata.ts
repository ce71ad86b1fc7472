import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {errorCode, UserError} from "../../loaders/error.ts";
import {dictionaryCells, dictionaryColumns, publishedTables, type Table} from "../dictionary.ts";
import {
  EXPORT_FORMATS,
  type ExportedFile,
  type ExportFormat,
  exportPath,
  TABLE_FORMATS,
  type TableFormat
} from "../exported.ts";
import {type CsvResult, writeExcelCsv, writePlainCsv} from "../formats/csv.ts";
import {writeJson} from "../formats/json.ts";
import {writeParquet} from "../formats/parquet.ts";
import {type CellText, countRows, countWithheld, readRows} from "../formats/rows.ts";
import {writeSheets} from "../formats/sheet.ts";
import {digestFile, type FileDigest, parseSums, sumsText} from "../hash.ts";
import {writeRederive} from "../rederive/rederive.ts";
import {type PublishSettings, readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {dataPackage} from "./datapackage.ts";
import {dictionaryTable} from "./dictionaryTable.ts";
import {writeDuckdb} from "./duckdbFile.ts";

export {EXPORT_FORMATS, type ExportedFile, type ExportFormat, exportPath, TABLE_FORMATS, type TableFormat};

export interface ExportOptions {
  out: string;
  formats?: readonly ExportFormat[];
  /** Names of the tables wanted; all by default. */
  tables?: readonly string[];
  /** The tables' entries where they are not those of the dictionary: the public bundle's. */
  entries?: readonly Table[];
  /** 草案 or 审核稿 where an edition that is not signed is written. */
  mark?: string | null;
  progress?: (text: string) => void;
}

/** Files that stand beside the tables and say what they are. */
export const DICTIONARY_FILE = "dictionary.csv";
export const PACKAGE_FILE = "datapackage.json";
export const SUMS_FILE = "SHA256SUMS";

/**
 * Writes the published tables into the folder in every format asked for, with the dictionary, a data package descriptor
 * and the checksums beside them; with the machine edition comes what it takes to derive the ranking anew. The same
 * warehouse gives the same bytes but for the database, which gives the same content. Returns the files.
 */
export async function exportTables(db: Database, options: ExportOptions): Promise<ExportedFile[]> {
  const {out, formats = EXPORT_FORMATS, mark = null, progress = () => {}} = options;
  const settings = await readSettings(db);
  const known = options.entries ?? (await publishedTables(db));
  const tables = options.tables ? known.filter(({name}) => options.tables!.includes(name)) : known;
  const files: ExportedFile[] = [];
  try {
    for (const table of tables) {
      const withheld = await countWithheld(db, table);
      for (const format of TABLE_FORMATS.filter(format => formats.includes(format))) {
        const file = await exportTable(db, table, format, {out, settings, mark});
        files.push(withheld ? {...file, withheld} : file);
      }
      progress(`导出 ${table.title}（${table.name}）`);
    }
    if (formats.includes("duckdb")) {
      progress("导出 全部表（DuckDB 数据库）");
      files.push(await writeDuckdb(db, tables, {out, settings, mark}));
    }
    const rederive = formats.includes("csv-plain") ? await writeRederive(db, tables, {out}) : NOTHING;
    files.push(...rederive.files);
    const dictionary = await writeDictionary(tables, out);
    const described = dataPackage(
      [...files, dictionary],
      [...tables, ...rederive.tables, {...dictionaryTable, columns: dictionaryColumns}],
      {...settings, mark}
    );
    const descriptor = await writeFile(join(out, PACKAGE_FILE), sink =>
      sink.write(`${JSON.stringify(described, null, 2)}\n`)
    );
    await writeSums(out, [...files, dictionary, {path: PACKAGE_FILE, sha256: descriptor.sha256}]);
  } catch (error) {
    throw storageError(error, out) ?? error;
  }
  return files;
}

const NOTHING = {files: [], tables: []};

async function writeDictionary(tables: readonly Table[], out: string): Promise<ExportedFile> {
  const {bytes, sha256, result} = await writeFile(join(out, DICTIONARY_FILE), sink =>
    writeExcelCsv(sink, {columns: dictionaryColumns}, once(dictionaryCells(tables)))
  );
  return {path: DICTIONARY_FILE, table: dictionaryTable.name, format: "csv", rows: result.rows, bytes, sha256};
}

/** Adds files that were put beside the tables to the checksums of the folder. */
export async function addSums(out: string, files: readonly FileDigest[]): Promise<void> {
  const old = parseSums(readFileSync(join(out, SUMS_FILE), "utf8"));
  const added = new Set(files.map(({path}) => path));
  await writeSums(out, [...old.filter(({path}) => !added.has(path)), ...files]);
}

async function writeSums(out: string, files: readonly Omit<FileDigest, "bytes">[]): Promise<void> {
  await writeFile(join(out, SUMS_FILE), sink => sink.write(sumsText(files)));
}

interface Target {
  out: string;
  settings: PublishSettings;
  mark: string | null;
}

async function exportTable(
  db: Database,
  table: Table,
  format: TableFormat,
  {out, settings, mark}: Target
): Promise<ExportedFile> {
  const path = exportPath(table.name, format);
  const file = join(out, path);
  if (format === "parquet") {
    await writeParquet(db, table, file);
    return {...(await digestFile(file, path)), table: table.name, format, rows: await countRows(db, table)};
  }
  const {bytes, sha256, result} = await writeFile(file, async (sink): Promise<CsvResult> => {
    const blocks = readRows(db, table);
    if (format === "csv") return writeExcelCsv(sink, table, blocks);
    if (format === "csv-plain") return writePlainCsv(sink, table, blocks);
    if (format === "json") return {rows: await writeJson(sink, table, blocks), neutralised: []};
    const rows = await countRows(db, table);
    const dictionary = dictionaryCells([table]);
    await writeSheets(
      sink,
      [
        {name: table.title, table: table.name, columns: table.columns, rows, blocks},
        {
          name: "字段说明",
          table: "data_dictionary",
          columns: dictionaryColumns,
          rows: dictionary.length,
          blocks: once(dictionary)
        }
      ],
      {title: `${settings.city}${table.title}`, description: table.description, date: settings.asOf, mark}
    );
    return {rows, neutralised: []};
  });
  const {rows, neutralised} = result;
  return {path, table: table.name, format, rows, bytes, sha256, ...(neutralised.length ? {neutralised} : {})};
}

async function* once(rows: CellText[][]): AsyncGenerator<CellText[][]> {
  yield rows;
}

const STORAGE: Readonly<Record<string, string>> = {
  ENOSPC: "磁盘已满",
  EACCES: "没有写入权限",
  EPERM: "没有写入权限",
  EROFS: "磁盘是只读的",
  ENOTDIR: "路径中有一段不是文件夹",
  EISDIR: "要写的文件处已有同名文件夹"
};

function storageError(error: unknown, out: string): UserError | undefined {
  const reason = STORAGE[errorCode(error) ?? ""];
  return reason ? new UserError(`写不进导出文件夹：“${out}”，${reason}`, {status: 3, cause: error}) : undefined;
}
