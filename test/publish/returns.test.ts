import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {strFromU8, unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {returnDatasets} from "../../cli/check.ts";
import {UserError} from "../../loaders/error.ts";
import {collectSecrets} from "../../loaders/secrets.ts";
import {scanBytes} from "../../publish/gate/egress.ts";
import {sheetNames} from "../../publish/returns/names.ts";
import {writeReturns} from "../../publish/returns/returns.ts";
import {configOf, loadWorkspace, makeWorkspace, withDatabase} from "../loaders/workspace.ts";
import {ooxmlFaults} from "./ooxml.ts";

const out = mkdtempSync(join(tmpdir(), "hengcai-returns-"));
afterAll(() => rmSync(out, {recursive: true, force: true}));

/** Planted where they must not come back from: none of them may be in any byte of the book. */
const CANARIES = {
  name: "欧阳金丝雀",
  id: "110101199003071233",
  phone: "13912345678",
  address: "北山路二十七弄六号",
  subject: "引进司马云雀博士",
  stranger: "不认识的列里的话"
};

const HEAD = "申报编号,申报单位,加分项目,加分事项,发生日期,数量,级别,稿件编号,媒体名称,申报分值,联系电话,领导批示";
const CLAIMS = [
  HEAD,
  "S-1,东山镇,R4,甲稿,2025-03-01,1,省级,A1,日报,1.5,,",
  `S-2,东山镇,R4,=cmd|' /C calc'!A0,2025-02-30,1,省级,A2,日报,-0.5,${CANARIES.phone},${CANARIES.stranger}`,
  "S-3,东山真,R4,＝1+1,2025-03-02,1,省级,A3,日报,2,,",
  `S-4,东山镇,R1,${CANARIES.subject},2025-13-01,1,,,,1,${CANARIES.phone},`,
  'S-5,东山镇,R4,"没有配对,2025-03-03,1,省级,A5,日报,1,,',
  `S-6,东山镇,R4,记${CANARIES.name}的事,2025-03-32,1,省级,A6,日报,1,,`,
  `S-7,东山镇,R4,打 ${CANARIES.phone} 联系,2025-03-33,1,省级,A7,日报,1,,`,
  "S-8,东山镇,R4,己稿,2025-03-08,三,省级,A8,日报,1,,",
  ""
].join("\n");

const TALENTS = [
  "人才编号,姓名,身份证号,人才类别,申报类型,县市区,所在单位,认定日期,通讯地址",
  `T-1,${CANARIES.name},${CANARIES.id},A类,创新类,东山镇,某厂,2022-01-01,${CANARIES.address}`,
  `T-2,${CANARIES.name},${CANARIES.id.slice(0, 17)}0,A类,创新类,东山镇,某厂,不详,${CANARIES.address}`,
  ""
].join("\n");

let workspace: string;
let warehouse: string;
let bytes: Uint8Array;
let book: ExcelJS.Workbook;

beforeAll(async () => {
  workspace = makeWorkspace({
    "claims/四季度/镇街申报.csv": CLAIMS,
    "claims/好的.csv": `${HEAD}\nS-90,东山镇,R4,好稿,2025-03-01,1,省级,A90,日报,1,,\n`.replace(",领导批示", ""),
    "talents/人才.csv": TALENTS,
    "claims/空.csv": "",
    [`ratings/${CANARIES.name}的评价.csv`]: "评价编号,评价日期\n1,2025-01-01\n"
  });
  warehouse = (await loadWorkspace(workspace)).file;
  bytes = await made("退回.xlsx");
  book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(out, "退回.xlsx"));
});

async function made(name: string, more: readonly string[] = []): Promise<Uint8Array> {
  const secrets = [...(await collectSecrets(workspace, configOf())), ...more];
  const file = join(out, name);
  await withDatabase(warehouse, db => writeReturns(db, {file, datasets: returnDatasets(), secrets}));
  return new Uint8Array(readFileSync(file));
}

/** The sheet's table: headers, then rows by what stands in 行号. */
function table(name: string): {heads: string[]; row(number: number | string): ExcelJS.Cell[]} {
  const sheet = book.getWorksheet(name)!;
  const heads = Array.from({length: sheet.columnCount}, (_, i) => sheet.getCell(3, i + 1).text);
  return {
    heads,
    row(number) {
      for (let at = 4; at <= sheet.rowCount; at++) {
        if (sheet.getCell(at, 1).value === number) return heads.map((_, i) => sheet.getCell(at, i + 1));
      }
      throw new Error(`no row ${number}`);
    }
  };
}

describe("writeReturns(db, options)", () => {
  test("has a cover that lists every file, and a sheet per faulty one", () => {
    expect(book.worksheets.map(({name}) => name)).toEqual([
      "封面",
      "镇街申报",
      "空",
      "第 4 个文件（名称含个人信息，已隐去）",
      "人才"
    ]);
    const cover = book.getWorksheet("封面")!;
    const cells = Array.from({length: cover.rowCount}, (_, i) => cover.getCell(i + 1, 2).text);
    expect(cells).toContain("claims/四季度/镇街申报.csv");
    expect(cells).toContain("claims/好的.csv");
    expect(cells).toContain("units/units.csv");
    expect(cover.getCell("A1").text).toBe("测试市数据问题退回表");
  });

  test("hands back known, unrestricted columns that hold something, with the sender's row numbers", () => {
    const {heads, row} = table("镇街申报");
    expect(heads).toEqual([
      ...["行号", "问题级别", "问题", "申报编号*", "申报单位*", "加分项目*", "加分事项", "发生日期*"],
      ...["数量", "级别", "稿件编号", "媒体名称", "申报分值"]
    ]);
    expect(
      row(4)
        .map(({value}) => value)
        .slice(3, 8)
    ).toEqual(["S-3", "东山真", "R4", "'＝1+1", "2025-03-02"]);
    expect(() => row(2)).toThrow("no row 2");
  });

  test("marks the faulty cells by colour, word and comment", () => {
    const {row} = table("镇街申报");
    const [, severity, sentence] = row(3);
    expect(severity!.value).toBe("错误");
    expect(sentence!.value).toMatch(/^【错误】发生日期：“2025-02-30”不是有效的日期/);
    const date = row(3)[7]!;
    expect(date.fill).toMatchObject({pattern: "solid", fgColor: {argb: "FFFFC7CE"}});
    expect(noteOf(date)).toMatch(/^错误：“2025-02-30”不是有效的日期；应写成 2025-03-01$/);
    expect(row(3)[4]!.note).toBeUndefined();
    expect(noteOf(row(9)[8]!)).toContain("“三”不是整数");
  });

  test("gives rows that could not be cut into cells by number and sentence alone", () => {
    const cells = table("镇街申报").row(6);
    expect(cells[2]!.value).toContain("引号没有配对");
    expect(cells.slice(3).map(({value}) => value)).toEqual(cells.slice(3).map(() => null));
  });

  test("gives faults of the whole file on top, also of a file of which nothing was read", () => {
    const sheet = book.getWorksheet("空")!;
    expect(sheet.getCell("A4").value).toBe("全表");
    expect(sheet.getCell("C4").text).toContain("文件里没有任何内容");
    expect(sheet.columnCount).toBe(3);
  });

  test("neutralises what a spreadsheet program may run; numbers stay numbers; there is no formula", () => {
    const {row} = table("镇街申报");
    expect(row(3)[6]!.value).toBe("'=cmd|' /C calc'!A0");
    expect(row(3)[12]!.value).toBe(-0.5);
    const parts = Object.entries(unzipSync(bytes)).filter(([name]) => name.startsWith("xl/worksheets/"));
    expect(parts.some(([, part]) => strFromU8(part).includes("<f"))).toBe(false);
  });

  test("holds no restricted value in any byte, wherever it stood", async () => {
    const parts = unzipSync(bytes);
    const text = Object.entries(parts)
      .map(([name, part]) => name + strFromU8(part))
      .join("\n");
    for (const canary of Object.values(CANARIES)) expect(text).not.toContain(canary);
    expect(text).not.toContain("司马云雀");
    expect(text).not.toContain(CANARIES.id.slice(0, 17));
    expect(await scanBytes("退回.xlsx", bytes, {secrets: Object.values(CANARIES)})).toEqual([]);
    const {row} = table("镇街申报");
    expect(row(5)[6]!.value).toBeNull();
    expect(row(7)[6]!.value).toBe("（含个人信息，已隐去）");
    expect(row(8)[6]!.value).toBe("（含个人信息，已隐去）");
    expect(row(7)[3]!.value).toBe("S-6");
  });

  test("writes nothing where a restricted value would get out all the same", async () => {
    await expect(made("漏.xlsx", ["测试市数据问题退回表"])).rejects.toThrow(UserError);
    expect(existsSync(join(out, "漏.xlsx"))).toBe(false);
  });

  test("is a sound workbook, its comments beside its tables", () => {
    expect(ooxmlFaults(bytes)).toEqual([]);
    const sheets = Object.entries(unzipSync(bytes)).filter(([, part]) => strFromU8(part).includes("<legacyDrawing "));
    expect(sheets.length).toBeGreaterThan(0);
  });

  test("writes the same bytes each time", async () => {
    expect(await made("再.xlsx")).toEqual(bytes);
  });

  test("lays every sheet out for A4 landscape, heads frozen and repeated", () => {
    for (const sheet of book.worksheets) {
      expect(sheet.pageSetup).toMatchObject({paperSize: 9, orientation: "landscape", fitToPage: true});
      expect(sheet.pageSetup.printTitlesRow).toBeTruthy();
      if (sheet.name !== "封面") expect(sheet.views[0]).toMatchObject({state: "frozen", ySplit: 3, xSplit: 1});
    }
  });
});

describe("a workspace with many faults", () => {
  test("hands back rows with errors first, as many as can be mended at a time, and says how many are left", async () => {
    const lines = Array.from(
      {length: 2200},
      (_, i) => `S-${i},东山镇,R4,稿${i},2025-01-01,1,省级,A${i},日报${i < 100 ? ",2024" : ",x"}`
    );
    const many = makeWorkspace({
      "claims/多.csv": `申报编号,申报单位,加分项目,加分事项,发生日期,数量,级别,稿件编号,媒体名称,考核年度\n${lines.join("\n")}\n`
    });
    const loaded = await loadWorkspace(many);
    const file = join(out, "多.xlsx");
    const report = await withDatabase(loaded.file, db =>
      writeReturns(db, {file, datasets: returnDatasets(), secrets: []})
    );
    expect(report).toEqual({sheets: 1, rows: 2000});
    const large = new ExcelJS.Workbook();
    await large.xlsx.readFile(file);
    const sheet = large.getWorksheet("多")!;
    expect(sheet.getCell("A2").text).toContain("另有 200 行");
    expect(sheet.getCell("A4").value).toBe(102);
  });

  test("gives a workbook's sheets one each, with names that a spreadsheet program takes", async () => {
    const clean = await loadWorkspace(makeWorkspace());
    const file = join(out, "无.xlsx");
    const report = await withDatabase(clean.file, db =>
      writeReturns(db, {file, datasets: returnDatasets(), secrets: []})
    );
    expect(report).toEqual({sheets: 0, rows: 0});
    const empty = new ExcelJS.Workbook();
    await empty.xlsx.readFile(file);
    expect(empty.worksheets.map(({name}) => name)).toEqual(["封面"]);
    expect(empty.worksheets[0]!.getCell("A2").text).toContain("没有问题");
  });
});

describe("sheetNames(wanted)", () => {
  test("keeps names apart, short and without forbidden signs", () => {
    expect(sheetNames(["A", "a", "Ａ"])).toEqual(["A", "a（2）", "Ａ（3）"]);
    expect(sheetNames(["封面"], ["封面"])).toEqual(["封面（2）"]);
    expect(sheetNames(["[a]:b*c?d/e\\f", "'引号'", "", "\u0000\u200b", "History"])).toEqual([
      "a  b c d e f",
      "’引号’",
      "未命名",
      "未命名（2）",
      "History 表"
    ]);
    const long = sheetNames(["长".repeat(40), "长".repeat(41), "😀".repeat(20)]);
    expect(long).toEqual(["长".repeat(31), `${"长".repeat(28)}（2）`, "😀".repeat(15)]);
    expect(long.every(({length}) => length <= 31)).toBe(true);
  });
});

function noteOf(cell: ExcelJS.Cell): string {
  const {note} = cell;
  return typeof note === "string" ? note : (note?.texts ?? []).map(({text}) => text).join("");
}
