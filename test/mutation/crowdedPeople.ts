import {randomFrom} from "../oracle/random.ts";
import type {Assessment, World} from "../systems/world.ts";

/** An assessment in its place: file, sheet and row decide between rows that are alike in all else. */
type Placed = Assessment & {source_file: string; source_sheet: string};

/**
 * Returns the world with twins of many assessments, of the same person, year and filing date but another grade, and with
 * several grounds in a year; the rows stand by file, sheet and row. Loading keeps no such twins, yet the SQL has an order
 * for them, so that what it says is the same every time.
 */
export function crowdedPeople(world: World, seed: number): World {
  const random = randomFrom(seed);
  const grades = ["优秀", "合格", "不合格", null];
  const ground = () => ({
    ground: random.pick(["1", "2", "3", "4", "5", "6"]),
    ground_on: random.pick(["2024-06-01", "2024-06-01", "2024-07-01", world.asOf, null]),
    ground_doc: random.pick(["〔2024〕1号", "〔2024〕1号", null])
  });
  const rows = world.assessments.flatMap((row): Assessment[] => {
    const grounded = random.percent(15);
    const own = grounded ? {...row, ...ground()} : row;
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
  return {...world, assessments: placed.sort(byPlace)};
}

function byPlace(a: Placed, b: Placed): number {
  return (
    compare(a.source_file, b.source_file) || compare(a.source_sheet, b.source_sheet) || a.source_row - b.source_row
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
