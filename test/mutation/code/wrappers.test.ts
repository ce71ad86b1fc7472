import {describe, expect, test} from "vitest";
import {chosenReadings} from "../../../scoring/reading.ts";
import {guessViews} from "../../../scoring/views.ts";
import {BASE, changed, dated, faultsOf, MEETINGS, read, warningsOf, withLimits} from "./sound.ts";

const WHEN_2 = "    when: [level, at_least, 市级]\n";
const EARN_1 = `    earn: [{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]\n`;
const LEVELS = `{by: level, each: {县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}}`;
const EARN_2 = `    earn: ${LEVELS}\n`;

const limitFaults = (...limits: readonly string[]) => faultsOf(withLimits(`[${limits.join(", ")}]`, MEETINGS));
const max = (value: string) => `{over: [R1, R2], max: ${value}, cite: hire}`;

describe("what stands behind a reading that there is not", () => {
  const own = "own_cty: 没有这个疑义：“own_cty”，是不是“own_city”？";
  const part = "part_tim: 没有这个疑义：“part_tim”，是不是“part_time”？";

  test("is read, a sound reading inside it by its usual option", () => {
    const inside = `{reading: part_time, out: "-3", in: "4"}`;
    expect(limitFaults(max(`{reading: own_cty, yes: "2", no: ${inside}}`))).toEqual([own, `"-3": 分值不能为负：“-3”`]);
  });

  test("has no fault for having fewer values than another such reading", () => {
    const when = `{reading: own_cty, yes: [level, at_least, 市级], no: [level, at_least, 省级]}`;
    expect(
      faultsOf(changed([WHEN_2, `    when: ${when}\n`], [EARN_2, `    earn: {reading: part_tim, out: ${LEVELS}}\n`]))
    ).toEqual([own, part]);
  });
});

test("nothing is read by guess in a policy without a fault", () => {
  const {tree, readings} = read(BASE);
  const usual = {readings: chosenReadings(readings), year: 2024, day: "2024-03-01", begins: "01-01"};
  expect(guessViews(tree, readings, usual)).toEqual([]);
});

test("a step with a fault in its number is no dated value", () => {
  expect(faultsOf(changed([EARN_1, `    earn: [{from: 1-2, each: "0.5"}]\n`]))).toEqual([
    "1-2: 应为从 1 起的整数，不是“1-2”"
  ]);
});

test("the bounds of a step may be others from a day on", () => {
  const from = (first: number, later: number) =>
    dated(`from: 2024-01-01, value: ${first}, cite: hire`, `from: 2025-01-01, value: ${later}, cite: hire`);
  const text = changed([
    EARN_1,
    `    earn: [{from: 1, to: ${from(2, 1)}, each: "0.5"}, {from: ${from(3, 2)}, each: "0.2"}]\n`
  ]);
  expect(faultsOf(text)).toEqual([]);
  const {readings, bonus} = read(text);
  const firsts = (year: number) => {
    const {earn} = bonus!.rules[0]!.read({readings: chosenReadings(readings), year, day: `${year}-03-01`});
    return earn.kind === "steps" && earn.steps.map(step => step.first);
  };
  expect([firsts(2024), firsts(2025)]).toEqual([
    [1, 3],
    [1, 2]
  ]);
});

test("what hangs on a reading whose options have a fault is read, and none of its options is missing", () => {
  expect(
    faultsOf(
      changed(
        ["options: {out: 不算, in: 算}", "options: {out: 不算}"],
        ["    across: all\n", "    across: {reading: part_time, out: all, in: unti}\n"]
      )
    )
  ).toEqual(["{out: 不算: 一个疑义至少要有两个选项", "unti: 没有这个范围：“unti”，是不是“unit”？"]);
});

test("what stands at an option that there is not is read as well", () => {
  expect(limitFaults(max(`{reading: own_city, yes: "2", no: "3", mabye: "-3"}`))).toEqual([
    `mabye: "-3": 疑义“own_city”没有这个选项：“mabye”，可用的有：yes、no`,
    `"-3": 分值不能为负：“-3”`
  ]);
});

describe("dated values that do not follow each other", () => {
  const FIRST = "from: 2024-03-01, value: [R1, R2], cite: hire";
  /** The faults of a limit whose rules change to those of another limit; which of them hold cannot be told. */
  const faults = (...items: readonly string[]) =>
    limitFaults(`{over: ${dated(...items)}, max: "2", cite: hire}`, `{over: [R3, R4], max: "1", cite: hire}`);
  const then = (from: string) => `from: ${from}, value: [R3, R4], cite: hire`;

  test("have that one fault, and none that comes of taking one for the other", () => {
    expect(faults(FIRST, then("2024-03-01"))).toEqual(["2024-03-01: 日期应从早到晚：“2024-03-01”不晚于“2024-03-01”"]);
    expect(faults(FIRST, then("2024-02-01"))).toEqual(["2024-02-01: 日期应从早到晚：“2024-02-01”不晚于“2024-03-01”"]);
    expect(faults(FIRST, then("2024-13-01"))).toEqual([
      "2024-13-01: 日期无效：“2024-13-01”，应写成 2025-12-31 这样的形式"
    ]);
    const nextYear = "from: 2024-08-01, value: [R1, R2], cite: hire, transition: next_year";
    expect(faults(FIRST, nextYear, then("2025-01-01"))).toEqual([
      "2025-01-01: “2025-01-01”的值与“2024-08-01”的都自 2025-01-01 起：同一天只能有一个版本"
    ]);
  });

  test("have no second fault where one of them does not say how it passes over, or says so without need", () => {
    expect(faults(FIRST, then("2025-01-01"), then("2025-05-01"))).toEqual([
      expect.stringMatching(/^2025-05-01: “2025-05-01”不是年度的第一天（01-01）：写明 transition/)
    ]);
    expect(faults(FIRST, `${then("2025-01-01")}, transition: next_year`, then("2026-01-01"))).toEqual([
      "transition: next_year: 不必写 transition：“2025-01-01”就是年度的第一天"
    ]);
  });

  test("are told to be such by their value where none has a day", () => {
    const across = "[{value: all, cite: hire}]";
    expect(faultsOf(changed(["    across: all\n", `    across: ${across}\n`]))).toEqual([
      "{value: all: 缺少必填的键：“from”"
    ]);
  });

  test("and a list in which something else stands is a list as any other", () => {
    const caps = `[null, {from: 2024-03-01, value: [{max: "2"}], cite: hire}]`;
    expect(faultsOf(changed([`    caps: [{max: "2"}]\n`, `    caps: ${caps}\n`]))).toContain(
      "null: 这里应写若干“键: 值”，现在是空的"
    );
  });
});

test("a second value may hold from before the first one's own day, from the first of its year", () => {
  const across = dated(
    "from: 2024-03-01, value: all, cite: hire",
    "from: 2024-08-01, value: unit, cite: hire, transition: whole_year_new"
  );
  const text = changed(["    across: all\n", `    across: ${across}\n`]);
  expect(read(text).bonus!.rules[0]!.read({readings: new Map(), year: 2024, day: "2024-03-01"}).across).toBe("unit");
});

describe("a reading that nothing hangs on", () => {
  const unused = (...ids: readonly string[]) =>
    ids.map(id => expect.stringContaining(`疑义“${id}”没有用在任何地方`) as string);
  const across = (value: string) => changed(["    across: all\n", `    across: ${value}\n`]);

  test("is a doubt, one wherever a rule hangs on it is none", () => {
    expect(warningsOf(BASE)).toEqual(unused("part_time", "own_city"));
    expect(warningsOf(across("{reading: part_time, out: all, in: unit}"))).toEqual(unused("own_city"));
    const inside = `{reading: part_time, out: all, in: {reading: own_city, yes: unit, no: all}}`;
    expect(warningsOf(across(inside))).toEqual([]);
  });

  test("is no doubt where a rule is meant to hang on it, or one where that cannot be told", () => {
    expect(warningsOf(across("{readng: part_time, out: all, in: unit}"))).toEqual(unused("own_city"));
    expect(warningsOf(across("{reading: part_tim, out: all, in: unit}"))).toEqual([]);
    expect(warningsOf(across("{reading: [part_time], out: all, in: unit}"))).toEqual(unused("part_time", "own_city"));
  });
});

describe("where the day on which years begin has a fault", () => {
  const ODD = ["begins: 01-01", "begins: 13-01"] as const;
  const FIRST = "from: 2024-03-01, value: all, cite: hire";
  const message = "13-01: 年度从哪一天起，应写成 07-01 这样的月-日，不是“13-01”";
  const faults = (...items: readonly string[]) =>
    faultsOf(changed(ODD, ["    across: all\n", `    across: ${dated(...items)}\n`]));

  test("a change may say how it passes over or not, and nobody can tell which hold from one day", () => {
    const later = (from: string, more = "") => `from: ${from}, value: unit, cite: hire${more}`;
    expect(faults(FIRST, later("2024-08-01"))).toEqual([message]);
    expect(faults(FIRST, later("2024-08-01", ", transition: next_year"))).toEqual([message]);
    expect(faults(FIRST, later("2025-01-01", ", transition: next_year"))).toEqual([message]);
    expect(faults(FIRST, later("2024-08-01", ", transition: next_year"), later("2025-01-01"))).toEqual([message]);
  });

  test("what it says is looked at all the same", () => {
    expect(faults(FIRST, "from: 2025-01-01, value: unit, cite: hire, transition: nextyear")).toEqual([
      message,
      "nextyear: 没有这个过渡办法：“nextyear”，是不是“next_year”？"
    ]);
    expect(faults(`${FIRST}, transition: next_year`, "from: 2025-01-01, value: unit, cite: hire")).toEqual([
      message,
      "transition: next_year: 不必写 transition：第一段没有可过渡的"
    ]);
  });
});

test("where the policy's first day has a fault, no value is missing before a first one", () => {
  const across = dated("from: 2024-03-01, value: all, cite: hire", "from: 2025-01-01, value: unit, cite: hire");
  expect(
    faultsOf(
      changed(
        ["force: {from: 2024-03-01}", "force: {from: 2024-13-01}"],
        ["    across: all\n", `    across: ${across}\n`]
      )
    )
  ).toEqual(["2024-13-01: 日期无效：“2024-13-01”，应写成 2025-12-31 这样的形式"]);
});

describe("what a rule stands on by the day", () => {
  const clausesIn = (earn: string, year: number, readings: Record<string, string> = {}) => {
    const {rules} = read(changed([EARN_1, `    earn: ${earn}\n`])).bonus!;
    const usual = new Map(Object.entries({part_time: "out", own_city: "yes", ...readings}));
    return rules[0]!.basisIn({readings: usual, year, day: `${year}-05-01`}).clauses;
  };
  const steps = (worth: string) => `[{from: 1, each: ${worth}}]`;

  test("is nothing that has changed under another option", () => {
    const changing = dated(
      `from: 2024-03-01, value: ${steps(`"0.5"`)}, cite: hire`,
      `from: 2025-01-01, value: ${steps(`"0.7"`)}, cite: press`
    );
    const earn = `{reading: part_time, out: ${steps(`"0.5"`)}, in: ${changing}}`;
    expect(clausesIn(earn, 2025, {part_time: "out"})).toEqual(["hire"]);
    expect(clausesIn(earn, 2025, {part_time: "in"})).toEqual(["hire", "press"]);
  });

  test("is also what has changed inside a value that has changed", () => {
    const worth = dated(`from: 2024-03-01, value: "0.5", cite: hire`, `from: 2026-01-01, value: "0.6", cite: sign`);
    const earn = dated(
      `from: 2024-03-01, value: ${steps(`"0.4"`)}, cite: hire`,
      `from: 2025-01-01, value: ${steps(worth)}, cite: press`
    );
    expect([2024, 2025, 2026].map(year => clausesIn(earn, year))).toEqual([
      ["hire"],
      ["hire", "press"],
      ["hire", "press", "sign"]
    ]);
  });
});
