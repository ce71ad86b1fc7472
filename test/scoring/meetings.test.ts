import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {meetingsSql} from "../../scoring/meetings.ts";
import {type City, type CityOptions, city, facts, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const NEW_POLICY = facts("haicheng", "2025-01-01");

function meetings(...days: readonly string[]): Row[] {
  return days.map((held_on, i) => ({meeting_id: `M${i}`, title: "调度会", held_on, type: "定期"}));
}

/** Returns the windows of a policy in force since 1 January 2025. */
async function windows(rows: readonly Row[], options: CityOptions = {}): Promise<Row[]> {
  await refill(shared, {meetings: rows}, {bonus: NEW_POLICY, ...options}, [meetingsSql]);
  return shared.rows("meeting_windows");
}

const held = async (rows: readonly Row[], options: CityOptions = {}) =>
  (await windows(rows, options)).map(row => row.held ?? null);

const interval = {bonus: facts("haicheng", "2025-01-01", {gap_meeting: "interval"})};

describe("windows", () => {
  test("are the six calendar pairs of months", async () => {
    expect((await windows(meetings("2025-01-01"))).map(row => [row.year, row.window, row.from, row.to])).toEqual([
      [2025, 1, "2025-01-01", "2025-02-28"],
      [2025, 2, "2025-03-01", "2025-04-30"],
      [2025, 3, "2025-05-01", "2025-06-30"],
      [2025, 4, "2025-07-01", "2025-08-31"],
      [2025, 5, "2025-09-01", "2025-10-31"],
      [2025, 6, "2025-11-01", "2025-12-31"]
    ]);
  });

  test("begin with the one that holds the policy's first day and end with the one as-of stands in", async () => {
    const rows = await windows(meetings("2021-09-01"), {bonus: facts("haicheng", "2021-10-29"), asOf: "2022-01-01"});
    expect(rows.map(row => [row.year, row.window, row.held])).toEqual([
      [2021, 5, true],
      [2021, 6, false],
      [2022, 1, null]
    ]);
  });

  test("begin with a window of which the policy's first day is the last", async () => {
    const rows = await windows(meetings("2021-09-01"), {bonus: facts("haicheng", "2021-10-31"), asOf: "2021-12-31"});
    expect(rows.map(row => row.window)).toEqual([5, 6]);
  });

  test("are held by a meeting of either type, on their first or last day", async () => {
    const days = ["2025-01-01", "2025-04-30", "2025-05-01"];
    const rows = await windows(meetings(...days).map((row, i) => ({...row, type: i === 1 ? "临时" : "定期"})));
    expect(rows.map(row => [row.regular, row.adhoc, row.held])).toEqual([
      [1, 0, true],
      [0, 1, true],
      [1, 0, true],
      [0, 0, false],
      [0, 0, false],
      [0, 0, null]
    ]);
  });

  test("are open through their last day, and missed the day after", async () => {
    expect(await held(meetings("2025-01-10"), {asOf: "2025-04-30"})).toEqual([true, null]);
    expect(await held(meetings("2025-01-10"), {asOf: "2025-05-01"})).toEqual([true, false, null]);
  });

  test("do not see a meeting after as-of", async () => {
    expect(await held(meetings("2025-01-10", "2025-03-05"), {asOf: "2025-03-04"})).toEqual([true, null]);
    expect(await held(meetings("2025-01-10", "2025-03-05"), {asOf: "2025-03-05"})).toEqual([true, true]);
  });

  test("are none where no meetings were ever loaded or no policy asks for them", async () => {
    expect(await windows([])).toEqual([]);
    expect(await windows(meetings("2025-01-10"), {bonus: null})).toEqual([]);
  });
});

describe("the reading interval", () => {
  test("more than two months from one meeting to the next is a miss, exactly two months is none", async () => {
    const second = (day: string) => held(meetings("2025-01-10", "2025-03-01", day), {...interval, asOf: "2025-05-01"});
    expect(await second("2025-05-01")).toEqual([true, true, true]);
    expect(await held(meetings("2025-01-10", "2025-03-11"), {...interval, asOf: "2025-04-30"})).toEqual([true, false]);
    expect(await held(meetings("2025-01-10", "2025-03-10"), {...interval, asOf: "2025-04-30"})).toEqual([true, true]);
  });

  test("a window is missed by one late day, its last or its first", async () => {
    const days = (...list: string[]) => held(meetings(...list), {...interval, asOf: "2025-06-30"});
    expect(await days("2025-02-28", "2025-04-29", "2025-06-29")).toEqual([true, false, true]);
    // 28 February + 2 months = 28 April: the 29th and 30th are late, and so is the meeting of 1 May itself.
    expect(await days("2025-02-28", "2025-05-01")).toEqual([true, false, false]);
    expect(await days("2025-02-28", "2025-04-28", "2025-06-28")).toEqual([true, true, true]);
    // 30 June + 2 months = 30 August: only the 31st is late, the last day of its window, or the first of the next too.
    const later = (...list: string[]) =>
      held(meetings("2025-03-01", "2025-05-01", ...list), {...interval, asOf: "2025-09-30"});
    expect(await later("2025-06-30", "2025-08-30")).toEqual([true, true, true, true, null]);
    expect(await later("2025-06-30", "2025-08-31")).toEqual([true, true, true, false, null]);
    expect(await later("2025-06-30", "2025-09-01")).toEqual([true, true, true, false, false]);
  });

  test("so is more than two months to as-of", async () => {
    expect(await held(meetings("2025-02-20"), {...interval, asOf: "2025-04-20"})).toEqual([true, null]);
    expect(await held(meetings("2025-02-20"), {...interval, asOf: "2025-04-21"})).toEqual([true, false]);
  });

  test("before the first meeting the two months run from the policy's first day", async () => {
    expect(await held(meetings("2025-03-02"), {...interval, asOf: "2025-03-02"})).toEqual([true, false]);
    expect(await held(meetings("2025-03-01"), {...interval, asOf: "2025-03-02"})).toEqual([true, true]);
  });

  test("a pair of months with a meeting in each may still miss, and by window does not", async () => {
    const far = meetings("2025-01-02", "2025-04-29");
    expect(await held(far, {asOf: "2025-04-30"})).toEqual([true, true]);
    expect(await held(far, {...interval, asOf: "2025-04-30"})).toEqual([true, false]);
  });
});

describe("attendance", () => {
  const rows = (...list: readonly [string, string | null, string][]): Row[] =>
    list.map(([meeting_id, attendee_kind, status], i) => ({
      meeting_id,
      unit: "u1",
      attendee_kind,
      status,
      source_row: i
    }));

  test("counts kinds 1, 2, 4 and none given, in every column", async () => {
    await refill(shared, {
      meetings: meetings("2025-01-10", "2025-03-10", "2025-05-10", "2025-07-10", "2025-09-10", "2025-11-10"),
      attendance: rows(
        ["M0", "1", "到会"],
        ["M1", "2", "迟到"],
        ["M2", "3", "缺席"],
        ["M3", "4", "请假并派员"],
        ["M4", "5", "到会"],
        ["M5", null, "请假未派员"]
      )
    });
    expect(await shared.rows("attendance_summary")).toEqual([
      {year: 2025, unit_id: "u1", expected: 4, present: 1, late: 1, substitute: 1, leave: 1, absent: 0}
    ]);
  });

  test("stands in the meeting's year and not before it was held", async () => {
    const data = {
      meetings: meetings("2024-12-31", "2025-01-01"),
      attendance: rows(["M0", "1", "缺席"], ["M1", "1", "到会"])
    };
    await refill(shared, data, {asOf: "2024-12-31"});
    expect((await shared.rows("attendance_summary")).map(row => [row.year, row.absent])).toEqual([[2024, 1]]);
    await refill(shared, data, {asOf: "2025-01-01"});
    expect((await shared.rows("attendance_summary")).map(row => [row.year, row.absent])).toEqual([
      [2024, 1],
      [2025, 0]
    ]);
  });

  test("leave without a substitute is an absence; two or more in a row are a run", async () => {
    const days = ["2025-01-10", "2025-03-10", "2025-05-10", "2025-07-10", "2025-09-10", "2025-11-10"];
    await refill(shared, {
      meetings: meetings(...days),
      attendance: rows(
        ["M0", "1", "缺席"],
        ["M1", "1", "请假并派员"],
        ["M2", "1", "请假未派员"],
        ["M3", "1", "缺席"],
        ["M4", "1", "请假未派员"],
        ["M5", "1", "到会"]
      )
    });
    expect(await shared.rows("absence_runs")).toEqual([
      {unit_id: "u1", from: "2025-05-10", to: "2025-09-10", meetings: 3}
    ]);
    await refill(shared, {
      meetings: meetings(...days),
      attendance: rows(["M1", "1", "缺席"], ["M3", "1", "请假未派员"], ["M4", "1", "迟到"], ["M5", "1", "缺席"])
    });
    expect(await shared.rows("absence_runs")).toEqual([
      {unit_id: "u1", from: "2025-03-10", to: "2025-07-10", meetings: 2}
    ]);
  });
});

describe("properties", () => {
  const day = fc.integer({min: 0, max: 364}).map(n => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
  const rank = (value: unknown) => (value === true ? 2 : value === null ? 1 : 0);

  test("an extra meeting never hurts", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(day, {minLength: 1, maxLength: 6}),
        day,
        fc.constantFrom("2025-06-30", "2025-07-01", "2025-12-31"),
        fc.constantFrom("window", "interval"),
        async (days, extra, asOf, gap_meeting) => {
          const options = {bonus: facts("haicheng", "2025-01-01", {gap_meeting}), asOf};
          const before = await held(meetings(...days), options);
          const after = await held(meetings(...days, extra), options);
          expect(after.map((value, i) => rank(value) >= rank(before[i]))).toEqual(before.map(() => true));
        }
      ),
      {numRuns: 40}
    );
  });

  test("by interval a window is missed exactly where two meetings, or the last and as-of, lie too far apart", async () => {
    const plus = (date: string) => {
      const [y, m, d] = date.split("-").map(Number) as [number, number, number];
      const last = new Date(Date.UTC(y, m + 2, 0)).getUTCDate();
      return new Date(Date.UTC(y, m + 1, Math.min(d, last))).toISOString().slice(0, 10);
    };
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(day, {minLength: 1, maxLength: 6}), async days => {
        const asOf = "2025-12-31";
        const marks = ["2025-01-01", ...days.sort(), asOf];
        const late = marks.slice(1).some((next, i) => next > plus(marks[i]!));
        const found = await held(meetings(...days), {...interval, asOf});
        expect(found.includes(false)).toBe(late);
      }),
      {numRuns: 40}
    );
  });
});
