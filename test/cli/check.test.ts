import {createHash} from "node:crypto";
import {chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from "vitest";
import {ISSUE_CODES} from "../../loaders/issue.ts";
import {rowText} from "../../publish/rowText.ts";
import {hengcai, makeWorkspace, type Outcome, UNITS} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

/** Some user who is not root: root may write everywhere. */
const NOBODY = 65_534;
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, {recursive: true, force: true});
});
afterEach(() => vi.unstubAllEnvs());

function workspace(files?: Record<string, string>): string {
  const folder = makeWorkspace(files);
  made.push(folder);
  return folder;
}

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-out-"));
  made.push(folder);
  return folder;
}

/** Every file and folder with its time, and every file with its bytes. */
function snapshot(folder: string): string[] {
  return ["", ...readdirSync(folder, {recursive: true}).map(String)].sort().map(name => {
    const path = join(folder, name);
    const {mtimeMs, ctimeMs, mode} = statSync(path);
    const bytes = statSync(path).isFile()
      ? createHash("sha256").update(readFileSync(path, "base64")).digest("hex")
      : "";
    return `${name} ${mtimeMs} ${ctimeMs} ${mode} ${bytes}`;
  });
}

const HEAD = "申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称";
const FAULTY = {
  "units/单位.csv": UNITS,
  "claims/乙.csv": `${HEAD},领导批示\nS-1,青禾镇,R4,甲稿,2025-03-01,省级,A1,日报,好\nS-2,白塔镇,R4,乙稿,2025.13.1,省级,A2,日报,\nS-4,白塔真,R4,丁稿,2025.3.1,省级,A4,日报,\nS-3,白塔镇,R4,丙稿,2026-03-01,省级,A3,日报,\n`,
  "claims/甲.csv": `${HEAD}\n${Array.from({length: 400}, (_, i) => `T-${i},青禾镇,R4,稿${i},不详,省级,B${i},日报`).join("\n")}\n`
};

describe("check", () => {
  let checked: Outcome;
  beforeAll(async () => {
    checked = await inProcess(["check", "--workspace", workspace(FAULTY)]);
  });

  test("writes nothing into the workspace, not even a key, and leaves nothing elsewhere", async () => {
    const city = workspace(FAULTY);
    const temporary = scratch();
    vi.stubEnv("TMPDIR", temporary);
    const before = snapshot(city);
    const {status} = await inProcess(["check", "--workspace", city]);
    expect(status).toBe(1);
    expect(await inProcess(["check", "--workspace", city, "--report", join(scratch(), "r.xlsx")])).toMatchObject({
      status: 1
    });
    expect(snapshot(city)).toEqual(before);
    expect(readdirSync(temporary).filter(name => name.startsWith("hengcai-check"))).toEqual([]);
  });

  test("leaves a loaded workspace as it is too", async () => {
    const city = workspace();
    expect((await inProcess(["load", "--workspace", city])).status).toBe(0);
    const before = snapshot(city);
    expect((await inProcess(["check", "--workspace", city])).status).toBe(0);
    expect(snapshot(city)).toEqual(before);
  });

  test("lists the issues by file, the gravest first, with row, column, value and sentence", async () => {
    const {stdout} = checked;
    const lines = stdout.split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "claims/乙.csv　错误 2，提醒 1，提示 1",
      expect.stringMatching(/^ {2}错误　第 3 行　发生日期：“2025\.13\.1”不是有效的日期/),
      expect.stringMatching(/^ {2}错误　第 4 行　.*“白塔真”.*是不是“白塔镇”/),
      expect.stringMatching(/^ {2}提醒　.*“领导批示”/),
      expect.stringMatching(/^ {2}提示　第 5 行　发生日期：“2026-03-01”晚于数据截止日/)
    ]);
    expect(stdout).toContain("问题：错误 402，提醒 1，提示 1");
    expect(stdout).toContain("下一步");
    expect(stdout).toContain("hengcai check --report");
  });

  test("makes one entry of 400 equal faults", async () => {
    const {stdout} = checked;
    const lines = stdout.split("\n");
    const at = lines.indexOf("claims/甲.csv　错误 400");
    expect(lines[at + 1]).toMatch(/^ {2}错误　第 2—401 行　发生日期：“不详”/);
    expect(lines[at + 2]).toBe("");
  });

  test("shows control characters of the input instead of sending them to the terminal", async () => {
    const city = workspace({
      "units/单位.csv": UNITS,
      "claims/a.csv": `${HEAD}\nS-1,\u001b[31m青\u202e禾,R4,甲,2025-03-01,省级,A,日报\n`
    });
    const {stdout} = await inProcess(["check", "--workspace", city]);
    expect(stdout).toContain("青");
    expect(stdout).not.toMatch(/[\u001b\u202e]/u);
  });

  test("says that all is well, and exits 0", async () => {
    const city = workspace();
    const {status, stdout} = await inProcess(["check", "--workspace", city]);
    expect(status).toBe(0);
    expect(stdout).toContain(`下一步：运行 hengcai build --workspace ${city}\n`);
    expect((await inProcess(["check", "--workspace", workspace(), "--json"])).stdout).toBe("[]\n");
  });

  test("--json gives the issues, every column of each, and no other word", async () => {
    const {status, stdout, stderr} = await inProcess(["check", "--workspace", workspace(FAULTY), "--json"]);
    expect({status, stderr}).toEqual({status: 1, stderr: ""});
    const issues = JSON.parse(stdout) as Record<string, unknown>[];
    expect(issues).toHaveLength(404);
    expect(Object.keys(issues[0]!)).toEqual(["file", "sheet", "row", "field", "value", "code", "severity", "message"]);
    expect(issues.every(({code}) => ISSUE_CODES.some(known => known === code))).toBe(true);
    expect(issues[0]).toMatchObject({file: "claims/乙.csv", row: 3, severity: "error"});
  });

  test("--strict says that load --strict would refuse the data", async () => {
    const {status, stdout} = await inProcess(["check", "--workspace", workspace(FAULTY), "--strict"]);
    expect(status).toBe(1);
    expect(stdout).toContain("load --strict 也不会采用");
  });

  test("a workspace that cannot be used exits 2", async () => {
    const {status, stderr} = await inProcess(["check", "--workspace", workspace({"claims/a.csv": HEAD})]);
    expect(status).toBe(2);
    expect(stderr).toContain("缺少单位名录");
    const broken = workspace({"hengcai.yaml": "city: 市\nas_of: 2025-12-31\nwrong: 1\n"});
    expect((await inProcess(["check", "--workspace", broken])).status).toBe(2);
  });

  test("runs as a command of its own, with an example in --help", async () => {
    const help = await hengcai(["check", "--help"]);
    expect(help).toMatchObject({status: 0, stderr: ""});
    expect(help.stdout).toContain("例：hengcai check");
    expect(help.stdout).toContain("--report <文件>");
  });
});

describe("check --report FILE", () => {
  const city = workspace(FAULTY);
  const run = (file: string, at = city) => inProcess(["check", "--workspace", at, "--report", file]);

  test("writes the book, and a new one in its place", async () => {
    const file = join(scratch(), "退回表.xlsx");
    for (let i = 0; i < 2; i++) {
      const {status, stderr, stdout} = await run(file);
      expect(status).toBe(1);
      expect(stderr).toContain("退回表写好：2 个工作表、404 行");
      expect(stdout).not.toContain("hengcai check --report");
    }
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    expect(book.worksheets.map(({name}) => name)).toEqual(["封面", "乙", "甲"]);
    expect(readdirSync(join(file, ".."))).toEqual(["退回表.xlsx"]);
  });

  const refusals: [what: string, words: RegExp, file: (folder: string) => string][] = [
    ["a name that is no workbook's", /应以 \.xlsx 结尾/, folder => join(folder, "r.csv")],
    ["a folder that is not there", /文件夹不存在.*请先建好/, folder => join(folder, "没有", "r.xlsx")],
    ["a folder of data", /不能写进数据文件夹/, () => join(city, "claims", "r.xlsx")],
    [
      "a file that Excel holds open",
      /正被 Excel 或 WPS 打开：请先关闭/,
      folder => {
        writeFileSync(join(folder, "~$r.xlsx"), "");
        return join(folder, "r.xlsx");
      }
    ],
    [
      "a file that is something else",
      /已有别的文件/,
      folder => {
        writeFileSync(join(folder, "r.xlsx"), "不是退回表");
        return join(folder, "r.xlsx");
      }
    ],
    [
      "a folder in the file's place",
      /已有别的文件/,
      folder => {
        mkdirSync(join(folder, "r.xlsx"));
        return join(folder, "r.xlsx");
      }
    ]
  ];
  for (const [what, words, fileIn] of refusals) {
    test(`refuses ${what}, before it reads anything`, async () => {
      const folder = scratch();
      const file = fileIn(folder);
      const before = [snapshot(folder), snapshot(city)];
      const {status, stdout, stderr} = await run(file);
      expect({status, stdout}).toEqual({status: 2, stdout: ""});
      expect(stderr).toMatch(words);
      expect([snapshot(folder), snapshot(city)]).toEqual(before);
    });
  }

  test.runIf(process.getuid?.() === 0)("says so where the folder may not be written", async () => {
    const folder = scratch();
    const readable = workspace(FAULTY);
    chmodSync(folder, 0o555);
    chmodSync(readable, 0o755);
    const file = join(folder, "r.xlsx");
    const {status, stderr} = await hengcai(["check", "--workspace", readable, "--report", file], {uid: NOBODY});
    expect(status).toBe(3);
    expect(stderr).toContain(`退回表没有写成；文件夹“${folder}”没有写入权限`);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("rowText(rows)", () => {
  test("orders, and draws runs of three and more together", () => {
    expect(rowText([9, 3, 7])).toBe("3、7、9");
    expect(rowText([3, 4, 7, 8, 9, 10, 4])).toBe("3、4、7—10");
  });
});
