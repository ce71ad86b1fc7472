import {describe, expect, test} from "vitest";
import {type CellOptions, cellReader} from "../../loaders/cell.ts";
import {isFinding} from "../../loaders/cells/finding.ts";
import type {Field} from "../../loaders/contract.ts";
import type {Value} from "../../loaders/database.ts";
import type {IssueCode} from "../../loaders/issue.ts";
import type {Cell} from "../../loaders/table.ts";
import {contractOf, ID, options} from "./support.ts";

type Row = readonly [cell: string | Cell, expected: Value | {code: IssueCode; value?: Value}];

const number = (text: string): Cell => ({kind: "number", text});
const written = (text: string): Cell => ({kind: "text", text});
const day = (text: string): Cell => ({kind: "date", text});

function read(field: Field, cell: string | Cell, more: Partial<CellOptions> = {}): unknown {
  const reading = cellReader(field, {...options, ...more})(cell);
  if (!isFinding(reading) || !reading.fault) return isFinding(reading) ? reading.word : reading;
  return reading.value === null ? {code: reading.fault.code} : {code: reading.fault.code, value: reading.value};
}

function field(dataset: string, name: string): Field {
  return contractOf(dataset).fields.find(one => one.name === name)!;
}

function table(title: string, of: Field, rows: readonly Row[], more: Partial<CellOptions> = {}): void {
  describe(title, () => {
    test.each(rows.map(([cell, expected]) => ({cell, expected})))("$cell → $expected", ({cell, expected}) => {
      expect(read(of, cell, more)).toEqual(expected);
    });
  });
}

const plainDate: Field = {header: "通知单日期", name: "d", type: "date"};
const doneDate: Field = {header: "发生日期", name: "d", type: "date", done: true};
const firstMonth: Field = {header: "管理期起", name: "d", type: "date", month: "first"};
const lastMonth: Field = {header: "管理期止", name: "d", type: "date", month: "last"};

table("a date is read in five spellings, with or without a time", plainDate, [
  ["2025-03-01", "2025-03-01"],
  ["2025/3/1", "2025-03-01"],
  ["2025.3.1", "2025-03-01"],
  ["20250301", "2025-03-01"],
  ["2025年3月1日", "2025-03-01"],
  ["２０２５年３月１日", "2025-03-01"],
  [" 2025-3-1\u3000", "2025-03-01"],
  ["2025-03-01 09:30", "2025-03-01"],
  ["2025-03-01 09:30:00", "2025-03-01"],
  ["2025/3/1 9:30", "2025-03-01"],
  ["2024-02-29", "2024-02-29"],
  ["1949-01-01", "1949-01-01"],
  ["2099-12-31", "2099-12-31"],
  [day("2025-03-01"), "2025-03-01"],
  [day("2025-03-01T09:30:00"), "2025-03-01"],
  [number("45717"), "2025-03-01"],
  [number("45717.4"), "2025-03-01"],
  [number("20250301"), "2025-03-01"],
  ["-", null],
  ["无", null]
]);

table("a date that is none is an issue, never a guess", plainDate, [
  ["2025-02-30", {code: "bad_date"}],
  ["2025-02-29", {code: "bad_date"}],
  ["2025-13-01", {code: "bad_date"}],
  ["2025-00-10", {code: "bad_date"}],
  ["25.3.1", {code: "bad_date"}],
  ["21-10-29", {code: "bad_date"}],
  ["1948-12-31", {code: "bad_date"}],
  ["2025-3/1", {code: "bad_date"}],
  ["2025-03-01 25:00", {code: "bad_date"}],
  ["二〇二五年三月一日", {code: "bad_date"}],
  ["45717", {code: "bad_date"}],
  ["2025年3月", {code: "bad_date"}],
  ["2025-03", {code: "bad_date"}],
  ["202503", {code: "bad_date"}],
  ["2025", {code: "bad_date"}],
  ["三月一日", {code: "bad_date"}],
  ["2025.1", {code: "ambiguous_date"}],
  [number("2025.1"), {code: "ambiguous_date"}],
  [number("202503"), {code: "bad_date"}],
  [number("2025"), {code: "bad_date"}],
  [number("-5"), {code: "bad_date"}],
  [{kind: "boolean", text: "TRUE"}, {code: "bad_date"}]
]);

table("a month stands for its first day where the contract says so", firstMonth, [
  ["2025年3月", "2025-03-01"],
  ["2025-03", "2025-03-01"],
  ["202503", "2025-03-01"],
  [number("202503"), "2025-03-01"],
  ["2025-03-15", "2025-03-15"],
  ["2025-13", {code: "bad_date"}],
  ["2025.3", {code: "ambiguous_date"}]
]);

table("a month stands for its last day where the contract says so", lastMonth, [
  ["2024年2月", "2024-02-29"],
  ["2025-02", "2025-02-28"],
  ["202504", "2025-04-30"],
  ["2025-12", "2025-12-31"]
]);

table("a bare time of day is no date of a sign-in, and no fault", field("attendance", "signed_in_on"), [
  ["08:55", null],
  ["8:55:10", null],
  [number("0.371527777777778"), null],
  ["2025-03-01 08:55", "2025-03-01"],
  ["25:00", {code: "bad_date"}]
]);
table("a bare time of day is no date elsewhere", plainDate, [["08:55", {code: "bad_date"}]]);

table("what is done after as-of is kept with a word about it; deadlines are not asked", doneDate, [
  ["2025-12-31", "2025-12-31"],
  ["2026-01-01", {code: "future_date", value: "2026-01-01"}]
]);
table("a deadline lies in the future by nature", plainDate, [["2030-01-01", "2030-01-01"]]);
table("a serial number of the 1904 system counts from 1904", plainDate, [[number("44255"), "2025-03-01"]], {
  date1904: true
});

table("a year is four digits", field("claims", "year"), [
  ["2025", 2025],
  ["2025年", 2025],
  ["2025年度", 2025],
  ["２０２５年度", 2025],
  [number("2025"), 2025],
  ["2023-2024", {code: "bad_year"}],
  ["25", {code: "bad_year"}],
  ["20255", {code: "bad_year"}],
  ["1900", {code: "bad_year"}],
  [day("2025-01-01"), {code: "bad_year"}]
]);

table("an integer takes full width, brackets, separators and a trailing unit", field("units", "sort_order"), [
  ["5", 5],
  ["１２", 12],
  ["-5", -5],
  ["－5", -5],
  ["−5", -5],
  ["(5)", -5],
  ["（5）", -5],
  ["1,234", 1234],
  ["1，234", 1234],
  ["1 234", 1234],
  ["3人", 3],
  ["2 篇", 2],
  ["5.0", 5],
  [number("5"), 5],
  ["0", 0],
  ["-0", 0],
  ["三", {code: "bad_number"}],
  ["1.5", {code: "bad_number"}],
  ["12,34", {code: "bad_number"}],
  ["△5", {code: "bad_number"}],
  ["5%", {code: "bad_number"}],
  ["1E3", {code: "bad_number"}],
  ["99999999999", {code: "out_of_range"}],
  ["-99999999999", {code: "out_of_range"}],
  ["5万元", {code: "bad_number"}],
  [day("2025-01-01"), {code: "bad_number"}]
]);

table("points are whole thousandths and never pass through a binary float", field("claims", "claimed_points"), [
  ["1.5", 1500],
  ["0.1", 100],
  ["0.07", 70],
  ["1.005", 1005],
  ["8.295", 8295],
  ["-0.5", -500],
  ["(0.5分)", -500],
  ["１．５分", 1500],
  ["1.5000", 1500],
  ["1,234.5", 1_234_500],
  [number("0.3"), 300],
  ["9000000000000", 9_000_000_000_000_000],
  ["1.0005", {code: "bad_number"}],
  ["1.", {code: "bad_number"}],
  [".5", {code: "bad_number"}],
  ["1.2.3", {code: "bad_number"}],
  ["9000000000001", {code: "out_of_range"}],
  ["12345678901234567.89", {code: "out_of_range"}],
  ["(12345678901234567)", {code: "out_of_range"}],
  [number("1.23456789012346E16"), {code: "out_of_range"}],
  ["1E3", {code: "bad_number"}],
  ["12.5%", {code: "bad_number"}],
  [number("0.125"), 125],
  // What the sheet shows as 12.5% is no number of points.
  [{kind: "number", text: "0.125", percent: true}, {code: "bad_number"}],
  ["约1.5", {code: "bad_number"}]
]);

table("points outside their range are an issue", field("base_scores", "points"), [
  ["0", 0],
  ["100", 100_000],
  ["100.001", {code: "out_of_range"}],
  ["-1", {code: "out_of_range"}]
]);

table("a boolean has its own words, 无 among them", field("claims", "recognised"), [
  ["是", true],
  ["√", true],
  ["1", true],
  ["y", true],
  ["TRUE", true],
  ["有", true],
  ["否", false],
  ["×", false],
  ["0", false],
  ["N", false],
  ["false", false],
  ["无", false],
  ["-", null],
  [{kind: "boolean", text: "TRUE"}, true],
  [number("1"), true],
  ["已", {code: "bad_boolean"}],
  ["2", {code: "bad_boolean"}]
]);

table("whether something is done is not answered by half", field("inspections", "done_at_visit"), [
  ["基本完成", {code: "ambiguous_code"}]
]);

table("a code is a word of its list", field("claims", "rule"), [
  ["R1", "R1"],
  ["Ｒ1", "R1"],
  ["引才", "R1"],
  ["1", "R1"],
  [number("1"), "R1"],
  ["宣传表彰类（不计分）", "N"],
  ["宣传", {code: "ambiguous_code"}],
  ["引才加分", {code: "unknown_code"}],
  ["r1", {code: "unknown_code"}]
]);
table("市级 as a level does not decide", field("claims", "level"), [
  ["省级", "省级"],
  ["央媒", "国家级"],
  ["市级", {code: "ambiguous_code"}],
  ["无", null]
]);
table("无 is a value of a degree", field("talents", "degree"), [
  ["无", "无"],
  ["博士学位", "博士"],
  ["-", null]
]);
table("副高 is 副高级", field("talents", "title"), [
  ["副高", "副高级"],
  ["正高级", "正高级"]
]);
table("the categories are the office's own", field("talents", "category"), [
  ["A类", "A类"],
  ["Ｂ类", "B类"],
  ["F类", {code: "unknown_code"}]
]);
table("a grade is one of three; other outcomes are kept as words", field("assessments", "grade"), [
  ["优秀", "优秀"],
  ["未参加", "未参加"],
  ["缓评", "缓评"],
  ["良", {code: "ambiguous_code"}],
  ["基本合格", {code: "ambiguous_code"}],
  ["称职", {code: "unknown_code"}]
]);
table(
  "the office's own grade words count",
  field("assessments", "grade"),
  [
    ["称职", "合格"],
    ["不称职", "不合格"]
  ],
  {
    gradeWords: new Map([
      ["称职", "合格"],
      ["不称职", "不合格"]
    ])
  }
);
table("a disqualifying ground is a number or its word", field("assessments", "ground"), [
  ["1", "1"],
  [number("3"), "3"],
  ["违法违纪", "6"],
  ["无", null],
  ["7", {code: "unknown_code"}]
]);
table("several codes are stored in the contract's order", field("assessments", "methods"), [
  ["民主测评、个人述职", "个人述职、民主测评"],
  ["个人述职；民主测评/其他 个别谈话", "个人述职、民主测评、个别谈话、其他"],
  ["个人述职、个人述职", "个人述职"],
  ["民主测评，笔试", {code: "unknown_code"}]
]);
table("another channel does not belong to ratings", field("ratings", "channel"), [
  ["电话问询", "电话问询"],
  ["意见箱", {code: "out_of_range"}]
]);

table("an identifier keeps its zeros, in one spelling", field("claims", "claim_id"), [
  ["0011", "0011"],
  ["Ｓ－１", "S-1"],
  ['="0011"', "0011"],
  ["'0011", "0011"],
  ["\tS-1", "S-1"],
  ["S\u200b-1", "S-1"],
  [number("11"), "11"],
  [written("3701021990010110041"), "3701021990010110041"],
  ["3.70102E+17", {code: "lost_precision"}],
  [number("3.70102199001011E+17"), {code: "lost_precision"}],
  ["370102199001011000", {code: "lost_precision"}],
  // What was text in a workbook before it looked so is an office's own; no code of an office has an exponent's sign.
  [written("3.70102E+17"), {code: "lost_precision"}],
  [written("4E+17"), {code: "lost_precision"}],
  [written("3E12"), "3E12"],
  [written("1.2E3"), "1.2E3"],
  [written("370102199001011000"), "370102199001011000"],
  [day("2025-01-02"), {code: "lost_precision"}],
  // Beyond 15 digits a number of sixteen loses one: three zeros at its end are a number of the office's own.
  ["2025010100001000", "2025010100001000"],
  // 1-2, taken for a date and exported; set to text in a workbook, it is what somebody meant.
  ["1月2日", {code: "lost_precision"}],
  ["2-Jan", {code: "lost_precision"}],
  ["Jan-02", {code: "lost_precision"}],
  [written("1月2日"), "1月2日"],
  ["1月2日会", "1月2日会"],
  ["1-2", "1-2"],
  [ID, {code: "bad_id"}],
  // A number made of a person's own holds it all the same.
  [`RC-${ID}`, {code: "bad_id"}],
  [`${ID}-2025`, {code: "bad_id"}],
  [`claims/${ID}`, {code: "bad_id"}],
  [`1${ID}`, `1${ID}`]
]);

table("an ID number beside a unit's name is left out of it", field("talents", "employer"), [
  [`第一中学（${ID}）`, {code: "bad_id", value: "第一中学（■）"}],
  [ID, {code: "bad_id"}],
  ["第一中学", "第一中学"]
]);

table("an ID number among a unit's former names is left out of them", field("units", "former_names"), [
  [`老东镇、${ID}；东三（${ID}）`, {code: "bad_id", value: "老东镇、■、东三（■）"}],
  ["老东镇、东三", "老东镇、东三"]
]);

table("an ID number is hashed, after its check digit was proved", field("talents", "person_hash"), [
  [ID, "hash of 18 characters"],
  [written("11010119900307123３".normalize("NFKC")), "hash of 18 characters"],
  ["110101199003071234", {code: "bad_id"}],
  ["110101199013071233", {code: "bad_id"}],
  ["110101900307123", {code: "bad_id"}],
  ["1101011990", {code: "bad_id"}],
  ["1.10101E+17", {code: "lost_precision"}],
  ["110101199003071000", {code: "lost_precision"}],
  [written("1.10101E+17"), {code: "lost_precision"}],
  [written("１．１０１０１Ｅ＋１７"), {code: "lost_precision"}],
  [number("1.10101199003071E+17"), {code: "lost_precision"}],
  // Ends in three zeros, and is right all the same.
  ["370102199006061000", "hash of 18 characters"],
  ["无", null]
]);

table("a text keeps its characters", field("talents", "employer"), [
  ["  第一中学（南校区） ", "第一中学（南校区）"],
  ["\u200b第一中学", "第一中学"],
  ["-", null],
  ["——", null],
  ["n/a", null],
  ["#N/A", null],
  ["…", null],
  ["暂无", null],
  ["无锡中学", "无锡中学"]
]);
describe("what is said of a value that is not guessed at", () => {
  const message = (of: Field, cell: string | Cell): string | undefined => {
    const reading = cellReader(of, options)(cell);
    return isFinding(reading) ? reading.fault?.message : undefined;
  };
  test.each([
    [field("claims", "claimed_points"), "△5", "负数应写成 -5"],
    [field("claims", "claimed_points"), "5-", "负数应写成 -5"],
    [field("claims", "claimed_points"), "12.5%", "不填百分比"],
    [field("claims", "claimed_points"), "100万元", "不填金额"],
    [field("claims", "claimed_points"), "甲", "应写成阿拉伯数字"],
    [field("claims", "quantity"), "3％", "不填百分比"],
    [plainDate, "44498", "序列号"],
    [plainDate, "2025.1", "1 月还是 10 月"],
    [plainDate, "2025.3", "没有日"]
  ])("%j %s: %s", (of, cell, words) => {
    expect(message(of, cell)).toContain(words);
  });
  test("a percentage is shown as the sheet shows it", () => {
    expect(message(field("claims", "claimed_points"), {kind: "number", text: "0.125", percent: true})).toContain(
      "“12.5%”"
    );
  });
});

table("a code that may be a 统一社会信用代码 is looked at, and kept", field("units", "unit_id"), [
  ["91999999MA0HCTA1XU", "91999999MA0HCTA1XU"],
  ["91999999MA0HCTA1XR", {code: "bad_id", value: "91999999MA0HCTA1XR"}],
  ["91999999MAOHCTA1XU", {code: "bad_id", value: "91999999MAOHCTA1XU"}],
  ["ZD99999999HCTA1XU2", "ZD99999999HCTA1XU2"],
  ["210381", "210381"]
]);

table("a list of names is split at its separators", field("units", "former_names"), [
  ["甲镇;乙镇；丙镇、丁镇,戊镇，己镇", "甲镇、乙镇、丙镇、丁镇、戊镇、己镇"],
  ["甲镇、、甲镇", "甲镇"],
  ["；", null]
]);

table("a workbook's errors and formulas without a result are issues", field("claims", "quantity"), [
  [{kind: "error", text: "#REF!"}, {code: "formula_without_value"}],
  [{kind: "error", text: "#N/A"}, null],
  ["#VALUE!", {code: "formula_without_value"}],
  [{kind: "formula", text: ""}, {code: "formula_without_value"}]
]);

describe("messages", () => {
  const message = (of: Field, cell: string): string => {
    const reading = cellReader(of, options)(cell);
    return isFinding(reading) ? (reading.fault?.message ?? "") : "";
  };
  test("suggest the nearest code", () => {
    expect(message(field("attendance", "status"), "请假并派人员")).toBe(
      "“请假并派人员”不在可选的值里；是不是“请假并派员”？"
    );
  });
  test("list the codes where none is near, or the word is too short to guess", () => {
    expect(message(field("rectifications", "outcome"), "满亿")).toBe(
      "“满亿”不在可选的值里；应为 满意、不满意、未回访 之一"
    );
    expect(message(field("meetings", "type"), "每季度")).toBe("“每季度”不在可选的值里；应为 定期、临时 之一");
  });
  test("never hold an ID or a mobile number, and stay short", () => {
    expect(message(field("meetings", "type"), `李某13812345678，${ID}`)).toBe(
      "“李某■，■”不在可选的值里；应为 定期、临时 之一"
    );
    expect(message(field("meetings", "type"), "长".repeat(10_000)).length).toBeLessThan(120);
    expect(message(field("talents", "person_hash"), "110101199003071234")).not.toMatch(/\d{3}/);
  });
});
