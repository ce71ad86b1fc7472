import type {Database} from "../loaders/database.ts";
import {type Placed, UserError} from "../loaders/error.ts";
import {ledgerAudits, resultAudits, runAudits} from "./audit.ts";
import {fillBand} from "./band.ts";
import {fillReadings, fillRules} from "./catalog.ts";
import {reviewWarnings} from "./checkPolicy.ts";
import {alternatives, baseScenario, fillEffects} from "./effects.ts";
import {policyFacts} from "./facts.ts";
import {fillInputs} from "./inputs.ts";
import {keepRun} from "./keepRun.ts";
import {fillLedger, runLedger} from "./ledger.ts";
import {fillUnits, makeMembers, scoredYears} from "./members.ts";
import type {Policy} from "./policy.ts";
import {fillRanking, fillScores, fillTotalRanking, makeTotals} from "./rank.ts";
import {checkChoices} from "./reading.ts";
import {fillSameDay} from "./sameDay.ts";
import type {ScoreSettings} from "./settings.ts";
import {scoreSystems} from "./systems.ts";
import {createTables} from "./tables.ts";

export interface ScoreReport {
  /** The years ranked. */
  years: number[];
  claims: number;
  /** Doubts of the policies that did not stop the scoring. */
  warnings: Placed[];
}

export interface ScoreOptions {
  policies: readonly Policy[];
  settings: ScoreSettings;
  /** Whether the chief figures of the same date a year before are wanted too. */
  sameDay?: boolean;
  progress?: (text: string) => void;
}

/** Makes the schema `score` anew from `core`, and audits it; throws where an audit fails. */
export async function score(
  db: Database,
  {policies, settings, sameDay = false, progress = () => {}}: ScoreOptions
): Promise<ScoreReport> {
  const bonus = onlyOne(
    policies.filter(policy => policy.bonus),
    "计分"
  );
  const people = onlyOne(
    policies.filter(policy => policy.judge),
    "考核"
  );
  checkChoices(new Map(policies.flatMap(policy => [...policy.readings])), settings.readings);
  const rules = bonus?.bonus?.rules.map(rule => rule.id) ?? [];
  const begins = bonus?.bonus?.begins ?? "01-01";
  const years = bonus ? scoredYears(bonus.from, settings.asOf, begins) : [];
  await db.run(`DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;\n${createTables(rules)}`);
  const claims = await fillInputs(db, begins);
  await makeMembers(db, settings, years, begins);
  await fillUnits(db);
  await fillReadings(db, policies, settings);
  if (bonus) {
    await fillRules(db, bonus, settings);
    progress(`计分：${claims} 条申报`);
    await scoreBonus(db, bonus, settings, rules, progress);
  }
  progress("考核、督查、会议、评价");
  const facts = (policy: Policy | null) => policy && policyFacts(policy, settings.readings);
  await scoreSystems(db, {bonus: facts(bonus), people: facts(people)}, settings);
  if (sameDay) {
    progress("上年同一天的主要数字");
    await fillSameDay(db, {policy: bonus, facts: {bonus: facts(bonus), people: facts(people)}, settings});
  }
  await db.run(DROP_WORKING);
  return {
    years,
    claims,
    warnings: policies.flatMap(policy => [...policy.warnings, ...reviewWarnings(policy, settings.asOf)])
  };
}

async function scoreBonus(
  db: Database,
  policy: Policy,
  settings: ScoreSettings,
  rules: readonly string[],
  progress: (text: string) => void
): Promise<void> {
  const base = baseScenario(policy, settings);
  const others = alternatives(policy, base);
  await keepRun(db, await runLedger(db, policy, [base, ...others]));
  await runAudits(db, ledgerAudits(policy));
  await fillLedger(db);
  await fillScores(db);
  await fillRanking(db, rules);
  await fillTotalRanking(db);
  await makeTotals(db);
  await fillEffects(db, others);
  progress("位次区间：各种理解与未决申报的全部组合");
  await fillBand(db, policy, base);
  await runAudits(db, resultAudits(rules));
  progress("核对无误");
}

/** Tables that one step leaves to the next. */
const DROP_WORKING = ["run", "totals", "members", "unit_names", "years", "groups", "bases"]
  .map(name => `DROP TABLE IF EXISTS temp.main.${name};`)
  .join("\n");

/** Two policies of one kind would both claim to hold on the same day. */
function onlyOne(policies: readonly Policy[], what: string): Policy | null {
  if (policies.length > 1) {
    const names = policies.map(policy => `“${policy.id}”`).join("、");
    throw new UserError(
      `hengcai.yaml 的 policies：有 ${policies.length} 份${what}制度同时在用：${names}；只能保留一份`
    );
  }
  return policies[0] ?? null;
}
