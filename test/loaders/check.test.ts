import {expect, test} from "vitest";
import {loadWorkspace, makeWorkspace} from "./workspace.ts";

const TALENTS =
  "人才编号,人才类别,申报类型,县市区,所在单位,认定日期,管理期起,管理期止\nT1,A类,创新类,U1,U1,2020-01-01,,\nT2,A类,创新类,U1,U1,2020-01-01,2020-06-01,2020-05-01\n";

async function issuesOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const {issues} = await loadWorkspace(makeWorkspace({"talents/a.csv": TALENTS, ...files}));
  return (await issues("NOT file LIKE 'talents/%'")).map(line => line.replace(/^\S+?:/, ""));
}

const CLAIM =
  "申报编号,申报单位,加分项目,加分事项,发生日期,考核年度,级别,人才编号,用工方式,承担角色,媒体名称,考评方面,考评结论,申请日期,审核结论,审核日期,签批日期,撤销日期,撤销原因\n";

/** A claim with the given cells, complete in all else. */
function claim(id: string, cells: Readonly<Record<string, string>>): string {
  const row: Record<string, string> = {申报编号: id, 申报单位: "U1", 发生日期: "2025-03-01", ...cells};
  return CLAIM.trim()
    .split(",")
    .map(header => row[header] ?? "")
    .join(",")
    .concat("\n");
}

const R3 = {加分项目: "R3", 加分事项: "大会", 级别: "省级", 承担角色: "经验介绍"};

const CLAIM_CASES: readonly [what: string, cells: Readonly<Record<string, string>>, issues: readonly string[]][] = [
  ["a year that is not the event's", {...R3, 考核年度: "2024"}, ["2 考核年度 year_mismatch warning"]],
  ["a year that is", {...R3, 考核年度: "2025"}, []],
  ["a review without a date", {...R3, 审核结论: "通过"}, ["2 审核日期 missing_companion warning"]],
  ["待审核 needs no date", {...R3, 审核结论: "待审核"}, []],
  ["a date of review without its result", {...R3, 审核日期: "2025-04-01"}, ["2 审核结论 missing_companion warning"]],
  ["a signature without a review", {...R3, 签批日期: "2025-04-01"}, ["2 审核结论 missing_companion warning"]],
  [
    "a review before the application",
    {...R3, 申请日期: "2025-04-02", 审核结论: "通过", 审核日期: "2025-04-01"},
    ["2 审核日期 order_violation warning"]
  ],
  [
    "a signature before the review",
    {...R3, 审核结论: "通过", 审核日期: "2025-04-02", 签批日期: "2025-04-01"},
    ["2 签批日期 order_violation warning"]
  ],
  [
    "all on one day",
    {...R3, 申请日期: "2025-04-02", 审核结论: "通过", 审核日期: "2025-04-02", 签批日期: "2025-04-02"},
    []
  ],
  ["a revocation without a ground", {...R3, 撤销日期: "2025-05-01"}, ["2 撤销原因 missing_companion warning"]],
  ["a ground without a revocation", {...R3, 撤销原因: "虚报"}, ["2 撤销日期 missing_companion warning"]],
  ["R1 without a person", {加分项目: "R1", 用工方式: "全职"}, ["2 人才编号 missing_companion warning"]],
  ["R1 without 用工方式", {加分项目: "R1", 人才编号: "T1"}, ["2 用工方式 missing_companion warning"]],
  ["R1 complete", {加分项目: "R1", 人才编号: "T1", 用工方式: "柔性"}, []],
  ["R2 without a person", {加分项目: "R2"}, ["2 人才编号 missing_companion warning"]],
  [
    "R3 without all it needs",
    {加分项目: "R3"},
    ["2 承担角色 missing_companion warning", "2 活动编号 missing_companion warning", "2 级别 missing_companion warning"]
  ],
  [
    "R4 without all it needs",
    {加分项目: "R4"},
    ["2 媒体名称 missing_companion warning", "2 稿件编号 missing_companion warning", "2 级别 missing_companion warning"]
  ],
  [
    "R5 without all it needs",
    {加分项目: "R5"},
    ["2 考评方面 missing_companion warning", "2 考评结论 missing_companion warning"]
  ],
  ["N needs nothing", {加分项目: "N"}, []],
  ["a unit that is closed on the day", {...R3, 申报单位: "U3"}, ["2 申报单位 inactive_unit warning"]],
  ["a unit on its last day", {...R3, 申报单位: "U3", 发生日期: "2022-12-31"}, []],
  [
    "a unit on the day it is closed",
    {...R3, 申报单位: "U3", 发生日期: "2023-01-01"},
    ["2 申报单位 inactive_unit warning"]
  ],
  ["a unit not yet open", {...R3, 申报单位: "U4", 发生日期: "2024-05-31"}, ["2 申报单位 inactive_unit warning"]],
  ["a unit on its first day", {...R3, 申报单位: "U4", 发生日期: "2024-06-01"}, []]
];

// Each case is a row of one file: what is asked here of a claim is asked of it alone.
test("claims: what each says that contradicts itself, or is not there, and nothing of the others", async () => {
  const rows = CLAIM_CASES.map(([, cells], i) => claim(`S${i}`, cells));
  const issues = await issuesOf({"claims/a.csv": CLAIM + rows.join("")});
  const told = CLAIM_CASES.map(([what], i) => [what, issues.filter(line => Number.parseInt(line, 10) === i + 2)]);
  expect(told).toEqual(
    CLAIM_CASES.map(([what, , lines], i) => [what, lines.map(line => line.replace("2", `${i + 2}`))])
  );
  expect(issues).toHaveLength(CLAIM_CASES.flatMap(([, , lines]) => lines).length);
});

test("a revocation without a ground counts as 其他, and an incomplete row is accepted", async () => {
  const {query, report} = await loadWorkspace(
    makeWorkspace({"claims/a.csv": CLAIM + claim("S1", {加分项目: "R3", 撤销日期: "2025-05-01"})})
  );
  expect(await query("SELECT claim_id, revoke_ground FROM core.claims")).toEqual([
    {claim_id: "S1", revoke_ground: "其他"}
  ]);
  expect(report.status).toBe(0);
});

test("the same person or article in a later year is a warning there; refused and revoked claims are forgotten", async () => {
  const person = {加分项目: "R1", 人才编号: "T1", 用工方式: "全职"};
  const article = {加分项目: "R4", 加分事项: "新政", 级别: "省级", 媒体名称: "日报"};
  const rows = [
    claim("S1", {...person, 发生日期: "2023-03-01"}),
    claim("S2", {...person, 加分项目: "R2", 发生日期: "2025-03-01", 申报单位: "U2"}),
    claim("S3", {...article, 发生日期: "2024-12-31"}),
    claim("S4", {...article, 发生日期: "2025-01-01", 加分事项: "《新政》"}),
    claim("S5", {...article, 发生日期: "2024-12-30", 加分事项: "旧政", 审核结论: "不予认定", 审核日期: "2025-01-01"}),
    claim("S6", {...article, 发生日期: "2025-01-01", 加分事项: "旧政"}),
    claim("S7", {...person, 人才编号: "T2", 发生日期: "2024-01-01", 撤销日期: "2024-02-01", 撤销原因: "其他"}),
    claim("S8", {...person, 人才编号: "T2", 发生日期: "2025-01-01"})
  ];
  const {query} = await loadWorkspace(makeWorkspace({"talents/a.csv": TALENTS, "claims/a.csv": CLAIM + rows.join("")}));
  expect(
    await query("SELECT \"row\", field, severity, message FROM quality.issues WHERE code = 'year_mismatch'")
  ).toEqual([
    {row: 3, field: "人才编号", severity: "warning", message: "同一人在 2023 年已申报过（S1）；请核对是否重复申报"},
    {row: 5, field: "稿件编号", severity: "warning", message: "同一稿件在 2024 年已申报过（S3）；请核对是否重复申报"}
  ]);
});

test("assessments: who is not listed is rejected; stages go forward; what a ground and a filing need", async () => {
  const rows = [
    "T9,2024,,,,优秀,2025-01-01,,,",
    "T1,2023,2023-10-03,2023-10-02,2023-10-04,优秀,2023-10-05,,,",
    "T1,2022,2022-10-01,,2022-10-03,优秀,2022-10-02,,,",
    "T1,2021,2021-10-01,2021-10-01,2021-10-01,优秀,2021-10-01,,,",
    "T2,2021,,,,,2021-10-01,,,",
    "T2,2022,,,,合格,2022-10-01,1,,",
    "T2,2023,,,,合格,2023-10-01,1,2023-11-01,3号"
  ];
  const head =
    "人才编号,考核年度,申报日期,单位意见日期,县级考评日期,考核等次,备案日期,第九条情形,情形认定日期,认定文号\n";
  expect(await issuesOf({"assessments/a.csv": `${head}${rows.join("\n")}\n`})).toEqual([
    "2 人才编号 unknown_talent error",
    "3 单位意见日期 order_violation warning",
    "4 备案日期 order_violation warning",
    "6 考核等次 missing_companion warning",
    "7 第九条情形 missing_companion warning"
  ]);
});

test("inspections: visits are approved, unannounced ones unnoticed, closing follows verification", async () => {
  const head =
    "督查编号,督查事项,事项类别,督查方式,督查对象,来源会议,组长签批日期,通知日期,实地日期,通知单编号,通知单日期,核实日期,销号日期,延期至,延期批准日期\n";
  const rows = [
    "D1,事,1,随机抽查,U1,,2025-03-02,,2025-03-01,,,,,,",
    "D2,事,1,暗访督查,U1,,2025-03-01,2025-03-05,2025-03-05,,,,,,",
    "D3,事,1,暗访督查,U1,,2025-03-01,2025-03-06,2025-03-05,,,,,,",
    "D4,事,1,随机抽查,U1,,2025-03-01,2025-03-05,2025-03-05,,,2025-04-02,2025-04-01,,",
    "D5,事,1,随机抽查,U1,H9,2025-03-01,,2025-03-05,7号,,,,2025-09-01,",
    "D6,事,1,随机抽查,U3,,2025-03-01,,2025-03-05,,,,,,"
  ];
  expect(await issuesOf({"inspections/a.csv": `${head}${rows.join("\n")}\n`})).toEqual([
    "2 实地日期 order_violation warning",
    "3 通知日期 order_violation warning",
    "5 销号日期 order_violation warning",
    "6 延期批准日期 missing_companion warning",
    "6 来源会议 unknown_reference warning",
    "6 通知单日期 missing_companion warning",
    "7 督查对象 inactive_unit warning"
  ]);
});

test("attendance of a meeting that is not listed is rejected; a task only warned about", async () => {
  const files = {
    "meetings/a.csv": "会议编号,会议名称,召开日期\nH1,会,2025-02-01\n",
    "attendance/a.csv": "会议编号,单位,状态\nH1,U1,到会\nH2,U1,到会\nH1,U3,到会\n",
    "tasks/a.csv":
      "任务编号,会议编号,任务内容,责任单位,督查编号\nK1,H1,事,U1,\nK2,H2,事,U1,D1\nK3,H1,事,U4,\nK4,H1,事,U3,\n"
  };
  const {query, issues} = await loadWorkspace(makeWorkspace(files));
  expect(await query("SELECT meeting_id, unit FROM core.attendance")).toEqual([
    {meeting_id: "H1", unit: "U1"},
    {meeting_id: "H1", unit: "U3"}
  ]);
  expect(await query("SELECT task_id FROM core.tasks")).toHaveLength(4);
  expect(await issues()).toEqual([
    "attendance/a.csv:3 会议编号 unknown_reference error",
    "attendance/a.csv:4 单位 inactive_unit warning",
    "tasks/a.csv:3 会议编号 unknown_reference warning",
    "tasks/a.csv:3 督查编号 unknown_reference warning",
    "tasks/a.csv:5 责任单位 inactive_unit warning"
  ]);
});

test("units: periods end after they begin and do not overlap; a unit that fell out is no one's parent", async () => {
  const units = `单位编码,单位名称,单位类别,上级单位,启用日期,停用日期
A1,甲镇,镇,,2020-01-01,2019-01-01
B1,乙镇,镇,,2019-01-01,
B1,新乙镇,镇,,2022-01-01,
C1,丙镇,镇,,,
C1,丙丙镇,镇,,,
D1,丁村,村,C1,,
`;
  expect(await issuesOf({"units/units.csv": units, "talents/a.csv": ""})).toEqual(
    expect.arrayContaining([
      "2 停用日期 order_violation warning",
      "4 启用日期 order_violation warning",
      "5 单位编码 conflicting_duplicate error",
      "6 单位编码 conflicting_duplicate error",
      "7 上级单位 unknown_unit error"
    ])
  );
});

test("talents, reports, base scores: the rest of the checks", async () => {
  const {issues} = await loadWorkspace(
    makeWorkspace({
      "talents/a.csv": TALENTS,
      "reports/a.csv":
        "报告编号,单位,报告类型,报告日期,人才编号\nR1,U1,工作调动,2025-01-01,T1\nR2,U3,工作调动,2025-01-01,T9\n",
      "base_scores/a.csv": "考核年度,单位,基础分\n2022,U3,80\n2023,U3,80\n2024,U4,80\n2023,U4,80\n",
      "ratings/a.csv": "评价编号,评价日期,评价渠道,评价对象,评价内容,满意度\nP1,2025-01-01,电话问询,U3,P1,满意\n",
      "opinions/a.csv": "意见编号,收到日期,渠道,涉及单位\nO1,2025-01-01,意见箱,U3\n",
      "rectifications/a.csv": "问题编号,被通报单位,通报日期,整改时限\nZ1,U3,2025-01-01,2025-02-01\n"
    })
  );
  expect(await issues()).toEqual([
    "base_scores/a.csv:3 单位 inactive_unit warning",
    "base_scores/a.csv:5 单位 inactive_unit warning",
    "opinions/a.csv:2 涉及单位 inactive_unit warning",
    "ratings/a.csv:2 评价对象 inactive_unit warning",
    "rectifications/a.csv:2 被通报单位 inactive_unit warning",
    "reports/a.csv:3 人才编号 unknown_talent warning",
    "reports/a.csv:3 单位 inactive_unit warning",
    "talents/a.csv:3 管理期止 order_violation warning"
  ]);
});
