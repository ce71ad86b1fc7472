import {describe, expect, test} from "vitest";
import {UserError} from "../../../loaders/error.ts";
import {builtinPolicies} from "../../../scoring/builtin.ts";
import {type Policy, parsePolicy} from "../../../scoring/policy.ts";

const L = "liaocheng-2022-15";
const GROUNDS = ["造假", "骗取资格", "逾期不归或擅自脱离", "重大损失", "终止在本市工作", "违法违纪"];
const FAILS = "    - {cite: a10_2, when: [grade, is, 不合格], then: suspend_next_year}\n";
const GOOD = "    - {cite: a10_1, when: [grade, at_least, 合格], then: continue}\n";
const FRAUD = "{cite: a9_1, when: [ground, is, 造假], then: cancel_and_recover}";
const STREAK = "{cite: a10_2, when: {streak: [grade, is, 不合格], length: 2, gap: {reading: gap_year}}, then: cancel}";

describe("the block judge", () => {
  const left = "没有规定后果的情形：造假";
  const shape = "情形应写成 [字段, 比较, 值]，或 {streak, length, gap}";
  const only = "目前只能执行 [ground, is, …]、[grade, is, 不合格]、[grade, at_least, 合格] 和连续不合格";
  const fraud = (from: string, to: string): [string, string] => [FRAUD, FRAUD.replace(from, to)];
  const when = (to: string): [string, string] => fraud("[ground, is, 造假]", to);
  const broken: [name: string, change: [from: string, to: string], messages: string[]][] = [
    [
      "a key that is not there",
      fraud("cite:", "site:"),
      [left, "缺少必填的键：“cite”", "没有这个键：“site”，是不是“cite”？"]
    ],
    ["a clause that is not there", fraud("a9_1", "a9_9"), [left, "没有这个条款：“a9_9”，是不是“a9_1”？"]],
    ["a ground that is not there", fraud("造假", "造价"), [left, "没有这个情形：“造价”，是不是“造假”？"]],
    ["another consequence", fraud("cancel_and_recover", "cancel"), ["这种情形的后果目前只能是 cancel_and_recover"]],
    ["the same case twice", [FAILS, FAILS + FAILS], ["这种情形前面已有规定：unqualified"]],
    ["two cases left out", [FAILS + GOOD, ""], ["没有规定后果的情形：unqualified、qualified"]],
    [
      "another clause for two in a row",
      [STREAK, STREAK.replace("a10_2", "a10_1")],
      ["不合格与连续不合格目前只能依据同一条款"]
    ],
    ["a case without a value", when("[ground, is]"), [left, shape]],
    ["a case with a field alone", when("[ground]"), [left, shape]],
    ["a case without anything", when("[]"), [left, shape]],
    ["another field", when("[grade, is, 造假]"), [left, only]],
    ["another comparison", when("[ground, at_least, 造假]"), [left, only]],
    [
      "grounds of another list",
      ["重大损失, ", ""],
      ["vocab 的 ground 目前只能是这六种情形：造假、骗取资格、逾期不归或擅自脱离、重大损失、终止在本市工作、违法违纪"]
    ],
    ["a part left out", ["  hit: worst\n", ""], ["缺少必填的键：“hit”"]]
  ];
  for (const [name, [from, to], messages] of broken) {
    test(`${name} is a fault`, () => {
      expect(faultsWith(from, to)).toEqual(messages);
    });
  }

  test("a policy without grounds is told which there are", () => {
    const [line] = /^ {2}ground: .*\n/m.exec(read("", "").text) ?? [];
    expect(faultsWith(line!, "")).toContain(`vocab 的 ground 目前只能是这六种情形：${GROUNDS.join("、")}`);
  });

  test("a fault stands where the wrong word or the list of cases stands", () => {
    const {text} = read("", "");
    const at = (changed: string, words: string, further: number) => {
      const before = changed.slice(0, changed.indexOf(words) + further).split("\n");
      return `:${before.length}:${before.at(-1)!.length + 1}: `;
    };
    const milder = FRAUD.replace("cancel_and_recover", "cancel");
    const place = at(text.replace(FRAUD, milder), milder, milder.indexOf("cancel"));
    expect(messageWith(FRAUD, milder)).toContain(`${place}这种情形的后果目前只能是 cancel_and_recover`);
    const list = at(text, `- ${FRAUD}`, 0);
    expect(messageWith(STREAK, STREAK.replace("a10_2", "a10_1"))).toContain(`${list}不合格与连续不合格`);
  });

  test("every ground and grade leads to its clause", () => {
    const own = {
      造假: "a9_1",
      骗取资格: "a9_2",
      逾期不归或擅自脱离: "a9_3",
      重大损失: "a9_4",
      终止在本市工作: "a9_5",
      违法违纪: "a9_6"
    };
    const {judge} = read("", "").policy;
    expect(judge).toEqual({grounds: new Map(Object.entries(own)), continue: "a10_1", unqualified: "a10_2"});
  });
});

/** Returns the faults' messages, without the places. */
function faultsWith(from: string, to: string): string[] {
  return messageWith(from, to)
    .split("\n")
    .filter(line => /:\d+:\d+: /.test(line))
    .map(line => line.replace(/^.*?:\d+:\d+: /, ""));
}

function messageWith(from: string, to: string): string {
  try {
    read(from, to);
    return "";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

function read(from: string, to: string): {policy: Policy; text: string} {
  const {file, text} = builtinPolicies().get(L)!;
  if (!text.includes(from)) throw new Error(`${L} does not say: ${from}`);
  return {policy: parsePolicy(text.replace(from, to), file), text};
}
