import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {AxeBuilder} from "@axe-core/playwright";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {pinyinOf} from "../../publish/pinyin.ts";
import {type Built, builtFixture, builtSample, filesOf} from "../built.ts";
import {charactersOf, clippedTexts, latinWords, missingGlyphs, openBrowser, serve, watch} from "./browser.ts";

/** Names of formats, units of size, and words that the field itself writes in Latin letters. Nothing else. */
const REVIEWED = [
  "CSV",
  "Excel",
  "XLSX",
  "JSON",
  "Parquet",
  "DuckDB",
  "KB",
  "MB",
  "SHA",
  "UTF",
  "LE",
  "GB",
  "BOM",
  "true",
  "false"
];
const UNIT_PAGES = process.env.HENGCAI_FULL ? 20 : 10;
const PATIENCE = 600_000;

let browser: Browser;
let sample: Built;
let site: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  [browser, sample] = await Promise.all([openBrowser(), builtSample()]);
  site = await serve(sample.dist);
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Every page, of the units' a sample spread over all. */
function pagesToSee(dist: string): string[] {
  const pages = filesOf(dist).filter(name => name.endsWith(".html"));
  const units = pages.filter(name => name.startsWith("unit/"));
  const step = Math.max(1, Math.floor(units.length / UNIT_PAGES));
  const seen = units.filter((_, i) => i % step === 0).slice(0, UNIT_PAGES);
  return [...pages.filter(name => !name.startsWith("unit/")), ...seen];
}

/** Every rule that axe has by default runs; only the reports of what passed are left out, which take most of the time. */
async function violations(page: Page): Promise<string[]> {
  const {violations} = await new AxeBuilder({page}).options({resultTypes: ["violations"]}).analyze();
  return violations.map(({id, nodes}) => `${id} × ${nodes.length}: ${nodes[0]?.target.join(" ")}`);
}

/** What one page shows of what it should not; its characters are added to the set. */
async function faultsOf(page: Page, name: string, width: number, characters: Set<string>): Promise<string[]> {
  const seen = await watch(page, site.origin);
  await page.goto(site.base + name);
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const found: Record<string, readonly string[]> = {
    sideways: sideways > 0 ? [`${sideways} px`] : [],
    clipped: await page.evaluate(clippedTexts),
    Latin: (await page.evaluate(latinWords)).filter(word => !REVIEWED.includes(word)),
    // The units' pages are of one make: at 375 the ten others stand for them.
    axe: width === 1280 || !name.startsWith("unit/") ? await violations(page) : [],
    foreign: seen.foreign,
    error: seen.errors
  };
  for (const character of await page.evaluate(charactersOf)) characters.add(character);
  return Object.entries(found)
    .filter(([, list]) => list.length)
    .map(([what, list]) => `${name} at ${width}: ${what}: ${list.slice(0, 5).join(" | ")}`);
}

describe("every page in a browser", () => {
  test(
    "asks nothing off its origin, logs no error, has no axe violation, fits 375, cuts no text, speaks Chinese, draws every character",
    async () => {
      const pages = pagesToSee(sample.dist);
      expect(pages.length).toBeGreaterThanOrEqual(10 + UNIT_PAGES);
      const faults: string[] = [];
      const characters = new Set<string>();
      const work = pages.flatMap(name => [1280, 375].map(width => ({name, width})));
      const lane = async () => {
        for (let next = work.pop(); next; next = work.pop()) {
          const context = await browser.newContext({viewport: {width: next.width, height: 800}});
          faults.push(...(await faultsOf(await context.newPage(), next.name, next.width, characters)));
          await context.close();
        }
      };
      await Promise.all([lane(), lane()]);
      expect(faults.sort()).toEqual([]);

      expect(characters.size).toBeGreaterThan(500);
      const page = await browser.newPage();
      await page.goto(`${site.base}bonus.html`);
      expect(await page.evaluate(missingGlyphs, [...characters])).toEqual([]);
      await page.close();
    },
    PATIENCE
  );

  test("the detectors of clipped text, Latin words and missing glyphs find what is planted", async () => {
    const page = await browser.newPage({viewport: {width: 375, height: 800}});
    await page.setContent(
      `<html lang="zh-CN"><body style="font-family:'Noto Sans CJK SC',sans-serif"><p style="width:3em;overflow:hidden;white-space:nowrap">一二三四五六七八</p><p>看 Dashboard</p><p>缺\u{e000}字</p><p style="position:absolute;left:340px;white-space:nowrap">伸出页面之外的字</p></body></html>`
    );
    expect(await page.evaluate(clippedTexts)).toEqual(["一二三四五六七八 (box)", "伸出页面之外的字 (page)"]);
    expect(await page.evaluate(latinWords)).toEqual(["Dashboard"]);
    expect(await page.evaluate(missingGlyphs, await page.evaluate(charactersOf))).toEqual(["\u{e000}"]);
    await page.close();
  });
});

describe("绩效加分", () => {
  const read = () => {
    const rows = [...document.querySelectorAll("table.ranking tbody tr")].filter(row => row.getClientRects().length);
    return {
      rows: rows.map(row => [...row.children].map(cell => cell.textContent?.trim()).join("|")),
      charts: [...document.querySelectorAll("svg[role=img]")].filter(svg => svg.getClientRects().length).length,
      titleSize: getComputedStyle(document.querySelector("h1")!).fontSize,
      tabs: document.querySelectorAll("[role=tab]").length
    };
  };

  test("is whole with JavaScript off and from a file", async () => {
    const silent = await browser.newContext({javaScriptEnabled: false, viewport: {width: 1280, height: 800}});
    const off = await silent.newPage();
    await off.goto(`${site.base}bonus.html`);
    const without = await off.evaluate(read);
    await silent.close();

    const page = await browser.newPage({viewport: {width: 1280, height: 800}});
    const errors: string[] = [];
    page.on("console", message => errors.push(message.text()));
    page.on("pageerror", error => errors.push(error.message));
    await page.goto(pathToFileURL(join(sample.dist, "bonus.html")).href);
    const shown = await page.evaluate(read);
    await page.emulateMedia({media: "print"});
    const printed = await page.evaluate(read);
    await page.close();

    expect(errors).toEqual([]);
    expect(without.tabs).toBe(0);
    expect(without.rows.length).toBeGreaterThan(50);
    expect(without.charts).toBeGreaterThan(5);
    expect(shown.tabs).toBe(3);
    expect(shown.titleSize).toBe(without.titleSize);
    expect(shown.titleSize).not.toBe("32px"); // The browser's own: the stylesheet would be missing.
    expect(printed.rows).toEqual(without.rows);
    expect(printed.charts).toBe(without.charts);
  });

  test("sorts by a column, filters by words and opens a group by its tab and by the keyboard", async () => {
    const page = await browser.newPage({viewport: {width: 1280, height: 800}});
    await page.goto(`${site.base}bonus.html`);
    const table = page.locator("table.ranking").first();
    const names = () => table.locator("tbody tr:visible th").allTextContents();
    const before = await names();
    await table.locator("thead th").nth(1).getByRole("button").click();
    expect(await names()).not.toEqual(before);
    await table.locator("thead th").nth(0).getByRole("button").press("Enter");
    expect((await names())[0]).toBe(before[0]);
    expect(await table.locator("thead th").nth(0).getAttribute("aria-sort")).toBe("ascending");
    await page.getByLabel("筛选").first().fill(before[3]!);
    expect(await names()).toEqual([before[3]]);
    const initials = pinyinOf(before[3]!).find(word => word.length === [...before[3]!].length)!;
    await page.getByLabel("筛选").first().fill(initials);
    expect(await names()).toContain(before[3]);
    expect((await names()).length).toBeLessThan(before.length);
    const tabs = page.getByRole("tab");
    await tabs.nth(0).press("ArrowRight");
    expect(await tabs.nth(1).getAttribute("aria-selected")).toBe("true");
    expect(await table.isVisible()).toBe(false);
    await page.close();
  });
});

describe("hostile words", () => {
  test(
    "run nothing, break nothing, and stand on the pages as they were written",
    async () => {
      const {dist} = await builtFixture("hostile");
      const hostile = await serve(dist);
      const page = await browser.newPage();
      const seen = await watch(page, hostile.origin);
      const pages = filesOf(dist).filter(name => name.endsWith(".html"));
      for (const name of pages) {
        await page.goto(hostile.base + name);
        const state = await page.evaluate(() => ({
          hacked: "hacked" in window,
          mains: document.querySelectorAll("main").length,
          foot: document.querySelector("body > footer")?.textContent ?? "",
          images: document.querySelectorAll("img").length,
          scripts: document.querySelectorAll("script").length
        }));
        expect({name, ...state}).toMatchObject({name, hacked: false, mains: 1, images: 0, scripts: 1});
        expect(state.foot).toContain("数据截至");
      }
      await page.goto(`${hostile.base}bonus.html`);
      expect(await page.locator("table.ranking").innerText()).toContain("<script>window.hacked=1</script>");
      expect(seen).toEqual({foreign: [], errors: []});
      await page.close();
      await hostile.close();
    },
    PATIENCE
  );
});
