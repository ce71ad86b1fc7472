import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {configText} from "../../cli/initText.ts";
import type {Row} from "../../loaders/database.ts";
import {limitsOf} from "../../scoring/alerts/limits.ts";
import {configOf} from "../loaders/config.ts";
import {type City, type CityOptions, city, type Datasets, facts, refill} from "./city.ts";

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

const UNITS = [
  {unit_id: "u1", name: "甲镇", kind: "镇"},
  {unit_id: "u2", name: "乙镇", kind: "镇"},
  {unit_id: "v1", name: "丙村", kind: "村"}
];

/** Returns the alerts of one code as "level kind subject year: message". */
async function alerts(code: string, datasets: Datasets, options: CityOptions = {}): Promise<string[]> {
  await refill(shared, {units: UNITS, ...datasets}, options);
  return lines(await shared.rows("alerts"), code);
}

function lines(rows: readonly Row[], code: string): string[] {
  return rows
    .filter(row => row.code === code)
    .map(row => `${row.level} ${row.subject_kind} ${row.subject} ${row.year}: ${row.message}`);
}

const TALENT = {
  talent_id: "T1",
  category: "A类",
  track: "创新类",
  district: "u1",
  employer: "某公司",
  recognised_on: "2020-01-01"
};

function filed(year: number, grade: string | null, more: Row = {}): Row {
  return {talent_id: "T1", year, grade, filed_on: `${year + 1}-03-01`, ...more};
}

describe("people", () => {
  const of = (code: string, assessments: readonly Row[], talent: Row = {}, options: CityOptions = {}) =>
    alerts(code, {talents: [{...TALENT, ...talent}], assessments}, options);

  test("A07 tells a fail, two fails running and a ground of Article 9, each with its clause", async () => {
    expect(await of("A07", [filed(2022, "不合格"), filed(2023, "不合格")])).toEqual([
      "红 talent key-T1 2022: 2022年度考核不合格，应停发2023年度待遇。",
      "红 talent key-T1 2023: 2022年度、2023年度考核不合格，应取消资格、收回证书。"
    ]);
    expect((await shared.rows("alerts")).filter(row => row.code === "A07").map(row => row.clause)).toEqual([
      "第十条2",
      "第十条2"
    ]);
    const ground = {talent_id: "T1", year: 2024, ground: "2", ground_on: "2024-05-01", ground_doc: "1号"};
    expect(await of("A07", [ground])).toEqual([
      "红 talent key-T1 2024: 第九条第2项情形已认定，应取消资格、收回证书并取消或追回待遇。"
    ]);
  });

  test("A07 asks for review where a year is missing between two fails", async () => {
    expect((await of("A07", [filed(2022, "不合格"), filed(2024, "不合格")])).at(-1)).toBe(
      "黄 talent key-T1 2024: 上次不合格之后缺一个考核年度，是否连续两年不合格须由办公室核定。"
    );
  });

  test("A07 tells rows after a cancellation, which have no outcome", async () => {
    const rows = [filed(2022, "不合格"), filed(2023, "不合格"), filed(2024, "优秀")];
    expect((await of("A07", rows)).at(-1)).toBe(
      "黄 talent key-T1 2024: 已于2023年度取消资格，仍有2024年度的考核记录，请核对。"
    );
  });

  test("A08 tells benefits paid after a fail or a cancellation, and no others", async () => {
    expect(await of("A08", [filed(2023, "合格", {paid: true}), filed(2024, "不合格", {paid: false})])).toEqual([]);
    const paid = {paid: true};
    expect(await of("A08", [filed(2022, "不合格", paid), filed(2023, "不合格"), filed(2024, "优秀", paid)])).toEqual([
      "红 talent key-T1 2022: 2022年度考核后应停发或取消待遇，仍兑现了2023年度待遇，请核实并追回。",
      "红 talent key-T1 2024: 已于2023年度取消资格，仍兑现了2025年度待遇，请核实并追回。"
    ]);
  });

  test("what follows a cancellation cites the clause that cancelled", async () => {
    const clauses = async (rows: readonly Row[]) => {
      await of("A08", rows);
      return (await shared.rows("alerts")).filter(row => row.year === 2024).map(row => `${row.code} ${row.clause}`);
    };
    const later = filed(2024, "优秀", {paid: true});
    expect(await clauses([filed(2022, "不合格"), filed(2023, "不合格"), later])).toEqual([
      "A08 第十条2",
      "A07 第十条2"
    ]);
    const ground = {ground: "5", ground_on: "2023-05-01", ground_doc: "1号"};
    expect(await clauses([filed(2023, "合格", ground), later])).toEqual(["A08 第九条5", "A07 第九条5"]);
  });

  test("A09 prompts where somebody left within the term", async () => {
    expect(await of("A09", [], {post_status: "调出", term_to: "2025-12-31"})).toEqual([
      "黄 talent key-T1 2025: 管理期内调出，请核实是否属于第九条第5项。"
    ]);
    expect(await of("A09", [], {post_status: "辞职离岗"})).toHaveLength(1);
    expect(await of("A09", [], {post_status: "调出", term_to: "2025-12-30"})).toEqual([]);
    expect(await of("A09", [], {post_status: "退休"})).toEqual([]);
  });

  test("A10 tells a term that ends within ninety days", async () => {
    const on = async (term_to: string) => (await of("A10", [], {term_to}, {asOf: "2025-06-30"})).length;
    expect([await on("2025-06-29"), await on("2025-06-30"), await on("2025-09-28"), await on("2025-09-29")]).toEqual([
      0, 1, 1, 0
    ]);
  });

  test("A10 tells a year that was assessed, but not for this person", async () => {
    const datasets = {
      talents: [TALENT, {...TALENT, talent_id: "T2"}],
      assessments: [filed(2023, "合格"), filed(2024, "合格"), filed(2024, null, {talent_id: "T2", grade_word: "缓评"})]
    };
    expect(await alerts("A10", datasets)).toEqual([
      "蓝 talent key-T2 2023: 管理期内缺2023年度考核备案，请补办或说明原因。"
    ]);
  });

  test("A11 tells a county that lets wait for more than thirty days, and dates out of order", async () => {
    const waits = {talent_id: "T1", year: 2024, unit_grade: "合格", unit_on: "2025-01-01"};
    expect(await of("A11", [waits], {}, {asOf: "2025-01-31"})).toEqual([]);
    expect(await of("A11", [waits], {}, {asOf: "2025-02-01"})).toEqual([
      "黄 talent key-T1 2024: 单位意见后31天，县级尚未考评，请督促。"
    ]);
    expect(await of("A11", [filed(2024, "合格", {county_on: "2025-03-01"})])).toEqual([]);
    expect(await of("A11", [filed(2024, "合格", {county_on: "2025-03-02"})])).toEqual([
      "黄 talent key-T1 2024: 申报、单位意见、县级考评、备案的日期先后颠倒，请核对改正。"
    ]);
  });

  test("A11 tells a county that did grade, but after more than thirty days", async () => {
    const graded = (county_on: string, asOf = "2025-12-31") =>
      of(
        "A11",
        [{talent_id: "T1", year: 2024, unit_grade: "合格", unit_on: "2025-01-01", county_grade: "合格", county_on}],
        {},
        {asOf}
      );
    expect(await graded("2025-01-31")).toEqual([]);
    expect(await graded("2025-02-01")).toEqual(["黄 talent key-T1 2024: 单位意见后31天县级才考评，请了解原因。"]);
    // A grade dated after the data date has not been given: the county still lets wait.
    expect(await graded("2025-02-02", "2025-02-01")).toEqual([
      "黄 talent key-T1 2024: 单位意见后31天，县级尚未考评，请督促。"
    ]);
  });

  test("A11 sees no order in what has not happened yet", async () => {
    const row = filed(2024, "合格", {county_on: "2025-06-02", filed_on: "2025-06-01"});
    expect(await of("A11", [row], {}, {asOf: "2025-05-31"})).toEqual([]);
    expect(await of("A11", [row], {}, {asOf: "2025-06-01"})).toHaveLength(1);
  });

  test("A07 asks nothing that the reading has answered, and asks about the year that it counts", async () => {
    const fails = [filed(2022, "不合格"), filed(2024, "不合格")];
    const by = async (gap_year: string) =>
      (await of("A07", fails, {}, {readings: {gap_year}})).filter(line => line.startsWith("黄"));
    expect(await by("breaks")).toHaveLength(1);
    expect(await by("bridges")).toEqual([]);
    expect(await by("counts")).toEqual([
      "黄 talent key-T1 2023: 2022年度考核不合格，2023年度没有备案，如何认定须由办公室核定。"
    ]);
  });

  test("A07 and A08 leave alone who passed, and who passed between two fails is not cancelled", async () => {
    expect(await of("A07", [filed(2023, "合格"), filed(2024, "优秀", {paid: true})])).toEqual([]);
    const lines = await of("A07", [filed(2022, "不合格"), filed(2023, "合格"), filed(2024, "不合格")]);
    expect(lines.map(line => line.split("，")[1])).toEqual(["应停发2023年度待遇。", "应停发2025年度待遇。"]);
    expect(await of("A08", [filed(2023, "合格", {paid: true})])).toEqual([]);
  });

  test("A09 and A10 leave alone who was cancelled, is not yet recognised, or has gone", async () => {
    const cancelled = [filed(2023, "不合格"), filed(2024, "不合格")];
    expect(await of("A09", cancelled, {post_status: "调出"})).toEqual([]);
    expect(await of("A09", [], {post_status: "调出", recognised_on: "2026-01-01"})).toEqual([]);
    expect(await of("A09", [], {post_status: "在职"})).toEqual([]);
    expect(await of("A10", cancelled, {term_to: "2026-01-31"})).toEqual([]);
    expect(await of("A10", [], {term_to: "2026-01-31", post_status: "调出"})).toEqual([]);
    expect(await of("A10", [], {term_to: "2026-01-31"})).toEqual([
      "蓝 talent key-T1 2025: 管理期将于2026年1月31日届满，请提前办理期满考核和衔接。"
    ]);
  });

  test("A16 is off unless the office draws a reference line", async () => {
    const talents = Array.from({length: 10}, (_, i) => ({...TALENT, talent_id: `T${i}`}));
    const assessments = talents.map(({talent_id}, i) => filed(2024, i < 3 ? "优秀" : "合格", {talent_id}));
    const at = (excellentReference: number | null) =>
      alerts("A16", {talents, assessments}, {thresholds: {excellentReference}});
    expect(await at(null)).toEqual([]);
    expect(await at(300)).toEqual([]);
    expect(await at(299)).toEqual([
      "蓝 district u1 2024: 甲镇优秀3人，占10人的比例超过办公室的参考线，请复核。",
      "蓝 overall all 2024: 全市优秀3人，占10人的比例超过办公室的参考线，请复核。"
    ]);
  });

  test("a person is never told by number, only by pseudonym", async () => {
    const ground = {ground: "1", ground_on: "2024-05-01", ground_doc: "1号", paid: true};
    await of("A07", [filed(2022, "不合格", {paid: true}), filed(2024, "不合格", ground), filed(2025, "合格")], {
      talent_id: "T1",
      post_status: "调出"
    });
    const rows = (await shared.rows("alerts")).filter(row => row.subject_kind === "talent");
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row.subject).toBe("key-T1");
      expect(row.message).not.toContain("T1");
    }
  });
});

describe("inspections", () => {
  const NOTICE = {
    inspection_id: "D1",
    unit: "u1",
    subject: "事项",
    category: "5",
    method: "调研督查",
    approved_on: "2025-01-05",
    visited_on: "2025-01-10",
    notice_on: "2025-01-15",
    due_on: "2025-03-01"
  };
  const of = (code: string, more: Row, asOf: string) => alerts(code, {inspections: [{...NOTICE, ...more}]}, {asOf});

  test("A04 rises from blue three days before to yellow the day before, and red once overdue", async () => {
    const soon = "inspection D1/u1 2025: 甲镇的督办事项将于2025年3月1日到期，请督促按期办结。";
    expect(await of("A04", {}, "2025-02-25")).toEqual([]);
    expect(await of("A04", {}, "2025-02-26")).toEqual([`蓝 ${soon}`]);
    expect(await of("A04", {}, "2025-02-28")).toEqual([`黄 ${soon}`]);
    expect(await of("A04", {}, "2025-03-01")).toEqual([`黄 ${soon}`]);
    expect(await of("A04", {}, "2025-03-02")).toEqual([
      "红 inspection D1/u1 2025: 甲镇的督办事项逾期1天，请跟踪催办。"
    ]);
  });

  test("A04 adds what is owed: an explanation after five days, then its reading", async () => {
    expect(await of("A04", {}, "2025-03-06")).toEqual([
      "红 inspection D1/u1 2025: 甲镇的督办事项逾期5天，请跟踪催办。"
    ]);
    expect(await of("A04", {}, "2025-03-07")).toEqual([
      "红 inspection D1/u1 2025: 甲镇的督办事项逾期6天，未提交情况说明，请责令出具。"
    ]);
    expect(await of("A04", {explained_on: "2025-03-03"}, "2025-03-07")).toEqual([
      "红 inspection D1/u1 2025: 甲镇的督办事项逾期6天，情况说明尚未报组长阅示，请报阅。"
    ]);
    expect(await of("A04", {explained_on: "2025-03-03", read_on: "2025-03-04"}, "2025-03-07")).toEqual([
      "红 inspection D1/u1 2025: 甲镇的督办事项逾期6天，请跟踪催办。"
    ]);
    expect(await of("A04", {closed_on: "2025-03-05"}, "2025-03-07")).toEqual([]);
  });

  test("A05 tells a visit without approval and an unannounced one that was announced, as one row", async () => {
    expect(await of("A05", {}, "2025-03-01")).toEqual([]);
    expect(await of("A05", {method: "暗访督查", approved_on: null, notified_on: "2025-01-10"}, "2025-03-01")).toEqual([
      "红 inspection D1/u1 2025: 对甲镇的暗访督查事先发了通知，请核实；对甲镇的督查未经组长事先签批即实地进行，请核实并补报情况。"
    ]);
  });

  test("A05 does not tell an approval on the day of the visit, nor a notice given after it", async () => {
    expect(await of("A05", {approved_on: "2025-01-10"}, "2025-03-01")).toEqual([]);
    expect(await of("A05", {approved_on: "2025-01-11"}, "2025-03-01")).toHaveLength(1);
    expect(await of("A05", {method: "暗访督查", notified_on: "2025-01-11"}, "2025-03-01")).toEqual([]);
    expect(await of("A05", {notified_on: "2025-01-08"}, "2025-03-01")).toEqual([]);
    expect(await of("A05", {approved_on: null}, "2025-01-09")).toEqual([]);
  });

  test("A06 says what is still to be done, and is silent once it is closed", async () => {
    const more = {reported_on: "2025-02-01", verified_on: "2025-02-03"};
    expect(await of("A06", more, "2025-02-17")).toEqual([
      "黄 inspection D1/u1 2025: 甲镇反馈办结已16天，已核实而未销号，请办理销号。"
    ]);
    expect(await of("A06", {...more, closed_on: "2025-02-17"}, "2025-02-17")).toEqual([]);
    expect(await of("A06", {...more, closed_on: "2025-02-17"}, "2025-02-16")).toEqual([]);
  });

  test("A06 tells feedback that waits for its closing for more than fifteen days", async () => {
    expect(await of("A06", {reported_on: "2025-02-01"}, "2025-02-16")).toEqual([]);
    expect(await of("A06", {reported_on: "2025-02-01"}, "2025-02-17")).toEqual([
      "黄 inspection D1/u1 2025: 甲镇反馈办结已16天，尚未核实，请核实后销号。"
    ]);
  });
});

describe("meetings", () => {
  const bonus = facts("haicheng", "2025-01-01");
  const MEETING = {meeting_id: "M1", title: "调度会", held_on: "2025-01-10", minutes_on: "2025-01-12"};

  test("A01 warns fifteen days before a window closes empty and is red after", async () => {
    const at = (asOf: string) => alerts("A01", {meetings: [MEETING]}, {bonus, asOf});
    expect(await at("2025-04-14")).toEqual([]);
    expect(await at("2025-04-15")).toEqual([
      "黄 window 2025-2 2025: 2025年3—4月尚未召开调度会议，期限为2025年4月30日，请抓紧安排。"
    ]);
    expect(await at("2025-05-01")).toEqual(["红 window 2025-2 2025: 2025年3—4月未召开调度会议，请补开并说明原因。"]);
  });

  test("A02 tells absences in a row, leave without a substitute among them", async () => {
    const meetings = ["2025-01-10", "2025-03-10", "2025-05-10"].map((held_on, i) => ({
      ...MEETING,
      meeting_id: `M${i}`,
      held_on
    }));
    const attendance = ["缺席", "请假未派员", "到会"].map((status, i) => ({meeting_id: `M${i}`, unit: "u1", status}));
    expect(await alerts("A02", {meetings, attendance})).toEqual([
      "黄 unit u1 2025: 甲镇自2025年1月10日起连续2次会议缺席或请假未派员，请提醒到会或派员。"
    ]);
  });

  test("A01 by the reading interval is red past two months, and yellow fifteen days before they are full", async () => {
    const interval = facts("haicheng", "2025-01-01", {gap_meeting: "interval"});
    const at = (asOf: string) => alerts("A01", {meetings: [MEETING]}, {bonus: interval, asOf});
    expect(await at("2025-02-22")).toEqual([]); // 10 January + 2 months = 10 March, less 15 days = 23 February
    expect(await at("2025-02-23")).toEqual([
      "黄 window 2025-1 2025: 2025年1—2月距上次会议将满两个月，期限为2025年3月10日，请抓紧安排。"
    ]);
    expect(await at("2025-03-10")).toHaveLength(1);
    expect(await at("2025-03-11")).toEqual(["红 window 2025-2 2025: 2025年3—4月距上次会议超过两个月，请尽快召开。"]);
  });

  test("A02 does not tell one absence, nor two with a substitute between", async () => {
    const meetings = ["2025-01-10", "2025-03-10", "2025-05-10"].map((held_on, i) => ({
      ...MEETING,
      meeting_id: `M${i}`,
      held_on
    }));
    const of = (...statuses: string[]) =>
      alerts("A02", {meetings, attendance: statuses.map((status, i) => ({meeting_id: `M${i}`, unit: "u1", status}))});
    expect(await of("缺席", "到会")).toEqual([]);
    expect(await of("缺席", "请假并派员", "缺席")).toEqual([]);
    expect(await of("缺席", "迟到", "请假未派员")).toEqual([]);
    expect(await of("到会", "缺席", "缺席")).toHaveLength(1);
  });

  test("A03 tells minutes that are not there after ten days and tasks not linked after fifteen", async () => {
    const inspections = [{inspection_id: "D1", unit: "u1", subject: "事项", category: "1", method: "随机抽查"}];
    const task = {task_id: "R1", meeting_id: "M1", subject: "任务", unit: "u2"};
    const at = (asOf: string, more: Row = {}) =>
      alerts("A03", {meetings: [{...MEETING, minutes_on: null}], inspections, tasks: [{...task, ...more}]}, {asOf});
    expect(await at("2025-01-20")).toEqual([]);
    expect(await at("2025-01-21")).toEqual([
      "黄 meeting M1 2025: 2025年1月10日的会议已过11天，尚无会议纪要，请尽快印发。"
    ]);
    expect((await at("2025-01-26"))[1]).toBe("黄 task R1 2025: 乙镇的会议任务已过16天，尚未列入督查事项，请列入。");
    expect(await at("2025-01-26", {inspection_id: "D1"})).toHaveLength(1);
  });
});

describe("evaluation and reports", () => {
  const rate = (unit: string, rating: string, count: number, rated_on: string) =>
    Array.from({length: count}, () => ({rated_on, channel: "电话问询", unit, item: "P1", rating}));
  const of = (rows: readonly Row[]) => alerts("A17", {ratings: rows.map((row, i) => ({...row, rating_id: `E${i}`}))});

  test("A17 tells a ranked unit with fewer than thirty ratings, whose number it does not give", async () => {
    expect(await of(rate("u1", "满意", 29, "2025-02-01"))).toEqual([
      "黄 unit u1 2025: 甲镇有效评价不足30份，满意率仅供参考，请补充样本。"
    ]);
    expect(await of(rate("u1", "满意", 30, "2025-02-01"))).toEqual([]);
    expect(await of(rate("v1", "满意", 3, "2025-02-01"))).toEqual([]);
  });

  test("A17 tells three unhappy answers in a quarter, of a unit that is not hidden", async () => {
    const good = rate("u1", "满意", 40, "2025-02-01");
    expect(
      await of([...good, ...rate("u1", "不满意", 2, "2025-03-31"), ...rate("u1", "非常不满意", 1, "2025-04-01")])
    ).toEqual([]);
    expect(
      await of([...good, ...rate("u1", "不满意", 2, "2025-03-31"), ...rate("u1", "非常不满意", 1, "2025-03-01")])
    ).toEqual(["黄 unit u1 2025: 甲镇第1季度不满意3件，请了解原因并督促整改。"]);
    expect(await of(rate("v1", "不满意", 4, "2025-03-31"))).toEqual([]);
  });

  test("A17 tells a rate below the office's line, or five points below last year's", async () => {
    const year = (good: number, plain: number, date: string) => [
      ...rate("u1", "满意", good, date),
      ...rate("u1", "基本满意", plain, date)
    ];
    expect(await of(year(80, 20, "2025-02-01"))).toEqual([]);
    expect(await of(year(79, 21, "2025-02-01"))).toEqual([
      "黄 unit u1 2025: 甲镇满意率低于办公室设定的标准，请了解原因。"
    ]);
    expect(await of([...year(95, 5, "2024-02-01"), ...year(90, 10, "2025-02-01")])).toEqual([
      "黄 unit u1 2025: 甲镇满意率比上年下降5.0个百分点以上，请了解原因。"
    ]);
    expect(await of([...year(95, 5, "2024-02-01"), ...year(91, 9, "2025-02-01")])).toEqual([]);
  });

  test("A18 tells a problem past its date", async () => {
    const issue = {issue_id: "W1", unit: "u1", notified_on: "2025-01-10", due_on: "2025-03-01"};
    expect(await alerts("A18", {rectifications: [issue]}, {asOf: "2025-03-01"})).toEqual([]);
    expect(await alerts("A18", {rectifications: [issue]}, {asOf: "2025-03-03"})).toEqual([
      "红 issue W1 2025: 甲镇的突出问题应于2025年3月1日前整改，已逾期2天，请督促整改。"
    ]);
  });

  test("A12 tells one of the four events reported late, not a periodic report", async () => {
    const report = {report_id: "P1", unit: "u1", kind: "职务调整", event_on: "2025-01-01", reported_on: "2025-01-17"};
    expect(await alerts("A12", {reports: [report]})).toEqual([
      "黄 report P1 2025: 甲镇的职务调整事项迟报：事项发生后16天才报告，请提醒及时报告。"
    ]);
    expect(await alerts("A12", {reports: [{...report, reported_on: "2025-01-16"}]})).toEqual([]);
    expect(await alerts("A12", {reports: [{...report, kind: "作用发挥报告"}]})).toEqual([]);
  });
});

describe("the limits", () => {
  const meetings = [{meeting_id: "M1", title: "调度会", held_on: "2025-01-10", type: "定期"}];

  test("stand with their defaults in the configuration that init writes", () => {
    const text = configText("2025-12-31");
    const block = text.slice(text.indexOf("alerts:"), text.indexOf("satisfaction_index:"));
    const said = [...block.matchAll(/^# {2}(\w+): "?([\d.]+)"? #/gm)].map(([, key, value]) => [key, value]);
    const yaml = said.map(([key, value]) => `  ${key}: "${value}"`).join("\n");
    const {alerts} = configOf(`alerts:\n${yaml}\n`);
    expect(alerts).toEqual(limitsOf({}));
  });

  test("are the office's to change, one by one", async () => {
    const at = (minutesDays: number, asOf: string) => alerts("A03", {meetings}, {asOf, limits: {minutesDays}});
    expect(await at(20, "2025-01-30")).toEqual([]);
    expect(await at(20, "2025-01-31")).toHaveLength(1);
    const soon = (windowDays: number, asOf: string) =>
      alerts("A01", {meetings}, {asOf, limits: {windowDays}, bonus: facts("haicheng", "2025-01-01")});
    expect(await soon(0, "2025-04-29")).toEqual([]);
    expect(await soon(0, "2025-04-30")).toHaveLength(1);
  });
});

describe("every message", () => {
  test("says what to do, in one sentence, and cites a clause where a rule of the text is touched", async () => {
    await refill(
      shared,
      {
        units: UNITS,
        talents: [{...TALENT, post_status: "调出"}],
        assessments: [filed(2022, "不合格", {paid: true}), filed(2024, "不合格")],
        inspections: [
          {
            inspection_id: "D1",
            unit: "u1",
            subject: "事项",
            category: "5",
            method: "调研督查",
            notice_no: "1号",
            visited_on: "2025-01-10",
            due_on: "2025-03-01"
          }
        ],
        meetings: [{meeting_id: "M1", title: "调度会", held_on: "2025-01-10"}],
        tasks: [{task_id: "R1", meeting_id: "M1", subject: "任务", unit: "u2"}],
        ratings: Array.from({length: 6}, (_, i) => ({
          rating_id: `E${i}`,
          rated_on: "2025-12-01",
          channel: "电话问询",
          unit: "u1",
          item: "P1",
          rating: "不满意"
        })),
        rectifications: [{issue_id: "W1", unit: "u1", notified_on: "2025-01-10", due_on: "2025-03-01"}],
        reports: [{report_id: "P1", unit: "u1", kind: "职务调整", event_on: "2025-11-01", reported_on: "2025-12-01"}]
      },
      {asOf: "2025-12-31"}
    );
    const rows = await shared.rows<{code: string; clause: string | null; message: string}>("alerts");
    expect(new Set(rows.map(({code}) => code))).toEqual(
      new Set(["A01", "A03", "A04", "A05", "A07", "A08", "A09", "A12", "A17", "A18", "A19"])
    );
    for (const {code, clause, message} of rows) {
      expect([code, message]).toEqual([code, expect.stringMatching(/(请|应|须).+。$/)]);
      expect([code, clause]).toEqual([code, code === "A19" ? null : expect.any(String)]);
    }
  });
});
