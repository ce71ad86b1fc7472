import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {buildPublic} from "../../cli/buildPublic.ts";
import {type Context, openContext} from "../../cli/context.ts";
import {parseYear, runExportPublic} from "../../cli/exportPublic.ts";
import {withGate} from "../../cli/gate/gate.ts";
import {makeWorkspace} from "../cli/hengcai.ts";

const CONFIG = "city: 小城\nas_of: 2025-12-31\npublish:\n  public: true\n  years: {2024: {signed_on: 2025-01-20}}\n";
const TOWNS = ["青禾镇", "白塔镇", "石桥镇", "柳河镇", "杏山镇"];
const DISTRICTS = ["东山区", "西山区"];

/** Five towns, two districts and forty people, of whom three of one district failed; a claim of 2025 that nobody signed. */
function files(): Record<string, string> {
  const people = Array.from({length: 40}, (_, i) => ({
    id: `T-${i + 1}`,
    category: i % 2 ? "B类" : "A类",
    district: DISTRICTS[i % 2]!,
    grade: i < 6 && i % 2 === 0 ? "不合格" : i < 20 ? "优秀" : "合格"
  }));
  return {
    "hengcai.yaml": CONFIG,
    "units/单位.csv": [
      "单位编码,单位名称,单位类别,建制序",
      ...TOWNS.map((town, i) => `10${i},${town},镇,${i}`),
      ...DISTRICTS.map((district, i) => `20${i},${district},县市区,${i}`)
    ].join("\n"),
    "claims/申报.csv": `申报编号,申报单位,加分项目,加分事项,发生日期,级别,稿件编号,媒体名称,审核结论,审核日期,签批日期
S-2401,青禾镇,R4,甲稿,2024-03-01,鞍山市级,A1,日报,通过,2024-04-01,2024-05-01
S-2402,白塔镇,R4,乙稿,2024-03-02,海城市级,A2,周报,通过,2024-04-01,
S-2501,石桥镇,R4,丙稿,2025-03-02,海城市级,A3,周报,通过,2025-04-01,2025-05-01
`,
    "talents/名单.csv": [
      "人才编号,人才类别,申报类型,县市区,所在单位,认定日期,管理期起,管理期止,姓名",
      ...people.map(
        ({id, category, district}) =>
          `${id},${category},创新类,${district},示例公司,2022-01-01,2022-01-01,2027-12-31,王小明`
      )
    ].join("\n"),
    "assessments/考核.csv": [
      "人才编号,考核年度,考核等次,备案日期",
      ...people.map(({id, grade}) => `${id},2024,${grade},2024-12-01`)
    ].join("\n")
  };
}

let workspace = "";
const made: string[] = [];
beforeAll(() => {
  workspace = makeWorkspace(files());
  made.push(workspace);
});
afterAll(() => {
  for (const folder of made) rmSync(folder, {recursive: true, force: true});
});

const run = (out: string, year = 2024) =>
  runExportPublic(openContext({workspace, out, json: true}), {year, formats: ["csv-plain"]});

function outside(): string {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-public-"));
  made.push(folder);
  return join(folder, "对外");
}

test("writes the public tables of a signed year into a new folder, small counts hidden", async () => {
  const out = outside();
  expect(await run(out)).toBe(0);
  expect(readdirSync(join(out, "csv-plain")).sort()).toEqual(
    ["bonus_ranking.csv", "bonus_scores.csv", "grade_distribution.csv", "rules.csv", "units.csv"] // prettier-ignore
  );
  const ranking = readFileSync(join(out, "csv-plain", "bonus_ranking.csv"), "utf8")
    .trim()
    .split("\n");
  // Rule 4: 0.5 for an article of the upper tier; the second town's article is not signed.
  expect(ranking.slice(1).map(line => line.split(",").slice(3, 9))).toEqual([
    ["1", "false", "", "", "100", "青禾镇"],
    ...["101", "102", "103", "104"].map((code, i) => ["2", "true", "", "", code, TOWNS[i + 1]])
  ]);
  const [head, ...rows] = readFileSync(join(out, "csv-plain", "grade_distribution.csv"), "utf8")
    .trim()
    .split("\n");
  const at = head!.split(",").indexOf("unqualified");
  // All three who failed are of the one district and category. The city's count is small too; who has it from the pages inside
  // would take the rows' zeros from it, so these are hidden as well.
  expect(rows.map(line => [line.split(",")[3], line.split(",")[at]])).toEqual([
    ["全市", ""],
    ["东山区", ""],
    ["西山区", ""],
    ["A类", ""],
    ["B类", ""]
  ]);
});

test("leaves nothing behind where the year may not be published, and touches no folder that holds something", async () => {
  const out = outside();
  await expect(run(out, 2025)).rejects.toThrow("2025年度结果尚未签批");
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(join(out, ".."))).toEqual([]);
  mkdirSync(out);
  writeFileSync(join(out, "别的.txt"), "别的");
  await expect(run(out)).rejects.toThrow("输出文件夹不是空的");
  expect(readdirSync(out)).toEqual(["别的.txt"]);
});

const built = (context: Context): Promise<number[]> => withGate(context, gate => buildPublic(context, gate));

test("builds the public bundle beside the output folder: a page and tables for each signed year, without script or names", async () => {
  const out = outside();
  const context = openContext({workspace, out, json: true});
  expect(await built(context)).toEqual([2024]);
  const folder = `${out}-public`;
  expect(readdirSync(folder).sort()).toEqual(["2024", "edition.json", "index.html", "style.css"]);
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const text = page.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  expect(text).toContain("小城2024年度人才工作考核结果");
  expect(text).toContain("1 青禾镇 0.0 0.0 0.0 0.5 0.0 0.5");
  const csv = readFileSync(join(folder, "2024", "data", "csv-plain", "grade_distribution.csv"), "utf8");
  for (const line of csv.trim().split("\n").slice(1)) {
    const [, , , name, ...cells] = line.split(",");
    expect(text).toContain([name, ...cells.slice(0, 5).map(cell => cell || "c")].join(" "));
  }
  expect(page).not.toMatch(/<script|https?:|王小明/);
  const links = [...page.matchAll(/href="([^"#]+)"/g)]
    .map(([, href]) => href!)
    .filter(href => !href.startsWith("data:"));
  expect(links.length).toBeGreaterThan(10);
  for (const href of links) expect(existsSync(join(folder, href)), href).toBe(true);
  const inner = readFileSync(join(folder, "2024", "index.html"), "utf8");
  expect(inner).toContain('href="../2024/data/units.csv"');
});

test("builds no public bundle where the configuration does not allow one, and removes its own of before alone", async () => {
  const context = openContext({workspace, out: outside(), json: true});
  context.config.publish.public = false;
  const folder = `${context.out}-public`;
  expect(await built(context)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
  mkdirSync(folder);
  writeFileSync(join(folder, "别的.txt"), "别的");
  await built(context);
  expect(readdirSync(folder)).toEqual(["别的.txt"]);
  writeFileSync(join(folder, "edition.json"), "{}");
  await built(context);
  expect(existsSync(folder)).toBe(false);
});

test("reads --year, and says what is missing or wrong", () => {
  expect(parseYear("2024")).toBe(2024);
  expect(() => parseYear(undefined)).toThrow("缺少 --year");
  expect(() => parseYear("24年")).toThrow("“24年”");
});
