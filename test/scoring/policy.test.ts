import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {claims} from "../../loaders/contracts/claims.ts";
import {createCore} from "../../loaders/core.ts";
import {UserError} from "../../loaders/error.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {REVOKE_GROUNDS, UNSCORED} from "../../scoring/names.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {checkChoices, chosenReadings} from "../../scoring/reading.ts";
import {runPolicyTests} from "../../scoring/runCases.ts";
import {builtin, choose, HAICHENG, LIAOCHENG, policyText} from "./bonusCity.ts";

const H = "haicheng-2021-2";
const L = "liaocheng-2022-15";

describe("the built-in policies", () => {
  for (const policy of [HAICHENG, LIAOCHENG]) {
    test(`${policy.id} holds its own examples`, async () => {
      const results = await runPolicyTests(policy, {core: createCore()});
      expect(results.length).toBe(policy.cases.length);
      expect(results.filter(result => result.faults.length)).toEqual([]);
    });
  }

  test("have every doubtful reading of the two documents, with its default first", () => {
    const all = [HAICHENG, LIAOCHENG].flatMap(policy => [...policy.readings.values()]);
    expect(all.map(({id, default: usual, options}) => [id, usual, ...options.keys()])).toEqual([
      ["tier1", "flat", "flat", "per_head"],
      ["title_above", "at_least", "at_least", "exactly"],
      ["local_steps", "after_3", "after_3", "after_1"],
      ["one_person", "one_rule", "one_rule", "both_rules"],
      ["shared_person", "one_unit", "one_unit", "each_unit"],
      ["item3", "item", "item", "aspect"],
      ["cap4", "both", "both", "upper"],
      ["reprint", "once_best", "once_best", "each_outlet"],
      ["item5", "aspect", "aspect", "item"],
      ["place_by", "event_on", "event_on", "signed_on"],
      ["void_scope", "unit_year", "unit_year", "claim"],
      ["gap_meeting", "window", "window", "interval"],
      ["gap_year", "breaks", "breaks", "bridges", "counts"]
    ]);
  });

  test("haicheng has no dead clause, liaocheng an assumed date", () => {
    expect(HAICHENG.warnings).toEqual([]);
    expect(LIAOCHENG.warnings.map(({message}) => message)).toEqual([expect.stringMatching(/^施行日期是推定的/)]);
  });

  test("the examples of haicheng look at both options of every reading that moves points", () => {
    const seen = new Set(HAICHENG.cases.flatMap(one => [...one.readings].map(entry => entry.join("="))));
    const others = [...HAICHENG.readings.values()]
      .filter(({id}) => id !== "gap_meeting")
      .flatMap(({id, options, default: usual}) =>
        [...options.keys()].filter(option => option !== usual).map(option => `${id}=${option}`)
      );
    expect(others.filter(option => !seen.has(option))).toEqual([]);
  });

  test("every clause is cited by a rule, a reading, a stage, a watch, a consequence or an alert", () => {
    const alerts = new URL("../../scoring/alerts/", import.meta.url);
    const code = readdirSync(alerts).map(name => readFileSync(new URL(name, alerts), "utf8"));
    for (const {id, text} of [...builtinPolicies()].map(([id, {text}]) => ({id, text}))) {
      const policy = builtin(id);
      const rest = text.slice(text.indexOf("\nvocab:"));
      const idle = [...policy.clauses.keys()].filter(
        clause =>
          !new RegExp(`[:\\s{,]${clause}[,}\\s]`).test(rest) && !code.some(source => source.includes(`"${clause}"`))
      );
      // Art. 9 is the grounds' common consequence; Art. 13 is what the assumed first day rests on.
      expect(idle, id).toEqual(id === L ? ["a9", "a13"] : []);
    }
  });
});

test("why a claim is revoked, and what earns no points, have the words of the claims' contract", () => {
  const codesOf = (name: string) => claims.fields.find(field => field.name === name)!.codes!;
  expect(codesOf("revoke_ground").map(({code}) => code)).toEqual([...REVOKE_GROUNDS]);
  const none = codesOf("rule").find(({code}) => code === "N")!;
  const same = (words: readonly string[]) => words.map(word => word.normalize("NFKC"));
  expect(same([none.code, ...none.aliases!])).toEqual(same(UNSCORED));
});

describe("an example that does not hold", () => {
  test("says what was expected and what came", async () => {
    const policy = builtin(
      H,
      ['    points: {甲: "0"}\n  - name: 全职引进', '    points: {甲: "0.2"}\n  - name: 全职引进'],
      ["dispositions: {甲报: duplicate, 乙报: counted}", "dispositions: {甲报: counted, 乙报: counted}"],
      ["contested: [甲报, 乙报]", "contested: [甲报]"]
    );
    const results = await runPolicyTests(policy, {core: createCore()});
    expect(results.filter(({faults}) => faults.length).map(({name, faults}) => ({name, faults}))).toEqual([
      {name: "没有申报的单位得零分", faults: ["甲的得分：应为 0.2，得到 0"]},
      {
        name: "两个单位申报同一人，先发生的计，两边都标明有争议",
        faults: ["“甲报”的处理：应为 counted，得到 duplicate", "有争议的申报：应为 甲报，得到 乙报、甲报"]
      }
    ]);
    const people = builtin(L, ["outcomes: {2022: suspend_next_year, 2023: cancel}", "outcomes: {2023: continue}"]);
    const [failed] = (await runPolicyTests(people, {core: createCore()})).filter(result => result.faults.length);
    expect(failed!.faults).toEqual([
      "2022 年的后果：应为 没有，得到 suspend_next_year",
      "2023 年的后果：应为 continue，得到 cancel"
    ]);
  });
});

/** Broken policies: what was written in place of what, one or several faults at once. */
const BROKEN: [name: string, policy: string, ...replacements: [from: string, to: string][]][] = [
  ["an unknown key at the top", H, ["\nscore:\n", "\nscores:\n"]],
  ["an unknown key in a rule", H, ['    caps: [{max: "0.4"}]', '    cap: [{max: "0.4"}]']],
  [
    "a duplicate key",
    H,
    [
      '    across: unit\n    earn: [{from: 1, each: "0.1"}]',
      '    across: unit\n    across: all\n    earn: [{from: 1, each: "0.1"}]'
    ]
  ],
  ["an unknown code in a condition", H, ["[level, at_least, 鞍山市级]", "[level, at_least, 鞍山级]"]],
  ["an unknown field, and an unknown comparison", H, ["[verdict, is, 显著]", "[veredict, equals, 显著]"]],
  ["a comparison of what has no fixed words", H, ["[outlet, present]", "[outlet, is, 省报]"]],
  ["a condition on words without an order", H, ["[verdict, is, 显著]", "[verdict, at_least, 显著]"]],
  ["an unknown reading", H, ["key: {reading: item3, item:", "key: {reading: item33, item:"]],
  ["an unknown option, and one left out", H, ["one_rule: person, both_rules: R1", "one_rules: person, both_rules: R1"]],
  ["an unknown default", H, ["default: both", "default: bothe"]],
  ["a rule without a basis", H, ["    title: 会议活动\n    cite: bonus3\n", "    title: 会议活动\n"]],
  [
    "a cited clause that is not there",
    H,
    ["    title: 会议活动\n    cite: bonus3\n", "    title: 会议活动\n    cite: bonus33\n"]
  ],
  [
    "an office's own rule without who decided and when",
    H,
    ["    title: 会议活动\n    cite: bonus3\n", "    title: 会议活动\n    basis: office\n"]
  ],
  [
    "overlapping steps",
    H,
    ['        - {from: 4, each: "0.1"}\n      per_head', '        - {from: 3, each: "0.1"}\n      per_head']
  ],
  [
    "gapped steps",
    H,
    ['        - {from: 4, each: "0.1"}\n      per_head', '        - {from: 6, each: "0.1"}\n      per_head']
  ],
  ["steps that end", H, ['earn: [{from: 1, each: "0.1"}]', 'earn: [{from: 1, to: 4, each: "0.1"}]']],
  ["a step that gives both", H, ['earn: [{from: 1, each: "0.1"}]', 'earn: [{from: 1, each: "0.1", once: "0.1"}]']],
  ["a code of the order that has no points", H, [', 国家级: "0.5"}', "}"]],
  ["points for a code that is not there", H, [', 国家级: "0.5"}', ', 国家级: "0.5", 世界级: "1"}']],
  ["negative and malformed points", H, ['{海城市级: "0.2", 鞍山市级: "0.5"', '{海城市级: "-0.2", 鞍山市级: 0.5555']],
  ["points with a unit", H, ['caps: [{max: "0.6"}]', "caps: [{max: 0.6分}]"]],
  [
    "two caps for one code",
    H,
    [
      'upper: [{max: "2", codes: [鞍山市级, 省级, 国家级]}]',
      'upper: [{max: "2", codes: [鞍山市级, 省级]}, {max: "1", codes: [省级]}]'
    ]
  ],
  ["codes where points do not go by code", H, ['caps: [{max: "0.6"}]', 'caps: [{max: "0.6", codes: [双招双引]}]']],
  ["rules out of number", H, ["\n  R5:\n    title", "\n  R6:\n    title"]],
  [
    "a key nobody can tell apart across units",
    H,
    [
      "    key: {reading: item5, aspect: [aspect], item: [claim_id, aspect]}\n    across: unit",
      "    key: [aspect]\n    across: all"
    ]
  ],
  ["a date that does not exist", H, ["force:\n  from: 2021-10-29", "force:\n  from: 2021-02-29"]],
  ["a year that begins on a day that is not in every year", H, ["begins: 01-01", "begins: 02-29"]],
  [
    "a change in the middle of a year",
    H,
    [
      "across: unit\n    earn: {by:",
      "across: [{from: 2021-10-29, value: unit, cite: bonus4}, {from: 2024-08-01, value: all, cite: bonus4}]\n    earn: {by:"
    ]
  ],
  [
    "dated values with a hole, out of order, without a basis",
    H,
    [
      'caps: [{max: "0.6"}]',
      'caps: [{from: 2022-01-01, value: [{max: "0.6"}], cite: bonus5}, {from: 2021-01-01, value: [{max: "0.6"}]}]'
    ]
  ],
  ["another way of ranking", H, ["ties: shared_low", "ties: dense"]],
  ["another deadline", H, ["severity: hard", "severity: soft"]],
  ["thresholds in the policy", H, ["metric: satisfied_share}", 'metric: satisfied_share, below: "0.80", min_n: 30}']],
  ["counting before the signature", H, ["counts_when: signed", "counts_when: reviewed"]],
  [
    "an example that names what is not there",
    H,
    ["    readings: {tier1: per_head}\n", "    readings: {tier1: per_heads, tier2: x}\n"],
    ["dispositions: {虚报: revoked,", "dispositions: {谎报: revoked,"]
  ],
  ["an amendment of what is not there", H, ["hengcai: 1\n", "hengcai: 1\namends: haicheng-2021-1\n"]],
  ["another version of the language", H, ["hengcai: 1\n", "hengcai: 2\n"]],
  ["a broken hash and a missing length", H, ["chars: 63, sha256: 7fc6740a", "sha256: XYZ6740a"]],
  ["a word twice", H, ["[显著, 一般]", "[显著, 显著]"]],
  [
    "a ground without a consequence",
    L,
    ["    - {cite: a9_4, when: [ground, is, 重大损失], then: cancel_and_recover}\n", ""]
  ],
  ["another consequence", L, ["[ground, is, 造假], then: cancel_and_recover", "[ground, is, 造假], then: cancel"]],
  ["a streak of three", L, ["length: 2", "length: 3"]],
  [
    "a milder order",
    L,
    ["order: [continue, suspend_next_year, cancel,", "order: [continue, cancel, suspend_next_year,"]
  ],
  [
    "several faults at once",
    H,
    ["default: flat", "default: flaat"],
    ["[employment, is, 全职]", "[employment, is, 专职]"],
    ['    across: unit\n    earn: [{from: 1, each: "0.2"}]', '    across: units\n    earn: [{from: 2, each: "0.2"}]'],
    ["in: unit_kind", "in: unit_kind\n  limit: 3"]
  ]
];

describe("parsePolicy(text, file)", () => {
  test("lists every fault of a broken policy with its place", () => {
    const found = BROKEN.map(([name, policy, ...replacements]) => {
      const text = policyText(policy, ...replacements);
      try {
        parsePolicy(text, `${policy}.yaml`);
      } catch (error) {
        if (error instanceof UserError) return `# ${name}\n${error.message}\n`;
        throw error;
      }
      return `# ${name}\n(no fault found)\n`;
    });
    const file = new URL("../output/scoring/broken-policies.txt", import.meta.url);
    if (process.env.HENGCAI_UPDATE) {
      mkdirSync(new URL(".", file), {recursive: true});
      writeFileSync(file, found.join("\n"));
    }
    expect(found.join("\n")).toBe(readFileSync(file, "utf8"));
    expect(found.filter(text => text.includes("no fault found"))).toEqual([]);
  });

  test("warns of a step and a cap that nothing can reach", () => {
    const policy = builtin(
      H,
      [
        '        - {from: 4, each: "0.1"}\n      per_head',
        '        - {from: 4, to: 8, each: "0.1"}\n        - {from: 9, each: "0.1"}\n      per_head'
      ],
      ['caps: [{max: "0.6"}]', 'caps: [{max: "0.7"}]']
    );
    // Eight people make 1.0; three aspects of 0.2 make 0.6.
    expect(policy.warnings.map(({message}) => message)).toEqual([
      "第 9 项起永远用不到：此前已到封顶",
      "这个封顶永远达不到"
    ]);
    expect(policy.warnings.every(({line}) => line > 100)).toBe(true);
  });

  test("an office's own rule stands on who decided and when", () => {
    const policy = builtin(H, [
      "    title: 会议活动\n    cite: bonus3\n",
      "    title: 会议活动\n    basis: office\n    decided_by: 市委人才办\n    decided_on: 2025-01-10\n"
    ]);
    const {clause, basis} = policy.bonus!.rules[2]!;
    expect([clause, basis]).toEqual([null, "市委人才办 2025-01-10 裁定"]);
  });

  test("not, all and any come out as lists of words, so that what is missing or unknown never holds", () => {
    const policy = builtin(H, [
      "when: [verdict, is, 显著]",
      "when: {not: {any: [[verdict, is, 一般], [degree, at_most, 学士]]}}"
    ]);
    const rule = policy.bonus!.rules[4]!.read({readings: chosenReadings(policy.readings), year: 2025});
    expect(rule.when).toEqual({
      kind: "all",
      of: [
        {kind: "in", field: "verdict", codes: ["显著"]},
        {kind: "in", field: "degree", codes: ["硕士", "博士"]}
      ]
    });
  });

  test("a rule sees the value of its year and of its readings", () => {
    const policy = builtin(H, [
      'caps: [{max: "0.4"}]',
      'caps: [{from: 2021-10-29, value: [{max: "0.4"}], cite: bonus3}, {from: 2024-01-01, value: [{max: "0.6"}], cite: bonus3}]'
    ]);
    const at = (year: number) => policy.bonus!.rules[2]!.read({readings: chosenReadings(policy.readings), year}).caps;
    expect([2021, 2023, 2024, 2030].map(year => at(year)[0]!.max)).toEqual([400, 400, 600, 600]);
    const exactly = chosenReadings(HAICHENG.readings, choose({title_above: "exactly"}));
    const hire = HAICHENG.bonus!.rules[0]!.read({readings: exactly, year: 2025});
    expect(JSON.stringify(hire.when)).toContain('"codes":["副高级"]');
  });
});

describe("checkChoices(readings, choices)", () => {
  test("lists every unknown reading and option of the configuration", () => {
    const all = new Map([...HAICHENG.readings, ...LIAOCHENG.readings]);
    expect(() => checkChoices(all, choose({tier1: "per_head", gap_year: "bridges"}))).not.toThrow();
    expect(() => checkChoices(all, choose({tier: "flat", tier1: "perhead"}))).toThrow(
      "工作区的配置有 2 处错误，改正后再运行：\nreadings：没有这个疑义：“tier”，是不是“tier1”？\nreadings.tier1：没有这个选项：“perhead”，是不是“per_head”？"
    );
  });
});
