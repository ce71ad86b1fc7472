import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {builtSample} from "../built.ts";
import {openBrowser, serve} from "./browser.ts";
import {paperFaults, smallOnPaper} from "./paper.ts";
import {showEach} from "./proof.ts";
import {templates} from "./templates.ts";

const PATIENCE = 600_000;
let browser: Browser;
let sheet: Page;
beforeAll(async () => {
  browser = await openBrowser();
  sheet = await browser.newPage();
}, PATIENCE);
afterAll(() => browser?.close());

async function printed(markup: string): Promise<string[]> {
  await sheet.setContent(markup);
  return paperFaults(sheet);
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
    "has each caption above its rows, every row in its order, its head on each sheet, numbers, the data date, and names at 7.5 pt",
    async () => {
      const {dist} = await builtSample();
      const site = await serve(dist);
      const faults: string[] = [];
      await showEach(browser, templates(dist), site, async (page, name) => {
        faults.push(...(await paperFaults(page)).map(fault => `${name}: ${fault}`));
        // The sheet of the screen is as large as the printer has it.
        if (name !== "screen.html") faults.push(...(await smallOnPaper(page)).map(fault => `${name}: ${fault}`));
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

  test("finds a caption torn between two sheets or parted from its table, and a heading left behind", async () => {
    const page = `<style>${SANS}@page{size:A4;margin:20mm;${FOOT}${NUMBER}}`;
    const long = table(3).replace("甲表", "甲乙丙丁戊己庚辛壬癸".repeat(20));
    const fill = (px: number) => `<div style="height:${px}px"></div>`;
    // The sheet is 971 px high, and the table is so narrow that its caption has some forty lines.
    const torn = await printed(`${page}caption{line-height:24px}</style>${fill(700)}${long}`);
    expect(torn.some(fault => fault.endsWith("torn or no caption"))).toBe(true);
    const parted = await printed(`${page}thead{break-before:page}</style>${fill(800)}${table(3)}`);
    expect(parted).toContain("甲表: no row below on its sheet");
    const left = await printed(
      `${page}h2{margin:0}</style><main>${fill(930)}<h2>甲节</h2><p style="break-before:page">其后</p></main>`
    );
    expect(left).toEqual(["甲节: not on the sheet of 其后"]);
    const words = await printed(
      `${page}h2,p{margin:0}</style><main>${fill(900)}<h2>甲节</h2><p>其间</p><div class="scroll" style="break-before:page">${table(3)}</div></main>`
    );
    expect(words).toEqual(["甲节其间: not on the sheet of 甲表"]);
    const alone = await printed(`${page}</style><main><h2>甲节</h2><h2>乙节</h2><p>其后</p></main>`);
    expect(alone).toEqual(["甲节: nothing below"]);
  });

  test("finds a last sheet with nothing on it but the foot of the page", async () => {
    const style = `<style>${SANS}@page{size:A4;margin:20mm;${FOOT}${NUMBER}}footer{break-before:page}</style>`;
    const faults = await printed(`${style}<main>${table(9)}</main><footer>口径说明</footer>`);
    expect(faults).toEqual(["sheet 2: nothing but the foot of the page"]);
  });

  test("finds sheets without number and without foot", async () => {
    const faults = await printed(`<style>${SANS}@page{size:A4;margin:20mm}</style>${table(3)}`);
    expect(faults).toEqual(["sheet 1: no number", "sheet 1: no foot"]);
  });
});
