import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {describe, expect, test} from "vitest";
import {pinyinOf} from "../../publish/pinyin.ts";
import {PAGE_NAMES} from "../../src/build/pages.ts";
import {builtFixture, builtWorkspace, filesOf} from "../built.ts";
import {inFull} from "../full.ts";
import {charactersOf, clippedTexts, latinWords, missingGlyphs, serve} from "./browser.ts";
import {EMPTY_CITY, ONE_UNIT} from "./cities.ts";
import {HOSTILE} from "./fixture.ts";
import {paperFaults} from "./paper.ts";
import {layoutFaults, provePages, showEach} from "./proof.ts";
import {sampleSite} from "./sampleSite.ts";
import {templates} from "./templates.ts";

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
  "SQL",
  "JavaScript",
  "Ctrl",
  "Enter",
  "true",
  "false"
];
/** The page of every component, and the page that most people read; the long run looks at those of more, and of all in `pages.full.test.ts`. */
const IN_COLOUR = inFull(/^(?:style|index)\.html$/, /^(?:style|index|bonus|simulate|unit\/990101001)\.html$/);
/** Pages that are printed with hostile words: a ranking across, a matrix, a list; all but the units' in the long run. */
const ON_PAPER = inFull(/^(?:bonus|meetings|inspections)\.html$/, /^[^/]+\.html$/);
const PATIENCE = 600_000;

const city = sampleSite(PATIENCE);

describe("every template in a browser", () => {
  test(
    "asks nothing off its origin, logs no error, breaks no rule of axe, fits 320, cuts no text, can be walked by keys, is whole without script and from its file, speaks Chinese, draws every character",
    async () => {
      const pages = templates(city.sample.dist);
      expect(pages.length).toBeGreaterThanOrEqual(PAGE_NAMES.length + 3);
      const characters = new Set<string>();
      const common = {dist: city.sample.dist, site: city.site, latin: REVIEWED, characters};
      expect(await provePages(city.browser, pages, name => ({...common, colours: IN_COLOUR.test(name)}))).toEqual([]);

      expect(characters.size).toBeGreaterThan(500);
      const page = await city.browser.newPage();
      await page.goto(`${city.site.base}bonus.html`);
      expect(await page.evaluate(missingGlyphs, [...characters])).toEqual([]);
      await page.close();
    },
    PATIENCE
  );

  test.each([
    ["a directory without units", EMPTY_CITY, 0, /./],
    // But for the pages that name units it says what a city without units says.
    ["one unit that sent nothing", ONE_UNIT, 1, inFull(/^(?:index|bonus|units|unit\/.*)\.html$/, /./)]
  ] as const)(
    "does so for %s",
    async (name, files, units, looked) => {
      const {dist} = await builtWorkspace(name, files);
      expect(filesOf(dist).filter(page => page.startsWith("unit/")).length).toBe(units);
      const served = await serve(dist);
      // The page of components shows the same in every city.
      const pages = templates(dist).filter(page => page !== "style.html" && looked.test(page));
      const common = {dist, site: served, latin: REVIEWED, plain: inFull(true, false)};
      expect(await provePages(city.browser, pages, () => common)).toEqual([]);
      await served.close();
    },
    PATIENCE
  );

  test("the detectors of clipped text, Latin words and missing glyphs find what is planted", async () => {
    const page = await city.browser.newPage({viewport: {width: 375, height: 800}});
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
    const silent = await city.browser.newContext({javaScriptEnabled: false, viewport: {width: 1280, height: 800}});
    const off = await silent.newPage();
    await off.goto(`${city.site.base}bonus.html`);
    const without = await off.evaluate(read);
    await silent.close();

    const page = await city.browser.newPage({viewport: {width: 1280, height: 800}});
    const errors: string[] = [];
    page.on("console", message => errors.push(message.text()));
    page.on("pageerror", error => errors.push(error.message));
    await page.goto(pathToFileURL(join(city.sample.dist, "bonus.html")).href);
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
    const page = await city.browser.newPage({viewport: {width: 1280, height: 800}});
    await page.goto(`${city.site.base}bonus.html`);
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

describe("单位", () => {
  test("finds a unit in any group by one box: name, code, pinyin and initials; a group without a find is put away", async () => {
    const page = await city.browser.newPage({viewport: {width: 1280, height: 800}});
    await page.goto(`${city.site.base}units.html`);
    const shown = () => page.locator("tbody tr:visible th").allTextContents();
    const box = page.getByLabel("找单位");
    const all = await shown();
    for (const words of ["科学技术", "990101303", "kexuejishu", "kjj"]) {
      await box.fill(words);
      const found = await shown();
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThan(all.length / 5);
    }
    await box.fill("科学技术局");
    expect(await shown()).toEqual(["市科学技术局"]);
    expect(await page.locator("main h2:visible").allTextContents()).toEqual(["成员单位（28个）"]);
    expect(await page.locator(".filter output").textContent()).toBe("1 个");
    await box.fill("查无此名");
    expect(await page.locator(".filter output").textContent()).toBe(
      "没有找到；可以用名称、简称、曾用名、编码、拼音或首字母找"
    );
    await box.fill("没有这个单位");
    expect(await shown()).toEqual([]);
    await box.fill("");
    expect(await shown()).toEqual(all);
    await page.close();
  });
});

test("a page whose script stops half way, or is of another edition, does not stay hidden", async () => {
  const page = await city.browser.newPage({viewport: {width: 1280, height: 800}});
  await page.route("**/_import/*.js", route =>
    route.fulfill({contentType: "text/javascript", body: "document.documentElement.dataset.theme = 'light'"})
  );
  await page.goto(`${city.site.base}meetings.html`);
  const seen = () =>
    page
      .locator("main h2")
      .first()
      .evaluate(heading => getComputedStyle(heading).visibility);
  expect(await page.evaluate(() => document.documentElement.dataset.ready)).toBeUndefined();
  await expect.poll(seen, {timeout: 20_000}).toBe("visible");
  await page.close();
});

describe("hostile words", () => {
  test(
    "run nothing, break no layout on screen or paper, and stand on the pages as they were written",
    async () => {
      const {dist} = await builtFixture();
      const hostile = await serve(dist);
      // The units of plain names have pages of the same make as those of hostile ones, and so have other years.
      const pages = filesOf(dist).filter(name => /^[^/]+\.html$|^unit\/H[^/]*\.html$/.test(name));
      const faults: string[] = [];
      const texts = new Map<string, string>();
      await showEach(city.browser, pages, hostile, async (page, name, seen) => {
        const state = await page.evaluate(() => ({
          hacked: "hacked" in window,
          mains: document.querySelectorAll("main").length,
          feet: document.querySelectorAll("body > footer").length,
          images: document.querySelectorAll("img").length
        }));
        texts.set(name, await page.evaluate(() => document.body.textContent ?? ""));
        const found: Record<string, readonly string[]> = {
          broken: Object.values(state).join() === "false,1,1,0" ? [] : [JSON.stringify(state)],
          foreign: seen.foreign,
          error: seen.errors
        };
        for (const width of [1280, 375]) {
          await page.setViewportSize({width, height: 800});
          Object.assign(found, await layoutFaults(page, `at ${width}`));
        }
        if (ON_PAPER.test(name)) found.paper = await paperFaults(page);
        faults.push(
          ...Object.entries(found).flatMap(([what, list]) => list.map(fault => `${name}: ${what}: ${fault}`))
        );
      });
      await hostile.close();
      expect(faults.sort()).toEqual([]);

      const unitPages = pages.filter(name => name.startsWith("unit/")).sort();
      for (const [i, name] of Object.values(HOSTILE).entries()) {
        // What turns the reading direction is left out, see html.test.ts; blanks are folded by the browser.
        const written = folded(name.replace(/[\u202a-\u202e\u2066-\u2069]/g, ""));
        for (const page of ["bonus.html", "units.html", "meetings.html", "satisfaction.html", unitPages[i]!]) {
          if (!folded(texts.get(page)!).includes(written)) faults.push(`${page} does not say ${written.slice(0, 40)}`);
        }
      }
      expect(faults).toEqual([]);
    },
    PATIENCE
  );
});

function folded(text: string): string {
  return text.replace(/\s+/g, " ");
}
