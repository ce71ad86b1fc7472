import {randomFrom} from "../oracle/random.ts";
import {plusDays, yearIn} from "../systems/dates.ts";
import type {Assessment, Talent, World} from "../systems/world.ts";

/** An assessment in its place: file, sheet and row decide between rows that are alike in all else. */
type Placed = Assessment & {source_file: string; source_sheet: string};

/**
 * Returns the world with twins of many assessments, of the same person, year and filing date but another grade, with
 * several grounds in a year, with rows of the next year and of nobody who is known; the rows stand by file, sheet and row.
 * Loading keeps no such twins, yet the SQL has an order for them, so that what it says is the same every time.
 */
export function crowdedPeople(world: World, seed: number): World {
  const random = randomFrom(seed);
  const {asOf} = world;
  const grades = ["优秀", "合格", "不合格", null];
  const ground = () => ({
    ground: random.pick(["1", "2", "3", "4", "5", "6", null]),
    ground_on: random.pick(["2024-06-01", "2024-06-01", "2024-07-01", asOf, null]),
    ground_doc: random.pick(["〔2024〕1号", "〔2024〕1号", null])
  });
  /** Of one day, so that the ground decides, or of one ground, so that the place does. */
  const unfiled = (row: Assessment): Assessment => ({
    ...row,
    declared_on: random.pick([null, row.declared_on, "2022-01-05"]),
    filed_on: random.pick([null, plusDays(asOf, 1), plusDays(asOf, 9)]),
    ground: random.pick(["5", "5", "6"]),
    ground_on: "2024-06-01",
    ground_doc: "〔2024〕1号"
  });
  const rows = [...world.assessments, ...strangers(world)].flatMap((row): Assessment[] => {
    const grounded = random.percent(15);
    const own = {...row, ...(grounded ? ground() : {})};
    // Filed on the data date, the day before or after: of these too only one counts, with its ground.
    const near = {...row, filed_on: plusDays(asOf, random.below(3) - 1)};
    if (random.percent(20)) return [near, {...near, ...ground()}, {...near, ...ground()}];
    if (random.percent(10)) return [1, 2, 3].map(() => unfiled(own));
    if (random.percent(12)) return [own, ...[1, 2, 3, 4].map(() => unfiled(own))];
    if (random.percent(8)) return [own, {...unfiled(own), year: yearIn(asOf) + 1}];
    if (random.percent(4)) return [own, {...own, year: yearIn(asOf) + 1, filed_on: asOf}];
    if (!random.percent(45)) return [own];
    const twin = {...own, grade: random.pick(grades), county_grade: random.pick(grades), ...(grounded ? ground() : {})};
    const late = {...own, filed_on: random.pick([null, "2026-02-01"]), ...(grounded ? ground() : {})};
    return random.percent(50) ? [own, twin, {...twin, grade: random.pick(grades)}] : [own, twin, late];
  });
  // Files, sheets and rows cross: what is first by one is not by the next.
  const places = rows.map((_, i) => ({file: random.below(3), sheet: random.below(3), row: i + 2}));
  const placed = rows.map((row, i): Placed => {
    const {file, sheet, row: number} = places[i]!;
    return {...row, source_file: `${file}.csv`, source_sheet: `表${sheet}`, source_row: number};
  });
  return {...world, talents: world.talents.map(farApart), assessments: placed.sort(byPlace)};
}

/**
 * Returns the city in which nobody has been assessed, and nobody is due in the policy's first year, some in the year before;
 * two districts have one person each.
 */
export function unassessedPeople(world: World): World {
  const early = {recognised_on: "2021-06-01", term_from: null, term_to: "2021-12-31"};
  const open = {term_from: null, term_to: null};
  const talents = world.talents.map((talent, i) => {
    const late = {...farApart(talent, i), recognised_on: "2023-06-01"};
    if (i === 58 || i === 59) return {...late, ...open, district: `${i}区`};
    if (i % 5 === 0) return {...late, ...early};
    return i % 9 < 2 ? {...late, ...open} : late;
  });
  return {...world, talents, assessments: []};
}

/** Returns rows of persons who are not in the register. */
function strangers({assessments}: World): Assessment[] {
  return assessments.slice(0, 20).map(row => ({...row, talent_id: `${row.talent_id}?`}));
}

/** Some have words that stand before and behind all others in each dimension, and some no employer. */
function farApart(talent: Talent, i: number): Talent {
  const employer = i % 7 === 3 ? null : talent.employer;
  const word = {0: "0", 1: "龥"}[i % 9];
  if (word === undefined) return {...talent, employer};
  return {...talent, employer, district: word, category: word, track: word, sector: word, degree: word, title: word};
}

function byPlace(a: Placed, b: Placed): number {
  return (
    compare(a.source_file, b.source_file) || compare(a.source_sheet, b.source_sheet) || a.source_row - b.source_row
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
