import {expect, test} from "vitest";
import {UserError} from "../../loaders/error.ts";
import {machineFault} from "../../loaders/machine.ts";

test.each([
  [Object.assign(new Error("x"), {code: "ENOSPC"}), /磁盘已满/],
  [new Error("IO Error: Could not write to file: No space left on device"), /磁盘已满/],
  [Object.assign(new Error("x"), {code: "EACCES"}), /权限/],
  [new Error('IO Error: Cannot open file "x": Permission denied'), /权限/],
  [Object.assign(new Error("x"), {code: "EROFS"}), /权限/],
  [Object.assign(new Error("x"), {code: "EMFILE"}), /打开的文件太多/],
  [Object.assign(new Error("x"), {code: "EBUSY"}), /占用/],
  [Object.assign(new Error("x"), {code: "ENOTDIR"}), /应是文件夹的位置上有一个文件/],
  [new Error("Out of Memory Error: failed to allocate"), /内存不足/],
  [Object.assign(new Error("x"), {code: "EIO"}), /读写磁盘时出错/]
])("machineFault(%s) is status 3", (error, message) => {
  expect(machineFault(error, "place")).toMatchObject({status: 3, message: expect.stringMatching(message)});
});

test("machineFault leaves bugs alone", () => {
  expect(machineFault(new TypeError("x"), "place")).toBeUndefined();
});

test("machineFault names the place that the error knows, else the one given, else none", () => {
  const known = Object.assign(new Error("x"), {code: "EIO", path: "/甲"});
  expect(machineFault(known, "/乙")?.message).toContain("：/甲；");
  expect(machineFault(Object.assign(new Error("x"), {code: "EIO"}), "/乙")?.message).toContain("：/乙；");
  expect(machineFault(Object.assign(new Error("x"), {code: "EIO"}))?.message).toMatch(/^读写磁盘时出错；/);
});

test("machineFault leaves what was said already", () => {
  expect(machineFault(new UserError("x"))).toBeUndefined();
});
