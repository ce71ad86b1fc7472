import type {Value} from "../../../loaders/database.ts";
import {literal} from "../../../loaders/sql.ts";
import type {SimulationModel} from "../../../publish/simulation/simulation.ts";
import type {SimulationTable} from "../../../publish/simulation/tables.ts";
import {type Comparison, compareVersions} from "../../../scoring/compareVersions.ts";
import {BASES, type Basis} from "../../../scoring/compile.ts";
import {pointReadings} from "../../../scoring/effects.ts";
import {RUN, runLedger} from "../../../scoring/ledger.ts";
import {openPolicy, type Policy} from "../../../scoring/policy.ts";
import {TABLES} from "../../../scoring/tables.ts";
import {collectLines, collectTotals, readingsUnder, runVersions, VERSION_TABLES} from "../../../scoring/versionRun.ts";
import {differenceOf} from "./baseline.ts";
import {type Knob, knobsOf} from "./knobs.ts";
import type {Runner} from "./runner.ts";
import {overridesOf, type Range, type Scenario} from "./scenario.ts";

/** What a scenario comes to. */
export interface Outcome extends Comparison {
  scenario: Scenario;
  /** The changed policy. */
  policy: Policy;
  /** Doubts that the changed policy raises and the one in force did not. */
  warnings: string[];
}

/** The claims, the policy in force and an engine, ready to be asked. */
export interface Workbench {
  policy: Policy;
  knobs: readonly Knob[];
  range: Range;
  /** Returns what the scenario comes to; throws a PolicyError where the changed policy contradicts itself. */
  ask(scenario: Scenario): Promise<Outcome>;
}

/**
 * Lays the claims into the engine, scores them as they were published, and returns what answers questions; where anything
 * differs from what was published, throws a Refusal that names the first difference.
 */
export async function openWorkbench(
  runner: Runner,
  model: SimulationModel,
  files: Readonly<Record<SimulationTable, string>>
): Promise<Workbench> {
  const [base, ...amendments] = model.policies;
  const read = openPolicy(base!.text, base!.file, amendments);
  const policy = read([]);
  const chosen = readingsUnder(policy, new Map(Object.entries(model.readings).map(([id, option]) => [id, {option}])));
  await layTables(runner, model, files);
  await scoreAll(runner, policy, {asOf: model.asOf, chosen});
  const difference = await differenceOf(runner, policy);
  if (difference !== null) throw new Refusal(difference);
  const knobs = knobsOf(policy);
  const range = rangeOf(model, policy, knobs, chosen);
  const asker = new Asker(runner, {model, policy, chosen});
  return {
    policy,
    knobs,
    range,
    async ask(scenario) {
      const changed = scenario.values.size ? read(overridesOf(scenario, knobs)) : policy;
      const comparison = await asker.ask(scenario, changed);
      const known = new Set(policy.warnings.map(({message}) => message));
      const warnings = changed.warnings.map(({message}) => message).filter(message => !known.has(message));
      return {...comparison, scenario, policy: changed, warnings};
    }
  };
}

/** What was published does not come out: nothing is answered. */
export class Refusal extends Error {}

const BEFORE = "before";
const AFTER = "after";

/** Keeps the side before as long as year and basis stay the same: a changed number costs one run of one year. */
class Asker {
  readonly #runner: Runner;
  readonly #asOf: string;
  readonly #policy: Policy;
  readonly #chosen: ReadonlyMap<string, string>;
  #ready = "";

  constructor(
    runner: Runner,
    {model, policy, chosen}: {model: SimulationModel; policy: Policy; chosen: ReadonlyMap<string, string>}
  ) {
    this.#runner = runner;
    this.#asOf = model.asOf;
    this.#policy = policy;
    this.#chosen = chosen;
  }

  async ask({year, basis, readings}: Scenario, changed: Policy): Promise<Comparison> {
    const ready = `${year} ${basis}`;
    if (this.#ready !== ready) {
      this.#ready = "";
      await this.#runner.run(`${yearTables(year)}\n${VERSION_TABLES}`);
      await this.#score(BEFORE, this.#policy, this.#chosen, {year, basis});
      this.#ready = ready;
    }
    await this.#score(AFTER, changed, new Map([...this.#chosen, ...readings]), {year, basis});
    return compareVersions(boundTo(this.#runner), BEFORE, AFTER);
  }

  async #score(
    id: string,
    policy: Policy,
    readings: ReadonlyMap<string, string>,
    {year, basis}: {year: number; basis: Basis}
  ): Promise<void> {
    await runVersions(this.#runner, [{id, policy, readings}], {asOf: this.#asOf, bases: [basis]});
    const clear = ["version_lines", "version_totals"].map(
      table => `DELETE FROM temp.main.${table} WHERE version = ${literal(id)};`
    );
    await this.#runner.run(`${clear.join("\n")}\n${collectLines(year)};\n${collectTotals(year)};`);
  }
}

const INPUTS = Object.entries(TABLES.bonus_inputs);
const TYPES = {text: "VARCHAR", integer: "BIGINT", points: "BIGINT", date: "DATE", boolean: "BOOLEAN"} as const;

async function layTables(
  runner: Runner,
  {tables}: SimulationModel,
  files: Readonly<Record<SimulationTable, string>>
): Promise<void> {
  for (const [name, {columns}] of Object.entries(tables) as [SimulationTable, SimulationModel["tables"]["claims"]][]) {
    const typed = columns.map(({name, type}) => ({name, type: TYPES[type]}));
    await runner.table(`shipped_${name}`, typed, files[name]);
  }
  const inputs = INPUTS.map(([column, type]) => `CAST(${column} AS ${type}) AS ${column}`);
  await runner.run(`
CREATE SCHEMA IF NOT EXISTS score;
CREATE SCHEMA IF NOT EXISTS core;
CREATE OR REPLACE TABLE all_inputs AS SELECT ${inputs.join(", ")} FROM shipped_claims ORDER BY claim_id;
CREATE OR REPLACE TABLE core.claims AS
SELECT claim_id, source_file, source_sheet, CAST(source_row AS INTEGER) AS source_row
FROM shipped_claims;
CREATE OR REPLACE TABLE score.bonus_inputs AS SELECT * FROM all_inputs;
CREATE OR REPLACE TEMP TABLE unit_names AS
SELECT DISTINCT unit_id, CAST(year AS INTEGER) AS year, unit_name FROM shipped_units;`);
}

/** Scores every claim of every year on all bases as it was published; a scenario stands for a basis. */
async function scoreAll(
  runner: Runner,
  policy: Policy,
  {asOf, chosen}: {asOf: string; chosen: ReadonlyMap<string, string>}
): Promise<void> {
  const scenarios = (Object.keys(BASES) as Basis[]).map(basis => ({id: basis, asOf, readings: chosen, bases: [basis]}));
  await runLedger(runner, policy, scenarios);
  await runner.run(`CREATE OR REPLACE TABLE base_run AS SELECT * FROM ${RUN};`);
}

/** Keys hold within a year: of the other years' claims only those matter that a reading may place in this one. */
function yearTables(year: number): string {
  return `
CREATE OR REPLACE TABLE score.bonus_inputs AS
SELECT * FROM all_inputs WHERE event_year = ${literal(year)} OR signed_year = ${literal(year)};
CREATE OR REPLACE TEMP TABLE members AS
SELECT CAST(year AS INTEGER) AS year, CAST(seq AS INTEGER) AS seq, "group", unit_id, unit_name,
  CAST(sort_order AS INTEGER) AS sort_order
FROM shipped_units WHERE CAST(year AS INTEGER) = ${literal(year)} AND seq IS NOT NULL;`;
}

function rangeOf(
  {years, groups}: SimulationModel,
  policy: Policy,
  knobs: readonly Knob[],
  chosen: ReadonlyMap<string, string>
): Range {
  const readings = pointReadings(policy).map((id): [string, {options: readonly string[]; chosen: string}] => [
    id,
    {options: [...policy.readings.get(id)!.options.keys()], chosen: chosen.get(id)!}
  ]);
  const name = policy.amendments.at(-1)?.id ?? policy.id;
  return {policy: name, years, groups: groups.length, knobs, readings: new Map(readings)};
}

/** Returns what asks with the parameters written into the text: the engine takes none. */
function boundTo(runner: Runner): {all<T>(sql: string, parameters?: readonly Value[]): Promise<T[]>} {
  return {
    async all<T>(sql: string, parameters: readonly Value[] = []) {
      const text = sql.replace(/\$(\d+)/g, (_, n: string) => literal(parameters[Number(n) - 1] ?? null));
      return (await runner.all(text)) as T[];
    }
  };
}
