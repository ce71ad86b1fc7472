import {readdirSync, readFileSync} from "node:fs";
import {type Database, openDatabase} from "../../loaders/database.ts";
import type {Scenario} from "../../scoring/compile.ts";
import {alternatives, baseScenario} from "../../scoring/effects.ts";
import {ledgerHash} from "../../scoring/ledgerHash.ts";
import {type Policy, parsePolicies} from "../../scoring/policy.ts";
import {TABLES} from "../../scoring/tables.ts";
import type {Cell} from "../../scoring/tableText.ts";
import {haicheng, scoreBySql, settingsFor} from "../oracle/engine.ts";
import {generate} from "../oracle/generate.ts";
import {randomFrom} from "../oracle/random.ts";
import {openWorld} from "../oracle/world.ts";

export const POLICY = haicheng();

/** Returns the base scenario, every other option of every reading, and some combinations by chance, on all three bases. */
export function allScenarios(asOf: string, more = 6, policy = POLICY): Scenario[] {
  const base = baseScenario(policy, settingsFor(asOf));
  const random = randomFrom(7);
  const mixed = Array.from({length: more}, (_, i) => ({
    ...base,
    id: `mixed ${i}`,
    readings: new Map([...policy.readings.values()].map(({id, options}) => [id, random.pick([...options.keys()])]))
  }));
  const single = alternatives(policy, base).map(({id, readings}) => ({id, asOf, readings}));
  return [base, ...single, ...mixed];
}

/** Returns the invented policy as its two amendments make it: a year from July, a cap over several rules, versions. */
export function inventedPolicy(): Policy {
  const folder = new URL("../policies/", import.meta.url);
  const names = readdirSync(folder).filter(name => name.endsWith(".yaml"));
  const sources = names.map(file => ({file, text: readFileSync(new URL(file, folder), "utf8")}));
  return parsePolicies(sources).find(policy => policy.amendments.length)!;
}

/** Returns what the ledger of a scored warehouse rests on: its claims, and the ledger's hash. */
export async function scoredInputs(warehouse: string): Promise<{inputs: Cell[][]; hash: string}> {
  const db = await openDatabase(warehouse, {readOnly: true});
  try {
    return {inputs: await rowsOf(db), hash: await ledgerHash(db, "score.bonus_ledger")};
  } finally {
    db.close();
  }
}

/** Returns the rows of `bonus_inputs` of claims by chance, with dates on the edges and every disposition. */
export async function randomInputs(seed: number, count: number, asOf: string): Promise<Cell[][]> {
  const {claims, units} = generate({seed, claims: count, asOf});
  const db = await openWorld(claims, units);
  try {
    await scoreBySql(db, {asOf});
    return await rowsOf(db);
  } finally {
    db.close();
  }
}

async function rowsOf(db: Database): Promise<Cell[][]> {
  const rows = await db.all<Record<string, Cell>>("SELECT * FROM score.bonus_inputs ORDER BY claim_id");
  return rows.map(row => Object.keys(TABLES.bonus_inputs).map(column => row[column]!));
}
