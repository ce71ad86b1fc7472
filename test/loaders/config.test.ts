import {describe, expect, test} from "vitest";
import {parseConfig} from "../../loaders/config.ts";
import {UserError} from "../../loaders/error.ts";

const known = {
  datasets: ["units", "claims"],
  readings: (policy: string) => {
    if (policy === "lost") throw new UserError("没有这份制度：“lost”");
    return new Map(
      policy === "haicheng-2021-2" ? [["cap4", ["upper", "lower"]]] : [["title_above", ["at_least", "exactly"]]]
    );
  }
};
const read = (text: string) => parseConfig(text, "hengcai.yaml", known);

function faultsOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message.split("\n").slice(1);
  }
  throw new Error("the configuration was accepted");
}

describe("parseConfig(text)", () => {
  test("fills in every default where only the city and the as-of date are given", () => {
    const config = read("city: 示例市\nas_of: 2025-12-31\n");
    expect(config.policies).toEqual(["haicheng-2021-2", "liaocheng-2022-15"]);
    expect(config.groups).toEqual([
      {name: "镇（街道）", kinds: ["镇", "街道"]},
      {name: "开发区", kinds: ["开发区"]},
      {name: "成员单位", kinds: ["成员单位"]}
    ]);
    expect(config.thresholds).toEqual({
      minCell: 5,
      minRatings: 30,
      satisfiedShare: 800, // 0.80 in thousandths
      reportDays: 15,
      dueSoonDays: 3,
      excellentReference: null
    });
    expect(config.satisfactionIndex.get("不满意")).toBe(30);
    expect(config.publish.public).toBe(false);
  });

  test("takes a reading as a bare option or with who decided and when", () => {
    const {readings} = read(
      "city: 甲\nas_of: 2025-12-31\nreadings:\n  cap4: upper\n  title_above: {option: at_least, decided_by: 市委人才办, decided_on: 2025-01-10}\n"
    );
    expect(readings.get("cap4")).toEqual({option: "upper", decidedBy: null, decidedOn: null});
    expect(readings.get("title_above")).toEqual({option: "at_least", decidedBy: "市委人才办", decidedOn: "2025-01-10"});
  });

  test("takes why a reading was decided so", () => {
    const given = "{option: at_least, decided_by: 市委人才办, reason: 职称更高}";
    const {readings} = read(`city: 甲\nas_of: 2025-12-31\nreadings: {title_above: ${given}}\n`);
    expect(readings.get("title_above")).toEqual({
      option: "at_least",
      decidedBy: "市委人才办",
      decidedOn: null,
      reason: "职称更高"
    });
  });

  test("takes the limits of the alerts that are given, and knows no other", () => {
    const {alerts} = read('city: 甲\nas_of: 2025-12-31\nalerts: {minutes_days: 7, rows_fall: "0.10"}\n');
    expect(alerts).toEqual({minutesDays: 7, rowsFall: 100});
    expect(faultsOf("city: 甲\nas_of: 2025-12-31\nalerts: {minute_days: 7}\n")).toEqual([
      "hengcai.yaml:3:10: 没有这个键：“minute_days”，是不是“minutes_days”？"
    ]);
  });

  test("keeps a document number with its brackets as text", () => {
    const {publish} = read(
      "city: 甲\nas_of: 2025-12-31\npublish:\n  years: {2024: {signed_on: 2025-01-20, doc_no: 〔2025〕3号}}\n"
    );
    expect(publish.years.get(2024)).toEqual({signedOn: "2025-01-20", docNo: "〔2025〕3号", objectionsUntil: null});
  });

  test("takes the office's own words for its papers, and knows no other", () => {
    const head = "city: 甲\nas_of: 2025-12-31\npublish:\n  bulletin:\n";
    const {publish} = read(`${head}    issuer: 某办\n    requirements: [抓紧补报。]\n    objections:\n`);
    expect(publish.bulletin).toEqual({issuer: "某办", requirements: ["抓紧补报。"]});
    expect(read("city: 甲\nas_of: 2025-12-31\n").publish).not.toHaveProperty("bulletin");
    expect(faultsOf(`${head}    isuer: 某办\n`)).toEqual(["hengcai.yaml:5:5: 没有这个键：“isuer”，是不是“issuer”？"]);
  });

  test("lists every fault at once, each with its line and column", () => {
    const faults = faultsOf(
      "city: 示例市\nas_of: 2025-02-30\ngruops: {}\nthresholds:\n  min_cell: five\n  min_cel: 3\n"
    );
    expect(faults).toEqual([
      "hengcai.yaml:2:8: as_of：“2025-02-30” 不是有效日期，应写成 2025-12-31 这样的形式",
      "hengcai.yaml:3:1: 没有这个键：“gruops”，是不是“groups”？",
      "hengcai.yaml:5:13: thresholds.min_cell：“five” 应为不带小数的非负整数，如 5",
      "hengcai.yaml:6:3: 没有这个键：“min_cel”，是不是“min_cell”？"
    ]);
  });

  test("lists unknown names beside faults of the form", () => {
    expect(
      faultsOf("city: 甲\nas_of: 2025-02-30\ndatasets: {claim: {}}\nreadings: {cap4: uper}\n").map(fault =>
        fault.slice(0, 18)
      )
    ).toEqual(["hengcai.yaml:2:8: ", "hengcai.yaml:3:12:", "hengcai.yaml:4:18:"]);
  });

  test("reads on behind a key that stands twice, and behind a policy that cannot be used", () => {
    const text =
      "city: 甲\ncity: 乙\nas_of: 12月\npolicies: [haicheng-2021-2, lost]\nreadings: {cap4: uper, other: x}\n";
    expect(faultsOf(text)).toEqual([
      "hengcai.yaml:2:1: 键重复：同一层里有两个相同的键，只能保留一个",
      "hengcai.yaml:3:8: as_of：“12月” 不是有效日期，应写成 2025-12-31 这样的形式",
      "hengcai.yaml:4:29: 没有这份制度：“lost”",
      "hengcai.yaml:5:18: readings.cap4：没有这个选项：“uper”，是不是“upper”？"
    ]);
  });

  test("takes the readings that an unusable policy writes for known, and does not ask it for the words of levels", () => {
    const all = {...known, written: () => new Map([["doubt", ["yes", "no"]]])};
    const text = (rest: string) => `city: 甲\nas_of: 2025-12-31\npolicies: [lost]\n${rest}`;
    const told = (rest: string) => {
      try {
        parseConfig(text(rest), "hengcai.yaml", all);
        return "";
      } catch (error) {
        return (error as UserError).message.split("\n").slice(2).join("\n");
      }
    };
    expect(told("readings: {doubt: yes}\noutlets: {甲报: 地市级}\n")).toBe("");
    expect(told("readings: {doubt: yess}\n")).toBe(
      "hengcai.yaml:4:19: readings.doubt：没有这个选项：“yess”，是不是“yes”？"
    );
    expect(told("readings: {dout: yes}\n")).toBe("hengcai.yaml:4:12: 没有这个疑义：“dout”，是不是“doubt”？");
  });

  for (const [what, text, fault] of [
    [
      "a policy that is listed twice",
      "city: 甲\nas_of: 2025-12-31\npolicies:\n  - haicheng-2021-2\n  - liaocheng-2022-15\n  - haicheng-2021-2\n",
      "hengcai.yaml:6:5: 这份制度列了两次：“haicheng-2021-2”，只能列一次"
    ],
    ["a missing city", "as_of: 2025-12-31\n", "hengcai.yaml:1:1: 缺少必填的键：“city”"],
    [
      "a key given twice",
      "city: 甲\ncity: 乙\nas_of: 2025-12-31\n",
      "hengcai.yaml:2:1: 键重复：同一层里有两个相同的键，只能保留一个"
    ],
    [
      "an unknown dataset",
      "city: 甲\nas_of: 2025-12-31\ndatasets: {claim: {fill_down: [单位]}}\n",
      "hengcai.yaml:3:12: 没有这个数据集：“claim”，是不是“claims”？"
    ],
    [
      "a column to fill down that the dataset has not",
      "city: 甲\nas_of: 2025-12-31\ndatasets: {claims: {fill_down: [单位, 申报单为]}}\n",
      "hengcai.yaml:3:37: 没有这一列：“申报单为”，是不是“申报单位”？"
    ],
    [
      "a medium of a level that cannot be told",
      "city: 甲\nas_of: 2025-12-31\noutlets: {甲报: 省级, 乙报: 市级}\n",
      "hengcai.yaml:3:23: outlets.乙报：“市级” 应为级别之一：海城市级、鞍山市级、省级、国家级"
    ],
    [
      "an unknown policy",
      "city: 甲\nas_of: 2025-12-31\npolicies: [haicheng-2021-2, lost]\nreadings: {cap: upper}\n",
      "hengcai.yaml:3:29: 没有这份制度：“lost”"
    ],
    [
      "an unknown reading",
      "city: 甲\nas_of: 2025-12-31\nreadings: {cap: upper, title_above: exactly}\n",
      "hengcai.yaml:3:12: 没有这个疑义：“cap”，是不是“cap4”？"
    ],
    [
      "an unknown option of a reading",
      "city: 甲\nas_of: 2025-12-31\nreadings: {title_above: {option: exactl}}\n",
      "hengcai.yaml:3:34: readings.title_above：没有这个选项：“exactl”，是不是“exactly”？"
    ],
    [
      "an unknown unit kind",
      "city: 甲\nas_of: 2025-12-31\ngroups: {乡镇: [乡]}\n",
      "hengcai.yaml:3:15: groups.乡镇.0：“乡” 应为单位类别之一：镇、街道、开发区、成员单位、市直部门、村、社区、县市区、功能区、用人单位"
    ],
    [
      "a share above one",
      'city: 甲\nas_of: 2025-12-31\nthresholds: {satisfied_share: "80"}\n',
      "hengcai.yaml:3:31: thresholds.satisfied_share：“80” 应为 0 到 1 之间、至多三位小数的数，如 0.80"
    ]
  ] as const) {
    test(`names the place of ${what}`, () => {
      expect(faultsOf(text)).toEqual([fault]);
    });
  }

  test("lists broken YAML without a stack", () => {
    expect(faultsOf("city: [示例市\nas_of: 2025-12-31\n")[0]).toMatch(/^hengcai\.yaml:\d+:\d+: YAML 写法有误/);
  });

  test("treats __proto__ as a key like any other", () => {
    expect(faultsOf("city: 甲\nas_of: 2025-12-31\n__proto__: {}\n")[0]).toContain("没有这个键：“__proto__”");
  });
});
