import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {claimWords} from "../../cli/claimWords.ts";
import {USUAL_RULES} from "../../loaders/words.ts";
import {parsePolicies, parsePolicy} from "../../scoring/policy.ts";
import {chosenReadings} from "../../scoring/reading.ts";
import {inProcess} from "../cli/inProcess.ts";
import {HAICHENG} from "../scoring/bonusCity.ts";
import {FILES, YUNZHOU, yunzhou} from "./yunzhou.ts";

/** A city that is not in the program: other tiers, seven rules, a cap over several, a year from July, two amendments. */
describe("an invented policy", () => {
  test("passes policy check with its amendments, each with examples of its own, and without a doubt", async () => {
    const {status, stdout} = await inProcess(["policy", "check", ...FILES]);
    expect(stdout.split("\n").filter(line => line.includes("写法无误；") && line.includes("全部符合"))).toHaveLength(3);
    expect([status, stdout.includes("提醒")]).toEqual([0, false]);
  });

  test("an amendment alone finds what it amends in its folder", async () => {
    expect((await inProcess(["policy", "check", FILES[2]!])).status).toBe(0);
  });

  test("has each value on its day", () => {
    const [policy] = parsePolicies(YUNZHOU);
    const at = (id: string, day: string, year: number) =>
      policy!.bonus!.rules.find(rule => rule.id === id)!.read({readings: chosenReadings(policy!.readings), year, day});
    expect(policy!.bonus!.rules.map(({id}) => id)).toEqual(["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"]);
    expect(policy!.amendments.map(({id, from, holds}) => [id, from, holds])).toEqual([
      ["yunzhou-2024-9", "2024-10-01", "2024-10-01"],
      ["yunzhou-2025-3", "2025-07-01", "2025-07-01"]
    ]);
    expect([at("R1", "2024-09-30", 2024), at("R1", "2024-10-01", 2024)].map(rule => rule.caps[0]!.max)).toEqual([
      4200, 5000
    ]);
    expect([at("R5", "2024-09-30", 2024), at("R5", "2024-10-01", 2024)].map(rule => rule.limit!.max)).toEqual([
      3500, 4000
    ]);
    // A word that comes in later is no word before.
    expect(JSON.stringify(at("R4", "2024-09-30", 2024).when)).not.toContain("国际级");
    expect(JSON.stringify(at("R4", "2024-10-01", 2024).when)).toContain("国际级");
    expect(policy!.bonus!.rules[5]!.to).toBe("2025-07-01");
    expect(policy!.bonus!.rules[7]!.from).toBe("2025-07-01");
  });

  test("gives the same whatever the order of its files", () => {
    const [a, b, c] = YUNZHOU;
    const orders = [
      [a!, b!, c!],
      [c!, b!, a!],
      [b!, a!, c!]
    ].map(sources => parsePolicies(sources)[0]!.amendments.map(({id}) => id));
    expect(orders).toEqual([orders[0], orders[0], orders[0]]);
  });

  test("a change in mid-year holds for the year, for the next, or from its day, as it says", () => {
    const [base, amendment] = YUNZHOU;
    const caps = (transition: string) => {
      const text = amendment!.text.replace("transition: by_event_date", `transition: ${transition}`);
      const policy = parsePolicy(base!.text, base!.file, {amendments: [{...amendment!, text}]});
      const rule = policy.bonus!.rules[0]!;
      const days: [string, number][] = [
        ["2024-06-30", 2023],
        ["2024-07-01", 2024],
        ["2024-10-01", 2024],
        ["2025-07-01", 2025]
      ];
      return days.map(([day, year]) => rule.read({readings: chosenReadings(policy.readings), day, year}).caps[0]!.max);
    };
    expect(caps("whole_year_new")).toEqual([4200, 5000, 5000, 5000]);
    expect(caps("next_year")).toEqual([4200, 4200, 4200, 5000]);
    expect(caps("by_event_date")).toEqual([4200, 4200, 5000, 5000]);
  });
});

describe("claimWords(policies)", () => {
  test("of the built-in policy are the words that the contract of claims has", () => {
    expect(claimWords([HAICHENG])!.rules).toEqual(USUAL_RULES);
  });

  test("tell the loader the policy's own rules, words, needs and whom a rule is about", () => {
    const words = claimWords(parsePolicies(YUNZHOU))!;
    expect(words.rules.map(({id, names}) => [id, names])).toContainEqual(["R1", ["全职引进", "刚性引才", "全职引才"]]);
    expect(words.rules.map(({id, needs}) => [id, ...needs])).toEqual([
      ["R1", "person_id", "employment"],
      ["R2", "person_id", "employment", "degree"],
      ["R3", "person_id"],
      ["R4", "event_id", "level"],
      ["R5", "event_id", "role", "level"],
      ["R6", "article_id", "level", "outlet"],
      ["R7", "aspect", "verdict"],
      ["R8", "person_id"]
    ]);
    expect(words.rules.filter(({about}) => about.includes("person_id")).map(({id}) => id)).toEqual([
      "R1",
      "R2",
      "R3",
      "R8"
    ]);
    expect(words.fields.level!.codes[1]).toEqual({code: "市级", aliases: ["云洲市级", "地市级"]});
    expect(words.begins).toBe("07-01");
  });
});

describe("the whole road of a city with its own policy", () => {
  let city: string;
  beforeAll(() => {
    city = yunzhou();
  });
  afterAll(() => rmSync(city, {recursive: true, force: true}));

  async function query<T>(sql: string): Promise<T[]> {
    const {stdout} = await inProcess(["query", sql, "--workspace", city, "--format", "json"]);
    return JSON.parse(stdout) as T[];
  }

  test("reads claims in the policy's own words, and names them where a word is none", async () => {
    await inProcess(["load", "--workspace", city]);
    const issues = await query<{row: number; field: string; message: string}>(
      "SELECT row, field, message FROM issues WHERE severity = 'error' ORDER BY row, field"
    );
    expect(issues).toEqual([
      {
        row: 12,
        field: "考评方面",
        message: "“双招双引”不在可选的值里；应为 安居服务、项目申报、融资对接 之一"
      },
      {
        row: 13,
        field: "级别",
        message: "“上级”说法不明确，不能替您猜；应为 县区级、市级、省部级、国家级、国际级 之一"
      },
      {
        row: 14,
        field: "承担角色",
        message: "“承接会议”不在可选的值里；应为 主办、协办、主旨发言 之一"
      },
      {
        row: 15,
        field: "加分项目",
        message:
          "“招才节”不在可选的值里；应为 R1（全职引进）、R2（双聘引才）、R3（育才）、R4（平台）、R5（活动）、R6（经验宣传）、R7（服务实绩）、R8（人才安居）、N（宣传表彰类） 之一"
      }
    ]);
    const claims = await query<{claim_id: string; rule: string; level: string | null; subject: string | null}>(
      "SELECT claim_id, rule, level, subject FROM core.claims WHERE claim_id IN ('Y-001', 'Y-003', 'Y-007') ORDER BY 1"
    );
    expect(claims).toEqual([
      // The subject of a claim about a person is not stored.
      {claim_id: "Y-001", rule: "R1", level: null, subject: null},
      {claim_id: "Y-003", rule: "R4", level: "国际级", subject: "量子实验室"},
      {claim_id: "Y-007", rule: "R6", level: "国家级", subject: "我市人才经验"}
    ]);
  });

  test("scores them by policy years from July, amendments in force, and ranks them", async () => {
    const rows = await query<{year: number; unit_id: string; total: number; rank: number}>(
      "SELECT year, unit_id, total, rank FROM bonus_ranking WHERE basis = 'signed' AND year >= 2024 ORDER BY 1, 2"
    );
    expect(rows).toEqual([
      {year: 2024, unit_id: "YZ01", total: 2800, rank: 1}, // 0.8 + 2, the platform before October is none
      {year: 2024, unit_id: "YZ02", total: 200, rank: 3},
      {year: 2024, unit_id: "YZ03", total: 500, rank: 2}, // one event counts once here: 0.2 + 0.3
      {year: 2025, unit_id: "YZ01", total: 0, rank: 2},
      {year: 2025, unit_id: "YZ02", total: 600, rank: 1}, // 0.5 + 0.1; the press counts no more
      {year: 2025, unit_id: "YZ03", total: 0, rank: 2}
    ]);
  });

  test("shows each version of a rule with the amendment it stands on", async () => {
    const rows = await query<{rule_id: string; from: string; to: string | null; clause: string}>(
      `SELECT rule_id, "from", "to", clause FROM rules WHERE rule_id IN ('R1', 'R6', 'R8') ORDER BY 1, 2`
    );
    expect(rows.filter(({rule_id}) => rule_id !== "R6")).toEqual([
      {rule_id: "R1", from: "2023-07-01", to: "2024-10-01", clause: "第四条"},
      {rule_id: "R1", from: "2024-10-01", to: null, clause: "第四条；云人才发〔2024〕9号 第一条"},
      {rule_id: "R8", from: "2025-07-01", to: null, clause: "云人才发〔2025〕3号 第二条"}
    ]);
    expect(rows.filter(({rule_id}) => rule_id === "R6").at(-1)!.to).toBe("2025-07-01");
  });

  test("explains a unit's points by the clause in force", async () => {
    const {status, stdout} = await inProcess(["explain", "东川县", "--year", "2024", "--workspace", city]);
    expect(status).toBe(0);
    expect(stdout).toContain("第七条；云人才发〔2024〕9号 第二条");
    expect(stdout).toContain("合计 2.8 分");
  });

  test("reads the claims again where the policy has another word", async () => {
    const file = `${city}/policies/yunzhou-2023-7.yaml`;
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("aspect: {set: [安居服务,", "aspect: {set: [双招双引, 安居服务,"));
    const rows = await query<{aspect: string}>("SELECT aspect FROM core.claims WHERE claim_id = 'Y-011'");
    writeFileSync(file, text);
    expect(rows).toEqual([{aspect: "双招双引"}]);
  });

  test("says at the configuration's line what is wrong with a policy it lists", async () => {
    const [base] = YUNZHOU;
    const broken = yunzhou({
      "policies/yunzhou-2023-7.yaml": base!.text.replace("[employment, is, 全职]", "[employment, is, 专职]"),
      "hengcai.yaml": readFileSync(`${city}/hengcai.yaml`, "utf8").replace("yunzhou-2025-3.yaml", "yunzhou-2026.yaml")
    });
    const {status, stderr} = await inProcess(["score", "--workspace", broken]);
    rmSync(broken, {recursive: true});
    expect(status).toBe(2);
    expect(stderr).toContain("没有这个“employment”的取值：“专职”，是不是“全职”？");
    expect(stderr).toContain("没有这份制度：“policies/yunzhou-2026.yaml”");
  });
});
