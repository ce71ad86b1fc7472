import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import ExcelJS from "exceljs";
import {zipSync} from "fflate";
import {afterAll, describe, expect, test} from "vitest";
import {joined} from "../../loaders/bytes.ts";
import {headerNames} from "../../loaders/header.ts";
import {openSource} from "../../loaders/source.ts";
import type {Source} from "../../loaders/table.ts";
import {bookParts, contractOf, gb18030, readSource, sheetXml, utf16, zipped} from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "hengcai-source-"));
afterAll(() => rmSync(folder, {recursive: true}));

const HEADER = ["申报编号", "申报单位", "加分项目", "发生日期"];
const ROW = ["S-1", "甲镇", "R5", "2025-01-01"];
const CSV = `${HEADER.join()}\n${ROW.join()}\n`;
const workbook = (): Record<string, string> => bookParts({sheets: [{name: "台账", xml: sheetXml([HEADER, ROW])}]});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const compound = (stream: string): Uint8Array =>
  Uint8Array.from([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...new Uint8Array(70_000),
    ...utf16(stream, {bom: false})
  ]);

let files = 0;

async function open(content: Uint8Array, extension = ".xlsx"): Promise<Source> {
  const path = join(folder, `${files++}${extension}`);
  writeFileSync(path, content);
  return openSource(path, {name: path, headers: headerNames(contractOf("claims"))});
}

describe("openSource(path, options) reads a file as what it is", () => {
  const cases: [title: string, content: Uint8Array, extension: string, encoding: string][] = [
    ["text", bytes(CSV), ".csv", "UTF-8"],
    ["text with a mark", bytes(`\ufeff${CSV}`), ".csv", "UTF-8 BOM"],
    ["text in GB18030", gb18030(CSV), ".txt", "GB18030"],
    ["Unicode text", utf16(CSV.replaceAll(",", "\t")), ".txt", "UTF-16LE"],
    ["Unicode text without a mark", utf16(CSV, {bom: false, bigEndian: true}), ".csv", "UTF-16BE"],
    ["a workbook", zipped(workbook()), ".xlsx", "XLSX"],
    ["a workbook named .xls", zipped(workbook()), ".xls", "XLSX"],
    ["a workbook named .csv", zipped(workbook()), ".csv", "XLSX"],
    ["text named .xls", gb18030(CSV.replaceAll(",", "\t")), ".xls", "GB18030"],
    ["text named .xlsx", bytes(CSV), ".xlsx", "UTF-8"]
  ];
  test.each(cases)("%s", async (_, content, extension, encoding) => {
    const source = await open(content, extension);
    expect(source.issues).toEqual([]);
    expect(source.encoding).toBe(encoding);
    const {records, issues, accounting} = await readSource(source, "claims");
    source.close();
    expect(issues).toEqual([]);
    expect(accounting).toMatchObject({rows: 2, header: 1, accepted: 1});
    expect(records[0]).toMatchObject({claim_id: "S-1", unit: "甲镇", rule: "R5", event_on: "2025-01-01"});
  });

  test("a workbook with zeros behind its end, which it tells", async () => {
    const sound = await open(zipped(workbook()));
    const padded = await open(joined([zipped(workbook()), new Uint8Array(4096)]));
    expect([sound.evidence, padded.evidence]).toEqual([
      "Excel 工作簿",
      "Excel 工作簿；文件末尾补了零，不属于工作簿，没有读"
    ]);
    const {records, issues} = await readSource(padded, "claims");
    expect([records.length, issues]).toEqual([1, []]);
    sound.close();
    padded.close();
  });

  test("a workbook that exceljs wrote", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("台账");
    sheet.addRow(["2025年加分台账"]);
    sheet.mergeCells("A1:D1");
    sheet.addRow([...HEADER, "申报分值", "是否认定"]);
    sheet.addRow(["S-1", "甲镇", "R5", new Date(Date.UTC(2025, 2, 1)), 0.1 + 0.2, true]);
    sheet.addRow([
      "S-2",
      {richText: [{text: "乙"}, {text: "镇"}]},
      "R5",
      {formula: "D3", result: new Date(Date.UTC(2025, 2, 2))}
    ]);
    const source = await open(new Uint8Array(await book.xlsx.writeBuffer()));
    const {records, issues, accounting} = await readSource(source, "claims");
    source.close();
    expect(issues).toEqual([]);
    expect(accounting).toMatchObject({rows: 4, preamble: 1, header: 1, accepted: 2});
    expect(records[0]).toMatchObject({event_on: "2025-03-01", claimed_points: 300, recognised: true});
    expect(records[1]).toMatchObject({unit: "乙镇", event_on: "2025-03-02"});
  });
});

describe("openSource(path, options) refuses what it cannot read, saying what to do", () => {
  const tampered = zipped(workbook());
  const place = tampered.lastIndexOf(0x50, tampered.length - 200);
  // The flag of encryption stands eight bytes into a part's entry in the directory.
  const locked = Uint8Array.from(tampered);
  const entry = new TextDecoder("latin1").decode(locked).indexOf("PK\u0001\u0002");
  locked[entry + 8] = locked[entry + 8]! | 1;
  const crowd = Object.fromEntries(Array.from({length: 5_001}, (_, i) => [`xl/${i}.xml`, ""]));
  const cases: [title: string, content: Uint8Array, code: string, words: string][] = [
    ["a workbook with a password", compound("EncryptedPackage"), "encrypted_workbook", "去掉密码"],
    ["a zip whose parts are encrypted", locked, "encrypted_workbook", "去掉密码"],
    ["a zip of too many parts", zipped(crowd), "too_large", "5001 个部件"],
    ["a workbook of Excel 97 that is damaged", compound("Workbook"), "unreadable_workbook", "已损坏"],
    ["a Word document of old", compound("WordDocument"), "unsupported_file", "Word 文档"],
    ["a web page", bytes("<html><p>申报编号"), "unsupported_file", "网页"],
    ["an XML table", bytes('<?xml version="1.0"?><Workbook/>'), "unsupported_file", "XML"],
    ["a PDF", bytes("%PDF-1.7\n"), "unsupported_file", "PDF"],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), "unsupported_file", "图片"],
    ["an archive", Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "unsupported_file", "解压"],
    ["a zip of other files", zipped({"台账.csv": CSV}), "unsupported_file", "解压"],
    ["a Word document", zipped({"_rels/.rels": "", "word/document.xml": ""}), "unsupported_file", "Word 文档"],
    ["a workbook with macros", zipped({...workbook(), "xl/vbaProject.bin": ""}), "unsupported_file", "宏"],
    ["a binary workbook", zipped({"_rels/.rels": "", "xl/workbook.bin": ""}), "unsupported_file", ".xlsb"],
    ["bytes of no known kind", Uint8Array.from({length: 500}, (_, i) => i % 32), "unsupported_file", "二进制"],
    ["a zip that breaks off", tampered.subarray(0, place), "unreadable_workbook", "已损坏"],
    [
      "a zip with a name twice",
      zipSync({"xl/a.xml": bytes("a"), "xl/A.xml": bytes("b")}),
      "unreadable_workbook",
      "重复"
    ],
    ["a zip without a workbook", zipped({"_rels/.rels": "<Relationships/>"}), "unreadable_workbook", "已损坏"],
    ["a bomb", zipSync({"xl/workbook.xml": new Uint8Array(20_000_000)}), "too_large", "解压后过大"]
  ];
  test.each(cases)("%s", async (_, content, code, words) => {
    const source = await open(content, ".xls");
    expect(source.sheets).toEqual([]);
    expect(source.issues.map(issue => [issue.code, issue.severity, issue.row])).toEqual([[code, "error", null]]);
    expect(source.issues[0]!.message).toContain(words);
    source.close();
  });

  test("a part whose checksum is wrong loads no row", async () => {
    // Stored parts: the digits of the serial number are changed without their checksum.
    const parts = Object.entries(workbook()).map(([name, text]) => [name, bytes(text)] as const);
    const content = zipSync(Object.fromEntries(parts), {level: 0});
    const at = new TextDecoder("latin1").decode(content).indexOf("S-1");
    content[at + 2] = 0x39;
    const source = await open(content);
    const {rows, accounting, codes} = await readSource(source, "claims");
    source.close();
    expect(rows).toEqual([]);
    expect(codes).toEqual([" unreadable_workbook".replace(/^/, " ")]);
    expect(accounting).toMatchObject({rows: 2, header: 1, accepted: 0, rejected: 1});
  });

  test("an empty file is one sheet without rows", async () => {
    const source = await open(new Uint8Array(0), ".csv");
    const {accounting, codes} = await readSource(source, "claims");
    expect(accounting.rows).toBe(0);
    expect(codes).toEqual(["  empty_file"]);
  });

  test("what the machine refuses is thrown, not told of the file", async () => {
    const missing = openSource(join(folder, "missing.csv"), {name: "", headers: new Set()});
    await expect(missing).rejects.toMatchObject({code: "ENOENT"});
  });
});
