import {expect, test} from "vitest";
import {type DirectoryUnit, unitDirectory} from "../../loaders/directory.ts";

function unit(unit_id: string, name: string, more: Partial<DirectoryUnit> = {}): DirectoryUnit {
  return {unit_id, name, short_name: null, former_names: null, valid_from: null, ...more};
}

const directory = unitDirectory([
  unit("U1", "东山镇人民政府", {short_name: "东山镇", former_names: "东山乡、新区"}),
  unit("U2", "新区管理委员会", {short_name: "新区"}),
  unit("U3", "城北社区（一）"),
  unit("U4", "第一中学", {short_name: "一中"}),
  unit("U5", "第一高级中学", {short_name: "一中"}),
  unit("U6", "老城镇", {valid_from: null}),
  unit("U6", "新城街道", {valid_from: "2022-01-01"}),
  unit("U7", "老城镇", {valid_from: "2022-01-01"}),
  unit("U8", "人力资源和社会保障局"),
  unit("U9", "财政局")
]);

test.each([
  ["U1", "U1", "by code"],
  ["Ｕ１", "U1", "by code in full width"],
  ["东山镇人民政府", "U1", "by name"],
  ["东山镇", "U1", "by short name"],
  ["东山乡", "U1", "by former name"],
  [" 东山镇（盖章） ", "U1", "without （盖章） and outer blanks"],
  ["东山镇(盖章)", "U1", "without half-width (盖章)"],
  ["新区", "U2", "a present name beats a former one"],
  ["城北社区(一)", "U3", "brackets of either width are the same"],
  ["新城街道", "U6", "a renamed unit by its new name"],
  ["老城镇", "U7", "the name that a renamed unit gave up belongs to who bears it now"]
])("resolve(%s) gives %s: %s", (text, id) => {
  expect(directory.resolve(text)).toEqual({unit: id});
});

test.each([
  ["一中", "ambiguous_code", /2 个单位的名称（U4 第一中学、U5 第一高级中学）/],
  ["东山镇、新区", "many_units", /每个单位单列一行/],
  ["东山镇 新区", "many_units", /每个单位单列一行/],
  ["东山镇和新区", "many_units", /每个单位单列一行/],
  ["人力资源和社会保障局、财政局", "many_units", /每个单位单列一行/],
  ["人力资源和社会保障局和财政局", "many_units", /每个单位单列一行/],
  ["财政局与人力资源和社会保障局", "many_units", /每个单位单列一行/],
  ["东山真", "unknown_unit", /是不是“东山镇”/],
  ["市人民医院", "unknown_unit", /单位名录里没有“市人民医院”；/],
  ["东山", "unknown_unit", /单位名录里没有“东山”/],
  ["东山镇、不存在", "unknown_unit", /单位名录里没有/]
])("resolve(%s) is %s", (text, code, message) => {
  const meaning = directory.resolve(text);
  expect(meaning).toMatchObject({code});
  expect((meaning as {message: string}).message).toMatch(message);
});

test("a code that lost its zeros is told which one it may have been, and means nothing", () => {
  const zeros = unitDirectory([unit("0011", "东山镇"), unit("0110", "西河街道"), unit("12", "财政局")]);
  expect(zeros.resolve("11")).toMatchObject({code: "unknown_unit", message: expect.stringContaining("“0011”")});
  expect(zeros.resolve("0011")).toEqual({unit: "0011"});
});
