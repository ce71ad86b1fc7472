import {afterEach, expect, test} from "vitest";
import {createCore} from "../../loaders/core.ts";
import {type Database, openDatabase, type Row} from "../../loaders/database.ts";
import {yearBefore} from "../../scoring/sameDay.ts";
import {score} from "../../scoring/score.ts";
import {claim, HAICHENG, LIAOCHENG, settingsOf, towns} from "./bonusCity.ts";
import {fill} from "./city.ts";

let db: Database;
afterEach(() => db.close());

/** Scores the rows on 2025-06-30 and returns the figures of 2024-06-30, `part/whole` each. */
async function sameDay(
  datasets: Readonly<Record<string, readonly Row[]>>,
  asOf = "2025-06-30"
): Promise<Record<string, string>> {
  db = await openDatabase();
  await db.run(createCore());
  await fill(db, {units: towns("甲镇", "乙镇"), ...datasets});
  await score(db, {policies: [HAICHENG, LIAOCHENG], settings: settingsOf({asOf}), sameDay: true});
  const rows = await db.all<{day: string; year: number; measure: string; part: number; whole: number | null}>(
    "SELECT * FROM score.same_day"
  );
  const day = yearBefore(asOf);
  expect([...new Set(rows.map(row => `${row.day} ${row.year}`))]).toEqual(
    rows.length ? [`${day} ${day.slice(0, 4)}`] : []
  );
  return Object.fromEntries(
    rows.map(({measure, part, whole}) => [measure, whole === null ? `${part}` : `${part}/${whole}`])
  );
}

test("points are those signed by the day: a claim signed a day later has not counted yet", async () => {
  const given = {event_on: "2024-03-01", reviewed_on: "2024-04-01"};
  const figures = await sameDay({
    claims: [
      claim("R3", {...given, signed_on: "2024-06-30"}), // 0.1
      claim("R4", {...given, signed_on: "2024-07-01"}), // 0.5, a day late
      claim("R5", {...given, event_on: "2024-07-01", signed_on: "2024-07-02"}), // not happened yet
      claim("R3", {event_on: "2025-03-01"}) // of the year after
    ]
  });
  expect(figures).toMatchObject({bonus: "100", earning: "1/2"});
  // The scores of today are untouched: 0.1 + 0.5 + 0.2 in 2024.
  const today = await db.all(
    "SELECT CAST(SUM(total) AS BIGINT) AS total FROM score.bonus_ranking WHERE year = 2024 AND basis = 'signed'"
  );
  expect(today).toEqual([{total: 800}]);
  expect(await db.all("SELECT current_database() AS name")).toEqual([{name: "memory"}]);
});

test("people are those due, filed and graded by the day", async () => {
  const people = ["优秀", "合格", "合格", "合格", "不合格", "合格", "合格"].map((grade, i) => ({
    talent_id: `T${i}`,
    grade,
    // The sixth is filed a day late, the seventh recognised after the day.
    filed_on: i === 5 ? "2024-07-01" : "2024-06-30",
    recognised_on: i === 6 ? "2024-07-01" : "2023-01-01"
  }));
  const figures = await sameDay({
    talents: people.map(({talent_id, recognised_on}) => ({talent_id, recognised_on, category: "A类"})),
    assessments: people.map(({talent_id, grade, filed_on}) => ({
      talent_id,
      year: 2024,
      grade,
      county_grade: grade,
      filed_on
    }))
  });
  expect(figures).toMatchObject({filed: "5/6", excellent: "1/5", unqualified: "1/5"});
});

test("notices, windows and ratings are counted as they stood on the day", async () => {
  const item = {
    unit: "甲镇",
    subject: "事",
    category: "1",
    method: "随机抽查",
    approved_on: "2024-01-01",
    visited_on: "2024-01-02",
    notice_on: "2024-01-03",
    due_on: "2024-06-01"
  };
  const rating = {channel: "电话问询", unit: "甲镇", item: "P1"};
  const figures = await sameDay({
    inspections: [
      {...item, inspection_id: "D1", closed_on: "2024-06-01"}, // on time
      {...item, inspection_id: "D2", closed_on: "2024-07-10"}, // still overdue on the day
      {...item, inspection_id: "D3", due_on: "2024-06-30"} // due that very day: running
    ],
    meetings: [
      {meeting_id: "M1", title: "会", held_on: "2024-02-01", type: "定期"},
      {meeting_id: "M2", title: "会", held_on: "2024-07-01", type: "定期"}
    ],
    ratings: [
      ...Array.from({length: 5}, (_, i) => ({
        ...rating,
        rating_id: `P${i}`,
        rated_on: "2024-06-30",
        rating: i ? "满意" : "不满意"
      })),
      {...rating, rating_id: "P9", rated_on: "2024-07-01", rating: "不满意"}
    ]
  });
  expect(figures).toMatchObject({on_time: "1/2", overdue: "1", windows: "1/3", satisfied: "4/5"});
});

test("before the policy's first day there are no points to compare with, not zero", async () => {
  // In force since 2021-10-29: the day is the one before.
  expect(await sameDay({claims: [claim("R3", {event_on: "2022-01-05"})]}, "2022-10-28")).not.toHaveProperty("bonus");
  db.close();
  expect(await sameDay({claims: []}, "2022-10-29")).toMatchObject({bonus: "0", earning: "0/2"});
});

test("yearBefore(day) knows the 29th of February", () => {
  expect(["2025-12-31", "2024-02-29", "2025-03-01"].map(yearBefore)).toEqual([
    "2024-12-31",
    "2023-02-28",
    "2024-03-01"
  ]);
});
