import {rmSync} from "node:fs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {YUNZHOU, yunzhou} from "../policies/yunzhou.ts";
import {makeWorkspace, CLAIMS as SMALL} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

const HEAD =
  "申报编号,申报单位,加分项目,发生日期,级别,活动编号,承担角色,稿件编号,媒体名称,是否认定,人才编号,审核结论,审核日期,签批日期";
const SIGNED = "通过,2025-06-01,2025-06-02";
const platform = (id: string, day: string, level: string) => `${id},东川县,平台,${day},${level},E${id},,,,,,${SIGNED}`;
const event = (id: string, day: string) => `${id},东川县,活动,${day},市级,E${id},主办,,,,,${SIGNED}`;
const press = (id: string, day: string) => `${id},东川县,经验宣传,${day},省部级,,,A${id},省报,,,${SIGNED}`;
const grown = (id: string, day: string) => `${id},东川县,育才,${day},,,,,,是,P${id},${SIGNED}`;

const CLAIMS = [
  HEAD,
  ...[1, 2, 3, 4, 5].map(n => platform(`市${n}`, `2024-08-0${n}`, "市级")),
  platform("省1", "2024-08-06", "省部级"),
  platform("国1", "2024-09-01", "国家级"),
  event("活1", "2024-09-02"),
  platform("国2", "2024-09-03", "国家级"),
  press("宣1", "2025-03-01"),
  press("宣2", "2025-03-02"),
  press("宣3", "2025-08-05").replaceAll("2025-06", "2025-09"),
  grown("育1", "2024-08-01"),
  grown("育2", "2025-08-01").replaceAll("2025-06", "2025-09"),
  ""
].join("\n");

describe("hengcai explain", {timeout: 60_000}, () => {
  let city: string;
  beforeAll(async () => {
    // The amendment comes in late in the policy year, after the calendar year is over.
    const later = YUNZHOU[1]!.text.replace("force: {from: 2024-10-01}", "force: {from: 2025-02-01}");
    city = yunzhou({"claims/申报.csv": CLAIMS, "policies/yunzhou-2024-9.yaml": later});
    await inProcess(["score", "--workspace", city]);
  }, 60_000);
  afterAll(() => rmSync(city, {recursive: true, force: true}));

  const explain = (...args: string[]) => inProcess(["explain", "东川县", ...args, "--workspace", city]);

  test("names for each claim the cap or limit that took its points, what it was filled with, and the clause", async () => {
    const {stdout, status} = await explain("--year", "2024");
    expect(status).toBe(0);
    const why = (claim: string) =>
      stdout
        .split("\n")
        .find(line => line.startsWith(`${claim} `))!
        .split(/ {2,}/)
        .filter((_, i) => [3, 4, 6].includes(i));
    // 4 × 0.25 fill the lower cap; 0.6 + 1.5 leave 0.9 of the upper one, and all that 0.2 of the limit of 3.5.
    expect(why("市5")).toEqual([
      "超出封顶",
      "0.0",
      "R4的县区级、市级合计封顶1.0分（第七条），此前已计1.0分，少计0.25分"
    ]);
    expect(why("国1")).toEqual(["计分", "1.5", "—"]);
    expect(why("国2")).toEqual([
      "部分计分",
      "0.2",
      "R4的省部级、国家级合计封顶3.0分（第七条），此前已计2.1分，少计0.6分；平台、活动、宣传合计（R4、R5、R6）封顶3.5分（第十一条），此前已计3.3分，少计0.7分"
    ]);
    // The amendment lifts the limit to 4: 0.3 fits, then 0.2.
    expect(why("宣1")).toEqual(["计分", "0.3", "—"]);
    expect(why("宣2").at(-1)).toBe(
      "平台、活动、宣传合计（R4、R5、R6）封顶4.0分（第十一条；云人才发〔2024〕9号 第三条），此前已计3.8分，少计0.1分"
    );
    expect(stdout).toContain("合计 5.0 分");
  });

  test("has no such column where nothing is taken", async () => {
    const {stdout} = await explain("--year", "2024");
    const [, after] = stdout.split("\nR3 ");
    expect(after!.split("\nR4 ")[0]).toContain("育1");
    expect(after!.split("\nR4 ")[0]).not.toContain("少计的原因");
  });

  test("has the same as data", async () => {
    const {stdout} = await explain("--year", "2024", "--json");
    const {lines} = JSON.parse(stdout) as {lines: {claim_id: string; caps: {rules: string[]}[]}[]};
    const of = (id: string) => lines.find(({claim_id}) => claim_id === id)!.caps;
    expect(of("国1")).toEqual([]);
    expect(of("国2")).toEqual([
      {
        ...{title: null, rules: ["R4"], codes: ["省部级", "国家级"]},
        ...{max: "3.0", used: "2.1", taken: "0.6", clause: "第七条"}
      },
      {
        ...{title: "平台、活动、宣传合计", rules: ["R4", "R5", "R6"], codes: null},
        ...{max: "3.5", used: "3.3", taken: "0.7", clause: "第十一条"}
      }
    ]);
  });

  test("heads each rule with what it says at the end of the year asked for, which begins in July", async () => {
    const headOf = async (year: string, rule: string) =>
      (await explain("--year", year)).stdout.split("\n").find(line => line.startsWith(`${rule} `));
    expect(await headOf("2024", "R4")).toMatch(/^R4 创新平台：.+；增设国际级平台，每个2分/);
    expect(await headOf("2024", "R3")).toBe("R3 本地培养：五人以内合计1，以后每人0.15，封顶2");
    expect(await headOf("2025", "R3")).toMatch(/；培养分档改为三人以内合计0\.9，以后每人0\.2$/);
    // The amendment of 2025 ended it: why its claims are 不在施行期内.
    expect(await headOf("2024", "R6")).not.toContain("停止计分");
    expect(await headOf("2025", "R6")).toMatch(/（自 2025-07-01 起停止计分）$/);
  });
});

describe("hengcai explain of a unit with a new name", {timeout: 60_000}, () => {
  let city: string;
  beforeAll(async () => {
    city = makeWorkspace({
      "units/单位.csv": `单位编码,单位名称,单位类别,建制序,启用日期,停用日期
990101101,青禾乡,镇,1,,2025-01-01
990101101,青禾镇,镇,1,2025-01-01,
990101102,白塔镇,镇,2,,
`,
      "claims/申报.csv": `${SMALL}S-5,990101101,R4,旧稿,2024-03-04,省级,A5,日报,,,通过,2024-04-01,2024-05-01\n`
    });
    await inProcess(["score", "--workspace", city]);
  }, 60_000);
  afterAll(() => rmSync(city, {recursive: true, force: true}));

  for (const [asked, year, title] of [
    ["990101101", "2024", "青禾乡（990101101，现名青禾镇）2024 年度"],
    ["青禾乡", "2024", "青禾乡（990101101，现名青禾镇）2024 年度"],
    ["青禾镇", "2025", "青禾镇（990101101）2025 年度"],
    ["青禾乡", "2025", "青禾镇（990101101）2025 年度"]
  ] as const) {
    test(`titles ${year} of ${asked} with the name of that year`, async () => {
      const {stdout, status} = await inProcess(["explain", asked, "--year", year, "--workspace", city]);
      expect(status).toBe(0);
      expect(stdout).toContain(`${title}绩效加分`);
    });
  }
});
