import {describe, expect, test} from "vitest";
import {
  decimalsOf,
  decimalText,
  formatCount,
  formatDate,
  formatDocNo,
  formatMean,
  formatPlaces,
  formatPoints,
  formatPointsChange,
  formatRate,
  formatRateChange,
  formatShare,
  roundedText
} from "../../publish/format.ts";

describe("decimalText(thousandths)", () => {
  const cases: [number | bigint | string, string][] = [
    [0, "0.0"],
    [100, "0.1"],
    [1000, "1.0"],
    [2300, "2.3"],
    [250, "0.25"],
    [5, "0.005"],
    [1, "0.001"],
    [10, "0.01"],
    [-500, "-0.5"],
    [-1, "-0.001"],
    [99_900, "99.9"],
    [1_234_567, "1234.567"],
    // 2⁵³ + 1 thousandths: a binary float would lose the last digit.
    ["9007199254740993", "9007199254740.993"],
    [9_007_199_254_740_993n, "9007199254740.993"]
  ];
  for (const [value, text] of cases) {
    test(`${value} thousandths are ${text}`, () => {
      expect(decimalText(value)).toBe(text);
    });
  }

  test("takes as many decimals as asked for, and never fewer than it needs", () => {
    expect(decimalText(1500, {digits: 2})).toBe("1.50");
    expect(decimalText(1250, {digits: 0})).toBe("1.25");
    expect(decimalText(3000, {digits: 0})).toBe("3");
  });

  test("refuses what is not whole", () => {
    expect(() => decimalText(0.1)).toThrow();
  });

  test("agrees with the whole thousandths for every value up to 20 000", () => {
    for (let n = -20_000; n <= 20_000; n++) {
      const [whole, fraction] = decimalText(n).replace("-", "").split(".");
      expect(Number(whole) * 1000 + Number(fraction!.padEnd(3, "0"))).toBe(Math.abs(n));
    }
  });
});

test("decimalsOf(thousandths) counts what exactness needs", () => {
  expect([0, 1000, 100, 250, 5, -10].map(decimalsOf)).toEqual([0, 0, 1, 2, 3, 2]);
});

test("roundedText(thousandths, digits) rounds half away from zero", () => {
  expect([249, 250, 251, 950, -250, 50, 49].map(n => roundedText(n, 1))).toEqual([
    "0.2",
    "0.3",
    "0.3",
    "1.0",
    "-0.3",
    "0.1",
    "0.0"
  ]);
  expect(roundedText(1499, 0)).toBe("1");
  expect(roundedText(1500, 0)).toBe("2");
  expect(roundedText(1234, 3)).toBe("1.234");
});

test("formatPoints(thousandths) separates thousands and shows a dash where missing", () => {
  expect(formatPoints(1_234_500)).toBe("1,234.5");
  expect(formatPoints(-1_234_567_890)).toBe("-1,234,567.89");
  expect(formatPoints(0)).toBe("0.0");
  expect(formatPoints(null)).toBe("—");
});

test("formatCount(n) separates thousands", () => {
  expect([0, 999, 1000, 123_220, -1_000_000].map(formatCount)).toEqual(["0", "999", "1,000", "123,220", "-1,000,000"]);
  expect(formatCount(null)).toBe("—");
});

test("formatDate(iso) writes months and days without leading zeros", () => {
  expect(formatDate("2025-12-31")).toBe("2025年12月31日");
  expect(formatDate("2025-01-05")).toBe("2025年1月5日");
  expect(formatDate(null)).toBe("—");
  expect(() => formatDate("2025/1/5")).toThrow();
});

describe("rates", () => {
  test("formatRate(part, whole) shows numerator and denominator", () => {
    expect(formatRate(36, 39)).toBe("92.3%（36/39）"); // 36 / 39 = 0.92307…
    expect(formatRate(0, 7)).toBe("0.0%（0/7）");
    expect(formatRate(1234, 5000)).toBe("24.7%（1,234/5,000）"); // 24.68
    expect(formatRate(0, 0)).toBe("—（0/0）");
    expect(formatRate(null, 5)).toBe("—");
  });

  test("formatShare(part, whole) rounds half up, exactly", () => {
    expect(formatShare(1, 8)).toBe("12.5%");
    expect(formatShare(1, 16)).toBe("6.3%"); // 6.25
    expect(formatShare(1005, 100_000, {digits: 1})).toBe("1.0%"); // 1.005
    expect(formatShare(2, 3, {digits: 0})).toBe("67%");
    expect(formatShare(39, 39)).toBe("100.0%");
  });

  test("formatRateChange(now, before) is the difference of the printed rates, in 百分点", () => {
    expect(formatRateChange([36, 39], [30, 40])).toBe("↑17.3个百分点"); // 92.307… − 75 = 17.307…
    expect(formatRateChange([3, 4], [4, 5])).toBe("↓5.0个百分点");
    expect(formatRateChange([1, 2], [2, 4])).toBe("持平");
    expect(formatRateChange([1, 2], [null, 4])).toBe("—");
    expect(formatRateChange([1, 2], [0, 0])).toBe("—");
    // 33.3 − 16.7, though 1/3 − 1/6 = 16.66…
    expect(formatRateChange([1, 3], [1, 6])).toBe("↑16.6个百分点");
    // 89.4 − 90.6: 1051/1175 and 1046/1155 lie 1.116 apart.
    expect(formatRateChange([1051, 1175], [1046, 1155])).toBe("↓1.2个百分点");
  });
});

test("changes are arrows, never signs", () => {
  expect(formatPlaces(2)).toBe("↑2");
  expect(formatPlaces(-1)).toBe("↓1");
  expect(formatPlaces(0)).toBe("—");
  expect(formatPlaces(null)).toBe("—");
  expect(formatPointsChange(300)).toBe("↑0.3");
  expect(formatPointsChange(-1000)).toBe("↓1.0");
  expect(formatPointsChange(0)).toBe("—");
});

test("formatDocNo(text) uses the brackets of official papers", () => {
  for (const text of ["海人才发[2021]2号", "海人才发【2021】2号", "海人才发（2021）2号", "海人才发〔2021〕2号"]) {
    expect(formatDocNo(text)).toBe("海人才发〔2021〕2号");
  }
});

test("formatMean(sum, count) rounds half-up, and shows a dash where nothing was counted", () => {
  expect(formatMean(590, 7)).toBe("84.3"); // 84.285…
  expect(formatMean(81, 4)).toBe("20.3"); // 20.25
  expect(formatMean(0, 3)).toBe("0.0");
  expect(formatMean(0, 0)).toBe("—");
  expect(formatMean(2, 3, {digits: 3})).toBe("0.667");
});
