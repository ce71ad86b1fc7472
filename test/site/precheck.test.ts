import {mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {PrecheckFacts} from "../../publish/sitedata/precheck.ts";
import {BOMBS, CONTAINERS} from "../loaders/hostileFiles.ts";
import {openBrowser, serve, type Watch, watch} from "./browser.ts";
import {DIFFERENT, type PrecheckCase, precheckCases} from "./precheckCases.ts";
import {choose, PATIENCE, readReport, reportOf, settled} from "./precheckPage.ts";
import {workerScript, writePrecheckSite} from "./precheckSite.ts";
import {violations} from "./proof.ts";

const INPUT = fileURLToPath(new URL("../input", import.meta.url));
/** A folder of texts whose units come and go, and one of workbooks. All others in the long run. */
const FOLDERS = ["62-unit-not-in-force", "69-formulas"];

const scratch = mkdtempSync(join(tmpdir(), "hengcai-precheck-"));
const site = join(scratch, "site");
const cases = new Map<string, PrecheckCase[]>();
let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  const knowledge: Record<string, PrecheckFacts> = {};
  for (const name of FOLDERS) {
    const folder = join(scratch, name);
    mkdirSync(folder);
    const made = await precheckCases(name, folder);
    cases.set(name, made.cases);
    knowledge[name] = made.knowledge;
  }
  await writePrecheckSite(site, knowledge);
  served = await serve(site);
  browser = await openBrowser();
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(scratch, {recursive: true, force: true});
});

async function open(name = FOLDERS[1]!): Promise<{page: Page; seen: Watch; asked: string[]}> {
  const context = await browser.newContext({viewport: {width: 1280, height: 800}});
  const page = await context.newPage();
  const seen = await watch(page, served.origin);
  const asked: string[] = [];
  page.on("request", request => {
    if (!/^(?:blob|data):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(`${served.base}${name}.html`);
  return {page, seen, asked};
}

function write(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

const CLAIMS = "申报编号,申报单位,加分项目,发生日期\n";

describe("数据自检 finds what the command finds, to the word, in", () => {
  test.each(FOLDERS)("%s", {timeout: PATIENCE}, async name => {
    const {page, seen} = await open(name);
    for (const one of cases.get(name)!) {
      const {lines} = await reportOf(page, one);
      if (!DIFFERENT[one.name]) expect({name: one.name, lines}).toEqual({name: one.name, lines: one.expected});
    }
    expect(seen).toEqual({foreign: [], errors: []});
    await page.context().close();
  });
});

describe("what leaves the machine", () => {
  test("is nothing: the network may be gone, and after a file is chosen nothing is asked for", async () => {
    const {page, asked} = await open();
    await page.waitForLoadState("networkidle");
    expect(asked.filter(url => url.includes("precheck-worker.js"))).not.toEqual([]);
    const before = asked.length;
    await page.context().setOffline(true);
    const [article] = await choose(page, [write("好.csv", `${CLAIMS}S-1,东山镇,宣传表彰,2025-03-01\n`)]);
    expect(await article!.locator(".verdict").innerText()).toContain("可以报送：1 行可以接收");
    await article!.locator("select").selectOption("inspections");
    await settled(page);
    expect(asked.slice(before)).toEqual([]);
    // The ear hears: a request that there should not be is noted.
    await page.context().setOffline(false);
    await page.evaluate(() => fetch("style.css"));
    expect(asked.length).toBe(before + 1);
    await page.context().close();
  });

  test("names and numbers of persons stand neither on the page nor in the list", async () => {
    const {page} = await open();
    const path = join(INPUT, "57-id-check/talents/名单.csv");
    const [article] = await choose(page, [path]);
    const {lines} = await readReport(page, article!);
    const shown = `${await page.locator("main").innerText()}${lines.join()}`;
    const personal = [...readFileSync(path, "utf8").matchAll(/\d{17}[\dXx]|1[3-9]\d{9}/g)].map(([text]) => text);
    expect(personal.length).toBeGreaterThan(0);
    expect(personal.filter(text => shown.includes(text))).toEqual([]);
    await page.context().close();
  });
});

describe("files made to hurt", () => {
  const bad = [
    ...CONTAINERS.filter(({codes}) => codes.length).slice(0, 6),
    ...BOMBS.filter(({title}) => /^an attribute|^a sheet that/.test(title))
  ];

  test("each end in a sentence, and the next file is checked as ever", {timeout: PATIENCE}, async () => {
    const {page, seen} = await open();
    const paths = bad.map((hostile, i) => write(`${i}.xlsx`, hostile.build()));
    const articles = await choose(page, [...paths, write("后面.csv", `${CLAIMS}S-1,东山镇,宣传表彰,2025-03-01\n`)]);
    const verdicts = await Promise.all(articles.map(article => article.locator(".verdict").innerText()));
    const tables = await Promise.all(articles.map(article => article.locator(".precheck-groups").allInnerTexts()));
    expect(verdicts.at(-1)).toContain("可以报送：1 行可以接收");
    const words = {too_large: "文件过大", unreadable_workbook: "工作簿无法读取", encrypted_workbook: "工作簿有密码"};
    const wrong = bad.flatMap(({title, codes}, i) => {
      const word = words[codes[0] as keyof typeof words] ?? codes[0]!;
      return verdicts[i]!.startsWith("先改再报") && tables[i]!.join().includes(word)
        ? []
        : [`${title}: ${verdicts[i]}`];
    });
    expect(wrong).toEqual([]);
    expect(seen).toEqual({foreign: [], errors: []});
    await page.context().close();
  });

  test("one that is too large, or no table by its name, is not opened at all", async () => {
    const {page} = await open();
    const large = write("大.csv", CLAIMS);
    truncateSync(large, 201 * 2 ** 20);
    const articles = await choose(page, [large, write("扫描件.pdf", "%PDF-1.4"), write("~$锁.xlsx", "x")]);
    const verdicts = await Promise.all(articles.map(article => article.locator(".verdict").innerText()));
    expect(verdicts[0]).toContain("没有查：文件有 201 MB，超过这一页能查的 200 MB");
    expect(verdicts[1]).toContain("没有查：不读 .pdf 文件");
    expect(verdicts[2]).toContain("临时文件");
    await page.context().close();
  });
});

describe("the clerk", () => {
  test("is told what the file was taken for and why, and may choose otherwise by keyboard", async () => {
    const {page} = await open();
    const [article] = await choose(page, [write("a.csv", `${CLAIMS}S-1,东山镇,宣传表彰,2025-03-01\n`)]);
    const select = article!.locator("select");
    expect(await select.inputValue()).toBe("claims");
    expect(await select.locator("option").count()).toBe(14);
    expect(await article!.innerText()).toContain(
      "表头认出 4 列：申报编号、申报单位、加分项目、发生日期；必填的列都有。"
    );
    await select.focus();
    await select.selectOption("talents");
    await settled(page);
    expect(await article!.locator(".verdict").innerText()).toContain("先改再报：没有一行");
    expect(await article!.innerText()).toContain("表头不像这张表");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    await page.context().close();
  });

  test("finds the file chosen last above all, files chosen together in their order, each under its name", async () => {
    const {page} = await open();
    const claim = `${CLAIMS}S-1,东山镇,宣传表彰,2025-03-01\n`;
    await choose(page, [write("先.csv", claim)]);
    const [article] = await choose(page, [write("后一.csv", claim), write("后二.csv", claim)]);
    expect(await page.locator(".precheck-file > h3").allInnerTexts()).toEqual(["后一.csv", "后二.csv", "先.csv"]);
    expect(await article!.locator("h3, .verdict").count()).toBe(2);
    await page.context().close();
  });

  test("can stop a long check, and opens the choice of files without a mouse", {timeout: PATIENCE}, async () => {
    const {page} = await open();
    const long = write("长.csv", CLAIMS + "S-1,东山镇,宣传表彰,2025-03-01\n".repeat(900_000));
    await page.locator("#precheck-files").setInputFiles(long);
    await page.locator("[data-stop]").click();
    await settled(page);
    expect(await page.locator(".verdict").innerText()).toBe("已停止，没有查完。");
    expect(await page.locator("[role=status]").innerText()).toBe("查完 1 个文件：1 个已停止。");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.locator("#precheck-files").press("Enter")
    ]);
    expect(chooser.isMultiple()).toBe(true);
    await page.context().close();
  });

  test("may drop a file anywhere, and reads a page without faults that fits 375", async () => {
    const {page} = await open();
    const content = readFileSync(join(INPUT, "91-beyond-cells/claims/加分申报.csv"), "utf8");
    await page.evaluate(text => {
      const data = new DataTransfer();
      data.items.add(new File([text], "加分申报.csv"));
      document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: data}));
    }, content);
    await settled(page);
    expect(await page.locator(".verdict").innerText()).toContain("先改再报");
    await page.locator("details > summary").click();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({width: 375, height: 800});
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

describe("where the check cannot run, the page says what it needs", () => {
  test("without JavaScript, and opened from a file", async () => {
    const silent = await browser.newContext({javaScriptEnabled: false});
    const off = await silent.newPage();
    await off.goto(`${served.base}${FOLDERS[0]}.html`);
    expect(await off.locator("#precheck").innerText()).toMatch(/浏览器允许运行脚本（JavaScript）[\s\S]*hengcai check/);
    expect(await off.locator("#precheck-files").isVisible()).toBe(false);
    await silent.close();
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(site, `${FOLDERS[0]}.html`)).href);
    await page.waitForFunction(() => document.querySelector<HTMLElement>(".precheck-tool")!.hidden);
    expect(await page.locator("#precheck").innerText()).toContain("不是双击磁盘上的文件");
    expect(await page.locator("#precheck-files").isVisible()).toBe(false);
    await page.context().close();
  });

  test("its policy lets a worker of its own origin run, and nothing be asked for elsewhere", () => {
    const html = readFileSync(join(site, `${FOLDERS[0]}.html`), "utf8");
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
    expect(policy!.split("; ")).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "worker-src 'self'", "connect-src 'self'"])
    );
  });

  test("the scripts use nothing that Chromium 109 or Safari 16 lacks", () => {
    const text = workerScript(site) + readFileSync(join(site, "assets", "precheck.js"), "utf8");
    const young =
      /\.(?:toSorted|toReversed|toSpliced|with|groupBy|fromAsync|isWellFormed|difference|union)\(|\(\?<[=!]/g;
    expect([...text.matchAll(young)].map(([match]) => match)).toEqual([]);
    // Papa Parse could fetch a file by its address; nothing calls it, and the policy of the page lets nothing out.
    expect(text).not.toMatch(/\bfetch\(|sendBeacon|WebSocket|EventSource|importScripts/);
  });
});
