import {readFileSync} from "node:fs";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {strFromU8, unzipSync} from "fflate";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Database} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {writeRankingWorkbook} from "../../publish/book/workbook.ts";
import {signed2024, smallCity} from "./city.ts";
import {insert, scratch, warehouse} from "./fixture.ts";

let db: Database;
let book: ExcelJS.Workbook;
let parts: Record<string, Uint8Array>;
const folder = scratch();

beforeAll(async () => {
  db = await warehouse(smallCity());
  const file = join(folder, "draft.xlsx");
  const exported = await writeRankingWorkbook(db, {file, year: 2025});
  expect(exported).toMatchObject({path: "draft.xlsx", table: "bonus_ranking", format: "workbook", rows: 5});
  book = await read(file);
  parts = unzipSync(new Uint8Array(readFileSync(file)));
});
afterAll(() => db.close());

test("has a cover, a sheet per group, the ledger, the rules, the readings and the dictionary", () => {
  expect(book.worksheets.map(({name}) => name)).toEqual([
    "封面",
    "镇（街道）",
    "开发区",
    "加分台账",
    "计分规则",
    "条款理解",
    "数据字典"
  ]);
});

describe("the cover", () => {
  const cover = (): Map<string, string> => {
    const sheet = book.getWorksheet("封面")!;
    return new Map(
      Array.from({length: sheet.rowCount}, (_, i) => [sheet.getCell(i + 1, 1).text, sheet.getCell(i + 1, 2).text])
    );
  };

  test("says whose result it is, of when, in which state and on what ground", () => {
    expect([...cover().keys()][0]).toBe("示例市2025年度人才工作绩效加分位次");
    expect(cover().get("城市")).toBe("示例市");
    expect(cover().get("年度")).toBe("2025年度");
    expect(cover().get("数据截至")).toBe("2025年12月31日");
    expect(cover().get("状态")).toBe("草案");
    expect(cover().get("草案原因")).toBe("2025年度结果尚未签批。");
    expect(cover().get("依据文号")).toBe("海人才发〔2021〕2号");
    expect(cover().get("位次规则")).toContain("（1、2、2、4）");
    expect(cover().get("说明")).toContain("不是年度考核总分的位次");
  });
});

describe("a group's sheet", () => {
  const values = (sheet: string): unknown[][] => {
    const found = book.getWorksheet(sheet)!;
    return Array.from({length: found.rowCount}, (_, i) => (found.getRow(i + 1).values as unknown[]).slice(1));
  };

  test("has title, note, then one real table with the rules of the policy", () => {
    const [title, note, head] = values("镇（街道）");
    expect(title![0]).toBe("示例市2025年度人才工作绩效加分位次：镇（街道）");
    expect(note![0]).toContain("草案；数据截至2025年12月31日；共4个单位；单位：分。");
    expect(head).toEqual([
      "位次",
      "单位",
      "①人才引进",
      "②本地培养",
      "③会议活动",
      "④媒体宣传",
      "⑤服务发展",
      "合计",
      "封顶扣减",
      "上年位次",
      "位次变化",
      "位次区间"
    ]);
    expect(strFromU8(parts["xl/tables/table1.xml"]!)).toContain('ref="A3:L7"');
  });

  test("has the units in the published order, ties with equal ranks, missing as a dash", () => {
    expect(values("镇（街道）").slice(3, 7)).toEqual([
      [1, "甲街道", 1, 0.6, 0.4, 2, 0.6, 4.6, 1.2, 2, "↑1", "1"],
      [2, "乙镇", 0.5, 0, 0.1, 0.2, 0, 0.8, 0, 1, "↓1", "2～4"],
      [2, "丙镇", 0.5, 0, 0.1, 0.2, 0, 0.8, 0, 3, "↑1", "2～4"],
      [4, "丁镇", 0, 0, 0, 0, 0, 0, 0, "—", "新", "—"]
    ]);
  });

  test("shows points with one decimal and prints on A4 landscape with repeated heads", () => {
    const sheet = book.getWorksheet("镇（街道）")!;
    expect(sheet.getCell("C4").numFmt).toBe("0.0");
    expect(sheet.pageSetup).toMatchObject({paperSize: 9, orientation: "landscape", fitToWidth: 1, fitToHeight: 0});
    expect(sheet.pageSetup.printTitlesRow).toBe("3:3");
    expect(sheet.headerFooter.oddFooter).toContain("第 &P 页，共 &N 页");
    expect(sheet.headerFooter.oddHeader).toContain("草案");
    expect(sheet.views[0]).toMatchObject({state: "frozen", xSplit: 2, ySplit: 3});
  });
});

describe("the ledger", () => {
  test("has the year's signed claims in words, with clause and source, text never a formula", () => {
    const sheet = book.getWorksheet("加分台账")!;
    expect((sheet.getRow(4).values as unknown[]).slice(1)).toEqual([
      "甲街道",
      "人才引进",
      "激励奖励制度 二（二）1",
      "=1+1",
      new Date("2025-03-01T00:00:00Z"),
      1,
      0.5,
      0.5,
      1,
      0.5,
      "计分",
      "—",
      "",
      "claims/2025.xlsx“台账”第7行"
    ]);
    expect(sheet.getCell("D4").type).toBe(ExcelJS.ValueType.String);
    expect(sheet.getCell("K5").value).toBe("重复");
    expect(sheet.getCell("L5").value).toBe("=1+1");
    expect(sheet.rowCount).toBe(5);
    expect(Object.keys(parts).filter(name => strFromU8(parts[name]!).includes("<f>"))).toEqual([]);
  });
});

test("the readings say which was chosen and by whom", () => {
  const sheet = book.getWorksheet("条款理解")!;
  expect((sheet.getRow(4).values as unknown[]).slice(1)).toEqual([
    "激励奖励制度 二（二）1",
    "正高级是否属于“副高级”",
    "副高级及以上",
    "采用",
    "默认",
    "市委人才办",
    "2025-01-10"
  ]);
});

test("its properties carry the data date and no other", () => {
  const core = strFromU8(parts["docProps/core.xml"]!);
  expect([...core.matchAll(/\d{4}-\d{2}-\d{2}T[^<]*/g)].map(match => match[0])).toEqual([
    "2025-12-31T00:00:00Z",
    "2025-12-31T00:00:00Z"
  ]);
  expect(core).toContain("示例市2025年度人才工作绩效加分位次（草案）");
});

test("a signed year carries its papers and no draft mark", async () => {
  const signed = await warehouse(smallCity(2024), signed2024);
  const file = join(folder, "signed.xlsx");
  await writeRankingWorkbook(signed, {file, year: 2024});
  const read2024 = await read(file);
  const cover = read2024.getWorksheet("封面")!;
  const text = Array.from({length: cover.rowCount}, (_, i) => cover.getCell(i + 1, 2).text).join("\n");
  expect(text).toContain("已签批\n2025年1月20日\n〔2025〕3号\n2025年1月27日");
  for (const sheet of read2024.worksheets) {
    expect(sheet.headerFooter.oddHeader).not.toContain("草案");
    expect(sheet.headerFooter.oddFooter).not.toContain("草案");
  }
  signed.close();
});

test("imported base scores add a ranking by total and change the title", async () => {
  const based = await warehouse(smallCity());
  await insert(based, "total_ranking", [
    {
      year: 2025,
      group: "镇（街道）",
      rank: 1,
      tied: false,
      unit_id: "01",
      unit_name: "甲街道",
      base: 95_250,
      bonus: 4600,
      total: 99_850
    },
    {
      year: 2025,
      group: "镇（街道）",
      rank: null,
      tied: false,
      unit_id: "04",
      unit_name: "丁镇",
      base: null,
      bonus: 0,
      total: null
    }
  ]);
  const file = join(folder, "based.xlsx");
  await writeRankingWorkbook(based, {file, year: 2025});
  const sheet = (await read(file)).getWorksheet("总分 镇（街道）")!;
  expect((sheet.getRow(4).values as unknown[]).slice(1)).toEqual([1, "甲街道", 95.25, 4.6, 99.85]);
  expect((sheet.getRow(5).values as unknown[]).slice(1)).toEqual(["—", "丁镇", "—", 0, "—"]);
  expect(sheet.getCell("C4").numFmt).toBe("0.00");
  expect((await read(file)).getWorksheet("封面")!.getCell("A1").text).toBe("示例市2025年度人才工作考核位次");
  based.close();
});

test("a year without a ranking is a UserError that names it", async () => {
  const error = await writeRankingWorkbook(db, {file: join(folder, "none.xlsx"), year: 2019}).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toContain("2019年度");
});

test("writing it twice gives the same bytes", async () => {
  const [first, second] = ["one.xlsx", "two.xlsx"].map(name => join(folder, name));
  const a = await writeRankingWorkbook(db, {file: first!, year: 2025});
  await new Promise(resolve => setTimeout(resolve, 2100)); // zip times have a step of two seconds
  const b = await writeRankingWorkbook(db, {file: second!, year: 2025});
  expect(a.sha256).toBe(b.sha256);
});

async function read(file: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}
