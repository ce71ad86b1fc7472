import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {audited, noCounts} from "../../loaders/accounting.ts";
import {blotted, isIdNumber, withoutIdNumbers} from "../../loaders/idNumber.ts";
import {columnIndex, maybeRange} from "../../loaders/merges.ts";
import {columnLetters} from "../../loaders/messages.ts";
import {maybePlainNumber} from "../../loaders/numbers.ts";
import {isMissing, plain, trimmed, unprotected} from "../../loaders/text.ts";
import {ID} from "./support.ts";

describe("isMissing(text)", () => {
  test.each(["", "-", "--", "—", "——", "－", "/", "／", "无", "暂无", "空", "N/A", "n/a", "#N/A", "…", "……"])(
    "%j is",
    text => {
      expect(isMissing(text)).toBe(true);
    }
  );
  test.each(["0", "无锡", "空港镇", "---", "否", "NA"])("%j is not", text => {
    expect(isMissing(text)).toBe(false);
  });
});

test("trimmed(text) takes outer white space of every kind, and leaves the rest", () => {
  expect(trimmed("\u3000\u200b 甲 乙\u00a0\u200b\n")).toBe("甲 乙");
});

test("plain(text) is one spelling", () => {
  expect(plain(" Ａ－１\u200b（甲）")).toBe("A-1(甲)");
});

test("unprotected(text) undoes what keeps spreadsheet programs from reading a number", () => {
  expect(['="0011"', "'0011", "=1+1", '"0011"'].map(unprotected)).toEqual(["0011", "0011", "=1+1", '"0011"']);
  expect(["'=A('x')", "'十四五'规划", "'-5"].map(unprotected)).toEqual(["=A('x')", "'十四五'规划", "-5"]);
});

describe("isIdNumber(text)", () => {
  test.each([
    [ID, true],
    ["11010519491231002X", true],
    ["11010519491231002x", true],
    ["110105194912310021", false],
    ["01010519491231002X", false],
    ["11010519491331002X", false],
    ["11010519491231002", false],
    ["1101051949123100２X", false]
  ])("%s → %s", (text, expected) => {
    expect(isIdNumber(text)).toBe(expected);
  });
});

test("withoutIdNumbers(text) takes out whole ID numbers, in full width too, and no others", () => {
  const wide = ID.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  expect(withoutIdNumbers(`甲${ID}乙${wide}丙`)).toBe("甲■乙■丙");
  expect(withoutIdNumbers(`1${ID}`)).toBe(`1${ID}`);
  expect(withoutIdNumbers("110105194912310021")).toBe("110105194912310021");
});

test("blotted(text) takes out what might be an ID or a mobile number", () => {
  expect(blotted("张13812345678，110105194912310021；2025-03-01，第12345678901号")).toBe(
    "张■，■；2025-03-01，第12345678901号"
  );
});

test("columnLetters(index) and columnIndex(letters) undo each other", () => {
  expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
  for (const index of [0, 25, 26, 701, 702, 16_383]) expect(columnIndex(columnLetters(index))).toBe(index);
});

test("maybeRange(text) reads ranges of more than one cell", () => {
  expect(maybeRange("$B$2:B3")).toEqual({top: 2, bottom: 3, left: 1, right: 1, text: "$B$2:B3"});
  expect(["A1:A1", "A1", "A0x:B", ""].map(maybeRange)).toEqual([undefined, undefined, undefined, undefined]);
});

describe("maybePlainNumber(text) gives 15 significant digits", () => {
  test.each([
    ["45717", "45717"],
    ["0.30000000000000004", "0.3"],
    ["1.1000000000000001", "1.1"],
    ["-0", "0"],
    ["-2.5", "-2.5"],
    ["1E3", "1000"],
    ["-1.25E-7", "-0.000000125"],
    ["999999999999999", "999999999999999"],
    ["370102199001011234", "3.70102199001011E+17"],
    ["abc", undefined],
    ["", undefined],
    ["Infinity", undefined]
  ])("%s → %s", (text, expected) => {
    expect(maybePlainNumber(text)).toBe(expected);
  });

  test("which is the text itself where it has no more, and nothing idle", () => {
    const number = fc
      .tuple(fc.integer({min: -(10 ** 9) + 1, max: 10 ** 9 - 1}), fc.integer({min: 0, max: 999_999}))
      .map(([whole, part]) => `${whole}.${String(part).padStart(6, "0")}`);
    fc.assert(
      fc.property(number, text => {
        const bare = text.replace(/\.?0+$/, "");
        expect(maybePlainNumber(text)).toBe(bare === "-0" ? "0" : bare);
        expect(maybePlainNumber(bare)).toBe(maybePlainNumber(text));
        expect(maybePlainNumber(bare)).toBe(maybePlainNumber(`${text}0000`));
      })
    );
  });
});

test("audited(rows, counts, sheet) stops where a row is lost", () => {
  const counts = {...noCounts(), header: 1, accepted: 2};
  expect(audited(3, counts, "台账")).toEqual({rows: 3, ...counts});
  expect(() => audited(4, counts, "台账")).toThrow('rows of sheet "台账" do not add up');
});
