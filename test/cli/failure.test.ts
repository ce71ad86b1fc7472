import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, test} from "vitest";
import {translateError} from "../../cli/chinese.ts";
import {describeFailure} from "../../cli/failure.ts";
import {UserError} from "../../loaders/error.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hengcai-failure-"));
});
afterEach(() => rmSync(folder, {recursive: true}));

describe("describeFailure(error, folder)", () => {
  test("gives an expected failure as it is", () => {
    expect(describeFailure(new UserError("找不到工作区", {status: 2}), folder)).toEqual({
      message: "找不到工作区",
      status: 2
    });
  });

  test("names the place of a fault of the machine", () => {
    const error = Object.assign(new Error("EACCES: permission denied"), {code: "EACCES", path: "/存放/处"});
    expect(describeFailure(error, folder)).toEqual({
      message: "没有读取或写入的权限：/存放/处；上一次的结果没有改动，请检查文件夹的权限，或换一个位置",
      status: 3
    });
  });

  test("says in words that a disk is full, whether Node or DuckDB says so", () => {
    const node = Object.assign(new Error("write"), {code: "ENOSPC"});
    const duckdb = new Error('IO Error: Could not write file "x": No space left on device');
    for (const error of [node, duckdb]) {
      const {message, status} = describeFailure(error, folder);
      expect(message).toMatch(/^磁盘已满/);
      expect(status).toBe(3);
    }
  });

  test("keeps the stack of a bug in a log and out of the message", () => {
    const {message, status} = describeFailure(new TypeError("x is not a function"), folder);
    expect(status).toBe(3);
    expect(message).toBe(`程序内部错误：x is not a function；详情记在 ${join(folder, "error.log")}，请交给维护人员`);
    expect(message).not.toMatch(/\bat /);
    expect(readFileSync(join(folder, "error.log"), "utf8")).toMatch(/\n\s+at /);
  });

  test("does not fail itself where the log cannot be written", () => {
    const place = join(folder, "文件");
    const blocked = join(place, "里面");
    rmSync(place, {force: true});
    expect(describeFailure(new Error("坏了"), join("/dev/null", "里面")).message).toBe("程序内部错误：坏了");
    expect(existsSync(blocked)).toBe(false);
  });
});

describe("translateError(text)", () => {
  for (const [english, chinese] of [
    ["error: unknown option '--yaer'", "没有这个选项：“--yaer”；用 hengcai --help 查看用法"],
    ["error: unknown command 'laod'", "没有这个命令：“laod”；用 hengcai --help 查看用法"],
    ["error: missing required argument '单位'", "缺少参数：单位；用 hengcai --help 查看用法"],
    ["error: option '--year <年度>' argument missing", "选项后面缺少值：“--year <年度>”；用 hengcai --help 查看用法"],
    [
      "error: too many arguments for 'check'. Expected 0 arguments but got 1.",
      "“check”后面不写文件或文件夹；工作区用 --workspace 指定；用 hengcai --help 查看用法"
    ],
    [
      "error: too many arguments. Expected 0 arguments but got 1.",
      "参数太多；用 hengcai --help 查看用法；含空格的内容请加引号"
    ]
  ] as const) {
    test(`says “${chinese}”`, () => expect(translateError(english)).toBe(chinese));
  }
});
