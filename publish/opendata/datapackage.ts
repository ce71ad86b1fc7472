import type {Column, ColumnType, Table} from "../dictionary.ts";
import {type ExportedFile, TABLE_FORMATS, type TableFormat} from "../exported.ts";
import type {PublishSettings} from "../settings.ts";
import {UNSIGNED} from "../state.ts";
import {DATABASE} from "./duckdbFile.ts";
import {foreignKeys, keyOf} from "./relations.ts";

/** Plain JSON of a descriptor. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json};

/**
 * Returns the descriptor of an export after the Frictionless Data Package standard, version 2: one resource per file with
 * its digest, dialect and schema, titles in Chinese. Its version is the data date; it holds no other time.
 */
export function dataPackage(
  files: readonly ExportedFile[],
  tables: readonly Table[],
  settings: Pick<PublishSettings, "city" | "asOf" | "policies"> & {mark?: string | null}
): Json {
  const {mark} = settings;
  const internal = tables.some(table => table.internal);
  const names = new Set(files.map(({table, format}) => `${table}.${format}`));
  return {
    $schema: `${PROFILES}/datapackage.json`,
    name: "hengcai",
    title: `${settings.city}人才工作考核数据${mark ? `（${mark}）` : ""}`,
    description: `${mark ? `${mark}，${UNSIGNED}。` : ""}数据截至 ${settings.asOf}。分值为十进制文本，缺失为空，日期为 ISO 格式；比率由各表的分子、分母算出。`,
    version: settings.asOf,
    keywords: ["人才工作", "绩效加分", "考核"],
    licenses: [internal ? CLOSED : UNSTATED],
    sources: settings.policies.map(title => ({title})),
    resources: files.flatMap(file => {
      const {format} = file;
      const table = tables.find(({name}) => name === file.table);
      if (table && isTableFormat(format)) return [resource(file, format, table, names)];
      return isDescribed(format) ? [otherResource(file, format)] : [];
    })
  };
}

const PROFILES = "https://datapackage.org/profiles/2.0";

/** Names after the Open Definition's list; on what terms data may be used is the office's to say, not ours. */
const CLOSED = {name: "other-closed", title: "含内部数据，限机关内部使用；对外提供须经主管单位同意"};
const UNSTATED = {name: "notspecified", title: "使用条件以发布单位的规定为准"};

/** Papers for readers are no data. */
type Described = Exclude<ExportedFile["format"], "workbook" | "docx" | "pdf">;

const MEDIA: Readonly<Record<Described, string>> = {
  csv: "text/csv",
  "csv-plain": "text/csv",
  parquet: "application/vnd.apache.parquet",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  duckdb: "application/vnd.duckdb",
  sql: "application/sql",
  python: "text/x-python",
  text: "text/plain"
};

const EDITIONS: Readonly<Record<TableFormat, string>> = {
  csv: "Excel 版：UTF-8 带 BOM，像公式的文本前加了撇号",
  "csv-plain": "程序版：UTF-8 无 BOM，值不作改动，不宜用 Excel 直接打开",
  parquet: "Parquet，分值为 DECIMAL(18,3)",
  json: "JSON 数组，一行一个对象，分值为文本",
  xlsx: "Excel 工作簿，另有字段说明一页"
};

function isTableFormat(format: string): format is TableFormat {
  return TABLE_FORMATS.some(known => known === format);
}

function isDescribed(format: ExportedFile["format"]): format is Described {
  return format in MEDIA;
}

function resource(file: ExportedFile, format: TableFormat, table: Table, names: ReadonlySet<string>): Json {
  const text = format !== "parquet" && format !== "xlsx";
  return {
    $schema: `${PROFILES}/dataresource.json`,
    name: `${table.name}.${format}`,
    type: "table",
    path: file.path,
    title: table.title,
    description: `${table.description}${EDITIONS[format]}。`,
    format: format === "csv-plain" ? "csv" : format,
    mediatype: MEDIA[format],
    ...(text ? {encoding: "utf-8"} : {}),
    bytes: file.bytes,
    hash: `sha256:${file.sha256}`,
    ...dialect(format, table),
    schema: schema(table, format, names),
    rows: file.rows,
    internal: table.internal,
    ...(file.withheld ? {withheld: file.withheld} : {}),
    ...(file.neutralised ? {neutralised: file.neutralised.map(({row, field}) => ({row, field}))} : {})
  };
}

/** A file that is no table; the database's bytes differ from run to run, so its content stands for them. */
function otherResource(file: ExportedFile, format: Described): Json {
  const database = file.table === DATABASE;
  const own = file.path.slice(file.path.lastIndexOf("/") + 1);
  return {
    $schema: `${PROFILES}/dataresource.json`,
    name: database ? own : `${file.table}.${own.toLowerCase()}`,
    path: file.path,
    title: database ? "全部表（一个 DuckDB 数据库）" : "位次重算",
    description: database
      ? "每张表一个同名的表和一个中文名的视图。同样的数据每次写出的字节不同，contentHash 相同；字节的校验和在 SHA256SUMS。"
      : "用公布的输入重算位次并与公布的结果比较，用法见 rederive/README.txt。",
    format: database ? "duckdb" : own.slice(own.lastIndexOf(".") + 1),
    mediatype: MEDIA[format],
    ...(database
      ? {contentHash: `sha256:${file.contentSha256}`, rows: file.rows}
      : {encoding: "utf-8", bytes: file.bytes, hash: `sha256:${file.sha256}`})
  };
}

function dialect(format: TableFormat, table: Table): {readonly [key: string]: Json} {
  const of = (properties: {readonly [key: string]: Json}) => ({
    dialect: {$schema: `${PROFILES}/tabledialect.json`, ...properties}
  });
  const csv = {delimiter: ",", quoteChar: '"', doubleQuote: true, header: true};
  if (format === "csv") return of({...csv, lineTerminator: "\r\n"});
  if (format === "csv-plain") return of({...csv, lineTerminator: "\n"});
  if (format === "json") return of({itemType: "object"});
  if (format === "xlsx") return of({sheetName: table.title, header: true});
  return {};
}

function schema(table: Table, format: TableFormat, names: ReadonlySet<string>): Json {
  const key = keyOf(table);
  const primary = key?.whole ? key.fields : [];
  const foreign = foreignKeys(table).filter(({table}) => names.has(`${table}.${format}`));
  return {
    $schema: `${PROFILES}/tableschema.json`,
    fieldsMatch: ["exact"],
    fields: table.columns.map(column => field(column, primary.includes(column.name))),
    missingValues: format === "json" || format === "parquet" ? [] : [""],
    ...(primary.length ? {primaryKey: primary} : {}),
    // A part of it may be missing, as a unit's first day: of two such rows nothing is said.
    ...(key && !key.whole ? {uniqueKeys: [key.fields]} : {}),
    ...(foreign.length
      ? {
          foreignKeys: foreign.map(({fields, table, references}) => ({
            fields,
            reference: {resource: `${table}.${format}`, fields: references}
          }))
        }
      : {})
  };
}

const TYPES: Readonly<Record<ColumnType, string>> = {
  text: "string",
  integer: "integer",
  points: "number",
  date: "date",
  boolean: "boolean"
};

function field({name, title, type, description}: Column, required: boolean): Json {
  return {name, title, type: TYPES[type], description, ...(required ? {constraints: {required: true}} : {})};
}
