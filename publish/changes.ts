import {existsSync} from "node:fs";
import {join} from "node:path";
import {type Database, openDatabase} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {literal} from "../loaders/sql.ts";
import {changesPage} from "./changesPage.ts";
import {
  type Changes,
  type ClaimChange,
  claimCells,
  claimColumns,
  type Objection,
  type UnitChange,
  unitCells,
  unitColumns
} from "./changesTables.ts";
import {writeExcelCsv} from "./csv.ts";
import {exportPath} from "./exported.ts";
import {readSettings} from "./settings.ts";
import {writeFile} from "./sink.ts";
import {draftMark, yearState} from "./state.ts";

/** How many claims and units differ. */
export interface ChangeReport {
  claims: number;
  units: number;
  objections: number;
}

export interface ChangeOptions {
  /** The edition being made: its open data lies there already. */
  out: string;
  year: number;
  /** The signed edition before. */
  before: {folder: string; edition: string};
  edition: string;
  reason: string;
}

/**
 * Writes what an edition changes against the one before, read from the two editions' own files: claim by claim
 * (`changes.csv`), unit by unit (`changes-units.csv`), and as a page. The changes of a unit's claims add up to the change
 * of its total; an Error says where they do not.
 */
export async function writeChanges(
  db: Database,
  {out, year, before, edition, reason}: ChangeOptions
): Promise<ChangeReport> {
  const objections = await readObjections(db, year);
  const changes = {...(await compareEditions(before.folder, out, year)), objections};
  checkSums(changes);
  await writeCsv(join(out, "changes.csv"), claimColumns, claimCells(changes));
  await writeCsv(join(out, "changes-units.csv"), unitColumns, unitCells(changes));
  const {city, asOf} = await readSettings(db);
  const mark = draftMark(await yearState(db, year));
  const page = changesPage(changes, {city, asOf, year, before: before.edition, after: edition, reason, mark});
  await writeFile(join(out, "changes.html"), sink => sink.write(page));
  const units = new Set(changes.units.map(({unit_id}) => unit_id)).size;
  return {claims: changes.claims.length, units, objections: objections.length};
}

/** Returns how the ledger and the rankings of one edition differ from those of another; both are folders. */
export async function compareEditions(
  before: string,
  after: string,
  year: number
): Promise<Pick<Changes, "claims" | "units">> {
  const db = await openDatabase();
  try {
    for (const [side, folder] of [
      ["before", before],
      ["after", after]
    ] as const) {
      for (const table of ["bonus_ledger", "bonus_ranking", "total_ranking"]) {
        const file = join(folder, "open", exportPath(table, "parquet"));
        if (!existsSync(file)) throw new UserError(`缺少比较用的数据：“${file}”`);
        await db.run(`CREATE TABLE ${side}_${table} AS SELECT * FROM read_parquet(${literal(file)})`);
      }
    }
    const claims = await db.all<ClaimChange & Record<string, string | number | null>>(CLAIMS, [year]);
    const bonus = await db.all<UnitChange & Record<string, string | number | null>>(
      units("绩效加分", "bonus_ranking"),
      [year]
    );
    const total = await db.all<UnitChange & Record<string, string | number | null>>(units("总分", "total_ranking"), [
      year
    ]);
    return {claims, units: [...bonus, ...total]};
  } finally {
    db.close();
  }
}

/** Throws where the claims that changed do not explain the change of a unit's bonus. */
export function checkSums({claims, units}: Pick<Changes, "claims" | "units">): void {
  const sums = new Map<string, number>();
  for (const {unit_id, points_before, points_after} of claims) {
    sums.set(unit_id, (sums.get(unit_id) ?? 0) + (points_after ?? 0) - (points_before ?? 0));
  }
  for (const {board, unit_id, total_before, total_after} of units) {
    if (board !== "绩效加分") continue;
    const change = (total_after ?? 0) - (total_before ?? 0);
    if (change !== (sums.get(unit_id) ?? 0))
      throw new Error(`claims do not add up to the change of ${unit_id}: ${change}`);
    sums.delete(unit_id);
  }
  const left = [...sums].find(([, sum]) => sum !== 0);
  if (left) throw new Error(`claims change by ${left[1]}, but not the total of ${left[0]}`);
}

async function readObjections(db: Database, year: number): Promise<Objection[]> {
  return db.all<Objection & Record<string, string | null>>(
    `SELECT c.unit AS unit_id, COALESCE(max(r.unit_name), max(c.unit_name)) AS unit_name, c.edition, c.claim_id,
  c.filed_on::VARCHAR AS filed_on, c.outcome, c.decided_on::VARCHAR AS decided_on
FROM core.confirmations AS c
LEFT JOIN score.bonus_ranking AS r ON r.year = c.year AND r.unit_id = c.unit AND r.basis = 'signed'
WHERE c.year = $1 AND c.opinion = '异议'
GROUP BY ALL
ORDER BY min(r.rowid) NULLS LAST, unit_id, c.edition, c.claim_id`,
    [year]
  );
}

/** Decimals of three digits times a thousand are whole: nothing is rounded. */
function thousandths(column: string): string {
  return `CAST(${column} * 1000 AS BIGINT)`;
}

function ledger(side: string): string {
  return `SELECT unit_id, unit_name, claim_id, rule_id, event_on, clause, ${thousandths("points")} AS points, disposition, dup_of
    FROM ${side}_bonus_ledger WHERE year = $1 AND basis = 'signed'`;
}

const CLAIMS = `SELECT
  unit_id, COALESCE(a.unit_name, b.unit_name) AS unit_name, claim_id, rule_id,
  COALESCE(a.event_on, b.event_on)::VARCHAR AS event_on,
  b.clause AS clause_before, a.clause AS clause_after,
  b.points AS points_before, a.points AS points_after,
  b.disposition AS disposition_before, a.disposition AS disposition_after,
  b.dup_of AS dup_of_before, a.dup_of AS dup_of_after
FROM (${ledger("before")}) AS b
FULL JOIN (${ledger("after")}) AS a USING (unit_id, claim_id, rule_id)
WHERE a.points IS DISTINCT FROM b.points
  OR a.disposition IS DISTINCT FROM b.disposition
  OR a.dup_of IS DISTINCT FROM b.dup_of
ORDER BY unit_id, LENGTH(rule_id), rule_id, event_on, claim_id`;

function units(board: string, table: string): string {
  const total = thousandths("total");
  const where = table === "bonus_ranking" ? "AND basis = 'signed'" : "";
  const side = (name: string): string =>
    `SELECT "group", unit_id, unit_name, ${total} AS total, rank FROM ${name}_${table} WHERE year = $1 ${where}`;
  return `SELECT ${literal(board)} AS board, "group", unit_id, COALESCE(a.unit_name, b.unit_name) AS unit_name,
  b.total AS total_before, a.total AS total_after, b.rank AS rank_before, a.rank AS rank_after
FROM (${side("before")}) AS b
FULL JOIN (${side("after")}) AS a USING ("group", unit_id)
WHERE a.total IS DISTINCT FROM b.total OR a.rank IS DISTINCT FROM b.rank
ORDER BY "group", a.rank NULLS LAST, b.rank, unit_id`;
}

async function writeCsv(file: string, columns: typeof claimColumns, rows: (string | null)[][]): Promise<void> {
  async function* once(): AsyncGenerator<(string | null)[][]> {
    yield rows;
  }
  await writeFile(file, sink => writeExcelCsv(sink, {columns}, once()));
}
