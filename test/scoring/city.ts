import {contracts, maybeContract} from "../../loaders/contracts/index.ts";
import {coreColumns, createCore} from "../../loaders/core.ts";
import {type Database, openDatabase, type Row, type Value} from "../../loaders/database.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {type SystemContext, systemContext} from "../../scoring/context.ts";
import {policyFacts} from "../../scoring/facts.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import type {AlertLimits, PolicyFacts, ScoreSettings} from "../../scoring/settings.ts";
import {scoreSystems} from "../../scoring/systems.ts";

/** Rows of `core` by dataset; what a row does not name is missing. */
export type Datasets = Readonly<Record<string, readonly Row[]>>;

export interface CityOptions {
  asOf?: string;
  minCell?: number;
  thresholds?: Partial<ScoreSettings["thresholds"]>;
  limits?: Partial<AlertLimits>;
  /** The office's weights of the ratings; none unless given. */
  index?: Readonly<Record<string, number>>;
  /** Reading id → option, of both policies. */
  readings?: Readonly<Record<string, string>>;
  bonus?: PolicyFacts | null;
  people?: PolicyFacts | null;
  /** SQL run after `core` stands: tables that only some workspaces have. */
  before?: string;
}

export interface City {
  db: Database;
  /** Returns the rows of a table of the schema `score`, in the order they stand. */
  rows<T = Row>(table: string): Promise<T[]>;
  close(): void;
}

/** Returns a database in memory that holds the rows as accepted facts. */
export async function coreOf(datasets: Datasets): Promise<Database> {
  const db = await openDatabase(":memory:", {threads: 1});
  await db.run(createCore());
  await db.run("CREATE SCHEMA score;");
  await fill(db, datasets);
  return db;
}

/** Appends the rows to the tables of `core`; the pseudonym of a person is made up from the number. */
export async function fill(db: Database, datasets: Datasets): Promise<void> {
  for (const [dataset, rows] of Object.entries(datasets)) {
    if (!rows.length) continue;
    const columns = coreColumns(maybeContract(dataset)!);
    const unknown = rows.flatMap(row => Object.keys(row)).filter(name => !columns.includes(name));
    if (unknown.length) throw new Error(`unknown columns of ${dataset}: ${unknown.join(", ")}`);
    await db.append(
      "core",
      dataset,
      rows.map((row, i) => {
        const whole: Row = {
          source_file: `${dataset}.csv`,
          source_sheet: "",
          source_row: i + 2,
          talent_key: keyOf(row.talent_id ?? null),
          ...row
        };
        return columns.map(name => whole[name] ?? null);
      })
    );
  }
}

/**
 * Replaces every row of `core` by these and scores again: cheaper than a new city for each of many runs, and cheaper still
 * where only some parts are made anew, in their order.
 */
export async function refill(
  {db}: City,
  datasets: Datasets,
  options: CityOptions = {},
  parts?: readonly ((context: SystemContext) => string)[]
): Promise<void> {
  await db.run(contracts.map(({name}) => `DELETE FROM core.${name};`).join("\n"));
  await fill(db, datasets);
  if (!parts) return rescore(db, options);
  const context = systemContext(policies(options), settings(options));
  for (const part of parts) await db.run(part(context));
}

/** Scores the rows and returns the city; by default on 2025-12-31 with cells of five. */
export async function city(datasets: Datasets, options: CityOptions = {}): Promise<City> {
  const db = await coreOf(datasets);
  if (options.before) await db.run(options.before);
  await rescore(db, options);
  return {
    db,
    rows: table => db.all(`SELECT * FROM score."${table}"`),
    close: () => db.close()
  };
}

/** Scores what stands in the database again. */
export async function rescore(db: Database, options: CityOptions = {}): Promise<void> {
  await scoreSystems(db, policies(options), settings(options));
}

function policies({bonus, people, readings}: CityOptions) {
  return {
    bonus: bonus === undefined ? facts("haicheng", "2021-10-29", readings) : bonus,
    people: people === undefined ? facts("liaocheng", "2022-01-01", readings) : people
  };
}

/** Returns the facts of a policy that cites the clauses of both built-in ones, and has the rules of the one that gives points. */
export function facts(id: string, from: string, readings: Readonly<Record<string, string>> = {}): PolicyFacts {
  return {id, from, ...said(), readings: new Map(Object.entries(readings))};
}

let known: Pick<PolicyFacts, "clauses" | "rules"> | undefined;

/** Read once, and not before a test begins. */
function said(): Pick<PolicyFacts, "clauses" | "rules"> {
  known ??= builtInFacts();
  return known;
}

function builtInFacts(): Pick<PolicyFacts, "clauses" | "rules"> {
  const all = ["haicheng-2021-2", "liaocheng-2022-15"].map(id => {
    const {file, text} = builtinPolicies().get(id)!;
    return policyFacts(parsePolicy(text, file), new Map());
  });
  return {clauses: new Map(all.flatMap(({clauses}) => [...clauses])), rules: all.flatMap(({rules = []}) => rules)};
}

export function keyOf(id: Value): string | null {
  return id === null ? null : `key-${id}`;
}

function settings({
  asOf = "2025-12-31",
  minCell = 5,
  thresholds = {},
  limits = {},
  index = {}
}: CityOptions): ScoreSettings {
  return {
    asOf,
    groups: [{name: "镇（街道）", kinds: ["镇", "街道"]}],
    readings: new Map(),
    thresholds: {
      minCell,
      minRatings: 30,
      satisfiedShare: 800,
      reportDays: 15,
      dueSoonDays: 3,
      excellentReference: null,
      ...thresholds
    },
    satisfactionIndex: new Map(Object.entries(index)),
    alerts: limits
  };
}
