import {describe, expect, test} from "vitest";
import {contracts} from "../../loaders/contracts/index.ts";
import {
  headerFields,
  headerNames,
  isHeader,
  joinedColumns,
  normaliseHeader,
  standsUnderSpans
} from "../../loaders/header.ts";
import {contractOf} from "./support.ts";

describe("normaliseHeader(text)", () => {
  test.each([
    ["申报编号", "申报编号"],
    [" 申报　编 号\n", "申报编号"],
    ["申报编号*", "申报编号"],
    ["＊申报编号（必填）", "申报编号"],
    ["申报编号：", "申报编号"],
    ["申报分值（分）", "申报分值"],
    ["申报分值(单位：分)", "申报分值"],
    ["数量【人】", "数量"],
    // No column holds money or shares: there the unit changes what the column means.
    ["申报分值（万元）", "申报分值(万元)"],
    ["申报分值（%）", "申报分值(%)"],
    ["\ufeff申报编号\u200b", "申报编号"],
    ["ＱＱ", "QQ"],
    ["宣传表彰类（不计分）", "宣传表彰类(不计分)"]
  ])("%j → %s", (text, name) => {
    expect(normaliseHeader(text)).toBe(name);
  });
});

describe("headerFields(contract)", () => {
  test.each(contracts.map(contract => [contract.name, contract] as const))(
    "%s: every header means one field",
    (_, contract) => {
      const fields = headerFields(contract);
      for (const field of contract.fields) {
        expect(fields.get(normaliseHeader(field.header))).toBe(field);
        for (const alias of field.aliases ?? []) expect(headerNames(contract)).toContain(normaliseHeader(alias));
      }
    }
  );
});

describe("isHeader(names, known)", () => {
  const known = headerNames(contractOf("claims"));
  test("asks for two known headers and half of the cells", () => {
    expect(isHeader(["申报编号", "申报单位"], known)).toBe(true);
    expect(isHeader(["申报编号"], known)).toBe(false);
    expect(isHeader(["申报编号", "申报单位", "甲", "乙"], known)).toBe(true);
    expect(isHeader(["申报编号", "申报单位", "甲", "乙", "丙"], known)).toBe(false);
    expect(isHeader(["申报编号", "", "", "申报单位"], known)).toBe(true);
  });
  test("does not count headers that are dropped in silence", () => {
    expect(isHeader(["申报编号", "申报单位", "姓名", "手机", "民族"], known)).toBe(true);
    expect(isHeader(["姓名", "手机", "民族"], known)).toBe(false);
  });
});

describe("standsUnderSpans(upper, lower, known)", () => {
  const stands = (upper: string[], lower: string[]): boolean =>
    standsUnderSpans(upper, lower, new Set(["编号", "数量"]));
  test("finds headings below others that span columns, known or not", () => {
    expect(stands(["编号", "2024年", "", "2025年", ""], ["", "数量", "金额", "数量", "金额"])).toBe(true);
  });
  test("leaves rows of data alone", () => {
    expect(stands(["编号", "2024年", ""], ["S-1", "甲", "乙"])).toBe(false);
    expect(stands(["编号", "2024年", ""], ["", "12", "3.5"])).toBe(false);
    expect(stands(["编号", "2024年", ""], ["", "", "乙"])).toBe(false);
    expect(stands(["编号", "2024年", ""], ["", "甲", ""])).toBe(false);
    expect(stands(["数量", "", "编号"], ["甲", "乙", ""])).toBe(false);
  });
});

describe("joinedColumns(upper, lower, known)", () => {
  const names = (upper: string[], lower: string[], known: string[]): string[] | undefined =>
    joinedColumns(upper, lower, new Set(known))?.map(({index, name}) => `${index} ${name}`);
  test("joins the upper header with those below it", () => {
    expect(names(["编号", "审核", ""], ["", "结论", "日期"], ["编号", "审核_结论", "审核_日期"])).toEqual([
      "0 编号",
      "1 审核_结论",
      "2 审核_日期"
    ]);
  });
  test("takes the lower name alone where only that is known and it is unique", () => {
    expect(names(["编号", "审核", ""], ["", "审核结论", "审核日期"], ["编号", "审核结论", "审核日期"])).toEqual([
      "0 编号",
      "1 审核结论",
      "2 审核日期"
    ]);
    expect(names(["编号", "甲", "乙"], ["", "日期", "日期"], ["编号", "日期"])).toBeUndefined();
  });
  test("leaves a row of data alone", () => {
    expect(names(["编号", "单位"], ["S-1", "甲镇"], ["编号", "单位"])).toBeUndefined();
    expect(names(["编号", "", "单位"], ["", "x", ""], ["编号", "单位"])).toBeUndefined();
    // Joined, 编号 would be lost.
    expect(names(["编号", "审核", ""], ["x", "结论", "日期"], ["编号", "审核_结论", "审核_日期"])).toBeUndefined();
    // One word that happens to be a header does not make a header row.
    expect(names(["编号", "", "", ""], ["", "结论", "x", "y"], ["编号", "结论"])).toBeUndefined();
  });
});
