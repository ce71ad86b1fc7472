import {mkdirSync} from "node:fs";
import {basename, join} from "node:path";
import type {Database} from "../../loaders/database.ts";
import {maybePolicyFile} from "../../scoring/builtin.ts";
import {type Policy, parsePolicies} from "../../scoring/policy.ts";
import {type CsvWriter, writePlainCsv} from "../formats/csv.ts";
import type {CellText} from "../formats/rows.ts";
import {readSettings} from "../settings.ts";
import {writeFile} from "../sink.ts";
import type {ColumnType} from "../tables/column.ts";
import {SHIPPED, type ShippedTable, type SimulationTable} from "./tables.ts";

/** What the page 政策模拟 starts from; it lies as JSON beside the tables that it names. */
export interface SimulationModel {
  city: string;
  /** ISO date. */
  asOf: string;
  /** The policy that gives points, then what amends it; files by their own names, without folders. */
  policies: {file: string; text: string}[];
  /** Reading → the option in force. */
  readings: Record<string, string>;
  /** Every ranked year, first to last. */
  years: number[];
  groups: string[];
  /** Unit → its page below the site's root. */
  pages: Record<string, string>;
  tables: Record<SimulationTable, {file: string; rows: number; columns: {name: string; type: ColumnType}[]}>;
}

/** Where the files lie below the site's root, and the name of the one that tells of the others. */
export const SIMULATION_FOLDER = "data/simulate";
export const SIMULATION_MODEL = "model.json";

export interface SimulationOptions {
  /** Where policies of the office's own lie. */
  workspace: string;
  /** The site's root. */
  out: string;
  /** The years that pages are about. */
  years: readonly number[];
  /** The pages of units, for the model to name. */
  pages?: ReadonlyMap<string, string>;
}

/**
 * Writes what it takes to score the real claims anew in a browser, and what was published to compare with. Persons,
 * events and articles are numbered: which are the same can be told, who they are or were elsewhere cannot. Returns
 * whether there is anything to try: null where the warehouse was scored without a policy that gives points.
 */
export async function writeSimulation(db: Database, options: SimulationOptions): Promise<SimulationModel | null> {
  const {workspace, out, years, pages = new Map()} = options;
  const {city, asOf, policies: names} = await readSettings(db);
  const policy = readBonusPolicy(names, workspace);
  if (!policy || !(await canSimulate(db, years))) return null;
  const folder = join(out, ...SIMULATION_FOLDER.split("/"));
  mkdirSync(folder, {recursive: true});
  const tables = {} as SimulationModel["tables"];
  for (const [name, {columns, sql}] of Object.entries(SHIPPED) as [SimulationTable, ShippedTable][]) {
    const file = `${name}.csv`;
    const rows = await rowsOf(db, columns, sql(years));
    await writeFile(join(folder, file), sink => writeRows(sink, columns, rows));
    tables[name] = {file, rows: rows.length, columns: [...columns]};
  }
  const model: SimulationModel = {
    city,
    asOf,
    policies: policy.sources.map(({file, text}) => ({file: basename(file), text})),
    readings: await readChosen(db, policy.policy.id),
    years: [...years],
    groups: await readGroups(db),
    pages: Object.fromEntries(pages),
    tables
  };
  await writeFile(join(folder, SIMULATION_MODEL), sink => sink.write(`${JSON.stringify(model, null, 2)}\n`));
  return model;
}

/** Returns whether the warehouse holds a run to compare with: one scored without a policy that gives points has none. */
export async function canSimulate(db: Database, years: readonly number[]): Promise<boolean> {
  const found = await db.all(
    `SELECT 1 FROM duckdb_tables()
WHERE schema_name = 'score' AND table_name IN ('p_year', 'p_group', 'bonus_inputs') AND NOT internal`
  );
  return years.length > 0 && found.length === 3;
}

async function rowsOf(db: Database, columns: ShippedTable["columns"], sql: string): Promise<CellText[][]> {
  const rows = await db.all(sql);
  return rows.map(row => columns.map(({name}) => (row[name] === null ? null : String(row[name]))));
}

function writeRows(sink: CsvWriter, columns: ShippedTable["columns"], rows: CellText[][]): Promise<unknown> {
  const described = columns.map(column => ({...column, title: column.name, description: "", key: false}));
  return writePlainCsv(sink, {columns: described}, once(rows));
}

async function* once(rows: CellText[][]): AsyncGenerator<CellText[][]> {
  yield rows;
}

function readBonusPolicy(
  names: readonly string[],
  workspace: string
): {policy: Policy; sources: {file: string; text: string}[]} | undefined {
  const sources = names.flatMap(name => maybePolicyFile(name, workspace) ?? []);
  const policy = parsePolicies(sources).find(({bonus}) => bonus);
  if (!policy) return undefined;
  const files = [policy.file, ...policy.amendments.map(({file}) => file)];
  return {policy, sources: files.map(file => sources.find(source => source.file === file)!)};
}

async function readChosen(db: Database, policy: string): Promise<Record<string, string>> {
  const rows = await db.all<{id: string; option: string}>(
    'SELECT reading_id AS id, "option" FROM score.readings WHERE chosen AND policy = $1 ORDER BY rowid',
    [policy]
  );
  return Object.fromEntries(rows.map(({id, option}) => [id, option]));
}

async function readGroups(db: Database): Promise<string[]> {
  const rows = await db.all<{name: string}>(
    'SELECT "group" AS name FROM score.p_group GROUP BY "group" ORDER BY MIN(seq)'
  );
  return rows.map(({name}) => name);
}
