import {createCore} from "../../loaders/core.ts";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {identifier, literal} from "../../loaders/sql.ts";
import {type Basis, type Claim, DISPOSITIONS, type LedgerRow} from "./oracle.ts";
import {type RankingRow, RULES, type Unit} from "./rank.ts";

/** Opens a database in memory whose `core` holds the claims and units, and nothing else. */
export async function openWorld(claims: readonly Claim[], units: readonly Unit[]): Promise<Database> {
  const db = await openDatabase(":memory:", {memory: "6GB"});
  await db.run(createCore());
  await fill(db, "units", units);
  await fill(db, "claims", claims);
  return db;
}

/** Replaces the rows of a table in `core`; columns that the rows do not have stay empty. */
export async function fill(db: Database, table: string, rows: readonly object[]): Promise<void> {
  const columns = await db.all<{column_name: string}>(
    "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'core' AND table_name = $1 ORDER BY column_index",
    [table]
  );
  await db.run(`DELETE FROM core.${identifier(table)}`);
  const values = (row: Record<string, never>) => columns.map(({column_name}) => row[column_name] ?? null);
  await db.append(
    "core",
    table,
    rows.map(row => values(row as Record<string, never>))
  );
}

/** The columns of the ledger that both sides write, in the order of a line. */
const LEDGER_COLUMNS = [
  "year",
  "unit_id",
  "rule_id",
  "event_on",
  "nth",
  "raw",
  "cumulative",
  "cap",
  "points",
  "disposition",
  "dup_of",
  "contested"
] as const satisfies readonly (keyof LedgerRow)[];

const SOURCE_COLUMNS = ["source_file", "source_sheet", "source_row"] as const;

/** Returns every row of a ledger table as a line of text by claim; a table of rows would take ten times as long to read. */
export async function readLines(
  db: Database,
  table: string,
  {basis, scenario = "base", sources = false}: {basis: Basis; scenario?: string; sources?: boolean}
): Promise<Map<string, string>> {
  const columns = sources ? [...LEDGER_COLUMNS, ...SOURCE_COLUMNS] : LEDGER_COLUMNS;
  const parts = columns.map(column => `COALESCE(CAST(${identifier(column)} AS VARCHAR), '')`);
  const result = await db.connection.runAndReadAll(
    `SELECT claim_id, ${parts.join(" || '|' || ")} FROM ${table}
    WHERE basis = ${literal(basis)} AND scenario = ${literal(scenario)}`
  );
  const [ids, lines] = result.getColumns() as [string[], string[]];
  const found = new Map(ids.map((id, i) => [id, lines[i]!]));
  if (found.size !== ids.length) throw new Error(`${table}: a claim stands twice in ${basis}, ${scenario}`);
  return found;
}

/** Returns the row as the same line of text. */
export function lineOf(row: LedgerRow, sources = false): string {
  const line = LEDGER_COLUMNS.map(column => String(row[column] ?? "")).join("|");
  return sources ? `${line}|${row.source_file}|${row.source_sheet ?? ""}|${row.source_row}` : line;
}

/** Returns the claims on which the two sides differ, at most ten, each with what either says. */
export function differences(oracle: readonly LedgerRow[], sql: ReadonlyMap<string, string>, sources = false): string[] {
  const found: string[] = [];
  if (oracle.length !== sql.size) found.push(`${oracle.length} rows by hand, ${sql.size} by SQL`);
  for (const row of oracle) {
    const [ours, theirs] = [lineOf(row, sources), sql.get(row.claim_id)];
    if (ours === theirs) continue;
    found.push(`${row.claim_id}: by hand ${ours} · by SQL ${theirs}`);
    if (found.length === 10) break;
  }
  return found;
}

/** Returns the ranking's rows as lines, in their order. */
export async function readRanking(db: Database, basis: Basis, rules: readonly string[] = RULES): Promise<string[]> {
  const columns = rules.map(rule => `${identifier(rule.toLowerCase())} || '|' || `).join("");
  const rows = await db.all<{line: string}>(
    `SELECT year || '|' || "group" || '|' || rank || '|' || tied || '|' || unit_id || '|' || unit_name || '|' ||
      ${columns}total || '|' ||
      COALESCE(CAST(previous_rank AS VARCHAR), '') || '|' || COALESCE("change", '') AS line
    FROM score.bonus_ranking
    WHERE basis = ${literal(basis)}`
  );
  return rows.map(row => row.line);
}

export function rankingLine(row: RankingRow): string {
  const {year, group, rank, tied, unit_id, unit_name, rules, total, previous_rank, change} = row;
  return [year, group, rank, tied, unit_id, unit_name, ...rules, total, previous_rank ?? "", change].join("|");
}

/** Returns how often each disposition occurs. */
export function countDispositions(ledger: readonly LedgerRow[]): Map<string, number> {
  const counts = new Map<string, number>(DISPOSITIONS.map(word => [word, 0]));
  for (const {disposition} of ledger) counts.set(disposition, counts.get(disposition)! + 1);
  return counts;
}

/** Returns the rows of `bonus_scores` as lines, in their order. */
export async function readScores(db: Database, basis: Basis): Promise<string[]> {
  const rows = await db.all<{line: string}>(
    `SELECT year || '|' || unit_id || '|' || rule_id || '|' || items || '|' || raw || '|' || points || '|' || cap_loss AS line
    FROM score.bonus_scores
    WHERE basis = ${literal(basis)}`
  );
  return rows.map(row => row.line);
}

/** Returns the same lines by hand: every rule of every unit that is ranked in the year or has a claim in it. */
export function scoreLines(ledger: readonly LedgerRow[], ranking: readonly RankingRow[], asOf: string): string[] {
  const sums = new Map<string, {items: number; raw: number; points: number}>();
  const shown = new Set(ranking.map(row => `${row.year}|${row.unit_id}`));
  for (const row of ledger) {
    if (row.year < 2021 || row.year > Number(asOf.slice(0, 4))) continue;
    shown.add(`${row.year}|${row.unit_id}`);
    const key = `${row.year}|${row.unit_id}|${row.rule_id}`;
    const sum = sums.get(key) ?? {items: 0, raw: 0, points: 0};
    if (row.nth !== null) sum.items++;
    sum.raw += row.raw;
    sum.points += row.points;
    sums.set(key, sum);
  }
  return [...shown].sort().flatMap(unit =>
    RULES.map(rule => {
      const {items, raw, points} = sums.get(`${unit}|${rule}`) ?? {items: 0, raw: 0, points: 0};
      return `${unit}|${rule}|${items}|${raw}|${points}|${raw - points}`;
    })
  );
}
