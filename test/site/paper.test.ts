import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {builtSample} from "../built.ts";
import {openBrowser, serve} from "./browser.ts";
import {paperFaults} from "./paper.ts";
import {inTwoLanes} from "./proof.ts";
import {templates} from "./templates.ts";

const PATIENCE = 600_000;
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, PATIENCE);
afterAll(() => browser?.close());

async function printed(markup: string): Promise<string[]> {
  const page: Page = await browser.newPage();
  await page.setContent(markup);
  const faults = await paperFaults(page);
  await page.close();
  return faults;
}

const FOOT = '@bottom-left{content:"数据截至2025年12月31日"}';
const NUMBER = '@bottom-right{content:"第" counter(page) "页，共" counter(pages) "页"}';
const SANS = "body{font-family:'Noto Sans CJK SC',sans-serif}";
const rows = (count: number) =>
  Array.from({length: count}, (_, i) => `<tr><th>甲河${i}镇</th><td>${i}.0</td></tr>`).join("");
const table = (count: number, style = "") =>
  `<table><caption>甲表</caption><thead style="${style}"><tr><th>单位</th><th>分值</th></tr></thead><tbody>${rows(count)}</tbody></table>`;

describe("every template on paper", () => {
  test(
    "has every row of every table in its order, its head on each sheet, sheets numbered, and the data date at the foot",
    async () => {
      const {dist} = await builtSample();
      const site = await serve(dist);
      const faults: string[] = [];
      await inTwoLanes(templates(dist), async name => {
        const page = await browser.newPage({viewport: {width: 1280, height: 800}});
        await page.goto(site.base + name);
        faults.push(...(await paperFaults(page)).map(fault => `${name}: ${fault}`));
        await page.close();
      });
      await site.close();
      expect(faults.sort()).toEqual([]);
    },
    PATIENCE
  );
});

describe("paperFaults(page)", () => {
  test("finds nothing on whole sheets", async () => {
    expect(await printed(`<style>${SANS}@page{size:A4;margin:20mm;${FOOT}${NUMBER}}</style>${table(90)}`)).toEqual([]);
  });

  test("finds a head that is not repeated", async () => {
    const faults = await printed(
      `<style>${SANS}@page{size:A4;margin:20mm;${FOOT}${NUMBER}}</style>${table(90, "display:table-row-group")}`
    );
    expect(faults).toContain("甲表: no head on sheet 2");
  });

  test("finds a row that is hidden behind something, cut off or out of its place", async () => {
    const style = `<style>${SANS}@page{size:A4;margin:20mm;${FOOT}${NUMBER}}.cut{height:60px;overflow:hidden}</style>`;
    const faults = await printed(`${style}<div class="cut">${table(9)}</div>`);
    expect(faults.at(-1)).toBe("甲表: no row 甲河8镇|8.0");
  });

  test("finds sheets without number and without foot", async () => {
    const faults = await printed(`<style>${SANS}@page{size:A4;margin:20mm}</style>${table(3)}`);
    expect(faults).toEqual(["sheet 1: no number", "sheet 1: no foot"]);
  });
});
