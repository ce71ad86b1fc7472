import {createHash} from "node:crypto";
import {readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {CLAIMS, makeWorkspace, type Outcome, UNITS} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

const H = "haicheng-2021-2";
const AMENDMENT = `hengcai: 1
policy: haicheng-2025-1
amends: ${H}
title: 关于调整媒体宣传加分的通知
source: {doc: 海人才发〔2025〕1号}
force: {from: 2025-01-01}
clauses:
  media: {at: 通知 一, says: 本市稿件每篇0.4分, chars: 20, sha256: ${"0".repeat(64)}}
set:
  R4.earn.each.海城市级: {value: "0.4", cite: media}
`;

let city: string;
beforeAll(async () => {
  city = makeWorkspace({
    "units/单位.csv": UNITS,
    "claims/申报.csv": CLAIMS.replace("2025-04-01,\n", "2025-04-01,2025-05-02\n")
  });
  writeFileSync(join(city, "修订.yaml"), AMENDMENT);
  expect((await run("score")).status).toBe(0);
}, 60_000);
afterAll(() => rmSync(city, {recursive: true, force: true}));

function run(...args: string[]): Promise<Outcome> {
  return inProcess([...args, "--workspace", city]);
}

async function json(...args: string[]): Promise<Record<string, Record<string, unknown>[]>> {
  const {stdout, stderr, status} = await run(...args, "--json");
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

describe("hengcai simulate", () => {
  test("says first how many units move, then who, then through which claims", async () => {
    const {stdout, status} = await run("simulate", "--set", "R4.earn.each.鞍山市级=0.1", "R3.caps.0.max=0");
    expect(status).toBe(0);
    // 青禾镇 0.5 + 0.2 + 0.1 = 0.8 before, 0.1 + 0.2 + 0 = 0.3 after; 白塔镇 0.5 on both sides.
    expect(stdout.split("\n").filter(line => !line.startsWith("─"))).toEqual([
      "2025 年度试算：参加排位次的 3 个单位中，2 个位次变化，1 个不变（只算已签批的，数据截至 2025-12-31）",
      "",
      "改动                         原来  改为  条款",
      "score.R3.caps.0.max          0.4   0     激励奖励制度 二（二）3",
      "score.R4.earn.each.鞍山市级  0.5   0.1   激励奖励制度 二（二）4",
      "",
      "镇（街道）（3 个单位）",
      "单位    位次               升降  合计         增减  缘由",
      "白塔镇  第 2 位 → 第 1 位  ↑1     0.5            —  得分不变，因其他单位升降",
      "青禾镇  第 1 位 → 第 2 位  ↓1     0.8  → 0.3  ↓0.5  R3 ↓0.1（1 条申报），R4 ↓0.4（1 条申报）",
      "1 个单位位次和合计不变：石桥镇",
      "",
      "变化的申报（2 条）；每个单位各条增减相加，等于它合计的增减",
      "申报编号  单位    规则  处理结果         得分       增减  来源",
      "S-3       青禾镇  R3    计分 → 超出封顶  0.1 → 0.0  ↓0.1  claims/申报.csv 第 4 行",
      "S-1       青禾镇  R4    计分             0.5 → 0.1  ↓0.4  claims/申报.csv 第 2 行",
      ""
    ]);
  });

  test("says so where nothing changes", async () => {
    const {stdout} = await run("simulate", "--set", "R1.caps.0.max=1.0");
    expect(stdout).toMatch(/^2025 年度试算：参加排位次的 3 个单位得分和位次都不变（/);
    expect(stdout).toMatch(/3 个单位位次和合计不变：青禾镇、白塔镇、石桥镇\n\n没有一条申报的得分或处理结果变化。/);
  });

  test("--json has the keys that docs/simulate.md tells, and points as decimal text", async () => {
    const result = await json("simulate", "--reading", "cap4=upper", "--set", "R4.earn.each.海城市级=0.125");
    const told = (row: string) => {
      const line = readFileSync("docs/simulate.md", "utf8")
        .split("\n")
        .find(one => one.startsWith(`| \`${row}\``))!;
      return [...line.split("|")[2]!.matchAll(/`([a-z_]+)`/g)].map(([, key]) => key!);
    };
    expect(Object.keys(result)).toEqual(["year", "basis", "as_of", "changes", "units", "claims"]);
    for (const list of ["units", "claims"]) {
      expect(Object.keys(result[list]![0]!).sort(), list).toEqual(
        told(list)
          .filter(key => key !== "null")
          .sort()
      );
    }
    expect(result.changes).toEqual([
      {kind: "policy", path: "score.R4.earn.each.海城市级", before: "0.2", after: "0.125", clause: "bonus4"},
      {kind: "reading", path: "cap4", before: "both", after: "upper", clause: "bonus4"}
    ]);
    expect(result.units![0]).toEqual({
      unit_id: "990101101",
      unit_name: "青禾镇",
      group: "镇（街道）",
      total_before: "0.8",
      total_after: "0.725",
      total_change: "-0.075",
      rank_before: 1,
      rank_after: 1,
      rank_change: 0,
      rules: [{rule_id: "R4", points_before: "0.2", points_after: "0.125"}]
    });
    expect(result.claims).toMatchObject([{claim_id: "S-2", points_change: "-0.075", disposition_after: "counted"}]);
  });

  test("takes an amendment, and comes to the same as policy diff", async () => {
    const simulated = await json("simulate", "--amend", "修订.yaml");
    expect(simulated.claims).toMatchObject([{claim_id: "S-2", points_before: "0.2", points_after: "0.4"}]);
    const {before, after, ...compared} = await json("policy", "diff", H, `${H}+修订.yaml`);
    expect(compared).toEqual(simulated);
    expect([before, after]).toMatchObject([
      {id: H, amendments: []},
      {id: H, amendments: ["haicheng-2025-1"]}
    ]);
    const {stdout} = await run("simulate", "--amend", "修订.yaml");
    expect(stdout).toContain(
      "score.R4.earn.each.海城市级  0.2     0.2；自 2025-01-01 起 0.4  海人才发〔2025〕1号 通知 一"
    );
  });

  test("writes nothing", async () => {
    const state = () =>
      (readdirSync(city, {recursive: true}) as string[]).sort().map(path => {
        const full = join(city, path);
        const stat = statSync(full);
        const hash = stat.isFile() ? createHash("sha256").update(readFileSync(full, "latin1")).digest("hex") : "";
        return [path, stat.mtimeMs, hash];
      });
    const before = state();
    expect((await run("simulate", "--set", "R4.caps.both.0.max=0.3", "--reading", "tier1=per_head")).status).toBe(0);
    expect((await run("policy", "diff", H, `${H}+修订.yaml`)).status).toBe(0);
    expect(state()).toEqual(before);
    expect(before.some(([path]) => path === join(".hengcai", "warehouse.duckdb"))).toBe(true);
  });

  test("tells every fault at once and exits 2", async () => {
    const {status, stdout, stderr} = await run(
      ...["simulate", "--year", "2019", "--amend", "没有.yaml", "hengcai.yaml"],
      ...["--reading", "tier=flat", "tier1=per_heat", "gap_year=counts"],
      ...["--set", "R1.cap.0.max=2", "R2.caps.0.max=多", "没有等号", "R2.caps.0.max=2"]
    );
    expect([status, stdout]).toEqual([2, ""]);
    const place = String.raw`scoring/policies/haicheng-2021-2\.yaml:\d+:\d+: `;
    const expected = [
      /^试算的写法有 10 处错误，改正后再运行：$/,
      /^--year 2019：没有这一年度的结果，可用的有：2021、2022、2023、2024、2025$/,
      /^--set 没有等号：应写成 路径=值/,
      /^--set R2.caps.0.max=2：“R2.caps.0.max”写了两次，只能保留一个$/,
      /^--amend 没有.yaml：没有这个文件/,
      /^--amend hengcai.yaml：不是修订文件（没有写 amends）/,
      new RegExp(`^${place}--set R1\\.cap\\.0\\.max=2：“score.R1”里没有这个键：“cap”，是不是“caps”？$`),
      new RegExp(`^${place}--set R2\\.caps\\.0\\.max=多：分值无效：“多”`),
      /^--reading tier=flat：没有这个疑义：“tier”，是不是“tier1”？$/,
      /^--reading tier1=per_heat：疑义“tier1”没有这个选项：“per_heat”，是不是“per_head”？$/,
      /^--reading gap_year=counts：“gap_year”是“.+”的疑义，不影响单位加分$/
    ];
    const lines = stderr.split("\n").filter(line => line && !line.startsWith("·"));
    expect(lines.length).toBe(expected.length);
    for (const [i, line] of lines.entries()) expect(line).toMatch(expected[i]!);
  });

  test("asks for a change where none is given", async () => {
    const {status, stderr} = await run("simulate", "--year", "25");
    expect(status).toBe(2);
    expect(stderr).toMatch(/--year 的年度无效：“25”，应是四位年份，如 2025\n没有写明改动：--set 路径=值/);
  });

  test("warns of what the change makes dead", async () => {
    const {stderr, status} = await run("simulate", "--set", "R1.caps.0.max=0.5");
    expect(status).toBe(0);
    expect(stderr).toMatch(/改动后的制度有 1 处提醒：\n.*永远用不到：此前已到封顶/);
  });
});

describe("hengcai policy diff", () => {
  test("lists the differences before the units", async () => {
    const {stdout} = await run("policy", "diff", H, `${H}+修订.yaml`, "--year", "2025");
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^“.+” → “.+”（经“关于调整媒体宣传加分的通知”修订）：2 处不同$/);
    expect(lines[1]).toMatch(/^2025 年度试算：参加排位次的 3 个单位中，0 个位次变化，1 个只有得分变化，2 个不变/);
    expect(stdout).toContain("clauses.media ");
    expect((await run("policy", "diff", H, `${H}+修订.yaml`, "--year", "2024")).stdout).toContain("得分和位次都不变");
  });

  test("compares what gives no points by its text alone", async () => {
    const {stdout, status} = await run("policy", "diff", "liaocheng-2022-15", H);
    expect(status).toBe(0);
    expect(stdout).toMatch(/“聊城市.+”不给单位加分，不比较单位。/);
    const same = await run("policy", "diff", "liaocheng-2022-15", "liaocheng-2022-15");
    expect(same.stdout).toMatch(/：内容相同\n改动：没有，与原来相同/);
  });

  test("names what it cannot read, both at once", async () => {
    const {status, stderr} = await run("policy", "diff", "haicheng-2021", `${H}+没有.yaml`);
    expect(status).toBe(2);
    expect(stderr).toMatch(/没有这份制度：“haicheng-2021”，是不是“haicheng-2021-2”？\n.*没有这份制度：“没有.yaml”/);
  });
});
