import {type DuckDBConnection, DuckDBDateValue, DuckDBInstance, type DuckDBValue} from "@duckdb/node-api";
import {literal} from "./sql.ts";

/** A value as JavaScript sees it: dates are ISO text, whole numbers are numbers. */
export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;

export interface Database {
  /** Runs one or more statements. */
  run(sql: string): Promise<void>;
  /** Returns the rows of one query; `$1`, `$2` … take the parameters. */
  all<T = Row>(sql: string, parameters?: readonly Value[]): Promise<T[]>;
  /** Appends rows to a table; values in the order of the table's columns. */
  append(schema: string, table: string, rows: Iterable<readonly Value[]>): Promise<void>;
  /** Returns the connection itself, for what the three above cannot say. */
  connection: DuckDBConnection;
  close(): void;
}

export interface OpenOptions {
  readOnly?: boolean;
  /** Refuses every access to files and networks from SQL, and locks the settings. */
  locked?: boolean;
  /** Schemas in which bare table names are looked up, in order. */
  searchPath?: readonly string[];
  threads?: number;
  memory?: string;
  /** Writes a new file as this version of DuckDB likes it best, which earlier ones may not read: for what only we open. */
  ours?: boolean;
}

/** Opens (or creates) the database at the path; `:memory:` by default. */
export async function openDatabase(path = ":memory:", options: OpenOptions = {}): Promise<Database> {
  const {readOnly = false, locked = false, searchPath = [], threads = 2, memory = "2GB", ours = false} = options;
  const instance = await DuckDBInstance.create(path, {
    access_mode: readOnly ? "READ_ONLY" : "AUTOMATIC",
    threads: String(threads),
    memory_limit: memory,
    // It would take another file under the same name, written within the second, for the one it has read.
    enable_external_file_cache: "false",
    ...(ours ? {storage_compatibility_version: "latest"} : {}),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false"
  });
  const connection = await instance.connect();
  if (searchPath.length) await connection.run(`SET search_path = ${literal(searchPath.join(","))}`);
  if (locked) await connection.run("SET enable_external_access = false; SET lock_configuration = true;");
  const all = async <T>(sql: string, parameters: readonly Value[] = []): Promise<T[]> => {
    const reader = await connection.runAndReadAll(sql, [...parameters]);
    const names = reader.deduplicatedColumnNames();
    return reader.getRows().map(values => {
      const row: Row = {};
      values.forEach((value, i) => {
        row[names[i]!] = plain(value);
      });
      return row as T;
    });
  };
  return {
    connection,
    all,
    async run(sql) {
      await connection.run(sql);
    },
    async append(schema, table, rows) {
      const appender = await connection.createAppender(table, schema);
      const append = Array.from({length: appender.columnCount}, (_, i) => appenderOf(appender, i));
      for (const row of rows) {
        if (row.length !== append.length) {
          throw new Error(`${schema}.${table}: ${row.length} values for ${append.length} columns`);
        }
        for (let i = 0; i < append.length; i++) append[i]!(row[i]!);
        appender.endRow();
      }
      appender.flushSync();
      appender.closeSync();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    }
  };
}

type Appender = Awaited<ReturnType<DuckDBConnection["createAppender"]>>;

/** Returns what appends a value to the column by its type. */
function appenderOf(appender: Appender, column: number): (value: Value) => void {
  const orNull =
    (append: (value: string | number | boolean) => void) =>
    (value: Value): void => {
      if (value === null) appender.appendNull();
      else append(value);
    };
  switch (appender.columnType(column).toString()) {
    case "BIGINT":
      return orNull(value => appender.appendBigInt(BigInt(value)));
    case "INTEGER":
      return orNull(value => appender.appendInteger(Number(value)));
    case "BOOLEAN":
      return orNull(value => appender.appendBoolean(Boolean(value)));
    case "DATE":
      return orNull(value => appender.appendDate(toDate(String(value))));
    default:
      return orNull(value => appender.appendVarchar(String(value)));
  }
}

const DAY = 86_400_000;
/** Dates repeat: a city's records of thirty years hold fewer days than this. */
const REMEMBERED = 20_000;
const dates = new Map<string, DuckDBDateValue>();

function toDate(iso: string): DuckDBDateValue {
  const known = dates.get(iso);
  if (known) return known;
  const date = new DuckDBDateValue(Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY));
  if (dates.size < REMEMBERED) dates.set(iso, date);
  return date;
}

function plain(value: DuckDBValue): Value {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  return String(value);
}
