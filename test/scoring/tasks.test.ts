import {afterAll, beforeAll, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {inspectionsSql} from "../../scoring/inspections.ts";
import {tasksSql} from "../../scoring/tasks.ts";
import {type City, city, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const MEETINGS = [
  {meeting_id: "M1", title: "调度会", held_on: "2024-12-31"},
  {meeting_id: "M2", title: "调度会", held_on: "2025-01-01"}
];
const INSPECTIONS = [{inspection_id: "D1", unit: "u9", subject: "事项", category: "1", method: "随机抽查"}];
const NONE = {year: 2025, unit_id: "u1", tasks: 1, linked: 0, done: 0, done_on_time: 0, overdue: 0};

async function funnel(more: Row, asOf = "2025-12-31"): Promise<Row[]> {
  const task = {task_id: "T1", meeting_id: "M2", subject: "任务", unit: "u1", ...more};
  await refill(shared, {meetings: MEETINGS, inspections: INSPECTIONS, tasks: [task]}, {asOf}, [tasksSql]);
  return shared.rows("task_funnel");
}

test("a task stands in the year of its meeting, once that was held", async () => {
  expect(await funnel({meeting_id: "M1", done_on: "2025-05-01"})).toEqual([
    {...NONE, year: 2024, done: 1, done_on_time: 1}
  ]);
  expect(await funnel({}, "2024-12-31")).toEqual([]);
  expect(await funnel({}, "2025-01-01")).toEqual([NONE]);
});

test("a task of a meeting that is not listed stands in the year of its own dates, or nowhere", async () => {
  expect(await funnel({meeting_id: "M9", due_on: "2026-03-01", done_on: "2025-02-01"})).toEqual([
    {...NONE, year: 2026, done: 1, done_on_time: 1}
  ]);
  expect(await funnel({meeting_id: "M9"})).toEqual([]);
});

test("a task is linked when the inspection is found, of whichever unit", async () => {
  expect(await funnel({inspection_id: "D1"})).toEqual([{...NONE, linked: 1}]);
  expect(await funnel({inspection_id: "D2"})).toEqual([NONE]);
});

test("done on the due day is on time, the day after is done but late", async () => {
  const due = {due_on: "2025-03-01"};
  expect(await funnel({...due, done_on: "2025-03-01"})).toEqual([{...NONE, done: 1, done_on_time: 1}]);
  expect(await funnel({...due, done_on: "2025-03-02"})).toEqual([{...NONE, done: 1}]);
});

test("without a due date a task is never late", async () => {
  expect(await funnel({done_on: "2025-12-31"})).toEqual([{...NONE, done: 1, done_on_time: 1}]);
  expect(await funnel({})).toEqual([NONE]);
});

test("an open task is overdue from the day after its due date; what is done after as-of is open", async () => {
  const task = {due_on: "2025-03-01", done_on: "2025-03-03"};
  expect(await funnel(task, "2025-03-01")).toEqual([NONE]);
  expect(await funnel(task, "2025-03-02")).toEqual([{...NONE, overdue: 1}]);
  expect(await funnel(task, "2025-03-03")).toEqual([{...NONE, done: 1}]);
});

test("the stages lead from task over inspection to closing, on the data date", async () => {
  const item = {subject: "事项", category: "1", method: "随机抽查", notice_no: "1号", visited_on: "2025-02-01"};
  const inspections = [
    {...item, inspection_id: "D1", unit: "u1", closed_on: "2025-03-01"},
    {...item, inspection_id: "D2", unit: "u1", closed_on: "2025-03-01"},
    {...item, inspection_id: "D2", unit: "u2"},
    {...item, inspection_id: "D3", unit: "u1", notice_no: null, done_at_visit: true}
  ];
  const tasks = ["D1", "D2", "D3", "D9", null].map((inspection_id, i) => ({
    task_id: `T${i}`,
    meeting_id: "M2",
    subject: "任务",
    unit: "u1",
    inspection_id,
    done_on: i ? null : "2025-03-02"
  }));
  const at = async (asOf: string) => {
    await refill(shared, {meetings: MEETINGS, inspections, tasks}, {asOf}, [inspectionsSql, tasksSql]);
    return shared.rows("task_stages");
  };
  expect(await at("2025-03-02")).toEqual([{year: 2025, tasks: 5, linked: 3, closed: 2, done: 1}]);
  expect(await at("2025-03-01")).toEqual([{year: 2025, tasks: 5, linked: 3, closed: 2, done: 0}]);
  expect(await at("2025-02-28")).toEqual([{year: 2025, tasks: 5, linked: 3, closed: 1, done: 0}]);
});
