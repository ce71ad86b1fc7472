import {describe, expect, test} from "vitest";
import {slope} from "../../src/client/simulate/slope.ts";
import {slopes} from "../../src/components/slopes.ts";

const PHONE = 340;
const NAMES = ["麦笛", "鹭湾临港产业开发区", "人力资源和社会保障服务中心"];
const rows = NAMES.map((label, i) => ({label, before: NAMES.length - i, after: i + 1, strong: i === 0}));

/** Returns the words of a drawing, from the left or from the right of its lines. */
function words(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);
}

describe("a drawing of ranks on a telephone", () => {
  test("of the pages has names of seven letters and more whole on one side", () => {
    const drawn = words(slopes(rows, {width: PHONE, narrow: true, years: [2024, 2025]}));
    expect(NAMES.filter(name => !drawn.some(text => text.endsWith(name)))).toEqual([]);
    // Beside the longest nothing but the rank is left.
    expect(drawn.slice(0, 3)).toEqual(["3", "2", "1"]);
  });

  test("of the pages has short names on both sides", () => {
    const drawn = words(slopes(rows.slice(0, 1), {width: PHONE, narrow: true, years: [2024, 2025]}));
    expect(drawn.slice(0, 2)).toEqual(["3　麦笛", "1　麦笛"]);
  });

  test("of 政策模拟 too, up to eleven letters", () => {
    const drawn = words(slope(rows.slice(0, 2), {title: "位次", width: PHONE}).text);
    expect(drawn).toContain("2 鹭湾临港产业开发区");
    expect(words(slope(rows.slice(0, 1), {title: "位次", width: PHONE}).text)).toContain("麦笛 3");
  });
});
