import {describe, expect, test} from "vitest";
import {creditCodeFault} from "../../loaders/creditCode.ts";

/** Of an area that does not exist; the check character was worked out by hand: Σ value × 3^place, to 31. */
const RIGHT = "91999999MA0HCTA1XU";

describe("creditCodeFault(text)", () => {
  test("finds nothing wrong with a right code", () => {
    expect(creditCodeFault(RIGHT)).toBeUndefined();
    expect(creditCodeFault(RIGHT.toLowerCase())).toBeUndefined();
  });

  test.each(["I", "O", "S", "V", "Z"])("tells of the letter %s, which no code has", letter => {
    expect(creditCodeFault(RIGHT.replace("H", letter))).toContain(`字母 ${letter}`);
  });

  test("tells of every single character that was changed", () => {
    for (let at = 8; at < 18; at++) {
      for (const letter of "0123456789ABCDEFGHJKLMNPQRTUWXY") {
        const wrong = RIGHT.slice(0, at) + letter + RIGHT.slice(at + 1);
        if (wrong !== RIGHT) expect(creditCodeFault(wrong), wrong).toContain("校验码");
      }
    }
  });

  test("leaves an office's own codes alone", () => {
    for (const text of [
      "U1",
      "210381001",
      "HC2025010100000001",
      "210381001000000001",
      "110101199003071233",
      `${RIGHT}2`
    ]) {
      expect(creditCodeFault(text), text).toBeUndefined();
    }
  });
});
