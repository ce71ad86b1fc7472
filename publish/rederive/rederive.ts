import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import type {Table} from "../dictionary.ts";
import {type ExportedFile, exportPath} from "../exported.ts";
import {writePlainCsv} from "../formats/csv.ts";
import {readRows} from "../formats/rows.ts";
import {writeFile} from "../sink.ts";
import {PARAMETER_TABLES} from "./parameters.ts";
import {type RuleColumn, rankSql} from "./rankSql.ts";
import {rederiveSql, type Source} from "./rederiveSql.ts";

/** The folder of the re-derivation in an export, and the name it goes by among the tables. */
export const REDERIVE = "rederive";

/** Published tables that the scripts read from the machine edition, and what the scripts call them. */
const READ: ReadonlyMap<string, string> = new Map([
  ["units", "units"],
  ["bonus_inputs", "bonus_inputs"],
  ["bonus_ledger", "published_ledger"],
  ["bonus_scores", "published_scores"],
  ["bonus_ranking", "published_ranking"]
]);

/**
 * Writes what anybody needs to derive the ranking anew from the published inputs: the scoring's SQL text as it was run,
 * its parameter tables, and scripts that compare with what was published, for DuckDB and for bare Python. Nothing where
 * the export lacks one of the tables they read, or the warehouse was scored without a bonus policy.
 */
export async function writeRederive(
  db: Database,
  tables: readonly Table[],
  {out}: {out: string}
): Promise<{files: ExportedFile[]; tables: readonly Table[]}> {
  const found = [...READ.keys()].flatMap(name => tables.filter(table => table.name === name));
  const text = found.length === READ.size ? await scoringText(db) : null;
  if (text === null) return {files: [], tables: []};
  const files: ExportedFile[] = [];
  for (const table of PARAMETER_TABLES) {
    const path = `${REDERIVE}/${table.name}.csv`;
    const {bytes, sha256, result} = await writeFile(join(out, path), sink =>
      writePlainCsv(sink, table, readRows(db, table))
    );
    files.push({path, table: table.name, format: "csv-plain", rows: result.rows, bytes, sha256});
  }
  const sources: Source[] = [
    ...found.map(table => ({table, file: `../${exportPath(table.name, "csv-plain")}`, as: READ.get(table.name)!})),
    ...PARAMETER_TABLES.map(table => ({table, file: `${table.name}.csv`, as: table.name}))
  ];
  const rank = rankSql(await ruleColumns(db, found));
  const texts = [
    ["ledger.sql", "sql", `${text}\n`],
    ["rank.sql", "sql", `${rank}\n`],
    ["rederive.sql", "sql", rederiveSql(sources, text, rank)],
    ["rederive.py", "python", asset("rederive.py")],
    ["README.txt", "text", asset("README.txt")]
  ] as const;
  for (const [name, format, content] of texts) {
    const path = `${REDERIVE}/${name}`;
    const {bytes, sha256} = await writeFile(join(out, path), sink => sink.write(content));
    files.push({path, table: REDERIVE, format, rows: 0, bytes, sha256});
  }
  return {files, tables: PARAMETER_TABLES};
}

function asset(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), "utf8");
}

async function scoringText(db: Database): Promise<string | null> {
  const kept = await db.all(
    "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'score' AND table_name = 'p_text' AND NOT internal"
  );
  if (!kept.length) return null;
  const [row] = await db.all<{sql: string}>("SELECT sql FROM score.p_text");
  return row!.sql;
}

/** The ranking's columns of rules stand between the unit's name and the total, each called after its rule. */
async function ruleColumns(db: Database, tables: readonly Table[]): Promise<RuleColumn[]> {
  const names = tables.find(({name}) => name === "bonus_ranking")!.columns.map(({name}) => name);
  const rules = await db.all<{rule_id: string}>("SELECT DISTINCT rule_id FROM score.rules");
  return names.slice(names.indexOf("unit_name") + 1, names.indexOf("total")).map(column => {
    const id = rules.find(({rule_id}) => rule_id.toLowerCase() === column)?.rule_id;
    return {id: id ?? null, column};
  });
}
