import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {decodedText} from "../../loaders/decode.ts";
import type {PrecheckFacts} from "../../publish/sitedata/precheck.ts";
import {caseFolders} from "../loaders/golden.ts";
import {BOMBS, CONTAINERS, TEXTS} from "../loaders/hostileFiles.ts";
import {openBrowser, serve} from "./browser.ts";
import {DIFFERENT, type PrecheckCase, precheckCases} from "./precheckCases.ts";
import {choose, readReport, reportOf, settled} from "./precheckPage.ts";
import {writePrecheckSite} from "./precheckSite.ts";

const LONG = 1_800_000;
const scratch = mkdtempSync(join(tmpdir(), "hengcai-precheck-full-"));
const site = join(scratch, "site");
let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(site);
  browser = await openBrowser();
  served = await serve(site);
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  rmSync(scratch, {recursive: true, force: true});
});

async function openPage(name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${served.base}${name}.html`);
  return page;
}

/** Files that hold a table of another dataset besides, or instead: the header says so, and the clerk may choose otherwise. */
const MISTAKEN: Readonly<Record<string, string>> = {
  "40-many-tables/claims/另一种表.csv": "inspections",
  "40-many-tables/claims/并排另一种.csv": "inspections"
};

test(
  "every file of every golden folder comes to what the command makes of it, but for those listed with their reason",
  async () => {
    const folders = new Map<string, PrecheckCase[]>();
    const knowledge: Record<string, PrecheckFacts> = {};
    for (const name of caseFolders()) {
      const folder = join(scratch, name);
      mkdirSync(folder);
      const made = await precheckCases(name, folder);
      folders.set(name, made.cases);
      knowledge[name] = made.knowledge;
    }
    await writePrecheckSite(site, knowledge);
    const wrong: Record<string, unknown> = {};
    const mistaken: string[] = [];
    const different: string[] = [];
    for (const [name, cases] of folders) {
      const page = await openPage(name);
      for (const one of cases) {
        const {lines, guessed} = await reportOf(page, one);
        if (guessed !== "" && guessed !== one.dataset) mistaken.push(`${one.name}: ${guessed}`);
        if (JSON.stringify(lines) === JSON.stringify(one.expected)) continue;
        different.push(one.name);
        if (!DIFFERENT[one.name]) wrong[one.name] = differenceOf(lines, one);
      }
      await page.context().close();
    }
    expect(wrong).toEqual({});
    expect(different.sort()).toEqual(Object.keys(DIFFERENT).sort());
    expect(mistaken.sort()).toEqual(
      Object.entries(MISTAKEN)
        .map(entry => entry.join(": "))
        .sort()
    );
  },
  LONG
);

function differenceOf(lines: readonly string[], {expected}: PrecheckCase): {missing: string[]; more: string[]} {
  return {
    missing: expected.filter(line => !lines.includes(line)).slice(0, 5),
    more: lines.filter(line => !expected.includes(line)).slice(0, 5)
  };
}

describe("files made to hurt, in the page", () => {
  test(
    "each end as in the command, and none takes the worker down",
    async () => {
      await writePrecheckSite(site, {hostile: NOBODY});
      const page = await openPage("hostile");
      const wrong: string[] = [];
      for (const {title, name, build, codes} of [...CONTAINERS, ...BOMBS, ...TEXTS]) {
        const path = join(scratch, name);
        writeFileSync(path, build());
        const [article] = await choose(page, [path]);
        const select = article!.locator("select");
        if ((await select.count()) && (await select.inputValue()) === "") {
          await select.selectOption("reports");
          await settled(page);
        }
        const {verdict, lines} = await readReport(page, article!);
        const isFault = verdict.startsWith("先改再报") || verdict.startsWith("没有查");
        if (codes.length && !isFault) wrong.push(`${title}: ${verdict} ${lines.slice(0, 3).join(" | ")}`);
      }
      const good = join(scratch, "好.csv");
      writeFileSync(good, "报告编号,单位,报告类型,报告日期\nR1,U1,工作调动,2025-01-01\n");
      const [last] = await choose(page, [good]);
      expect(await last!.locator(".verdict").innerText()).toContain("可以报送");
      expect(wrong).toEqual([]);
      await page.context().close();
    },
    LONG
  );
});

const NOBODY = {
  asOf: "2025-12-31",
  reading: {categories: ["A类"], gradeWords: {}, words: null, outlets: {}, datasets: {}},
  units: [{unit_id: "U1", name: "一镇", short_name: null, former_names: null, valid_from: null, valid_to: null}]
};

test(
  "the decoders of Node and of the browser read every pair of bytes in GB18030 alike",
  async () => {
    const pairs: number[] = [];
    for (let a = 0x80; a <= 0xff; a++) for (let b = 0x30; b <= 0xff; b++) pairs.push(a, b, 0x2c);
    // As the decoder of this product gives them: with private characters named, and nothing for a byte that is none.
    const ours = async (decode: (bytes: Uint8Array) => Promise<string> | string): Promise<string[]> =>
      (await decode(Uint8Array.from(pairs))).split(",");
    const page = await (await browser.newContext()).newPage();
    const there = await ours(bytes =>
      page.evaluate(values => new TextDecoder("gb18030").decode(Uint8Array.from(values)), [...bytes])
    );
    const here = await ours(bytes => new TextDecoder("gb18030").decode(bytes));
    expect(here.length).toBeGreaterThan(20_000);
    expect(there.length).toBe(here.length);
    const named = (text: string): Promise<string> => decoded(new TextEncoder().encode(text));
    const differing: string[] = [];
    for (const [i, text] of there.entries()) {
      if (text !== here[i] && (await named(text)) !== (await named(here[i]!))) differing.push(`${text} ${here[i]}`);
    }
    expect(differing).toEqual([]);
    await page.context().close();
  },
  LONG
);

async function decoded(bytes: Uint8Array): Promise<string> {
  let text = "";
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  for await (const piece of decodedText(once, "UTF-8")) text += piece;
  return text;
}
