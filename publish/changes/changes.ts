import {join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {writeExcelCsv} from "../formats/csv.ts";
import {officeWords} from "../office.ts";
import {readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import {rowsOf} from "../sitedata/facts.ts";
import {draftMark, yearState} from "../state.ts";
import {changesBook} from "./book.ts";
import {compareEditions, type TotalChange} from "./compare.ts";
import {readObjections} from "./objections.ts";
import {changesPage} from "./page.ts";
import {
  type Changes,
  type ClaimChange,
  claimCells,
  claimColumns,
  gradeCells,
  gradeColumns,
  unitCells,
  unitColumns
} from "./tables.ts";

/** How many claims and units differ. */
export interface ChangeReport {
  claims: number;
  units: number;
  /** Places whose counts of grades differ. */
  grades: number;
  objections: number;
}

export interface ChangeOptions {
  /** The edition being made: its open data lies there already. */
  out: string;
  year: number;
  /** The signed edition before. */
  before: {folder: string; edition: string; signedOn?: string | null};
  edition: string;
  reason: string;
}

/**
 * Writes what an edition changes against the one before, read from the two editions' own files: claim by claim
 * (`changes.csv`), unit by unit (`changes-units.csv`), in the counts of grades (`changes-grades.csv`), all of it as a workbook
 * for print and as a page. The changes of a unit's claims add up to the change
 * of its total; an Error says where they do not.
 */
export async function writeChanges(
  db: Database,
  {out, year, before, edition, reason}: ChangeOptions
): Promise<ChangeReport> {
  const {totals, ...differences} = await compareEditions(before.folder, out, year);
  checkSums(differences.claims, totals);
  const changes: Changes = {
    ...differences,
    objections: await readObjections(db, year, before),
    decided: await readDecided(db, before.signedOn ?? null)
  };
  await writeCsv(join(out, "changes.csv"), claimColumns, claimCells(changes));
  await writeCsv(join(out, "changes-units.csv"), unitColumns, unitCells(changes));
  await writeCsv(join(out, "changes-grades.csv"), gradeColumns, gradeCells(changes));
  const settings = await readSettings(db);
  const {city, asOf} = settings;
  const mark = draftMark(await yearState(db, year));
  const facts = {city, asOf, year, before: before.edition, after: edition, reason, mark, rules: await ruleTitles(db)};
  const {issuer} = await officeWords(db, settings);
  const book = await changesBook(changes, {...facts, issuer});
  await writeFile(join(out, "changes.xlsx"), sink => sink.writeBytes(book));
  await writeFile(join(out, "changes.html"), sink => sink.write(changesPage(changes, facts)));
  const {claims, units, grades, objections} = changes;
  return {
    claims: claims.length,
    units: new Set(units.map(({unit_id}) => unit_id)).size,
    grades: grades.length,
    objections: objections.length
  };
}

/**
 * Throws where the claims that changed do not explain the change of a unit's bonus. A unit that is not ranked in one of the
 * editions has no total there that could be explained: its claims are listed, no more.
 */
export function checkSums(claims: readonly ClaimChange[], totals: readonly TotalChange[]): void {
  const sums = new Map<string, number>();
  for (const {unit_id, points_before, points_after} of claims) {
    sums.set(unit_id, (sums.get(unit_id) ?? 0) + (points_after ?? 0) - (points_before ?? 0));
  }
  for (const {unit_id, change} of totals) {
    const sum = sums.get(unit_id) ?? 0;
    if (change !== sum) throw new Error(`claims change by ${sum}, the total of ${unit_id} by ${change}`);
  }
}

async function ruleTitles(db: Database): Promise<Map<string, string>> {
  const rows = await db.all<{id: string; title: string}>(
    `SELECT rule_id AS id, arg_max(title, "from") AS title FROM score.rules GROUP BY rule_id`
  );
  return new Map([["N", "宣传表彰类"], ...rows.map(({id, title}): [string, string] => [id, title])]);
}

/** What the office decided after the edition before was signed; what it says of a person has no reason here. */
async function readDecided(db: Database, since: string | null): Promise<Map<string, string>> {
  const rows = await rowsOf<{claim: string; reason: string}>(
    db,
    "quality",
    "decisions",
    `SELECT "key" AS claim, string_agg(DISTINCT reason, '；' ORDER BY reason) AS reason
FROM quality.decisions
WHERE dataset = 'claims' AND reason IS NOT NULL AND decided_on::VARCHAR > $1
GROUP BY "key"`,
    [since ?? ""]
  );
  return new Map(rows.map(({claim, reason}) => [claim, reason]));
}

async function writeCsv(file: string, columns: typeof claimColumns, rows: (string | null)[][]): Promise<void> {
  async function* once(): AsyncGenerator<(string | null)[][]> {
    yield rows;
  }
  await writeFile(file, sink => writeExcelCsv(sink, {columns}, once()));
}
