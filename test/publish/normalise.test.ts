import ExcelJS from "exceljs";
import {strFromU8, strToU8, unzipSync, zipSync} from "fflate";
import {expect, test} from "vitest";
import {normalise} from "../../publish/normalise.ts";

const CORE =
  '<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">2026-11-21T01:02:03Z</dcterms:created>' +
  '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-11-21T04:05:06.789Z</dcterms:modified></cp:coreProperties>';

test("normalise(bytes) gives the same bytes for the same parts, whenever and in whatever order they were zipped", () => {
  const parts = {"xl/workbook.xml": strToU8("<a/>"), "[Content_Types].xml": strToU8("<b/>"), "a/": new Uint8Array(0)};
  const later = zipSync(Object.fromEntries(Object.entries(parts).reverse()), {mtime: new Date(2020, 5, 5), level: 9});
  const first = normalise(zipSync(parts, {mtime: new Date(1999, 1, 1), level: 0}), {date: "2025-12-31"});
  expect(normalise(later, {date: "2025-12-31"})).toEqual(first);
  expect(Object.keys(unzipSync(first))).toEqual(["[Content_Types].xml", "xl/workbook.xml"]);
  expect(strFromU8(unzipSync(first)["xl/workbook.xml"]!)).toBe("<a/>");
});

test("normalise(bytes) pins both dates and nothing else", () => {
  const fixed = unzipSync(
    normalise(zipSync({"docProps/core.xml": strToU8(CORE), "a.xml": strToU8(CORE)}), {date: "2025-12-31"})
  );
  expect(strFromU8(fixed["docProps/core.xml"]!)).toBe(
    CORE.replace("2026-11-21T01:02:03Z", "2025-12-31T00:00:00Z").replace(
      "2026-11-21T04:05:06.789Z",
      "2025-12-31T00:00:00Z"
    )
  );
  expect(strFromU8(fixed["a.xml"]!)).toBe(CORE);
});

test("normalise(bytes) leaves a workbook that opens with the same cells", async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("表").addRow(["位次", 1, new Date("2025-12-31T00:00:00Z")]);
  const bytes = normalise(new Uint8Array(await book.xlsx.writeBuffer()), {date: "2025-12-31"});
  const again = new ExcelJS.Workbook();
  await again.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);
  expect((again.worksheets[0]!.getRow(1).values as unknown[]).slice(1)).toEqual([
    "位次",
    1,
    new Date("2025-12-31T00:00:00Z")
  ]);
});
