import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {deflateSync, gzipSync} from "node:zlib";
import ExcelJS from "exceljs";
import {strToU8, zipSync} from "fflate";
import {beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {UserError} from "../../loaders/error.ts";
import {literal} from "../../loaders/sql.ts";
import {assertClean, type Hit, scanBytes, scanDirectory, scanner, UNREAD} from "../../publish/gate/egress.ts";
import {sha256} from "../../publish/hash.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {scratch, warehouse} from "./fixture.ts";

const NAME = "欧阳修远";
/** Nobody's number, with the check digit it would have. */
const ID = "370102194912310029";
const PHONE = "13912345678";
const SECRETS = [NAME, "东风路18号"];
const LINE = `${NAME}，${ID}，${PHONE}，a.b@example.com`;
const ALL = ["身份证号", "手机号", "电子邮箱", "限制字段的值"];
const NUMBERS = ["身份证号", "手机号", "限制字段的值"];

const dir = scratch();
const gb18030 = Uint8Array.from([0xc5, 0xb7, 0xd1, 0xf4, 0xd0, 0xde, 0xd4, 0xb6]);
const utf16 = (text: string): Uint8Array =>
  Uint8Array.from([0xff, 0xfe, ...[...text].flatMap(c => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])]);
const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(dir, name), content);
const kinds = (hits: readonly Hit[]): string[] => [...new Set(hits.map(({kind}) => kind))].sort();

/** Plants the leak in a file of every kind that the product writes, or that somebody may put beside them. */
beforeAll(async () => {
  put("page.html", `<!doctype html>\n<p>${LINE}</p>`);
  put("data.json", JSON.stringify({line: LINE}));
  put("table.csv", `\uFEFFa,b\r\n1,"${LINE}"\r\n`);
  put("chart.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text>${LINE}</text></svg>`);
  put("title.svg", `<svg xmlns="http://www.w3.org/2000/svg"><title>${LINE}</title></svg>`);
  put("label.svg", `<svg xmlns="http://www.w3.org/2000/svg"><g aria-label="${NAME}：1"/></svg>`);
  put("gzipped.svgz", Uint8Array.from(gzipSync(`<svg><desc>${NAME}</desc></svg>`)));
  put("find.html", `<li data-find="qinghe qh ${[...NAME].join(" ")}">青禾镇</li>`);
  put("search.json", JSON.stringify({index: [[NAME, {"0": {df: 1}}]], storedFields: {}}));
  put("notes.txt", LINE);
  put("app.js", `const x = ${JSON.stringify(LINE)};`);
  put("style.css", `p::after { content: "${LINE}"; }`);
  put("SUMS", LINE);
  put("utf16.txt", utf16(LINE));
  put("gbk.csv", Uint8Array.from([...gb18030, ...strToU8(`,${ID},${PHONE},a.b@example.com`)]));
  put("binary.bin", Uint8Array.from([0, 1, ...strToU8(LINE), 0]));
  put("page.html.gz", Uint8Array.from(gzipSync(`<p>${LINE}</p>`)));
  put("picture.png", png("tEXt", `Comment\0${LINE}`));
  put("deflated.png", png("zTXt", "Comment\0\0", LINE));
  put("camera.png", png("eXIf", `MM\0*\0\0\0\x08 ${LINE}`));
  put("international.png", png("iTXt", "Comment\0\x01\0\0\0", LINE));
  const stream = deflateSync(strToU8(`BT (${LINE}) Tj ET`));
  put(
    "paper.pdf",
    Uint8Array.from([...strToU8("%PDF-1.7\n1 0 obj<<>>stream\n"), ...stream, ...strToU8("\nendstream")])
  );
  put("info.pdf", `%PDF-1.7\n<< /Author (${LINE}) >>\x00`);
  put("paper.docx", zipSync({"word/document.xml": strToU8(`<w:p><w:r><w:t>${LINE}</w:t></w:r></w:p>`)}));
  put("nested.zip", zipSync({"in/ner.zip": zipSync({"a.txt": strToU8(LINE)})}));
  put("entry.zip", zipSync({[`${LINE}.txt`]: strToU8("无")}));
  put("inline.html", `<img src="data:image/svg+xml;base64,${Buffer.from(`<svg>${LINE}</svg>`).toString("base64")}">`);
  await workbooks();
  await databases();
  mkdirSync(join(dir, "sub"));
  put(`sub/${LINE}.txt`, "无");
});

describe("a leak is found", () => {
  const everywhere: Record<string, string[]> = {
    "page.html": ALL,
    "data.json": ALL,
    "table.csv": ALL,
    "chart.svg": ALL,
    "notes.txt": ALL,
    "app.js": ALL,
    "style.css": ALL,
    SUMS: ALL,
    "utf16.txt": ALL,
    "gbk.csv": ALL,
    "binary.bin": [...NUMBERS, UNREAD],
    "page.html.gz": ALL,
    "picture.png": ALL,
    "deflated.png": ALL,
    "camera.png": ALL,
    "international.png": ALL,
    "paper.pdf": [...NUMBERS, UNREAD],
    "info.pdf": [...NUMBERS, UNREAD],
    "paper.docx": ALL,
    "nested.zip": ALL,
    "entry.zip": ALL,
    "inline.html": ALL,
    "cell.xlsx": ALL,
    "comment.xlsx": ALL,
    "properties.xlsx": ALL,
    "hidden.xlsx": ALL,
    "rich.xlsx": ["限制字段的值"],
    "sheet-name.xlsx": ["限制字段的值"],
    "range-name.xlsx": ["限制字段的值"],
    "page-head.xlsx": ALL,
    "drop-down.xlsx": ["限制字段的值"],
    "link.xlsx": ["限制字段的值"],
    "table-head.xlsx": ["限制字段的值"],
    "workbook.zip": ["限制字段的值"],
    "find.html": ["限制字段的值"],
    "search.json": ["限制字段的值"],
    "title.svg": ALL,
    "label.svg": ["限制字段的值"],
    "gzipped.svgz": ["限制字段的值"],
    "table.parquet": ALL,
    "metadata.parquet": ALL,
    "column.parquet": ALL,
    "store.duckdb": ALL,
    "remark.duckdb": ALL,
    "spelling.duckdb": ["手机号", "限制字段的值"],
    "kind.duckdb": ["限制字段的值"]
  };
  let hits: Hit[];
  beforeAll(async () => {
    hits = await scanDirectory(dir, {secrets: SECRETS});
  });
  for (const [file, expected] of Object.entries(everywhere)) {
    test(`in ${file}`, () => {
      expect(kinds(hits.filter(hit => hit.file === file))).toEqual([...expected].sort());
    });
  }

  test("in the name of a file, which is then not repeated", () => {
    const named = hits.filter(({place}) => place === "文件名");
    expect(kinds(named)).toEqual([...ALL].sort());
    expect(new Set(named.map(({file}) => file))).toEqual(new Set(["sub/（名称已隐去）"]));
  });

  test("and no hit repeats the value", () => {
    for (const {file, place} of hits.filter(({file}) => !file.startsWith("sub/"))) {
      for (const value of [NAME, ID, PHONE, "example.com"]) expect(file + place).not.toContain(value);
    }
  });

  test("and its place can be looked up", () => {
    const places = (file: string): string[] => hits.filter(hit => hit.file === file).map(({place}) => place);
    expect(places("page.html")).toEqual(["第2行第4列", "第2行第9列", "第2行第28列", "第2行第40列"]);
    expect(places("store.duckdb")).toContain("core.talents 第2行");
    expect(places("comment.xlsx").every(place => place.startsWith("xl/comments1.xml "))).toBe(true);
    expect(places("paper.pdf")[0]).toMatch(/^第1个数据流 第\d+字节$/);
  });
});

describe("a secret is found although it is", () => {
  const hidden: [string, string][] = [
    ["written in entities", "<td>&#x6B27;&#38451;&#20462;&#x8FDC;</td>"],
    ["written in JSON escapes", '{"a":"\\u6b27\\u9633\\u4fee\\u8fdc"}'],
    ["written in percent escapes", `<a href="?q=${encodeURIComponent(NAME)}">`],
    ["broken by a tag", "<p>欧阳<b>修远</b></p>"],
    ["broken by a tspan", '<text>欧阳<tspan x="1">修远</tspan></text>'],
    [
      "broken into runs of a document",
      "<w:p><w:r><w:t>欧阳</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>修远</w:t></w:r></w:p>"
    ]
  ];
  for (const [name, text] of hidden) {
    test(name, async () => {
      expect(kinds(await scanBytes("a.html", strToU8(text), {secrets: SECRETS}))).toEqual(["限制字段的值"]);
    });
  }
});

test("neighbouring cells do not run together", async () => {
  const cells = "<td>139</td><td>1234</td><td>5678</td>,<si><t>欧阳</t></si><si><t>修远</t></si>";
  expect(await scanBytes("a.html", strToU8(cells), {secrets: SECRETS})).toEqual([]);
});

test("an address in others' program code is no leak, a secret in it is", async () => {
  const folder = scratch();
  mkdirSync(join(folder, "_npm/d3@7.9.0"), {recursive: true});
  writeFileSync(join(folder, "_npm/d3@7.9.0/index.js"), `// (c) someone@example.com 13912345678\nlet a = "${NAME}";`);
  expect(await scanDirectory(folder, {secrets: SECRETS})).toEqual([
    {file: "_npm/d3@7.9.0/index.js", place: "第2行第10列", kind: "限制字段的值"}
  ]);
});

test("a clean export has no hit in any format, digests and all", async () => {
  const db = await warehouse({
    outcomes: Array.from({length: 200}, (_, i) => ({
      year: 2025,
      talent_key: `${i}`.repeat(64).slice(0, 64),
      outcome: "continue"
    })),
    units: [{unit_id: "370102", name: "示例街道", sort_order: 1}]
  });
  const out = scratch();
  await exportTables(db, {out});
  db.close();
  expect(await scanDirectory(out, {secrets: SECRETS})).toEqual([]);
});

test("a clean file of each other kind passes: document, picture, database, archive, signature", async () => {
  const folder = scratch();
  const paragraph = strToU8("<w:p><w:r><w:t>二〇二五年度，共12个单位</w:t></w:r></w:p>");
  const clean: Record<string, string | Uint8Array> = {
    "a.docx": zipSync({"word/": new Uint8Array(), "word/document.xml": paragraph, "word/comments.xml": paragraph}),
    "a.png": png("tEXt", "Title\0年度"),
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M139 1234 5678 12L13912 345"/><text>年度</text></svg>',
    "a.html": "<!doctype html><p>年度 2025-12-31</p>",
    "a.html.gz": Uint8Array.from(gzipSync("<p>年度</p>")),
    "a.zip": zipSync({"b.zip": zipSync({"c.txt": strToU8("年度")})}),
    SUMS: `${"a1".repeat(32)}  a.docx`,
    "SUMS.sig": Uint8Array.from({length: 64}, (_, i) => (i * 151 + 7) & 255)
  };
  for (const [name, content] of Object.entries(clean)) writeFileSync(join(folder, name), content);
  const db = await openDatabase(join(folder, "a.duckdb"));
  await db.run(
    "CREATE TABLE t AS SELECT range AS n, '年度' || range AS v, sha256(range::VARCHAR) AS h FROM range(500)"
  );
  await db.run("CREATE VIEW w AS SELECT n FROM t; CHECKPOINT");
  db.close();
  expect(await scanDirectory(folder, {secrets: SECRETS})).toEqual([]);
});

test("scanDirectory(dir, {known}) does not search what is known byte for byte, and searches it once it differs", async () => {
  const folder = scratch();
  const known = strToU8(SECRETS[0]!);
  writeFileSync(join(folder, "a.bin"), known);
  const digests = new Map([["a.bin", sha256(known)]]);
  expect(await scanDirectory(folder, {secrets: SECRETS, known: digests})).toEqual([]);
  writeFileSync(join(folder, "b.bin"), known);
  writeFileSync(join(folder, "a.bin"), `${SECRETS[0]}。`);
  const files = (await scanDirectory(folder, {secrets: SECRETS, known: digests})).map(({file}) => file);
  expect([...new Set(files)]).toEqual(["a.bin", "b.bin"]);
});

test("scanner() searches of a folder that has grown only what is new, and what changed", async () => {
  const folder = scratch();
  const scan = scanner({secrets: SECRETS});
  const found = async () => [...new Set((await scan(folder)).map(({file}) => file))];
  writeFileSync(join(folder, "a.csv"), "甲,乙\n");
  writeFileSync(join(folder, "b.csv"), `${NAME}\n`);
  expect(await found()).toEqual(["b.csv"]);
  // What was found is found again, and so is what comes to stand in a file that was clean.
  writeFileSync(join(folder, "a.csv"), `甲,${NAME}\n`);
  writeFileSync(join(folder, "c.csv"), "甲,乙\n");
  expect(await found()).toEqual(["a.csv", "b.csv"]);
});

async function faultOf(folder: string): Promise<unknown> {
  const hits = await scanDirectory(folder, {secrets: SECRETS});
  try {
    return assertClean(hits);
  } catch (error) {
    return error;
  }
}

test("assertClean(hits) refuses a file of a kind that it does not know", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "a.doc"), Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]));
  // Long bytes are no signature, whatever their file is called.
  writeFileSync(join(folder, "b.sig"), new Uint8Array(65));
  const error = await faultOf(folder);
  expect((error as UserError).message.split("\n")).toEqual([
    "输出没有生成：有2处内容读不出、不能证明没有个人信息，请拿掉这些文件或换成认识的格式：",
    `  a.doc，不认识的文件格式：${UNREAD}`,
    `  b.sig，不认识的文件格式：${UNREAD}`
  ]);
});

test("assertClean(hits) lists the places in a UserError, twenty at most", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "a.csv"), `${NAME}\n`.repeat(25));
  const error = await faultOf(folder);
  expect(error).toBeInstanceOf(UserError);
  const lines = (error as UserError).message.split("\n");
  expect(lines.length).toBe(22);
  expect(lines[0]).toBe("输出没有生成：有25处个人信息，请从源数据的可公开列中去掉它们：");
  expect(lines[1]).toBe("  a.csv，第1行第1列：限制字段的值");
  expect(lines[21]).toBe("  …… 另有5处");
  expect(lines.join("")).not.toContain(NAME);
});

async function workbooks(): Promise<void> {
  const book = (): [ExcelJS.Workbook, ExcelJS.Worksheet] => {
    const workbook = new ExcelJS.Workbook();
    return [workbook, workbook.addWorksheet("表")];
  };
  const [cell, cellSheet] = book();
  cellSheet.addRow(["甲", LINE]);
  await cell.xlsx.writeFile(join(dir, "cell.xlsx"));
  const [comment, commentSheet] = book();
  commentSheet.addRow(["甲"]);
  commentSheet.getCell("A1").note = LINE;
  await comment.xlsx.writeFile(join(dir, "comment.xlsx"));
  const [properties] = book();
  properties.creator = LINE;
  await properties.xlsx.writeFile(join(dir, "properties.xlsx"));
  const [hidden] = book();
  hidden.addWorksheet("藏", {state: "veryHidden"}).addRow([LINE]);
  await hidden.xlsx.writeFile(join(dir, "hidden.xlsx"));
  const [rich, richSheet] = book();
  richSheet.getCell("A1").value = {richText: [{text: "欧阳", font: {bold: true, size: 12}}, {text: "修远"}]};
  await rich.xlsx.writeFile(join(dir, "rich.xlsx"));
  const named = new ExcelJS.Workbook();
  named.addWorksheet(`${NAME}的表`).addRow(["甲"]);
  await named.xlsx.writeFile(join(dir, "sheet-name.xlsx"));
  const [ranged] = book();
  ranged.definedNames.add("表!$A$1", `n_${NAME}`);
  await ranged.xlsx.writeFile(join(dir, "range-name.xlsx"));
  const [edged, edgedSheet] = book();
  edgedSheet.headerFooter = {oddHeader: `&L${LINE}`, oddFooter: "无"};
  await edged.xlsx.writeFile(join(dir, "page-head.xlsx"));
  const [chosen, chosenSheet] = book();
  chosenSheet.getCell("A1").dataValidation = {type: "list", formulae: [`"甲,${NAME}"`]};
  await chosen.xlsx.writeFile(join(dir, "drop-down.xlsx"));
  const [linked, linkedSheet] = book();
  linkedSheet.getCell("A1").value = {text: "甲", hyperlink: `http://x/?q=${encodeURIComponent(NAME)}`};
  await linked.xlsx.writeFile(join(dir, "link.xlsx"));
  const [tabled, tabledSheet] = book();
  tabledSheet.addTable({name: "t", ref: "A1", columns: [{name: NAME}], rows: [["甲"]]});
  await tabled.xlsx.writeFile(join(dir, "table-head.xlsx"));
  put("workbook.zip", zipSync({"a.xlsx": new Uint8Array(await rich.xlsx.writeBuffer())}));
}

async function databases(): Promise<void> {
  const db = await openDatabase(":memory:");
  const copy = (query: string, name: string, options = ""): Promise<void> =>
    db.run(`COPY (${query}) TO ${literal(join(dir, name))} (FORMAT parquet, COMPRESSION zstd${options})`);
  await copy(
    `SELECT range AS n, CASE WHEN range = 500 THEN ${literal(LINE)} ELSE '无' END AS v FROM range(1000)`,
    "table.parquet"
  );
  await copy("SELECT 1 AS n", "metadata.parquet", `, KV_METADATA {note: ${literal(LINE)}}`);
  await copy(`SELECT 1 AS "${LINE}"`, "column.parquet");
  db.close();
  const store = await openDatabase(join(dir, "store.duckdb"));
  await store.run(`CREATE SCHEMA core; CREATE TABLE core.talents (n INTEGER, v VARCHAR);
INSERT INTO core.talents VALUES (1, '无'), (2, ${literal(LINE)}); CHECKPOINT`);
  store.close();
  const remark = await openDatabase(join(dir, "remark.duckdb"));
  await remark.run(`CREATE TABLE t (n INTEGER); COMMENT ON COLUMN t.n IS ${literal(LINE)}; CHECKPOINT`);
  remark.close();
  const spelling = await openDatabase(join(dir, "spelling.duckdb"));
  await spelling.run("CREATE TABLE t AS SELECT '欧　阳 修远' AS v, 13912345678::DOUBLE AS n; CHECKPOINT");
  spelling.close();
  const kind = await openDatabase(join(dir, "kind.duckdb"));
  await kind.run(`CREATE TYPE people AS ENUM ('无', '欧 阳 修 远'); CHECKPOINT`);
  kind.close();
}

/** Returns the smallest PNG with one text chunk, its second part compressed where there is one. */
function png(kind: string, head: string, compressed?: string): Uint8Array {
  const chunk = (name: string, data: number[]): number[] => {
    // The checksum is no matter here.
    return [...word(data.length), ...strToU8(name), ...data, ...word(0)];
  };
  const data = [...strToU8(head), ...(compressed === undefined ? [] : deflateSync(strToU8(compressed)))];
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
    ...chunk("IHDR", [...word(1), ...word(1), 8, 0, 0, 0, 0]),
    ...chunk(kind, data),
    ...chunk("IDAT", [...deflateSync(Uint8Array.from([0, 0]))]),
    ...chunk("IEND", [])
  ]);
}

function word(value: number): number[] {
  return [24, 16, 8, 0].map(shift => (value >>> shift) & 255);
}
