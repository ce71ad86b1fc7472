import {dateLiteral, identifier, literal} from "../loaders/sql.ts";
import {type Columns, createTable} from "./tables.ts";

export type Cell = string | number | boolean | null;

/** Rows of one INSERT; a longer statement takes an engine longer to read than several. */
const ROWS = 1000;

/** Returns the statements that make the table anew and fill it, in words that DuckDB and Trino both take. */
export function tableText(table: string, columns: Columns, rows: readonly (readonly Cell[])[]): string {
  const types = Object.values(columns);
  const lines = rows.map(row => `(${row.map((value, i) => cellText(value, types[i]!)).join(", ")})`);
  const statements = [`DROP TABLE IF EXISTS ${table};`, createTable(table, columns)];
  for (let i = 0; i < lines.length; i += ROWS) {
    statements.push(`INSERT INTO ${table} VALUES\n${lines.slice(i, i + ROWS).join(",\n")};`);
  }
  return statements.join("\n");
}

/** Returns the table's name in the schema, quoted. */
export function tableIn(schema: string, name: string): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

/** Trino makes no date of text by itself. */
function cellText(value: Cell, type: string): string {
  return type === "DATE" && value !== null ? dateLiteral(String(value)) : literal(value);
}
