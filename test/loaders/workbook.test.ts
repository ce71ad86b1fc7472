import {describe, expect, test} from "vitest";
import {isDateFormat} from "../../loaders/formats.ts";
import {headerNames} from "../../loaders/header.ts";
import type {Cell} from "../../loaders/table.ts";
import {openWorkbookSource} from "../../loaders/workbookSource.ts";
import {type Book, bookParts, contractOf, packageOf, readParts, sheetXml} from "./support.ts";

type Grid = (string | undefined)[];

/** Row number and cells (kind and text) of the first sheet. */
async function grid(parts: Record<string, string>): Promise<Grid[]> {
  const {sheets} = await openWorkbookSource(packageOf(parts), {name: "", headers: new Set()});
  const rows: Grid[] = [];
  for await (const batch of sheets[0]!.rows) {
    for (const {row, cells} of batch) rows.push([String(row), ...Array.from(cells, shown)]);
  }
  return rows;
}

function shown(cell: string | Cell | undefined): string | undefined {
  return typeof cell === "object" ? `${cell.kind} ${cell.text}` : cell;
}

function book(xml: string, more: Omit<Book, "sheets"> = {}): Record<string, string> {
  return bookParts({sheets: [{name: "台账", xml}], ...more});
}

const row = (cells: string, r = ' r="1"'): string => `<sheetData><row${r}>${cells}</row></sheetData>`;

describe("a sheet's cells", () => {
  const cases: [title: string, xml: string, cells: Grid, more?: Omit<Book, "sheets">][] = [
    ["a shared string", '<c r="A1" t="s"><v>1</v></c>', ["text 乙"], {strings: "<si><t>甲</t></si><si><t>乙</t></si>"}],
    [
      "a shared string of several runs, without its reading",
      '<c r="A1" t="s"><v>0</v></c>',
      ["text 甲乙 镇"],
      {
        strings:
          '<si><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space="preserve">乙 镇</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si>'
      }
    ],
    ["an inline string", '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>', ["text 甲"]],
    [
      "an inline string of several runs",
      '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>',
      ["text 甲乙"]
    ],
    ["escapes", '<c r="A1" t="inlineStr"><is><t>甲_x000D_乙_x005F_x0041_</t></is></c>', ["text 甲\r乙_x0041_"]],
    ["CDATA and entities", '<c r="A1" t="str"><v><![CDATA[<甲>]]>&amp;乙</v></c>', ["text <甲>&乙"]],
    ["a number at 15 digits", '<c r="A1"><v>0.30000000000000004</v></c>', ["number 0.3"]],
    ["a number with an exponent", '<c r="A1"><v>1.5E-7</v></c>', ["number 0.00000015"]],
    ["a number beyond 15 digits", '<c r="A1"><v>370102199001011000</v></c>', ["number 3.70102199001011E+17"]],
    ["a boolean", '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>', ["boolean TRUE", "boolean FALSE"]],
    ["an error", '<c r="A1" t="e"><v>#REF!</v></c>', ["error #REF!"]],
    ["an ISO date", '<c r="A1" t="d"><v>2025-03-01T00:00:00</v></c>', ["date 2025-03-01T00:00:00"]],
    ["a formula with its value", '<c r="A1"><f>1+1</f><v>2</v></c>', ["number 2"]],
    ["a formula with its text", '<c r="A1" t="str"><f>B1</f><v>甲</v></c>', ["text 甲"]],
    ["a formula without a value", '<c r="A1"><f>1+1</f></c>', ["formula "]],
    ["a formula that was never calculated", '<c r="A1"><f>1+1</f><v></v></c>', ["formula "]],
    [
      "a formula that gives nothing",
      '<c r="A1" t="str"><f>IF(1,"")</f><v></v></c><c r="B1"><v>1</v></c>',
      [undefined, "number 1"]
    ],
    ["a shared formula's follower", '<c r="A1"><f t="shared" si="0"/><v>3</v></c>', ["number 3"]],
    ["cells without a place", "<c><v>1</v></c><c/><c><v>3</v></c>", ["number 1", undefined, "number 3"]],
    ["cells in any order", '<c r="C1"><v>3</v></c><c r="A1"><v>1</v></c>', ["number 1", undefined, "number 3"]],
    ["text where a number should be", '<c r="A1"><v>甲</v></c>', ["text 甲"]]
  ];
  test.each(cases)("%s", async (_, xml, cells, more = {}) => {
    expect(await grid(book(row(xml), more))).toEqual([["1", ...cells]]);
  });

  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="0.00_);[Red]\\(0.00\\)"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>';
  test("are dates where the number format says so", async () => {
    const xml = row(
      '<c s="0"><v>45717</v></c><c s="1"><v>45717</v></c><c s="2"><v>45717</v></c><c s="3"><v>5</v></c><c s="4"><v>45717.5</v></c>'
    );
    expect(await grid(book(xml, {styles}))).toEqual([
      ["1", "number 45717", "date 2025-03-01", "date 2025-03-01", "number 5", "date 2025-03-01T12:00:00"]
    ]);
  });
  test("are dates of the 1904 system where the workbook says so", async () => {
    const xml = row('<c s="1"><v>44255</v></c>');
    expect(await grid(book(xml, {styles, date1904: true}))).toEqual([["1", "date 2025-03-01"]]);
  });
  test("are no date on the day that never was", async () => {
    expect(await grid(book(row('<c s="1"><v>60</v></c>'), {styles}))).toEqual([["1", "number 60"]]);
  });
});

describe("isDateFormat(id, code)", () => {
  test.each([
    [14, undefined, true],
    [0, undefined, false],
    [57, undefined, true],
    [176, "yyyy-mm-dd", true],
    [176, "[$-804]yyyy年m月d日;@", true],
    [176, "[h]:mm", true],
    [176, "General", false],
    [176, '0.0"days"', false],
    [176, "#,##0.00_ ;[Red]\\-#,##0.00\\ ", false],
    [176, "0.00E+00", false],
    [176, "@", false],
    [14, "0.00", false]
  ])("%s %s → %s", (id, code, expected) => {
    expect(isDateFormat(id, code)).toBe(expected);
  });
});

describe("a sheet's rows", () => {
  test("are those with a value: styled empties and the rows after the last value do not exist", async () => {
    const xml =
      '<sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="4"><c r="A4" s="1"/></row><row r="7"><c r="B7"><v>2</v></c></row><row r="9" ht="20"/></sheetData>';
    expect(await grid(book(xml))).toEqual([
      ["2", "number 1"],
      ["7", undefined, "number 2"]
    ]);
  });
  test("count on where they have no number", async () => {
    expect(
      await grid(book("<sheetData><row><c><v>1</v></c></row><row/><row><c><v>2</v></c></row></sheetData>"))
    ).toEqual([
      ["1", "number 1"],
      ["3", "number 2"]
    ]);
  });
  test("are read from prefixed XML, absolute part names and other cases", async () => {
    const parts = book("");
    parts["xl/worksheets/sheet1.xml"] =
      '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"]!.replace(
      "worksheets/sheet1.xml",
      "/XL/Worksheets/Sheet1.xml"
    );
    expect(await grid(parts)).toEqual([["1", "text 甲"]]);
  });
  test("are read from XML in UTF-16", async () => {
    const parts = book(row("<c><v>1</v></c>"));
    expect(await grid(parts)).toEqual([["1", "number 1"]]);
  });
});

describe("a broken workbook", () => {
  const cases: [title: string, parts: Record<string, string>, code: string][] = [
    ["entities that multiply", book(row("<c><v>1</v></c>")), "unreadable_workbook"],
    ["XML that breaks off", book("<sheetData><row><c>"), "unreadable_workbook"],
    ["a string that is not there", book(row('<c t="s"><v>7</v></c>')), "unreadable_workbook"],
    [
      "rows that go back",
      book('<sheetData><row r="2"><c><v>1</v></c></row><row r="1"/></sheetData>'),
      "unreadable_workbook"
    ],
    ["a place filled twice", book(row('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>')), "unreadable_workbook"],
    ["a row beyond the last", book('<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>'), "too_large"],
    ["a column beyond the last", book(row('<c r="XFE1"><v>1</v></c>')), "too_large"],
    ["a cell of a million characters", book(row(`<c t="str"><v>${"长".repeat(1_100_000)}</v></c>`)), "too_large"]
  ];
  cases[0]![1]["xl/worksheets/sheet1.xml"] =
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
  test.each(cases)("is refused for %s", async (_, parts, code) => {
    await expect(grid(parts)).rejects.toMatchObject({code});
  });

  test("that has a cell in its farthest corner is read", async () => {
    const rows = await grid(book('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'));
    expect(rows.map(([number, ...cells]) => [number, cells.length, cells.at(-1)])).toEqual([
      ["1048576", 16_384, "number 1"]
    ]);
  });
  test("that claims to have merged everything is read", async () => {
    const xml = `${sheetXml([
      ["申报编号", "申报单位", "加分项目", "发生日期"],
      ["S-1", "甲镇", "R5", "2025-01-01"]
    ])}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`;
    const {accounting, issues} = await readParts(book(xml), "claims");
    expect(accounting).toMatchObject({rows: 2, accepted: 1});
    expect(issues).toEqual([]);
  });
});

describe("openWorkbookSource(parts, options)", () => {
  const table = sheetXml([
    ["申报编号", "申报单位"],
    ["S-1", "甲镇"]
  ]);
  const sheets = [
    {name: "填写说明", xml: table},
    {name: "台账", xml: table},
    {name: "旧台账", xml: table, state: "hidden"},
    {name: "更旧的", xml: table, state: "veryHidden"},
    {name: "Sheet2", xml: "<sheetData/>"},
    {name: "台账 2", xml: table}
  ];
  const open = (parts: Record<string, string>, wanted: readonly string[] | null = null) =>
    openWorkbookSource(packageOf(parts), {name: "", headers: headerNames(contractOf("claims")), sheets: wanted});

  test("reads every visible sheet but those that explain, and says which it left out", async () => {
    const source = await open(bookParts({sheets}));
    expect(source.sheets.map(({name}) => name)).toEqual(["台账", "台账 2"]);
    expect(source.skipped).toEqual([
      {name: "填写说明", reason: "说明类工作表"},
      {name: "旧台账", reason: "隐藏的工作表"},
      {name: "更旧的", reason: "隐藏的工作表"},
      {name: "Sheet2", reason: "空白工作表"}
    ]);
  });
  test("reads the sheets that the configuration names, be they hidden", async () => {
    const source = await open(bookParts({sheets}), ["旧台账"]);
    expect(source.sheets.map(({name}) => name)).toEqual(["旧台账"]);
    expect(source.issues).toEqual([]);
  });
  test("says when none of the named sheets is there", async () => {
    const source = await open(bookParts({sheets}), ["新台账"]);
    expect(source.sheets).toEqual([]);
    expect(source.issues.map(({code, row}) => [code, row])).toEqual([["no_header", null]]);
  });
  test("says when all that could be read is hidden", async () => {
    const source = await open(bookParts({sheets: [sheets[0]!, sheets[2]!]}));
    expect(source.sheets).toEqual([]);
    expect(source.issues.map(({code, row}) => [code, row])).toEqual([["no_header", null]]);
    expect(source.issues[0]!.message).toContain("“填写说明”、“旧台账”是隐藏的或只作说明");
  });
  test("gives one sheet for a workbook without any value, so that the file is accounted for", async () => {
    const source = await open(
      bookParts({
        sheets: [
          {name: "甲", xml: ""},
          {name: "乙", xml: ""}
        ]
      })
    );
    expect(source.sheets.map(({name}) => name)).toEqual(["甲"]);
  });
  test("leaves a sheet that is a chart", async () => {
    const parts = bookParts({sheets: sheets.slice(0, 2)});
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"]!.replace(
      "relationships/worksheet",
      "relationships/chartsheet"
    );
    expect((await open(parts)).skipped).toEqual([{name: "填写说明", reason: "不是表格（图表等）"}]);
  });
});
