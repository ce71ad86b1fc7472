import {createCore} from "../../loaders/core.ts";
import type {Row} from "../../loaders/database.ts";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {fillInputs} from "../../scoring/inputs.ts";
import {runLedger} from "../../scoring/ledger.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {chosenReadings} from "../../scoring/reading.ts";
import {score} from "../../scoring/score.ts";
import type {ScoreSettings} from "../../scoring/settings.ts";
import {createTable, TABLES} from "../../scoring/tables.ts";
import {fill} from "./city.ts";

export const HAICHENG = builtin("haicheng-2021-2");
export const LIAOCHENG = builtin("liaocheng-2022-15");

/** Returns a built-in policy, its text changed by the replacements. */
export function builtin(name: string, ...replacements: readonly [from: string, to: string][]): Policy {
  return parsePolicy(policyText(name, ...replacements), `${name}.yaml`);
}

/** Returns the text of a built-in policy with each replacement made once; it must be there to be replaced. */
export function policyText(name: string, ...replacements: readonly [from: string, to: string][]): string {
  let {text} = builtinPolicies().get(name)!;
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`${name} does not say: ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

export type Claim = Row & {claim_id: string; unit: string; rule: string; event_on: string};

let next = 0;

/** Returns a claim of 甲镇 that counts, with a fresh key, unless told otherwise; `rule` brings the facts it needs. */
export function claim(rule: string, given: Row = {}): Claim {
  const id = `S-${String(++next).padStart(5, "0")}`;
  const facts: Record<string, Row> = {
    R1: {employment: "全职", degree: "博士", person_key: `p${id}`},
    R2: {recognised: true, person_key: `p${id}`},
    R3: {level: "省级", role: "交流发言", event_key: `e${id}`},
    R4: {level: "省级", article_key: `a${id}`, outlet: "省报"},
    R5: {verdict: "显著", aspect: "双招双引"}
  };
  return {
    claim_id: id,
    unit: "甲镇",
    rule,
    event_on: "2025-06-01",
    review: "通过",
    reviewed_on: "2025-06-02",
    signed_on: "2025-06-03",
    ...facts[rule],
    ...given
  };
}

/** Returns n claims alike but for their keys. */
export function claims(n: number, rule: string, given: Row = {}): Claim[] {
  return Array.from({length: n}, () => claim(rule, given));
}

export interface Line {
  scenario: string;
  basis: string;
  year: number;
  unit_id: string;
  rule_id: string;
  clause: string | null;
  claim_id: string;
  event_on: string;
  nth: number | null;
  raw: number;
  cumulative: number | null;
  cap: number | null;
  points: number;
  disposition: string;
  dup_of: string | null;
  contested: boolean;
}

export interface LedgerOptions {
  asOf?: string;
  basis?: string;
  readings?: Readonly<Record<string, string>>;
  policy?: Policy;
}

/** Scores claims again and again in one database: `ledger` gives their rows in the order of the claims. */
export async function openLedger(): Promise<{
  db: Database;
  ledger(claims: readonly Claim[], options?: LedgerOptions): Promise<Line[]>;
  close(): void;
}> {
  const db = await openDatabase(":memory:", {threads: 1});
  await db.run(`${createCore()}\nCREATE SCHEMA score;\n${createTable("score.bonus_inputs", TABLES.bonus_inputs)}`);
  return {
    db,
    async ledger(claims, {asOf = "2025-12-31", basis = "signed", readings = {}, policy = HAICHENG} = {}) {
      await db.run("DELETE FROM core.claims; DELETE FROM score.bonus_inputs;");
      await fill(db, {claims});
      await fillInputs(db, policy.bonus!.begins);
      const choices = new Map(Object.entries(readings).map(([id, option]) => [id, {option}]));
      await runLedger(db, policy, [{id: "base", asOf, readings: chosenReadings(policy.readings, choices)}]);
      const lines = await db.all<Line & Row>("SELECT * EXCLUDE (cap_group) FROM temp.main.run WHERE basis = $1", [
        basis
      ]);
      const order = new Map(claims.map((claim, i) => [claim.claim_id, i]));
      return lines.sort((a, b) => order.get(a.claim_id)! - order.get(b.claim_id)!);
    },
    close: () => db.close()
  };
}

/** Returns the units' points, in thousandths. */
export function totals(lines: readonly Line[], year = 2025): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of lines) {
    if (line.year === year) sums[line.unit_id] = (sums[line.unit_id] ?? 0) + line.points;
  }
  return sums;
}

export interface Unit extends Row {
  unit_id: string;
  name: string;
  kind: string;
}

/** Returns towns of these names, in 建制序. */
export function towns(...names: readonly string[]): Unit[] {
  return names.map((name, i) => ({unit_id: name, name, kind: "镇", sort_order: i + 1}));
}

/** Scores a whole city in memory. */
export async function scoredCity(
  datasets: {units: readonly Row[]; claims: readonly Row[]; base_scores?: readonly Row[]},
  given: Partial<ScoreSettings> & {policies?: readonly Policy[]} = {}
): Promise<Database> {
  const db = await openDatabase(":memory:", {threads: 1});
  await db.run(createCore());
  await fill(db, datasets);
  const {policies = [HAICHENG], ...settings} = given;
  await score(db, {policies, settings: settingsOf(settings)});
  return db;
}

/** Returns the settings of a small city, with what is given in place of the usual. */
export function settingsOf(given: Partial<ScoreSettings> = {}): ScoreSettings {
  return {
    asOf: "2025-12-31",
    groups: [
      {name: "镇（街道）", kinds: ["镇", "街道"]},
      {name: "成员单位", kinds: ["成员单位"]}
    ],
    readings: new Map(),
    thresholds: {
      minCell: 5,
      minRatings: 30,
      satisfiedShare: 800,
      reportDays: 15,
      dueSoonDays: 3,
      excellentReference: null
    },
    satisfactionIndex: new Map(),
    ...given
  };
}

/** Returns the office's choice of options, as settings hold it. */
export function choose(options: Readonly<Record<string, string>>): ScoreSettings["readings"] {
  return new Map(Object.entries(options).map(([id, option]) => [id, {option, decidedBy: null, decidedOn: null}]));
}
