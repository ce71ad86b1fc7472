import {createHash} from "node:crypto";
import {readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {CLAIMS, makeWorkspace} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

const DECISIONS = `裁定编号,对象,字段,改为,事由,裁定人,裁定日期
C1,claims/S-3,申报单位,白塔镇,由该镇承办,人才办主任,2025-08-01
C2,claims/S-2,级别,省级,核对样报,人才办主任,2025-12-31
`;
const AMENDMENT = `hengcai: 1
amends: haicheng-2021-2
policy: xiaocheng-2025-1
title: 小城修订
source: {doc: 小城〔2025〕1号}
force: {from: 2025-01-01}
clauses:
  x1: {at: 小城〔2025〕1号 一, says: 媒体宣传封顶降低, chars: 10, sha256: ${"a".repeat(64)}}
set:
  score.R4.caps.both.0.max: {value: "0.3", cite: x1}
`;

/** Returns an amendment that comes in on 2 March; `body` says what. */
function since(number: number, body: string, transition = "by_event_date"): string {
  return AMENDMENT.slice(0, AMENDMENT.indexOf("set:"))
    .replace("xiaocheng-2025-1", `xiaocheng-2025-${number}`)
    .replace("〔2025〕1号", `〔2025〕${number}号`)
    .replace("小城〔2025〕1号 一", "一")
    .replace("from: 2025-01-01}", `from: 2025-03-02}\ntransition: ${transition}`)
    .concat(body);
}

let city: string;
beforeAll(async () => {
  city = makeWorkspace({
    "units/单位.csv":
      "单位编码,单位名称,单位简称,单位类别,建制序\nU1,青禾镇,青禾,镇,1\nU2,白塔镇,白塔,镇,2\nU3,石桥镇,,镇,3\n",
    "claims/申报.csv": CLAIMS.replace(
      "2025-03-04,省级,A3,日报,,,通过,2025-04-01,",
      "2025-03-04,省级,A3,日报,,,通过,2025-04-01,2025-09-09"
    ),
    "decisions/裁定.csv": DECISIONS,
    "修订.yaml": AMENDMENT,
    "停止.yaml": since(2, "end: [{rule: R4, cite: x1}]\n"),
    "全年.yaml": since(4, 'set: {score.R4.caps.both.0.max: {value: "0.6", cite: x1}}\n', "whole_year_new"),
    "分值.yaml": since(6, 'set: {score.R4.earn.each.省级: {value: "0.6", cite: x1}}\n'),
    "加档.yaml": since(
      7,
      'set: {score.R4.caps.both: {value: [{max: "0.4", codes: [省级]}], cite: x1}}\n',
      "whole_year_new"
    ),
    "合计.yaml": since(5, 'add: {limits: [{over: [R3, R4], max: "0.6", cite: x1}]}\n')
  });
  await inProcess(["score", "--workspace", city]);
}, 60_000);
afterAll(() => rmSync(city, {recursive: true, force: true}));

const diff = (...args: string[]) => inProcess(["diff", ...args, "--workspace", city]);

interface Json {
  changed: boolean;
  units: {
    unit_id: string;
    total: {before: string; after: string};
    change: string;
    places: {rank: {before: number; after: number}; overtook: {unit_id: string}[]; overtaken_by: {unit_id: string}[]}[];
    claims: {claim_id: string; change: string; reasons: {kind: string; text: string}[]}[];
  }[];
}

async function json(...args: string[]): Promise<Json> {
  const {stdout, stderr} = await diff(...args, "--json");
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Json;
}

describe("hengcai diff", {timeout: 60_000}, () => {
  test("two days: what was signed and decided in between, adding up to every change", async () => {
    const {units} = await json("--from", "2025-07-01", "--to", "2025-12-31");
    const of = (id: string) => units.find(unit => unit.unit_id === id)!;
    // 青禾镇: 0.5 + 0.2 + 0.1; S-3 (0.1) goes to 白塔镇, S-2 becomes 0.5.
    expect(of("U1")).toMatchObject({total: {before: "0.8", after: "1.0"}, change: "0.2"});
    expect(of("U1").claims).toMatchObject([
      {
        claim_id: "S-3",
        change: "-0.1",
        reasons: [{kind: "decided", text: expect.stringContaining("C1（人才办主任，2025-08-01，由该镇承办）")}]
      },
      {
        claim_id: "S-2",
        change: "0.3",
        reasons: [{kind: "decided", text: expect.stringContaining("级别由“海城市级”改为“省级”")}]
      }
    ]);
    expect(of("U2")).toMatchObject({total: {before: "0.0", after: "0.6"}, change: "0.6"});
    expect(of("U2").places).toMatchObject([{rank: {before: 2, after: 2}, overtook: [], overtaken_by: []}]);
    expect(of("U2").claims.find(({claim_id}) => claim_id === "S-4")!.reasons).toMatchObject([
      {kind: "signed", text: "签批于 2025-09-09"}
    ]);
    expect(of("U3").places).toMatchObject([{rank: {before: 2, after: 3}, overtaken_by: [{unit_id: "U2"}]}]);
  });

  test("a decision of the later day itself is in, one of the day after the earlier is not yet", async () => {
    const {units} = await json("--from", "2025-08-01", "--to", "2025-12-30", "--unit", "青禾镇");
    expect(units).toEqual([]);
    const last = await json("--from", "2025-12-30", "--to", "2025-12-31");
    expect(last.units.map(({unit_id, change}) => [unit_id, change])).toEqual([["U1", "0.3"]]);
  });

  test("two versions of the policy, and both at once", async () => {
    const versions = ["--from", "haicheng-2021-2", "--to", "haicheng-2021-2+修订.yaml", "--year", "2025"];
    const {units} = await json(...versions);
    // 1.0 becomes 0.3 under the new cap, 0.5 + 0.1 becomes 0.3 + 0.1.
    expect(units.map(({unit_id, total}) => [unit_id, total.before, total.after])).toEqual([
      ["U1", "1.0", "0.3"],
      ["U2", "0.6", "0.4"]
    ]);
    expect(units[1]!.claims[0]!.reasons.map(({kind}) => kind)).toContain("policy");
    const both = await json("--from", "2025-07-01", "--to", "2025-12-31", "--to-policy", "haicheng-2021-2+修订.yaml");
    const [signed] = both.units
      .find(({unit_id}) => unit_id === "U2")!
      .claims.filter(({claim_id}) => claim_id === "S-4");
    expect(signed!.reasons.map(({kind}) => kind)).toEqual(["signed", "policy"]);
    expect(signed!.change).toBe("0.3");
  });

  test("says since when a rule has ended or a value is another, and which clause of the amendment says so", async () => {
    const reasonsFor = async (file: string) => {
      const {units} = await json("--from", "haicheng-2021-2", "--to", `haicheng-2021-2+${file}.yaml`, "--year", "2025");
      const texts = units.flatMap(({claims}) => claims.flatMap(({reasons}) => reasons.map(({text}) => text)));
      return [...new Set(texts)];
    };
    expect(await reasonsFor("停止")).toEqual(["制度：R4 媒体宣传自 2025-03-02 起停止计分（小城〔2025〕2号 一）"]);
    expect(await reasonsFor("全年")).toEqual([
      "制度：自 2025-01-01 起，R4 媒体宣传的封顶由“封顶2”改为“封顶0.6”（小城〔2025〕4号 一）"
    ]);
    // Of a list of tiers only what is otherwise.
    expect(await reasonsFor("分值")).toEqual([
      "制度：自 2025-03-02 起，R4 媒体宣传的分值由“省级0.5”改为“省级0.6”（小城〔2025〕6号 一）"
    ]);
    expect(await reasonsFor("加档")).toEqual([
      "制度：自 2025-01-01 起，R4 媒体宣传的封顶由“封顶2”改为“省级合计封顶0.4”（小城〔2025〕7号 一）"
    ]);
  });

  test("policy diff names the amendment's clause and the day from which each value holds", async () => {
    const rowOf = async (file: string, path: string) => {
      const specs = ["haicheng-2021-2", `haicheng-2021-2+${file}.yaml`];
      const {stdout} = await inProcess(["policy", "diff", ...specs, "--year", "2025", "--workspace", city]);
      const line = stdout.split("\n").find(text => text.startsWith(`${path} `));
      return line?.split(/ {2,}/).slice(1);
    };
    expect(await rowOf("停止", "score.R4.to")).toEqual(["（无）", "自 2025-03-02 起停止计分", "小城〔2025〕2号 一"]);
    expect(await rowOf("全年", "score.R4.caps.both.0.max")).toEqual([
      "2",
      "2；自 2025-01-01 起 0.6",
      "小城〔2025〕4号 一"
    ]);
    expect(await rowOf("合计", "limits.0")).toEqual([
      "（无）",
      "R3、R4 合计封顶，自 2025-03-02 起 0.6",
      "小城〔2025〕5号 一"
    ]);
  });

  test("in words: who moved, then each claim with its reason and source, then the sum", async () => {
    const {stdout, status} = await diff("--from", "2025-07-01", "--to", "2025-12-31");
    expect(status).toBe(0);
    for (const words of [
      "小城 2025 年度绩效加分：截至 2025-07-01 → 截至 2025-12-31",
      "青禾镇（U1）0.8 → 1.0 分",
      "签批于 2025-09-09",
      "claims/申报.csv 第 5 行",
      "合计 0.8 → 1.0 分：-0.1 +0.3",
      "原不在前、现在前的 1 个：白塔镇（0.0 → 0.6）"
    ]) {
      expect(stdout).toContain(words);
    }
  });

  test("nothing changed is one sentence", async () => {
    const {stdout} = await diff("--from", "2025-10-01", "--to", "2025-11-01");
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(stdout).toContain("完全相同");
  });

  test("nothing is written", async () => {
    const print = () =>
      readdirSync(join(city, ".hengcai")).map(name => [
        name,
        createHash("sha256")
          .update(readFileSync(join(city, ".hengcai", name), "latin1"))
          .digest("hex")
      ]);
    const before = print();
    await diff("--from", "2025-07-01", "--to", "2025-12-31", "--to-policy", "haicheng-2021-2+修订.yaml");
    expect(print()).toEqual(before);
  });

  test.each([
    [[], /--from、--to/],
    [["--from", "2025-02-30"], /--from 的日期无效：“2025-02-30”/],
    [["--from", "haichen-2021-2"], /是不是“haicheng-2021-2”/],
    [["--from", "2025-12-31", "--to", "2025-07-01"], /较早的日期/],
    [["--from", "liaocheng-2022-15"], /不计分/],
    [["--from", "haicheng-2021-2", "--from-policy", "haicheng-2021-2"], /只留一个/],
    [["--from", "2025-07-01", "--year", "2030"], /2021 至 2025/],
    [["--from", "2025-07-01", "--year", "去年"], /四位年份/],
    [["--from", "2024-07-01", "--year", "2025"], /还没有开始/],
    [["--from", "2025-07-01", "--unit", "青和镇"], /是不是“青禾镇”/],
    [["--from", "2025-02-30", "--to", "没有.yaml"], /2025-02-30[\s\S]*没有.yaml/]
  ])("%j is told what would be right", async (args, words) => {
    const {status, stderr} = await diff(...(args as string[]));
    expect(status).toBe(2);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/\n\s+at |Error:/);
  });

  test("explain shows the decisions on the unit's claims, also on one that went to another unit", async () => {
    const {stdout} = await inProcess(["explain", "U1", "--workspace", city]);
    expect(stdout).toContain("S-3　裁定 C1（人才办主任，2025-08-01，由该镇承办）：申报单位由“U1”改为“U2”");
    const {stdout: text} = await inProcess(["explain", "U2", "--workspace", city, "--json"]);
    expect((JSON.parse(text) as {decisions: unknown[]}).decisions).toMatchObject([
      {decision_id: "C1", claim_id: "S-3"}
    ]);
  });

  test("a changed decision is a changed comparison", async () => {
    writeFileSync(join(city, "decisions/裁定.csv"), DECISIONS.replace("白塔镇", "石桥镇"));
    const {units} = await json("--from", "2025-07-01", "--to", "2025-12-31", "--unit", "石桥镇");
    expect(units).toMatchObject([{unit_id: "U3", change: "0.1"}]);
  });
});

describe("hengcai diff on joined articles, joined events and a settled person", {timeout: 60_000}, () => {
  const HEAD =
    "申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称,承担角色,活动编号,人才编号,用工方式,学位,审核结论,审核日期,签批日期\n";
  const SIGNED = "通过,2025-04-01,2025-05-01";
  const CITY = {
    "units/单位.csv": "单位编码,单位名称,单位简称,单位类别,建制序\nU1,青禾镇,青禾,镇,1\nU2,白塔镇,白塔,镇,2\n",
    "claims/申报.csv": `${HEAD}S-1,青禾镇,R4,甲稿,2025-03-01,鞍山市级,A1,日报,,,,,,${SIGNED}
S-2,青禾镇,R4,乙稿,2025-03-02,鞍山市级,A2,周报,,,,,,${SIGNED}
S-3,青禾镇,R3,会议,2025-03-03,省级,,,经验介绍,E1,,,,${SIGNED}
S-4,青禾镇,R3,大会,2025-03-04,省级,,,经验介绍,E2,,,,${SIGNED}
S-5,青禾镇,R1,引进,2025-03-05,,,,,,T-1,全职,博士,${SIGNED}
S-6,白塔镇,R1,引进,2025-03-06,,,,,,T-1,全职,博士,${SIGNED}
`,
    "decisions/裁定.csv": `裁定编号,对象,字段,改为,事由,裁定人,裁定日期
C1,claims/S-2,同一稿件,S-1,转载,人才办主任,2025-08-01
C2,claims/S-4,同一活动,S-3,一次会议,人才办主任,2025-08-01
C3,claims/S-5,归属单位,白塔镇,合同在白塔,人才办主任,2025-08-01
`
  };

  test("names what is the same: an article, an event, a person; and the alert says who settled it and when", async () => {
    const folder = makeWorkspace(CITY);
    try {
      const {stdout} = await inProcess(["diff", "--from", "2025-07-01", "--to", "2025-12-31", "--workspace", folder]);
      const lineOf = (claim: string) => stdout.split("\n").find(line => line.startsWith(claim))!;
      expect(lineOf("S-2")).toContain("与 S-1 认作同一稿件；同一稿件另由 S-1 计分");
      expect(lineOf("S-4")).toContain("与 S-3 认作同一活动；同一会议活动另由 S-3 计分");
      expect(lineOf("S-5")).toContain("人员归 U2；同一人另由 S-6 计分");
      expect(lineOf("S-6")).toContain("同一人原由 S-5 计分，现由本条计");
      const sql = "SELECT level, subject, message FROM score.alerts WHERE code = 'A13' ORDER BY subject";
      const {stdout: rows} = await inProcess(["query", sql, "--workspace", folder, "--json"]);
      const alerts = JSON.parse(rows) as {level: string; subject: string; message: string}[];
      const own = alerts.filter(({subject}) => ["S-5", "S-6"].includes(subject));
      expect(own.map(({level}) => level)).toEqual(["蓝", "蓝"]);
      for (const {message} of own) expect(message).toContain("人才办主任已于2025年8月1日裁定归白塔镇（裁定C3）");
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  });
});

test("a claim put on another day by a decision says so, and the one that has its room says which it was", async () => {
  const days = ["03", "04", "05", "06", "07"].map(month => `2025-${month}-01`);
  const article = (day: string, i: number) =>
    `S-${i + 1},青禾镇,媒体宣传,稿${i},${day},省级,A${i},日报,通过,${day},${day}`;
  const moved = makeWorkspace({
    "units/单位.csv": "单位编码,单位名称,单位类别,建制序\nU1,青禾镇,镇,1\n",
    "claims/申报.csv": `申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称,审核结论,审核日期,签批日期
${days.map(article).join("\n")}
`,
    "decisions/裁定.csv": `裁定编号,对象,字段,改为,事由,裁定人,裁定日期
C1,claims/S-1,发生日期,2025-11-01,刊发日期更正,人才办主任,2025-12-01
`
  });
  const {stdout} = await inProcess(["diff", "--from", "2025-11-30", "--workspace", moved]);
  // Five at 0.5 under 2: the fifth was beyond, now the first is.
  expect(stdout).toContain("R4封顶2.0分（激励奖励制度 二（二）4）以内的余量变动：S-1 的计分有变");
  expect(stdout).toContain("合计 2.0 → 2.0 分：+0.5 -0.5");
  rmSync(moved, {recursive: true, force: true});
});
