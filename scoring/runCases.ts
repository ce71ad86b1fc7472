import {type Database, openDatabase} from "../loaders/database.ts";
import type {Placed} from "../loaders/error.ts";
import {literal} from "../loaders/sql.ts";
import type {BonusCase, CaseClaim, PeopleCase, PolicyCase} from "./cases.ts";
import {decimal} from "./catalog.ts";
import type {Scenario} from "./compile.ts";
import {alternatives} from "./effects.ts";
import {policyFacts} from "./facts.ts";
import {BASE, runLedger} from "./ledger.ts";
import {GROUNDS} from "./names.ts";
import type {Policy} from "./policy.ts";
import {policyYear} from "./policyYear.ts";
import {chosenReadings} from "./reading.ts";
import type {ScoreSettings} from "./settings.ts";
import {scoreSystems} from "./systems.ts";
import {createTable, TABLES} from "./tables.ts";

/** One example of a policy, run: what was expected and what came, where they differ. */
export interface CaseResult {
  name: string;
  /** Where its name stands in the file. */
  place: Placed;
  faults: string[];
  /** Options, as `reading=option`, under which something else comes out. */
  moves: ReadonlySet<string>;
}

export interface RunOptions {
  /** The statements that make an empty `core`; only examples about people need it. */
  core: string;
  /** Also tries every other option of every reading, to see which move something. */
  moves?: boolean;
}

/** Runs the examples in the policy's block `tests` and returns what came out otherwise than they say. */
export async function runPolicyTests(policy: Policy, {core, moves: wanted = false}: RunOptions): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  const db = await openDatabase();
  try {
    await db.run(core);
    for (const one of policy.cases) {
      await db.run("DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;");
      const {faults, moves} = one.bonus
        ? await runBonusCase(db, policy, one, one.bonus, wanted)
        : await runPeopleCase(db, policy, one, one.people!, wanted);
      results.push({name: one.name, place: one.place, faults, moves});
    }
  } finally {
    db.close();
  }
  return results;
}

type Run = Pick<CaseResult, "faults" | "moves">;

function choicesOf({readings}: PolicyCase): ScoreSettings["readings"] {
  return new Map([...readings].map(([id, option]) => [id, decided(option)]));
}

function decided(option: string): {option: string; decidedBy: null; decidedOn: null} {
  return {option, decidedBy: null, decidedOn: null};
}

interface Line {
  unit_id: string;
  claim_id: string;
  year: number;
  points: number;
  disposition: string;
  contested: boolean;
}

async function runBonusCase(
  db: Database,
  policy: Policy,
  one: PolicyCase,
  bonus: BonusCase,
  wanted: boolean
): Promise<Run> {
  await db.run(createTable("score.bonus_inputs", TABLES.bonus_inputs));
  await db.append(
    "score",
    "bonus_inputs",
    bonus.claims.map(claim => inputRow(claim, policy.bonus!.begins))
  );
  const base: Scenario = {
    id: BASE,
    asOf: one.asOf,
    readings: chosenReadings(policy.readings, choicesOf(one)),
    bases: ["signed"]
  };
  const others = wanted ? alternatives(policy, base) : [];
  await runLedger(db, policy, [base, ...others]);
  const all = await db.all<Line & {scenario: string}>(
    "SELECT * FROM temp.main.run WHERE basis = 'signed' ORDER BY scenario, claim_id"
  );
  const linesOf = (scenario: string): Line[] => all.filter(line => line.scenario === scenario);
  const outcome = (lines: readonly Line[]): string =>
    JSON.stringify(lines.map(line => [line.claim_id, line.year, line.points, line.disposition, line.contested]));
  const lines = linesOf(BASE);
  const moved = others.filter(({id}) => outcome(linesOf(id)) !== outcome(lines));
  return {faults: bonusFaults(lines, bonus), moves: new Set(moved.map(({id}) => id))};
}

function bonusFaults(lines: readonly Line[], bonus: BonusCase): string[] {
  const faults: string[] = [];
  const expect = (what: string, expected: string, found: string): void => {
    if (expected !== found) faults.push(`${what}：应为 ${expected}，得到 ${found}`);
  };
  for (const [unit, points] of bonus.points) {
    const own = lines.filter(line => line.unit_id === unit && line.year === bonus.year);
    const sum = own.reduce((total, line) => total + line.points, 0);
    expect(`${unit}的得分`, decimal(points), decimal(sum));
  }
  for (const [id, disposition] of bonus.dispositions) {
    expect(`“${id}”的处理`, disposition, lines.find(line => line.claim_id === id)?.disposition ?? "没有");
  }
  if (bonus.contested) {
    const found = lines.filter(line => line.contested).map(line => line.claim_id);
    expect("有争议的申报", bonus.contested.toSorted().join("、"), found.toSorted().join("、"));
  }
  return faults;
}

/** Returns the claim as a row of `bonus_inputs`; its words for persons, events and articles serve as keys. */
function inputRow(claim: CaseClaim, begins: string): (string | number | boolean | null)[] {
  const given: Record<string, string | number | boolean | null> = {
    ...claim,
    unit_id: claim.unit ?? null,
    rule_id: claim.rule,
    person_key: claim.person ?? null,
    event_key: claim.event ?? null,
    article_key: claim.article ?? null,
    event_year: policyYear(claim.event_on, begins),
    signed_year: claim.signed_on ? policyYear(claim.signed_on, begins) : null,
    recognised: claim.recognised == null ? null : claim.recognised === "是"
  };
  return Object.keys(TABLES.bonus_inputs).map(column => given[column] ?? null);
}

/** The examples are about one person, recognised before the first of the years. */
async function runPeopleCase(
  db: Database,
  policy: Policy,
  one: PolicyCase,
  people: PeopleCase,
  wanted: boolean
): Promise<Run> {
  const number = (ground: string | null | undefined) => {
    const place = (GROUNDS as readonly (string | null | undefined)[]).indexOf(ground);
    return place < 0 ? null : String(place + 1);
  };
  const rows = people.assessments.map(({year, grade, filed_on, ground, ground_on, ground_doc}) => {
    const values = [year, grade, filed_on, number(ground), ground_on, ground_doc];
    return `('甲', '甲', ${values.map(value => literal(value ?? null)).join(", ")})`;
  });
  await db.run(`
DELETE FROM core.talents;
DELETE FROM core.assessments;
INSERT INTO core.talents (talent_id, talent_key, recognised_on) VALUES ('甲', '甲', DATE '2000-01-01');
INSERT INTO core.assessments (talent_id, talent_key, year, grade, filed_on, ground, ground_on, ground_doc)
VALUES ${rows.join(", ")};`);
  const choices = choicesOf(one);
  const {outcomes, all} = await outcomesOf(db, policy, one, choices);
  const years = [...new Set([...people.outcomes.keys(), ...outcomes.keys()])].sort();
  const faults = years.flatMap(year => {
    const [expected, came] = [people.outcomes.get(year) ?? "没有", outcomes.get(year) ?? "没有"];
    return expected === came ? [] : [`${year} 年的后果：应为 ${expected}，得到 ${came}`];
  });
  const moves = new Set<string>();
  const chosen = chosenReadings(policy.readings, choices);
  for (const {id, options} of wanted ? policy.readings.values() : []) {
    for (const option of options.keys()) {
      if (option === chosen.get(id)) continue;
      const other = await outcomesOf(db, policy, one, new Map(choices).set(id, decided(option)));
      if (other.all !== all) moves.add(`${id}=${option}`);
    }
  }
  return {faults, moves};
}

/** Returns what follows in each year, and all of it as one text to compare. */
async function outcomesOf(
  db: Database,
  policy: Policy,
  one: PolicyCase,
  choices: ScoreSettings["readings"]
): Promise<{outcomes: Map<number, string>; all: string}> {
  await db.run("DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;");
  await scoreSystems(db, {bonus: null, people: policyFacts(policy, choices)}, settingsFor(one.asOf, choices));
  const rows = await db.all<{year: number; outcome: string | null; needs_review: boolean}>(
    "SELECT year, outcome, needs_review FROM score.outcomes ORDER BY year"
  );
  // A year without a consequence is in the table only for somebody to look at.
  const outcomes = new Map(rows.map(({year, outcome}) => [year, outcome ?? "needs_review"]));
  return {outcomes, all: JSON.stringify(rows)};
}

function settingsFor(asOf: string, readings: ScoreSettings["readings"]): ScoreSettings {
  const thresholds = {
    minCell: 5,
    minRatings: 30,
    satisfiedShare: 800,
    reportDays: 15,
    dueSoonDays: 3,
    excellentReference: null
  };
  return {asOf, groups: [], readings, thresholds, satisfactionIndex: new Map()};
}
