import {afterEach, expect, test} from "vitest";
import {monthOf, readDueDays} from "../../../publish/sitedata/dueDays.ts";
import {calendarSection} from "../../../src/components/calendar.ts";
import {type City, city} from "../../scoring/city.ts";
import {factsOf, textOf} from "./pages.ts";

let town: City;
afterEach(() => town?.close());

const ITEM = {
  unit: "u1",
  subject: "事",
  category: "1",
  method: "随机抽查",
  approved_on: "2025-01-01",
  visited_on: "2025-01-02"
};

test("each day of the months around as-of has what is closed, still running and overdue", async () => {
  const due = [
    {due_on: "2025-12-01", closed_on: "2025-11-30"},
    {due_on: "2025-12-01"}, // overdue
    {due_on: "2025-12-31"}, // today: still running
    {due_on: "2026-02-28"},
    {due_on: "2026-03-01"}, // past the months shown
    {due_on: "2025-08-31"}, // overdue, before the months shown
    {due_on: "2025-12-15", notice_no: null} // no notice, no deadline
  ];
  town = await city({
    inspections: due.map((row, i) => ({...ITEM, inspection_id: `D${i}`, notice_no: "1号", ...row}))
  });
  const facts = factsOf({}, {u1: "甲镇"});
  const data = await readDueDays(town.db, facts);
  expect(data).toEqual({
    from: "2025-09-01",
    to: "2026-02-01",
    days: [
      {day: "2025-12-01", closed: 1, open: 0, overdue: 1},
      {day: "2025-12-31", closed: 0, open: 1, overdue: 0},
      {day: "2026-02-28", closed: 0, open: 1, overdue: 0}
    ],
    earlier: 1
  });
  const section = calendarSection(facts, data)!;
  const words = textOf(section);
  expect(words).toContain("2025年12月31日起还有2项到期，最近的是2025年12月31日");
  expect(words).toContain("其中▲逾期未结1项，另有1项▲逾期的时限更早");
  expect(words).toContain("2025-12-01|1|0|▲逾期1|");
  // Drawn twice, for a desk and for a telephone; the day of as-of has the one thick frame in each.
  expect(section.text.match(/<text[^>]*>▲</g)).toHaveLength(2);
  expect(section.text.match(/stroke-width="2.5"/g)).toHaveLength(2);
});

test("monthOf(day, months) counts over the year's end both ways", () => {
  expect([monthOf("2025-12-31", 2), monthOf("2025-01-15", -3), monthOf("2025-06-30", 0)]).toEqual([
    "2026-02-01",
    "2024-10-01",
    "2025-06-01"
  ]);
});
