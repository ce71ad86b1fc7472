import {readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {contrast, lightness, readColours} from "../../src/build/variables.ts";
import {ALL_FILLS, RULE_FILLS} from "../../src/components/marks.ts";

const css = readFileSync(new URL("../../src/style.css", import.meta.url), "utf8");
const colours = new Map(readColours(css).map(colour => [colour.name, colour]));
const THEMES = ["light", "dark"] as const;
const colourOf = (name: string, theme: (typeof THEMES)[number]) => colours.get(name)![theme].value;

describe("the stylesheet", () => {
  test("names colours in its variables and nowhere else, and gives each in both themes", () => {
    const rest = css.slice(css.indexOf("/* Elements */"));
    expect(rest.match(/#[0-9a-f]{3,8}\b(?=[^{}]*[;}])|\b(?:rgba?|hsla?)\(/gi) ?? []).toEqual([]);
    expect(colours.size).toBeGreaterThan(30);
  });

  test("uses no variable that it does not define", () => {
    const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map(match => match[1]));
    expect([...css.matchAll(/var\((--[\w-]+)/g)].map(match => match[1]).filter(name => !defined.has(name))).toEqual([]);
  });

  // WCAG 2.2: 1.4.3 for words, 1.4.11 for what has to be seen of controls, drawings and the focus.
  test.each(THEMES)("has words at 4.5 and edges at 3 against both grounds in the %s theme", theme => {
    const low = ["--paper", "--faint"].flatMap(ground => [
      ...["--ink", "--muted", "--soft", "--brand", "--link", "--overdue"].flatMap(name =>
        contrast(colourOf(name, theme), colourOf(ground, theme)) < 4.5 ? [`${name} on ${ground}`] : []
      ),
      ...["--control", "--focus", "--held", "--edge", "--f1"].flatMap(name =>
        contrast(colourOf(name, theme), colourOf(ground, theme)) < 3 ? [`${name} on ${ground}`] : []
      )
    ]);
    expect(low).toEqual([]);
    expect(contrast(colourOf("--ink", theme), colourOf("--mark", theme))).toBeGreaterThan(4.5);
  });
});

describe("fills", () => {
  test.each(THEMES)(
    "of the five rules are apart in grey in the %s theme, and none has the stripes of its neighbour",
    theme => {
      const five = RULE_FILLS.slice(0, 5);
      const steps = five.map(({id}) => lightness(colourOf(`--${id}`, theme)));
      for (let i = 1; i < steps.length; i++) {
        expect(steps[i]! - steps[i - 1]!).toBeGreaterThan(8);
        expect(five[i]!.stripes).not.toEqual(five[i - 1]!.stripes);
      }
    }
  );

  test("of twelve rules differ each from every other", () => {
    const looks = RULE_FILLS.map(({colour, stripes}) => JSON.stringify([colour, stripes]));
    expect(new Set(looks).size).toBe(12);
  });

  test("of done and overdue, alike in grey, differ by their stripes", () => {
    const named = (name: string) => ALL_FILLS.find(fill => fill.name === name)!.fill;
    expect(named("▲逾期").stripes).toBeDefined();
    expect(named("完成").stripes).toBeUndefined();
  });

  test("take every colour from a variable that the stylesheet has", () => {
    const used = ALL_FILLS.flatMap(({fill}) => [fill.colour, ...(fill.stripes ? [fill.stripes.line] : [])]);
    expect(used.filter(colour => !colours.has(/^var\((--[\w-]+)\)$/.exec(colour)?.[1] ?? ""))).toEqual([]);
  });
});

describe("contrast(a, b)", () => {
  test.each([
    ["#000", "#fff", 21],
    ["#ffffff", "#fff", 1],
    // The grey that the guidelines give as the lightest allowed on white.
    ["#767676", "#fff", 4.54]
  ] as const)("of %s and %s is %d", (a, b, expected) => {
    expect(contrast(a, b)).toBeCloseTo(expected, 2);
    expect(contrast(b, a)).toBeCloseTo(expected, 2);
  });

  test("lightness goes from 0 for black to 100 for white", () => {
    expect(lightness("#000")).toBe(0);
    expect(lightness("#fff")).toBeCloseTo(100, 6);
  });
});
