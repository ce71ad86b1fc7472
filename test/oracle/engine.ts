import type {Database} from "../../loaders/database.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {fillRules} from "../../scoring/catalog.ts";
import {baseScenario} from "../../scoring/effects.ts";
import {fillInputs} from "../../scoring/inputs.ts";
import {fillLedger, runLedger} from "../../scoring/ledger.ts";
import {makeMembers, scoredYears} from "../../scoring/members.ts";
import {type Policy, parsePolicy} from "../../scoring/policy.ts";
import {fillRanking, fillScores} from "../../scoring/rank.ts";
import type {ScoreSettings} from "../../scoring/settings.ts";
import {createTables} from "../../scoring/tables.ts";
import {GROUPS} from "./generate.ts";
import type {Readings} from "./oracle.ts";

/** The policy as built in, once read: that takes longer than scoring a small city. */
let known: Policy | undefined;

/** The engine under test: the steps of `score()` from the claims to the ranking, without what lies beside them. */
export async function scoreBySql(
  db: Database,
  {
    asOf,
    readings = {},
    policy = builtIn()
  }: {asOf: string; readings?: Readings | Readonly<Record<string, string>>; policy?: Policy}
): Promise<void> {
  const settings = settingsFor(asOf, readings);
  const {begins} = policy.bonus!;
  const rules = policy.bonus!.rules.map(rule => rule.id);
  await db.run(`DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;\n${createTables(rules)}`);
  await fillInputs(db, begins);
  await makeMembers(db, settings, scoredYears(policy.from, asOf, begins), begins);
  await fillRules(db, policy, settings);
  await runLedger(db, policy, [baseScenario(policy, settings)]);
  await fillLedger(db);
  await fillScores(db);
  await fillRanking(db, rules);
}

function builtIn(): Policy {
  known ??= haicheng();
  return known;
}

/** Returns the built-in policy, its text changed by the caller's hand. */
export function haicheng(change: (text: string) => string = text => text): Policy {
  const {file, text} = builtinPolicies().get("haicheng-2021-2")!;
  return parsePolicy(change(text), file);
}

export function settingsFor(asOf: string, readings: Readings | Readonly<Record<string, string>> = {}): ScoreSettings {
  const chosen = Object.entries(readings).map(
    ([id, option]) => [id, {option, decidedBy: null, decidedOn: null}] as const
  );
  return {
    asOf,
    groups: GROUPS,
    readings: new Map(chosen),
    thresholds: {
      minCell: 5,
      minRatings: 30,
      satisfiedShare: 800,
      reportDays: 15,
      dueSoonDays: 3,
      excellentReference: null
    },
    satisfactionIndex: new Map()
  };
}
