import fc from "fast-check";
import {describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {type City, city, type Datasets, refill} from "./city.ts";

/** The published tables and their columns, as design.md §4 fixes them. */
const PUBLISHED: Readonly<Record<string, string>> = {
  grade_distribution:
    "year, dimension, key, due, declared, assessed, filed, excellent, qualified, unqualified, other, suppressed",
  outcomes: "year, talent_key, district, outcome, clause, ground, since_year, needs_review",
  inspection_status: "inspection_id, unit_id, category, method, state, due_on, closed_on, overdue_days, explained",
  inspection_summary:
    "year, unit_id, items, notices, closed_on_time, closed_late, overdue, overdue_unexplained, running, no_deadline, unannounced, unapproved",
  meeting_windows: "year, window, from, to, regular, adhoc, held",
  attendance_summary: "year, unit_id, expected, present, late, substitute, leave, absent",
  task_funnel: "year, unit_id, tasks, linked, done, done_on_time, overdue",
  satisfaction:
    "year, unit_id, item, n, very_satisfied, satisfied, basic, dissatisfied, very_dissatisfied, unknown, suppressed",
  rectification_status: "issue_id, unit_id, item, notified_on, due_on, done_on, state",
  report_lag: "year, unit_id, kind, reports, on_time, late",
  alerts: "level, code, subject_kind, subject, year, clause, message"
};

/** For the pages; not published. */
const HELPERS = [
  "absence_runs",
  "assessment_stages",
  "grade_matrix",
  "inspection_groups",
  "inspection_items",
  "opinion_channels",
  "outcome_rows",
  "satisfaction_city",
  "satisfaction_index",
  "task_stages"
];

const COUNTRY: Datasets = {
  units: ["u1", "u2", "u3"].map((unit_id, i) => ({unit_id, name: `单位${i}`, kind: "镇"})),
  talents: many(12, i => ({
    talent_id: `T${i}`,
    category: i % 2 ? "A类" : "B类",
    track: "创新类",
    district: `u${1 + (i % 3)}`,
    employer: i % 4 ? "u1" : "某公司",
    recognised_on: "2020-01-01",
    post_status: i === 3 ? "调出" : null
  })),
  assessments: many(60, i => ({
    talent_id: `T${i % 12}`,
    year: 2021 + Math.floor(i / 12),
    grade: ["合格", "不合格", "优秀", "不合格", "不合格"][(i * 7 + Math.floor(i / 12)) % 5]!,
    filed_on: `${2022 + Math.floor(i / 12)}-02-01`,
    paid: true
  })),
  inspections: many(20, i => ({
    inspection_id: `D${i}`,
    unit: `u${1 + (i % 3)}`,
    subject: "事项",
    category: String(1 + (i % 9)),
    method: i % 5 ? "随机抽查" : "暗访督查",
    visited_on: `2025-0${1 + (i % 9)}-01`,
    notice_no: "1号",
    due_on: `2025-1${i % 3}-01`
  })),
  meetings: many(8, i => ({meeting_id: `M${i}`, title: "调度会", held_on: `2025-0${1 + i}-01`, type: "定期"})),
  attendance: many(24, i => ({
    meeting_id: `M${i % 8}`,
    unit: `u${1 + (i % 3)}`,
    attendee_kind: "1",
    status: i % 5 < 3 ? "缺席" : "到会"
  })),
  tasks: many(10, i => ({task_id: `R${i}`, meeting_id: `M${i % 8}`, subject: "任务", unit: `u${1 + (i % 3)}`})),
  ratings: many(80, i => ({
    rating_id: `E${i}`,
    rated_on: "2025-05-01",
    channel: "电话问询",
    unit: `u${1 + (i % 3)}`,
    item: i % 11 ? "P1" : "Q1",
    rating: i % 6 ? "满意" : "不满意"
  })),
  opinions: many(5, i => ({opinion_id: `O${i}`, received_on: `2025-0${i + 1}-01`, channel: "意见箱"})),
  rectifications: many(4, i => ({
    issue_id: `W${i}`,
    unit: "u1",
    notified_on: "2025-01-01",
    due_on: `2025-0${i + 2}-01`
  })),
  reports: many(6, i => ({
    report_id: `P${i}`,
    unit: "u2",
    kind: "工作调动",
    event_on: "2025-01-01",
    reported_on: `2025-01-${12 + i}`
  }))
};

const WEIGHTS = {非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0};

describe("scoreSystems", () => {
  test("makes every published table with the columns fixed for it, and the helpers", async () => {
    const town = await city(COUNTRY);
    const columns = await town.db.all<{table_name: string; columns: string}>(`
SELECT table_name, string_agg(column_name, ', ' ORDER BY column_index) AS columns
FROM duckdb_columns()
WHERE schema_name = 'score'
GROUP BY table_name`);
    const found = Object.fromEntries(columns.map(row => [row.table_name, row.columns]));
    expect(Object.keys(found).sort()).toEqual([...Object.keys(PUBLISHED), ...HELPERS].sort());
    expect(found).toMatchObject(PUBLISHED);
    town.close();
  });

  test("fills every table of a city that has every dataset, and leaves nothing temporary", async () => {
    const town = await city(COUNTRY, {index: WEIGHTS});
    for (const table of [...Object.keys(PUBLISHED), ...HELPERS]) {
      expect([table, (await town.rows(table)).length > 0]).toEqual([table, true]);
    }
    expect(await town.db.all("SELECT table_name FROM duckdb_tables() WHERE temporary")).toEqual([]);
    town.close();
  });

  test("leaves every table empty where no dataset was loaded, with or without policies", async () => {
    for (const options of [{}, {bonus: null, people: null}]) {
      const town = await city({}, options);
      expect(Object.values(await everything(town)).flat()).toEqual([]);
      town.close();
    }
  });

  test("does not depend on the order of the rows, nor on being run again", async () => {
    const town = await city(COUNTRY);
    const whole = await everything(town);
    const placed = Object.fromEntries(
      Object.entries(COUNTRY).map(([name, rows]) => [name, rows.map((row, i) => ({...row, source_row: i + 2}))])
    );
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async stream => {
        const shuffled = Object.fromEntries(
          Object.entries(placed).map(([name, rows]) => [
            name,
            rows
              .map((row): [number, Row] => [stream.next().value ?? 0, row])
              .sort(([a], [b]) => a - b)
              .map(([, row]) => row)
          ])
        );
        await refill(town, shuffled);
        expect(await everything(town)).toEqual(whole);
      }),
      {numRuns: 5}
    );
    town.close();
  });

  test("renaming units renames them in messages only", async () => {
    const town = await city(COUNTRY);
    const before = await everything(town);
    await refill(town, {...COUNTRY, units: COUNTRY.units!.map((unit, i) => ({...unit, name: `新名${i}`}))});
    const after = await everything(town);
    const renamed = JSON.parse(
      JSON.stringify(before).replaceAll("单位0", "新名0").replaceAll("单位1", "新名1").replaceAll("单位2", "新名2")
    );
    expect(after).toEqual(renamed);
    expect(after).not.toEqual(before);
    town.close();
  });
});

async function everything(town: City): Promise<Record<string, Row[]>> {
  const tables: Record<string, Row[]> = {};
  for (const table of [...Object.keys(PUBLISHED), ...HELPERS]) tables[table] = await town.rows(table);
  return tables;
}

function many(count: number, row: (i: number) => Row): Row[] {
  return Array.from({length: count}, (_, i) => row(i));
}
