import {type Database, openDatabase} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";

/** A row of a stored table as text, one value a line, and where it stands. */
export interface StoredRow {
  where: string;
  text: string;
}

/** Yields every row of a Parquet file or of all tables of a DuckDB file, and the names and remarks of what holds them. */
export async function* databaseRows(file: string, kind: "parquet" | "duckdb"): AsyncGenerator<StoredRow> {
  const db = await openDatabase(":memory:");
  try {
    if (kind === "parquet") {
      const meta = `SELECT decode(key) || chr(10) || decode(value) FROM parquet_kv_metadata(${literal(file)})`;
      yield* rowsOf(db, meta, "元数据");
      yield* tableRows(db, `read_parquet(${literal(file)})`, "");
      return;
    }
    await db.run(`ATTACH ${literal(file)} AS stored (READ_ONLY)`);
    yield* rowsOf(
      db,
      `SELECT concat_ws(chr(10), sql, comment) FROM duckdb_tables() WHERE database_name = 'stored'
UNION ALL
SELECT concat_ws(chr(10), sql, comment) FROM duckdb_views() WHERE database_name = 'stored' AND NOT internal
UNION ALL
SELECT comment FROM duckdb_columns() WHERE database_name = 'stored' AND comment IS NOT NULL
UNION ALL
SELECT concat_ws(chr(10), type_name, comment, array_to_string(labels, chr(10)))
FROM duckdb_types()
WHERE database_name = 'stored' AND NOT internal
UNION ALL
SELECT concat_ws(chr(10), function_name, comment, macro_definition)
FROM duckdb_functions()
WHERE database_name = 'stored' AND NOT internal`,
      "表结构"
    );
    const tables = await db.all<{schema: string; name: string}>(
      `SELECT schema_name AS schema, table_name AS name
FROM duckdb_tables()
WHERE database_name = 'stored'
ORDER BY ALL`
    );
    for (const {schema, name} of tables) {
      yield* tableRows(db, `stored.${identifier(schema)}.${identifier(name)}`, `${schema}.${name} `);
    }
  } finally {
    db.close();
  }
}

async function* tableRows(db: Database, from: string, where: string): AsyncGenerator<StoredRow> {
  const columns = await db.all<{column_name: string}>(`DESCRIBE SELECT * FROM ${from}`);
  const names = columns.map(({column_name}) => column_name);
  yield {where: `${where}列名`, text: names.join("\n")};
  const values = names.map(name => `CAST(${identifier(name)} AS VARCHAR)`);
  yield* rowsOf(db, `SELECT concat_ws(chr(10), ${values.join(", ")}) FROM ${from}`, where);
}

async function* rowsOf(db: Database, sql: string, where: string): AsyncGenerator<StoredRow> {
  const result = await db.connection.stream(sql);
  let row = 0;
  for await (const block of result.yieldRows()) {
    for (const [text] of block) {
      row++;
      if (typeof text === "string") yield {where: `${where}第${row}行`, text};
    }
  }
}
