import {join} from "node:path";
import {expect, test} from "vitest";
import {claimWords} from "../../cli/claimWords.ts";
import {openDatabase} from "../../loaders/database.ts";
import {load} from "../../loaders/load.ts";
import {parsePolicies} from "../../scoring/policy.ts";
import {scoreBySql} from "../oracle/engine.ts";
import {YUNZHOU} from "../policies/yunzhou.ts";
import {configOf, dump, loadWorkspace, makeWorkspace, writeFiles} from "./workspace.ts";

const CLAIMS = `申报编号,申报单位,加分项目,加分事项,发生日期,级别,人才编号,用工方式,学位,媒体名称,活动编号,承担角色,审核结论,审核日期,签批日期
P1,U1,R1,引进甲,2025-03-01,,T001,全职,博士,,,,通过,2025-04-01,2025-05-01
P2,U2,R1,引进甲,2025-03-09,,T001,全职,博士,,,,通过,2025-04-01,2025-05-01
P3,U2,R2,引进乙,2025-03-09,,T009,,,,,,通过,2025-04-01,2025-05-01
A1,U1,R4,新政,2025-03-01,省级,,,,日报,,,通过,2025-04-01,2025-05-01
A2,U1,R4,新政（改题）,2025-03-05,省级,,,,晚报,,,通过,2025-04-01,2025-05-01
A3,U1,R4,新政（改题）,2025-03-06,国家级,,,,党报,,,通过,2025-04-01,2025-05-01
E1,U1,R3,推介会,2025-03-01,省级,,,,,H1,交流发言,通过,2025-04-01,2025-05-01
E2,U1,R3,推介会议,2025-03-01,省级,,,,,H2,交流发言,通过,2025-04-01,2025-05-01
`;
/** What becomes of them without a decision. */
const UNDECIDED = {
  P1: "counted!",
  P2: "duplicate P1!",
  A1: "counted",
  A2: "counted",
  A3: "duplicate A2",
  E1: "counted",
  E2: "counted"
};
const HEAD = "裁定编号,对象,字段,改为,事由,裁定人,裁定日期\n";

async function decided(lines: string, yaml = "", files: Readonly<Record<string, string>> = {}) {
  const workspace = makeWorkspace({"claims/a.csv": CLAIMS, "decisions/a.csv": HEAD + lines, ...files});
  const loaded = await loadWorkspace(workspace, yaml);
  const asOf = /as_of: (\S+)/.exec(yaml)?.[1] ?? "2025-12-31";
  return {...loaded, ledger: () => scored(loaded.file, asOf)};
}

/** Returns what became of each claim on the official basis: its disposition, what it repeats, and `!` where contested. */
async function scored(file: string, asOf = "2025-12-31"): Promise<Record<string, string>> {
  const db = await openDatabase();
  try {
    await db.run(`ATTACH '${file}' AS source (READ_ONLY); CREATE SCHEMA core;`);
    const tables = await db.all<{name: string}>(
      "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'source' AND schema_name = 'core'"
    );
    for (const {name} of tables) await db.run(`CREATE VIEW core.${name} AS SELECT * FROM source.core.${name}`);
    await scoreBySql(db, {asOf});
    const rows = await db.all<{claim_id: string; says: string}>(`
      SELECT claim_id, disposition || COALESCE(' ' || dup_of, '') || CASE WHEN contested THEN '!' ELSE '' END AS says
      FROM score.bonus_ledger WHERE basis = 'signed'`);
    return Object.fromEntries(rows.map(({claim_id, says}) => [claim_id, says]));
  } finally {
    db.close();
  }
}

test("without a decision the earliest claim has the person; with one the unit that the office chose", async () => {
  expect(await (await decided("")).ledger()).toMatchObject(UNDECIDED);
  for (const subject of ["P1", "P2"]) {
    const {ledger, query, report} = await decided(`C1,claims/${subject},归属单位,西河街道,合同在此,主任,2025-06-01\n`);
    expect(report.errors).toBe(0);
    expect(await ledger()).toMatchObject({P1: "duplicate P2!", P2: "counted!", P3: "ineligible"});
    expect(await query('SELECT "key", unit, field, after FROM quality.applied_decisions')).toEqual([
      {key: "P1", unit: "U1", field: "归属单位", after: "U2"},
      {key: "P2", unit: "U2", field: "归属单位", after: "U2"}
    ]);
  }
});

test("a settled person is no better than its claim: one that may not count hands the person on", async () => {
  const files = {
    "claims/a.csv": CLAIMS.replace("P2,U2,R1,引进甲,2025-03-09,,T001,全职", "P2,U2,R1,引进甲,2025-03-09,,T001,兼职")
  };
  const {ledger} = await decided("C1,claims/P1,归属单位,U2,合同在此,主任,2025-06-01\n", "", files);
  expect(await ledger()).toMatchObject({P1: "counted", P2: "ineligible"});
});

test("before its day a decision does not apply; a later one on the same person holds over it", async () => {
  const lines = "C1,claims/P1,归属单位,U2,合同在此,主任,2025-06-01\nC2,claims/P2,人才归属,U1,再议,主任,2025-07-01\n";
  expect(await (await decided(lines, "as_of: 2025-05-31\n")).ledger()).toMatchObject({
    P1: "counted!",
    P2: "duplicate P1!"
  });
  expect(await (await decided(lines, "as_of: 2025-06-01\n")).ledger()).toMatchObject({
    P1: "duplicate P2!",
    P2: "counted!"
  });
  expect(await (await decided(lines, "as_of: 2025-07-01\n")).ledger()).toMatchObject({
    P1: "counted!",
    P2: "duplicate P1!"
  });
});

test("two subjects joined are one article, one event, one person: all claims of the one go with it", async () => {
  const {ledger, query, report} = await decided(`C1,claims/A2,同一稿件,A1,改题重发,主任,2025-06-01
C2,claims/E2,同一会议,claims/E1,两个编号,主任,2025-06-01
C3,claims/P3,同一人,P1,两个编号,主任,2025-06-01
`);
  expect(report.errors).toBe(0);
  // A3 repeated A2, and so repeats A1 now.
  expect(await ledger()).toMatchObject({
    A1: "counted",
    A2: "duplicate A1",
    A3: "duplicate A1",
    E1: "counted",
    E2: "duplicate E1"
  });
  expect(await query("SELECT COUNT(DISTINCT person_key) AS n FROM core.claims WHERE rule IN ('R1', 'R2')")).toEqual([
    {n: 1}
  ]);
  expect(
    await query("SELECT decision_id, \"key\", field, after FROM quality.applied_decisions WHERE decision_id = 'C1'")
  ).toEqual([
    {decision_id: "C1", key: "A2", field: "同一稿件", after: "A1"},
    {decision_id: "C1", key: "A3", field: "同一稿件", after: "A1"},
    {decision_id: "C1", key: "A1", field: "同一稿件", after: "A2"}
  ]);
});

test("joins go on from each other, whatever their order", async () => {
  for (const lines of [
    "C1,claims/A1,同一稿件,A2,同,主任,2025-06-01\nC2,claims/A2,同一稿件,B1,同,主任,2025-06-02\n",
    "C1,claims/A2,同一稿件,B1,同,主任,2025-06-01\nC2,claims/A1,同一稿件,A2,同,主任,2025-06-02\n"
  ]) {
    const {query} = await decided(lines, "", {
      "claims/b.csv": `${CLAIMS.split("\n")[0]}\nB1,U1,R4,别的,2025-02-01,省级,,,,日报,,,,,\n`
    });
    expect(await query("SELECT COUNT(DISTINCT article_key) AS n FROM core.claims WHERE rule = 'R4'")).toEqual([{n: 1}]);
  }
});

const FAULTS: readonly [words: string, fault: string, message: RegExp][] = [
  ["claims/P1,归属单位,U3", "改为 unknown_reference", /没有申报同一人/],
  ["claims/P1,归属单位,", "改为 missing_value", /写单位编码或名称/],
  ["claims/A1,归属单位,U1", "改为 missing_value", /没有人才编号/],
  ["claims/P1,归属单位,张三", "改为 unknown_unit", /没有保存/],
  ["claims/A1,同一稿件,没有", "改为 unknown_reference", /没有保存/],
  ["claims/A1,同一稿件,A1", "改为 unknown_reference", /自己/],
  ["claims/A1,同一稿件,P1", "改为 unknown_reference", /没有写稿件编号或事项/],
  ["claims/A1,同一人,A2", "改为 unknown_reference", /没有写人才编号/],
  ["claims/没有,归属单位,U1", "对象 unknown_reference", /没有“没有”/]
];

test("what cannot be decided so is a fault that says why, and applies to nothing", async () => {
  // Each on a day of its own: none stands against another.
  const lines = FAULTS.map(([words], i) => `C${i},${words},事由,主任,2025-06-0${i + 1}\n`);
  const {query, issues} = await decided(lines.join(""));
  expect(await issues("file LIKE 'decisions%'")).toEqual(
    FAULTS.map(([, fault], i) => `decisions/a.csv:${i + 2} ${fault} error`)
  );
  const told = await query<{message: string; value: string}>(
    "SELECT message, value FROM quality.issues WHERE file LIKE 'decisions%' ORDER BY \"row\""
  );
  for (const [i, [, , message]] of FAULTS.entries()) expect(told[i]!.message).toMatch(message);
  expect(told.filter(({value}) => /张三/.test(value))).toEqual([]);
  expect(await query("SELECT * FROM quality.applied_decisions")).toEqual([]);
});

test("decisions of one day that say different things of one thing are faults, and none of them is applied", async () => {
  const {ledger, issues, query} = await decided(`C1,claims/A1,级别,海城市级,核对,主任,2025-06-01
C2,claims/A1,级别,国家级,核对,主任,2025-06-01
C3,claims/A1,媒体名称,晚报,核对,主任,2025-06-01
C4,claims/P1,归属单位,U2,合同,主任,2025-06-01
C5,claims/P2,归属单位,U1,合同,主任,2025-06-01
`);
  expect(await issues("file LIKE 'decisions%'")).toEqual([
    "decisions/a.csv:2 改为 conflicting_duplicate error",
    "decisions/a.csv:3 改为 conflicting_duplicate error",
    "decisions/a.csv:6 改为 conflicting_duplicate error"
  ]);
  expect(await query("SELECT decision_id FROM quality.applied_decisions")).toEqual([{decision_id: "C3"}]);
  expect(await ledger()).toMatchObject({P1: "counted!", P2: "duplicate P1!"});
});

test("a value that cannot be stands against no other decision of its day: it is a fault, and the other applies", async () => {
  const {issues, query} = await decided(`C1,claims/A1,级别,省级,核对,主任,2025-06-01
C2,claims/A1,级别,不存在级,核对,主任,2025-06-01
C3,claims/A1,申报单位,U9,核对,主任,2025-06-01
C4,claims/A1,申报单位,U2,核对,主任,2025-06-01
C5,claims/A1,级别,海城市级,核对,主任,2025-06-02
C6,claims/A1,级别,国家级,核对,主任,2025-06-02
C7,claims/A1,级别,没有级,核对,主任,2025-06-02
`);
  expect(await issues("file LIKE 'decisions%'")).toEqual([
    "decisions/a.csv:3 改为 unknown_code error",
    "decisions/a.csv:4 改为 unknown_unit error",
    "decisions/a.csv:6 改为 conflicting_duplicate error",
    "decisions/a.csv:7 改为 conflicting_duplicate error",
    "decisions/a.csv:8 改为 unknown_code error"
  ]);
  expect(await query("SELECT decision_id FROM quality.applied_decisions ORDER BY ALL")).toEqual([
    {decision_id: "C1"},
    {decision_id: "C4"}
  ]);
});

test("a decision on a row that another one took out says so", async () => {
  const {query} = await decided(
    "C1,claims/A1,排除,是,撤回,主任,2025-06-01\nC2,claims/A1,级别,省级,核对,主任,2025-06-02\n"
  );
  const rows = await query<{message: string}>("SELECT message FROM quality.issues WHERE file LIKE 'decisions%'");
  expect(rows.map(({message}) => message)).toEqual([expect.stringMatching(/已由裁定 C1 排除/)]);
});

test("what may be shown of a decision on a person leaves out free words and numbers", async () => {
  const {query} = await decided(
    `C1,claims/P1,归属单位,U2,张三的合同在此,主任,2025-06-01
C2,claims/A1,级别,国家级,核对样报,主任,2025-06-01
C3,claims/P3,人才编号,T888,张三改号,主任,2025-06-01
C4,talents/T001,人才类别,B类,张三改类,主任,2025-06-01
`,
    "",
    {"talents/a.csv": "人才编号,人才类别,申报类型,县市区,所在单位,认定日期\nT001,A类,创新类,U1,U1,2020-01-01\n"}
  );
  const rows = await query<Record<string, string | null>>("SELECT * FROM quality.decisions");
  expect(rows.map(({decision_id, key, before, after, reason}) => [decision_id, key, before, after, reason])).toEqual([
    ["C1", "P1", null, "U2", null],
    ["C1", "P2", null, "U2", null],
    ["C2", "A1", "省级", "国家级", "核对样报"],
    ["C3", "P3", null, null, null],
    ["C4", expect.stringMatching(/^[0-9a-f]{64}$/), "A类", "B类", null]
  ]);
});

test("an incremental load with these decisions is the same as a full one", async () => {
  const lines = `C1,claims/P1,归属单位,U2,合同,主任,2025-06-01
C2,claims/A2,同一稿件,A1,改题重发,主任,2025-06-01
C3,claims/P2,归属单位,U1,再议,主任,2025-06-02
`;
  const workspace = makeWorkspace({"claims/a.csv": CLAIMS});
  const before = await loadWorkspace(workspace);
  writeFiles(workspace, {"decisions/a.csv": HEAD + lines});
  const incremental = await loadWorkspace(workspace, "", {previous: before.file});
  const full = await loadWorkspace(workspace);
  expect(incremental.report.files.read).toBe(1);
  expect(await dump(incremental.file)).toEqual(await dump(full.file));
  expect(await scored(full.file)).toMatchObject({P1: "counted!", P2: "duplicate P1!", A2: "duplicate A1"});
});

test("the year in which units claim one person is the policy's, which may begin in July", async () => {
  const head = CLAIMS.slice(0, CLAIMS.indexOf("\n") + 1);
  const claim = (id: string, unit: string, day: string): string =>
    `${id},${unit},育才,育,${day},,T001,,,,,,通过,2025-08-01,2025-08-02\n`;
  const claims =
    head + claim("P1", "U1", "2024-11-01") + claim("P2", "U2", "2025-05-01") + claim("P3", "U2", "2025-07-01");
  const config = {...configOf(), words: claimWords(parsePolicies(YUNZHOU))};
  const settle = async (claim: string) => {
    const decision = `${HEAD}C1,claims/${claim},归属单位,西河街道,合同在此,主任,2025-09-01\n`;
    const target = join(makeWorkspace(), "test.duckdb");
    await load(makeWorkspace({"claims/a.csv": claims, "decisions/a.csv": decision}), config, {target});
    const db = await openDatabase(target, {readOnly: true});
    const rows = await db.all('SELECT "key", after FROM quality.applied_decisions ORDER BY 1');
    db.close();
    return rows;
  };
  // One calendar year divides P1 from P2, one policy year P2 from P3.
  expect(await settle("P1")).toEqual([
    {key: "P1", after: "U2"},
    {key: "P2", after: "U2"}
  ]);
  expect(await settle("P3")).toEqual([{key: "P3", after: "U2"}]);
});
