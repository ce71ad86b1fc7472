import {execFileSync} from "node:child_process";
import {copyFileSync, mkdtempSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {unzipSync} from "fflate";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {parseSums, sha256} from "../../publish/hash.ts";
import {cleanName, SINGLE_ARCHIVE, SINGLE_FOLDER, singleFileName} from "../../publish/sitedata/single.ts";
import {singleFile} from "../../src/build/singleFile.ts";
import {type Built, builtFixture, builtSample, filesOf} from "../built.ts";
import {openBrowser} from "./browser.ts";
import {violations} from "./proof.ts";

const PATIENCE = 300_000;
const LARGEST = 1_500_000;

describe("singleFileName(code, name, taken)", () => {
  test.each([
    ["990101001", "霁川街道", "单位-990101001-霁川街道.html"],
    ["J-1", "市委组织部（人才办）", "单位-J-1-市委组织部（人才办）.html"],
    ["a", '甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "单位-a-甲乙丙丁戊己庚辛壬癸.html"],
    ["b", "../甲/../etc/passwd", "单位-b-甲etcpasswd.html"],
    ["c", "\u202e镇\u0000\u200b %23#\n ", "单位-c-镇23.html"],
    ["d", "…！", "单位-d.html"],
    ["e", "长".repeat(200), `单位-e-${"长".repeat(40)}.html`]
  ])("gives %s %j the name %s", (code, name, file) => {
    expect(singleFileName(code, name, new Set())).toBe(file);
  });

  test("never gives a name twice, whatever letters are large", () => {
    const taken = new Set<string>();
    expect(singleFileName("A", "1", taken)).toBe("单位-A-1.html");
    expect(singleFileName("a-1", "", taken)).toBe("单位-a-1-2.html");
  });

  test("keeps a name within what a file system takes, in bytes", () => {
    expect(Buffer.byteLength(singleFileName("x".repeat(100), "镇".repeat(200), new Set()))).toBeLessThan(255);
    expect(cleanName("\ud83d镇")).toBe("镇");
  });
});

describe("singleFile(page, options)", () => {
  const PAGE = `<!DOCTYPE html><html lang="zh-CN"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<link rel="stylesheet" href="../_import/style.1.css"><script src="../_import/site.2.js"></script></head><body>
<header class="site"><nav aria-label="各页"><ul><li><a href="../index.html">总览</a></li><li><a href="../method.html">口径说明</a></li></ul></nav></header>
<main><p><a href="../bonus.html#g1">位次</a>，<a href="#r1">本页</a>，<a href="甲.html?x=1#r2">自己</a>，<a href="../method.html">口径</a>，<a href="https://example.org/bonus.html">外面</a></p><p class="data">数据：<a href="../data/a.csv" download>CSV</a></p></main>
<footer class="site"><div class="colophon"><p>数据截至</p></div></footer>
</body></html>`;
  const files = new Map([
    ["index.html", "总览.html"],
    ["bonus.html", "绩效加分.html"],
    ["unit/甲.html", "单位-甲.html"]
  ]);
  const make = (page: string) => singleFile(page, {path: "unit/甲.html", style: "p{color:red}\n", files});

  test("carries the style, leaves the script, and states a policy that lets no script run", () => {
    const single = make(PAGE);
    expect(single).toContain("<style>p{color:red}</style>");
    expect(single).not.toMatch(/<script|<link rel="stylesheet"|script-src/);
    expect(single).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:;");
  });

  test("links to the other single files, within itself, and makes every other link plain text", () => {
    const single = make(PAGE);
    expect(single).toContain('<a href="绩效加分.html#g1">位次</a>');
    expect(single).toContain('<a href="#r1">本页</a>，<a href="#r2">自己</a>，口径，外面');
    expect(single).toContain('<nav aria-label="各页"><ul><li><a href="总览.html">总览</a></li></ul></nav>');
    expect(single).not.toContain("data/a.csv");
    expect(single).toContain("<p>数据截至</p><p>单文件版：");
  });

  test("without the links from numbers to their proofs keeps every word and all other links", () => {
    const page = PAGE.replace(
      "数据截至",
      '<a class="proof" href="../bonus.html#r2">4.1</a>，<a href="../bonus.html">加分</a>'
    );
    expect(make(page)).toContain('<a class="proof" href="绩效加分.html#r2">4.1</a>');
    const light = singleFile(page, {path: "unit/甲.html", style: "", files, light: true});
    expect(light).toContain('<p>4.1，<a href="绩效加分.html">加分</a>');
  });

  test("refuses a page that would still ask for a file, and one of another shape", () => {
    expect(() => make(PAGE.replace("数据截至", '<img src="a.png">'))).toThrow('it would ask for  src="a.png"');
    expect(() => make(PAGE.replace("数据截至", "<style>@import 'a.css'</style>"))).toThrow("it would ask for @import");
    expect(() => make(PAGE.replace("</footer>", ""))).toThrow("no foot");
    expect(make(PAGE.replace("数据截至", '<rect fill="url(#f1)"/>'))).toContain("url(#f1)");
  });
});

describe("the single files of the sample", () => {
  let sample: Built;
  let browser: Browser;
  let folder: string;
  const away = mkdtempSync(join(tmpdir(), "hengcai 单文件 "));
  const names = () => filesOf(folder).filter(name => name.endsWith(".html"));
  const read = (path: string) => readFileSync(join(sample.dist, path), "utf8");

  beforeAll(async () => {
    [browser, sample] = await Promise.all([openBrowser(), builtSample()]);
    folder = join(sample.dist, SINGLE_FOLDER);
  }, PATIENCE);

  afterAll(async () => {
    await browser?.close();
    rmSync(away, {recursive: true, force: true});
  });

  test("are the overview, the bonus points, the assessment and one for every unit's page, none over 1.5 MB", () => {
    const units = filesOf(join(sample.dist, "unit"));
    expect(units.length).toBeGreaterThan(50);
    expect(names().length).toBe(3 + units.length);
    for (const unit of units) {
      const code = unit.replace(/\.html$/, "");
      expect(
        names().filter(name => name.startsWith(`单位-${code}-`)),
        code
      ).toHaveLength(1);
    }
    expect(names().filter(name => statSync(join(folder, name)).size > LARGEST)).toEqual([]);
  });

  test("are counted by their checksums, and the archive holds the same bytes", () => {
    const sums = parseSums(readFileSync(join(folder, "SHA256SUMS"), "utf8"));
    expect(sums.map(({path}) => path).sort()).toEqual([...names(), SINGLE_ARCHIVE].sort());
    for (const {path, sha256: sum} of sums)
      expect(sha256(new Uint8Array(readFileSync(join(folder, path)))), path).toBe(sum);
    const archive = unzipSync(new Uint8Array(readFileSync(join(folder, SINGLE_ARCHIVE))));
    expect(Object.keys(archive).sort()).toEqual(
      names()
        .map(name => `${SINGLE_FOLDER}/${name}`)
        .sort()
    );
    for (const name of names())
      expect(sha256(archive[`${SINGLE_FOLDER}/${name}`]!)).toBe(sha256(readFileSync(join(folder, name), "utf8")));
  });

  test("have every link to a file beside them, every anchor in it, and are linked from the downloads and the unit's page", () => {
    const ids = new Map(
      names().map(name => {
        const text = readFileSync(join(folder, name), "utf8");
        return [name, new Set([...text.matchAll(/ id="([^"]*)"/g)].map(match => match[1]!))];
      })
    );
    const faults: string[] = [];
    for (const name of names()) {
      for (const [, href] of readFileSync(join(folder, name), "utf8").matchAll(/<a\b[^>]* href="([^"]*)"/g)) {
        const [file = "", anchor] = href!.split("#").map(decodeURIComponent);
        const target = ids.get(file || name);
        if (!target || (anchor !== undefined && !target.has(anchor))) faults.push(`${name} → ${href}`);
      }
    }
    expect(faults).toEqual([]);
    const downloads = read("downloads.html");
    for (const name of ["总览.html", "绩效加分.html", "年度考核.html", SINGLE_ARCHIVE, "SHA256SUMS"]) {
      expect(downloads).toContain(` href="${encodeURI(`${SINGLE_FOLDER}/${name}`)}"`);
    }
    const unit = names().find(name => name.startsWith("单位-"))!;
    const code = unit.split("-")[1]!;
    expect(read(`unit/${code}.html`)).toContain(` href="../${encodeURI(`${SINGLE_FOLDER}/${unit}`)}"`);
  });

  test(
    "open alone from any folder, ask for nothing, log no error, have no axe violation, and are whole",
    async () => {
      const unit = names()
        .filter(name => name.startsWith("单位-"))
        .reduce((a, b) => (statSync(join(folder, b)).size > statSync(join(folder, a)).size ? b : a));
      const pairs = [
        ["总览.html", "index.html"],
        ["绩效加分.html", "bonus.html"],
        ["年度考核.html", "assessment.html"],
        [unit, `unit/${unit.split("-")[1]}.html`]
      ] as const;
      const context = await browser.newContext({viewport: {width: 1280, height: 800}});
      for (const [name, path] of pairs) {
        const copy = join(away, `附件 ${name}`);
        copyFileSync(join(folder, name), copy);
        const page = await context.newPage();
        const seen: string[] = [];
        page.on("request", request => seen.push(request.url()));
        page.on("console", message => seen.push(message.text()));
        page.on("pageerror", error => seen.push(error.message));
        await page.goto(pathToFileURL(copy).href);
        expect(seen).toEqual([pathToFileURL(copy).href]);
        const single = await contents(page);
        // The markup is that of the pages, which are proved elsewhere; the long run looks at all four.
        if (process.env.HENGCAI_FULL || !/bonus|assessment/.test(path)) {
          expect(await violations(page), name).toEqual([]);
        }
        await page.goto(pathToFileURL(join(sample.dist, path)).href);
        const whole = await contents(page);
        expect(single, name).toEqual(whole);
        expect(single.rows.length).toBeGreaterThan(3);
        await page.close();
      }
      await context.close();
    },
    PATIENCE
  );

  test("hold no script and have names that every file system takes, whatever words the rows hold", async () => {
    const {dist} = await builtFixture();
    const files = filesOf(join(dist, SINGLE_FOLDER));
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter(name => /[<>:"|?*\\\p{Cc}\p{Cf}]/u.test(name))).toEqual([]);
    for (const name of files.filter(name => name.endsWith(".html"))) {
      expect(readFileSync(join(dist, SINGLE_FOLDER, name), "utf8")).not.toMatch(/<script/i);
    }
    execFileSync("sha256sum", ["-c", "--quiet", "SHA256SUMS"], {cwd: join(dist, SINGLE_FOLDER)});
  });
});

/** What stands on a page: the words of every table's rows, its drawings, its size of type. */
async function contents(page: Page): Promise<{rows: string[]; drawings: number; type: string}> {
  return page.evaluate(() => ({
    // The buttons that the script adds to the heads have no words; a link's words stay where the link goes.
    rows: Array.from(document.querySelectorAll("main tr"), row => row.textContent ?? ""),
    drawings: document.querySelectorAll("main svg").length,
    type: getComputedStyle(document.querySelector("h1")!).fontSize
  }));
}
