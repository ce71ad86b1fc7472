import {join} from "node:path";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {identifier} from "../../loaders/sql.ts";
import {writeDataWorkbook} from "../databook/databook.ts";
import {type ColumnType, ruleColumns, type Table} from "../dictionary.ts";
import type {Interval} from "../disclosure/audit.ts";
import {officeWords} from "../office.ts";
import {addSums, EXPORT_FORMATS, type ExportedFile, type ExportFormat, exportTables} from "../opendata/opendata.ts";
import {readSettings} from "../settings.ts";
import {isOfficial, type YearState, yearState, yearStates} from "../state.ts";
import {type PublicRow, publicEntries} from "../tables/public.ts";
import {publicGrades} from "./grades.ts";
import {publicRankings} from "./rankings.ts";

export interface PublicTables {
  year: number;
  city: string;
  /** ISO date: 数据截至. */
  asOf: string;
  /** ISO date of the signature, and the number of the paper where there is one. */
  signedOn: string;
  docNo: string | null;
  tables: {entry: Table; rows: PublicRow[]}[];
  /** What the published grade counts leave of each hidden one; stays inside. */
  intervals: Interval[];
}

/**
 * Returns the tables that may leave the house for the year. Throws a UserError where the configuration does not allow it,
 * where the year is not signed, or where the audit finds a hidden count that the published ones would tell.
 *
 * This is the whole list: rankings, points by rule, the rules, the ranked units, and grade counts. No ledger, no inspection,
 * no alert, nothing of a basis other than `signed`, no rank band (it tells what claims not yet signed could change), no count
 * of claims by unit and rule (for two rules those are people), and no last year's rank unless last year is signed too.
 */
export async function publicTables(db: Database, {year}: {year: number}): Promise<PublicTables> {
  const {signedOn, docNo} = await checkPublic(db, year);
  return {...(await publicQueries(db, {year})), signedOn: signedOn!, docNo};
}

/**
 * Returns what the public tables of the year hold, or would hold once it is signed: the same queries, with the same cells
 * hidden. For pages that stay inside, are seen by many, and say themselves that the year is a draft.
 */
export async function publicQueries(
  db: Database,
  {year}: {year: number}
): Promise<Omit<PublicTables, "signedOn" | "docNo">> {
  const settings = await readSettings(db);
  const before = (await yearStates(db, [year - 1])).get(year - 1)!;
  const rules = await ruleColumns(db);
  const rankings = await publicRankings(db, {
    year,
    rules: rules.map(({name}) => name),
    previous: isOfficial(before)
  });
  const {rows: grades, intervals} = await publicGrades(db, {year, minCell: settings.minCell, city: settings.city});
  checkIntervals(year, intervals);
  const rows: Readonly<Record<string, PublicRow[]>> = {...rankings, grade_distribution: grades};
  const tables = publicEntries(rules).map(entry => ({entry, rows: rows[entry.name]!}));
  return {
    ...{year, city: settings.city, asOf: settings.asOf},
    tables: tables.filter(({entry, rows}) => rows.length || entry.name !== "total_ranking"),
    intervals
  };
}

/**
 * Returns a new database in memory with nothing in it but the public tables of the year and the settings that a writer
 * needs: whatever is written from it cannot hold more. With it the tables' entries for the dictionary.
 */
export async function publicDatabase(db: Database, {year}: {year: number}): Promise<{db: Database; entries: Table[]}> {
  const {tables} = await publicTables(db, {year});
  const settings = await publicSettings(db, year);
  const target = await openDatabase(":memory:", {threads: 1});
  try {
    await target.run(
      "CREATE SCHEMA score; CREATE SCHEMA meta; CREATE TABLE meta.settings (key VARCHAR, value VARCHAR)"
    );
    await target.append("meta", "settings", settings);
    for (const {entry, rows} of tables) {
      const columns = entry.columns.map(({name, type}) => `${identifier(name)} ${SQL_TYPES[type]}`);
      await target.run(`CREATE TABLE score.${identifier(entry.name)} (${columns.join(", ")})`);
      const names = entry.columns.map(({name}) => name);
      await target.append(
        "score",
        entry.name,
        rows.map(row => names.map(name => row[name] ?? null))
      );
    }
    return {db: target, entries: tables.map(({entry}) => entry)};
  } catch (error) {
    target.close();
    throw error;
  }
}

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  integer: "INTEGER",
  points: "BIGINT",
  date: "DATE",
  boolean: "BOOLEAN"
};

/** The public tables for readers, in one workbook. */
export const PUBLIC_BOOK = "data.xlsx";

/**
 * Writes the public tables of the year into the folder, with their dictionary, data package and checksums; where workbooks
 * are asked for, also one for readers with all of them.
 */
export async function writePublicBundle(
  db: Database,
  options: {out: string; year: number; formats?: readonly ExportFormat[]; progress?: (text: string) => void}
): Promise<ExportedFile[]> {
  const {year, ...rest} = options;
  const bundle = await publicDatabase(db, {year});
  try {
    const files = await exportTables(bundle.db, {...rest, entries: bundle.entries});
    if (!(rest.formats ?? EXPORT_FORMATS).includes("xlsx")) return files;
    const {issuer} = await officeWords(db, await readSettings(db));
    const book = await writeDataWorkbook(bundle.db, {
      file: join(rest.out, PUBLIC_BOOK),
      state: await yearState(db, year),
      ...{year, issuer, entries: bundle.entries}
    });
    await addSums(rest.out, [book]);
    return [...files, book];
  } finally {
    bundle.db.close();
  }
}

/** Returns why nothing of the year may leave the house, one Chinese sentence each; none where it may. */
export async function whyNotPublic(db: Database, year: number): Promise<string[]> {
  const settings = await readSettings(db);
  const [found] = await db.all<{n: number}>(
    "SELECT count(*)::INTEGER AS n FROM score.bonus_ranking WHERE year = $1 AND basis = 'signed'",
    [year]
  );
  const state = await yearState(db, year);
  return [
    ...(settings.public ? [] : ["配置不许对外公开：hengcai.yaml 的 publish.public 是 false；经批准公开后改为 true"]),
    ...(found?.n ? [] : [`没有这个年度的位次：“${year}”；应为已计分的年度`]),
    ...(isOfficial(state) ? [] : state.reasons)
  ];
}

async function checkPublic(db: Database, year: number): Promise<YearState> {
  const reasons = await whyNotPublic(db, year);
  if (!reasons.length) return yearState(db, year);
  throw new UserError([`${year}年度不能对外公开：`, ...reasons.map(reason => `  ${reason}`)].join("\n"));
}

/** Throws where a hidden count is not safe: a bug of ours, so nothing may be written. */
export function checkIntervals(year: number, intervals: readonly Interval[]): void {
  const told = intervals.filter(({safe}) => !safe);
  if (!told.length) return;
  const places = told.map(({dimension, key, measure}) => `${dimension}/${key}/${measure}`).join("、");
  throw new Error(`${year}: hidden grade counts could be derived: ${places}`);
}

const KEPT = new Set(["city", "as_of", "policies", "groups", "thresholds"]);

async function publicSettings(db: Database, year: number): Promise<[string, string][]> {
  const rows = await db.all<{key: string; value: string}>("SELECT key, value FROM meta.settings ORDER BY key");
  const kept = rows.flatMap(({key, value}): [string, string][] => {
    if (KEPT.has(key)) return [[key, value]];
    if (key !== "publish") return [];
    const {years} = JSON.parse(value) as {years: Record<string, object>};
    return [[key, JSON.stringify({public: true, years: {[year]: years[year]}})]];
  });
  return kept;
}
