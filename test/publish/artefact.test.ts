import {deflateSync} from "node:zlib";
import {strToU8, zipSync} from "fflate";
import {describe, expect, test} from "vitest";
import {type Hit, scanBytes, UNREAD} from "../../publish/gate/egress.ts";

const NAME = "欧阳修远";
const ID = "370102194912310029";
const SECRETS = [NAME, "一二三", "6222020200112345678"];
const scan = (bytes: Uint8Array): Promise<Hit[]> => scanBytes("a", bytes, {secrets: SECRETS});
const kindsIn = async (bytes: Uint8Array): Promise<string[]> => [
  ...new Set((await scan(bytes)).map(({kind}) => kind as string))
];

describe("a document's leak is found in", () => {
  const paragraph = `<w:p><w:r><w:t>欧阳</w:t></w:r><w:ins w:id="1"><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>
<w:t>修</w:t></w:r></w:ins><w:hyperlink r:id="r1"><w:r><w:t>远</w:t></w:r></w:hyperlink></w:p>`.replace("\n", "");
  const parts = ["document", "header1", "footer1", "comments", "footnotes", "endnotes"];
  for (const part of parts) {
    test(`word/${part}.xml, over several runs`, async () => {
      const hits = await scan(zipSync({[`word/${part}.xml`]: strToU8(paragraph)}));
      expect(hits).toEqual([{file: "a", kind: "限制字段的值", place: `word/${part}.xml 第1行（转义或标签之内）`}]);
    });
  }
  test("an ID number over several runs, while neighbouring cells stay apart", async () => {
    const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;
    const cell = (text: string): string => `<w:tc><w:p>${run(text)}</w:p></w:tc>`;
    const [first, last] = [ID.slice(0, 7), ID.slice(7)];
    const document = (body: string): Uint8Array => zipSync({"word/document.xml": strToU8(body)});
    expect(await kindsIn(document(`<w:p>${run(first)}${run(last)}</w:p>`))).toEqual(["身份证号"]);
    expect(await kindsIn(document(cell(first) + cell(last)))).toEqual([]);
  });

  for (const part of ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "word/_rels/document.xml.rels"]) {
    test(part, async () => {
      expect(await kindsIn(zipSync({[part]: strToU8(`<x y="${ID}">${NAME}</x>`)}))).toEqual([
        "身份证号",
        "限制字段的值"
      ]);
    });
  }

  test("the archive's own remark", async () => {
    const remark = strToU8(NAME);
    const plain = zipSync({"a.txt": strToU8("无")});
    plain[plain.length - 2] = remark.length;
    expect(await kindsIn(Uint8Array.from([...plain, ...remark]))).toEqual(["限制字段的值"]);
    expect(await kindsIn(zipSync({"a.txt": strToU8("无")}))).toEqual([]);
  });
});

describe("a value is found although it is written", () => {
  const hidden: [string, string, string][] = [
    ["in full-width digits", "３７０１０２１９４９１２３１００２９", "身份证号"],
    ["in groups", "370102 19491231 0029", "身份证号"],
    ["digit by digit", [...ID].join(" "), "身份证号"],
    ["as a phone with hyphens", "139-1234-5678", "手机号"],
    ["as a full-width phone with blanks", "１３９ １２３４ ５６７８", "手机号"],
    ["as an address in full width", "ａ．ｂ＠ｅｘａｍｐｌｅ．ｃｏｍ", "电子邮箱"],
    ["with blanks", "欧 阳　修 远", "限制字段的值"],
    ["with marks", "欧阳·修远", "限制字段的值"],
    ["with what cannot be seen", "欧\u200b阳\u200b修\ufeff远", "限制字段的值"],
    ["in radicals, as a browser's PDF has them", "\u2f00二三", "限制字段的值"],
    ["as a bank card in fours", "6222 0202 0011 2345 678", "限制字段的值"]
  ];
  for (const [name, text, kind] of hidden) {
    test(name, async () => {
      expect(await kindsIn(strToU8(`前，${text}，后`))).toEqual([kind]);
      expect(await kindsIn(zipSync({"xl/comments1.xml": strToU8(`<t>${text}</t>`)}))).toEqual([kind]);
    });
  }

  test("but tables, dates, drawings and neighbouring lines are quiet", async () => {
    const quiet = `139 12 345 678\n2025-12-31 2025-11-30\n欧阳\n修远\n欧阳,修远\n<path d="M139 1234 5678 2"/>\n1391234.5678`;
    expect(await scan(strToU8(quiet))).toEqual([]);
  });
});

describe("a PDF", () => {
  test("is read through its fonts' tables, in a compressed stream", async () => {
    expect(await kindsIn(pdf("乙方 公报"))).toEqual([]);
    expect(await scan(pdf(`甲${NAME}`))).toContainEqual({file: "a", kind: "限制字段的值", place: "第1页 第1行第2列"});
    expect(await kindsIn(pdf(ID))).toEqual(["身份证号"]);
    expect(await kindsIn(pdf("a.b@example.com"))).toEqual(["电子邮箱"]);
  });

  test("is read over a line's end", async () => {
    expect(await scan(pdf("甲欧阳", "修远乙"))).toEqual([
      {file: "a", kind: "限制字段的值", place: "第1页（断开的文字）"}
    ]);
  });

  test("is read where an ID number goes over a line's end", async () => {
    expect(await scan(pdf(`证件号${ID.slice(0, 9)}`, `${ID.slice(9)}，乙`))).toEqual([
      {file: "a", kind: "身份证号", place: "第1页（断开的文字）"}
    ]);
    expect(await scan(pdf(`${ID.slice(0, 9)}0`, ID.slice(9)))).toEqual([]);
  });

  test("is read in its properties, in UTF-16 and in octal", async () => {
    const hex = Buffer.from(NAME, "utf16le").swap16().toString("hex");
    expect(await kindsIn(pdf("甲", "乙", {info: `/Title <FEFF${hex}>`}))).toEqual(["限制字段的值"]);
    const octal = [...strToU8(NAME)].map(byte => `\\${byte.toString(8)}`).join("");
    expect(await kindsIn(pdf("甲", "乙", {info: `/Author (${octal})`}))).toEqual(["限制字段的值"]);
  });

  test("is read in its XMP metadata, and refused with a file attached to it", async () => {
    const metadata = `/Type /Metadata /Length 40>>\nstream\n<x>a.b@example.com</x>\nendstream`;
    expect(await kindsIn(pdf("甲", "乙", {info: metadata}))).toEqual(["电子邮箱"]);
    expect(await kindsIn(pdf("甲", "乙", {info: "/Type /EmbeddedFile"}))).toEqual([UNREAD]);
  });

  test("is refused where a font has no table, a filter is not known, or it is locked", async () => {
    for (const options of [{table: false}, {filter: "/LZWDecode"}, {trailer: "/Encrypt 9 0 R"}]) {
      expect(await kindsIn(pdf("甲", "乙", options)), JSON.stringify(options)).toEqual([UNREAD]);
    }
  });
});

describe("what cannot be searched is refused:", () => {
  const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0];
  const deep = [0, 1, 2, 3, 4].reduce<Uint8Array>(
    inner => zipSync({"a.zip": inner}),
    zipSync({"a.txt": strToU8("无")})
  );
  const files: [string, Uint8Array, string][] = [
    ["an old office file", Uint8Array.from(ole), "不认识的文件格式"],
    ["a photograph", Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), "不认识的文件格式"],
    ["such a file inside an archive", zipSync({"x.doc": Uint8Array.from(ole)}), "x.doc 不认识的文件格式"],
    ["a cut archive", zipSync({"a.txt": strToU8("无")}).slice(0, 40), "打不开的压缩包"],
    ["a cut gzip", Uint8Array.from([0x1f, 0x8b, 8, 0, 0]), "打不开的压缩文件"],
    ["a broken Parquet file", strToU8("PAR1 无 PAR1"), "打不开的数据文件"],
    ["archives in archives without end", deep, "a.zip › a.zip › a.zip › a.zip › a.zip 压缩包套得太深"]
  ];
  for (const [name, bytes, place] of files) {
    test(name, async () => expect(await scan(bytes)).toContainEqual({file: "a", kind: UNREAD, place}));
  }
});

interface Made {
  info?: string;
  table?: boolean;
  filter?: string;
  trailer?: string;
}

/** Returns a PDF of one page with a line for each text; a glyph's number is the place of its character in both. */
function pdf(first: string, second = "", {info = "", table = true, filter, trailer = ""}: Made = {}): Uint8Array {
  const letters = [...new Set(first + second)];
  const hex = (n: number): string => n.toString(16).padStart(4, "0");
  const glyphs = (text: string): string => [...text].map(letter => hex(letters.indexOf(letter) + 1)).join("");
  const show = (text: string): string => `BT /F1 12 Tf 1 0 0 1 50 700 Tm <${glyphs(text)}> Tj ET\n`;
  const pairs = letters.map((letter, i) => `<${hex(i + 1)}> <${hex(letter.charCodeAt(0))}>`).join("\n");
  const cmap = `1 begincodespacerange <0000> <FFFF> endcodespacerange\n${letters.length} beginbfchar\n${pairs}\nendbfchar`;
  const stream = (text: string, name = "/FlateDecode"): string => {
    const bytes = deflateSync(strToU8(text)).toString("latin1");
    return `<</Filter ${name} /Length ${bytes.length}>>\nstream\n${bytes}\nendstream`;
  };
  const objects = [
    `<<${info}>>`,
    "<</Type /Page /Resources 3 0 R /Contents 5 0 R>>",
    "<</Font <</F1 4 0 R>>>>",
    `<</Type /Font /Subtype /Type0 ${table ? "/ToUnicode 6 0 R" : ""}>>`,
    stream(show(first) + show(second), filter),
    stream(cmap)
  ];
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join("");
  return Uint8Array.from(Buffer.from(`%PDF-1.7\n${body}trailer\n<</Info 1 0 R ${trailer}>>\n%%EOF\n`, "latin1"));
}
