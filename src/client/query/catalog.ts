import type {EngineColumn} from "../engine.ts";

/** A published table as the site offers it. */
export interface CatalogTable {
  name: string;
  title: string;
  /** Relative to the site's folder of data. */
  path: string;
  bytes: number;
  rows: number;
  columns: CatalogColumn[];
}

export interface CatalogColumn extends EngineColumn {
  title: string;
}

/** What of a data package we read. */
interface Package {
  resources: {
    name: string;
    path: string;
    title?: string;
    bytes?: number;
    rows?: number;
    schema?: {fields: {name: string; title?: string; type: string}[]};
  }[];
}

/** Returns the tables of the site's data package: each in its machine edition, and the dictionary. */
export function readCatalog(text: string): CatalogTable[] {
  const {resources} = JSON.parse(text) as Package;
  return resources.flatMap(({name, path, title, bytes, rows, schema}) => {
    const [table, format] = name.split(".");
    if (!schema || format !== "csv-plain" || path !== `csv-plain/${table}.csv`) return [];
    return [
      {
        name: table!,
        title: title ?? table!,
        path,
        bytes: bytes ?? 0,
        rows: rows ?? 0,
        columns: schema.fields.map(field => ({
          name: field.name,
          title: field.title ?? field.name,
          type: TYPES[field.type] ?? "VARCHAR"
        }))
      }
    ];
  });
}

/** The dictionary is published as a table of its own, with these columns. */
export const DICTIONARY: CatalogTable = {
  name: "dictionary",
  title: "数据字典",
  path: "dictionary.csv",
  bytes: 0,
  rows: 0,
  columns: [
    ["table", "数据表"],
    ["table_title", "数据表名称"],
    ["column", "字段"],
    ["column_title", "字段名称"],
    ["type", "类型"],
    ["is_key", "主键"],
    ["description", "说明"],
    ["scope", "范围"]
  ].map(([name, title]) => ({name: name!, title: title!, type: "VARCHAR"}))
};

/** Points are exact decimals, as in every other edition. */
const TYPES: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  integer: "BIGINT",
  number: "DECIMAL(18,3)",
  date: "DATE",
  boolean: "BOOLEAN"
};
