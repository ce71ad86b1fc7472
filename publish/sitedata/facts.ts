import type {Database, Row, Value} from "../../loaders/database.ts";
import type {Policy} from "../../scoring/policy.ts";
import {TABLES} from "../dictionary.ts";
import {readSettings} from "../settings.ts";
import {type YearState, yearState} from "../state.ts";
import {ceilingOf, type Ladder, ladders} from "./ladder.ts";
import {documentNumbers, type NamedPolicy, readPolicies} from "./policies.ts";
import {rankedYears} from "./rankedYears.ts";
import {plainWords, type RuleWords} from "./ruleWords.ts";
import {type UnitFact, unitFacts} from "./units.ts";

/** What every page knows: whose data, of which day, under which rules, in which state. */
export interface Facts {
  city: string;
  /** ISO date. */
  asOf: string;
  /** The year the pages are about. */
  year: number;
  /** Every ranked year, first to last. */
  years: number[];
  groups: {name: string; kinds: string[]}[];
  thresholds: Record<string, number | null>;
  satisfactionIndex: Record<string, number>;
  /** Document numbers of the policies in force. */
  documents: string[];
  state: YearState;
  rules: Rule[];
  /** The policy that gives points, and how its wordings are read; absent where its file is not at hand. */
  scoredBy?: {policy: Policy; readings: ReadonlyMap<string, string>};
  /** The yearly ceiling of all rules, in thousandths; null where some rule has none. */
  ceiling: number | null;
  units: ReadonlyMap<string, UnitFact>;
  datasets: ReadonlyMap<string, DatasetFact>;
  downloads: readonly Download[];
  /** Chinese titles of the published tables. */
  tableTitles: ReadonlyMap<string, string>;
  /** The way from the page to the site's root; none from a page that lies there. */
  base?: string;
  /** The page is of an earlier year: measures, and pages of units without a claim in it, are those of the latest. */
  archive?: boolean;
  /** The units that have a page of that earlier year: those with a claim in it. */
  yearUnits?: ReadonlySet<string>;
  /** Every year that has pages, for a page of an earlier one; else the ranked years. */
  siteYears?: number[];
}

export interface DatasetFact {
  files: number;
  rows: number;
  accepted: number;
  rejected: number;
}

/** One rule of the bonus policy that held in the year, as it last stood. */
export interface Rule {
  id: string;
  title: string;
  clause: string;
  says: string;
  values: string;
  caps: string;
  /** The ceiling of the whole rule in thousandths; null where it has none, or it is not known. */
  cap: number | null;
  /** What each item is worth; null where the policy's file is not at hand. */
  ladder: Ladder | null;
  words: RuleWords;
}

/** A file that lies under `<out>/data/` and can be fetched from the pages. */
export interface Download {
  /** Relative to the site's root, with forward slashes. */
  href: string;
  table: string;
  format: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/**
 * Reads what every page shares. The workspace is where policies of the office's own lie; `until` is the year the pages
 * are about, by default the last that is ranked.
 */
export async function readFacts(
  db: Database,
  workspace: string,
  downloads: readonly Download[],
  {until}: {until?: number} = {}
): Promise<Facts> {
  const {city, asOf, policies: names} = await readSettings(db);
  const policies = readPolicies(names, workspace);
  const settings = await readValues(db);
  const years = (await rankedYears(db)).filter(year => until === undefined || year <= until);
  const year = until ?? years.at(-1) ?? Number(asOf.slice(0, 4));
  const groups = parse<{name: string; kinds: string[]}[]>(settings.get("groups"), []);
  const chosen = await readChosen(db);
  const rules = await readRules(db, {year, asOf, begins: beginningOf(policies)}, laddersOf(policies, chosen, year));
  const bonus = policies.find(({policy}) => policy?.bonus)?.policy;
  return {
    city,
    asOf,
    year,
    years,
    groups,
    thresholds: parse(settings.get("thresholds"), {}),
    satisfactionIndex: parse(settings.get("satisfaction_index"), {}),
    documents: documentNumbers(policies),
    state: await yearState(db, year),
    rules,
    ...(bonus ? {scoredBy: {policy: bonus, readings: chosen}} : {}),
    ceiling: ceilingOf(rules.map(rule => rule.ladder)),
    units: await unitFacts(db, asOf, groups),
    datasets: await readDatasets(db),
    downloads,
    tableTitles: new Map(TABLES.map(({name, title}) => [name, title]))
  };
}

/** Returns the rows of the query, or none where the warehouse has no such table. */
export async function rowsOf<T = Row>(
  db: Database,
  schema: string,
  table: string,
  sql: string,
  parameters: readonly Value[] = []
): Promise<T[]> {
  const found = await db.all("SELECT 1 FROM information_schema.tables WHERE table_schema = $1 AND table_name = $2", [
    schema,
    table
  ]);
  return found.length ? db.all<T>(sql, parameters) : [];
}

/** Returns whether any row of the dataset was accepted. */
export function hasDataset(facts: Facts, dataset: string): boolean {
  return (facts.datasets.get(dataset)?.accepted ?? 0) > 0;
}

async function readValues(db: Database): Promise<Map<string, string>> {
  const rows = await db.all<{key: string; value: string}>("SELECT key, value FROM meta.settings");
  return new Map(rows.map(({key, value}) => [key, value]));
}

async function readDatasets(db: Database): Promise<Map<string, DatasetFact>> {
  const rows = await rowsOf<DatasetFact & {dataset: string}>(
    db,
    "meta",
    "datasets",
    "SELECT dataset, files, rows, accepted, rejected FROM meta.datasets ORDER BY dataset"
  );
  return new Map(rows.map(({dataset, ...fact}) => [dataset, fact]));
}

/** A rule that ended or changed within the year is among the year's. */
async function readRules(
  db: Database,
  {year, asOf, begins}: {year: number; asOf: string; begins: string},
  ladders: ReadonlyMap<string, Ladder>
): Promise<Rule[]> {
  const rows = await rowsOf<Omit<Rule, "cap" | "ladder" | "words">>(
    db,
    "score",
    "rules",
    `SELECT rule_id AS id, title, COALESCE(clause, '') AS clause, COALESCE(says, '') AS says, "values", caps
FROM score.rules
WHERE "from" <= CAST($1 AS DATE) AND "from" < CAST($3 AS DATE) AND ("to" IS NULL OR "to" > CAST($2 AS DATE))
QUALIFY ROW_NUMBER() OVER (PARTITION BY rule_id ORDER BY "from" DESC) = 1
ORDER BY rowid`,
    [asOf, `${year}-${begins}`, `${year + 1}-${begins}`]
  );
  return rows.map(row => {
    const ladder = ladders.get(row.id) ?? null;
    return {...row, cap: ladder?.cap ?? null, ladder, words: ladder?.words ?? plainWords(row.title)};
  });
}

/** The day on which policy years begin, mm-dd. */
function beginningOf(policies: readonly NamedPolicy[]): string {
  return policies.find(({policy}) => policy?.bonus)?.policy?.bonus?.begins ?? "01-01";
}

function laddersOf(
  policies: readonly NamedPolicy[],
  chosen: ReadonlyMap<string, string>,
  year: number
): Map<string, Ladder> {
  return new Map(policies.flatMap(({policy}) => (policy ? [...ladders(policy, chosen, year)] : [])));
}

/** Returns the option in force of each reading. */
async function readChosen(db: Database): Promise<Map<string, string>> {
  const rows = await rowsOf<{reading_id: string; option: string}>(
    db,
    "score",
    "readings",
    'SELECT reading_id, "option" FROM score.readings WHERE chosen'
  );
  return new Map(rows.map(row => [row.reading_id, row.option]));
}

function parse<T>(value: string | undefined, otherwise: T): T {
  return value === undefined ? otherwise : (JSON.parse(value) as T);
}
