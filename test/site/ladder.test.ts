import {describe, expect, test} from "vitest";
import {ceilingOf, type Ladder, ladders, nextSteps} from "../../publish/sitedata/ladder.ts";
import {fileName} from "../../publish/sitedata/units.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {wilson} from "../../src/components/shares.ts";

const {text, file} = builtinPolicies().get("haicheng-2021-2")!;
const rules = ladders(parsePolicy(text, file), new Map(), 2025);
const rule = (id: string): Ladder => rules.get(id)!;

describe("nextSteps(ladder, items, points)", () => {
  test.each([
    [0, 0, 1, 500],
    [1, 500, 3, 100],
    [3, 500, 1, 100],
    [7, 900, 1, 100]
  ])("of rule 1 with %i people at %i thousandths is %i more for %i", (items, points, more, gain) => {
    expect(nextSteps(rule("R1"), items, points)).toEqual([{items: more, points: gain, codes: null}]);
  });

  test("is nothing where the rule is full", () => {
    expect(nextSteps(rule("R1"), 8, 1000)).toEqual([]);
    expect(nextSteps(rule("R3"), 5, 400)).toEqual([]);
  });

  test("of a rule by level offers each level, cut by what room is left", () => {
    expect(nextSteps(rule("R4"), 9, 1800)).toEqual([
      {items: 1, points: 200, codes: ["海城市级"]},
      {items: 1, points: 200, codes: ["鞍山市级", "省级", "国家级"]}
    ]);
  });

  test("follows the reading chosen", () => {
    const perHead = ladders(parsePolicy(text, file), new Map([["tier1", "per_head"]]), 2025).get("R1")!;
    expect(nextSteps(perHead, 1, 500)).toEqual([{items: 1, points: 500, codes: null}]);
  });
});

describe("rules under one limit", () => {
  const limited = (max: number) =>
    new Map(
      [...rules].map(([id, ladder]) => [id, /R[45]/.test(id) ? {...ladder, limit: {max, over: ["R4", "R5"]}} : ladder])
    );

  test("have no further step than the limit leaves room for", () => {
    const ladder = limited(2200).get("R5")!;
    // 2.0 of rule 4 and 0.1 of rule 5 leave 0.1 of the 0.2 that an item is worth.
    expect(nextSteps(ladder, 1, 100, 2100).map(step => step.points)).toEqual([100]);
    expect(nextSteps(ladder, 1, 200, 2200)).toEqual([]);
    expect(nextSteps(rule("R5"), 1, 200, 2200).map(step => step.points)).toEqual([200]);
  });

  test("count in the ceiling of all rules with the limit, or with their own caps where these are lower", () => {
    // 1.0 + 1.0 + 0.4 + 2.0 + 0.6
    expect(ceilingOf([...rules.values()])).toBe(5000);
    // 1.0 + 1.0 + 0.4 + 2.2 for rules 4 and 5 together
    expect(ceilingOf([...limited(2200).values()])).toBe(4600);
    expect(ceilingOf([...limited(3000).values()])).toBe(5000);
  });

  test("need no cap of their own for a ceiling; any other rule does", () => {
    const open = {...rule("R4"), cap: null};
    expect(ceilingOf([open])).toBeNull();
    expect(ceilingOf([{...open, limit: {max: 2200, over: ["R4", "R5"]}}])).toBe(2200);
    expect(ceilingOf([rule("R3"), null])).toBeNull();
    expect(ceilingOf([])).toBeNull();
  });

  test("are read from the policy's file", () => {
    const limits =
      'limits:\n  - {over: [R4, R5], max: "2.2", basis: office, decided_by: 办公室, decided_on: 2024-01-10}\n\nscore:\n';
    const policy = parsePolicy(text.replace(/^score:\n/m, limits), file);
    const read = ladders(policy, new Map(), 2025);
    expect([...read].map(([id, {limit}]) => [id, limit?.max ?? null])).toEqual([
      ["R1", null],
      ["R2", null],
      ["R3", null],
      ["R4", 2200],
      ["R5", 2200]
    ]);
  });
});

describe("a cap over some codes only", () => {
  test("is known to leave the rest open", () => {
    const upper = ladders(parsePolicy(text, file), new Map([["cap4", "upper"]]), 2025).get("R4")!;
    expect([upper.cap, upper.partly]).toEqual([null, true]);
    expect(rule("R4").partly).toBe(false);
  });
});

describe("wilson(part, whole)", () => {
  test("agrees with the published value for 8 of 10", () => {
    const [low, high] = wilson(8, 10);
    expect(low).toBeCloseTo(0.4901625, 6);
    expect(high).toBeCloseTo(0.9433178, 6);
  });

  test("stays between 0 and 1 at both ends", () => {
    expect(wilson(0, 5)[0]).toBe(0);
    expect(wilson(5, 5)[1]).toBe(1);
  });
});

describe("fileName(code, taken)", () => {
  test("keeps a plain code, and spells out what a file system may refuse", () => {
    expect(fileName("210381001", new Set())).toBe("210381001");
    expect(fileName("../甲", new Set())).toBe("_2e__2e__2f__7532_");
  });

  test("never gives two codes one file, upper and lower case included", () => {
    const taken = new Set<string>();
    expect([fileName("a", taken), fileName("A", taken)]).toEqual(["a", "A-2"]);
  });
});
