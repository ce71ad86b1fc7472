import {expect, test} from "vitest";
import {pinyinOf} from "../../publish/pinyin.ts";

test("pinyinOf(name) gives pinyin and initials", () => {
  expect(pinyinOf("科技局")).toEqual(["kejiju", "kjj"]);
});

test("pinyinOf(name) gives every reading of a character that has several, the likely one first", () => {
  const words = pinyinOf("长乐镇");
  expect(words[0]).toBe("changlezhen");
  for (const word of ["zhanglezhen", "changyuezhen", "clz", "zlz", "cyz"]) expect(words).toContain(word);
  expect(new Set(words).size).toBe(words.length);
});

test("pinyinOf(name) leaves letters, digits and rare characters as they are", () => {
  expect(pinyinOf("A区㐂")).toEqual(expect.arrayContaining(["aqu㐂", "aq㐂"]));
  expect(pinyinOf("")).toEqual([""]);
});

test("pinyinOf(name) of a long name with many readings keeps one of each", () => {
  expect(pinyinOf("长".repeat(30))).toHaveLength(2);
});
