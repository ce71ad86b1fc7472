import {readFileSync} from "node:fs";
import type {Page} from "playwright-core";
import {describe, expect, test} from "vitest";
import {pdfText} from "../../publish/gate/pdfText.ts";
import {sampleSite} from "./sampleSite.ts";

const PATIENCE = 300_000;

const city = sampleSite(PATIENCE);

async function opened<T>(name: string, width: number, work: (page: Page) => Promise<T>): Promise<T> {
  const page = await city.browser.newPage({viewport: {width, height: 800}});
  await page.goto(`${city.site.base}${name}.html`);
  const result = await work(page);
  await page.close();
  return result;
}

/** Returns the words in the calendar in sight that lie over each other, and signs and numbers that leave their field. */
function covered(): string[] {
  const drawing = [...document.querySelectorAll("section svg[role=img]")].find(
    svg => svg.getClientRects().length && svg.closest("section")!.querySelector("h2")!.textContent === "到期日历"
  )!;
  const texts = [...drawing.querySelectorAll("text")].map(text => ({
    words: text.textContent,
    bold: getComputedStyle(text).fontWeight === "700",
    box: text.getBoundingClientRect()
  }));
  const fields = [...drawing.querySelectorAll("rect")]
    .filter(rect => getComputedStyle(rect).fill !== "none")
    .map(rect => rect.getBoundingClientRect());
  const within = (box: DOMRect, field: DOMRect) =>
    box.left >= field.left - 0.5 && box.right <= field.right + 0.5 && box.top < field.bottom && box.bottom > field.top;
  const over = texts.flatMap(({words, box}, i) =>
    texts
      .slice(i + 1)
      .filter(
        other =>
          Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
          // A line is higher than its letters.
          Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > box.height / 3
      )
      .map(other => `${words} ${other.words}`)
  );
  const out = texts.filter(({bold, box}) => bold && !fields.some(field => within(box, field)));
  return [...over, ...out.map(({words}) => words!)];
}

/** Returns the captions of tables of few columns that must be moved sideways to be read. */
function cutTables(): string[] {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  return [...document.querySelectorAll<HTMLTableElement>(".scroll > table")]
    .filter(table => (table.tHead?.rows[0]?.cells.length ?? 0) < 4 && !table.querySelector(".hash"))
    .filter(table => table.getClientRects().length && table.scrollWidth > table.parentElement!.clientWidth + 1)
    .map(table => table.caption!.textContent);
}

describe("what is read", () => {
  test("in the calendar of due dates nothing covers a day, a sign or a number, on a telephone and on paper", async () => {
    expect(await opened("inspections", 375, page => page.evaluate(covered))).toEqual([]);
    // As wide as a sheet's room for words.
    const printed = await opened("inspections", 590, async page => {
      await page.emulateMedia({media: "print"});
      return page.evaluate(covered);
    });
    expect(printed).toEqual([]);
  });

  test("on a telephone a table of three columns is not cut", async () => {
    for (const name of ["bonus", "inspections", "assessment", "meetings", "quality", "unit/990101001"]) {
      expect(await opened(name, 375, page => page.evaluate(cutTables)), name).toEqual([]);
    }
  });

  test("on paper the few numbers behind a drawing stand below it, without a script too", async () => {
    const silent = await city.browser.newContext({javaScriptEnabled: false});
    const page = await silent.newPage();
    await page.goto(`${city.site.base}inspections.html`);
    const sheets = pdfText(new Uint8Array(await page.pdf({preferCSSPageSize: true}))).pages.map(({text}) => text);
    await silent.close();
    const words = sheets.join("").replace(/\s+/g, "");
    expect(words).toContain("逾期事项按天数（图中数据）");
    expect(words).toContain("督查事项按类别（图中数据）");
    // A page gone by the browser's own print box is as it was afterwards.
    const open = await opened("inspections", 1280, async page => {
      const count = () => page.evaluate(() => document.querySelectorAll("details[open]").length);
      const before = await count();
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      const during = await count();
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      return {before, during: during > 2, after: await count()};
    });
    expect(open).toEqual({before: 0, during: true, after: 0});
  });

  test("a table that no published file holds is saved whole, filtered or not", async () => {
    const [text, rows] = await opened("meetings", 1280, async page => {
      const table = page.locator("table.matrix");
      const rows = await table.locator("tbody tr").count();
      await page.getByLabel("筛选").first().fill("麦笛");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", {name: /^这张表存为 CSV：.*单位 × 会议/}).click()
      ]);
      expect(download.suggestedFilename()).toMatch(/^\d{4}年度各单位参会情况（单位_会议）\.csv$/);
      return [readFileSync(await download.path(), "utf8"), rows] as const;
    });
    const lines = text.trimEnd().split("\r\n");
    expect(lines.length).toBe(rows + 1);
    expect(lines[0]).toMatch(/^\uFEFF"单位","\d\d-\d\d"/);
    expect(lines.find(line => line.startsWith('"麦笛"'))).toMatch(/"[到迟代假缺]"/);
  });
});
