import {describe, expect, test} from "vitest";
import {type Amendment, PolicyError, parsePolicies, parsePolicy} from "../../scoring/policy.ts";
import {chosenReadings} from "../../scoring/reading.ts";
import {policyText} from "./bonusCity.ts";

const H = "haicheng-2021-2";
const BASE = {file: `${H}.yaml`, text: policyText(H)};

/** Returns an amendment that came into force on the day, with further blocks. */
function amendment(id: string, from: string, more: string, amends = H): {file: string; text: string} {
  const sha256 = "ab".repeat(32);
  return {
    file: `${id}.yaml`,
    text: `hengcai: 1
amends: ${amends}
policy: ${id}
title: 通知
source: {doc: ${id}号}
force: {from: ${from}}
clauses:
  ${id}-1: {at: 第一条, says: 改, chars: 9, sha256: ${sha256}}
${more.replaceAll("n1", `${id}-1`)}`
  };
}

function faults(...amendments: {file: string; text: string}[]): string[] {
  try {
    parsePolicies([BASE, ...amendments]);
  } catch (error) {
    if (error instanceof PolicyError) {
      return error.places.map(({file, line, column, message}) => `${file}:${line}:${column}: ${message}`);
    }
    throw error;
  }
  return [];
}

const raise = (max: string) => `set:\n  R3.caps.0.max: {value: "${max}", cite: n1}\n`;

function capsOf(amendments: {file: string; text: string}[]): (day: string, year: number) => number {
  const policy = parsePolicy(BASE.text, BASE.file, {amendments});
  const rule = policy.bonus!.rules[2]!;
  return (day, year) => rule.read({readings: chosenReadings(policy.readings), day, year}).caps[0]!.max;
}

describe("amendments in sequence", () => {
  const second = amendment("a-2", "2025-01-01", raise("0.8"));
  const first = amendment("a-1", "2023-01-01", raise("0.6"));

  test("each holds until the next, whatever order they are listed in", () => {
    for (const amendments of [
      [first, second],
      [second, first]
    ]) {
      const cap = capsOf(amendments);
      expect([2022, 2023, 2024, 2025].map(year => cap(`${year}-06-01`, year))).toEqual([400, 600, 600, 800]);
    }
  });

  test("the base alone is what it was", () => {
    expect(capsOf([])("2025-06-01", 2025)).toBe(400);
    const {bonus} = parsePolicy(BASE.text, BASE.file, {amendments: [first]});
    expect(bonus!.rules.filter(({id}) => id !== "R3").every(({stretches}) => stretches.length === 1)).toBe(true);
  });

  test("may change or end a rule for the whole of the policy's first year, which began before the policy", () => {
    const early = (more: string) => amendment("a-1", "2021-12-01", `transition: whole_year_new\n${more}`);
    expect(capsOf([early(raise("0.6"))])("2021-11-01", 2021)).toBe(600);
    const {bonus} = parsePolicy(BASE.text, BASE.file, {amendments: [early("end:\n  - {rule: R4, cite: n1}\n")]});
    expect(bonus!.rules[3]!.to).toBe("2021-01-01");
  });

  test("a rule keeps the clause that hung on a reading as the first of its value", () => {
    const text = BASE.text.replace("cite: bonus3", "cite: {reading: item3, item: bonus3, aspect: bonus4}");
    const {bonus} = parsePolicy(text, BASE.file, {amendments: [first]});
    const at = (item3: string, year: number) =>
      bonus!.rules[2]!.basisIn({readings: new Map([["item3", item3]]), year, day: `${year}-06-01`}).clauses;
    expect([at("item", 2022), at("aspect", 2022), at("aspect", 2023)]).toEqual([
      ["bonus3"],
      ["bonus4"],
      ["bonus4", "a-1-1"]
    ]);
  });

  test("say what they changed, from when, by which clause", () => {
    const {amendments} = parsePolicy(BASE.text, BASE.file, {
      amendments: [
        amendment("a-3", "2024-08-01", `transition: next_year\n${raise("1")}end:\n  - {rule: R4, cite: n1}\n`)
      ]
    });
    expect(amendments).toEqual<Amendment[]>([
      {
        id: "a-3",
        title: "通知",
        doc: "a-3号",
        file: "a-3.yaml",
        from: "2024-08-01",
        holds: "2025-01-01",
        transition: "next_year",
        changes: [
          {kind: "set", path: "score.R3.caps.0.max", clause: "a-3-1"},
          {kind: "end", path: "score.R4", clause: "a-3-1"}
        ]
      }
    ]);
  });

  test("the examples are those of the last one", () => {
    const {cases} = parsePolicy(BASE.text, BASE.file, {amendments: [first]});
    expect(cases).toEqual([]);
  });
});

describe("a slot that a rule never had", () => {
  const uncapped = {...BASE, text: policyText(H, ['    caps: [{max: "0.4"}]\n', ""])};
  const at = (policy: ReturnType<typeof parsePolicy>, day: string) =>
    policy.bonus!.rules[2]!.read({readings: chosenReadings(policy.readings), day, year: Number(day.slice(0, 4))});
  const told = (amended: {file: string; text: string}): string[] => {
    try {
      parsePolicies([uncapped, amended]);
      return [];
    } catch (error) {
      return (error as PolicyError).places.map(({line, column, message}) => `${line}:${column}: ${message}`);
    }
  };

  test("can be set as a whole: until then there is no cap, and the key is the rule's own", () => {
    const set = `set:\n  R3.caps: {value: [{max: "0.6"}], cite: n1}\n  R3.shares_key_with: {value: event, cite: n1}\n`;
    const amendments = [amendment("a-1", "2023-01-01", set)];
    const policy = parsePolicy(uncapped.text, uncapped.file, {amendments});
    expect(at(policy, "2022-06-01")).toMatchObject({caps: [], keySpace: "R3"});
    expect(at(policy, "2023-06-01")).toMatchObject({caps: [{max: 600, codes: null}], keySpace: "event"});
    expect(
      policy.bonus!.rules[2]!.basisIn({readings: chosenReadings(policy.readings), year: 2023, day: "2023-06-01"})
    ).toMatchObject({clauses: ["bonus3", "a-1-1"]});
  });

  test("cannot be set in part: the message says what to write", () => {
    expect(told(amendment("a-1", "2023-01-01", raise("1")))).toEqual([
      "10:3: “score.R3”没有 caps，不能只改其中一处：路径写到 score.R3.caps，值里写出整个 caps"
    ]);
    const slip = 'set:\n  R3.cap: {value: [{max: "0.6"}], cite: n1}\n';
    expect(told(amendment("a-1", "2023-01-01", slip))).toEqual([
      expect.stringMatching(/^10:3: “score.R3”里没有这个键：“cap”/)
    ]);
  });
});

describe("what an amendment cannot do", () => {
  test("two versions of one value on the same day, also by way of a transition", () => {
    expect(faults(amendment("a-1", "2025-01-01", raise("0.6")), amendment("a-2", "2025-01-01", raise("0.8")))).toEqual([
      "a-2.yaml:10:3: 2025-01-01 起已有另一个值：同一天只能有一个版本"
    ]);
    const late = amendment("a-2", "2024-05-01", `transition: next_year\n${raise("0.8")}`);
    expect(faults(amendment("a-1", "2025-01-01", raise("0.6")), late)).toEqual([
      "a-1.yaml:10:3: 2025-01-01 起已有另一个值：同一天只能有一个版本"
    ]);
  });

  test("amend itself, in a circle, or what is not there", () => {
    const [a, b] = [
      amendment("a-1", "2025-01-01", raise("1"), "a-2"),
      amendment("a-2", "2025-01-01", raise("1"), "a-1")
    ];
    expect(faults(a, b)).toEqual([
      "a-1.yaml:2:9: 修订绕成了一圈：a-1 → a-2 → a-1；总要有一份不是修订的制度",
      "a-2.yaml:2:9: 修订绕成了一圈：a-2 → a-1 → a-2；总要有一份不是修订的制度"
    ]);
    expect(faults(amendment("a-1", "2025-01-01", raise("1"), "haicheng-2021-3"))).toEqual([
      "a-1.yaml:2:9: 没有这份制度可修订：“haicheng-2021-3”，是不是“haicheng-2021-2”？"
    ]);
    expect(faults(amendment(H, "2025-01-01", raise("1")))).toEqual([
      `${H}.yaml:3:9: 制度代号重复：“${H}”，${H}.yaml 也叫这个名字`
    ]);
  });

  test("begin before the policy, change nothing, or set a value that the readers refuse", () => {
    expect(faults(amendment("a-1", "2020-01-01", raise("1")))).toEqual([
      "a-1.yaml:6:15: 修订早于制度的施行日期 2021-10-29：“2020-01-01”"
    ]);
    const idle = amendment("a-1", "2025-01-01", "");
    expect(faults({...idle, text: idle.text.slice(0, idle.text.indexOf("clauses:"))})).toEqual([
      "a-1.yaml:1:1: 修订文件里至少要有 set、add、end 之一，否则什么也没有改"
    ]);
    expect(faults(amendment("a-1", "2025-01-01", raise("一分")))).toEqual([
      "a-1.yaml:10:26: 分值无效：“一分”，应是至多三位小数的数，如 0.5"
    ]);
  });

  test("faults of the policy and of its amendments come at once, each in its file", () => {
    const broken = {file: BASE.file, text: BASE.text.replace("default: flat", "default: flaat")};
    expect(() => parsePolicies([broken, amendment("a-1", "2025-01-01", raise("一分"))])).toThrow(
      /2 处错误.*\n.*haicheng-2021-2\.yaml:\d+:14: 没有这个选项：“flaat”.*\n.*a-1\.yaml:10:26: 分值无效/
    );
  });
});
