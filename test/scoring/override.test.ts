import {describe, expect, test} from "vitest";
import {parseYaml} from "../../loaders/yaml.ts";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {findPath, type Override, replaceAt} from "../../scoring/override.ts";
import {PolicyError, parsePolicy} from "../../scoring/policy.ts";
import {chosenReadings} from "../../scoring/reading.ts";

const {text, file} = builtinPolicies().get("haicheng-2021-2")!;
const {value: tree} = parseYaml(text, file);

function read(...overrides: Override[]) {
  const policy = parsePolicy(text, file, {overrides});
  return (id: string, readings: Record<string, string> = {}) => {
    const chosen = chosenReadings(
      policy.readings,
      new Map(Object.entries(readings).map(([k, option]) => [k, {option}]))
    );
    return policy.bonus!.rules.find(rule => rule.id === id)!.read({readings: chosen, year: 2025});
  };
}

/** Returns the faults of the policy with the overrides, without their places. */
function faults(...overrides: Override[]): string[] {
  try {
    parsePolicy(text, file, {overrides});
  } catch (error) {
    if (error instanceof PolicyError) return error.places.map(({message}) => message);
    throw error;
  }
  return [];
}

describe("findPath(root, path)", () => {
  test("follows keys and indexes from the root", () => {
    expect(findPath(tree, "score.R1.caps.0.max")).toEqual({steps: ["score", "R1", "caps", 0, "max"], value: "1"});
    expect(findPath(tree, "source.doc")).toEqual({steps: ["source", "doc"], value: "海人才发〔2021〕2号"});
  });

  test("takes a path inside score without that word", () => {
    expect(findPath(tree, " R4.earn.each.省级 ")).toEqual({
      steps: ["score", "R4", "earn", "each", "省级"],
      value: "0.5"
    });
  });

  test("takes the longest key where a word holds a dot", () => {
    const root = {vocab: {"a.b": {c: "1"}, a: {b: "2"}}};
    expect(findPath(root, "vocab.a.b.c")).toEqual({steps: ["vocab", "a.b", "c"], value: "1"});
    expect(findPath(root, "vocab.a.b")).toMatchObject({value: {c: "1"}});
  });

  const nowhere: [path: string, steps: unknown[], fault: RegExp][] = [
    ["", [], /路径是空的/],
    ["scores.R1", [], /没有这个键：“scores”，是不是“score”？/],
    ["R6.caps", [], /没有这个键：“R6”，是不是“R1”？/],
    ["score.R6.caps", ["score"], /“score”里没有这个键：“R6”，是不是“R1”？/],
    ["R1.cap.0.max", ["score", "R1"], /“score.R1”里没有这个键：“cap”，是不是“caps”？/],
    ["R1.caps.1.max", ["score", "R1", "caps"], /是列表，“1”应是 0 至 0 的序号/],
    ["R1.caps.max", ["score", "R1", "caps"], /是列表，“max”应是 0 至 0 的序号/],
    ["R1.caps.0.max.0", ["score", "R1", "caps", 0, "max"], /只是一个值，下面没有“0”/],
    ["R4.caps.0.max", ["score", "R4", "caps"], /取决于疑义“cap4”，要写明选项：score.R4.caps.both、score.R4.caps.upper/],
    ["year.place_by.x", ["year", "place_by"], /就是疑义“place_by”所定的选项/],
    ["R1.toString", ["score", "R1"], /没有这个键：“toString”/],
    ["R1.caps.length", ["score", "R1", "caps"], /应是 0 至 0 的序号/]
  ];
  for (const [path, steps, fault] of nowhere) {
    test(`says how far “${path}” leads and what is near`, () => {
      expect(findPath(tree, path)).toEqual({steps, fault: expect.stringMatching(fault)});
    });
  }

  test("finds what a rule need not say where it says nothing: no cap, and a key of its own", () => {
    const bare = {score: {R3: {key: ["event"]}}};
    expect(findPath(bare, "R3.caps")).toEqual({steps: ["score", "R3", "caps"], value: []});
    expect(findPath(bare, "score.R3.shares_key_with")).toMatchObject({value: "R3"});
    expect(findPath(bare, "R3.caps.0.max")).toEqual({
      steps: ["score", "R3"],
      fault: "“score.R3”没有 caps，不能只改其中一处：路径写到 score.R3.caps，值里写出整个 caps"
    });
    expect(findPath(bare, "R3.when")).toMatchObject({fault: expect.stringMatching(/没有这个键：“when”/)});
  });

  test("asks which stretch of a dated value is meant", () => {
    const dated = {
      score: {
        R1: {
          max: [
            {from: "2021-01-01", value: "1"},
            {from: "2024-01-01", value: "2"}
          ]
        }
      }
    };
    expect(findPath(dated, "R1.max.value")).toEqual({
      steps: ["score", "R1", "max"],
      fault: "“score.R1.max”按日期分段，要写明第几段（0 至 1），如 score.R1.max.0.value"
    });
    expect(findPath(dated, "R1.max.1.value")).toMatchObject({value: "2"});
  });
});

describe("replaceAt(root, steps, value)", () => {
  test("returns a new tree and leaves the old one as it was", () => {
    const before = JSON.stringify(tree);
    const after = replaceAt(tree, ["score", "R1", "caps", 0, "max"], "3");
    expect(findPath(after, "R1.caps.0.max")).toMatchObject({value: "3"});
    expect(findPath(after, "R2.caps.0.max")).toMatchObject({value: "1"});
    expect(JSON.stringify(tree)).toBe(before);
  });
});

describe("parsePolicy(text, file, {overrides})", () => {
  test("takes a number, a list and a condition", () => {
    const rule = read(
      {path: "R1.caps.0.max", value: "1.5"},
      {path: "score.R3.earn", value: '[{from: 1, each: "0.2"}]'},
      {path: "R5.when", value: "[aspect, is, 双招双引]"}
    );
    expect(rule("R1").caps).toEqual([{max: 1500, codes: null}]);
    expect(rule("R3").earn).toEqual({kind: "steps", steps: [{first: 1, last: null, points: 200, once: false}]});
    expect(rule("R5").when).toEqual({kind: "in", field: "aspect", codes: ["双招双引"]});
    expect(rule("R2").caps).toEqual([{max: 1000, codes: null}]);
  });

  test("puts a cap over a rule that has none", () => {
    const uncapped = text.replace('    caps: [{max: "0.4"}]\n', "");
    const capsOf = (overrides: Override[]) => {
      const policy = parsePolicy(uncapped, file, {overrides});
      const readings = chosenReadings(policy.readings, new Map());
      return policy.bonus!.rules[2]!.read({readings, year: 2025}).caps;
    };
    expect(capsOf([])).toEqual([]);
    expect(capsOf([{path: "R3.caps", value: '[{max: "0.2"}]'}])).toEqual([{max: 200, codes: null}]);
  });

  test("reaches into one option of a reading and leaves the other", () => {
    const rule = read({path: "R4.caps.both.0.max", value: "3"});
    expect(rule("R4", {cap4: "both"}).caps[0]!.max).toBe(3000);
    expect(rule("R4", {cap4: "upper"}).caps[0]!.max).toBe(2000);
  });

  test("lets the later of two overrides of one place stand", () => {
    expect(read({path: "R1.caps.0.max", value: "2"}, {path: "R1.caps", value: "[]"})("R1").caps).toEqual([]);
    expect(read({path: "R1.caps", value: '[{max: "2"}]'}, {path: "R1.caps.0.max", value: "3"})("R1").caps[0]!.max).toBe(
      3000
    );
  });

  test("lists unknown paths and values of the wrong type all at once, each with its --set and its place", () => {
    let message = "";
    try {
      parsePolicy(text, file, {
        overrides: [
          {path: "R1.cap.0.max", value: "2"},
          {path: "R2.caps.0.max", value: "多"},
          {path: "R3.caps.0.max", value: "-1"},
          {path: "R4.earn.each.省级", value: "[1"},
          {path: "R5.when", value: "[verdict, is, 优秀]"}
        ]
      });
    } catch (error) {
      message = String((error as Error).message);
    }
    const line = (part: string) => text.slice(0, text.indexOf(part)).split("\n").length;
    expect(message.split("\n")).toEqual([
      "制度文件有 5 处错误，改正后再运行：",
      expect.stringMatching(new RegExp(`^${file}:${line("  R1:\n") + 1}:5: --set R1.cap.0.max=2：.*是不是“caps”？$`)),
      expect.stringMatching(/: --set R2\.caps\.0\.max=多：分值无效：“多”/),
      expect.stringMatching(/: --set R3\.caps\.0\.max=-1：分值不能为负：“-1”$/),
      expect.stringMatching(/: --set R4\.earn\.each\.省级=\[1：YAML 写法有误/),
      expect.stringMatching(/: --set R5\.when=\[verdict, is, 优秀\]：没有这个“verdict”的取值：“优秀”/)
    ]);
  });

  test("finds what an override breaks elsewhere", () => {
    expect(faults({path: "readings.tier1.default", value: "both"})).toEqual([
      expect.stringMatching(/^--set readings\.tier1\.default=both：没有这个选项：“both”/)
    ]);
    expect(faults({path: "vocab.verdict.set", value: "[一般]"})).toEqual([
      expect.stringMatching(/没有这个“verdict”的取值：“显著”/)
    ]);
  });

  test("changes nothing where nothing is overridden", () => {
    expect(faults()).toEqual([]);
  });
});
