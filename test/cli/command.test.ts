import {spawn, spawnSync} from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {COMMAND, hengcai, makeWorkspace, type Outcome, UNITS} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

/** Some user who is not root: root may read and write everything, so permissions are tried as nobody. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

// What hangs on the process itself (its start, its user, its end, two at once) is run as one; the rest in this process.
let city: string;
const made: string[] = [];
beforeAll(async () => {
  city = workspace();
  expect((await inProcess(["score", "--workspace", city])).status).toBe(0);
});
afterAll(() => {
  for (const folder of made) rmSync(folder, {recursive: true, force: true});
});

function workspace(files?: Record<string, string>): string {
  const folder = makeWorkspace(files);
  made.push(folder);
  return folder;
}

/** Every complaint is one for a reader: Chinese, without a stack. */
function expectWords({stderr}: Outcome, words: string | RegExp): void {
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(/\p{Script=Han}/u);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
}

describe("hengcai", () => {
  test("--help names every command in Chinese", async () => {
    const {status, stdout} = await hengcai(["--help"]);
    expect(status).toBe(0);
    for (const name of [
      "init",
      "check",
      "load",
      "score",
      "build",
      "explain",
      "query",
      "export",
      "serve",
      "start",
      "preview",
      "simulate",
      "diff",
      "policy",
      "publish",
      "verify",
      "key"
    ]) {
      expect(stdout).toContain(`\n  ${name}`);
    }
    expect(stdout).not.toMatch(/Usage|Options:|Commands:|default/);
  });

  test("a reader who stops early is no fault", async () => {
    const child = spawn(process.execPath, [COMMAND, "--help"], {stdio: ["ignore", "pipe", "pipe"]});
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", chunk => {
      stderr += chunk;
    });
    expect(await new Promise(done => child.on("close", done))).toBe(0);
    expect(stderr).toBe("");
  });

  test("each command's --help has an example", async () => {
    const {stdout} = await hengcai(["explain", "--help"]);
    expect(stdout).toMatch(/例：hengcai explain/);
  });

  test("a call that cannot be understood exits 2 and says so", async () => {
    const outcome = await hengcai(["laod"]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, "没有这个命令：“laod”");
  });
});

describe("hengcai load", () => {
  test("says what came in, what changed since the last load, and what has not been sent", async () => {
    const folder = workspace();
    const first = await hengcai(["load", "--workspace", folder]);
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/激励奖励（加分）申报\s+1\s+4\s+0/);
    expect(first.stdout).toMatch(/2025 年度尚未报送：.*调度会议/);
    writeFileSync(
      join(folder, "claims/申报.csv"),
      readFileSync(join(folder, "claims/申报.csv"), "utf8").replace(/^S-4.*\n/m, "")
    );
    const second = await hengcai(["load", "--workspace", folder]);
    expect(second.stdout).toMatch(/与上次相比：[\s\S]*申报\.csv/);
  });

  test("a row with an error is listed, the rest is loaded, and the exit status is 1", async () => {
    const claims = "申报编号,申报单位,加分项目,发生日期\nS-1,青禾镇,R5,2025-02-30\nS-2,青禾镇,R5,2025-02-28\n";
    const folder = workspace({"units/单位.csv": UNITS, "claims/申报.csv": claims});
    const outcome = await inProcess(["load", "--workspace", folder, "--json"]);
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toBe("");
    const report = JSON.parse(outcome.stdout);
    expect(report.datasets.find((row: {dataset: string}) => row.dataset === "claims")).toMatchObject({
      accepted: 1,
      rejected: 1
    });
    const {stdout} = await inProcess([
      "query",
      "SELECT file, row, field, code FROM issues WHERE severity = 'error'",
      "--workspace",
      folder,
      "--json"
    ]);
    expect(JSON.parse(stdout)).toEqual([{file: "claims/申报.csv", row: 2, field: "发生日期", code: "bad_date"}]);
  });

  test("--strict keeps the last good state where a row has an error", async () => {
    const folder = workspace();
    await inProcess(["load", "--workspace", folder]);
    writeFileSync(join(folder, "claims/申报.csv"), "申报编号,申报单位,加分项目,发生日期\nS-1,青禾镇,R5,2025-02-30\n");
    const outcome = await inProcess(["load", "--workspace", folder, "--strict"]);
    expect(outcome.status).toBe(1);
    expectWords(outcome, /按 --strict 不采用这次读入/);
  });

  test("a missing workspace exits 2", async () => {
    const outcome = await inProcess(["load", "--workspace", "/没有/这里"]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, "找不到工作区：“/没有/这里”");
  });

  test("a workspace that is a file exits 2", async () => {
    const outcome = await inProcess(["load", "--workspace", join(city, "hengcai.yaml")]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, "是一个文件");
  });

  test("a policy or a reading that is not there exits 2 at load already, with file, line and column", async () => {
    for (const [line, words] of [
      ["policies: [haicheng-2021]", /hengcai\.yaml:3:12: 没有这份制度：“haicheng-2021”，是不是“haicheng-2021-2”？/],
      ["readings: {title_abve: exactly}", /hengcai\.yaml:3:12: 没有这个疑义：“title_abve”，是不是“title_above”？/]
    ] as const) {
      const folder = workspace({"hengcai.yaml": `city: 小城\nas_of: 2025-12-31\n${line}\n`, "units/u.csv": UNITS});
      const outcome = await inProcess(["load", "--workspace", folder]);
      expect(outcome.status).toBe(2);
      expectWords(outcome, words);
    }
  });

  test("a configuration with a typo exits 2 with file, line and column", async () => {
    const folder = workspace({"hengcai.yaml": "city: 小城\nas_off: 2025-12-31\n", "units/单位.csv": UNITS});
    const outcome = await inProcess(["load", "--workspace", folder]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, /hengcai\.yaml:2:1: 没有这个键：“as_off”，是不是“as_of”？/);
  });

  test("a workspace without units exits 2 and says which folder to add", async () => {
    const outcome = await inProcess(["load", "--workspace", workspace({})]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, /units/);
  });

  test("a file that cannot be read is an issue, and the others are loaded", async () => {
    const folder = workspace({
      "units/单位.csv": UNITS,
      "claims/好.csv": "申报编号,申报单位,加分项目,发生日期\nS-1,青禾镇,R5,2025-02-28\n",
      "claims/坏.xlsx": "不是工作簿"
    });
    const outcome = await inProcess(["load", "--workspace", folder]);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toMatch(/激励奖励（加分）申报\s+2\s+1\s+1/);
  });

  test.runIf(isRoot)("a file or folder without permission is named, and the last good state stands", async () => {
    const folder = workspace();
    own(folder);
    expect((await hengcai(["load", "--workspace", folder], {uid: NOBODY})).status).toBe(0);
    const before = readFileSync(join(folder, ".hengcai/warehouse.duckdb")).toString("hex");

    chmodSync(join(folder, "claims/申报.csv"), 0);
    chownSync(join(folder, "claims/申报.csv"), 0, 0);
    const unreadable = await hengcai(["load", "--workspace", folder, "--strict"], {uid: NOBODY});
    expect(unreadable.status).toBe(1);
    expectWords(unreadable, /不采用这次读入/);

    chmodSync(join(folder, ".hengcai"), 0o555);
    chownSync(join(folder, ".hengcai"), 0, 0);
    const blocked = await hengcai(["load", "--workspace", folder], {uid: NOBODY});
    expect(blocked.status).toBe(3);
    expectWords(blocked, /没有读取或写入的权限/);
    expect(readFileSync(join(folder, ".hengcai/warehouse.duckdb")).toString("hex") === before).toBe(true);
  });

  test.runIf(isRoot)("a full disk exits 3 and leaves the last good state", async ({skip}) => {
    const disk = mkdtempSync(join(tmpdir(), "hengcai-disk-"));
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=20m", "tmpfs", disk]).status !== 0) {
      rmSync(disk, {recursive: true});
      skip("this machine mounts no small disk");
    }
    try {
      const folder = join(disk, "城");
      cpSync(workspace(), folder, {recursive: true});
      expect((await hengcai(["load", "--workspace", folder])).status).toBe(0);
      const before = readFileSync(join(folder, ".hengcai/warehouse.duckdb")).toString("hex");
      const many = Array.from({length: 70_000}, (_, i) => `T-${i},青禾镇,R4,第${i}篇,2025-03-01,省级,A-${i},日报`);
      const header = "申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称";
      writeFileSync(join(folder, "claims/多.csv"), [header, ...many].join("\n"));
      const outcome = await hengcai(["load", "--workspace", folder]);
      expect(outcome.status).toBe(3);
      expectWords(outcome, /磁盘已满/);
      expect(readFileSync(join(folder, ".hengcai/warehouse.duckdb")).toString("hex") === before).toBe(true);
      rmSync(join(folder, "claims/多.csv"));
      expect((await hengcai(["load", "--workspace", folder])).status).toBe(0);
    } finally {
      spawnSync("umount", [disk]);
      rmSync(disk, {recursive: true, force: true});
    }
  });

  test("of two loads at once one does the work and the other exits 2, naming the process", async () => {
    const folder = workspace();
    const rows = Array.from({length: 8_000}, (_, i) => `T-${i},青禾镇,R4,第${i}篇,2025-03-01,省级,A-${i},日报`);
    writeFileSync(
      join(folder, "claims/多.csv"),
      ["申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称", ...rows].join("\n")
    );
    const outcomes = await Promise.all([
      hengcai(["load", "--workspace", folder]),
      hengcai(["load", "--workspace", folder])
    ]);
    const refused = outcomes.filter(outcome => outcome.status === 2);
    expect(outcomes.map(outcome => outcome.status).sort()).toEqual([0, 2]);
    expectWords(refused[0]!, /进程 \d+|进程号/);
    expect(outcomes.find(outcome => outcome.status === 0)!.stdout).toMatch(/激励奖励（加分）申报 +2 +8004 /);
  });
});

describe("hengcai explain", () => {
  test("adds a unit's claims up to its total, each with a clause and a source row", async () => {
    const {status, stdout} = await inProcess(["explain", "青禾镇", "--year", "2025", "--workspace", city]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/第 1 位，合计 0\.8 分/); // 0.5 + 0.2 + 0.1
    expect(stdout).toMatch(/激励奖励制度 二（二）4/);
    expect(stdout).toMatch(/S-1 .*0\.5 .*claims\/申报\.csv 第 2 行/);
    expect(stdout.trimEnd()).toMatch(/合计 0\.8 分$/);
  });

  test("names the years that there are where it is asked for another", async () => {
    const {status, stdout, stderr} = await inProcess(["explain", "青禾镇", "--year", "2030", "--workspace", city]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/没有 2030 年度的得分；有得分的年度是 (?:\d{4}、)*2025，请改 --year/);
  });

  test("says in words why a claim does not count", async () => {
    const {stdout} = await inProcess(["explain", "990101102", "--workspace", city]);
    expect(stdout).toMatch(/S-4.*待签批/);
  });

  test("says what earns praise but no points in words, after the rules, and never as 0", async () => {
    const folder = workspace({
      "units/单位.csv": UNITS,
      "claims/申报.csv": `申报编号,申报单位,加分项目,发生日期,考评方面,考评结论,审核结论,审核日期,签批日期
S-1,青禾镇,N,2025-03-01,,,通过,2025-04-01,2025-05-01
S-2,青禾镇,R5,2025-03-01,双招双引,显著,通过,2025-04-01,2025-05-01
`
    });
    const {stdout} = await inProcess(["explain", "青禾镇", "--workspace", folder]);
    expect(stdout).toMatch(
      /R5 [\s\S]*\n宣传表彰类（不计分）\n[\s\S]*S-1 +2025-03-01 +— +宣传表彰类（不计分） +— +0\.2 /
    );
    expect(stdout).not.toMatch(/^N/m);
  });

  test("--json gives points as the published tables do", async () => {
    const {stdout} = await inProcess(["explain", "青禾镇", "--workspace", city, "--json"]);
    const {ranking, lines} = JSON.parse(stdout);
    expect(ranking).toMatchObject({rank: 1, r3: "0.1", r4: "0.7", total: "0.8"});
    expect(lines.map(({claim_id, points}: Record<string, unknown>) => [claim_id, points])).toEqual([
      ["S-3", "0.1"],
      ["S-1", "0.5"],
      ["S-2", "0.2"]
    ]);
  });

  test("says that a unit is not ranked in a year in which it did not exist", async () => {
    const folder = workspace({
      "units/单位.csv": "单位编码,单位名称,单位类别,停用日期\n1,青禾镇,镇,2025-07-01\n2,白塔镇,镇,\n"
    });
    const {status, stdout} = await inProcess(["explain", "青禾镇", "--workspace", folder]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/本年度不参加排位次/);
  });

  test("finds a unit by code, name or short name", async () => {
    for (const who of ["990101101", "青禾镇", "青禾"]) {
      expect((await inProcess(["explain", who, "--workspace", city])).stdout).toMatch(/^青禾镇（990101101）2025 年度/);
    }
  });

  test("an unknown unit exits 2 and offers the nearest", async () => {
    const outcome = await inProcess(["explain", "青木镇", "--workspace", city]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, "单位名录里没有：“青木镇”；是不是“青禾镇”？");
  });

  test("a year that is none exits 2", async () => {
    const outcome = await inProcess(["explain", "青禾镇", "--year", "去年", "--workspace", city]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, "“去年”");
  });
});

describe("hengcai query", () => {
  test("answers as table, CSV and JSON", async () => {
    const sql =
      "SELECT unit_name, total FROM bonus_ranking WHERE basis = 'signed' AND year = 2025 ORDER BY rank, unit_id";
    expect((await inProcess(["query", sql, "--workspace", city])).stdout).toMatch(
      /unit_name\s+total[\s\S]*青禾镇\s+800[\s\S]*共 3 行/
    );
    expect((await inProcess(["query", sql, "--format", "csv", "--workspace", city])).stdout).toMatch(
      /^unit_name,total\n青禾镇,800\n/
    );
    expect(JSON.parse((await inProcess(["query", sql, "--json", "--workspace", city])).stdout)[0]).toEqual({
      unit_name: "青禾镇",
      total: 800
    });
  });

  test("a CSV without rows still has its header", async () => {
    const args = ["query", "SELECT year, total FROM bonus_ranking WHERE year = 1900", "--workspace", city];
    expect((await inProcess([...args, "--format", "csv"])).stdout).toBe("year,total\n");
    expect((await inProcess([...args, "--json"])).stdout).toBe("[]\n");
  });

  for (const [what, sql, words] of [
    ["a broken statement", "SELEC 1", /SQL 写法有误/],
    ["an unknown table", "SELECT * FROM 位次表", /没有这张表/],
    ["an unknown column", "SELECT 总分 FROM bonus_ranking", /没有这一列/],
    ["a statement that writes", "DELETE FROM score.bonus_ledger", /只读/],
    ["a statement that reads a file", "SELECT * FROM read_text('/etc/hostname')", /不能读写文件/],
    ["a statement that opens another database", "ATTACH '/tmp/x.duckdb' AS x", /不能读写文件|只读/],
    ["a statement that unlocks the settings", "SET enable_external_access = true", /不能读写文件、访问网络或改动设置/]
  ] as const) {
    test(`${what} exits 2 with a sentence and changes nothing`, async () => {
      const outcome = await inProcess(["query", sql, "--workspace", city]);
      expect(outcome.status).toBe(2);
      expect(outcome.stderr).toMatch(words);
      expect(outcome.stderr).not.toMatch(/\n\s+at |node:internal/);
    });
  }
});

describe("hengcai export", () => {
  test("writes every table in the formats asked for", async () => {
    const out = mkdtempSync(join(tmpdir(), "hengcai-out-"));
    made.push(out);
    expect((await inProcess(["export", "--out", out, "--format", "csv,json", "--workspace", city])).status).toBe(0);
    const ranking = JSON.parse(readFileSync(join(out, "bonus_ranking.json"), "utf8"));
    expect(
      ranking.find((row: {basis: string; year: number}) => row.basis === "signed" && row.year === 2025)
    ).toMatchObject({
      unit_name: "青禾镇",
      rank: 1,
      total: "0.8"
    });
  });

  test("an unknown format exits 2", async () => {
    const outcome = await inProcess(["export", "--format", "pdf", "--workspace", city]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, "不认识的格式：“pdf”");
  });
});

describe("hengcai build", () => {
  test("never replaces a folder that holds something else", async () => {
    const out = mkdtempSync(join(tmpdir(), "hengcai-mine-"));
    made.push(out);
    writeFileSync(join(out, "我的文件.txt"), "不要删");
    const outcome = await inProcess(["build", "--out", out, "--workspace", city]);
    expect(outcome.status).toBe(2);
    expectWords(outcome, /为免误删/);
    expect(existsSync(join(out, "我的文件.txt"))).toBe(true);
  });
});

function own(folder: string): void {
  spawnSync("chown", ["-R", String(NOBODY), folder]);
  mkdirSync(folder, {recursive: true});
}
