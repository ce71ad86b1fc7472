import type {Database, Row} from "../../loaders/database.ts";
import {type SystemContext, systemContext} from "../../scoring/context.ts";
import {gradesSql} from "../../scoring/grades.ts";
import {outcomesSql} from "../../scoring/outcomes.ts";
import {settingsFor} from "../oracle/engine.ts";
import {randomFrom} from "../oracle/random.ts";
import {coreOf, type Datasets, facts} from "../scoring/city.ts";
import {plusDays, yearIn} from "../systems/dates.ts";
import {distributionOf, matrixOf, outcomesOf, stagesOf} from "../systems/people.ts";
import {makeWorld, type World} from "../systems/world.ts";
import {crowdedPeople, unassessedPeople} from "./crowdedPeople.ts";
import {isRefused} from "./ledgerTarget.ts";
import {mutantsOf} from "./mutants.ts";
import type {Outcome, Target, Trial} from "./run.ts";

const PARTS = {outcomes: outcomesSql, grades: gradesSql} as const;
type Part = keyof typeof PARTS;

const GAPS = ["breaks", "bridges", "counts"] as const;
/**
 * Worlds of each reading: a crowded one on the last day of a year, one whose grades begin a year after the policy on the day
 * before, and one on the first day of a year.
 */
const AS_OF = ["2025-12-31", "2025-12-30", "2026-01-01"] as const;
const FIXED = {people: "2022-01-01", minCell: 5} as const;

export interface PeopleWorld {
  db: Database;
  asOf: string;
  texts: Readonly<Record<Part, string>>;
  mutants: Readonly<Record<Part, ReadonlyMap<string, string>>>;
  truth: string;
  /** Whether a mutant's outcomes stand in the database. */
  dirty: boolean;
}

/** Returns the SQL of grades and of what follows from them as a target, under each reading of a year without a grade. */
export async function peopleTarget(): Promise<Target> {
  const worlds = await openPeopleWorlds();
  const trials = new Map<string, Trial>();
  for (const {texts, asOf} of worlds) {
    for (const part of Object.keys(PARTS) as Part[]) {
      for (const {name: named, operator, line} of mutantsOf(texts[part])) {
        const name = anyDay(named, asOf);
        const own = `${part}: ${name}`;
        if (!trials.has(own))
          trials.set(own, {name: own, operator, line, outcome: () => outcomeOf(worlds, part, name)});
      }
    }
  }
  return {
    name: "people",
    trials: [...trials.values()],
    close() {
      for (const {db} of worlds) db.close();
    }
  };
}

/** Opens the worlds; throws where what follows for the people is not the oracle's. */
export async function openPeopleWorlds(): Promise<PeopleWorld[]> {
  const worlds: PeopleWorld[] = [];
  for (const world of chosen()) worlds.push(await open(world));
  return worlds;
}

function chosen(): World[] {
  const found: World[] = [];
  for (let seed = 1; found.length < GAPS.length * AS_OF.length; seed++) {
    const world = {...makeWorld(randomFrom(seed), 60), inspections: [], meetings: [], ratings: []};
    const usual = Object.entries(FIXED).every(([key, value]) => world[key as keyof typeof FIXED] === value);
    const before = found.filter(({gapYear}) => gapYear === world.gapYear).length;
    const asOf = AS_OF[before];
    if (usual && asOf) found.push(varied({...world, asOf}, seed));
  }
  const worlds = found.sort((a, b) => GAPS.indexOf(a.gapYear) - GAPS.indexOf(b.gapYear));
  return [...worlds, unassessedPeople(worlds[0]!)];
}

function varied(world: World, seed: number): World {
  if (world.asOf === AS_OF[0]) return crowdedPeople(world, seed);
  if (world.asOf === AS_OF[1]) return {...world, assessments: world.assessments.filter(({year}) => year > 2022)};
  const talents = world.talents.map((talent, i) => (i % 5 ? talent : {...talent, recognised_on: world.asOf}));
  return {...world, talents};
}

/** Names a mutant without the data date and its year, so that worlds of several days know it by one name. */
function anyDay(name: string, asOf: string): string {
  const days = [0, 1, -1].map(step => [plusDays(asOf, step), `as-of${signed(step)}`] as const);
  const years = [0, 1, 2, -1].map(step => [String(yearIn(asOf) + step), `last year${signed(step)}`] as const);
  return [...days, ...years].reduce((text, [from, to]) => text.replaceAll(new RegExp(`\\b${from}\\b`, "g"), to), name);
}

function signed(step: number): string {
  return step ? ` ${step > 0 ? "+" : "−"} ${Math.abs(step)}` : "";
}

async function open(world: World): Promise<PeopleWorld> {
  const {units, talents, assessments, people, gapYear, asOf} = world;
  // The rows lie in another order than that of their places.
  const mixed = assessments.toSorted((a, b) => (a.source_row % 7) - (b.source_row % 7) || b.source_row - a.source_row);
  const db = await coreOf({units, talents, assessments: mixed} as unknown as Datasets);
  await db.run("SET threads = 1");
  const context = contextOf(people, gapYear, asOf);
  const texts = {outcomes: outcomesSql(context), grades: gradesSql(context)};
  await db.run(texts.outcomes);
  await db.run(texts.grades);
  await compareByHand(db, world);
  const byName = (sql: string) => new Map(mutantsOf(sql).map(mutant => [anyDay(mutant.name, asOf), mutant.sql]));
  const mutants = {outcomes: byName(texts.outcomes), grades: byName(texts.grades)};
  return {db, asOf, texts, mutants, truth: await published(db), dirty: false};
}

function contextOf(people: string, gapYear: string, asOf: string): SystemContext {
  return systemContext({bonus: null, people: facts("people", people, {gap_year: gapYear})}, settingsFor(asOf));
}

async function compareByHand(db: Database, world: World): Promise<void> {
  const outcome = (row: Row) => [row.talent_key, row.year, row.outcome, row.ground, row.since_year, row.needs_review];
  const text = (row: Row) => Object.values(row).join(" ");
  const rows = async (table: string) => db.all<Row>(`SELECT * FROM score.${table}`);
  const byHand = outcomesOf(world).map(one => ({...one, talent_key: `key-${one.talent_id}`}));
  const pairs: [unknown, unknown][] = [
    [
      (await rows("outcomes")).map(row => outcome(row).join(" ")).sort(),
      byHand.map(row => outcome(row).join(" ")).sort()
    ],
    [await rows("grade_distribution"), distributionOf(world)],
    [await rows("assessment_stages"), stagesOf(world)],
    [(await rows("grade_matrix")).map(text).sort(), matrixOf(world)]
  ];
  for (const [found, wanted] of pairs) {
    if (lines(found) !== lines(wanted)) throw new Error(`people: by hand ${lines(wanted)}, by SQL ${lines(found)}`);
  }
}

function lines(rows: unknown): string {
  const ordered = (row: unknown) => (row && typeof row === "object" ? Object.entries(row).sort() : row);
  return JSON.stringify((rows as unknown[]).map(ordered));
}

/** Returns everything the two texts made, in the order of the tables' rows. */
async function published(db: Database): Promise<string> {
  const rows = [];
  for (const table of ["outcomes", "outcome_rows", "grade_distribution", "assessment_stages", "grade_matrix"]) {
    rows.push(await db.all(`SELECT * FROM score.${table}`));
  }
  return JSON.stringify(rows);
}

async function outcomeOf(worlds: readonly PeopleWorld[], part: Part, name: string): Promise<Outcome> {
  let accepted = false;
  for (const world of worlds) {
    const {db, texts, mutants, truth} = world;
    const sql = mutants[part].get(name);
    if (sql === undefined) continue;
    const wasDirty = world.dirty;
    world.dirty = part === "outcomes";
    try {
      if (part === "outcomes" || wasDirty) await db.run(part === "outcomes" ? sql : texts.outcomes);
      await db.run(part === "grades" ? sql : texts.grades);
      if ((await published(db)) !== truth) return "killed";
      accepted = true;
    } catch (error) {
      if (!isRefused(error)) return "killed";
    }
  }
  return accepted ? "survived" : "invalid";
}
