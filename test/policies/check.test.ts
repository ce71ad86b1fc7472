import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {inProcess} from "../cli/inProcess.ts";

const FOLDER = "test/policies/broken";
const names = readdirSync(FOLDER)
  .filter(name => name.endsWith(".txt"))
  .map(name => name.slice(0, -".txt".length));

/** The text beside each file was written by hand, before the file was checked. */
describe("policy check on broken policies", () => {
  for (const name of names) {
    test(`${name}: the right place, the right words, all at once`, async () => {
      const {status, stdout, stderr} = await inProcess(["policy", "check", `${FOLDER}/${name}.yaml`]);
      expect(stderr).toBe("");
      expect(stdout).toBe(readFileSync(`${FOLDER}/${name}.txt`, "utf8"));
      expect(status).toBe(STATUS[name] ?? 2);
    });
  }

  test("there are more than twenty, and each file there has its text or belongs to another", () => {
    expect(names.length).toBeGreaterThan(20);
    const files = readdirSync(FOLDER).filter(name => name.endsWith(".yaml"));
    expect(files.filter(file => !names.includes(file.slice(0, -".yaml".length)))).toEqual([
      "18-circle-b.yaml",
      "49-words-added.yaml"
    ]);
  });
});

/** 00, 35 and 43 are sound, 23, 24, 33 and 34 only doubtful, 17 too with an example that does not hold; every other cannot be used. */
const STATUS: Readonly<Record<string, number>> = {
  "00-sound": 0,
  "17-doubts": 1,
  "23-dead-limits": 0,
  "24-unreachable-limit": 0,
  "33-out-of-reach": 0,
  "34-no-examples": 0,
  "35-ended-for-the-year": 0,
  "43-default-only": 0
};

describe("policy check", () => {
  test("tells machines the same in JSON", async () => {
    const {status, stdout} = await inProcess(["--json", "policy", "check", `${FOLDER}/17-doubts.yaml`]);
    const {files} = JSON.parse(stdout) as {files: {errors: unknown[]; warnings: {line: number}[]; tests: unknown}[]};
    expect(status).toBe(1);
    expect(files[0]!.errors).toEqual([]);
    expect(files[0]!.warnings.map(({line}) => line)).toEqual([5, 6, 21, 26, 48]);
    expect(files[0]!.tests).toEqual({
      run: 1,
      failed: [
        {
          file: `${FOLDER}/17-doubts.yaml`,
          line: 59,
          column: 5,
          message: "例子“柔性引进不算”：甲的得分：应为 0.5，得到 0"
        }
      ]
    });
  });

  test("asks of a day after the policy was reviewed, where one is given", async () => {
    const policy = "test/policies/yunzhou-2023-7.yaml";
    expect((await inProcess(["policy", "check", policy])).stdout).not.toContain("只核对到");
    const later = await inProcess(["--as-of", "2027-07-01", "policy", "check", policy]);
    expect(later.stdout).toContain(`${policy}:12:1: 提醒：制度只核对到 2026 年，数据截至 2027-07-01`);
    expect(later.status).toBe(0);
  });

  test("counts the faults of an amendment apart from those of what it amends", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hengcai-check-"));
    const [one, two] = ["a.yaml", "b.yaml"].map(name => join(folder, name)) as [string, string];
    const amendment = (nth: number, amends: string, max: string): string =>
      [
        "hengcai: 1",
        `amends: ${amends}`,
        `policy: x-2025-${nth}`,
        `title: 修订${nth}`,
        `source: {doc: 海〔2025〕${nth}号, issued: 2025-01-05}`,
        `force: {from: 202${nth + 4}-01-01}`,
        "clauses:",
        `  c${nth}: {at: 一, says: 改, chars: 3, sha256: ${"a".repeat(64)}}`,
        "set:",
        `  R3.caps.0.max: {value: ${max}, cite: c${nth}}`
      ].join("\n");
    writeFileSync(one, amendment(1, "haicheng-2021-2", "二"));
    writeFileSync(two, amendment(2, "x-2025-1", '"0.3"'));
    const {status, stdout} = await inProcess(["policy", "check", one, two]);
    rmSync(folder, {recursive: true});
    expect(status).toBe(2);
    const fault = `${one}:10:26: 分值无效：“二”，应是至多三位小数的数，如 0.5`;
    expect(stdout.trimEnd().split("\n")).toEqual([
      fault,
      `${one}：1 处错误，改正后例子才能运行`,
      fault,
      `${two}：自身没有错误，但 ${one} 有 1 处，改正后例子才能运行`
    ]);
  });

  test("says which file is not there", async () => {
    const {status, stderr} = await inProcess(["policy", "check", "没有.yaml"]);
    expect([status, stderr]).toEqual([2, "没有这个文件：“没有.yaml”；应是制度文件的路径（.yaml），或内置制度的代号\n"]);
  });
});
