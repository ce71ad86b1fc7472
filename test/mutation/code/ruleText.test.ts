import {describe, expect, test} from "vitest";
import {PolicyError, parsePolicy} from "../../../scoring/policy.ts";
import {textsIn} from "../../../scoring/tree.ts";
import {BASE, changed, dated, faultsOf, read, warningsOf, withLimits} from "./sound.ts";

const CAPS_1 = `    caps: [{max: "2"}]\n`;
const CAPS_2 = `    caps: [{max: "1"}]\n`;
const LEVELS = `{县级: "0", 市级: "0.1", 省级: "0.2", 国家级: "0.4"}`;

const ruleOf = (text: string, id: string) => read(text).bonus!.rules.find(rule => rule.id === id)!;

describe("the names of rules", () => {
  /** The policy with rules of these names, all alike. */
  const named = (...ids: readonly string[]): string => {
    const [head, rules] = BASE.split("score:\n") as [string, string];
    const body = rules.slice(rules.indexOf("\n") + 1, rules.indexOf("  R2:")).replace(/^ +title: .*\n/m, "");
    return `${head}score:\n${ids.map(id => `  ${id}:\n${body}`).join("")}`;
  };
  const TEN = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10"];

  test("are their order, wherever they stand in the file", () => {
    const {rules} = read(named(...["R10", "R3", "R1", "R9", "R2", "R4", "R8", "R6", "R7", "R5"])).bonus!;
    expect(rules.map(({id, seq}) => `${id} ${seq}`)).toEqual(TEN.map((id, i) => `${id} ${i + 1}`));
  });

  test("are listed in that order where another is asked for", () => {
    const text = named(...["R2", "R10", "R1", "R4", "R3", "R5", "R7", "R6", "R9", "R8"]);
    const limits = `limits: [{over: [R1, 会议活动], max: "2", cite: hire}]\nscore:\n`;
    expect(faultsOf(text.replace("score:\n", limits))).toEqual([
      `会议活动: 没有这个规则：“会议活动”，可用的有：${TEN.join("、")}`
    ]);
  });

  test("run on without a gap: one that does not fit is the one fault, and an example may name those that should be", () => {
    const examples =
      'tests:\n  - {name: 引进一人, claims: [{rule: R1}, {rule: R2}, {rule: R4}], points: {甲: "0.5"}}\n';
    expect(faultsOf(named("R1", "R3", "R4") + examples)).toEqual(["R4: 规则应依次叫 R1、R2、R3，不能叫“R4”"]);
  });

  test("that are odd are listed behind the others, and those that should be there with them", () => {
    const text = named("R2", "会议", "R1会", "会R1", "R3");
    const limits = `limits: [{over: [R1, 活动], max: "2", cite: hire}]\nscore:\n`;
    const names = ["R1", "R2", "R3", "R4", "R5"].join("、");
    expect(faultsOf(text.replace("score:\n", limits))).toEqual([
      `活动: 没有这个规则：“活动”，可用的有：${names}、会议、R1会、会R1`,
      ...["会议", "R1会", "会R1"].map(odd => `${odd}: 规则应依次叫 ${names}，不能叫“${odd}”`)
    ]);
  });

  test("are one more where one stands twice: the second may be meant for another", () => {
    const limits = `limits: [{over: [R2, R3], max: "2", cite: hire}]\nscore:\n`;
    expect(faultsOf(named("R1", "R2", "R2").replace("score:\n", limits))).toEqual([
      "R2: 键重复：同一层里有两个相同的键，只能保留一个"
    ]);
  });

  test("are none where the block is no map", () => {
    const [head] = BASE.split("score:\n") as [string];
    const limits = `limits: [{over: [会议, 活动], max: "2", cite: hire}]\n`;
    expect(faultsOf(`${head}${limits}score: [会议]\n`)).toEqual([
      "会议: 没有这个规则：“会议”",
      "活动: 没有这个规则：“活动”",
      "[会议: 这里应写若干“键: 值”"
    ]);
  });

  test("go beside a title and the offices' words, which may be left out", () => {
    const own = ruleOf(changed(["    title: 引进\n", "    title: 引进人才\n    names: [引才, 引智]\n"]), "R1");
    expect([own.title, own.names]).toEqual(["引进人才", ["引才", "引智"]]);
    const none = ruleOf(changed(["    title: 引进\n", ""]), "R1");
    expect([none.title, none.names]).toEqual(["R1", []]);
  });
});

describe("the end of a rule", () => {
  const AMENDMENT = `hengcai: 1
amends: linshui-2024
policy: linshui-2025
title: 修订
source: {doc: 临人才〔2024〕9号}
force: {from: 2024-05-01}
transition: whole_year_new
clauses: {a: {at: 第一条, says: 停止, chars: 10, sha256: ${"ab".repeat(32)}}}
end: [{rule: R2, cite: a}]
`;

  test("lies after its beginning, but where an amendment ends it for the whole of its time", () => {
    expect(faultsOf(changed(["    title: 宣传\n", "    title: 宣传\n    to: 2024-01-01\n"]))).toEqual([
      "2024-01-01: to（2024-01-01）应晚于制度的施行日期（2024-03-01）：这条规则一天也没有施行过"
    ]);
    const policy = parsePolicy(BASE, "sound.yaml", {amendments: [{file: "later.yaml", text: AMENDMENT}]});
    expect(policy.bonus!.rules.map(({to}) => to)).toEqual([null, "2024-01-01"]);
  });
});

describe("words that come into use later", () => {
  const until = (day: string): string =>
    changed(
      [LEVELS, `{县级: "0", 市级: "0.1", 省级: "0.2"}`],
      ["    title: 宣传\n", `    title: 宣传\n    to: ${day}\n`]
    );

  test("are none of the business of a rule that has ended by then", () => {
    expect(faultsOf(until("2024-05-31"))).toEqual([]);
    expect(faultsOf(until("2024-06-01"))).toEqual([]);
  });

  test("must be given a worth by a rule that still holds on that day", () => {
    expect(faultsOf(until("2024-06-02"))).toEqual([`{县级: "0": 没有写明分值的“level”：国家级`]);
  });

  test("that an amendment adds are that file's to give a worth, the others the policy's own", () => {
    const amendment = (words: string): string => `hengcai: 1
amends: linshui-2024
policy: linshui-2025
title: 修订
source: {doc: 临人才〔2024〕9号}
force: {from: 2025-01-01}
clauses: {a: {at: 第一条, says: 新增, chars: 10, sha256: ${"ab".repeat(32)}}}
add:
  vocab: {employment: {set: [${words}]}}
`;
    const told = (worth: string, words: string): string[] => {
      const text = changed([`{by: level, each: ${LEVELS}}`, `{by: employment, each: {${worth}}}`]);
      try {
        parsePolicy(text, "sound.yaml", {amendments: [{file: "later.yaml", text: amendment(words)}]});
        return [];
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        return error.places.map(({file, line, column, message}) => `${file}:${line}:${column} ${message}`);
      }
    };
    const missing = (words: string) => `没有写明分值的“employment”：${words}`;
    const asked = (words: string) => `${missing(words)}（R2，原文在 sound.yaml:40:34）`;
    const whole = `全职: "0.1", 柔性: "0"`;
    expect(told(whole, "兼职")).toEqual([`later.yaml:9:30 ${asked("兼职")}`]);
    expect(told(whole, "兼职, 返聘")).toEqual([`later.yaml:9:30 ${asked("兼职")}`, `later.yaml:9:34 ${asked("返聘")}`]);
    expect(told(`全职: "0.1"`, "兼职")).toEqual([
      `sound.yaml:40:34 ${missing("柔性")}`,
      `later.yaml:9:30 ${asked("兼职")}`
    ]);
  });

  test("that one amendment adds and the next leaves out are told beside the policy's own that it leaves out too", () => {
    const amendment = (year: number, clause: string, each: string, add = ""): string => `hengcai: 1
amends: linshui-2024
policy: linshui-${year}
title: 修订
source: {doc: 临人才〔${year}〕9号}
force: {from: ${year}-01-01}
clauses: {${clause}: {at: 第一条, says: 分值, chars: 10, sha256: ${"ab".repeat(32)}}}
set:
  score.R2.earn: {value: {by: level, each: {县级: "0", 省级: "0.2", ${each}}}, cite: ${clause}}
${add}`;
    const added = `add: {vocab: {level: {order: [县级, 市级, 省级, 国家级, 国际级]}}}\n`;
    const told = (each: string): string[] => {
      const amendments = [
        {file: "a.yaml", text: amendment(2025, "a", `市级: "0.1", 国家级: "0.4", 国际级: "0.5"`, added)},
        {file: "b.yaml", text: amendment(2026, "b", each)}
      ];
      try {
        parsePolicy(BASE, "sound.yaml", {amendments});
        return [];
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        return error.places.map(({file, line, message}) => `${file}:${line} ${message.replace(/（.*/, "")}`);
      }
    };
    const missing = (word: string) => `没有写明分值的“level”：${word}`;
    expect(told(`市级: "0.1", 国家级: "0.5", 国际级: "0.6"`)).toEqual([]);
    expect(told(`国家级: "0.5"`).toSorted()).toEqual([`b.yaml:9 ${missing("国际级")}`, `b.yaml:9 ${missing("市级")}`]);
  });

  test("make stretches of the rules that name their fact, and of no other", () => {
    const {rules} = read(BASE).bonus!;
    expect(rules.map(({stretches}) => stretches.map(({day}) => day))).toEqual([
      ["2024-03-01"],
      ["2024-03-01", "2024-06-01"]
    ]);
  });
});

describe("a rule is read", () => {
  test("as it stands at the end of the year where no day is given", () => {
    const max = dated(
      `from: 2024-03-01, value: [{max: "1"}], cite: hire`,
      `from: 2024-12-31, value: [{max: "3"}], cite: press, transition: by_event_date`
    );
    const rule = ruleOf(changed([CAPS_1, `    caps: ${max}\n`]), "R1");
    const capOn = (day?: string) => rule.read({readings: new Map(), year: 2024, ...(day ? {day} : {})}).caps[0]!.max;
    expect([capOn("2024-12-30"), capOn("2024-12-31"), capOn()]).toEqual([1000, 3000, 3000]);
  });

  test("under no option where its words have a fault under one: that is told once, where they stand", () => {
    const words = changed(
      ["order: [县级, 市级, 省级, 国家级]", "order: [县级, 市级, 省级, [国家级]]"],
      ["    when: [level, at_least, 市级]\n", "    when: [employment, is, 全职]\n"],
      [
        `    earn: {by: level, each: ${LEVELS}}\n`,
        `    earn: {reading: own_city, yes: {by: level, each: ${LEVELS}}, no: [{from: 1, each: "0.1"}]}\n`
      ]
    );
    expect(faultsOf(words)).toEqual(["[国家级: 这里应是文字"]);
  });

  test("only with options that there are: the code that asks for others is told which, and of which day", () => {
    const rule = ruleOf(changed(["    across: all\n", "    across: {reading: part_time, out: all, in: unit}\n"]), "R1");
    const other = new Map(Object.entries({part_time: "maybe", own_city: "yes"}));
    expect(() => rule.read({readings: other, year: 2024})).toThrow(
      "rule R1 cannot be read with part_time,maybe own_city,yes on 2024-12-31"
    );
  });
});

describe("steps and caps that nothing can reach", () => {
  const IDLE = `    earn: [{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]\n`;
  const low = (caps: string, more = ""): string => changed([CAPS_1, `    caps: ${caps}\n${more}`]);
  const idle = "{from: 3: 第 3 项起永远用不到：此前已到封顶";

  test("are doubts, not faults", () => {
    expect(BASE).toContain(IDLE);
    expect(warningsOf(BASE).filter(line => line.includes("永远"))).toEqual([]);
    expect(warningsOf(low(`[{max: "1"}]`)).filter(line => line.includes("永远"))).toEqual([idle]);
  });

  test("are looked at where nothing is decided otherwise", () => {
    const byReading = `{reading: part_time, out: [{max: "2"}], in: [{max: "1"}]}`;
    expect(warningsOf(low(byReading)).filter(line => line.includes("永远"))).toEqual([]);
    const otherwise = `{reading: part_time, out: [{max: "1"}], in: [{max: "2"}]}`;
    expect(warningsOf(low(otherwise)).filter(line => line.includes("永远"))).toEqual([idle]);
  });

  test("are alive where some day of the rule reaches them, and not by a day after its end", () => {
    const raised = dated(
      `from: 2024-03-01, value: [{max: "1"}], cite: hire`,
      `from: 2024-08-01, value: [{max: "2"}], cite: press, transition: by_event_date`
    );
    const until = (day: string) =>
      warningsOf(low(raised, `    to: ${day}\n`)).filter(line => line.includes("第 3 项起"));
    expect(until("2024-08-02")).toEqual([]);
    expect(until("2024-08-01")).toEqual([idle]);
  });
});

describe("where a rule stands", () => {
  const OFFICE = "basis: office, decided_by: 专班, decided_on: 2024-12-01";
  const steps = (later: string): string =>
    changed([
      `earn: [{from: 1, to: 2, each: "0.5"}, {from: 3, each: "0.2"}]`,
      `earn: ${dated(`from: 2024-03-01, value: [{from: 1, each: "0.5"}], cite: hire`, `from: 2025-01-01, value: [{from: 1, each: "0.7"}], ${later}`)}`
    ]);
  const basisIn = (text: string, year: number) =>
    ruleOf(text, "R1").basisIn({readings: new Map(), year, day: `${year}-05-01`});

  test("is the clause's place in the document", () => {
    const {clause, basis} = ruleOf(BASE, "R1");
    expect([clause, basis]).toEqual(["hire", "第一条"]);
    expect(basisIn(BASE, 2024)).toEqual({clause: "hire", basis: "第一条", clauses: ["hire"]});
  });

  test("is the office's own word, and then no clause", () => {
    const text = changed(["    cite: hire\n    when", `    ${OFFICE.replaceAll(", ", "\n    ")}\n    when`]);
    const {clause, basis} = ruleOf(text, "R1");
    expect([clause, basis]).toEqual([null, "专班 2024-12-01 裁定"]);
    expect(basisIn(text, 2024)).toEqual({clause: null, basis: "专班 2024-12-01 裁定", clauses: []});
  });

  test("is also the clause of what has changed by then, once", () => {
    expect(basisIn(steps("cite: press"), 2024)).toEqual({clause: "hire", basis: "第一条", clauses: ["hire"]});
    expect(basisIn(steps("cite: press"), 2025)).toEqual({
      clause: "hire",
      basis: "第一条；第二条",
      clauses: ["hire", "press"]
    });
    expect(basisIn(steps("cite: hire"), 2025)).toEqual({clause: "hire", basis: "第一条", clauses: ["hire"]});
  });

  test("is also the office's word on what has changed by then", () => {
    expect(basisIn(steps(OFFICE), 2025)).toEqual({
      clause: "hire",
      basis: "第一条；专班 2024-12-01 裁定",
      clauses: ["hire"]
    });
  });
});

describe("caps that change within a year", () => {
  const caps = (...items: readonly [value: string, from: string, transition?: string][]): string =>
    dated(
      ...items.map(
        ([value, from, transition]) =>
          `from: ${from}, value: ${value}, cite: press${transition ? `, transition: ${transition}` : ""}`
      )
    );
  const partsOf = (value: string): number[] => {
    const {rules, capParts} = read(changed([CAPS_2, `    caps: ${value}\n`])).bonus!;
    return [...rules.map(rule => rule.capParts), capParts];
  };
  const [ONE, TWO] = [`[{max: "1"}]`, `[{max: "2"}]`];

  test("may follow each other as often as they change, the policy's first day aside", () => {
    expect(partsOf(ONE)).toEqual([1, 1, 1]);
    expect(partsOf(caps([ONE, "2024-03-01"], [TWO, "2024-08-01", "by_event_date"]))).toEqual([1, 2, 2]);
    expect(partsOf(caps([ONE, "2024-03-01"], [TWO, "2024-08-01", "next_year"]))).toEqual([1, 1, 1]);
    const early = caps([ONE, "2023-01-01"], [TWO, "2024-02-01", "by_event_date"], [ONE, "2024-03-01", "by_event_date"]);
    expect(partsOf(early)).toEqual([1, 1, 1]);
  });

  const TOWN = `[{max: "1", codes: [市级]}]`;
  const BOTH = `[{max: "1", codes: [市级, 省级]}]`;
  const message = (day: string) =>
    `封顶各管哪些级别（codes），不能按事项日期（${day}）在年中改变：用 whole_year_new 或 next_year`;
  const faults = (value: string) => faultsOf(changed([CAPS_2, `    caps: ${value}\n`]));

  test("must bound the same items: the day is named from which they do not", () => {
    expect(faults(caps([TOWN, "2024-03-01"], [BOTH, "2024-08-01", "by_event_date"]))).toEqual([
      `[{from: 2024-03-01: ${message("2024-08-01")}`
    ]);
    const later = caps(
      [TOWN, "2024-03-01"],
      [`[{max: "2", codes: [市级]}]`, "2024-08-01", "by_event_date"],
      [BOTH, "2025-10-01", "by_event_date"]
    );
    expect(faults(later)).toEqual([`[{from: 2024-03-01: ${message("2025-10-01")}`]);
  });

  test("must do so under every option of a reading", () => {
    const changing = caps([TOWN, "2024-03-01"], [BOTH, "2024-08-01", "by_event_date"]);
    expect(faults(`{reading: own_city, yes: ${TOWN}, no: ${changing}}`)).toEqual([
      `{reading: own_city: ${message("2024-08-01")}`
    ]);
  });

  test("may bound others from a year on", () => {
    expect(faults(caps([TOWN, "2024-03-01"], [BOTH, "2025-01-01"]))).toEqual([]);
    expect(faults(caps([TOWN, "2024-03-01"], [BOTH, "2024-08-01", "next_year"]))).toEqual([]);
    const mixed = caps([TOWN, "2024-03-01"], [BOTH, "2025-01-01"], [TOWN, "2025-06-01", "by_event_date"]);
    expect(faults(mixed)).toEqual([`[{from: 2024-03-01: ${message("2025-06-01")}`]);
  });
});

test("limits make a rule hang on their readings, each once", () => {
  const max = `{reading: part_time, out: "2", in: "3"}`;
  const text = withLimits(`[{over: [R1, R2], max: ${max}, cite: hire}]`).replace(
    "    across: all\n",
    "    across: {reading: part_time, out: all, in: unit}\n"
  );
  expect(read(text).bonus!.rules.map(({readings}) => readings)).toEqual([["part_time"], ["part_time"]]);
});

test("the texts inside a value are all that stand there, and none where nothing stands", () => {
  expect(textsIn({when: ["level", "is", {reading: "own_city", yes: "市级", no: null}], cite: "press"})).toEqual([
    ...["level", "is", "own_city", "市级", "press"]
  ]);
  expect(textsIn(null)).toEqual([]);
});
