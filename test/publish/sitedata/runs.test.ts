import {afterEach, expect, test} from "vitest";
import {type Database, openDatabase} from "../../../loaders/database.ts";
import {readRuns} from "../../../publish/sitedata/runs.ts";

let db: Database;
afterEach(() => db.close());

async function loaded(...runs: (readonly [string, number, number, string])[]): Promise<Database> {
  db = await openDatabase();
  await db.run(
    `CREATE SCHEMA meta; CREATE TABLE meta.runs (started_at VARCHAR, finished_at VARCHAR, files INTEGER, "read" INTEGER, changes VARCHAR)`
  );
  await db.append(
    "meta",
    "runs",
    runs.map(([at, files, read, changes]) => [at, at, files, read, changes])
  );
  return db;
}

const CHANGED =
  '{"rows": [{"dataset": "claims", "title": "申报", "before": 90, "after": 100}, {"dataset": "units", "title": "单位名录", "before": 5, "after": 5}]}';

test("readRuns(db) gives the loads in Beijing time, the latest first, with what changed in number", async () => {
  const runs = await readRuns(
    await loaded(["2025-12-30T23:59:59.000Z", 10, 10, '{"rows": []}'], ["2025-12-31T16:30:00.000Z", 11, 1, CHANGED])
  );
  expect(runs).toEqual([
    {startedAt: "2026-01-01 00:30", files: 11, read: 1, rows: [{title: "申报", before: 90, after: 100}]},
    {startedAt: "2025-12-31 07:59", files: 10, read: 10, rows: []}
  ]);
});

test("readRuns(db) gives none where there was but one load, so that two clean builds are the same", async () => {
  expect(await readRuns(await loaded(["2025-12-30T23:59:59.000Z", 10, 10, CHANGED]))).toEqual([]);
});
