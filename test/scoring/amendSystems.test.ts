import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Row} from "../../loaders/database.ts";
import {policyFacts} from "../../scoring/facts.ts";
import {meetingsSql} from "../../scoring/meetings.ts";
import {outcomesSql} from "../../scoring/outcomes.ts";
import {PolicyError, parsePolicies, parsePolicy} from "../../scoring/policy.ts";
import {policyText} from "./bonusCity.ts";
import {type City, city, refill} from "./city.ts";

const L = "liaocheng-2022-15";
const H = "haicheng-2021-2";

/** Returns an amendment of the policy from the day, with further blocks; `n1` is its own clause. */
function amendment(amends: string, from: string, more: string, id = "a-1"): {file: string; text: string} {
  return {
    file: `${id}.yaml`,
    text: `hengcai: 1
amends: ${amends}
policy: ${id}
title: 通知
source: {doc: 新〔2024〕1号}
force: {from: ${from}}
clauses:
  n1: {at: 第三条, says: 改, chars: 9, sha256: ${"ab".repeat(32)}}
${more}`
  };
}

function amended(base: string, ...amendments: {file: string; text: string}[]) {
  return parsePolicy(policyText(base), `${base}.yaml`, {amendments});
}

function faults(base: string, ...amendments: {file: string; text: string}[]): string[] {
  try {
    parsePolicies([{file: `${base}.yaml`, text: policyText(base)}, ...amendments]);
  } catch (error) {
    if (error instanceof PolicyError) return error.places.map(({file, line, message}) => `${file}:${line}: ${message}`);
    throw error;
  }
  return [];
}

let shared: City;
beforeAll(async () => {
  shared = await city({});
});
afterAll(() => shared.close());

describe("an amendment of judge", () => {
  const graded = (...grades: [year: number, grade: string][]): Row[] =>
    grades.map(([year, grade]) => ({talent_id: "T1", year, grade, filed_on: `${year + 1}-03-01`}));
  const talents = [{talent_id: "T1", category: "A类", track: "创新类", district: "d1", recognised_on: "2020-01-01"}];

  async function outcomes(assessments: Row[], ...amendments: {file: string; text: string}[]): Promise<unknown[][]> {
    const people = policyFacts(amended(L, ...amendments), new Map());
    await refill(shared, {talents, assessments}, {people}, [outcomesSql]);
    return (await shared.rows("outcomes")).map(({year, outcome, clause}) => [year, outcome, clause]);
  }

  const cites = `set:
  judge.rules.6.cite: {value: n1, cite: n1}
  judge.rules.7.cite: {value: n1, cite: n1}
`;

  test("gives a consequence another clause from its year on; earlier years keep theirs", async () => {
    const fails = graded([2022, "不合格"], [2023, "合格"], [2024, "不合格"], [2025, "合格"]);
    const from = amendment(L, "2024-01-01", cites);
    expect(await outcomes(fails, from)).toEqual([
      [2022, "suspend_next_year", "第十条2"],
      [2023, "continue", "第十条1"],
      [2024, "suspend_next_year", "新〔2024〕1号 第三条"]
    ]);
    const [first, , third] = await outcomes(fails, amendment(L, "2024-08-01", `transition: next_year\n${cites}`));
    expect([first![2], third![2]]).toEqual(["第十条2", "第十条2"]);
    const whole = await outcomes(fails, amendment(L, "2024-08-01", `transition: whole_year_new\n${cites}`));
    expect(whole[2]![2]).toBe("新〔2024〕1号 第三条");
  });

  test("changes from its year on how a year without an assessment counts, whatever the reading's default", async () => {
    const apart = graded([2020, "合格"], [2022, "不合格"], [2024, "不合格"]);
    const gap = (from: string) => amendment(L, from, "set:\n  judge.rules.6.when.gap: {value: bridges, cite: n1}\n");
    expect((await outcomes(apart)).at(-1)).toEqual([2024, "suspend_next_year", "第十条2"]);
    expect((await outcomes(apart, gap("2024-01-01"))).at(-1)).toEqual([2024, "cancel", "第十条2"]);
    expect((await outcomes(apart, gap("2025-01-01"))).at(-1)).toEqual([2024, "suspend_next_year", "第十条2"]);
    // Counted only in years from then on: the year after the fail of 2023 is 2024.
    const counts = (from: string) => amendment(L, from, "set:\n  judge.rules.6.when.gap: {value: counts, cite: n1}\n");
    const unfiled = graded([2022, "合格"], [2023, "不合格"]);
    expect((await outcomes(unfiled, counts("2024-01-01"))).at(-1)).toEqual([2024, null, "第十条2"]);
    expect((await outcomes(unfiled, counts("2025-01-01"))).at(-1)).toEqual([2023, "suspend_next_year", "第十条2"]);
  });

  test("loses the reason of a default that another default replaces", () => {
    const set = "set:\n  readings.gap_year.default: {value: bridges, cite: n1}\n";
    const reasonOf = (...amendments: ReturnType<typeof amendment>[]) =>
      amended(L, ...amendments).readings.get("gap_year")!.reason;
    expect(reasonOf()).toMatch(/人工核定$/);
    expect(reasonOf(amendment(L, "2024-01-01", set))).toBeNull();
  });

  test("says its gap in the file itself, without a reading", async () => {
    const text = policyText(L).replace("gap: {reading: gap_year}", "gap: bridges");
    const policy = parsePolicy(text.slice(0, text.indexOf("\ntests:")), "l.yaml");
    expect(policyFacts(policy, new Map()).readings.get("gap_year")).toBe("bridges");
  });
});

describe("an amendment of watch", () => {
  const set = `set:
  watch.meeting_cadence.style: {value: interval, cite: n1}
  watch.meeting_cadence.cite: {value: n1, cite: n1}
`;

  test("changes from its year on how meetings are counted, and by which clause they are missed", async () => {
    // Two months and a day apart in each of two years, once within each window.
    const meetings = ["2023-01-05", "2023-04-30", "2024-01-05", "2024-04-30"].map((held_on, i) => ({
      meeting_id: `M${i}`,
      held_on,
      type: "定期"
    }));
    const windows = async (...amendments: {file: string; text: string}[]) => {
      const bonus = policyFacts(amended(H, ...amendments), new Map());
      await refill(shared, {meetings}, {bonus, asOf: "2024-04-30"}, [meetingsSql]);
      const rows = await shared.rows<{year: number; window: number; held: boolean}>("meeting_windows");
      return rows.filter(({window}) => window === 2).map(({year, held}) => [year, held]);
    };
    const before = [
      [2022, false],
      [2023, true],
      [2024, true]
    ];
    expect(await windows()).toEqual(before);
    expect(await windows(amendment(H, "2024-01-01", set))).toEqual([...before.slice(0, 2), [2024, false]]);
    const facts = policyFacts(amended(H, amendment(H, "2024-01-01", set)), new Map());
    expect(facts.clauses.get("cadence")!.at).not.toContain("新〔2024〕1号");
    expect(facts.later!.map(({year, clauses}) => [year, clauses.get("cadence")!.at])).toEqual([
      [2024, "新〔2024〕1号 第三条"]
    ]);
  });
});

describe("an amendment of a reading", () => {
  const set = (option: string, basis = "cite: n1") =>
    amendment(H, "2025-01-01", `set:\n  readings.tier1.default: {value: ${option}, ${basis}}\n`);

  test("says how the wording is read where the office has not decided, in every year", () => {
    expect(amended(H).readings.get("tier1")!.default).toBe("flat");
    const policy = amended(H, set("per_head"));
    expect(policy.readings.get("tier1")!.default).toBe("per_head");
    expect(policy.amendments[0]!.changes).toEqual([{kind: "set", path: "readings.tier1.default", clause: "n1"}]);
    expect(policy.bonus!.rules[0]!.stretches).toHaveLength(1);
  });

  test("must name an option and a basis", () => {
    expect(faults(H, set("per_hed"))).toEqual(["a-1.yaml:10: 没有这个选项：“per_hed”，是不是“per_head”？"]);
    expect(faults(H, set("per_head", "cite: n2"))[0]).toContain("没有这个条款：“n2”");
    expect(faults(H, set("per_head", "basis: office"))).toEqual([
      "a-1.yaml:10: 缺少必填的键：“decided_by”",
      "a-1.yaml:10: 缺少必填的键：“decided_on”"
    ]);
  });
});

describe("what an amendment of judge and watch cannot do", () => {
  test("change by the day of an event, or what this version carries out in one way only", () => {
    const day = amendment(
      L,
      "2024-08-01",
      "transition: by_event_date\nset:\n  judge.rules.7.cite: {value: n1, cite: n1}\n"
    );
    expect(faults(L, day)).toEqual([
      "a-1.yaml:11: judge、watch 按年度算，不能按事项日期改：transition 用 whole_year_new（全年按新的）或 next_year（下一年度起）"
    ]);
    for (const path of ["judge.rules.7.then", "judge.hit", "readings.gap_year.ask"]) {
      const other = amendment(L, "2024-01-01", `set:\n  ${path}: {value: cancel, cite: n1}\n`);
      expect(faults(L, other)[0]).toContain("这个值不能用 set 改");
    }
    const unknown = amendment(L, "2024-01-01", "set:\n  judge.rules.7.cite: {value: n9, cite: n1}\n");
    expect(faults(L, unknown)[0]).toBe("a-1.yaml:10: 没有这个条款：“n9”，是不是“a9”？");
  });
});
