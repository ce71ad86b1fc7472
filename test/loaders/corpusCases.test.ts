import {mkdtempSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {strToU8, unzipSync, zipSync} from "fflate";
import {expect, test} from "vitest";
import {openSource} from "../../loaders/source.ts";
import {bookParts, readParts, readSource, sheetXml, zipped} from "./support.ts";

/** Features of other projects' files that once hurt us, each in a small file of our own. */

const HEAD = ["报告编号", "单位", "报告类型", "报告日期"];
const ROW = ["R1", "U1", "工作调动", "2025-01-01"];

test("a module of code that is listed among the sheets, but is no part of the file, is left out by name", async () => {
  const parts = bookParts({sheets: [{name: "台账", xml: sheetXml([HEAD, ROW])}]});
  const {source, records} = await readParts(
    {
      ...parts,
      "xl/workbook.xml": parts["xl/workbook.xml"]!.replace(
        "</sheets>",
        '<sheet name="Module" sheetId="2" r:id=""/></sheets>'
      )
    },
    "reports"
  );
  expect(records).toMatchObject([{report_id: "R1"}]);
  expect(source.skipped).toEqual([{name: "Module", reason: "不是表格（图表等）"}]);
});

test.each([['r:id="r9"'], [""]])("a sheet that is nowhere to be found (%s) refuses the workbook", async id => {
  const parts = bookParts({sheets: [{name: "台账", xml: sheetXml([HEAD, ROW])}]});
  const broken = parts["xl/workbook.xml"]!.replace("</sheets>", `<sheet name="二月" sheetId="2" ${id}/></sheets>`);
  await expect(readParts({...parts, "xl/workbook.xml": broken}, "reports")).rejects.toThrow("缺少工作表“二月”");
});

test("an extension of Excel 2013 that is called workbookPr too does not undo the 1904 dates", async () => {
  const head = ["报告编号", "单位", "报告类型", "报告日期"];
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
  // 2025-01-01 is 45658 days after 1899-12-30, and 1462 fewer after 1904-01-01.
  const xml = sheetXml([head, ["R1", "U1", "工作调动", '<c r="D2" s="1"><v>44196</v></c>']]);
  const parts = bookParts({sheets: [{name: "台账", xml}], styles, date1904: true});
  const extended = parts["xl/workbook.xml"]!.replace(
    "</workbook>",
    '<extLst><ext><x15:workbookPr xmlns:x15="x15" chartTrackingRefBase="1"/></ext></extLst></workbook>'
  );
  const {records} = await readParts({...parts, "xl/workbook.xml": extended}, "reports");
  expect(records).toMatchObject([{reported_on: "2025-01-01"}]);
});

test("a workbook that lists no sheet is refused, not passed over", async () => {
  await expect(readParts(bookParts({sheets: []}), "reports")).rejects.toThrow("没有工作表");
});

test.each([
  ["ISO-8859-1", "Universit\xe9"],
  ["UTF-8", "Université"],
  ["UTF-16", "Université"],
  ["no-such-encoding", "Université"]
])("a part that declares its encoding as %s is read so where that can be", async (encoding, written) => {
  const parts = bookParts({
    sheets: [{name: "台账", xml: sheetXml([HEAD, ["R1", "Université", "工作调动", "2025-01-01"]])}]
  });
  const xml = parts["xl/worksheets/sheet1.xml"]!.replace('version="1.0"', `version="1.0" encoding="${encoding}"`);
  const isLatin = encoding === "ISO-8859-1";
  // The Chinese words stand as references, which any encoding can hold.
  const ascii = xml.replace(/[^\0-\xff]/g, char => `&#${char.charCodeAt(0)};`).replace("Université", written);
  const bytes = isLatin ? Uint8Array.from(ascii, char => char.charCodeAt(0)) : strToU8(ascii);
  const zip = zipSync({...unzipSync(zipped(parts)), "xl/worksheets/sheet1.xml": bytes});
  const path = join(mkdtempSync(join(tmpdir(), "corpus-")), "a.xlsx");
  writeFileSync(path, zip);
  const source = await openSource(path, {name: "a.xlsx", headers: new Set()});
  try {
    const {records} = await readSource(source, "reports");
    expect(records).toMatchObject([{unit: "Université"}]);
  } finally {
    source.close();
  }
});

test("the number formats of conditional formats say nothing of the cells'", async () => {
  // 45658 is 2025-01-01 in the 1900 system.
  const cells = [`<c r="D2" s="1"><v>45658</v></c>`, `<c r="D3" s="2"><v>45658</v></c>`];
  const xml = sheetXml([HEAD, ["R1", "U1", "工作调动", cells[0]!], ["R2", "U1", "工作调动", cells[1]!]]);
  const styles = [
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy/mm/dd"/></numFmts>',
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>',
    '<dxfs><dxf><numFmt numFmtId="164" formatCode="@"/></dxf><dxf><numFmt numFmtId="14" formatCode="0.00"/></dxf></dxfs>'
  ];
  const parts = bookParts({sheets: [{name: "台账", xml}], styles: styles.join("")});
  const {source} = await readParts(parts, "reports");
  const kinds: unknown[] = [];
  for await (const batch of source.sheets[0]!.rows) for (const {cells: row} of batch.slice(1)) kinds.push(row[3]);
  expect(kinds).toEqual([
    {kind: "date", text: "2025-01-01"},
    {kind: "date", text: "2025-01-01"}
  ]);
});
