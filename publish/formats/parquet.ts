import {mkdirSync, renameSync, rmSync} from "node:fs";
import {dirname} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import type {Column, Table} from "../dictionary.ts";
import {select} from "./rows.ts";

/** Writes the table as Parquet (zstd): points as DECIMAL(18,3), whole numbers as BIGINT, dates as DATE. */
export async function writeParquet(db: Database, table: Table, file: string): Promise<void> {
  mkdirSync(dirname(file), {recursive: true});
  const part = `${file}.part`;
  try {
    await db.run(`COPY (
${select(table, expression)}
) TO ${literal(part)} (
  FORMAT parquet,
  COMPRESSION zstd,
  KV_METADATA {hengcai_table: ${literal(table.name)}, hengcai_title: ${literal(table.title)}}
)`);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, {force: true});
    throw error;
  }
}

function expression({name, type}: Column): string {
  const value = `t.${identifier(name)}`;
  // Exact: a decimal times a decimal stays a decimal, a division would make a double.
  if (type === "points")
    return `CAST(CAST(${value} AS DECIMAL(18,0)) * CAST('0.001' AS DECIMAL(3,3)) AS DECIMAL(18,3))`;
  if (type === "integer") return `CAST(${value} AS BIGINT)`;
  return value;
}
