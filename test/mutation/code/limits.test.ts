import {describe, expect, test} from "vitest";
import type {Limit} from "../../../scoring/rule.ts";
import {dated, faultsOf, MEETINGS, read, withLimits} from "./sound.ts";

const HALF_YEAR = "transition: by_event_date";
const dateds = (...items: readonly [value: string, from: string, more?: string][]): string =>
  dated(...items.map(([value, from, more = "cite: press"]) => `from: ${from}, value: ${value}, ${more}`));

/** A maximum that becomes another on each of the days, in the words of the policy. */
const maxes = (...items: readonly [max: string, from: string][]): string =>
  dateds(
    ...items.map(([max, from], i): [string, string, string] => [
      max,
      from,
      i && !from.endsWith("-01-01") ? `cite: press, ${HALF_YEAR}` : "cite: press"
    ])
  );

const of = (limits: string) => read(withLimits(limits, MEETINGS));

/** Returns the rule's limit on the day under the readings. */
function limitOn(limits: string, rule: string, day: string, readings: Record<string, string> = {}): Limit | null {
  const {bonus} = of(limits);
  const text = bonus!.rules.find(({id}) => id === rule)!;
  const usual = new Map(Object.entries({part_time: "out", own_city: "yes", ...readings}));
  return text.read({readings: usual, year: Number(day.slice(0, 4)), day}).limit;
}

const faults = (limits: string) => faultsOf(withLimits(limits, MEETINGS));

const PLAIN = `[{over: [R1, R2], max: "2.5", cite: hire}]`;
const TWO = `[{over: [R1, R2], max: "2.5", cite: hire}, {over: [R3, R4], max: "1", cite: press}]`;

describe("a limit over several rules", () => {
  test("is not there where the block is empty or left out", () => {
    for (const limits of ["[]", "null"]) {
      const {bonus} = of(limits);
      expect([bonus!.limited, bonus!.limitParts]).toEqual([false, 1]);
      expect(limitOn(limits, "R1", "2024-05-01")).toBeNull();
    }
    expect(of(PLAIN).bonus!.limited).toBe(true);
  });

  test("binds the rules that it names, and no other", () => {
    const limit = {number: 1, max: 2500, over: ["R1", "R2"], part: 1, clauses: ["hire"]};
    const all = ["R1", "R2", "R3", "R4"].map(rule => limitOn(PLAIN, rule, "2024-05-01"));
    expect(all).toEqual([limit, limit, null, null]);
  });

  test("has the number of its place in the file", () => {
    const numbers = ["R1", "R2", "R3", "R4"].map(rule => limitOn(TWO, rule, "2024-05-01")?.number);
    expect(numbers).toEqual([1, 1, 2, 2]);
  });

  test("has no maximum where it says none", () => {
    const {max, over} = limitOn("[{over: [R1, R2], max: none, cite: hire}]", "R1", "2024-05-01")!;
    expect([max, over]).toEqual([null, ["R1", "R2"]]);
  });

  test("stands on a clause, or on the office's own word, which is no clause", () => {
    const office = `[{over: [R1, R2], max: "2", basis: office, decided_by: 专班, decided_on: 2024-12-01}]`;
    expect(limitOn(office, "R1", "2024-05-01")!.clauses).toEqual([]);
    expect(faults(office)).toEqual([]);
  });
});

describe("a limit that hangs on a reading", () => {
  const BY_READING = `[{over: [R1, R2], max: {reading: part_time, out: "2", in: "3"}, cite: hire}]`;
  const MEMBERS = `[{over: {reading: part_time, out: [R1, R2], in: [R1, R3]}, max: {reading: part_time, out: "2", in: "3"}, cite: hire}]`;
  const readingsOf = (limits: string) => of(limits).bonus!.rules.map(({readings}) => readings);

  test("is read by it", () => {
    const max = (option: string) => limitOn(BY_READING, "R1", "2024-05-01", {part_time: option})!.max;
    expect(["out", "in"].map(max)).toEqual([2000, 3000]);
  });

  test("makes the rules hang on it that it may name under any option, once each, and no other", () => {
    expect(readingsOf(PLAIN)).toEqual([[], [], [], []]);
    expect(readingsOf(BY_READING)).toEqual([["part_time"], ["part_time"], [], []]);
    expect(readingsOf(MEMBERS)).toEqual([["part_time"], ["part_time"], ["part_time"], []]);
  });

  test("leaves free the rule that it does not name under the option", () => {
    const named = (rule: string, option: string) => limitOn(MEMBERS, rule, "2024-05-01", {part_time: option})?.over;
    expect(named("R2", "out")).toEqual(["R1", "R2"]);
    expect(named("R2", "in")).toBeUndefined();
    expect(named("R3", "in")).toEqual(["R1", "R3"]);
  });

  test("has its faults under every option found", () => {
    expect(faults(`[{over: {reading: part_time, out: [R1, R2], in: [R1, R9]}, max: "2", cite: hire}]`)).toEqual([
      "R9: 没有这个规则：“R9”，是不是“R1”？"
    ]);
    expect(faults(`[{over: {reading: part_time, out: [R1, R2], in: null}, max: "2", cite: hire}]`)).toEqual([
      "null: 这里应是列表"
    ]);
    expect(faults(`[{over: [R1, R2], max: {reading: part_time, out: "2"}, cite: hire}]`)).toEqual([
      "{reading: part_time: 疑义“part_time”还有选项没有写值：in"
    ]);
    expect(faults(`[{over: [R1, R2], max: {reading: own_cty, yes: "2", no: "3"}, cite: hire}]`)).toEqual([
      "own_cty: 没有这个疑义：“own_cty”，是不是“own_city”？"
    ]);
    const other = `{over: [R3, R9], max: "2", cite: hire}`;
    expect(faults(`[{over: [R1, R2], max: {reading: own_cty, yes: "2", no: "3"}, cite: hire}, ${other}]`)).toEqual([
      "own_cty: 没有这个疑义：“own_cty”，是不是“own_city”？",
      "R9: 没有这个规则：“R9”，是不是“R1”？"
    ]);
  });
});

describe("a limit that changes", () => {
  const YEARLY = `[{over: [R1, R3], max: ${maxes(['"2"', "2024-03-01"], ['"3"', "2025-01-01"])}, cite: hire}]`;
  const DAILY = `[{over: [R1, R3], max: ${maxes(['"2"', "2024-03-01"], ['"3"', "2024-08-01"], ["none", "2025-02-01"], ['"3"', "2025-05-01"])}, cite: hire}]`;
  const on = (limits: string, days: readonly string[]) =>
    days.map(day => {
      const {max, part, clauses} = limitOn(limits, "R1", day)!;
      return [max, part, clauses.join(" ")];
    });

  test("from a year on is another from its first day, the only one of its year", () => {
    expect(on(YEARLY, ["2024-12-31", "2025-01-01"])).toEqual([
      [2000, 1, "hire"],
      [3000, 1, "hire press"]
    ]);
    expect(of(YEARLY).bonus!.limitParts).toBe(1);
  });

  test("within a year is another from the very day, numbered on", () => {
    const days = ["2024-07-31", "2024-08-01", "2025-01-31", "2025-02-01", "2025-04-30", "2025-05-01"];
    expect(on(DAILY, days)).toEqual([
      [2000, 1, "hire"],
      [3000, 2, "hire press"],
      [3000, 2, "hire press"],
      [null, 3, "hire press"],
      [null, 3, "hire press"],
      [3000, 4, "hire press"]
    ]);
    expect(of(DAILY).bonus!.limitParts).toBe(4);
  });

  test("is the first one on a day before the policy", () => {
    expect(on(DAILY, ["2023-06-01"])).toEqual([[2000, 1, "hire"]]);
  });

  test("to the maximum that it has is none, and goes on", () => {
    const same = `[{over: [R1, R2], max: ${maxes(['"2"', "2024-03-01"], ['"2"', "2024-08-01"])}, cite: hire}]`;
    expect(on(same, ["2024-07-31", "2024-08-01"])).toEqual([
      [2000, 1, "hire"],
      [2000, 1, "hire press"]
    ]);
  });

  test("until the policy's first day has always been so", () => {
    const early = `[{over: [R1, R2], max: ${maxes(['"1"', "2023-01-01"], ['"2"', "2024-02-01"], ['"3"', "2024-03-01"])}, cite: hire}]`;
    expect(on(early, ["2024-03-01"])).toEqual([[3000, 1, "hire press"]]);
    expect(of(early).bonus!.limitParts).toBe(1);
  });

  test("has as many parts as the one that changes most", () => {
    const two = `[{over: [R1, R2], max: "2", cite: hire}, {over: [R3, R4], max: ${maxes(['"1"', "2024-03-01"], ['"2"', "2024-08-01"])}, cite: hire}]`;
    expect(of(two).bonus!.limitParts).toBe(2);
  });

  test("makes stretches of the rules that it may name, and of no other", () => {
    const stretches = (limits: string) => {
      const counts = of(limits).bonus!.rules.map(({id, stretches}): [string, number] => [id, stretches.length]);
      return Object.fromEntries(counts.filter(([id]) => id !== "R2"));
    };
    expect(stretches(PLAIN)).toEqual({R1: 1, R3: 1, R4: 1});
    expect(stretches(YEARLY)).toEqual({R1: 2, R3: 2, R4: 1});
    expect(stretches(DAILY)).toEqual({R1: 4, R3: 4, R4: 1});
    const over = dateds(["[R1, R2]", "2024-03-01"], ["[R1, R3]", "2025-01-01"]);
    const members = `[{over: ${over}, max: "2", cite: hire}]`;
    expect(stretches(members)).toEqual({R1: 2, R3: 2, R4: 1});
    const named = ["2024-12-31", "2025-01-01"].map(day => limitOn(members, "R3", day)?.over);
    expect(named).toEqual([undefined, ["R1", "R3"]]);
  });

  test("may change its members with a year, and never within one", () => {
    const over = dateds(["[R1, R2]", "2024-03-01"], ["[R1, R3]", "2024-08-01", `cite: press, ${HALF_YEAR}`]);
    expect(faults(`[{over: ${over}, max: "2", cite: hire}]`)).toEqual([
      "[{from: 2024-03-01: 合计封顶管哪些规则，不能按事项日期在年中改变：用 whole_year_new 或 next_year"
    ]);
  });

  test("has its faults in every year and on every day found", () => {
    const over = (later: string) =>
      `[{over: ${dateds(["[R1, R2]", "2024-03-01"], [later, "2025-01-01"])}, max: "2", cite: hire}]`;
    expect(faults(over("[R1, R9]"))).toEqual(["R9: 没有这个规则：“R9”，是不是“R1”？"]);
    const max = maxes(['"2"', "2024-03-01"], ['"-3"', "2024-08-01"]);
    expect(faults(`[{over: [R1, R2], max: ${max}, cite: hire}]`)).toEqual(['"-3": 分值不能为负：“-3”']);
    const gap = maxes(['"2"', "2024-04-01"], ['"3"', "2024-08-01"]);
    expect(faults(`[{over: [R1, R2], max: ${gap}, cite: hire}]`)).toEqual([
      "2024-04-01: 2024-03-01 到 2024-04-01 之间没有值"
    ]);
  });
});

describe("faults of a limit", () => {
  test("each stand at their own place, all at once, in every limit", () => {
    const entries = [
      `{over: [R1, R8], max: "-1", cite: hire}`,
      `{over: [R1, R1], max: "1.2345", cite: hired}`,
      "{over: [R2, R3], cite: hire}",
      `{over: R4, max: "1", cite: hire}`,
      `{over: [R4], max: "1"}`
    ];
    expect(faults(`[${entries.join(", ")}]`)).toEqual([
      "R8: 没有这个规则：“R8”，是不是“R1”？",
      '"-1": 分值不能为负：“-1”',
      "R1: “R1”已在另一个合计封顶之内",
      "R1: “R1”在这个合计封顶里写了不止一次",
      '"1.2345": 分值无效：“1.2345”，应是至多三位小数的数，如 0.5',
      "hired: 没有这个条款：“hired”，是不是“hire”？",
      "{over: [R2: 缺少必填的键：“max”",
      "R4: 这里应是列表",
      "{over: [R4: 缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on",
      "[R4: 合计封顶至少管两条规则；只管一条的写在规则的 caps 里"
    ]);
  });

  test("a limit over one rule or over none is a fault", () => {
    const message = "合计封顶至少管两条规则；只管一条的写在规则的 caps 里";
    expect(faults(`[{over: [R3], max: "1", cite: hire}]`)).toEqual([`[R3: ${message}`]);
    expect(faults(`[{over: [], max: "1", cite: hire}]`)).toEqual([`[: ${message}`]);
  });

  test("a rule that there is not is not said to be in another limit too", () => {
    const twice = `[{over: [R8, R1], max: "1", cite: hire}, {over: [R8, R2], max: "1", cite: hire}]`;
    expect(faults(twice)).toEqual(["R8: 没有这个规则：“R8”，是不是“R1”？", "R8: 没有这个规则：“R8”，是不是“R1”？"]);
  });

  test("a limit that lacks something has its other faults told as well", () => {
    expect(faults(`[{over: {reading: part_tim, out: [R1], in: [R2]}, cite: hired}]`)).toEqual([
      "{over: {reading: part_tim: 缺少必填的键：“max”",
      "part_tim: 没有这个疑义：“part_tim”，是不是“part_time”？",
      "[R1: 合计封顶至少管两条规则；只管一条的写在规则的 caps 里",
      "[R2: 合计封顶至少管两条规则；只管一条的写在规则的 caps 里",
      "hired: 没有这个条款：“hired”，是不是“hire”？"
    ]);
  });
});
