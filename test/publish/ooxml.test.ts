import {readFileSync} from "node:fs";
import {join} from "node:path";
import {strFromU8, strToU8, unzipSync, zipSync} from "fflate";
import {beforeAll, describe, expect, test} from "vitest";
import {contracts} from "../../loaders/contracts/index.ts";
import type {Database} from "../../loaders/database.ts";
import {writeRankingWorkbook} from "../../publish/book/workbook.ts";
import {writeBulletin} from "../../publish/bulletin/bulletin.ts";
import {writeDataWorkbook} from "../../publish/databook/databook.ts";
import {writeConfirmations} from "../../publish/notice/confirmation.ts";
import {writeNotices} from "../../publish/notice/notice.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {yearState} from "../../publish/state.ts";
import {templateBytes} from "../../publish/template/template.ts";
import {signed2024, smallCity} from "./city.ts";
import {scratch, warehouse} from "./fixture.ts";
import {ooxmlFaults} from "./ooxml.ts";

const YEAR = 2024;
const folder = scratch();
const bytesOf = (...path: string[]): Uint8Array => new Uint8Array(readFileSync(join(folder, ...path)));
let db: Database;

beforeAll(async () => {
  db = await warehouse(smallCity(YEAR), signed2024);
  await db.run("CREATE SCHEMA raw; CREATE SCHEMA core; CREATE TABLE core.claims (claim_id VARCHAR, subject VARCHAR)");
  await writeRankingWorkbook(db, {file: join(folder, "ranking.xlsx"), year: YEAR});
  const state = await yearState(db, YEAR);
  await writeDataWorkbook(db, {file: join(folder, "data.xlsx"), year: YEAR, state, issuer: "示例市委人才办"});
});

describe("sound is", () => {
  test("the ranking for print and the data workbook", () => {
    for (const name of ["ranking.xlsx", "data.xlsx"]) expect([name, ooxmlFaults(bytesOf(name))]).toEqual([name, []]);
  });

  test("each table as a workbook, and the confirmation sheets", async () => {
    const files = await exportTables(db, {out: join(folder, "open"), formats: ["xlsx"], mark: "草案"});
    const sheets = await writeConfirmations(db, {out: join(folder, "confirmation"), year: YEAR});
    const books = files.filter(({format}) => format === "xlsx");
    expect(books.length).toBeGreaterThan(15);
    for (const {path} of books) expect([path, ooxmlFaults(bytesOf("open", path))]).toEqual([path, []]);
    for (const {path} of sheets) expect([path, ooxmlFaults(bytesOf("confirmation", path))]).toEqual([path, []]);
  });

  test("every template", async () => {
    for (const contract of contracts) {
      const bytes = await templateBytes(contract, {examples: [], folder: contract.name, date: "2025-12-31"});
      expect([contract.name, ooxmlFaults(bytes)]).toEqual([contract.name, []]);
    }
  });

  test("the bulletin and the notices", async () => {
    await writeBulletin(db, {file: join(folder, "bulletin.docx"), year: YEAR});
    const [notice] = await writeNotices(db, {out: join(folder, "notices"), year: YEAR});
    expect(ooxmlFaults(bytesOf("bulletin.docx"))).toEqual([]);
    expect(ooxmlFaults(bytesOf("notices", notice!.path))).toEqual([]);
  });
});

describe("the checker finds", () => {
  /** What is done to a part of the data workbook, and a word of what must be said of it. */
  const broken: [string, string, (xml: string) => string, string][] = [
    [
      "two elements of a sheet that changed places",
      "xl/worksheets/sheet2.xml",
      swap(/<sheetViews>.*?<\/sheetViews>/, /<cols>.*?<\/cols>/),
      "too late"
    ],
    [
      "tables before the page",
      "xl/worksheets/sheet4.xml",
      swap(/<pageMargins [^>]*\/>/, /<tableParts.*?<\/tableParts>/),
      "too late"
    ],
    [
      "a value after its rich text",
      "xl/worksheets/sheet2.xml",
      xml => xml.replace(/(<v>[^<]*<\/v>)/, "<is><t>x</t></is>$1"),
      "<v> stands too late"
    ],
    ["what has no place there", "xl/workbook.xml", xml => xml.replace("<sheets>", "<cells/><sheets>"), "may not stand"],
    [
      "a sheet list after the names",
      "xl/workbook.xml",
      swap(/<sheets>.*?<\/sheets>/, /<definedNames>.*?<\/definedNames>/),
      "too late"
    ],
    ["a workbook without sheets", "xl/workbook.xml", xml => xml.replace(/<sheets>.*?<\/sheets>/, ""), "lacks <sheets>"],
    ["formats before fonts", "xl/styles.xml", swap(/<fonts .*?<\/fonts>/, /<cellXfs .*?<\/cellXfs>/), "too late"],
    [
      "a border's sides in another order",
      "xl/styles.xml",
      xml => xml.replace("<left/><right/>", "<right/><left/>"),
      "too late"
    ],
    [
      "a table's columns after its style",
      "xl/tables/table1.xml",
      swap(/<tableColumns .*?<\/tableColumns>/, /<tableStyleInfo [^>]*\/>/),
      "too late"
    ],
    ["an element twice", "xl/worksheets/sheet2.xml", xml => xml.replace(/(<pageMargins [^>]*\/>)/, "$1$1"), "twice"],
    [
      "a list that says it is longer",
      "xl/styles.xml",
      xml => xml.replace(/<fonts count="\d+"/, '<fonts count="99"'),
      "fonts says 99"
    ],
    [
      "a style that is not there",
      "xl/worksheets/sheet4.xml",
      xml => xml.replace(/ s="\d+"/, ' s="9999"'),
      "style 9999"
    ],
    [
      "a text that is not there",
      "xl/worksheets/sheet4.xml",
      xml => xml.replace(/(t="s"><v>)\d+/, "$199999"),
      "no text 99999"
    ],
    [
      "a font that is not there",
      "xl/styles.xml",
      xml => xml.replace(/(<cellXfs .*?fontId=")\d+/, "$1999"),
      "no fonts 999"
    ],
    [
      "a format that is not there",
      "xl/styles.xml",
      xml => xml.replace(/(<cellXfs .*?numFmtId=")\d+/, "$1999"),
      "no number format 999"
    ],
    [
      "a table of a name that another has",
      "xl/tables/table2.xml",
      xml => xml.replace(/displayName="[^"]*"/, 'displayName="contents"'),
      "two tables alike"
    ],
    [
      "a table of a number that another has",
      "xl/tables/table2.xml",
      xml => xml.replace(/ id="2"/, ' id="1"'),
      "two numbers of tables"
    ],
    [
      "a column that is not called as its head",
      "xl/tables/table1.xml",
      xml => xml.replace('name="内容"', 'name="别的"'),
      "a column is called 别的"
    ],
    [
      "a range wider than its columns",
      "xl/tables/table1.xml",
      xml => xml.replace(/ref="A(\d+):D/g, 'ref="A$1:E'),
      "other columns than its range"
    ],
    [
      "a relation to nothing",
      "xl/worksheets/_rels/sheet4.xml.rels",
      xml => xml.replace(/tables\/table\d+/, "tables/table99"),
      "not there"
    ],
    [
      "a name for no relation",
      "xl/worksheets/sheet4.xml",
      xml => xml.replace(/r:id="[^"]*"/, 'r:id="rId99"'),
      "names rId99"
    ],
    [
      "a link to no sheet",
      "xl/worksheets/sheet2.xml",
      xml => xml.replace(/location="&apos;[^&]*&apos;/, 'location="&apos;没有&apos;'),
      "a link to 没有"
    ],
    [
      "a repeated head of no sheet",
      "xl/workbook.xml",
      xml => xml.replace(/&apos;目录&apos;!/, "&apos;没有&apos;!"),
      "leads to sheet 没有"
    ],
    ["two sheets of one name", "xl/workbook.xml", xml => xml.replace('name="目录"', 'name="封面"'), "two sheets alike"],
    ["rows out of order", "xl/worksheets/sheet2.xml", xml => xml.replace('<row r="2"', '<row r="9"'), "after row"],
    [
      "merged cells in a table",
      "xl/worksheets/sheet2.xml",
      xml => xml.replace("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>'),
      "has merged cells"
    ],
    [
      "a part without a type",
      "[Content_Types].xml",
      xml =>
        xml.replace(
          /<Override PartName="\/xl\/styles.xml"[^>]*\/>/,
          '<Override PartName="/xl/gone.xml" ContentType="x"/>'
        ),
      "gone.xml"
    ],
    ["XML that is none", "xl/styles.xml", xml => xml.replace("</styleSheet>", ""), "xl/styles.xml:"]
  ];
  for (const [what, part, change, said] of broken) {
    test(what, () => {
      const parts = unzipSync(bytesOf("data.xlsx"));
      const before = strFromU8(parts[part]!);
      const after = change(before);
      expect(after).not.toBe(before);
      const faults = ooxmlFaults(zipSync({...parts, [part]: strToU8(after)}));
      expect(faults.join("\n")).toContain(said);
    });
  }

  test("a document's properties of a paragraph, a table and a page in another order", async () => {
    await writeBulletin(db, {file: join(folder, "swap.docx"), year: YEAR});
    const parts = unzipSync(bytesOf("swap.docx"));
    const xml = strFromU8(parts["word/document.xml"]!);
    const faultsOf = (changed: string): string => {
      expect(changed).not.toBe(xml);
      return ooxmlFaults(zipSync({...parts, "word/document.xml": strToU8(changed)})).join("\n");
    };
    expect(faultsOf(xml.replace(/(<w:spacing [^>]*\/>)(<w:ind [^>]*\/>)/, "$2$1"))).toContain("in <w:pPr>");
    expect(faultsOf(xml.replace(/(<w:tblPr>.*?<\/w:tblPr>)(<w:tblGrid>.*?<\/w:tblGrid>)/, "$2$1"))).toContain(
      "in <w:tbl>"
    );
    expect(faultsOf(xml.replace(/(<w:pgSz [^>]*\/>)(<w:pgMar [^>]*\/>)/, "$2$1"))).toContain("in <w:sectPr>");
  });
});

/** Returns a change that lets what the two find change places. */
function swap(first: RegExp, second: RegExp): (xml: string) => string {
  return xml => {
    const [a] = first.exec(xml) ?? [];
    const [b] = second.exec(xml) ?? [];
    if (a === undefined || b === undefined) throw new Error(`nothing to swap: ${first} ${second}`);
    return xml.replace(a, "\0").replace(b, a).replace("\0", b);
  };
}
