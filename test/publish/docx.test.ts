import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {strFromU8, unzipSync} from "fflate";
import {SaxesParser} from "saxes";
import {afterAll, describe, expect, test} from "vitest";
import {sha256} from "../../publish/hash.ts";
import {paperDocx} from "../../publish/paper/docx.ts";
import {papersHtml} from "../../publish/paper/html.ts";
import type {Paper} from "../../publish/paper/paper.ts";
import {htmlToPdf, pinRun} from "../../publish/paper/pdf.ts";
import {findChromium} from "../chromium.mjs";
import {paragraphs, tables} from "./papers.ts";

const folder = mkdtempSync(join(tmpdir(), "hengcai-docx-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const paper: Paper = {
  title: "关于<甲>的通报",
  mark: "草案",
  form: "document",
  footer: "",
  date: "2025-12-31",
  city: "示例市",
  sections: [
    {
      landscape: false,
      blocks: [
        {kind: "title", text: "关于<甲>的通报"},
        {kind: "line", text: "各单位：", align: "left"},
        {kind: "heading", level: 1, text: "一、情况"},
        {kind: "heading", level: 2, text: "（一）分组"},
        {kind: "text", text: "甲 & 乙，“引号”。"},
        {
          kind: "table",
          caption: "表1",
          columns: [
            {head: "①\n名称", width: 60, align: "left"},
            {head: "分值", width: 20, align: "right"}
          ],
          rows: [...Array(60).keys()].map(i => [`单位${i}`, `${i}.0`])
        },
        {kind: "closing", issuer: "某办公室", date: "2025年1月20日"}
      ]
    },
    {landscape: true, blocks: [{kind: "text", text: "横向"}]}
  ]
};
const bytes = await paperDocx(paper);
const parts = unzipSync(bytes);
const part = (name: string): string => strFromU8(parts[name]!);
const document = part("word/document.xml");

describe("paperDocx(paper)", () => {
  test("has the page of GB/T 9704: A4, margins of 37, 28, 35 and 26 mm", () => {
    const mm = (twips: string): number => Math.round((Number(twips) * 25.4) / 1440);
    const [upright, wide] = [...document.matchAll(/<w:pgSz ([^>]*)\/><w:pgMar ([^>]*)\/>/g)];
    const of = (attributes: string): Record<string, number> =>
      Object.fromEntries([...attributes.matchAll(/w:(\w+)="(\d+)"/g)].map(([, name, value]) => [name, mm(value!)]));
    expect(of(upright![1]!)).toMatchObject({w: 210, h: 297});
    expect(of(upright![2]!)).toMatchObject({top: 37, left: 28, bottom: 35, right: 26});
    expect(of(wide![1]!)).toMatchObject({w: 297, h: 210});
    expect(of(wide![2]!)).toMatchObject({right: 37, top: 28, left: 35, bottom: 26});
  });

  test("sets lines of exactly 29 pt, two characters in, and the standard's typefaces by name", () => {
    const body = /<w:p><w:pPr>(?:(?!<\/w:p>).)*甲 &amp; 乙/.exec(document)![0];
    expect(body).toContain('w:line="580" w:lineRule="exact"');
    expect(body).toContain('w:firstLineChars="200"');
    expect(part("word/styles.xml")).toContain('w:eastAsia="仿宋_GB2312"');
    expect(document).toMatch(
      /方正小标宋简体"(?:(?!<w:t).)*<w:sz w:val="44"\/>(?:(?!<w:t).)*<w:t[^>]*>关于&lt;甲&gt;的通报/
    );
    expect(document).toMatch(/w:eastAsia="黑体"(?:(?!<w:t ).)*<w:t [^>]*>一、情况/);
    expect(document).toMatch(/w:eastAsia="楷体_GB2312"(?:(?!<w:t ).)*<w:t [^>]*>（一）分组/);
    expect(part("word/fontTable.xml")).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,');
  });

  test("numbers pages outside, as a dash on either side, odd right and even left", () => {
    expect(part("word/settings.xml")).toContain("<w:evenAndOddHeaders/>");
    const footers = Object.keys(parts).filter(name => /word\/footer\d/.test(name));
    const sides = footers.map(name => /<w:jc w:val="(\w+)"\/>/.exec(part(name))?.[1]);
    expect(new Set(sides)).toEqual(new Set(["right", "left"]));
    for (const name of footers) {
      expect(part(name)).toMatch(/— <\/w:t>.*PAGE.*<w:t[^>]*> —/);
      expect(part(name)).toContain('<w:sz w:val="28"/>');
    }
  });

  test("repeats a table's head and never splits a row", () => {
    expect(tables(bytes)[0]!.length).toBe(61);
    expect(document.match(/<w:tblHeader\/>/g)?.length).toBe(1);
    expect(document.match(/<w:cantSplit\/>/g)?.length).toBe(61);
  });

  test("carries the draft's mark on odd and even pages of every section", () => {
    const headers = Object.keys(parts).filter(name => /word\/header\d/.test(name));
    expect(headers.length).toBe(4);
    for (const name of headers) expect(part(name)).toContain("草案");
  });

  test("keeps every word", () => {
    expect(paragraphs(bytes).filter(Boolean).slice(0, 6)).toEqual([
      "关于<甲>的通报",
      "各单位：",
      "一、情况",
      "（一）分组",
      "甲 & 乙，“引号”。",
      "表1"
    ]);
  });

  test("is well-formed, has no clock and no name of a machine or a person", () => {
    for (const [name, content] of Object.entries(parts)) {
      const parser = new SaxesParser();
      parser.on("error", error => {
        throw new Error(`${name}: ${error.message}`);
      });
      parser.write(strFromU8(content)).close();
    }
    expect([...part("docProps/core.xml").matchAll(/\d{4}-\d\d-\d\dT[^<]*/g)].map(([date]) => date)).toEqual([
      "2025-12-31T00:00:00Z",
      "2025-12-31T00:00:00Z"
    ]);
    expect(part("docProps/core.xml")).toContain("<cp:lastModifiedBy>衡才</cp:lastModifiedBy>");
  });

  test("gives the same bytes for the same paper", async () => {
    await new Promise(resolve => setTimeout(resolve, 2100)); // zip times have a step of two seconds
    expect(sha256(await paperDocx(paper))).toBe(sha256(bytes));
  });
});

describe("papersHtml(papers)", () => {
  const html = papersHtml([{...paper, title: "x"}], "题目");

  test("asks for nothing outside itself", () => {
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(?:script|link|img|iframe)|url\(|@import|https?:/);
  });

  test("writes text as text", () => {
    expect(html).toContain("关于&lt;甲&gt;的通报");
    expect(html).toContain("<title>题目（草案）</title>");
  });
});

describe("htmlToPdf(html)", () => {
  test("without a browser says so and what to do", async () => {
    const file = join(folder, "none.pdf");
    const named = process.env.HENGCAI_CHROMIUM;
    process.env.HENGCAI_CHROMIUM = join(folder, "no-such-browser");
    try {
      const none = await htmlToPdf("<p>甲</p>", file, {date: "2025-12-31"});
      expect(none).toEqual({reason: expect.stringMatching(/^没有生成 PDF：.*找不到.*Word 文件（\.docx）已经生成/)});
    } finally {
      if (named === undefined) delete process.env.HENGCAI_CHROMIUM;
      else process.env.HENGCAI_CHROMIUM = named;
    }
    expect(existsSync(file)).toBe(false);
  });

  test("by a program that prints nothing says what went wrong", async () => {
    const failed = await htmlToPdf("<p>甲</p>", join(folder, "bad.pdf"), {
      date: "2025-12-31",
      browser: process.execPath
    });
    expect(failed).toEqual({reason: expect.stringContaining("没有打印成功（退出状态 9）")});
    expect(existsSync(join(folder, "bad.pdf"))).toBe(false);
  });

  test("prints the same bytes twice, with the pages and the date they should have", async () => {
    const browser = findChromium();
    const files = ["one.pdf", "two.pdf"].map(name => join(folder, name));
    const made = [];
    for (const file of files)
      made.push(await htmlToPdf(papersHtml([paper], "通报"), file, {date: paper.date, browser}));
    const [one, two] = made;
    expect(one).toMatchObject({path: "one.pdf", producer: expect.stringMatching(/^Skia\/PDF m\d+$/)});
    expect(two).toMatchObject({sha256: (one as {sha256: string}).sha256});
    const text = readFileSync(files[0]!, "latin1");
    expect(text).toContain("/CreationDate (D:20251231000000+00'00')");
    // Sixty rows need more than one upright page; the last is turned.
    const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, w, h]) => Number(w) > Number(h));
    expect(boxes.length).toBeGreaterThan(2);
    expect(boxes).toEqual(boxes.map((_, i) => i === boxes.length - 1));
  }, 120_000);

  test("pinRun counts the nodes of the structure from 1 in their order, wherever the browser began, in as many bytes", () => {
    const print = (first: number) => {
      const node = (n: number) => `(node${String(first + n).padStart(8, "0")})`;
      return `/ID ${node(0)}>>\n/ID ${node(7)}>>\n/Headers [${node(0)}]\n/Limits [${node(0)} ${node(7)}] (node1) node00000009`;
    };
    const pinned = (text: string) =>
      Buffer.from(pinRun(new Uint8Array(Buffer.from(text, "latin1")), "2025-12-31")).toString("latin1");
    expect(pinned(print(35))).toBe(pinned(print(34)));
    expect(pinned(print(99_999_990))).toBe(
      "/ID (node00000001)>>\n/ID (node00000002)>>\n/Headers [(node00000001)]\n/Limits [(node00000001) (node00000002)] (node1) node00000009"
    );
  });

  test("pinRun changes the two dates and no other byte", () => {
    const before =
      "%PDF-1.4\n/CreationDate (D:20261121091500+08'00')\n/ModDate (D:20261121091500+08'00')\nÿþ20261121091500";
    const bytes = pinRun(new Uint8Array(Buffer.from(before, "latin1")), "2025-12-31");
    expect(Buffer.from(bytes).toString("latin1")).toBe(
      "%PDF-1.4\n/CreationDate (D:20251231000000+00'00')\n/ModDate (D:20251231000000+00'00')\nÿþ20261121091500"
    );
  });
});
