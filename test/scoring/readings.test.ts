import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {clauseAt} from "../../scoring/context.ts";
import {policyFacts} from "../../scoring/facts.ts";
import {inspectionsSql} from "../../scoring/inspections.ts";
import {meetingsSql} from "../../scoring/meetings.ts";
import {outcomesSql} from "../../scoring/outcomes.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {claim, claims, HAICHENG, LIAOCHENG, openLedger, policyText, totals} from "./bonusCity.ts";
import {type City, type CityOptions, city, facts, refill} from "./city.ts";

// Rows of the table of default readings that have neither an option of their own nor a vector elsewhere, and the ties
// and edges of those that have.

describe("what units earn", () => {
  let ledger: Awaited<ReturnType<typeof openLedger>>;
  beforeAll(async () => {
    ledger = await openLedger();
  });
  afterAll(() => ledger.close());

  test("awards made at any time of the year stand inside the yearly cap, and so does one signed in the next", async () => {
    const signed = ["2025-01-20", "2025-04-02", "2025-07-15", "2025-12-31"].map(day =>
      claim("R4", {event_on: "2025-01-10", reviewed_on: "2025-01-15", signed_on: day})
    );
    const late = claim("R4", {event_on: "2025-12-30", reviewed_on: "2026-01-05", signed_on: "2026-01-06"});
    const lines = await ledger.ledger([...signed, late], {asOf: "2026-01-31"});
    expect(totals(lines)).toEqual({甲镇: 2000});
    expect(lines.map(line => [line.year, line.points])).toEqual([
      [2025, 500],
      [2025, 500],
      [2025, 500],
      [2025, 500],
      [2025, 0]
    ]);
  });

  test("the media rule is in force after August 2024 as before", async () => {
    const days = ["2024-07-31", "2024-08-06", "2024-12-31", "2025-08-06"];
    const lines = await ledger.ledger(days.map(event_on => claim("R4", {event_on, signed_on: "2025-12-01"})));
    expect(lines.map(line => line.disposition)).toEqual(days.map(() => "counted"));
  });

  test("an amendment ends the media rule by date, and nothing else", async () => {
    const amendment = `hengcai: 1
amends: haicheng-2021-2
policy: haicheng-media
title: 停止媒体宣传加分
source: {doc: 示例〔2024〕9号}
force: {from: 2024-08-06}
transition: by_event_date
clauses:
  stop: {at: 第一条, says: 媒体宣传不再加分, chars: 9, sha256: ${"0".repeat(64)}}
end:
  - {rule: R4, cite: stop}
`;
    const policy = parsePolicy(policyText("haicheng-2021-2"), "haicheng-2021-2.yaml", {
      amendments: [{text: amendment, file: "media.yaml"}]
    });
    const rows = [
      claim("R4", {event_on: "2024-08-05"}),
      claim("R4", {event_on: "2024-08-06"}),
      claim("R3", {event_on: "2024-08-06"})
    ];
    const lines = await ledger.ledger(rows, {policy});
    expect(lines.map(line => line.disposition)).toEqual(["counted", "not_in_force", "counted"]);
  });

  test("of two units on one day the smaller claim id holds the person, whichever came in first", async () => {
    const later = claim("R1", {claim_id: "B-2", person_key: "共"});
    const first = claim("R1", {claim_id: "B-1", unit: "乙镇", person_key: "共"});
    for (const rows of [
      [later, first],
      [first, later]
    ]) {
      const lines = await ledger.ledger(rows);
      expect(totals(lines)).toEqual({甲镇: 0, 乙镇: 500});
      expect(lines.every(line => line.contested)).toBe(true);
    }
  });

  test("one person in two units and under two rules counts once: the lower rule's unit, whatever the dates", async () => {
    const grown = claim("R2", {person_key: "共", event_on: "2025-02-01"});
    const hired = claim("R1", {person_key: "共", event_on: "2025-09-01", unit: "乙镇"});
    expect(totals(await ledger.ledger([grown, hired]))).toEqual({甲镇: 0, 乙镇: 500});
    const each = await ledger.ledger([grown, hired], {readings: {one_person: "both_rules"}});
    expect(totals(each)).toEqual({甲镇: 500, 乙镇: 500});
    expect(each.map(line => line.contested)).toEqual([false, false]);
  });

  test("title_above exactly: 正高级 without 博士 is ineligible, not merely without points", async () => {
    const rows = [claim("R1", {degree: "硕士", title: "正高级"}), claim("R1", {degree: "硕士", title: "副高级"})];
    const lines = await ledger.ledger(rows, {readings: {title_above: "exactly"}});
    expect(lines.map(line => line.disposition)).toEqual(["ineligible", "counted"]);
  });

  test("item5 item: two achievements of one aspect on one day are two items", async () => {
    const rows = claims(2, "R5");
    expect(totals(await ledger.ledger(rows, {readings: {item5: "item"}}))).toEqual({甲镇: 400});
    expect(totals(await ledger.ledger(rows))).toEqual({甲镇: 200});
  });

  test("cap4 upper: the upper tier's cap takes nothing from the local one, in whatever order they come", async () => {
    const upper = (event_on: string) => claims(5, "R4", {level: "鞍山市级", event_on});
    const local = (event_on: string) => claims(5, "R4", {level: "海城市级", event_on});
    for (const rows of [
      [...upper("2025-03-01"), ...local("2025-06-01")],
      [...local("2025-03-01"), ...upper("2025-06-01")]
    ]) {
      expect(totals(await ledger.ledger(rows, {readings: {cap4: "upper"}}))).toEqual({甲镇: 3000}); // 2 + 5 × 0.2
      expect(totals(await ledger.ledger(rows))).toEqual({甲镇: 2000});
    }
  });

  test("void_scope: a year void for a false report leaves the year before and other units alone", async () => {
    const rows = [
      claim("R5", {revoked_on: "2025-09-01", revoke_ground: "虚报"}),
      claim("R4"),
      claim("R4", {event_on: "2024-12-31"}),
      claim("R4", {unit: "乙镇"})
    ];
    const lines = await ledger.ledger(rows);
    expect(lines.map(line => line.disposition)).toEqual(["revoked", "voided_with_unit", "counted", "counted"]);
  });

  test("praise is not scored, and no reading makes it so", async () => {
    for (const {id, options} of HAICHENG.readings.values()) {
      for (const option of options.keys()) {
        const [line] = await ledger.ledger([claim("N")], {readings: {[id]: option}});
        expect(line!.disposition, `${id}=${option}`).toBe("not_scored");
      }
    }
  });
});

describe("what follows for people, and the other systems", () => {
  let shared: City;
  beforeAll(async () => {
    shared = await city({});
  });
  afterAll(() => shared.close());

  const PERSON = {category: "A类", track: "创新类", district: "d1", employer: "某公司", recognised_on: "2020-01-01"};
  const people = policyFacts(LIAOCHENG, new Map());

  async function outcomes(ids: readonly string[], assessments: readonly Row[]): Promise<Row[]> {
    const talents = ids.map(talent_id => ({...PERSON, talent_id}));
    await refill(shared, {talents, assessments}, {people}, [outcomesSql]);
    return shared.rows("outcomes");
  }

  const filed = (talent_id: string, year: number, grade: string, more: Row = {}): Row => ({
    talent_id,
    year,
    grade,
    filed_on: `${year + 1}-03-01`,
    ...more
  });

  test("each ground of Article 9 has its own clause and beats the best grade", async () => {
    const ids = ["1", "2", "3", "4", "5", "6"];
    const rows = await outcomes(
      ids,
      ids.map(ground => filed(ground, 2024, "优秀", {ground, ground_on: "2024-06-01", ground_doc: "〔2024〕1号"}))
    );
    expect(rows.map(row => [row.ground, row.outcome, row.clause])).toEqual(
      ids.map(ground => [ground, "cancel_and_recover", `第九条${ground}`])
    );
  });

  test("a policy that names its clauses otherwise is cited by its own places; what it does not say is cited nowhere", () => {
    const renamed = policyText("haicheng-2021-2", ['  cadence: {at: "日常调度会议制度 四1"', '  c1: {at: "第二十条"'])
      .replaceAll("clause: cadence", "clause: c1")
      .replace("cite: cadence", "cite: c1")
      .replace(/\n {2}minutes: .*/, "");
    const own = policyFacts(parsePolicy(renamed, "own.yaml"), new Map());
    expect(clauseAt(own, "cadence", "日常调度会议制度 四1")).toBe("'第二十条'");
    expect(clauseAt(own, "minutes", "日常调度会议制度 三3")).toBe("NULL");
    expect(clauseAt(own, "approve", "?")).toBe("'督查抽查制度 五1'");
    expect(clauseAt(null, "approve", "督查抽查制度 五1")).toBe("NULL");
    expect(["a7_1", "a7_2", "a7_3", "a7_4", "a10_2"].map(id => clauseAt(people, id, "?"))).toEqual(
      ["第七条1", "第七条2", "第七条3", "第七条4", "第十条2"].map(at => `'${at}'`)
    );
  });

  test("a person cancelled and recognised again has a new number and a new history", async () => {
    const rows = await outcomes(
      ["旧", "新"],
      [filed("旧", 2022, "不合格"), filed("旧", 2023, "不合格"), filed("旧", 2024, "合格"), filed("新", 2024, "不合格")]
    );
    const story = (id: string) =>
      rows.filter(row => row.talent_key === `key-${id}`).map(row => [row.year, row.outcome, row.since_year]);
    expect(story("旧")).toEqual([
      [2022, "suspend_next_year", 2022],
      [2023, "cancel", 2022]
    ]);
    expect(story("新")).toEqual([[2024, "suspend_next_year", 2024]]);
  });

  test("the due day counts, by the calendar: a holiday or a Sunday moves it not", async () => {
    // 5 October 2025 is a Sunday inside the national holiday.
    const notice = {inspection_id: "D1", unit: "u1", subject: "事项", category: "5", method: "调研督查"};
    const dates = {approved_on: "2025-09-01", notified_on: "2025-09-02", visited_on: "2025-09-03"};
    const item = {...notice, ...dates, done_at_visit: false, notice_no: "1号", notice_on: "2025-09-05"};
    const counts = async (closed_on: string) => {
      const inspections = [{...item, due_on: "2025-10-05", closed_on}];
      await refill(shared, {inspections}, {}, [inspectionsSql]);
      const [row] = await shared.rows("inspection_summary");
      return [row!.closed_on_time, row!.closed_late];
    };
    expect(await counts("2025-10-05")).toEqual([1, 0]);
    expect(await counts("2025-10-06")).toEqual([0, 1]);
  });

  test("every two months: one ad-hoc meeting is enough by window, and its date alone matters by interval", async () => {
    const meetings = ["2025-01-10", "2025-03-10"].map((held_on, i) => ({
      meeting_id: `M${i}`,
      title: "调度会",
      held_on,
      type: "临时"
    }));
    const held = async (gap_meeting: string) => {
      const options: CityOptions = {asOf: "2025-04-30", bonus: facts("haicheng", "2025-01-01", {gap_meeting})};
      await refill(shared, {meetings}, options, [meetingsSql]);
      return (await shared.rows("meeting_windows")).map(row => [row.regular, row.adhoc, row.held]);
    };
    expect(await held("window")).toEqual([
      [0, 1, true],
      [0, 1, true]
    ]);
    expect(await held("interval")).toEqual(await held("window"));
  });
});
