import {expect} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {evaluationSql} from "../../scoring/evaluation.ts";
import {gradesSql} from "../../scoring/grades.ts";
import {inspectionsSql} from "../../scoring/inspections.ts";
import {meetingsSql} from "../../scoring/meetings.ts";
import {outcomesSql} from "../../scoring/outcomes.ts";
import {type City, type Datasets, facts, refill} from "../scoring/city.ts";
import {groupsOf, statusOf, summaryOf} from "./inspections.ts";
import {windowsOf} from "./meetings.ts";
import {distributionOf, matrixOf, outcomesOf, stagesOf} from "./people.ts";
import {cityOf, satisfactionOf} from "./satisfaction.ts";
import type {World} from "./world.ts";

/** What the worlds compared so far have shown: how many rows of each table, and of each word that matters. */
export type Tally = Map<string, number>;

/** Scores the world and expects every row of every table to be the oracle's; adds to the tally. */
export async function compare(city: City, world: World, tally: Tally): Promise<void> {
  await refill(city, datasetsOf(world), optionsOf(world), [
    outcomesSql,
    gradesSql,
    inspectionsSql,
    meetingsSql,
    evaluationSql
  ]);
  const same = async (table: string, wanted: readonly unknown[], shape: (row: Row) => unknown = row => row) => {
    const found = (await city.rows(table)).map(shape);
    expect({table, rows: found}).toEqual({table, rows: wanted});
    add(tally, table, found.length);
  };
  const outcomes = outcomesOf(world);
  for (const {outcome, needs_review} of outcomes) {
    add(tally, `outcome ${outcome}`);
    if (needs_review) add(tally, "needs_review");
  }
  expect((await city.rows("outcomes")).map(outcomeText).sort()).toEqual(
    outcomes.map(row => outcomeText({...row, talent_key: `key-${row.talent_id}`})).sort()
  );
  await same("grade_distribution", distributionOf(world));
  await same("assessment_stages", stagesOf(world));
  const text = (row: Row) => Object.values(row).join(" ");
  expect((await city.rows("grade_matrix")).map(text).sort()).toEqual(matrixOf(world));
  const status = statusOf(world);
  for (const {state} of status) add(tally, `state ${state}`);
  await same("inspection_status", status);
  expect((await city.rows("inspection_summary")).map(text).sort()).toEqual(summaryOf(world));
  expect((await city.rows("inspection_groups")).map(text).sort()).toEqual(groupsOf(world));
  const windows = windowsOf(world);
  for (const {held} of windows) add(tally, `held ${held} by ${world.gapMeeting}`);
  await same("meeting_windows", windows);
  const satisfaction = satisfactionOf(world);
  add(tally, "satisfaction suppressed", satisfaction.filter(row => row.suppressed).length);
  await same("satisfaction", satisfaction);
  await same("satisfaction_city", cityOf(world));
}

function outcomeText(row: Row): string {
  return [row.talent_key, row.year, row.outcome, row.ground, row.since_year, row.needs_review].join(" ");
}

function datasetsOf({units, talents, assessments, inspections, meetings, ratings}: World): Datasets {
  return {units, talents, assessments, inspections, meetings, ratings} as unknown as Datasets;
}

function optionsOf({asOf, people, bonus, gapYear, gapMeeting, minCell}: World) {
  return {
    asOf,
    minCell,
    people: facts("people", people, {gap_year: gapYear}),
    bonus: facts("bonus", bonus, {gap_meeting: gapMeeting})
  };
}

function add(tally: Tally, name: string, count = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + count);
}
