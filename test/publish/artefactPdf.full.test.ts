import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {scanBytes} from "../../publish/gate/egress.ts";
import {pdfText} from "../../publish/gate/pdfText.ts";
import {findBrowser, htmlToPdf} from "../../publish/paper/pdf.ts";
import {scratch} from "./fixture.ts";

const NAME = "欧阳修远";
const ID = "370102194912310029";
const WORDS = "人才工作绩效目录一二三龙门见面 ﬁne 0123456789 Ａ①〔2025〕";

test.runIf(findBrowser())(
  "a browser's PDF is read whole: every word, and a name broken over lines and styles",
  async () => {
    const page = (body: string): string =>
      `<!doctype html><html lang="zh"><title>通报</title><body>${body}</body></html>`;
    const print = async (name: string, body: string): Promise<Uint8Array> => {
      const file = join(scratch(), name);
      expect(await htmlToPdf(page(body), file, {date: "2025-12-31"})).toHaveProperty("producer");
      return new Uint8Array(readFileSync(file));
    };
    const clean = await print("clean.pdf", `<h1>${WORDS}</h1><p style="font-family: serif">${WORDS}</p>`);
    const {pages, unread} = pdfText(clean);
    expect(unread).toEqual([]);
    const whole = pages
      .map(({text}) => text)
      .join("")
      .normalize("NFKC")
      .replace(/\s/g, "");
    expect(whole).toContain(WORDS.normalize("NFKC").replace(/\s/g, "").repeat(2));
    expect(await scanBytes("a.pdf", clean, {secrets: [NAME]})).toEqual([]);

    const broken = `<p>${ID}</p><p style="width: 2em">甲欧阳修远</p><p>欧<b>阳<i>修</i></b>远</p>`;
    const hits = await scanBytes("a.pdf", await print("leak.pdf", broken), {secrets: [NAME]});
    expect([...new Set(hits.map(({kind}) => kind))].sort()).toEqual(["身份证号", "限制字段的值"]);
    const style = await print("style.pdf", "<p>欧<b>阳<i>修</i></b>远</p>");
    expect((await scanBytes("a.pdf", style, {secrets: [NAME]})).length).toBeGreaterThan(0);
  }
);

test.runIf(findBrowser())(
  "a PDF is the same bytes whatever language and time zone the user's machine is set to",
  async () => {
    const page = `<!doctype html><html lang="zh"><title>通报</title><body><h1>${WORDS}</h1><p style="font-family: 仿宋_GB2312, serif">${WORDS}</p></body></html>`;
    const names = ["TZ", "LC_ALL", "LANG"] as const;
    const before = names.map(name => process.env[name]);
    const printed: Uint8Array[] = [];
    for (const env of [
      {TZ: "Asia/Shanghai", LC_ALL: "zh_CN.UTF-8", LANG: "zh_CN.UTF-8"},
      {TZ: "Pacific/Kiritimati", LC_ALL: "C", LANG: "de_DE.UTF-8"}
    ]) {
      Object.assign(process.env, env);
      const file = join(scratch(), "a.pdf");
      expect(await htmlToPdf(page, file, {date: "2025-12-31"})).toHaveProperty("producer");
      printed.push(new Uint8Array(readFileSync(file)));
    }
    names.forEach((name, i) => {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    });
    expect(printed[1]).toEqual(printed[0]);
  }
);
