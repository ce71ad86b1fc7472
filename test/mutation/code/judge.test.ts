import {describe, expect, test} from "vitest";
import {UserError} from "../../../loaders/error.ts";
import {builtinPolicies} from "../../../scoring/builtin.ts";
import {type Policy, parsePolicy} from "../../../scoring/policy.ts";

const L = "liaocheng-2022-15";
const GROUNDS = ["造假", "骗取资格", "逾期不归或擅自脱离", "重大损失", "终止在本市工作", "违法违纪"];
const FAILS = "    - {cite: a10_2, when: [grade, is, 不合格], then: suspend_next_year}\n";
const GOOD = "    - {cite: a10_1, when: [grade, at_least, 合格], then: continue}\n";
/** What is replaced in the policy, and what by. */
type Change = readonly [from: string | RegExp, to: string];
const FRAUD = "{cite: a9_1, when: [ground, is, 造假], then: cancel_and_recover}";
const STREAK = "{cite: a10_2, when: {streak: [grade, is, 不合格], length: 2, gap: {reading: gap_year}}, then: cancel}";

describe("the block judge", () => {
  const shape = "情形应写成 [字段, 比较, 值]，或 {streak, length, gap}";
  const only = "目前只能执行 [ground, is, …]、[grade, is, 不合格]、[grade, at_least, 合格] 和连续不合格";
  const nix = "没有这个疑义：“nix”，可用的有：gap_year";
  const fraud = (from: string, to: string): [string, string] => [FRAUD, FRAUD.replace(from, to)];
  const when = (to: string): [string, string] => fraud("[ground, is, 造假]", to);
  const broken: [name: string, change: Change, messages: string[]][] = [
    ["a key that is not there", fraud("cite:", "site:"), ["没有这个键：“site”，是不是“cite”？"]],
    ["a clause that is not there", fraud("a9_1", "a9_9"), ["没有这个条款：“a9_9”，是不是“a9_1”？"]],
    ["a ground that is not there", fraud("造假", "造价"), ["没有这个情形：“造价”，是不是“造假”？"]],
    ["another consequence", fraud("cancel_and_recover", "cancel"), ["这种情形的后果目前只能是 cancel_and_recover"]],
    ["the same case twice", [FAILS, FAILS + FAILS], ["这种情形前面已有规定：unqualified"]],
    ["two cases left out", [FAILS + GOOD, ""], ["没有规定后果的情形：unqualified、qualified"]],
    [
      "another clause for two in a row",
      [STREAK, STREAK.replace("a10_2", "a10_1")],
      ["不合格与连续不合格目前只能依据同一条款"]
    ],
    ["a case without a value", when("[ground, is]"), [shape]],
    ["a case with a field alone", when("[ground]"), [shape]],
    ["a case without anything", when("[]"), [shape]],
    ["a case that is no list", when("造假"), [shape]],
    ["a case without words", when("null"), ["“when”不能为空"]],
    [
      "a consequence that is not there",
      fraud("cancel_and_recover", "cancel_and_return"),
      ["没有这个后果：“cancel_and_return”，是不是“cancel_and_recover”？"]
    ],
    ["a rule without a consequence", fraud(", then: cancel_and_recover", ""), ["缺少必填的键：“then”"]],
    ["a rule that is no map", [FRAUD, "造假"], ["这里应写若干“键: 值”"]],
    [
      "one clause that is not there, and a case left out",
      [FAILS + GOOD, GOOD.replace("a10_1", "a10_9")],
      ["没有规定后果的情形：unqualified", "没有这个条款：“a10_9”，是不是“a10_1”？"]
    ],
    ["a case that cannot be read, and one left out", [`${FAILS}${GOOD}`, GOOD.replace("合格", "良好")], [only]],
    [
      "another clause for two in a row that is not there",
      [STREAK, STREAK.replace("a10_2", "a10_9")],
      ["没有这个条款：“a10_9”，是不是“a10_1”？"]
    ],
    ["rules that are no list", [/ {2}rules:\n( {4}.*\n)+/, "  rules: 造假\n"], ["这里应是列表"]],
    ["another field", when("[grade, is, 造假]"), [only]],
    ["another comparison", when("[ground, at_least, 造假]"), [only]],
    [
      "grounds of another list",
      ["重大损失, ", ""],
      ["vocab 的 ground 目前只能是这六种情形：造假、骗取资格、逾期不归或擅自脱离、重大损失、终止在本市工作、违法违纪"]
    ],
    [
      "grounds of another list, and a clause that is not there",
      [/重大损失, ([\s\S]*)cite: a9_1/, "$1cite: a9_9"],
      [
        "vocab 的 ground 目前只能是这六种情形：造假、骗取资格、逾期不归或擅自脱离、重大损失、终止在本市工作、违法违纪",
        "没有这个条款：“a9_9”，是不是“a9_1”？"
      ]
    ],
    [
      "a clause that changes with the day of an event",
      fraud(
        "cite: a9_1",
        "cite: [{from: 2022-01-01, value: a9_1, cite: a9_1}, {from: 2023-05-01, value: a9_2, cite: a9_1, transition: by_event_date}]"
      ),
      ["judge、watch 按年度算，不能按事项日期改：transition 用 whole_year_new（全年按新的）或 next_year（下一年度起）"]
    ],
    [
      "a clause that changes in the middle of a year, for all of it",
      fraud(
        "cite: a9_1",
        "cite: [{from: 2022-01-01, value: a9_1, cite: a9_1}, {from: 2023-05-01, value: a9_2, cite: a9_1, transition: whole_year_new}]"
      ),
      []
    ],
    ["a part left out", ["  hit: worst\n", ""], ["缺少必填的键：“hit”"]],
    ["no order", [/ {2}order: .*\n/, ""], ["缺少必填的键：“order”"]],
    ["another choice", ["hit: worst", "hit: first"], ["这里目前只能是 worst，别的办法还不能执行"]],
    [
      "another order",
      ["[continue, suspend_next_year,", "[suspend_next_year, continue,"],
      ["这里目前只能是 continue，别的办法还不能执行", "这里目前只能是 suspend_next_year，别的办法还不能执行"]
    ],
    ["no map of rules", [/^judge:\n( {2}.*\n)+/m, "judge: 造假\n"], ["这里应写若干“键: 值”"]],
    ["grounds that cannot be read", [/^ {2}ground: .*\n/m, "  ground: 造假\n"], ["这里应写若干“键: 值”"]],
    ["a case with more than three parts", when("[ground, is, 造假, 骗取资格]"), [shape]],
    ["a case whose field has a slip", when("[{reading: nix}, is, 造假]"), [nix]],
    ["a case whose comparison has a slip", when("[ground, {reading: nix}, 造假]"), [nix]],
    ["a case whose ground has a slip", when("[ground, is, {reading: nix}]"), [nix]],
    [
      "any ground before each",
      when("[ground, is, any]"),
      GROUNDS.slice(1).map(ground => `这种情形前面已有规定：${ground}`)
    ]
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
    const onceMore = "{from: 2022-01-01, value: a9_1, cite: a9_1}";
    const daily = FRAUD.replace(
      "a9_1",
      `[${onceMore}, {from: 2023-05-01, value: a9_2, cite: a9_1, transition: by_event_date}]`
    );
    const change = at(text.replace(FRAUD, daily), daily, daily.indexOf("by_event_date"));
    expect(messageWith(FRAUD, daily)).toContain(`${change}judge、watch 按年度算，不能按事项日期改`);
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
function faultsWith(...[from, to]: Change): string[] {
  return messageWith(from, to)
    .split("\n")
    .filter(line => /:\d+:\d+: /.test(line))
    .map(line => line.replace(/^.*?:\d+:\d+: /, ""));
}

function messageWith(...[from, to]: Change): string {
  try {
    read(from, to);
    return "";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

function read(...[from, to]: Change): {policy: Policy; text: string} {
  const {file, text} = builtinPolicies().get(L)!;
  if (!(typeof from === "string" ? text.includes(from) : from.test(text)))
    throw new Error(`${L} does not say: ${from}`);
  return {policy: parsePolicy(text.replace(from, to), file), text};
}
