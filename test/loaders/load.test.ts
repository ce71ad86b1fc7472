import {createHmac} from "node:crypto";
import {expect, test} from "vitest";
import {KEY, loadWorkspace, makeWorkspace, UNITS} from "./workspace.ts";

const hmac = (text: string): string => createHmac("sha256", KEY).update(text).digest("hex");

/** An ID number that is valid and nobody's. */
const ID = "11010519491231002X";

const TALENTS = `人才编号,姓名,身份证号,性别,人才类别,申报类型,县市区,所在单位,认定日期,管理期止
T001,张三,${ID},男,A类,创新类,东山镇,市第一医院,2021-03-01,2026-03-31
T002,李四,,女,B类,创业类,西河街道,南岭镇,2021-03,
`;

const CLAIMS = `申报编号,考核年度,申报单位,加分项目,加分事项,发生日期,级别,人才编号,身份证号,用工方式,承担角色,媒体名称,审核结论,审核日期,签批日期
S1,2025,东山镇,R1,引进张三,2025-03-01,,,${ID},全职,,,通过,2025-04-01,2025-05-01
S2,2025,U2,R3,《人才》大会,2025-03-02,省级,,,,经验介绍,,待审核,,
S3,2025,南岭镇,4,人才——新政,2022-03-03,省级,,,,,日报,,,
`;

test("a clean workspace loads without an issue, units by code, points as thousandths, nothing rejected", async () => {
  const {report, query} = await loadWorkspace(
    makeWorkspace({
      "talents/a.csv": TALENTS,
      "base_scores/a.csv": "考核年度,单位,基础分,来源文号\n2024,东山乡,85.5,1号\n2024,U2,90,1号\n"
    })
  );
  expect(report).toMatchObject({status: 0, errors: 0, warnings: 0, infos: 0});
  expect(report.files).toEqual({found: 3, read: 3, ignored: 0, skippedSheets: 0});
  expect(await query("SELECT year, unit, points, source_file, source_row FROM core.base_scores")).toEqual([
    {year: 2024, unit: "U1", points: 85500, source_file: "base_scores/a.csv", source_row: 2},
    {year: 2024, unit: "U2", points: 90000, source_file: "base_scores/a.csv", source_row: 3}
  ]);
  expect(
    await query("SELECT talent_id, district, employer, CAST(recognised_on AS VARCHAR) AS d FROM core.talents")
  ).toEqual([
    {talent_id: "T001", district: "U1", employer: "市第一医院", d: "2021-03-01"},
    {talent_id: "T002", district: "U2", employer: "U3", d: "2021-03-01"}
  ]);
  expect(await query("SELECT unit_id, parent, former_names FROM core.units WHERE unit_id IN ('U1', 'U2')")).toEqual([
    {unit_id: "U1", parent: null, former_names: "东山乡、老东山"},
    {unit_id: "U2", parent: "U1", former_names: null}
  ]);
});

test("pseudonyms: a talent by 人才编号, a claim's person by the talent its ID number belongs to, events and articles", async () => {
  const {query} = await loadWorkspace(makeWorkspace({"talents/a.csv": TALENTS, "claims/a.csv": CLAIMS}));
  expect(await query("SELECT talent_key, person_hash FROM core.talents WHERE talent_id = 'T001'")).toEqual([
    {talent_key: hmac("T001"), person_hash: hmac(ID)}
  ]);
  expect(
    await query("SELECT claim_id, person_id, person_key, event_key, article_key, subject FROM core.claims")
  ).toEqual([
    {claim_id: "S1", person_id: "T001", person_key: hmac("T001"), event_key: null, article_key: null, subject: null},
    {
      claim_id: "S2",
      person_id: null,
      person_key: null,
      event_key: hmac("人才大会|2025-03-02"),
      article_key: hmac("人才大会"),
      subject: "《人才》大会"
    },
    {
      claim_id: "S3",
      person_id: null,
      person_key: null,
      event_key: hmac("人才新政|2022-03-03"),
      article_key: hmac("人才新政"),
      subject: "人才——新政"
    }
  ]);
});

test("a person whom no talent's ID number matches is kept by the hash, with the prefix h:", async () => {
  const {query} = await loadWorkspace(makeWorkspace({"claims/a.csv": CLAIMS}));
  expect(await query("SELECT person_id, person_key FROM core.claims WHERE claim_id = 'S1'")).toEqual([
    {person_id: `h:${hmac(ID)}`, person_key: hmac(`h:${hmac(ID)}`)}
  ]);
});

test("who was recognised twice is meant by the number in force at the event, with a warning", async () => {
  const talents = `${TALENTS}T009,张三,${ID},男,A类,创新类,东山镇,市第一医院,2025-01-01,\n`;
  const claims = `${CLAIMS}S4,2024,东山镇,R2,,2024-06-01,,,${ID},,,,,,\n`;
  const {query, issues} = await loadWorkspace(makeWorkspace({"talents/a.csv": talents, "claims/a.csv": claims}));
  expect(await query("SELECT claim_id, person_id FROM core.claims WHERE rule IN ('R1', 'R2')")).toEqual([
    {claim_id: "S1", person_id: "T009"},
    {claim_id: "S4", person_id: "T001"}
  ]);
  expect(await issues("code = 'ambiguous_code'")).toEqual([
    "claims/a.csv:2 身份证号 ambiguous_code warning",
    "claims/a.csv:5 身份证号 ambiguous_code warning"
  ]);
});

test("a required unit that is unknown, ambiguous or several rejects the row; an optional one is emptied", async () => {
  const units = `${UNITS}X1,城关镇,,镇,,,,,\nX2,城关镇,,镇,查无此镇,,,,\n`;
  const {report, query, issues} = await loadWorkspace(
    makeWorkspace({
      "units/units.csv": units,
      "reports/a.csv": `报告编号,单位,报告类型,报告日期
R1,东山镇,工作调动,2025-01-01
R2,东山真,工作调动,2025-01-01
R3,城关镇,工作调动,2025-01-01
R4,东山镇、西河街道,工作调动,2025-01-01
`,
      "opinions/a.csv": "意见编号,收到日期,渠道,涉及单位\nO1,2025-01-01,意见箱,不知道\n"
    })
  );
  expect(await query("SELECT report_id FROM core.reports")).toEqual([{report_id: "R1"}]);
  expect(await query("SELECT opinion_id, unit FROM core.opinions")).toEqual([{opinion_id: "O1", unit: null}]);
  expect(await issues()).toEqual([
    "opinions/a.csv:2 涉及单位 unknown_unit error",
    "reports/a.csv:3 单位 unknown_unit error",
    "reports/a.csv:4 单位 ambiguous_code error",
    "reports/a.csv:5 单位 many_units error",
    "units/units.csv:9 上级单位 unknown_unit error"
  ]);
  expect(report.status).toBe(1);
  expect(report.datasets.find(({dataset}) => dataset === "reports")).toEqual({
    dataset: "reports",
    files: 1,
    rows: 4,
    accepted: 1,
    rejected: 3
  });
});

test("a number of a person's where a unit should be named is in no issue", async () => {
  const row = (id: string, unit: string): string => `${id},${unit},N,2025-03-01\n`;
  const {query} = await loadWorkspace(
    makeWorkspace({
      "claims/a.csv": `申报编号,申报单位,加分项目,发生日期\n${row("S1", "13800138000")}${row("S2", `东山镇（${ID}）`)}`
    })
  );
  const issues = await query(`SELECT "row", value, code, message FROM quality.issues ORDER BY ALL`);
  expect(issues.map(({row, value, code}) => [row, value, code])).toEqual([
    [2, "■", "unknown_unit"],
    [3, "", "bad_id"],
    [3, "东山镇（■）", "unknown_unit"]
  ]);
  expect(JSON.stringify(issues)).not.toMatch(/\d{11}/);
});

test("every row of every file is accounted for, and raw keeps the text of accepted and rejected rows", async () => {
  const {query} = await loadWorkspace(
    makeWorkspace({
      "reports/a.csv": `人才事项报告一览表,,,
报告编号,单位,报告类型,报告日期
R1,东山镇,工作调动,2025-01-01

R2,东山真,工作调动,2025/1/1
R3,东山镇,搬家,2025-01-01
合计,3,,
注：以上为全部,,,
`
    })
  );
  const [line] = await query("SELECT * EXCLUDE (sha256, encoding) FROM quality.load_report WHERE dataset = 'reports'");
  expect(line).toEqual({
    file: "reports/a.csv",
    sheet: "",
    dataset: "reports",
    rows_in_file: 8,
    preamble: 1,
    header: 1,
    repeated_header: 0,
    blank: 1,
    total: 1,
    note: 1,
    accepted: 1,
    rejected: 2
  });
  expect(
    await query(
      'SELECT "row", row_outcome AS outcome, report_id, unit, kind, reported_on FROM raw.reports ORDER BY "row"'
    )
  ).toEqual([
    {row: 3, outcome: "accepted", report_id: "R1", unit: "东山镇", kind: "工作调动", reported_on: "2025-01-01"},
    {row: 5, outcome: "rejected", report_id: "R2", unit: "东山真", kind: "工作调动", reported_on: "2025/1/1"},
    {row: 6, outcome: "rejected", report_id: "R3", unit: "东山镇", kind: "搬家", reported_on: "2025-01-01"}
  ]);
});

test("issues stand by file, sheet, row, field, code; faults of the file before those of its rows", async () => {
  const {query} = await loadWorkspace(
    makeWorkspace({
      "reports/b.csv": "报告编号,单位,报告类型,报告日期,某列\nR9,没有,搬家,昨天,1\n",
      "reports/a.csv": "报告编号,单位,报告类型,报告日期\nR1,没有,工作调动,2025-01-01\nR2,没有,工作调动,2025-01-01\n",
      "claims/x.pdf": ""
    })
  );
  const rows = await query<{file: string; row: number | null; field: string; code: string}>(
    'SELECT file, "row", field, code FROM quality.issues'
  );
  const sorted = [...rows].sort(
    (a, b) =>
      compare(a.file, b.file) || (a.row ?? 0) - (b.row ?? 0) || compare(a.field, b.field) || compare(a.code, b.code)
  );
  expect(rows).toEqual(sorted);
  expect(rows.map(({file}) => file)).toEqual(
    expect.arrayContaining(["claims/x.pdf", "reports/a.csv", "reports/b.csv"])
  );
});

test("a workspace of units alone loads, and the report says what was not sent for the year", async () => {
  const {report, query} = await loadWorkspace(
    makeWorkspace({"meetings/a.csv": "会议编号,会议名称,召开日期\nH1,一次调度会,2024-02-01\n"})
  );
  expect(report.status).toBe(0);
  expect(report.missing.map(({dataset, state}) => `${dataset} ${state}`)).toEqual([
    "talents absent",
    "assessments absent",
    "claims absent",
    "meetings year",
    "inspections absent",
    "attendance absent",
    "tasks absent",
    "ratings absent",
    "opinions absent",
    "rectifications absent",
    "reports absent"
  ]);
  expect(await query("SELECT * FROM meta.missing WHERE dataset = 'meetings'")).toEqual([
    {dataset: "meetings", title: "调度会议", year: 2025, state: "year"}
  ]);
});

test("settings are handed on as text", async () => {
  const {query} = await loadWorkspace(
    makeWorkspace(),
    `groups: {镇（街道）: [镇, 街道]}
publish: {public: false, years: {2024: {signed_on: 2025-01-20, doc_no: 〔2025〕3号}}}
readings: {title_above: exactly}
`
  );
  const rows = await query<{key: string; value: string}>('SELECT "key", value FROM meta.settings');
  const settings = Object.fromEntries(rows.map(({key, value}) => [key, value]));
  expect(settings.city).toBe("测试市");
  expect(settings.as_of).toBe("2025-12-31");
  expect(JSON.parse(settings.groups!)).toEqual([{name: "镇（街道）", kinds: ["镇", "街道"]}]);
  expect(JSON.parse(settings.thresholds!)).toMatchObject({minCell: 5, satisfiedShare: 800, excellentReference: null});
  expect(JSON.parse(settings.satisfaction_index!)).toMatchObject({非常满意: 100, 非常不满意: 0});
  expect(JSON.parse(settings.publish!)).toEqual({
    public: false,
    years: {"2024": {signedOn: "2025-01-20", docNo: "〔2025〕3号", objectionsUntil: null}}
  });
  expect(JSON.parse(settings.readings!)).toMatchObject({title_above: {option: "exactly"}});
});

test("a file that cannot be read is an issue, and the others load", async () => {
  const {symlinkSync} = await import("node:fs");
  const workspace = makeWorkspace({"talents/a.csv": TALENTS});
  symlinkSync("/nonexistent/x.csv", `${workspace}/talents/b.csv`);
  const {report, issues} = await loadWorkspace(workspace);
  expect(await issues()).toEqual(["talents/b.csv:-  unreadable_file error"]);
  expect(report.status).toBe(1);
  expect(report.datasets.find(({dataset}) => dataset === "talents")?.accepted).toBe(2);
});

function compare(a: string, b: string): number {
  return Buffer.from(a).toString("hex") < Buffer.from(b).toString("hex") ? -1 : Number(a !== b);
}
