import {type Database, openDatabase, type Row} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {warehousePath} from "../loaders/warehouse.ts";
import {neutralise} from "../publish/neutralise.ts";
import type {Context} from "./context.ts";
import {formatTable} from "./progress.ts";
import {bringScored} from "./stages.ts";

export type QueryFormat = "table" | "csv" | "json";

/** Runs one read-only query on the warehouse and prints its rows; table names need no schema. */
export async function runQuery(context: Context, sql: string, format: QueryFormat): Promise<number> {
  await bringScored(context);
  context.progress.done();
  const db = await openDatabase(warehousePath(context.workspace), {
    readOnly: true,
    locked: true,
    searchPath: ["score", "quality", "core", "raw", "meta"]
  });
  try {
    const rows = await rowsOf(db, sql);
    console.log(formatRows(rows, rows.length ? Object.keys(rows[0]!) : await namesOf(db, sql), format));
    return 0;
  } finally {
    db.close();
  }
}

async function rowsOf(db: Database, sql: string): Promise<Row[]> {
  try {
    return await db.all(sql);
  } catch (error) {
    throw new UserError(explainSqlError(error instanceof Error ? error.message : String(error)), {cause: error});
  }
}

/** Returns the columns of a query that has no rows to tell them. */
async function namesOf(db: Database, sql: string): Promise<string[]> {
  return (await db.connection.runAndReadAll(sql)).deduplicatedColumnNames();
}

/** Returns DuckDB's complaint with a Chinese sentence before it that says what to do. */
export function explainSqlError(message: string): string {
  const first = message.trim().split("\n").slice(0, 6).join("\n");
  return `查询没有执行：${adviceFor(message)}\n${first}`;
}

function adviceFor(message: string): string {
  if (/Table with name/.test(message)) return "没有这张表；用 SHOW ALL TABLES 查看可用的表";
  if (/Referenced column|Binder Error.*column/i.test(message)) return "没有这一列；用 DESCRIBE 表名 查看列名";
  if (/read-only|Cannot execute statement of type/i.test(message)) return "数据库是只读的，只能查询，不能改动";
  if (/disabled by configuration|external access|Permission Error|configuration has been locked/i.test(message)) {
    return "查询只能使用本库的表，不能读写文件、访问网络或改动设置";
  }
  if (/Parser Error/.test(message)) return "SQL 写法有误，请检查提示位置附近";
  return "请按下面的提示修改 SQL";
}

/** Returns the rows as a table for a terminal, as CSV or as JSON. */
export function formatRows(rows: Row[], names: readonly string[], format: QueryFormat): string {
  if (format === "json") return JSON.stringify(rows, null, 2);
  const cells = rows.map(row => names.map(name => (row[name] === null ? "" : String(row[name]))));
  if (format === "csv") return [names, ...cells].map(line => line.map(csvCell).join(",")).join("\n");
  if (!rows.length) return "（没有符合条件的行）";
  const right = names.flatMap((name, i) =>
    rows.every(row => row[name] === null || typeof row[name] === "number") ? [i] : []
  );
  return `${formatTable(names, cells, right)}\n共 ${rows.length} 行`;
}

/** What is printed as CSV is opened in a spreadsheet program sooner or later: text runs nowhere, numbers stay numbers. */
function csvCell(cell: string): string {
  const safe = /^-?\d+(?:\.\d+)?$/.test(cell) ? cell : neutralise(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
