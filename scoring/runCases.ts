import {type Database, openDatabase} from "../loaders/database.ts";
import {literal} from "../loaders/sql.ts";
import type {BonusCase, CaseClaim, PeopleCase, PolicyCase} from "./cases.ts";
import {policyFacts} from "./facts.ts";
import {GROUNDS} from "./judge.ts";
import {BASE, runLedger} from "./ledger.ts";
import type {Policy} from "./policy.ts";
import {chosenReadings} from "./reading.ts";
import type {ScoreSettings} from "./settings.ts";
import {scoreSystems} from "./systems.ts";
import {createTable, TABLES} from "./tables.ts";

/** One example of a policy, run: what was expected and what came, where they differ. */
export interface CaseResult {
  name: string;
  faults: string[];
}

export interface RunOptions {
  /** The statements that make an empty `core`; only examples about people need it. */
  core: string;
}

/** Runs the examples in the policy's block `tests` and returns what came out otherwise than they say. */
export async function runPolicyTests(policy: Policy, {core}: RunOptions): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  const db = await openDatabase();
  try {
    await db.run(core);
    for (const one of policy.cases) {
      await db.run("DROP SCHEMA IF EXISTS score CASCADE; CREATE SCHEMA score;");
      const faults = one.bonus
        ? await runBonusCase(db, policy, one, one.bonus)
        : await runPeopleCase(db, policy, one, one.people!);
      results.push({name: one.name, faults});
    }
  } finally {
    db.close();
  }
  return results;
}

function choicesOf({readings}: PolicyCase): ScoreSettings["readings"] {
  return new Map([...readings].map(([id, option]) => [id, {option, decidedBy: null, decidedOn: null}]));
}

interface Line {
  unit_id: string;
  claim_id: string;
  year: number;
  points: number;
  disposition: string;
  contested: boolean;
}

async function runBonusCase(db: Database, policy: Policy, one: PolicyCase, bonus: BonusCase): Promise<string[]> {
  await db.run(createTable("score.bonus_inputs", TABLES.bonus_inputs));
  await db.append("score", "bonus_inputs", bonus.claims.map(inputRow));
  const readings = chosenReadings(policy.readings, choicesOf(one));
  await runLedger(db, policy, [{id: BASE, asOf: one.asOf, readings}]);
  const lines = await db.all<Line>("SELECT * FROM temp.main.run WHERE basis = 'signed' ORDER BY claim_id");
  const faults: string[] = [];
  const expect = (what: string, expected: string | number, found: string | number) => {
    if (expected !== found) faults.push(`${what}：应为 ${expected}，得到 ${found}`);
  };
  for (const [unit, points] of bonus.points) {
    const own = lines.filter(line => line.unit_id === unit && line.year === bonus.year);
    expect(
      `${unit}的得分（千分之一）`,
      points,
      own.reduce((sum, line) => sum + line.points, 0)
    );
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
function inputRow(claim: CaseClaim): (string | number | boolean | null)[] {
  const given: Record<string, string | number | boolean | null> = {
    ...claim,
    unit_id: claim.unit ?? null,
    rule_id: claim.rule,
    person_key: claim.person ?? null,
    event_key: claim.event ?? null,
    article_key: claim.article ?? null,
    event_year: Number(claim.event_on.slice(0, 4)),
    signed_year: claim.signed_on ? Number(claim.signed_on.slice(0, 4)) : null,
    recognised: claim.recognised == null ? null : claim.recognised === "是"
  };
  return Object.keys(TABLES.bonus_inputs).map(column => given[column] ?? null);
}

/** The examples are about one person, recognised before the first of the years. */
async function runPeopleCase(db: Database, policy: Policy, one: PolicyCase, people: PeopleCase): Promise<string[]> {
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
  await scoreSystems(db, {bonus: null, people: policyFacts(policy, choices)}, settingsFor(one.asOf, choices));
  const found = await db.all<{year: number; outcome: string | null}>("SELECT year, outcome FROM score.outcomes");
  const outcomes = new Map(found.map(({year, outcome}) => [year, outcome ?? "没有"]));
  const years = [...new Set([...people.outcomes.keys(), ...outcomes.keys()])].sort();
  return years.flatMap(year => {
    const [expected, came] = [people.outcomes.get(year) ?? "没有", outcomes.get(year) ?? "没有"];
    return expected === came ? [] : [`${year} 年的后果：应为 ${expected}，得到 ${came}`];
  });
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
