import {readFileSync} from "node:fs";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {unzipSync} from "fflate";
import {describe, expect, test} from "vitest";
import type {CellText} from "../../publish/formats/rows.ts";
import {columnName, dateSerial, SHEET_ROWS, type Sheet, writeSheets} from "../../publish/formats/sheet.ts";
import {writeFile} from "../../publish/sink.ts";
import {CELL_LIMIT, cellText, escapeXml} from "../../publish/xml.ts";
import {scratch} from "./fixture.ts";

const folder = scratch();
const PROPERTIES = {title: "标题", description: "说明", date: "2025-12-31"};

async function* blocks(rows: CellText[][], size = 2): AsyncGenerator<CellText[][]> {
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size);
}

async function write(name: string, sheets: readonly Sheet[]): Promise<ExcelJS.Workbook> {
  const file = join(folder, name);
  await writeFile(file, sink => writeSheets(sink, sheets, PROPERTIES));
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

describe("writeSheets(sink, sheets) writes text as text:", () => {
  const texts = [
    "=1+1",
    "＝1+1",
    "<script>&\"'",
    " 前后有空格 ",
    "两\n行",
    "\ttab",
    "_x0041_",
    "䶮𬭸",
    "😀",
    "0011",
    "370102194912310029",
    ""
  ];
  for (const text of texts) {
    test(JSON.stringify(text), async () => {
      const book = await write("text.xlsx", [
        {name: "表", table: "t", columns: [{name: "a", type: "text"}], rows: 1, blocks: blocks([[text]])}
      ]);
      const cell = book.worksheets[0]!.getCell("A2");
      expect(cell.formula).toBe(undefined);
      // exceljs does not undo the escape of an escape.
      expect(String(cell.value ?? "").replaceAll("_x005F_", "_")).toBe(text);
    });
  }

  test("what XML cannot hold is written as spreadsheet programs write it", () => {
    expect(escapeXml("a\u0000b\u000bc\rd\ufffee\ud800f")).toBe("a_x0000_b_x000B_c_x000D_d_xFFFE_e_xD800_f");
    expect(escapeXml("_x0041_ _y0041_ x0041_")).toBe("_x005F_x0041_ _y0041_ x0041_");
  });

  test("what a cell cannot hold is cut, and says so", () => {
    const cut = cellText("衡".repeat(CELL_LIMIT + 1));
    expect(cut.length).toBe(CELL_LIMIT);
    expect(cut.endsWith("…（已截断，全文见其他格式）")).toBe(true);
    expect(cellText("衡".repeat(CELL_LIMIT))).toBe("衡".repeat(CELL_LIMIT));
    expect(cellText("😀".repeat(CELL_LIMIT))).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });
});

test("a draft has its mark in the title and at the head of every printed page, what is signed has none", async () => {
  const sheet = (name: string, table: string): Sheet => ({
    ...{name, table, columns: [{name: "n", type: "integer"}], rows: 1},
    blocks: blocks([["1"]])
  });
  const heads = async (mark: string | null) => {
    const file = join(folder, "marked.xlsx");
    await writeFile(file, sink => writeSheets(sink, [sheet("甲", "a"), sheet("乙", "b")], {...PROPERTIES, mark}));
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(file);
    return [
      book.title,
      ...book.worksheets.map(sheet => (sheet.headerFooter as {oddHeader?: string} | null)?.oddHeader ?? null)
    ];
  };
  expect(await heads("草案")).toEqual(["标题（草案）", "&R草案，未经签批不得公布", "&R草案，未经签批不得公布"]);
  expect(await heads(null)).toEqual(["标题", null, null]);
});

test("a table longer than a sheet goes on in the next, each a real table", async () => {
  const file = join(folder, "long.xlsx");
  const rows = ["0", "1", "2", "3", "4", "5", "6"].map(n => [n]);
  const sheet: Sheet = {
    name: "长表",
    table: "t",
    columns: [{name: "n", type: "integer"}],
    rows: 7,
    blocks: blocks(rows)
  };
  await writeFile(file, sink =>
    writeSheets(sink, [sheet, {...sheet, name: "又一表", table: "u", rows: 1, blocks: blocks([["9"]])}], {
      ...PROPERTIES,
      limit: 3
    })
  );
  const parts = unzipSync(new Uint8Array(readFileSync(file)));
  const text = (name: string): string => new TextDecoder().decode(parts[name]);
  const names = [...text("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].map(match => match[1]);
  expect(names).toEqual(["长表", "长表2", "长表3", "又一表"]);
  const ranges = [1, 2, 3, 4].map(n =>
    /displayName="(\w+)" ref="([A-Z0-9:]+)"/.exec(text(`xl/tables/table${n}.xml`))!.slice(1)
  );
  expect(ranges).toEqual([
    ["t", "A1:A4"],
    ["t_2", "A1:A4"],
    ["t_3", "A1:A2"],
    ["u", "A1:A2"]
  ]);
  const values = [1, 2, 3, 4].map(n =>
    [...text(`xl/worksheets/sheet${n}.xml`).matchAll(/<v>(\d+)<\/v>/g)].map(m => m[1])
  );
  expect(values).toEqual([["0", "1", "2"], ["3", "4", "5"], ["6"], ["9"]]);
});

test("a sheet holds what the program holds less its header", () => {
  expect(SHEET_ROWS + 1).toBe(2 ** 20);
});

test("a wrong number of announced rows is a bug, not a broken file", async () => {
  const sheet: Sheet = {name: "表", table: "t", columns: [{name: "a", type: "text"}], rows: 3, blocks: blocks([["x"]])};
  await expect(writeFile(join(folder, "wrong.xlsx"), sink => writeSheets(sink, [sheet], PROPERTIES))).rejects.toThrow(
    "1 rows were written, 3 announced"
  );
});

test("columnName(i) counts as spreadsheets do", () => {
  expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnName)).toEqual([
    "A",
    "Z",
    "AA",
    "AZ",
    "BA",
    "ZZ",
    "AAA",
    "XFD"
  ]);
});

test("dateSerial(iso) is the 1900 serial from March 1900 on", () => {
  expect(dateSerial("1900-03-01")).toBe(61);
  expect(dateSerial("1900-02-28")).toBe(null);
  expect(dateSerial("2025-12-31")).toBe(46_022); // DATE(2025,12,31)
  expect(dateSerial("9999-12-31")).toBe(2_958_465);
});
