import {describe, expect, test} from "vitest";
import {isDateFormat, isPercentFormat} from "../../loaders/formats.ts";

describe("isPercentFormat(id, code)", () => {
  test.each([
    [9, undefined, true],
    [10, undefined, true],
    [2, undefined, false],
    [176, "0.0%", true],
    [176, "[Red]0.00%;-0.00%", true],
    [176, '0.00"%"', false],
    [176, "0.00\\%", false],
    [176, "0.00", false]
  ])("%i %s → %s", (id, code, percent) => {
    expect(isPercentFormat(id, code)).toBe(percent);
  });
});

describe("isDateFormat(id, code)", () => {
  test.each([
    [14, undefined, true],
    [10, undefined, false],
    [176, 'yyyy"年"m"月"d"日";@', true],
    [176, "[$-804]aaaa;@", false],
    [176, '0.00"d"', false],
    [176, "0.0%", false],
    [176, "G/通用格式", false]
  ])("%i %s → %s", (id, code, date) => {
    expect(isDateFormat(id, code)).toBe(date);
  });
});
