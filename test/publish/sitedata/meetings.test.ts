import {afterEach, expect, test} from "vitest";
import {readCadence, readMeetings} from "../../../publish/sitedata/meetings.ts";
import {meetingsPage} from "../../../src/components/meetings.ts";
import {methodPage} from "../../../src/components/method.ts";
import {type City, city, type Datasets, facts as policy} from "../../scoring/city.ts";
import {factsOf, wordsOf} from "./pages.ts";

let town: City;
afterEach(() => town.close());

interface Options {
  cadence?: "window" | "interval";
  from?: string;
  asOf?: string;
  more?: Datasets;
}

async function met(
  days: readonly string[],
  {cadence, from = "2021-10-29", asOf = "2025-12-31", more = {}}: Options = {}
) {
  const meetings = days.map((held_on, i) => ({meeting_id: `M${i}`, title: "调度会", held_on, type: "定期"}));
  const before = `CREATE TABLE score.readings (reading_id VARCHAR, "option" VARCHAR, chosen BOOLEAN);
INSERT INTO score.readings VALUES ('gap_meeting', 'window', ${cadence !== "interval"}), ('gap_meeting', 'interval', ${cadence === "interval"});`;
  const bonus = policy("haicheng", from, cadence ? {gap_meeting: cadence} : {});
  town = await city({meetings, ...more}, {asOf, bonus, before});
  const facts = factsOf({asOf, year: Number(asOf.slice(0, 4))}, {u1: "甲镇", u2: "乙镇"});
  const data = await readMeetings(town.db, facts);
  return {data, words: wordsOf(meetingsPage(facts, data))};
}

// 2 January to 30 April is more than two months; every window holds a meeting.
const LATE = ["2024-12-10", "2025-01-02", "2025-04-30", "2025-06-20", "2025-08-10", "2025-10-05", "2025-12-01"];

test("by windows, six that hold a meeting are all held", async () => {
  const {words} = await met(LATE, {cadence: "window"});
  expect(words).toContain("六个双月应各开一次调度会议，已开6个双月，共6次会议");
  expect(words).not.toContain("没有召开");
  expect(words).not.toContain("间隔");
});

test("by intervals, a missed window that holds a meeting is not said to have none", async () => {
  const {data, words} = await met(LATE, {cadence: "interval"});
  expect(data.windows.map(({held}) => held)).toEqual([true, false, true, true, true, true]);
  expect(data.windows[1]!.regular).toBe(1);
  expect(words).toContain("六个双月中，5个始终在间隔之内。3—4月曾有超过两个月没有开会的日子");
  expect(words).toContain("✕ 间隔超两个月定期1次");
  for (const wrong of ["未召开", "已召开", "没有召开", "已开"]) expect(words).not.toContain(wrong);
});

test("the year in which the measure came into force has fewer than six windows", async () => {
  const {words} = await met(["2021-11-05"], {from: "2021-10-29", asOf: "2021-12-31"});
  expect(words).toContain("须开会的两个双月应各开一次调度会议，已开1个双月");
  expect(words).toContain("9—10月没有召开");
  expect(words).not.toContain("六个双月");
});

test("absences in a row stand by name, with the days of the first and the last", async () => {
  const statuses = {u1: ["缺席", "请假未派员", "到会"], u2: ["缺席", "请假并派员", "缺席"]};
  const attendance = Object.entries(statuses).flatMap(([unit, list]) =>
    list.map((status, i) => ({meeting_id: `M${i}`, unit, attendee_kind: "1", status}))
  );
  const {words} = await met(["2025-01-10", "2025-03-10", "2025-05-10"], {more: {attendance}});
  expect(words).toContain("连续缺席：1起");
  expect(words).toContain("甲镇|2|2025-01-10|2025-03-10|");
  // 甲镇 was away twice, 乙镇 three times, once with a substitute.
  expect(words).toContain("全市20.0%（1/5）");
  expect(words).toContain("乙镇|3|0|0|1|0|2|33.3%（1/3）|33.3%（1/3）|");
});

test("the tasks go on to the closing of their inspections", async () => {
  const inspection = {
    unit: "u1",
    subject: "事项",
    category: "1",
    method: "随机抽查",
    visited_on: "2025-02-01",
    notice_no: "1号"
  };
  const {words} = await met(["2025-01-10"], {
    more: {
      tasks: ["D1", "D2", null].map((inspection_id, i) => ({
        ...{task_id: `T${i}`, meeting_id: "M0", subject: "任务", unit: "u1"},
        inspection_id
      })),
      inspections: [
        {...inspection, inspection_id: "D1", closed_on: "2025-03-01"},
        {...inspection, inspection_id: "D2"}
      ]
    }
  });
  expect(words).toContain("会议任务|3|\n列入督查|2|\n督查已销号|1|\n已完成|0|\n按期完成|0|");
  expect(words).toContain("已销号（或实地督查时已完成）50.0%（1/2）");
});

test("口径说明 describes the reading in force, who is due, and which extension counts", async () => {
  const said = async (cadence: "window" | "interval") => {
    await met([], {cadence});
    const facts = factsOf();
    const data = {
      rules: [],
      readings: [],
      effects: [],
      measures: [],
      sameDay: null,
      cadence: await readCadence(town.db)
    };
    return wordsOf(methodPage(facts, data));
  };
  const byWindow = await said("window");
  expect(byWindow).toContain("双月内开过任何一次调度会议（定期或临时）即为已召开");
  expect(byWindow).toContain("管理期与本年度有重叠");
  expect(byWindow).toContain("延期在原时限当日或之前批准的才算");
  expect(byWindow).not.toMatch(/年末（或数据截至日）在管理期内|从批准之日起有效/);
  town.close();
  const byInterval = await said("interval");
  expect(byInterval).toContain("两个月内应开下一次");
  expect(byInterval).not.toContain("即为已召开");
});
