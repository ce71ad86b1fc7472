import type {Column, ColumnType, Table} from "./dictionary.ts";
import type {ExportedFile, ExportFormat} from "./exported.ts";
import type {PublishSettings} from "./settings.ts";

/** Plain JSON of a descriptor. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json};

/**
 * Returns the descriptor of an export after the Frictionless Data Package standard, version 2: one resource per file with
 * its digest, dialect and schema, titles in Chinese. Its version is the data date; it holds no other time.
 */
export function dataPackage(
  files: readonly ExportedFile[],
  tables: readonly Table[],
  settings: Pick<PublishSettings, "city" | "asOf" | "policies">
): Json {
  return {
    $schema: `${PROFILES}/datapackage.json`,
    name: "hengcai",
    title: `${settings.city}人才工作考核数据`,
    description: `数据截至 ${settings.asOf}。分值为十进制文本，缺失为空，日期为 ISO 格式；比率由各表的分子、分母算出。`,
    version: settings.asOf,
    sources: settings.policies.map(title => ({title})),
    resources: files.flatMap(file => {
      const table = tables.find(({name}) => name === file.table);
      return table && file.format !== "workbook" ? [resource(file, file.format, table)] : [];
    })
  };
}

const PROFILES = "https://datapackage.org/profiles/2.0";

const MEDIA: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv",
  "csv-plain": "text/csv",
  parquet: "application/vnd.apache.parquet",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
};

const EDITIONS: Readonly<Record<ExportFormat, string>> = {
  csv: "Excel 版：UTF-8 带 BOM，像公式的文本前加了撇号",
  "csv-plain": "程序版：UTF-8 无 BOM，值不作改动，不宜用 Excel 直接打开",
  parquet: "Parquet，分值为 DECIMAL(18,3)",
  json: "JSON 数组，一行一个对象，分值为文本",
  xlsx: "Excel 工作簿，另有字段说明一页"
};

function resource(file: ExportedFile, format: ExportFormat, table: Table): Json {
  const text = format !== "parquet" && format !== "xlsx";
  return {
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
    schema: schema(table, format),
    rows: file.rows,
    internal: table.internal,
    ...(file.neutralised ? {neutralised: file.neutralised.map(({row, field}) => ({row, field}))} : {})
  };
}

function dialect(format: ExportFormat, table: Table): {readonly [key: string]: Json} {
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

function schema({columns, repeats}: Table, format: ExportFormat): Json {
  const keys = columns.filter(({key}) => key).map(({name}) => name);
  const csv = format === "csv" || format === "csv-plain";
  return {
    $schema: `${PROFILES}/tableschema.json`,
    fields: columns.map(field),
    missingValues: csv ? [""] : [],
    ...(repeats ? {} : {primaryKey: keys})
  };
}

const TYPES: Readonly<Record<ColumnType, string>> = {
  text: "string",
  integer: "integer",
  points: "number",
  date: "date",
  boolean: "boolean"
};

function field({name, title, type, description}: Column): Json {
  return {name, title, type: TYPES[type], description};
}
