import type {Database} from "../loaders/database.ts";
import {identifier, literal} from "../loaders/sql.ts";
import {formatDate, formatDocNo} from "./format.ts";
import {type PublishSettings, readSettings} from "./settings.ts";

/** 草案 is for the office, 审核 goes to the units for confirmation; 更正 is signed as 已签批 is, and replaces a signed edition. */
export type StateName = "草案" | "审核" | "已签批" | "更正";

export interface YearState {
  state: StateName;
  /** ISO date; null while the year is not official. */
  signedOn: string | null;
  /** The document number with official brackets; null while the year is not official, or where none was given. */
  docNo: string | null;
  /** ISO date until which objections are taken; null while the year is a draft, or where none was given. */
  objectionsUntil: string | null;
  /** Why the year is not official, one Chinese sentence each; empty where it is signed. */
  reasons: string[];
}

/** Returns whether the year is signed: 已签批 or 更正. */
export function isOfficial({state}: Pick<YearState, "state">): boolean {
  return state === "已签批" || state === "更正";
}

/** What is said beside the mark of a draft. */
export const UNSIGNED = "未经签批，不得作为正式结果引用";

/** Returns the mark that every page and sheet of an unsigned year carries; null where it is signed. */
export function draftMark({state}: Pick<YearState, "state">): "草案" | "审核稿" | null {
  if (state === "草案") return "草案";
  return state === "审核" ? "审核稿" : null;
}

/**
 * Returns how far the year's results are: official where they are signed on or before as-of (or by the edition that is
 * being made), and no claim or assessment of the year carries an error; under review where the edition says so and there
 * is no such error. See `faultyRows` for the year of a row that was rejected.
 */
export async function yearState(db: Database, year: number): Promise<YearState> {
  const settings = await readSettings(db);
  return stateOf(year, settings, await faultyRows(db));
}

/** Returns the state of several years, reading the issues once. */
export async function yearStates(db: Database, years: readonly number[]): Promise<Map<number, YearState>> {
  const settings = await readSettings(db);
  const faults = await faultyRows(db);
  return new Map(years.map(year => [year, stateOf(year, settings, faults)]));
}

/** Returns why the year's rows allow nothing but a draft, one Chinese sentence each. */
export async function faultReasons(db: Database, year: number): Promise<string[]> {
  return reasonsOf(year, await faultyRows(db));
}

function reasonsOf(year: number, faults: readonly Fault[]): string[] {
  const known = faults.filter(({years}) => years?.has(year));
  const unknown = faults.filter(({years}) => years === null);
  return [
    ...(known.length ? [`本年度的申报或考核有${known.length}处错误尚未改正：${places(known)}`] : []),
    ...(unknown.length ? [`有${unknown.length}处错误不能确定年度，各年度均按草案：${places(unknown)}`] : [])
  ];
}

function stateOf(year: number, settings: PublishSettings, faults: readonly Fault[]): YearState {
  const given = settings.years.get(year);
  const signed = given?.signedOn ? given : undefined;
  const edition = given?.edition ?? null;
  const reasons: string[] = [];
  if (!signed) reasons.push(`${year}年度结果尚未签批`);
  else if (signed.signedOn! > settings.asOf && !edition) {
    reasons.push(`签批日期${formatDate(signed.signedOn!)}在数据截至日${formatDate(settings.asOf)}之后`);
  }
  const faulty = reasonsOf(year, faults);
  reasons.push(...faulty);
  if (edition?.review && !faulty.length) {
    const objectionsUntil = given?.objectionsUntil ?? null;
    return {state: "审核", signedOn: null, docNo: null, objectionsUntil, reasons};
  }
  if (reasons.length || !signed) {
    return {state: "草案", signedOn: null, docNo: null, objectionsUntil: null, reasons};
  }
  const {signedOn, docNo, objectionsUntil} = signed;
  const state = edition?.correction ? "更正" : "已签批";
  return {state, signedOn, docNo: docNo === null ? null : formatDocNo(docNo), objectionsUntil, reasons};
}

/** A source row (or a whole file) of a claim or an assessment that carries an error. */
interface Fault {
  file: string;
  sheet: string;
  row: number | null;
  /** The years it may belong to; null means any. */
  years: Set<number> | null;
}

/** How a dataset tells its year: fields of `raw`, the best word first, and an expression over `core`. */
const DATASETS = [
  {name: "claims", fields: ["event_on", "year"], year: "year(c.event_on)"},
  {name: "assessments", fields: ["year"], year: "c.year"}
] as const;
type Dataset = (typeof DATASETS)[number];

/**
 * Returns every place of a claim or an assessment that carries an error, with the years it may belong to. An accepted row
 * has its own year. Of a rejected row every year is taken that its source text names in the field that decides, then in
 * the next best; else every year that the accepted rows of the same sheet have. A place without any of these, such as a
 * file that could not be read, may belong to any year: no year can be official while it stands.
 */
async function faultyRows(db: Database): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const dataset of DATASETS) {
    const issues = await db.all<{file: string; sheet: string; row: number | null}>(
      `SELECT DISTINCT i.file, i.sheet, i.row
FROM quality.issues AS i
WHERE i.severity = 'error'
  AND COALESCE((SELECT min(l.dataset) FROM quality.load_report AS l WHERE l.file = i.file), split_part(i.file, '/', 1))
    = ${literal(dataset.name)}
ORDER BY i.file, i.sheet, i.row NULLS FIRST`
    );
    if (!issues.length) continue;
    const accepted = await acceptedYears(db, dataset);
    const named = await namedYears(db, dataset);
    for (const {file, sheet, row} of issues) {
      const own = accepted.rows.get(place(file, sheet, row));
      const years = named.get(place(file, sheet, row)) ?? accepted.sheets.get(place(file, sheet, null)) ?? null;
      faults.push({file, sheet, row, years: own === undefined ? years : new Set([own])});
    }
  }
  return faults;
}

interface AcceptedYears {
  rows: Map<string, number>;
  sheets: Map<string, Set<number>>;
}

async function acceptedYears(db: Database, {name, year}: Dataset): Promise<AcceptedYears> {
  const found = await db.all<{file: string; sheet: string; row: number; year: number}>(
    `SELECT c.source_file AS file, c.source_sheet AS sheet, c.source_row AS row, ${year}::INTEGER AS year
FROM core.${identifier(name)} AS c
WHERE ${year} IS NOT NULL
  AND c.source_file IN (SELECT file FROM quality.issues WHERE severity = 'error')`
  );
  const rows = new Map<string, number>();
  const sheets = new Map<string, Set<number>>();
  for (const {file, sheet, row, year} of found) {
    rows.set(place(file, sheet, row), year);
    const key = place(file, sheet, null);
    sheets.set(key, (sheets.get(key) ?? new Set()).add(year));
  }
  return {rows, sheets};
}

/** Returns the years that the source text of rows with an error names; none for a text without one. */
async function namedYears(db: Database, {name, fields}: Dataset): Promise<Map<string, Set<number>>> {
  const found = await db.all<{file: string; sheet: string; row: number; texts: string}>(
    `SELECT r.file, r.sheet, r.row, to_json([${fields.map(field => `r.${identifier(field)}`).join(", ")}]) AS texts
FROM raw.${identifier(name)} AS r
WHERE EXISTS (SELECT 1
  FROM quality.issues AS i
  WHERE i.severity = 'error' AND i.file = r.file AND i.sheet = r.sheet AND i.row = r.row)`
  );
  return new Map(
    found.flatMap(({file, sheet, row, texts}) => {
      const years = (JSON.parse(texts) as (string | null)[]).map(yearsIn).find(({size}) => size);
      return years ? [[place(file, sheet, row), years] as const] : [];
    })
  );
}

/** Returns the years written out in the text; a span such as 2023-2024 names two. */
export function yearsIn(text: string | null): Set<number> {
  const found = (text ?? "").normalize("NFKC").matchAll(/(?<!\d)((?:19|20)\d\d)(?=(?:\d\d){0,2}(?!\d))/g);
  return new Set([...found].map(match => Number(match[1])));
}

function place(file: string, sheet: string, row: number | null): string {
  return JSON.stringify([file, sheet, row]);
}

const SHOWN = 5;

/** Returns the first places, rows of one sheet together. */
function places(faults: readonly Fault[]): string {
  const sheets = new Map<string, (number | null)[]>();
  for (const {file, sheet, row} of faults.slice(0, SHOWN)) {
    const where = sheet ? `${file}“${sheet}”` : file;
    sheets.set(where, [...(sheets.get(where) ?? []), row]);
  }
  const shown = [...sheets].map(([where, rows]) => {
    const numbers = rows.filter(row => row !== null);
    return numbers.length ? `${where}第${numbers.join("、")}行` : where;
  });
  return shown.join("；") + (faults.length > SHOWN ? ` 等${faults.length}处` : "");
}
