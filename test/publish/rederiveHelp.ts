import {spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {openDatabase, type Row} from "../../loaders/database.ts";
import {literal} from "../../loaders/sql.ts";

/** What a re-derivation said: a row for each year and basis, and the first differences. */
export interface Said {
  summary: Row[];
  differences: Row[];
  verdict: string;
}

/** Runs `rederive.sql` as a DuckDB client would in its folder; returns the results of its three queries. */
export async function runInDuckdb(folder: string): Promise<Said> {
  const db = await openDatabase(":memory:");
  try {
    await db.run(`SET file_search_path = ${literal(folder)}`);
    const results: Row[][] = [];
    const statements = await db.connection.extractStatements(readFileSync(join(folder, "rederive.sql"), "utf8"));
    for (let i = 0; i < statements.count; i++) {
      const prepared = await statements.prepare(i);
      const reader = await prepared.runAndReadAll();
      if (reader.columnNames().length > 1 || reader.columnNames()[0] === "结论") {
        results.push(reader.getRowObjectsJson() as Row[]);
      }
    }
    const [summary, differences, verdict] = results;
    return {summary: summary!, differences: differences!, verdict: String(verdict![0]!.结论)};
  } finally {
    db.close();
  }
}

/** Runs a script with the machine's Python; null where there is none. */
export function runPython(args: readonly string[], cwd: string): {status: number; out: string; err: string} | null {
  const run = spawnSync("python3", args, {cwd, encoding: "utf8", env: {...process.env, PYTHONIOENCODING: "utf-8"}});
  if (run.error) return null;
  return {status: run.status ?? -1, out: run.stdout, err: run.stderr};
}
