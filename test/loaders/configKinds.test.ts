import {describe, expect, test} from "vitest";
import {parseConfig} from "../../loaders/config.ts";
import {UserError} from "../../loaders/error.ts";

type Tree = string | null | Tree[] | {[key: string]: Tree};
type Path = readonly (string | number)[];

/** Every key that a configuration may have, each with a value that is right. */
const WHOLE = {
  city: "示例市",
  as_of: "2025-12-31",
  policies: ["haicheng-2021-2"],
  readings: {
    cap4: "upper",
    item3: {option: "aspect", decided_by: "市委人才办", decided_on: "2025-01-10", reason: "与上级口径一致"}
  },
  groups: {"镇（街道）": ["镇", "街道"]},
  categories: ["A类", "B类"],
  grade_words: {称职: "合格"},
  thresholds: {
    min_cell: "5",
    min_ratings: "30",
    satisfied_share: "0.80",
    report_days: "15",
    due_soon_days: "3",
    excellent_reference: "0.30"
  },
  alerts: {
    window_days: "30",
    minutes_days: "7",
    link_days: "30",
    explain_days: "7",
    close_days: "30",
    term_days: "90",
    county_days: "30",
    unhappy_ratings: "3",
    satisfied_fall: "0.05",
    source_days: "60",
    rows_fall: "0.20"
  },
  satisfaction_index: {非常满意: "100", 满意: "80", 基本满意: "60", 不满意: "30", 非常不满意: "0"},
  outlets: {某某日报: "省级"},
  datasets: {claims: {sheets: ["台账"], fill_down: ["申报单位"]}},
  publish: {
    public: "false",
    years: {2024: {signed_on: "2025-01-20", doc_no: "〔2025〕3号", objections_until: "2025-01-27"}},
    bulletin: {issuer: "市委人才办", recipients: "各镇（街道）", requirements: ["请补报。"], objections: "书面提出。"}
  }
} satisfies Tree;

const known = {
  datasets: ["units", "claims"],
  readings: () =>
    new Map([
      ["cap4", ["both", "upper"]],
      ["item3", ["item", "aspect"]]
    ])
};

function faultsOf(tree: Tree): string[] {
  try {
    // JSON is YAML.
    parseConfig(JSON.stringify(tree), "hengcai.yaml", known);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.split("\n").slice(1);
  }
}

function put(tree: Tree, [step, ...rest]: Path, value: Tree): Tree {
  if (step === undefined) return value;
  if (Array.isArray(tree)) return tree.map((one, i) => (i === step ? put(one, rest, value) : one));
  const map = tree as {[key: string]: Tree};
  return {...map, [step]: put(map[step] ?? null, rest, value)};
}

/** Returns every place of the tree, the root apart. */
function placesOf(tree: Tree, path: Path = []): {path: Path; value: Tree}[] {
  if (tree === null || typeof tree === "string") return path.length ? [{path, value: tree}] : [];
  const children = Array.isArray(tree) ? [...tree.entries()] : Object.entries(tree);
  return [
    ...(path.length ? [{path, value: tree}] : []),
    ...children.flatMap(([key, child]) => placesOf(child as Tree, [...path, key]))
  ];
}

const isMap = (value: Tree): boolean => value !== null && typeof value === "object" && !Array.isArray(value);

/** Values of another kind than the right one. */
const wrongFor = (value: Tree): Tree[] => [
  ...(typeof value === "string" ? ["", {键: "值"}] : ["3"]),
  ...(Array.isArray(value) ? [{键: "值"}] : [[], ["甲"]]),
  ...(isMap(value) ? [] : [{}]),
  null
];

/** What of a message is not Chinese, once keys, what was found and examples are taken out. */
function foreignWords(message: string): string[] {
  const keys = new Set(placesOf(WHOLE).flatMap(({path}) => path.map(String)));
  const plain = message
    .replace(/^hengcai\.yaml:\d+:\d+: /, "")
    .replace(/“[^”]*”/g, "")
    .replace(/如 ?[[{].*[\]}]/g, "");
  const allowed = ["true", "false", "haicheng", "at_least", "units", "claims", "both", "upper", "item", "aspect"];
  return (plain.match(/[A-Za-z_][A-Za-z_0-9]+/g) ?? []).filter(word => !keys.has(word) && !allowed.includes(word));
}

describe("a configuration with a value of the wrong kind", () => {
  test("the whole one has no fault, and holds every key that there is", () => {
    expect(faultsOf(WHOLE)).toEqual([]);
    const maps = placesOf(WHOLE).filter(({value}) => isMap(value));
    const told = [{path: [], value: WHOLE}, ...maps].flatMap(({path, value}) => {
      const [fault = ""] = faultsOf(put(WHOLE, [...path, "甲乙丙丁戊己"], "x"));
      const [, all] = /没有这个键：“甲乙丙丁戊己”，可用的有：(.*)$/.exec(fault) ?? [];
      return all === undefined ? [] : [{path, all: all.split("、"), given: Object.keys(value as object)}];
    });
    expect(told.map(({path}) => path.join("."))).toEqual([
      "",
      "readings.item3",
      "thresholds",
      "alerts",
      "satisfaction_index",
      "datasets.claims",
      "publish",
      "publish.years.2024",
      "publish.bulletin"
    ]);
    for (const {path, all, given} of told) expect(given.sort(), path.join(".")).toEqual(all.sort());
  });

  for (const {path, value} of placesOf(WHOLE)) {
    test(`${path.join(".")}: says so in Chinese, with what was found and what would be right`, () => {
      const found = wrongFor(value).map(wrong => ({wrong, faults: faultsOf(put(WHOLE, path, wrong))}));
      const refused = found.filter(({faults}) => faults.length);
      expect(refused.length).toBeGreaterThan(1);
      for (const {wrong, faults} of refused) {
        for (const fault of faults) {
          expect(foreignWords(fault), fault).toEqual([]);
          expect(fault, JSON.stringify(wrong)).toMatch(
            /^hengcai\.yaml:1:\d+: .*(应为|不能为空|没有这|缺少|不是有效|至少要有)/
          );
        }
      }
    });
  }

  for (const [tree, fault] of [
    [{readings: []}, "readings：现在是列表，应为若干“键: 值”，如 {title_above: at_least}"],
    [{groups: []}, "groups：现在是列表，应为若干“键: 值”，如 {镇（街道）: [镇, 街道]}"],
    [{thresholds: "3"}, 'thresholds：“3” 应为若干“键: 值”，如 {min_cell: 5, satisfied_share: "0.80"}'],
    [{publish: "x"}, "publish：“x” 应为若干“键: 值”，如 {public: false}"],
    [{outlets: ["a"]}, "outlets：现在是列表，应为若干“键: 值”，如 {某某日报: 省级}"],
    [{policies: null}, "policies：现在是空的，应为列表，如 [haicheng-2021-2]"],
    [{publish: {years: {今年: {signed_on: "2025-01-20"}}}}, "publish.years：“今年” 应为四位年份，如 2024"],
    [{readings: {cap4: {optoin: "upper"}}}, "没有这个键：“optoin”，是不是“option”？"]
  ] as const) {
    test(`${JSON.stringify(tree)}: ${fault}`, () => {
      const faults = faultsOf({...WHOLE, ...(tree as {[key: string]: Tree})});
      expect(faults.map(text => text.replace(/^hengcai\.yaml:1:\d+: /, ""))).toEqual([fault]);
    });
  }

  test("a file that is no map says what it should be", () => {
    expect(faultsOf(["示例市"])).toEqual(["hengcai.yaml:1:1: 现在是列表，应为若干“键: 值”，如 city: 示例市"]);
  });
});
