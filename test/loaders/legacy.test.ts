import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import * as SheetJs from "@e965/xlsx";
import {afterAll, describe, expect, test} from "vitest";
import {headerNames} from "../../loaders/header.ts";
import {openSource} from "../../loaders/source.ts";
import type {Source, SourceCell} from "../../loaders/table.ts";
import {bookParts, contractOf, gb18030, sheetXml, utf16, zipped} from "./support.ts";
import {loadWorkspace, makeWorkspace} from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "hengcai-legacy-"));
afterAll(() => rmSync(folder, {recursive: true}));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
let files = 0;

async function open(content: Uint8Array): Promise<Source> {
  const path = join(folder, `${files++}.xls`);
  writeFileSync(path, content);
  return openSource(path, {name: path, headers: headerNames(contractOf("claims"))});
}

/** The cells of every sheet as `row: kind text, …`; bare text has no kind. */
async function cellsOf(source: Source): Promise<Record<string, string[]>> {
  expect(source.issues).toEqual([]);
  const sheets: Record<string, string[]> = {};
  for (const sheet of source.sheets) {
    const rows: string[] = [];
    for await (const batch of sheet.rows) {
      for (const {row, cells} of batch) rows.push(`${row}: ${Array.from(cells, shown).join(", ")}`);
    }
    sheets[sheet.name] = rows;
  }
  return sheets;
}

function shown(cell: SourceCell): string {
  return cell === undefined ? "" : typeof cell === "string" ? cell : `${cell.kind} ${cell.text}`;
}

const HEADER = ["申报编号", "申报单位", "加分项目", "发生日期", "申报分值"];
const ROWS = [
  ["0011", "东山镇人民政府", "R5", "2025-03-01", "0.5"],
  ["1-2", "西河街道办事处", "R5", "2025年3月2日", "1.25"],
  ["110101200001010", "西河街道办事处", "R5", "2025-12-31", "3"]
];
const TABLE = [HEADER, ...ROWS];

function biff(bookType: "biff8" | "biff5", rows: unknown[][] = TABLE): Uint8Array {
  const book = SheetJs.utils.book_new();
  SheetJs.utils.book_append_sheet(book, SheetJs.utils.aoa_to_sheet(rows), "台账");
  return new Uint8Array(SheetJs.write(book, {type: "array", bookType}));
}

/** Written before anything is read: the writer takes its number formats from where reading sets its own. */
const SHARE = biff("biff8", [[{t: "n", v: 0.125, z: "0.00%"}]]);

function html(head: string, rows: readonly (readonly string[])[] = TABLE): string {
  const lines = rows.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join("")}</tr>`);
  return `<html><head>${head}</head><body><table border=1>${lines.join("\n")}</table></body></html>`;
}

function xml(body: string, {encoding = "UTF-8", before = ""} = {}): string {
  return `<?xml version="1.0" encoding="${encoding}"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:x" xmlns:html="urn:h">${before}${body}</Workbook>`;
}

const xmlRows = TABLE.map(
  row => `<Row>${row.map(cell => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join("")}</Row>`
).join("");
const xmlSheet = (rows: string, name = "台账"): string =>
  `<Worksheet ss:Name="${name}"><Table>${rows}</Table></Worksheet>`;
const META = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">';

describe("the same table loads to the same rows whatever it is saved as", () => {
  const forms: [name: string, content: Uint8Array, encoding: string][] = [
    ["xlsx", zipped(bookParts({sheets: [{name: "台账", xml: sheetXml(TABLE)}]})), "XLSX"],
    ["xls of Excel 97", biff("biff8"), "XLS"],
    ["xls of Excel 95", biff5(TABLE), "XLS"],
    ["XML 2003", bytes(xml(xmlSheet(xmlRows))), "XML"],
    ["HTML in GB2312", gb18030(html(META)), "HTML（GB18030）"],
    ["TSV", gb18030(TABLE.map(row => row.join("\t")).join("\r\n")), "GB18030"]
  ];
  test.each(forms)("%s", async (_, content, encoding) => {
    const workspace = makeWorkspace({"claims/a.xls": content});
    const loaded = await loadWorkspace(workspace);
    expect(await loaded.issues("severity = 'error'")).toEqual([]);
    const rows = await loaded.query(`
      SELECT claim_id, unit, rule, CAST(event_on AS VARCHAR) AS event_on, claimed_points
      FROM core.claims
      ORDER BY claim_id
    `);
    expect(rows.map(row => JSON.stringify(Object.values(row)))).toEqual([
      '["0011","U1","R5","2025-03-01",500]',
      '["1-2","U2","R5","2025-03-02",1250]',
      '["110101200001010","U2","R5","2025-12-31",3000]'
    ]);
    const [report] = await loaded.query<{encoding: string; accepted: number}>(
      "SELECT encoding, CAST(accepted AS INTEGER) AS accepted FROM quality.load_report WHERE dataset = 'claims'"
    );
    expect(report).toEqual({encoding, accepted: 3});
  });
});

/** The records of a workbook of Excel 5, its texts in GBK. */
function biff5(rows: readonly (readonly string[])[], {codepage = 1252, password = false} = {}): Uint8Array {
  const start = [
    ...record(0x809, [...u16(0x500), ...u16(5), 0, 0, 0, 0]),
    ...record(0x42, u16(codepage)),
    ...(password ? record(0x2f, [1, 2, 3, 4]) : [])
  ];
  const name = [...gb18030("台账")];
  const at = start.length + 4 + 7 + name.length + 4;
  const cells = rows.flatMap((row, r) =>
    row.flatMap((text, c) => {
      const letters = [...gb18030(text)];
      return record(0x204, [...u16(r), ...u16(c), 0, 0, ...u16(letters.length), ...letters]);
    })
  );
  return Uint8Array.from([
    ...start,
    ...record(0x85, [...u16(at), 0, 0, 0, 0, name.length, ...name]),
    ...record(0x0a, []),
    ...record(0x809, [...u16(0x500), ...u16(0x10), 0, 0, 0, 0]),
    ...cells,
    ...record(0x0a, [])
  ]);
}

function record(type: number, body: readonly number[]): number[] {
  return [...u16(type), ...u16(body.length), ...body];
}

function u16(value: number): number[] {
  return [value & 255, value >> 8];
}

describe("old workbooks", () => {
  test("dates are told by their number format; numbers, booleans, errors and line ends stay what they are", async () => {
    const rows = [
      [{t: "n", v: 45717, z: "yyyy-mm-dd"}, {t: "n", v: 45717.5, z: 'yyyy"年"m"月"d"日"'}, 45717],
      [0.1 + 0.2, true, {t: "e", v: 0x2a}],
      ["0011", "甲\r\n乙", "110101199003071233"]
    ];
    expect(await cellsOf(await open(biff("biff8", rows)))).toEqual({
      台账: [
        "1: date 2025-03-01, date 2025-03-01T12:00:00, number 45717",
        "2: number 0.3, boolean TRUE, error #N/A",
        "3: text 0011, text 甲\r\n乙, text 110101199003071233"
      ]
    });
  });

  test("number formats of one workbook do not reach the next", async () => {
    await open(biff("biff8", [[{t: "n", v: 1, z: "yyyy-mm-dd"}]]));
    expect(await cellsOf(await open(biff("biff8", [[{t: "n", v: 45717, z: "0.00"}]])))).toEqual({
      台账: ["1: number 45717"]
    });
  });

  test.each(["xls", "html"])("LibreOffice's .%s: hidden and explaining sheets are skipped, merges kept", async end => {
    const source = await open(new Uint8Array(readFileSync(new URL(`files/libreoffice.${end}`, import.meta.url))));
    expect(source.skipped.map(({name}) => name)).toContain("填写说明");
    const {台账: rows} = await cellsOf(source);
    const text = (rows ?? []).map(row => row.replace(/(?:text|date|number) /g, ""));
    expect(Object.keys(await cellsOf(source))).toEqual(["台账"]);
    // In HTML LibreOffice keeps no truth values, only the number behind them.
    const yes = end === "xls" ? "boolean TRUE" : "1";
    expect(text.slice(2)).toEqual([
      `3: 0011, 东山镇人民政府, R5, 2025-03-01, 0.5, ${yes}`,
      "4: 1-2, 西河街道办事处, R5, 2025年3月2日, 1.25, 否"
    ]);
    expect(source.sheets[0]!.merges).toEqual(["A1:F1"]);
  });

  test.each([936, 1252])("GBK texts under code page %i", async codepage => {
    expect(await cellsOf(await open(biff5([["乙镇"]], {codepage})))).toEqual({台账: ["1: text 乙镇"]});
  });

  test("a bare sheet without a workbook around it, as old programs write it", async () => {
    const letters = [...gb18030("申报编号")];
    const content = Uint8Array.from([
      ...record(0x809, [0, 0, 0x10, 0, 0, 0, 0, 0]),
      ...record(0x204, [0, 0, 0, 0, 0, 0, ...u16(letters.length), ...letters]),
      ...record(0x0a, [])
    ]);
    expect(await cellsOf(await open(content))).toEqual({Sheet1: ["1: text 申报编号"]});
  });

  describe("a formula of an empty text", () => {
    const opening = record(0x809, [0, 5, 0x10, 0, 0, 0, 0, 0]);
    const empty = (flags: number): number[] =>
      record(0x06, [0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0xff, 0xff, flags, 0, 0, 0, 0, 0, 3, 0, 0x1e, 1, 0]);
    const number = record(0x203, [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x1c, 0x40]);
    const stream = (...records: readonly number[][]): Uint8Array =>
      Uint8Array.from([...opening, ...records.flat(), ...record(0x0a, [])]);

    // Excel sets no flag, OpenOffice (2, to be computed on opening) and Gnumeric (3) set theirs on every formula.
    test.each([0, 2, 3])("is an empty cell, whatever its flags (%i)", async flags => {
      expect(await cellsOf(await open(stream(empty(flags), number)))).toEqual({Sheet1: ["1: , number 7"]});
    });

    test("is one without a value where the library wrote it that computes none", async () => {
      const owner = record(0x5c, [...bytes("None".padEnd(112))]);
      expect(await cellsOf(await open(stream(owner, empty(0), number)))).toEqual({Sheet1: ["1: formula , number 7"]});
    });

    test("is an empty cell where another has a name like that library's", async () => {
      const owner = record(0x5c, [...bytes("Nonesuch".padEnd(112))]);
      expect(await cellsOf(await open(stream(owner, empty(2), number)))).toEqual({Sheet1: ["1: , number 7"]});
    });
  });

  test("a formula whose text does not follow is a formula without a value", async () => {
    const formula = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 3, 0, 0x1e, 1, 0];
    const content = Uint8Array.from([
      ...record(0x809, [0, 5, 0x10, 0, 0, 0, 0, 0]),
      ...record(0x06, formula),
      ...record(0x0a, [])
    ]);
    expect(await cellsOf(await open(content))).toEqual({Sheet1: ["1: formula "]});
  });

  const whole = biff("biff8");
  const refused: [title: string, content: Uint8Array, code: string, words: string][] = [
    ["a password", biff5(TABLE, {password: true}), "encrypted_workbook", "去掉密码"],
    ["Excel 4", Uint8Array.of(9, 4, 6, 0, 0, 0, 0x10, 0, 0, 0), "unsupported_file", "另存为"],
    ["a stream that breaks off", biff5(TABLE).subarray(0, -4), "unreadable_workbook", "内容不完整"],
    ["a container that breaks off", whole.subarray(0, 2048), "unreadable_workbook", "已损坏"],
    ["too many bytes", new Uint8Array(49 << 20).fill(0).map((_, i) => whole[i] ?? 0), "too_large", "48 MB"]
  ];
  test.each(refused)("refused: %s", async (_, content, code, words) => {
    const {issues, sheets} = await open(content);
    expect(sheets).toEqual([]);
    expect(issues.map(issue => issue.code)).toEqual([code]);
    expect(issues[0]!.message).toContain(words);
  });

  test("cut anywhere, a workbook is refused or gives every cell", async () => {
    const all = await cellsOf(await open(whole));
    for (let length = 512; length < whole.length; length += 97) {
      const source = await open(whole.subarray(0, length));
      if (source.issues.length) expect(source.issues[0]!.code).toBe("unreadable_workbook");
      else expect(await cellsOf(source)).toEqual(all);
    }
  });
});

describe("HTML named .xls", () => {
  const cases: [title: string, page: string, rows: string[]][] = [
    [
      "text stays as written: leading zeros, long numbers, what looks like a date",
      html("", [["0011", "110101199003071233", "1-2", "3.0", "TRUE"]]),
      ["1: 0011, 110101199003071233, 1-2, 3.0, TRUE"]
    ],
    [
      "line breaks, entities by name and number, no-break spaces, comments",
      "<table><tr><td>甲<br>乙</td><td>A&amp;B&#20013;&ldquo;x&rdquo;</td><td>&nbsp;</td><td><!-- <td>x</td> -->尾</td></tr></table>",
      ["1: 甲\n乙, A&B中“x”, , 尾"]
    ],
    [
      "what Excel and SheetJS write of values",
      '<table><tr><td x:num="45717" style="mso-number-format:\'yyyy\\-mm\\-dd\'">3月1日</td><td x:num>1,234.50</td><td x:str>0011</td><td style=\'mso-number-format:"\\@"\'>110101200001010000</td><td x:num>110101199003071233</td><td x:err="#N/A">#N/A</td><td x:fmla="=A1"></td><td data-t="n" data-v="7">7.00</td></tr></table>',
      [
        "1: date 2025-03-01, number 1234.5, text 0011, text 110101200001010000, 110101199003071233, error #N/A, formula , number 7"
      ]
    ],
    [
      "formats of classes",
      '<style><!-- .d {mso-number-format:"Short Date";} .t {mso-number-format:"\\@";} --></style><table><tr><td class=d x:num="45717">1</td><td class="x t">001</td></tr></table>',
      ["1: date 2025-03-01, text 001"]
    ],
    [
      "spans, head and foot, cells never closed",
      "<table><thead><tr><th colspan=2>甲<th>乙</thead><tbody><tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</tbody></table>",
      ["1: 甲, , 乙", "2: 1, 2, 3", "3: , 4, 5"]
    ],
    [
      "tables one below the other, with the text between",
      "<h2>台账</h2><table><tr><td>甲</table><p>其一</p><table><tr><td>乙</table>",
      ["1: 台账", "2: 甲", "3: 其一", "4: 乙"]
    ],
    [
      "a table within the one cell of another",
      "<table><tr><td>题<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table></td></tr></table>",
      ["1: 题", "2: a, b", "3: c, d"]
    ]
  ];
  test.each(cases)("%s", async (_, page, rows) => {
    expect(Object.values(await cellsOf(await open(bytes(page))))).toEqual([rows]);
  });

  test("spans are merges", async () => {
    const source = await open(bytes("<table><tr><td colspan=2>甲<tr><td rowspan=9>乙<td>1<tr><td>2</table>"));
    await cellsOf(source);
    expect(source.sheets[0]!.merges).toEqual(["A1:B1", "A2:A3"]);
  });

  const encodings: [title: string, content: Uint8Array, encoding: string][] = [
    ["as it says: gb2312", gb18030(html(META)), "HTML（GB18030）"],
    ["UTF-8 that calls itself gb2312", bytes(html(META)), "HTML（UTF-8）"],
    ["GBK that says nothing", gb18030(html("")), "HTML（GB18030）"],
    ["GBK that calls itself Latin", gb18030(html('<meta charset="iso-8859-1">')), "HTML（GB18030）"],
    ["UTF-16 with a mark", utf16(html("")), "HTML（UTF-16LE）"],
    ["UTF-16 without a mark", utf16(html(""), {bom: false}), "HTML（UTF-16LE）"]
  ];
  test.each(encodings)("its encoding: %s", async (_, content, encoding) => {
    const source = await open(content);
    expect(source.encoding).toBe(encoding);
    expect(Object.values(await cellsOf(source))[0]![1]).toBe(`2: ${ROWS[0]!.join(", ")}`);
  });

  test("a table in one cell of a row of data is refused, and so is a page without tables", async () => {
    const nested = await open(bytes("<table><tr><td>S-1<td><table><tr><td>x</table></table>"));
    expect(nested.issues.map(({code}) => code)).toEqual(["many_tables"]);
    const none = await open(bytes("<html><p>登录</p></html>"));
    expect(none.issues.map(({code}) => code)).toEqual(["unsupported_file"]);
  });
});

describe("XML 2003", () => {
  test("types, styles, gaps, merges, comments and hidden sheets", async () => {
    const before =
      '<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="e" ss:Parent="d"/><Style ss:ID="n"><NumberFormat ss:Format="Standard"/></Style></Styles>';
    const rows =
      '<Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">甲</Data><Comment><Data>批注</Data></Comment></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>' +
      '<Row><Cell><Data ss:Type="DateTime">2025-03-01T00:00:00.000</Data></Cell><Cell ss:StyleID="e"><Data ss:Type="Number">45717</Data></Cell><Cell ss:StyleID="n"><Data ss:Type="Number">45717</Data></Cell><Cell ss:Formula="=A1"/><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><ss:Data ss:Type="String"><html:B>粗</html:B>体&#10;二</ss:Data></Cell></Row>';
    const hidden = `<Worksheet ss:Name="藏"><Table>${xmlRows}</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>`;
    const source = await open(bytes(xml(xmlSheet(rows) + hidden + xmlSheet(xmlRows, "说明"), {before})));
    expect(await cellsOf(source)).toEqual({
      台账: [
        "2: , text 甲, , boolean TRUE",
        "3: date 2025-03-01, date 2025-03-01, number 45717, formula , error #N/A, text 粗体\n二"
      ]
    });
    expect(source.sheets[0]!.merges).toEqual(["B2:C2"]);
    expect(source.skipped).toEqual([
      {name: "藏", reason: "隐藏的工作表"},
      {name: "说明", reason: "说明类工作表"}
    ]);
  });

  test("a number that is shown as a percentage says so, as in every other kind of file", async () => {
    const before = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>';
    const row = '<Row><Cell ss:StyleID="p"><Data ss:Type="Number">0.125</Data></Cell></Row>';
    const page = "<table><tr><td x:num=0.125 style='mso-number-format:\"0.0%\"'>12.5%</td></tr></table>";
    for (const content of [bytes(xml(xmlSheet(row), {before})), bytes(page), SHARE]) {
      const source = await open(content);
      const cells: unknown[] = [];
      for await (const batch of source.sheets[0]!.rows) for (const one of batch) cells.push(...one.cells);
      expect(cells).toEqual([{kind: "number", text: "0.125", percent: true}]);
    }
  });

  test("in GB2312 as it says", async () => {
    const source = await open(gb18030(xml(xmlSheet(xmlRows), {encoding: "gb2312"})));
    expect((await cellsOf(source)).台账![1]).toContain("text 东山镇人民政府");
    expect(source.evidence).toContain("GB18030");
  });

  const refused: [title: string, content: string, code: string][] = [
    ["XML of another kind", '<?xml version="1.0"?><root/>', "unsupported_file"],
    ["broken XML", xml(xmlSheet(xmlRows)).slice(0, -40), "unreadable_workbook"],
    ["a document type", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook/>', "unreadable_workbook"]
  ];
  test.each(refused)("refused: %s", async (_, content, code) => {
    expect((await open(bytes(content))).issues.map(issue => issue.code)).toEqual([code]);
  });
});
