import type {Database, Value} from "../../loaders/database.ts";
import {publicQueries} from "../public/bundle.ts";
import {GRADE_COUNTS, MARKS, type PublicRow} from "../tables/public.ts";
import type {Facts} from "./facts.ts";
import {groupBy} from "./group.ts";

/** What the big screen shows: cells of the public tables as they are, nothing added up. */
export interface ScreenData {
  /** The ranking's columns of one rule each. */
  rules: {id: string; title: string}[];
  groups: ScreenGroup[];
  /** The whole city; null where nothing is filed. */
  overall: GradeRow | null;
  /** By district, else by category; null where neither may be listed. */
  parts: {title: string; rows: GradeRow[]} | null;
}

export interface ScreenGroup {
  name: string;
  /** Too few units for ranks: bands alone, without points. */
  banded: boolean;
  rows: ScreenRow[];
  /** First by base and bonus together, where base scores were imported. */
  totals: {name: string; total: number}[];
}

/** One unit of a group; what may not be told is null. Points in thousandths. */
export interface ScreenRow {
  unitId: string;
  name: string;
  short: string;
  rank: number | null;
  tied: boolean;
  points: number[];
  total: number | null;
  previousRank: number | null;
  /** As the public table says it: ↑2, —, 新. */
  change: string | null;
  bandFirst: number | null;
  bandLast: number | null;
}

/** A count of people, `hidden` where it is too small to be told or covers such a one, `missing` where there is none. */
export type Count = number | "hidden" | "missing";
export type GradeRow = {name: string} & Record<(typeof GRADE_COUNTS)[number], Count>;

/** Reads the year from the public queries: the screen can show nothing that the public bundle would not hold. */
export async function readScreen(db: Database, {year, asOf}: Pick<Facts, "year" | "asOf">): Promise<ScreenData> {
  const {tables} = await publicQueries(db, {year});
  const rowsOf = (name: string) => tables.find(({entry}) => entry.name === name)?.rows ?? [];
  const {columns} = tables.find(({entry}) => entry.name === "bonus_ranking")!.entry;
  const names = columns.map(({name}) => name);
  const rules = columns
    .slice(names.indexOf("unit_name") + 1, names.indexOf("total"))
    .map(({name, title}) => ({id: name.toUpperCase(), title}));
  const grades = rowsOf("grade_distribution");
  const of = (dimension: string) => grades.filter(row => row.dimension === dimension).map(gradeRow);
  const [overall] = of("overall");
  return {
    rules,
    groups: screenGroups(rowsOf("bonus_ranking"), rowsOf("total_ranking"), rules, shortNames(rowsOf("units"), asOf)),
    overall: overall && overall.filed !== "missing" ? overall : null,
    parts:
      [
        {title: "县市区", rows: of("district")},
        {title: "类别", rows: of("category")}
      ].find(({rows}) => rows.length > 1) ?? null
  };
}

function screenGroups(
  ranking: readonly PublicRow[],
  totals: readonly PublicRow[],
  rules: ScreenData["rules"],
  shorts: ReadonlyMap<string, string>
): ScreenGroup[] {
  return [...groupBy(ranking, row => String(row.group))].map(([name, rows]) => ({
    name,
    banded: rows.some(row => row.mark === MARKS.confidential),
    rows: rows.map(row => ({
      unitId: String(row.unit_id),
      name: String(row.unit_name),
      short: shorts.get(String(row.unit_id)) ?? String(row.unit_name),
      rank: maybeNumber(row.rank),
      tied: row.tied === true,
      points: rules.map(({id}) => Number(row[id.toLowerCase()] ?? 0)),
      total: maybeNumber(row.total),
      previousRank: maybeNumber(row.previous_rank),
      change: row.change === null || row.change === undefined ? null : String(row.change),
      bandFirst: maybeNumber(row.band_first),
      bandLast: maybeNumber(row.band_last)
    })),
    totals: totals
      .filter(row => row.group === name && row.rank === 1)
      .map(row => ({name: shorts.get(String(row.unit_id)) ?? String(row.unit_name), total: Number(row.total)}))
  }));
}

/** The short name of each unit as it is on the as-of date, else its name then. */
function shortNames(units: readonly PublicRow[], asOf: string): Map<string, string> {
  const from = (row: PublicRow) => String(row.valid_from ?? "");
  const names = new Map<string, string>();
  const valid = units.filter(row => from(row) <= asOf).sort((a, b) => (from(a) < from(b) ? -1 : 1));
  for (const row of valid) names.set(String(row.unit_id), String(row.short_name ?? row.name));
  return names;
}

function gradeRow(row: PublicRow): GradeRow {
  const counts = GRADE_COUNTS.map((name): [string, Count] => {
    const mark = row[`${name}_mark`];
    if (mark === MARKS.confidential) return [name, "hidden"];
    return [name, mark === MARKS.missing ? "missing" : Number(row[name])];
  });
  return {name: String(row.name), ...Object.fromEntries(counts)} as GradeRow;
}

function maybeNumber(value: Value | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
