import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, test} from "vitest";
import {EXPORT_FORMATS} from "../../publish/exported.ts";
import {CLAIMS, makeWorkspace, UNITS} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

const PHONE = "13912345678";
const NAME = "欧阳修远";
const TALENTS = `人才编号,姓名,单位编码,认定日期\nT1,${NAME},990101101,2024-01-01\n`;

/** Cities in each of which one cell that is stored as it is says what it should not. */
const LEAKING: Readonly<Record<string, Record<string, string>>> = {
  "a phone in 媒体名称": {"units/单位.csv": UNITS, "claims/申报.csv": CLAIMS.replace("A1,日报", `A1,日报${PHONE}`)},
  "a phone in 曾用名": {
    "units/单位.csv": `单位编码,单位名称,单位类别,建制序,曾用名\n990101101,青禾镇,镇,1,青禾乡${PHONE}\n`,
    "claims/申报.csv": CLAIMS.split("\n").slice(0, 2).join("\n")
  },
  "a person's name in 裁定人": {
    "units/单位.csv": UNITS,
    "claims/申报.csv": CLAIMS,
    "talents/人才.csv": TALENTS,
    "decisions/裁定.csv": `裁定编号,对象,字段,改为,事由,裁定人,裁定日期\nJ-1,claims/S-1,级别,省级,核实,${NAME},2025-06-01\n`
  }
};

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, {recursive: true, force: true});
});

function city(files?: Record<string, string>): string {
  const workspace = makeWorkspace(files);
  made.push(workspace);
  return workspace;
}

function outside(): string {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-export-"));
  made.push(folder);
  return join(folder, "导出");
}

const run = (workspace: string, out: string, format: string) =>
  inProcess(["export", "--workspace", workspace, "--out", out, "--format", format]);

/** Loaded and scored by the first test that wants them, and never changed. */
const leaking = new Map(Object.entries(LEAKING).map(([what, files]) => [what, city(files)]));

describe("hengcai export writes no personal data", {timeout: 120_000}, () => {
  for (const [what, format] of [
    ...EXPORT_FORMATS.map(format => ["a phone in 媒体名称", format] as const),
    ["a phone in 曾用名", "csv"],
    ["a person's name in 裁定人", "csv"]
  ] as const) {
    test(`${what} is refused in ${format}, and nothing is written`, async () => {
      const out = outside();
      const outcome = await run(leaking.get(what)!, out, format);
      expect(outcome.status).toBe(2);
      expect(outcome.stderr).toMatch(/输出没有生成：有\d+处个人信息，请从源数据的可公开列中去掉它们/);
      expect(outcome.stderr).not.toContain(PHONE);
      expect(outcome.stderr).not.toContain(NAME);
      expect(readdirSync(join(out, ".."))).toEqual([]);
    });
  }
});

describe("hengcai export takes its place when it is whole", {timeout: 120_000}, () => {
  test("beside other files of the folder, over those of the same name", async () => {
    const out = outside();
    mkdirSync(join(out, "csv-plain"), {recursive: true});
    writeFileSync(join(out, "别的.txt"), "别的");
    writeFileSync(join(out, "units.csv"), "旧");
    writeFileSync(join(out, "csv-plain", "别的.csv"), "别的");
    expect((await run(city(), out, "csv,csv-plain")).status).toBe(0);
    expect(readFileSync(join(out, "别的.txt"), "utf8")).toBe("别的");
    expect(readFileSync(join(out, "csv-plain", "别的.csv"), "utf8")).toBe("别的");
    expect(readFileSync(join(out, "units.csv"), "utf8")).toContain("青禾镇");
    expect(existsSync(join(out, "csv-plain", "units.csv"))).toBe(true);
    expect(readdirSync(out).filter(name => name.startsWith("."))).toEqual([]);
  });

  test("but not in the workspace itself nor among its exports, where it would be read as one of them", async () => {
    const workspace = city();
    for (const place of ["", "claims", "units/旧"]) {
      for (const command of [["export"], ["export", "--audience", "public", "--year", "2025"], ["build"]]) {
        const outcome = await inProcess([...command, "--workspace", workspace, "--out", join(workspace, place)]);
        expect(outcome.stderr).toContain("输出文件夹不能是工作区本身或其中的数据文件夹");
        expect(outcome.status).toBe(2);
      }
    }
    expect(readdirSync(workspace).sort()).toEqual(["claims", "hengcai.yaml", "units"]);
    expect((await run(workspace, join(workspace, "导出"), "csv")).status).toBe(0);
  });

  test("and leaves the folder as it was where it is refused", async () => {
    const out = outside();
    mkdirSync(out);
    writeFileSync(join(out, "units.csv"), "旧");
    expect((await run(leaking.get("a phone in 媒体名称")!, out, "csv")).status).toBe(2);
    expect(readdirSync(out)).toEqual(["units.csv"]);
    expect(readFileSync(join(out, "units.csv"), "utf8")).toBe("旧");
  });
});
