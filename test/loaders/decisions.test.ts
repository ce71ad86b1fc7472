import {createHmac} from "node:crypto";
import {expect, test} from "vitest";
import {isExclusion, parseTarget} from "../../loaders/decisionTarget.ts";
import {KEY, loadWorkspace, makeWorkspace} from "./workspace.ts";

const hmac = (text: string): string => createHmac("sha256", KEY).update(text).digest("hex");

const CLAIMS = `申报编号,申报单位,加分项目,加分事项,发生日期,级别,人才编号,媒体名称,申报分值
S1,U1,R4,人才新政,2025-03-01,省级,,日报,0.5
S2,U1,R4,人才新政（续）,2025-03-05,省级,,日报,
S3,U2,R1,引进王五,2025-03-02,,T001,,
`;

const HEAD = "裁定编号,对象,字段,改为,事由,裁定人,裁定日期\n";

async function decide(lines: string, files: Readonly<Record<string, string>> = {}, yaml = "") {
  return loadWorkspace(makeWorkspace({"claims/a.csv": CLAIMS, "decisions/a.csv": HEAD + lines, ...files}), yaml);
}

test("a field's value is read as its cell would be, and the decision is recorded", async () => {
  const {report, query} = await decide(`C1,claims/S1,发生日期,2025年4月1日,日期写错,人才办主任,2025-06-01
C2,claims/S1,申报单位,西河街道,归属有争议,人才办主任,2025-06-02
C3,claims/S1,申报分值,1.25,算错,人才办主任,2025-06-02
C4,claims/S1,媒体名称,,不实,人才办主任,2025-06-02
`);
  expect(report.errors).toBe(0);
  expect(
    await query(
      "SELECT CAST(event_on AS VARCHAR) AS event_on, unit, claimed_points, outlet, source_row FROM core.claims WHERE claim_id = 'S1'"
    )
  ).toEqual([{event_on: "2025-04-01", unit: "U2", claimed_points: 1250, outlet: null, source_row: 2}]);
  expect(
    await query(
      `SELECT decision_id, dataset, "key", field, before, after, decided_by, CAST(decided_on AS VARCHAR) AS decided_on, reason
       FROM quality.applied_decisions`
    )
  ).toEqual([
    {
      decision_id: "C1",
      dataset: "claims",
      key: "S1",
      field: "发生日期",
      before: "2025-03-01",
      after: "2025-04-01",
      decided_by: "人才办主任",
      decided_on: "2025-06-01",
      reason: "日期写错"
    },
    expect.objectContaining({decision_id: "C2", field: "申报单位", before: "U1", after: "U2"}),
    expect.objectContaining({decision_id: "C3", before: "0.5", after: "1.25"}),
    expect.objectContaining({decision_id: "C4", before: "日报", after: null})
  ]);
});

test("takes no row out where 改为 does not say so, and says what it should say", async () => {
  const {query} = await decide(`C1,claims/S1,排除,否,不予排除,主任,2025-06-01
C2,claims/S2,剔除,暂缓,待核,主任,2025-06-01
C3,claims/S3,排除,是,误报,主任,2025-06-01
`);
  expect(await query("SELECT claim_id FROM core.claims ORDER BY claim_id")).toEqual([
    {claim_id: "S1"},
    {claim_id: "S2"}
  ]);
  expect(
    await query(`SELECT "row", field, value, code FROM quality.issues WHERE file LIKE 'decisions/%' ORDER BY "row"`)
  ).toEqual([
    {row: 2, field: "改为", value: "", code: "unknown_code"},
    {row: 3, field: "改为", value: "", code: "unknown_code"}
  ]);
});

test("raw keeps what the file said, and deleting the decision undoes it", async () => {
  const workspace = makeWorkspace({
    "claims/a.csv": CLAIMS,
    "decisions/a.csv": `${HEAD}C1,claims/S1,申报单位,U2,争议,主任,2025-06-01\n`
  });
  const decided = await loadWorkspace(workspace);
  expect(await decided.query("SELECT unit FROM raw.claims WHERE claim_id = 'S1'")).toEqual([{unit: "U1"}]);
  const {rmSync} = await import("node:fs");
  rmSync(`${workspace}/decisions/a.csv`);
  const undone = await loadWorkspace(workspace, "", {previous: decided.file});
  expect(await undone.query("SELECT unit FROM core.claims WHERE claim_id = 'S1'")).toEqual([{unit: "U1"}]);
});

test("an earlier as-of does not see the decision", async () => {
  const lines = "C1,claims/S1,申报单位,U2,争议,主任,2025-06-01\n";
  const before = await decide(lines, {}, "as_of: 2025-05-31\n");
  expect(await before.query("SELECT unit FROM core.claims WHERE claim_id = 'S1'")).toEqual([{unit: "U1"}]);
  expect(await before.query("SELECT decision_id FROM core.decisions")).toEqual([{decision_id: "C1"}]);
  const on = await decide(lines, {}, "as_of: 2025-06-01\n");
  expect(await on.query("SELECT unit FROM core.claims WHERE claim_id = 'S1'")).toEqual([{unit: "U2"}]);
});

test("later decisions come after earlier ones, whatever the order of the rows", async () => {
  const {query} = await decide(`C2,claims/S1,申报单位,M1,再议,主任,2025-06-02
C1,claims/S1,申报单位,U2,争议,主任,2025-06-01
`);
  expect(await query("SELECT unit FROM core.claims WHERE claim_id = 'S1'")).toEqual([{unit: "M1"}]);
  expect(await query("SELECT decision_id, before, after FROM quality.applied_decisions")).toEqual([
    {decision_id: "C1", before: "U1", after: "U2"},
    {decision_id: "C2", before: "U2", after: "M1"}
  ]);
});

test("two subjects become one article by a common number, or by one subject", async () => {
  const byNumber = await decide(`C1,claims/S1,稿件编号,A7,同一篇,主任,2025-06-01
C2,claims/S2,稿件编号,A7,同一篇,主任,2025-06-01
`);
  expect(await byNumber.query("SELECT DISTINCT article_key FROM core.claims WHERE rule = 'R4'")).toEqual([
    {article_key: hmac("A7")}
  ]);
  const bySubject = await decide("C1,claims/S2,加分事项,《人才新政》,同一篇,主任,2025-06-01\n");
  expect(await bySubject.query("SELECT DISTINCT article_key FROM core.claims WHERE rule = 'R4'")).toEqual([
    {article_key: hmac("人才新政")}
  ]);
  expect(await bySubject.query("SELECT event_key FROM core.claims WHERE claim_id = 'S2'")).toEqual([
    {event_key: hmac("人才新政|2025-03-05")}
  ]);
});

test("a row is excluded from core, stays accepted in the accounting, and what hangs on it goes too", async () => {
  const {query, report} = await decide(
    `C1,claims/S1,排除,,重复申报,主任,2025-06-01
C2,talents/T1,排除,是,误列,主任,2025-06-01
C3,meetings/H1,,排除,误列,主任,2025-06-01
`,
    {
      "talents/a.csv": "人才编号,人才类别,申报类型,县市区,所在单位,认定日期\nT1,A类,创新类,U1,U1,2020-01-01\n",
      "assessments/a.csv": "人才编号,考核年度,考核等次\nT1,2024,优秀\n",
      "meetings/a.csv": "会议编号,会议名称,召开日期\nH1,会,2025-02-01\nH2,会,2025-03-01\n",
      "attendance/a.csv": "会议编号,单位,状态\nH1,U1,到会\nH2,U1,到会\n"
    }
  );
  expect(report.errors).toBe(0);
  expect(await query("SELECT claim_id FROM core.claims")).toEqual([{claim_id: "S2"}, {claim_id: "S3"}]);
  expect(await query("SELECT * FROM core.assessments")).toEqual([]);
  expect(await query("SELECT meeting_id FROM core.attendance")).toEqual([{meeting_id: "H2"}]);
  expect(await query('SELECT dataset, "key", field, after FROM quality.applied_decisions')).toEqual([
    {dataset: "talents", key: "T1", field: "排除", after: "已排除"},
    {dataset: "assessments", key: "T1/2024", field: "排除", after: "已排除"},
    {dataset: "claims", key: "S1", field: "排除", after: "已排除"},
    {dataset: "meetings", key: "H1", field: "排除", after: "已排除"},
    {dataset: "attendance", key: "H1/U1", field: "排除", after: "已排除"}
  ]);
  expect(await query("SELECT accepted, rejected FROM quality.load_report WHERE dataset = 'claims'")).toEqual([
    {accepted: 3, rejected: 0}
  ]);
});

test("keys of several parts: in full, without the later parts where these are not needed, units by name", async () => {
  const files = {
    "inspections/a.csv":
      "督查编号,督查事项,事项类别,督查方式,督查对象\nD1,事,1,随机抽查,U1\nD1,事,1,随机抽查,U2\nD2,事,1,随机抽查,U1\n"
  };
  const {query, issues} = await decide(
    `C1,inspections/D1/西河街道,来源,甲,补,主任,2025-06-01
C2,inspections/D2,来源,乙,补,主任,2025-06-01
C3,inspections/D1,来源,丙,补,主任,2025-06-01
C4,inspections/D1/U1,督查对象,U2,改,主任,2025-06-01
C5,inspections/D2/U1,督查对象,东山乡,改,主任,2025-06-01
`,
    files
  );
  expect(await query("SELECT inspection_id, unit, source FROM core.inspections")).toEqual([
    {inspection_id: "D1", unit: "U1", source: null},
    {inspection_id: "D1", unit: "U2", source: "甲"},
    {inspection_id: "D2", unit: "U1", source: "乙"}
  ]);
  expect(await issues("file LIKE 'decisions%'")).toEqual([
    "decisions/a.csv:4 对象 unknown_reference error",
    "decisions/a.csv:5 改为 duplicate_key error"
  ]);
});

test("what a decision cannot do is an issue on its own row", async () => {
  const {query, issues, report} = await decide(
    `C1,claims/没有,申报单位,U2,争议,主任,2025-06-01
C2,申报 S1,申报单位,U2,争议,主任,2025-06-01
C3,claims/S1,没有的列,U2,争议,主任,2025-06-01
C4,claims/S1,申报编号,S9,争议,主任,2025-06-01
C5,claims/S1,申报单位,东山真,争议,主任,2025-06-01
C6,claims/S1,发生日期,2025-02-30,争议,主任,2025-06-01
C7,claims/S1,发生日期,,争议,主任,2025-06-02
C8,claims/S9,申报单位,U2,争议,主任,2025-06-01
`,
    {"claims/b.csv": "申报编号,申报单位,加分项目,发生日期\nS9,没有的单位,R4,2025-01-01\n"}
  );
  expect(await issues("file LIKE 'decisions%'")).toEqual([
    "decisions/a.csv:2 对象 unknown_reference error",
    "decisions/a.csv:3 对象 unknown_reference error",
    "decisions/a.csv:4 字段 unknown_code error",
    "decisions/a.csv:5 字段 unknown_code error",
    "decisions/a.csv:6 改为 unknown_unit error",
    "decisions/a.csv:7 改为 bad_date error",
    "decisions/a.csv:8 改为 missing_value error",
    "decisions/a.csv:9 对象 unknown_reference error"
  ]);
  const [rejected] = await query<{message: string}>('SELECT message FROM quality.issues WHERE "row" = 9');
  expect(rejected!.message).toMatch(/没有被接收/);
  expect(report.status).toBe(1);
  expect(await query("SELECT * FROM quality.applied_decisions")).toEqual([]);
});

test("an error that a decision settled is an info that names it; the row's other errors stay", async () => {
  const claims =
    "申报编号,申报单位,加分项目,发生日期,级别,申报分值\nS8,U1,R4,2025-03-01,市级,三分\nS9,U1,R4,2025-03-01,市级,三分\n";
  const {query, report} = await decide(
    "C1,claims/S8,级别,鞍山市级,核对样报,主任,2025-06-01\nC2,claims/S9,排除,是,撤回,主任,2025-06-01\n",
    {"claims/b.csv": claims}
  );
  expect(
    await query(
      `SELECT "row", field, severity, ends_with(message, '（已由裁定 C' || ("row" - 1) || ' 处理）') AS settled
       FROM quality.issues WHERE file = 'claims/b.csv' AND code <> 'missing_companion'`
    )
  ).toEqual([
    {row: 2, field: "申报分值", severity: "error", settled: false},
    {row: 2, field: "级别", severity: "info", settled: true},
    {row: 3, field: "申报分值", severity: "info", settled: true},
    {row: 3, field: "级别", severity: "info", settled: true}
  ]);
  expect(report.errors).toBe(1);
});

test("an assessment's grade may be decided, also to a word that is no grade", async () => {
  const {query} = await decide(
    `C1,assessments/T1/2024,考核等次,缓评,申诉中,主任,2025-06-01
C2,assessments/T1/2023/2024-01-10,考核等次,合格,更正,主任,2025-06-01
`,
    {
      "talents/a.csv": "人才编号,人才类别,申报类型,县市区,所在单位,认定日期\nT1,A类,创新类,U1,U1,2020-01-01\n",
      "assessments/a.csv": "人才编号,考核年度,考核等次,备案日期\nT1,2024,优秀,2025-01-10\nT1,2023,未参加,2024-01-10\n"
    }
  );
  expect(await query("SELECT year, grade, grade_word FROM core.assessments")).toEqual([
    {year: 2024, grade: null, grade_word: "缓评"},
    {year: 2023, grade: "合格", grade_word: null}
  ]);
});

test.each([
  ["claims/S-0001", "claims", "S-0001"],
  ["inspections/D1/U1", "inspections", "D1/U1"],
  ["督查督办台账/D1", "inspections", "D1"],
  ["Claims/ S1", "claims", "S1"],
  ["激励奖励(加分)申报/S1", "claims", "S1"]
])("parseTarget(%s)", (text, dataset, key) => {
  const target = parseTarget(text);
  expect([target?.contract.name, target?.key]).toEqual([dataset, key]);
});

test.each(["claims", "claims/", "decisions/C1", "nothing/S1", ""])("parseTarget(%s) is undefined", text => {
  expect(parseTarget(text)).toBeUndefined();
});

test.each([
  ["排除", null, true],
  ["排除", "是", true],
  ["剔除", "", true],
  [null, "排除", true],
  ["排除", "否", false],
  ["申报单位", "排除", false],
  [null, null, false]
])("isExclusion(%s, %s) is %s", (field, value, expected) => {
  expect(isExclusion(field, value)).toBe(expected);
});
