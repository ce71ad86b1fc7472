import {afterAll, beforeAll, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {reportsSql} from "../../scoring/reports.ts";
import {type City, type CityOptions, city, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const REPORT = {report_id: "P1", unit: "u1", kind: "工作调动", event_on: "2024-12-20", reported_on: "2025-01-04"};
const ONE = {year: 2025, unit_id: "u1", kind: "工作调动", reports: 1, on_time: 0, late: 0};

async function lag(more: Row, options: CityOptions = {}): Promise<Row[]> {
  await refill(shared, {reports: [{...REPORT, ...more}]}, options, [reportsSql]);
  return shared.rows("report_lag");
}

test("a report is on time on the fifteenth day after its event, late on the sixteenth", async () => {
  expect(await lag({})).toEqual([{...ONE, on_time: 1}]); // 20 December + 15 = 4 January
  expect(await lag({reported_on: "2025-01-05"})).toEqual([{...ONE, late: 1}]);
});

test("the days are the office's to set", async () => {
  expect(await lag({}, {thresholds: {reportDays: 14}})).toEqual([{...ONE, late: 1}]);
});

test("a report whose event has no date is neither on time nor late", async () => {
  expect(await lag({event_on: null})).toEqual([ONE]);
});

test("a report stands in its own year, and not before it was made", async () => {
  expect(await lag({reported_on: "2024-12-31"})).toEqual([{...ONE, year: 2024, on_time: 1}]);
  expect(await lag({}, {asOf: "2025-01-03"})).toEqual([]);
  expect(await lag({}, {asOf: "2025-01-04"})).toEqual([{...ONE, on_time: 1}]);
});
