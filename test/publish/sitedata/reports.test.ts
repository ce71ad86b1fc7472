import {afterEach, expect, test} from "vitest";
import {readReports} from "../../../publish/sitedata/reports.ts";
import {reportSection} from "../../../src/components/reports.ts";
import {type City, city} from "../../scoring/city.ts";
import {factsOf, textOf} from "./pages.ts";

let town: City;
afterEach(() => town.close());

test("reports are on time to the fifteenth day; those without an event's date are neither", async () => {
  const report = {unit: "u1", kind: "工作调动", reported_on: "2025-06-16"};
  const rows = [
    {...report, event_on: "2025-06-01"}, // 15 days
    {...report, event_on: "2025-05-31"}, // 16
    {...report, unit: "u2", event_on: "2025-06-10"},
    {...report, kind: "作用发挥报告"},
    {...report, event_on: "2024-05-01", reported_on: "2024-05-02"} // the year before
  ];
  town = await city({reports: rows.map((row, i) => ({...row, report_id: `B${i}`}))});
  const facts = factsOf({}, {u1: "甲镇", u2: "乙镇"});
  const data = await readReports(town.db, facts);
  expect(data).toEqual({
    kinds: [
      {kind: "工作调动", reports: 3, onTime: 2, late: 1},
      {kind: "作用发挥报告", reports: 1, onTime: 0, late: 0}
    ],
    late: [{unitId: "u1", reports: 3, onTime: 1, late: 1}],
    before: {onTime: 1, late: 0}
  });
  const words = textOf(reportSection(facts, data)!);
  expect(words).toContain("及时率66.7%（2/3）");
  expect(words).toContain("另有1件没有事项日期");
  expect(words).toContain("工作调动|3|2|1|0|66.7%|");
});
