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
}

/** Opens (or creates) the database at the path; `:memory:` by default. */
export async function openDatabase(path = ":memory:", options: OpenOptions = {}): Promise<Database> {
  const {readOnly = false, locked = false, searchPath = [], threads = 2, memory = "2GB"} = options;
  const instance = await DuckDBInstance.create(path, {
    access_mode: readOnly ? "READ_ONLY" : "AUTOMATIC",
    threads: String(threads),
    memory_limit: memory,
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
      const columns = await all<{data_type: string}>(
        `SELECT data_type
         FROM duckdb_columns()
         WHERE database_name = current_database() AND schema_name = $1 AND table_name = $2
         ORDER BY column_index`,
        [schema, table]
      );
      const appender = await connection.createAppender(table, schema);
      for (const row of rows) {
        if (row.length !== columns.length) {
          throw new Error(`${schema}.${table}: ${row.length} values for ${columns.length} columns`);
        }
        row.forEach((value, i) => {
          appendValue(appender, columns[i]!.data_type, value);
        });
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

function appendValue(appender: Appender, kind: string, value: Value): void {
  if (value === null) appender.appendNull();
  else if (kind === "BIGINT") appender.appendBigInt(BigInt(value));
  else if (kind === "INTEGER") appender.appendInteger(Number(value));
  else if (kind === "BOOLEAN") appender.appendBoolean(Boolean(value));
  else if (kind === "DATE") appender.appendDate(toDate(String(value)));
  else appender.appendVarchar(String(value));
}

const DAY = 86_400_000;

function toDate(iso: string): DuckDBDateValue {
  return new DuckDBDateValue(Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY));
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
