import {readFileSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Page} from "playwright-core";
import {describe, expect, test} from "vitest";
import {filesOf} from "../built.ts";
import {HOSTILE} from "./fixture.ts";
import {sampleSite} from "./sampleSite.ts";

const PATIENCE = 300_000;
const SIZE = {viewport: {width: 1280, height: 800}};

const city = sampleSite(PATIENCE);

/** Parts of addresses that were cut, mistyped, made up, or are of another edition. */
const NONSENSE = [
  "#tab=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  "#sort.ranking-1=up,没有这一列",
  "#sort.ranking-1=sideways,合计",
  "#sort.nothing=up,合计",
  "#find.nothing=一",
  "#at=nowhere",
  "#tab=%E0%A4&sort.=&find=一&&=&tab"
];

/** What the reader sees of a page: rows in their order, tabs, orders, and what the boxes say. */
function view() {
  const seen = (element: Element) => element.getClientRects().length > 0;
  return {
    rows: [...document.querySelectorAll("main tbody tr")].filter(seen).map(row => row.textContent),
    tab: document.querySelector("[role=tab][aria-selected=true]")?.textContent ?? null,
    orders: [...document.querySelectorAll("th[aria-sort]")].map(
      head => `${head.textContent} ${head.getAttribute("aria-sort")}`
    ),
    boxes: [...document.querySelectorAll<HTMLInputElement>(".finder input")].map(input => input.value),
    images: document.querySelectorAll("main img").length
  };
}

const addressOf = (name: string) => new URL(`${name}.html`, city.site.base).href;
const hashOf = (page: Page) => page.evaluate(() => location.hash);
/** The address says what was typed once the reader stops. */
const typedHash = (page: Page) => expect.poll(() => hashOf(page)).toContain("find");

async function opened<T>(address: string, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await city.browser.newPage(SIZE);
  const errors: string[] = [];
  page.on("pageerror", error => errors.push(error.message));
  page.on("dialog", dialog => errors.push(dialog.message()));
  await page.goto(address);
  const result = await work(page);
  await page.close();
  expect(errors).toEqual([]);
  return result;
}

const viewAt = (address: string) => opened(address, page => page.evaluate(view));

describe("an address", () => {
  test("has a name for every table that can be sorted, and no two of a page have one", () => {
    for (const name of filesOf(city.sample.dist).filter(name => /^[^/]+\.html$/.test(name))) {
      const html = readFileSync(join(city.sample.dist, name), "utf8");
      const names = [...html.matchAll(/ data-table="([^"]*)"/g)].map(([, name]) => name!);
      expect(names.filter((one, i) => !/^[\w-]+$/.test(one) || names.indexOf(one) !== i)).toEqual([]);
      expect(html.match(/ data-(?:tabs|search)/g)?.length ?? 0).toBeLessThan(2);
    }
  });

  test.each([
    ["from a server, below a folder", () => addressOf("bonus")],
    ["from a file", () => pathToFileURL(join(city.sample.dist, "bonus.html")).href]
  ])("%s, copied into a new page, shows the group, what was looked for, and the order again", async (_, address) => {
    const [copied, shown] = await opened(address(), async page => {
      await page.getByRole("tab").nth(2).click();
      const table = page.locator("table.ranking").nth(2);
      await table.getByRole("button", {name: "按合计排序"}).click();
      await table.getByRole("button", {name: "按合计排序"}).click();
      await page.locator("#group-3 .finder input").first().fill("委");
      await typedHash(page);
      return [page.url(), await page.evaluate(view)];
    });
    expect(copied).toContain("#tab=group-3&find.ranking-3=%E5%A7%94&sort.ranking-3=down%2C");
    expect(shown.rows.length).toBeGreaterThan(2);
    expect(shown).toMatchObject({tab: "成员单位", orders: ["合计 descending"]});
    expect(shown.boxes.filter(Boolean)).toEqual(["委"]);
    expect(await viewAt(copied)).toEqual(shown);
  });

  test("keeps every page that can be sorted or filtered, folded tables too", {timeout: PATIENCE}, async () => {
    for (const name of ["units", "assessment", "2024/bonus"]) {
      const [plain, copied, shown] = await opened(addressOf(name), async page => {
        const plain = await page.evaluate(view);
        await page.evaluate(() => {
          for (const folded of document.querySelectorAll("details"))
            folded.open = !!folded.querySelector("[data-table]");
        });
        await page.locator("table[data-table] th:nth-child(2) button").last().press("Enter");
        const box = page.locator(".finder input:visible");
        if (await box.count()) {
          await box.first().fill("一");
          await typedHash(page);
        }
        return [plain, page.url(), await page.evaluate(view)];
      });
      const again = await viewAt(copied);
      expect({...again, rows: []}, name).toEqual({...shown, rows: []});
      expect(
        again.rows.filter(row => !shown.rows.includes(row)),
        name
      ).toEqual([]);
      expect(again.rows, name).not.toEqual(plain.rows);
    }
  });

  test("of a page as it opens says nothing, and no setting is a step of the history", async () => {
    await opened(addressOf("index"), async page => {
      await page.goto(addressOf("units"));
      const steps = await page.evaluate(() => history.length);
      const plain = await page.evaluate(view);
      const box = page.getByLabel("找单位");
      await box.fill("kjj");
      await typedHash(page);
      expect(await page.evaluate(view)).not.toEqual(plain);
      await box.fill("");
      await expect.poll(() => page.url()).toBe(addressOf("units"));
      expect(await page.evaluate(view)).toEqual(plain);
      await page.getByRole("button", {name: "按简称排序"}).first().click();
      expect(await page.evaluate(() => history.length)).toBe(steps);
      const sorted = await page.evaluate(view);
      await page.goBack();
      expect(page.url()).toBe(addressOf("index"));
      await page.goForward();
      expect(await page.evaluate(view)).toEqual(sorted);
    });
  });

  test("of a place leads there through a tab and a filter, and Back to the view that was left", async () => {
    await opened(addressOf("bonus"), async page => {
      const id = await page.locator("#group-1 tbody span[id]").last().getAttribute("id");
      await page.getByRole("tab").nth(1).click();
      const other = await page.evaluate(view);
      await page.evaluate(id => {
        location.hash = id;
      }, id!);
      await expect.poll(() => page.locator(`[id="${id}"]`).isVisible()).toBe(true);
      expect(await hashOf(page)).toBe(`#${id}`);
      await page.goBack();
      await expect.poll(() => page.evaluate(view)).toEqual(other);

      await page.goto(`${addressOf("bonus")}#find.ranking-1=${encodeURIComponent("没有这个单位")}`);
      expect(await page.locator("#group-1 tbody tr:visible").count()).toBe(0);
      await page.evaluate(id => {
        location.hash = id;
      }, id!);
      await expect.poll(() => page.locator(`[id="${id}"]`).isVisible()).toBe(true);
      await page.getByRole("button", {name: "按单位排序"}).first().click();
      expect(await hashOf(page)).toMatch(new RegExp(`^#sort\\.ranking-1=up%2C%E5%8D%95%E4%BD%8D&at=${id}$`));
      const marked = await opened(page.url(), again =>
        again.evaluate(() => [document.querySelector("[data-at]")?.id, location.hash])
      );
      expect(marked).toEqual([id, await hashOf(page)]);
    });
  });

  test("that asks for what is not there shows the page as it opens and is cleaned, when it is opened and afterwards", async () => {
    const plain = await viewAt(addressOf("bonus"));
    await opened(`${addressOf("bonus")}#tab=group-9&find.ranking-2=%20`, async page => {
      for (const hash of ["", ...NONSENSE]) {
        if (hash) await page.goto(`${addressOf("bonus")}${hash}`);
        await expect.poll(() => page.url(), {message: hash}).toBe(addressOf("bonus"));
        const shown = await page.evaluate(view);
        expect({...shown, boxes: shown.boxes.map(words => words.trim())}, hash).toEqual(plain);
      }
    });
  });

  test("with hostile words shows them as text in the box and runs nothing", async () => {
    await opened(addressOf("units"), async page => {
      for (const words of Object.values(HOSTILE)) {
        const asked = `${words}<img src=x onerror=alert(1)>`;
        const typed = asked.replace(/[\r\n]/g, "").slice(0, 300);
        await page.goto(`${addressOf("units")}#find=${encodeURIComponent(asked)}`);
        await expect.poll(() => page.locator(".finder input").inputValue()).toBe(typed);
        if (words === HOSTILE.script) await page.reload();
        expect(await page.evaluate(view)).toMatchObject({rows: [], boxes: [typed], images: 0});
        expect(await page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("find"))).toBe(typed.trim());
      }
    });
  });

  test("leaves the page whole where no script runs", async () => {
    const silent = await city.browser.newContext({javaScriptEnabled: false, ...SIZE});
    const page = await silent.newPage();
    await page.goto(addressOf("bonus"));
    const whole = await page.evaluate(view);
    await page.goto(`${addressOf("bonus")}#tab=group-3&find.ranking-3=委&sort.ranking-3=down,合计`);
    expect(await page.evaluate(view)).toEqual(whole);
    await silent.close();
  });
});
