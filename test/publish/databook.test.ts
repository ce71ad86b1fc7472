import {readFileSync} from "node:fs";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {strFromU8, unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {writeDataWorkbook} from "../../publish/databook/databook.ts";
import {publicDatabase} from "../../publish/public/bundle.ts";
import {yearState} from "../../publish/state.ts";
import {smallCity} from "./city.ts";
import {insert, scratch, warehouse} from "./fixture.ts";
import {ooxmlFaults} from "./ooxml.ts";

const YEAR = 2025;
const folder = scratch();
let db: Database;
let bytes: Uint8Array;
let book: ExcelJS.Workbook;

const count = (key: string | null, due: number, excellent: number, suppressed: boolean) => ({
  ...{year: YEAR, dimension: "unit", key, due, declared: due, assessed: due, filed: due},
  ...{excellent, qualified: due - excellent, unqualified: 0, other: 0, suppressed}
});

beforeAll(async () => {
  db = await warehouse(smallCity(YEAR));
  await insert(db, "units", [
    {unit_id: "01", name: "甲街道", kind: "街道", sort_order: 1, valid_from: "2020-01-01", group: "镇（街道）"},
    {unit_id: "02", name: "乙镇", kind: "镇", sort_order: 2, group: "镇（街道）"}
  ]);
  await insert(db, "grade_distribution", [
    count("01", 12, 0, false),
    count("02", 2, 1, true),
    count(null, 7, 1, false)
  ]);
  await insert(db, "inspection_status", [
    {inspection_id: "D-1", unit_id: "02", category: "1", method: "暗访督查", state: "已完成", explained: false}
  ]);
  ({bytes, book} = await write("data.xlsx"));
});
afterAll(() => db.close());

async function write(name: string): Promise<{bytes: Uint8Array; book: ExcelJS.Workbook}> {
  const file = join(folder, name);
  await writeDataWorkbook(db, {file, year: YEAR, state: await yearState(db, YEAR), issuer: "示例市委人才办"});
  return read(file);
}

async function read(file: string): Promise<{bytes: Uint8Array; book: ExcelJS.Workbook}> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return {bytes: new Uint8Array(readFileSync(file)), book};
}

/** The table of a sheet: its head and its rows, as a reader sees them. */
function table(name: string, from = book): Record<string, unknown>[] {
  const sheet = from.getWorksheet(name)!;
  const [first] = Object.values(sheet.getTables() as unknown as Record<string, {table: {tableRef: string}}>);
  const head = Number(/\d+/.exec(first!.table.tableRef)![0]);
  const heads = (sheet.getRow(head).values as string[]).slice(1);
  return Array.from({length: sheet.rowCount - head}, (_, i) =>
    Object.fromEntries(heads.map((name, j) => [name, sheet.getRow(head + 1 + i).getCell(j + 1).value]))
  );
}

describe("the data workbook follows the rules of accessible workbooks:", () => {
  test("cover, contents, notes, then a sheet for every table that has rows, all named apart", () => {
    expect(book.worksheets.map(({name}) => name)).toEqual([
      ...["封面", "目录", "说明", "绩效加分位次", "分项得分", "加分台账", "考核等次分布", "督查事项状态", "单位名录"],
      ...["计分规则", "条款理解", "字段说明"]
    ]);
  });

  test("one real table a sheet from the first column, its title in A1, nothing merged, no blank row or cell within", () => {
    for (const sheet of book.worksheets) {
      expect([sheet.name, (sheet.model as {merges?: string[]}).merges ?? []]).toEqual([sheet.name, []]);
      expect(sheet.getCell("A1").text.length).toBeGreaterThan(5);
      const tables = Object.keys(sheet.getTables());
      expect([sheet.name, tables.length]).toEqual([sheet.name, sheet.name === "封面" ? 0 : 1]);
      if (sheet.name === "封面") continue;
      const rows = table(sheet.name);
      expect([sheet.name, rows.length]).not.toEqual([sheet.name, 0]);
      for (const row of rows)
        expect([sheet.name, Object.values(row).filter(cell => cell === null || cell === "")]).toEqual([sheet.name, []]);
      for (let i = 1; i <= sheet.rowCount; i++)
        expect([sheet.name, i, sheet.getRow(i).getCell(1).text]).not.toEqual([sheet.name, i, ""]);
    }
  });

  test("no frozen pane, no filter button, no page header, no picture, no hidden row or sheet; the cursor in A1", () => {
    for (const sheet of book.worksheets) {
      expect(sheet.state).toBe("visible");
      expect(sheet.views[0]).toMatchObject({state: "normal", activeCell: "A1"});
      expect(Object.values(sheet.headerFooter ?? {}).filter(text => typeof text === "string")).toEqual([]);
      sheet.eachRow(row => expect(row.hidden ?? false).toBe(false));
    }
    const parts = Object.entries(unzipSync(bytes));
    expect(parts.filter(([name]) => /media|drawing|vba/i.test(name))).toEqual([]);
    const tables = parts.filter(([name]) => name.startsWith("xl/tables/")).map(([, part]) => strFromU8(part));
    expect(tables).toHaveLength(11);
    for (const xml of tables) expect(xml).not.toContain('hiddenButton="0"');
  });

  test("its properties say title, author, language and the data date", () => {
    const core = strFromU8(unzipSync(bytes)["docProps/core.xml"]!);
    expect(core).toContain("<dc:title>示例市2025年度人才工作考核数据（草案）</dc:title>");
    expect(core).toContain("<dc:creator>示例市委人才办</dc:creator>");
    expect(core).toContain("<dc:language>zh-CN</dc:language>");
    expect([...core.matchAll(/\d{4}-\d{2}-\d{2}T[^<]*/g)].map(([date]) => date)).toEqual(
      Array(2).fill("2025-12-31T00:00:00Z")
    );
  });

  test("a draft says so on every sheet", () => {
    for (const sheet of book.worksheets) {
      const lines = [1, 2, 3, 4].map(row => sheet.getCell(row, 1).text).join("\n");
      expect([sheet.name, lines.includes("草案，未经签批，不得公布")]).toEqual([sheet.name, true]);
    }
  });
});

describe("its cells", () => {
  test("tell confidential, missing, not applicable and zero apart", () => {
    const [shown, hidden, unknown] = table("考核等次分布") as [
      Record<string, unknown>,
      Record<string, unknown>,
      Record<string, unknown>
    ];
    expect([shown.应考, shown.优秀, shown.合格]).toEqual([12, 0, 12]);
    expect([hidden.年度, hidden.应考, hidden.优秀, hidden.不合格]).toEqual([2025, "[c]", "[c]", "[c]"]);
    expect([unknown.取值, unknown.名称, unknown.应考]).toEqual(["[x]", "未填", 7]);
    expect(table("督查事项状态")[0]).toMatchObject({办结时限: "[z]", 逾期天数: "[z]", 已作说明: "否"});
    expect(table("单位名录")[1]).toMatchObject({启用日期: "[z]"});
    const notes = new Map(table("说明").map(row => [row.编号或标记, String(row.说明)]));
    for (const mark of ["[c]", "[x]", "[z]", "0"]) expect(notes.get(mark)).toBeTruthy();
  });

  test("are numbers, dates and words, codes beside names; only the official reckoning of the year", () => {
    const ranking = table("绩效加分位次");
    expect(ranking).toHaveLength(5);
    expect(ranking[1]).toMatchObject({
      位次: 1,
      口径: "已签批",
      单位编码: "01",
      单位: "甲街道",
      人才引进: 1,
      合计: 4.6,
      并列: "否"
    });
    expect(book.getWorksheet("绩效加分位次")!.getColumn(8).values.length).toBeGreaterThan(5);
    const ledger = table("加分台账");
    expect(ledger.map(row => row.认定结果)).toEqual(["计分", "重复"]);
    expect(ledger[0]).toMatchObject({加分项目名称: "人才引进", 申报编号: "=1+1", 重复于: "[z]"});
    expect(ledger[0]!.发生日期).toEqual(new Date("2025-03-01T00:00:00Z"));
    expect(table("督查事项状态")[0]).toMatchObject({单位: "乙镇", 事项类别: "部署落实"});
    expect(table("考核等次分布")[0]).toMatchObject({维度: "所在单位", 取值: "01", 名称: "甲街道"});
  });
});

test("the contents lead to every sheet, and say which table is empty", () => {
  const rows = table("目录");
  const xml = strFromU8(unzipSync(bytes)["xl/worksheets/sheet2.xml"]!);
  const leads = [...xml.matchAll(/<hyperlink ref="B\d+" location="&apos;([^&]+)&apos;!A1"\/>/g)].map(
    ([, sheet]) => sheet
  );
  expect(leads).toEqual(book.worksheets.map(({name}) => name).slice(2));
  expect(rows.map(row => row.工作表)).toEqual(expect.arrayContaining(leads));
  expect(rows.find(row => row.工作表 === "总分位次")).toMatchObject({编号: "没有数据", 行数: 0});
  const titles = book.worksheets.map(sheet => sheet.getCell("A1").text);
  const ids = new Set(table("说明").map(row => `[${row.编号或标记}]`));
  const named = titles.flatMap(title => [...title.matchAll(/\[注\d+\]/g)].map(([note]) => note));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(note => !ids.has(note))).toEqual([]);
});

test("its XML is in the schema's order, and every name and number in it finds what it names", () => {
  expect(ooxmlFaults(bytes)).toEqual([]);
});

test("writing it twice gives the same bytes", async () => {
  await new Promise(resolve => setTimeout(resolve, 2100)); // zip times have a step of two seconds
  expect((await write("again.xlsx")).bytes).toEqual(bytes);
});

test("of the public tables it holds those alone, their marks in the cells", async () => {
  const signed = {signedOn: "2025-12-30", docNo: null, objectionsUntil: null};
  const city = await warehouse(smallCity(YEAR), {publish: {public: true, years: {[YEAR]: signed}}});
  await city.run("CREATE SCHEMA core; CREATE SCHEMA raw");
  await insert(city, "units", [{unit_id: "05", name: "戊开发区", kind: "开发区", sort_order: 1, group: "开发区"}]);
  const {db: open, entries} = await publicDatabase(city, {year: YEAR});
  const file = join(folder, "public.xlsx");
  const state = {state: "已签批" as const, signedOn: "2025-12-30", docNo: null, reasons: []};
  await writeDataWorkbook(open, {file, year: YEAR, state, issuer: "示例市委人才办", entries});
  const made = await read(file);
  expect(made.book.worksheets.map(({name}) => name)).toEqual([
    ...["封面", "目录", "说明", "绩效加分位次", "分项得分", "考核等次分布", "单位名录", "计分规则", "字段说明"]
  ]);
  // One unit in its group: no rank and no points, but the band it stands in.
  expect(table("绩效加分位次", made.book)[0]).toMatchObject({位次: "[c]", 合计: "[c]", 位次段起: 1, 位次段止: 1});
  expect(table("考核等次分布", made.book)[0]).toMatchObject({名称: "全市", 已备案: "[x]"});
  expect(ooxmlFaults(made.bytes)).toEqual([]);
  open.close();
  city.close();
});
