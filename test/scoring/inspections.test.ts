import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {inspectionsSql} from "../../scoring/inspections.ts";
import {plusDays} from "../systems/dates.ts";
import {type City, city, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const ITEM = {inspection_id: "D1", unit: "u1", subject: "事项", category: "5", method: "调研督查"};
const VISITED = {...ITEM, approved_on: "2025-01-05", notified_on: "2025-01-08", visited_on: "2025-01-10"};
const NOTICE = {...VISITED, done_at_visit: false, notice_no: "1号", notice_on: "2025-01-15", due_on: "2025-03-01"};

async function status(item: Row, asOf = "2025-12-31"): Promise<Row> {
  await refill(shared, {inspections: [item]}, {asOf}, [inspectionsSql]);
  return (await shared.rows("inspection_status"))[0]!;
}

const state = async (item: Row, asOf?: string) => (await status(item, asOf)).state;

async function summary(items: readonly Row[], asOf = "2025-12-31"): Promise<Row[]> {
  await refill(shared, {inspections: items}, {asOf}, [inspectionsSql]);
  return shared.rows("inspection_summary");
}

describe("the state of an item", () => {
  test.each<[string, string, Row]>([
    ["待签批", "before anything has happened", ITEM],
    ["待通知", "approved", {...ITEM, approved_on: "2025-01-05"}],
    ["待实地", "approved and notified", {...ITEM, approved_on: "2025-01-05", notified_on: "2025-01-08"}],
    ["待实地", "an unannounced one once approved", {...ITEM, method: "暗访督查", approved_on: "2025-01-05"}],
    ["已完成", "found done at the visit", {...VISITED, done_at_visit: true}],
    ["督办中", "found undone at the visit", {...VISITED, done_at_visit: false}],
    ["督办中", "a notice was given", {...NOTICE, due_on: "2025-12-31"}],
    ["督办中", "a notice without a deadline", {...NOTICE, due_on: null}],
    ["已反馈", "the unit reported", {...NOTICE, due_on: "2025-12-31", reported_on: "2025-02-01"}],
    ["逾期", "the deadline is past", NOTICE],
    ["逾期", "reported, but past the deadline and not closed", {...NOTICE, reported_on: "2025-02-01"}],
    ["已销号", "closed", {...NOTICE, closed_on: "2025-02-20"}],
    ["已销号", "closed late", {...NOTICE, closed_on: "2025-03-02"}]
  ])("%s: %s", async (expected, _, item) => {
    expect(await state(item)).toBe(expected);
  });

  test("walks on as the data date does: what is done after it has not happened yet", async () => {
    const item = {...NOTICE, reported_on: "2025-02-20", closed_on: "2025-03-10"};
    const walk = [
      ["2025-01-04", "待签批"],
      ["2025-01-05", "待通知"],
      ["2025-01-08", "待实地"],
      ["2025-01-10", "督办中"],
      ["2025-02-20", "已反馈"],
      ["2025-03-01", "已反馈"], // The due day itself.
      ["2025-03-02", "逾期"],
      ["2025-03-10", "已销号"]
    ];
    for (const [asOf, expected] of walk) expect([asOf, await state(item, asOf)]).toEqual([asOf, expected]);
  });

  test("days overdue run from the due date in force to as-of or to the closing", async () => {
    expect(await status(NOTICE, "2025-03-01")).toMatchObject({overdue_days: null, due_on: "2025-03-01"});
    expect(await status(NOTICE, "2025-03-02")).toMatchObject({overdue_days: 1});
    expect(await status({...NOTICE, closed_on: "2025-03-11"})).toMatchObject({
      overdue_days: 10,
      closed_on: "2025-03-11"
    });
    expect(await status({...NOTICE, closed_on: "2025-03-01"})).toMatchObject({overdue_days: null});
    expect(await status({...NOTICE, closed_on: "2025-06-01"}, "2025-05-01")).toMatchObject({closed_on: null});
  });

  test("an explanation counts with its date on or before as-of", async () => {
    const item = {...NOTICE, explained_on: "2025-03-05"};
    expect((await status(item, "2025-03-04")).explained).toBe(false);
    expect((await status(item, "2025-03-05")).explained).toBe(true);
  });
});

describe("compliance", () => {
  const look = async (item: Row) => {
    await status(item);
    return (await shared.rows("inspection_items"))[0]!;
  };

  test("forewarned: an unannounced visit with a notice on or before it", async () => {
    const of = async (method: string, notified_on: string | null) =>
      (await look({...VISITED, method, notified_on})).forewarned;
    expect(await of("暗访督查", "2025-01-10")).toBe(true);
    expect(await of("暗访督查", "2025-01-11")).toBe(false);
    expect(await of("暗访督查", null)).toBe(false);
    expect(await of("调研督查", "2025-01-10")).toBe(false);
  });

  test("archived: closed and filed away", async () => {
    expect((await look({...NOTICE, archive_no: "A1"})).archived).toBe(false);
    expect((await look({...NOTICE, archive_no: "A1", closed_on: "2025-02-01"})).archived).toBe(true);
    expect((await look({...NOTICE, closed_on: "2025-02-01"})).archived).toBe(false);
  });
});

describe("an extension", () => {
  const extended = (extension_on: string | null) => ({...NOTICE, extended_to: "2025-04-01", extension_on});

  test("counts if approved on or before the original due date", async () => {
    expect((await status(extended("2025-03-01"))).due_on).toBe("2025-04-01");
    expect((await status(extended("2025-03-02"))).due_on).toBe("2025-03-01");
    expect((await status(extended(null))).due_on).toBe("2025-03-01");
  });

  test("does not count before it was approved, and extends nothing where there was no deadline", async () => {
    expect((await status(extended("2025-02-01"), "2025-01-31")).due_on).toBe("2025-03-01");
    expect((await status(extended("2025-02-01"), "2025-02-01")).due_on).toBe("2025-04-01");
    expect((await status({...extended("2025-02-01"), due_on: null})).due_on).toBe(null);
  });

  test("moves the day from which a closing is late", async () => {
    const [row] = await summary([{...extended("2025-03-01"), closed_on: "2025-04-01"}]);
    expect(row).toMatchObject({closed_on_time: 1, closed_late: 0});
  });
});

describe("the summary", () => {
  const NONE = {
    year: 2025,
    unit_id: "u1",
    items: 1,
    notices: 1,
    closed_on_time: 0,
    closed_late: 0,
    overdue: 0,
    overdue_unexplained: 0,
    running: 0,
    no_deadline: 0,
    unannounced: 0,
    unapproved: 0
  };

  test("closing on the due day is on time, the day after late", async () => {
    expect(await summary([{...NOTICE, closed_on: "2025-03-01"}])).toEqual([{...NONE, closed_on_time: 1}]);
    expect(await summary([{...NOTICE, closed_on: "2025-03-02"}])).toEqual([{...NONE, closed_late: 1}]);
  });

  test("an open notice is running through the due day and overdue after it", async () => {
    expect(await summary([NOTICE], "2025-03-01")).toEqual([{...NONE, running: 1}]);
    expect(await summary([NOTICE], "2025-03-02")).toEqual([{...NONE, overdue: 1, overdue_unexplained: 1}]);
    expect(await summary([{...NOTICE, explained_on: "2025-03-02"}], "2025-03-02")).toEqual([{...NONE, overdue: 1}]);
  });

  test("a notice without a deadline stands apart, closed or not", async () => {
    expect(await summary([{...NOTICE, due_on: null}])).toEqual([{...NONE, no_deadline: 1}]);
    expect(await summary([{...NOTICE, due_on: null, closed_on: "2025-02-01"}])).toEqual([{...NONE, no_deadline: 1}]);
  });

  test("a number without a date is a notice, a date after as-of is none yet", async () => {
    expect(await summary([{...NOTICE, notice_on: null}])).toEqual([{...NONE, overdue: 1, overdue_unexplained: 1}]);
    expect(await summary([{...NOTICE, notice_no: null}])).toEqual([{...NONE, overdue: 1, overdue_unexplained: 1}]);
    expect(await summary([{...NOTICE, notice_on: "2026-01-01", due_on: "2026-02-01"}])).toEqual([
      {...NONE, notices: 0}
    ]);
  });

  test("the year is that of the visit, else of the notification, else of the approval", async () => {
    const dates = {approved_on: "2023-12-31", notified_on: "2024-12-31", visited_on: "2025-01-01"};
    const year = async (more: Row, asOf?: string) => (await summary([{...ITEM, ...dates, ...more}], asOf))[0]?.year;
    expect(await year({})).toBe(2025);
    expect(await year({}, "2024-12-31")).toBe(2024);
    expect(await year({visited_on: null, notified_on: null})).toBe(2023);
  });

  test("an item without any date has no year and stands in no summary, but has a state", async () => {
    expect(await summary([ITEM])).toEqual([]);
    expect(await shared.rows("inspection_status")).toHaveLength(1);
  });

  test("unapproved: visited without approval on or before the visit", async () => {
    const count = async (approved_on: string | null, visited_on: string | null = "2025-01-10") =>
      (await summary([{...VISITED, approved_on, visited_on}]))[0]!.unapproved;
    expect(await count("2025-01-10")).toBe(0);
    expect(await count("2025-01-11")).toBe(1);
    expect(await count(null)).toBe(1);
    expect(await count(null, null)).toBe(0);
  });

  test("one item for several units is counted for each", async () => {
    const rows = await summary([NOTICE, {...NOTICE, unit: "u2", method: "暗访督查"}]);
    expect(rows.map(row => [row.unit_id, row.items, row.unannounced])).toEqual([
      ["u1", 1, 0],
      ["u2", 1, 1]
    ]);
  });
});

describe("the groups", () => {
  const grouped = async (items: readonly Row[], units: readonly Row[] = []) => {
    await refill(shared, {inspections: items, units}, {}, [inspectionsSql]);
    const rows = await shared.rows("inspection_groups");
    return rows.map(row => `${row.year} ${row.dimension} ${row.key} ${row.items}`);
  };

  test("count by category, by method and by town; a village's items stand under its town", async () => {
    const units = [
      {unit_id: "u1", name: "甲镇", kind: "镇"},
      {unit_id: "v1", name: "丙村", kind: "村", parent: "u1"},
      {unit_id: "v2", name: "丁社区", kind: "社区"},
      {unit_id: "m1", name: "某局", kind: "成员单位", parent: "u1"}
    ];
    const items = ["u1", "v1", "v2", "m1", "gone"].map((unit, i) => ({
      ...NOTICE,
      inspection_id: `D${i}`,
      unit,
      category: i ? "5" : "1"
    }));
    expect(await grouped(items, units)).toEqual([
      "2025 overall all 5",
      "2025 category 1 1",
      "2025 category 5 4",
      "2025 method 调研督查 5",
      "2025 town gone 1",
      "2025 town m1 1",
      "2025 town u1 2",
      "2025 town 未填 1"
    ]);
  });

  test("add up to the summary by unit, and count what is explained and not read, and what was forewarned", async () => {
    const items = [
      {...NOTICE, explained_on: "2025-03-05"},
      {...NOTICE, inspection_id: "D2", unit: "u2", explained_on: "2025-03-05", read_on: "2025-03-06"},
      {...NOTICE, inspection_id: "D3", unit: "u2", method: "暗访督查", closed_on: "2025-03-01"},
      {...ITEM, inspection_id: "D4"}
    ];
    await grouped(items);
    const [overall] = await shared.rows("inspection_groups");
    expect(overall).toMatchObject({items: 3, overdue: 2, overdue_unexplained: 0, explained_unread: 1, forewarned: 1});
    const sums = await shared.rows("inspection_summary");
    for (const name of ["items", "notices", "closed_on_time", "closed_late", "overdue", "running", "unannounced"]) {
      const total = sums.reduce((sum, row) => sum + Number(row[name]), 0);
      expect([name, overall![name]]).toEqual([name, total]);
    }
  });
});

describe("an independent recomputation", () => {
  const asOf = "2025-06-30";
  const near = fc.constantFrom(null, "2024-12-31", "2025-01-01", "2025-06-29", "2025-06-30", "2025-07-01");
  const item = fc.record({
    method: fc.constantFrom("暗访督查", "随机抽查"),
    approved_on: near,
    notified_on: near,
    visited_on: near,
    done_at_visit: fc.constantFrom(null, true, false),
    notice_no: fc.constantFrom(null, "1号"),
    notice_on: near,
    due_on: near,
    extended_to: near,
    extension_on: near,
    reported_on: near,
    closed_on: near,
    explained_on: near
  });
  type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

  test("agrees on every state and every count, with dates around the due day and the data date", async () => {
    const states = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(item, {minLength: 300, maxLength: 400}), async all => {
        const inspections = all.map((row, i) => ({...ITEM, ...row, inspection_id: `D${i}`, unit: `u${i % 3}`}));
        await refill(shared, {inspections}, {asOf}, [inspectionsSql]);
        const found = new Map((await shared.rows("inspection_status")).map(row => [row.inspection_id, row]));
        const sums = new Map<string, Record<string, number>>();
        inspections.forEach((row, i) => {
          const seen = look(row);
          states.set(seen.state, (states.get(seen.state) ?? 0) + 1);
          expect(found.get(`D${i}`)).toMatchObject({state: seen.state, due_on: seen.due, overdue_days: seen.days});
          if (seen.year === null) return;
          const sum = sums.get(`${seen.year} ${row.unit}`) ?? {};
          for (const name of ["items", ...seen.counts]) sum[name] = (sum[name] ?? 0) + 1;
          sums.set(`${seen.year} ${row.unit}`, sum);
        });
        const summed = (await shared.rows("inspection_summary")).map(({year, unit_id, ...rest}): [string, Row] => [
          `${year} ${unit_id}`,
          Object.fromEntries(Object.entries(rest).filter(([, n]) => n !== 0))
        ]);
        expect(new Map(summed)).toEqual(sums);
      }),
      {numRuns: 10}
    );
    expect([...states.keys()].sort()).toEqual(
      ["待签批", "待通知", "待实地", "已完成", "督办中", "已反馈", "已销号", "逾期"].sort()
    );
  });

  test("closing on the due day in force is on time and never in days overdue, the day after it is late by one", async () => {
    const due = fc.integer({min: 0, max: 400}).map(days => plusDays("2025-01-01", days));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(due, fc.option(due, {nil: null})), {minLength: 40, maxLength: 60}),
        async all => {
          const notices = all.flatMap(([due_on, extended_to], i) =>
            [0, 1].map(late => ({
              ...NOTICE,
              inspection_id: `D${i}-${late}`,
              due_on,
              extended_to,
              extension_on: extended_to && due_on,
              closed_on: plusDays(extended_to ?? due_on, late)
            }))
          );
          await refill(shared, {inspections: notices}, {asOf: "2026-12-31"}, [inspectionsSql]);
          for (const row of await shared.rows("inspection_items")) {
            const late = String(row.inspection_id).endsWith("-1");
            expect([row.standing, row.overdue_days]).toEqual(late ? ["closed_late", 1] : ["closed_on_time", null]);
          }
        }
      ),
      {numRuns: 10}
    );
  });

  test("the notices fall into five parts without rest", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(item, {minLength: 100, maxLength: 100}), async all => {
        for (const row of await summary(
          all.map((one, i) => ({...ITEM, ...one, inspection_id: `D${i}`})),
          asOf
        )) {
          const parts = [row.closed_on_time, row.closed_late, row.overdue, row.running, row.no_deadline].map(Number);
          expect(parts.reduce((a, b) => a + b)).toBe(row.notices);
        }
      }),
      {numRuns: 10}
    );
  });

  function look(row: Item) {
    const past = (date: string | null) => (date !== null && date <= asOf ? date : null);
    const days = (a: string, b: string) => (Date.parse(a) - Date.parse(b)) / 86_400_000;
    const closed = past(row.closed_on);
    const visited = past(row.visited_on);
    const approved = past(row.approved_on);
    const notified = past(row.notified_on);
    const notice = row.notice_on ? past(row.notice_on) !== null : row.notice_no !== null;
    const extended = row.due_on && past(row.extension_on) && row.extension_on! <= row.due_on && row.extended_to;
    const due = extended || row.due_on;
    const counts: string[] = [];
    let overdue: number | null = null;
    if (notice) {
      counts.push("notices");
      if (!due) counts.push("no_deadline");
      else if (closed && closed <= due) counts.push("closed_on_time");
      else if (closed) {
        counts.push("closed_late");
        overdue = days(closed, due);
      } else if (due < asOf) {
        counts.push("overdue");
        overdue = days(asOf, due);
        if (!past(row.explained_on)) counts.push("overdue_unexplained");
      } else counts.push("running");
    }
    if (row.method === "暗访督查") counts.push("unannounced");
    if (visited && (!approved || approved > visited)) counts.push("unapproved");
    let state: string;
    if (closed) state = "已销号";
    else if (counts.includes("overdue")) state = "逾期";
    else if (notice) state = past(row.reported_on) ? "已反馈" : "督办中";
    else if (visited && row.done_at_visit) state = "已完成";
    else if (visited) state = past(row.reported_on) ? "已反馈" : "督办中";
    else if (!approved) state = "待签批";
    else if (notified || row.method === "暗访督查") state = "待实地";
    else state = "待通知";
    const dated = visited ?? notified ?? approved;
    return {state, due, days: overdue, counts, year: dated ? Number(dated.slice(0, 4)) : null};
  }
});
