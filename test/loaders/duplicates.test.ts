import {expect, test} from "vitest";
import {loadWorkspace, makeWorkspace} from "./workspace.ts";

const HEAD = "报告编号,单位,报告类型,报告日期\n";

test("rows equal in every value are accepted once, also across files and however the unit is named", async () => {
  const {report, query, issues} = await loadWorkspace(
    makeWorkspace({
      "reports/a.csv": `${HEAD}R1,东山镇,工作调动,2025-01-01\nR1,U1,工作调动,2025/1/1\n`,
      "reports/b.csv": `${HEAD}R1,东山镇人民政府,工作调动,20250101\nR2,U2,工作调动,2025-01-01\n`
    })
  );
  expect(await query("SELECT report_id, source_file, source_row FROM core.reports")).toEqual([
    {report_id: "R1", source_file: "reports/a.csv", source_row: 2},
    {report_id: "R2", source_file: "reports/b.csv", source_row: 3}
  ]);
  expect(await issues()).toEqual([
    "reports/a.csv:3 报告编号 duplicate_key warning",
    "reports/b.csv:2 报告编号 duplicate_key warning"
  ]);
  expect(report.status).toBe(0);
  const [message] = await query<{message: string}>("SELECT message FROM quality.issues WHERE file = 'reports/b.csv'");
  expect(message!.message).toMatch(/与 reports\/a\.csv 第 2 行完全相同/);
  expect(await query("SELECT file, accepted, rejected FROM quality.load_report WHERE dataset = 'reports'")).toEqual([
    {file: "reports/a.csv", accepted: 1, rejected: 1},
    {file: "reports/b.csv", accepted: 1, rejected: 1}
  ]);
  expect(await query('SELECT row_outcome AS outcome FROM raw.reports ORDER BY file, "row"')).toEqual(
    ["accepted", "rejected", "rejected", "accepted"].map(outcome => ({outcome}))
  );
});

test("rows with one key and any difference are all rejected, whatever their order", async () => {
  const {report, query, issues} = await loadWorkspace(
    makeWorkspace({
      "reports/a.csv": `${HEAD}R1,U1,工作调动,2025-01-01\nR1,U1,工作调动,2025-01-02\nR1,U1,工作调动,2025-01-01\nR2,U1,工作调动,2025-01-01\n`
    })
  );
  expect(await query("SELECT report_id FROM core.reports")).toEqual([{report_id: "R2"}]);
  expect(await issues()).toEqual([2, 3, 4].map(row => `reports/a.csv:${row} 报告编号 conflicting_duplicate error`));
  expect(report.status).toBe(1);
});

test("a missing value and a value are a difference", async () => {
  const head = "报告编号,单位,报告类型,报告日期,事项日期\n";
  const {issues} = await loadWorkspace(
    makeWorkspace({
      "reports/a.csv": `${head}R1,U1,工作调动,2025-01-01,\nR1,U1,工作调动,2025-01-01,2025-01-01\nR2,U1,工作调动,2025-01-01,\nR2,U1,工作调动,2025-01-01,\n`
    })
  );
  expect(await issues()).toEqual([
    "reports/a.csv:2 报告编号 conflicting_duplicate error",
    "reports/a.csv:3 报告编号 conflicting_duplicate error",
    "reports/a.csv:5 报告编号 duplicate_key warning"
  ]);
});

test("keys of several parts: an inspection of two units is two rows, a unit's two periods are two rows", async () => {
  const {query, issues} = await loadWorkspace(
    makeWorkspace({
      "units/b.csv":
        "单位编码,单位名称,单位类别,启用日期,停用日期\nZ1,旧名,镇,2019-01-01,2022-01-01\nZ1,新名,镇,2022-01-01,\nZ1,新名,镇,2022-01-01,\n",
      "inspections/a.csv":
        "督查编号,督查事项,事项类别,督查方式,督查对象\nD1,事,1,随机抽查,U1\nD1,事,1,随机抽查,U2\nD1,事,1,随机抽查,东山镇\n"
    })
  );
  expect(await query("SELECT unit FROM core.inspections")).toEqual([{unit: "U1"}, {unit: "U2"}]);
  expect(await query("SELECT name FROM core.units WHERE unit_id = 'Z1'")).toEqual([{name: "旧名"}, {name: "新名"}]);
  expect(await issues()).toEqual([
    "inspections/a.csv:4 督查编号 duplicate_key warning",
    "units/b.csv:4 单位编码 duplicate_key warning"
  ]);
});

test("assessments that differ in 备案日期 are all accepted; else they are judged like any other", async () => {
  const {query, issues} = await loadWorkspace(
    makeWorkspace({
      "talents/a.csv":
        "人才编号,人才类别,申报类型,县市区,所在单位,认定日期\nT1,A类,创新类,U1,U1,2020-01-01\nT2,A类,创新类,U1,U1,2020-01-01\n",
      "assessments/a.csv": `人才编号,考核年度,考核等次,备案日期
T1,2024,优秀,2025-01-10
T1,2024,合格,2025-03-10
T1,2024,合格,
T1,2024,合格,2025-03-10
T2,2024,合格,2025-01-10
T2,2024,优秀,2025-01-10
T2,2023,未参加,2024-01-10
`
    })
  );
  expect(
    await query("SELECT talent_id, year, grade, grade_word, CAST(filed_on AS VARCHAR) AS filed FROM core.assessments")
  ).toEqual([
    {talent_id: "T1", year: 2024, grade: "优秀", grade_word: null, filed: "2025-01-10"},
    {talent_id: "T1", year: 2024, grade: "合格", grade_word: null, filed: "2025-03-10"},
    {talent_id: "T1", year: 2024, grade: "合格", grade_word: null, filed: null},
    {talent_id: "T2", year: 2023, grade: null, grade_word: "未参加", filed: "2024-01-10"}
  ]);
  expect(await issues()).toEqual([
    "assessments/a.csv:5 人才编号 duplicate_key warning",
    "assessments/a.csv:6 人才编号 conflicting_duplicate error",
    "assessments/a.csv:7 人才编号 conflicting_duplicate error"
  ]);
});
