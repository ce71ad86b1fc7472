import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import ExcelJS from "exceljs";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {templateName} from "../../cli/init.ts";
import {contracts} from "../../loaders/contracts/index.ts";
import {listFiles} from "../../loaders/files.ts";
import {scanDirectory} from "../../publish/gate/egress.ts";
import {choices} from "../../publish/template/words.ts";
import {readText} from "../loaders/support.ts";
import {FILES} from "../policies/yunzhou.ts";
import {hengcai, type Outcome} from "./hengcai.ts";
import {inProcess} from "./inProcess.ts";

const made: string[] = [];
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), "hengcai-init-"));
  made.push(path);
  return path;
};
afterAll(() => {
  for (const path of made) rmSync(path, {recursive: true, force: true});
});

const city = join(folder(), "我 市");
let outcome: Outcome;
beforeAll(async () => {
  outcome = await hengcai(["init", city, "--as-of", "2025-12-31"]);
});

describe("init DIR", () => {
  test("makes the configuration, a folder and a template per dataset, and says what to do next", () => {
    expect(outcome).toMatchObject({status: 0, stderr: ""});
    expect(outcome.stdout).toContain("下一步");
    expect(outcome.stdout).toContain(`hengcai check --workspace "${city}"`);
    for (const contract of contracts) {
      expect(readdirSync(join(city, contract.name))).toEqual([]);
      expect(existsSync(join(city, templateName(contract)))).toBe(true);
    }
    expect(readFileSync(join(city, "hengcai.yaml"), "utf8")).toContain("as_of: 2025-12-31");
    expect(readFileSync(join(city, "先读我.txt"), "utf8")).toMatch(/^\uFEFF.*\r\n/);
    expect(existsSync(join(city, ".hengcai"))).toBe(false);
  });

  test("takes today for the data date, and refuses one that is none", async () => {
    const other = join(folder(), "a");
    const before = Date.now();
    expect((await inProcess(["init", other])).status).toBe(0);
    const [, date] = /^as_of: (\S+)$/m.exec(readFileSync(join(other, "hengcai.yaml"), "utf8"))!;
    expect(Math.abs(Date.parse(date!) - before)).toBeLessThan(2 * 86_400_000);
    expect(await inProcess(["init", join(other, "b"), "--as-of", "2025-02-30"])).toMatchObject({status: 2, stdout: ""});
    expect(existsSync(join(other, "b"))).toBe(false);
  });

  test("makes the same templates each time", async () => {
    const other = join(folder(), "b");
    expect((await inProcess(["init", other])).status).toBe(0);
    for (const contract of contracts) {
      const name = templateName(contract);
      expect(readFileSync(join(other, name), "base64")).toBe(readFileSync(join(city, name), "base64"));
    }
  });

  test("holds nothing that reads like a person's data", async () => {
    expect(await scanDirectory(city)).toEqual([]);
  });

  test("replaces nothing, and changes nothing where one of its files is there", async () => {
    const other = folder();
    writeFileSync(join(other, "hengcai.yaml"), "city: 老市\n");
    const {status, stderr} = await inProcess(["init", other]);
    expect(status).toBe(2);
    expect(stderr).toContain("已有同名的文件：hengcai.yaml");
    expect(readdirSync(other)).toEqual(["hengcai.yaml"]);
    expect(readFileSync(join(other, "hengcai.yaml"), "utf8")).toBe("city: 老市\n");
    const again = await inProcess(["init", city]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("等 17 个");
  });

  test("refuses a file in the folder's place, and an unnamed folder", async () => {
    const file = join(folder(), "x");
    writeFileSync(file, "");
    expect(await inProcess(["init", file])).toMatchObject({status: 2, stderr: expect.stringContaining("同名的文件")});
    expect(await inProcess(["init"])).toMatchObject({status: 2, stderr: expect.stringContaining("缺少参数")});
  });
});

test("init --policy copies the policies, and its templates offer and show their words", async () => {
  const other = join(folder(), "云洲");
  expect((await inProcess(["init", other, "--as-of", "2025-12-31", "--policy", ...FILES])).status).toBe(0);
  for (const file of FILES) {
    expect(readFileSync(join(other, file.replace("test/", "")), "utf8")).toBe(readFileSync(file, "utf8"));
  }
  const claims = contracts.find(({name}) => name === "claims")!;
  const book = await read(join(other, templateName(claims)));
  const [data, example] = book.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet];
  const columnOf = (name: string) => claims.fields.findIndex(field => field.name === name) + 1;
  const offered = (name: string) => String(data.getCell(2, columnOf(name)).dataValidation.formulae?.[0]);
  expect(offered("level")).toContain("国际级");
  expect(offered("level")).not.toContain("鞍山");
  expect(offered("rule")).toContain("全职引进");
  expect(example.rowCount).toBe(9);
  const filled = await fillIn(other, ["units", "talents", "claims"]);
  cpSync(join(other, "policies"), join(filled, "policies"), {recursive: true});
  expect(JSON.parse((await inProcess(["check", "--workspace", filled, "--json"])).stdout)).toEqual([]);
  expect((await inProcess(["init", join(folder(), "c"), "--policy", "无此制度"])).stderr).toContain("没有这份制度");
});

describe("a template", () => {
  for (const contract of contracts) {
    test(`${contract.name} has the contract's headers in order, drop-downs and an explanation of every column`, async () => {
      const book = await read(join(city, templateName(contract)));
      expect(book.worksheets.map(({name}) => name)).toEqual([contract.title, "示例", "填写说明"]);
      const [data, example, notes] = book.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet, ExcelJS.Worksheet];
      const heads = contract.fields.map(({header, required}) => (required ? `${header}*` : header));
      expect(rowTexts(data, 1)).toEqual(heads);
      expect(rowTexts(example, 1)).toEqual(heads);
      expect(data.rowCount).toBe(1);
      expect(example.rowCount).toBeGreaterThan(1);
      contract.fields.forEach((field, i) => {
        const {dataValidation: rule, numFmt} = data.getCell(2, i + 1);
        expect(rule?.showInputMessage ?? false).toBe(field.type !== "text" || field.restricted === true);
        expect(rule?.type === "list").toBe(
          field.codes !== undefined || ["boolean"].includes(field.type) || field.name === "category"
        );
        if (rule?.type === "list") expect(String(rule.formulae[0]).length).toBeLessThanOrEqual(257);
        if (["code_text", "hash", "text"].includes(field.type)) expect(numFmt).toBe("@");
        if (field.type === "date") expect(numFmt).toBe("yyyy-mm-dd");
      });
      const head = Array.from({length: notes.rowCount}, (_, i) => notes.getCell(i + 1, 1).text).indexOf("列名") + 1;
      const explained = Array.from({length: contract.fields.length}, (_, i) => rowTexts(notes, head + 1 + i));
      expect(explained.map(([header]) => header)).toEqual(contract.fields.map(({header}) => header));
      expect(explained.every(line => line[2] !== "")).toBe(true);
    });
  }

  test("filled with its example rows loads without an issue", async () => {
    const filled = await fillIn(city);
    const check = await inProcess(["check", "--workspace", filled, "--json"]);
    expect(check.stderr).toBe("");
    expect(JSON.parse(check.stdout)).toEqual([]);
    expect(check.status).toBe(0);
    const load = await inProcess(["load", "--workspace", filled, "--json"]);
    expect(JSON.parse(load.stdout)).toMatchObject({status: 0, errors: 0, warnings: 0, infos: 0, missing: []});
    const report = JSON.parse(load.stdout) as {datasets: {dataset: string; accepted: number; rejected: number}[]};
    expect(report.datasets.map(({dataset}) => dataset).sort()).toEqual(contracts.map(({name}) => name).sort());
    expect(report.datasets.every(({accepted, rejected}) => accepted > 0 && rejected === 0)).toBe(true);
  });

  test("every word of a drop-down is one the reader takes", async () => {
    for (const contract of contracts) {
      const heads = contract.fields.map(({header}) => header);
      for (const [i, field] of contract.fields.entries()) {
        const words = choices(field);
        const lines = words.map(word => heads.map((_, j) => (j === i ? word : `x${j}`)).join(","));
        if (!words.length || field.restricted) continue;
        const {issues} = await readText([heads.join(","), ...lines, ""].join("\n"), contract.name);
        expect(issues.filter(({field: of, code}) => of === field.header && WRONG_WORD.includes(code))).toEqual([]);
        expect(issues.length).toBeGreaterThan(0); // The rows were read: their other cells are faulty.
      }
    }
  });
});

const WRONG_WORD: readonly string[] = ["unknown_code", "ambiguous_code", "bad_boolean", "out_of_range"];

describe("the folder of templates", () => {
  test("is no data and no news; what else lies in it, and a template that was filled there, is named", async () => {
    const other = folder();
    const template = templateName({name: "units", title: "单位名录"});
    mkdirSync(join(other, "units"));
    writeFileSync(join(other, "units/u.csv"), "单位编码,单位名称,单位类别\n1,甲镇,镇\n");
    mkdirSync(join(other, "模板"));
    const book = await read(join(city, template));
    await book.xlsx.writeFile(join(other, template));
    expect((await listFiles(other)).issues).toEqual([]);
    book.worksheets[0]!.getCell("B2").value = "乙镇";
    await book.xlsx.writeFile(join(other, template));
    expect((await listFiles(other)).issues).toMatchObject([
      {file: "模板", severity: "warning", message: expect.stringContaining("1 个填过的文件")}
    ]);
    writeFileSync(join(other, "模板/坏（模板）.xlsx"), "");
    writeFileSync(join(other, "模板/别的.csv"), "");
    expect((await listFiles(other)).issues[0]!.message).toContain("3 个填过的文件");
  });
});

async function read(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

function rowTexts(sheet: ExcelJS.Worksheet, row: number): string[] {
  return Array.from({length: sheet.columnCount}, (_, i) => sheet.getCell(row, i + 1).text);
}

/** Returns a workspace with the same configuration whose data are the example rows of the templates. */
async function fillIn(made: string, names = contracts.map(({name}) => name)): Promise<string> {
  const filled = folder();
  writeFileSync(join(filled, "hengcai.yaml"), readFileSync(join(made, "hengcai.yaml"), "utf8"));
  for (const contract of contracts.filter(({name}) => names.includes(name))) {
    const book = await read(join(made, templateName(contract)));
    const [data, example] = book.worksheets as [ExcelJS.Worksheet, ExcelJS.Worksheet];
    for (let row = 2; row <= example.rowCount; row++) {
      contract.fields.forEach((_, i) => {
        const {value} = example.getCell(row, i + 1);
        if (value !== null) data.getCell(row, i + 1).value = value;
      });
    }
    const file = join(filled, contract.name, "填好.xlsx");
    mkdirSync(dirname(file), {recursive: true});
    await book.xlsx.writeFile(file);
  }
  return filled;
}
