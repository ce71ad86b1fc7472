import {cpSync, rmSync} from "node:fs";
import {dirname, join} from "node:path";
import {beforeAll, expect, test} from "vitest";
import {dump, KEY, type Loaded, loadWorkspace, makeWorkspace, writeFiles} from "./workspace.ts";

const HEAD = "报告编号,单位,报告类型,报告日期\n";
const FILES = {
  "talents/a.csv": "人才编号,人才类别,申报类型,县市区,所在单位,认定日期\nT1,A类,创新类,U1,U1,2020-01-01\n",
  "assessments/a.csv": "人才编号,考核年度,考核等次\nT1,2024,优秀\nT2,2024,合格\n",
  "claims/a.csv":
    "申报编号,申报单位,加分项目,加分事项,发生日期\nS1,东山镇,R4,文,2025-01-01\nS1,东山镇,R4,文,2025-01-01\n",
  "meetings/a.csv": "会议编号,会议名称,召开日期\nH1,会,2025-02-01\n",
  "attendance/a.csv": "会议编号,单位,状态\nH1,U1,到会\nH2,U1,到会\n",
  "reports/a.csv": `${HEAD}R1,东山镇,工作调动,2025-01-01\nR2,某村,工作调动,2025-01-01\nR9,东山镇,工作调动,无此日\n`,
  "reports/b.csv": `${HEAD}R3,U2,工作调动,2025-01-01\n`,
  "decisions/a.csv": "裁定编号,对象,字段,改为,事由,裁定人,裁定日期\nC1,claims/S1,申报单位,U2,争议,主任,2025-06-01\n"
};

/** Each leaves other files unchanged, and yet moves rows of theirs. */
const CHANGES: [what: string, change: (workspace: string) => void, yaml?: string][] = [
  ["nothing", () => {}],
  ["a file more", workspace => writeFiles(workspace, {"reports/0.csv": `${HEAD}R3,U2,工作调动,2025-01-01\n`})],
  ["a file gone", workspace => rmSync(join(workspace, "reports/a.csv"))],
  ["a dataset gone", workspace => rmSync(join(workspace, "meetings"), {recursive: true})],
  ["a unit's name", workspace => writeFiles(workspace, {"units/b.csv": "单位编码,单位名称,单位类别\nV1,某村,村\n"})],
  [
    "a name taken twice",
    workspace => writeFiles(workspace, {"units/b.csv": "单位编码,单位名称,单位类别\nV1,东山镇,村\n"})
  ],
  [
    "a talent more",
    workspace => writeFiles(workspace, {"talents/b.csv": FILES["talents/a.csv"].replaceAll("T1", "T2")})
  ],
  [
    "a secret meeting",
    workspace => writeFiles(workspace, {"meetings/a.csv": "会议编号,会议名称,召开日期,密级\nH1,会,2025-02-01,秘密\n"})
  ],
  [
    "a decision that makes a claim R1",
    workspace =>
      writeFiles(workspace, {
        "decisions/b.csv": FILES["decisions/a.csv"].replace("C1", "C2").replace("申报单位,U2", "加分项目,R1")
      })
  ],
  [
    "decisions that join and settle",
    workspace =>
      writeFiles(workspace, {
        "decisions/c.csv": `${FILES["decisions/a.csv"].split("\n")[0]}
C8,claims/S1,同一稿件,S1,误写,主任,2025-06-01
C9,claims/S1,归属单位,U1,争议,主任,2025-06-01
`
      })
  ],
  ["an earlier as-of", () => {}, "as_of: 2025-01-15\n"],
  ["another key", workspace => writeFiles(workspace, {key: `${KEY}${KEY}`})],
  [
    "a row in place of another of the same length",
    workspace => writeFiles(workspace, {"reports/b.csv": `${HEAD}R4,U1,工作调动,2025-01-01\n`})
  ]
];

let before: Loaded;
beforeAll(async () => {
  before = await loadWorkspace(makeWorkspace(FILES));
}, 60_000);

test.each(CHANGES)("loading after %s changed gives the same rows as a full load", async (_, change, yaml = "") => {
  const workspace = makeWorkspace();
  cpSync(dirname(dirname(before.file)), workspace, {recursive: true, preserveTimestamps: true});
  change(workspace);
  const incremental = await loadWorkspace(workspace, yaml, {previous: before.file});
  const afresh = await loadWorkspace(workspace, yaml);
  const expected = await dump(afresh.file);
  expect(Object.keys(expected)).toHaveLength(15 * 3 + 6 + 5 + 3);
  expect(await dump(incremental.file)).toEqual(expected);
});

test("a full load reads every file again, and yields the same rows", async () => {
  const full = await loadWorkspace(dirname(dirname(before.file)), "", {previous: before.file, full: true});
  expect(full.report.files.read).toBe(full.report.files.found);
  expect(await dump(full.file)).toEqual(await dump(before.file));
});

test("unchanged files are not read again, but for decisions", async () => {
  const workspace = makeWorkspace(FILES);
  const first = await loadWorkspace(workspace);
  expect(first.report.files).toMatchObject({found: 9, read: 9});
  writeFiles(workspace, {"reports/b.csv": `${HEAD}R3,U1,工作调动,2025-01-01\n`});
  const told: string[] = [];
  const second = await loadWorkspace(workspace, "", {previous: first.file, progress: text => told.push(text)});
  expect(second.report.files).toMatchObject({found: 9, read: 2});
  expect(told).toContain("9/9 reports/b.csv：1 行");
  expect(told).toContain("8/9 reports/a.csv：未变，沿用上次读到的内容");
});

test("a warehouse of another make, or none at all, is no help and no harm", async () => {
  const workspace = makeWorkspace({...FILES, "broken.duckdb": "this is no database"});
  const {report} = await loadWorkspace(workspace, "", {previous: join(workspace, "broken.duckdb")});
  expect(report.files).toMatchObject({found: 9, read: 9});
  const absent = await loadWorkspace(workspace, "", {previous: join(workspace, "absent.duckdb")});
  expect(absent.report.files.read).toBe(9);
});

test("the report tells what changed since the last load", async () => {
  const workspace = makeWorkspace(FILES);
  const first = await loadWorkspace(workspace);
  expect(first.report.changes.newFiles).toHaveLength(9);
  expect(first.report.changes.rows).toContainEqual({
    dataset: "claims",
    title: "激励奖励（加分）申报",
    before: 0,
    after: 1
  });
  rmSync(join(workspace, "assessments"), {recursive: true});
  writeFiles(workspace, {
    "reports/b.csv": `${HEAD}R3,U1,工作调动,2025-01-01\nR4,U1,工作调动,2025-01-01\n`,
    "reports/c.csv": HEAD
  });
  const second = await loadWorkspace(workspace, "", {previous: first.file});
  expect(second.report.changes).toEqual({
    newFiles: ["reports/c.csv"],
    changedFiles: ["reports/b.csv"],
    goneFiles: ["assessments/a.csv"],
    rows: [
      {dataset: "assessments", title: "年度考核结果", before: 1, after: 0},
      {dataset: "reports", title: "人才事项报告", before: 2, after: 3}
    ]
  });
  const runs = await second.query<{changes: string}>("SELECT changes FROM meta.runs ORDER BY started_at");
  expect(runs).toHaveLength(2);
  expect(JSON.parse(runs[1]!.changes)).toEqual(second.report.changes);
});
