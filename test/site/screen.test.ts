import {join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Browser, BrowserContextOptions, Page, ViewportSize} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {formatCount, formatPoints} from "../../publish/format.ts";
import {publicQueries} from "../../publish/public/bundle.ts";
import type {PublicRow} from "../../publish/tables/public.ts";
import {shorten} from "../../src/components/screenLeaders.ts";
import {type Built, builtFixture, builtSample, builtWorkspace} from "../built.ts";
import {clippedTexts, openBrowser, serve, watch} from "./browser.ts";
import {EMPTY_CITY, ONE_UNIT} from "./cities.ts";
import {violations} from "./proof.ts";

const PATIENCE = 300_000;
/** Pixels of the smallest type on a wall of 1080 lines. */
const SMALLEST = 24;
/** A file of the site that runs nothing. */
const NOWHERE = "edition.json";
const SIZES = [
  [1920, 1080],
  [3840, 2160],
  [1366, 768],
  [1280, 800]
] as const;

let browser: Browser;
let sample: Built;
let site: Awaited<ReturnType<typeof serve>>;
let tables: ReadonlyMap<string, readonly PublicRow[]>;
/** The page that most tests look at, one after another: a new one each would take longer than to look. */
let wall: Page;

beforeAll(async () => {
  [browser, sample] = await Promise.all([openBrowser(), builtSample()]);
  site = await serve(sample.dist);
  wall = await browser.newPage();
  const db = await openDatabase(sample.warehouse, {readOnly: true});
  const bundle = await publicQueries(db, {year: 2025});
  tables = new Map(bundle.tables.map(({entry, rows}) => [entry.name, rows]));
  db.close();
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Opens the screen at its address, as a reader does who never was there. */
async function onScreen<T>(
  work: (page: Page) => Promise<T>,
  address = "",
  viewport: ViewportSize = {width: 1920, height: 1080}
): Promise<T> {
  await wall.setViewportSize(viewport);
  await wall.goto(site.base + NOWHERE);
  await wall.evaluate(() => localStorage.clear());
  await wall.goto(`${site.base}screen.html${address}`);
  return work(wall);
}

/** Opens the screen in a browser of its own kind, and closes it when the work is done. */
async function inContext<T>(options: BrowserContextOptions, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({viewport: {width: 1920, height: 1080}, ...options});
  try {
    const page = await context.newPage();
    await page.goto(`${site.base}screen.html`);
    return await work(page);
  } finally {
    await context.close();
  }
}

const rowsOf = (name: string) => tables.get(name)!;
const text = (row: PublicRow, name: string, format: (value: number) => string) =>
  row[name] === null || row[name] === undefined ? null : format(Number(row[name]));

describe("the figures on the screen", () => {
  test("are the cells of the public tables, group by group and row by row", async () => {
    const shown = await onScreen(page =>
      page.evaluate(() => ({
        groups: [...document.querySelectorAll(".group")].map(group => ({
          name: group.querySelector("h3")!.firstChild!.textContent!,
          rows: [...group.querySelectorAll(".places li")].map(row =>
            [...row.querySelectorAll(":scope > span")].map(cell => cell.textContent!)
          ),
          banded: [...group.querySelectorAll(".band, .who li")].map(item => item.textContent!)
        })),
        figures: [...document.querySelectorAll(".figures div, .figures + .others")].flatMap(item =>
          item.textContent!.split("，")
        ),
        parts: [...document.querySelectorAll(".parts tbody tr")].map(row =>
          [...(row as HTMLTableRowElement).cells].filter((_, i) => i !== 1).map(cell => cell.textContent!)
        )
      }))
    );
    const ranking = rowsOf("bonus_ranking");
    const shorts = new Map(rowsOf("units").map(row => [row.unit_id, String(row.short_name ?? row.name)]));
    expect(shown.groups.map(({name}) => name)).toEqual([...new Set(ranking.map(row => row.group))]);
    for (const group of shown.groups) {
      const rows = ranking.filter(row => row.group === group.name);
      if (rows[0]!.mark === "c") {
        expect(group.rows).toEqual([]);
        const bands = [...new Set(rows.map(row => `第${row.band_first}—${row.band_last}位`))];
        expect([...group.banded].sort()).toEqual([...bands, ...rows.map(row => shorts.get(row.unit_id))].sort());
        continue;
      }
      expect(group.rows.length).toBeGreaterThan(3);
      const known = rows.slice(0, group.rows.length);
      expect(group.rows.map(([rank, _, change, total]) => [rank, change, total])).toEqual(
        known.map(row => [String(row.rank), row.change, formatPoints(Number(row.total))])
      );
      // A long name may be cut, never changed.
      for (const [i, [, name]] of group.rows.entries()) {
        expect(shorts.get(known[i]!.unit_id)).toMatch(
          name!.endsWith("…") ? new RegExp(`^${name!.slice(0, -1)}`) : name!
        );
      }
      // Nobody who ties with the last one shown is left out without a word.
      expect(rows[group.rows.length]!.rank).not.toBe(rows[group.rows.length - 1]!.rank);
    }

    const grades = rowsOf("grade_distribution");
    const [city] = grades.filter(row => row.dimension === "overall");
    const titles = {filed: "已备案", excellent: "优秀", qualified: "合格", unqualified: "不合格", other: "其他"};
    expect([...shown.figures].sort()).toEqual(
      Object.entries(titles)
        .flatMap(([name, title]) =>
          city![name] === null || (name === "other" && city!.other === 0)
            ? []
            : [`${title}${text(city!, name, formatCount)}人`]
        )
        .sort()
    );
    const districts = grades.filter(row => row.dimension === "district");
    expect(shown.parts.length).toBeGreaterThan(3);
    for (const [name, excellent, filed] of shown.parts) {
      const row = districts.find(row => row.name === name)!;
      expect([excellent, filed], name!).toEqual(
        ["excellent", "filed"].map(column => text(row, column, formatCount) ?? "不公布")
      );
    }
  });

  test("occur in the public tables, every single one, the folded rows included; what is hidden there is not on it", async () => {
    const words = await onScreen(page =>
      page.evaluate(() => {
        for (const folded of document.querySelectorAll("details")) folded.open = true;
        // The year, the day of the data and the numbers of papers are no figures.
        for (const frame of document.querySelectorAll(".stateline, h1, footer.site, header.site, title"))
          frame.remove();
        return document.body.innerText;
      })
    );
    const cells = new Set<string>();
    for (const name of ["bonus_ranking", "total_ranking", "grade_distribution"]) {
      for (const row of tables.get(name) ?? []) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value === "string") for (const number of value.match(/\d+(?:\.\d+)?/g) ?? []) cells.add(number);
          if (value === null || typeof value === "string" || column === "year") continue;
          cells.add(/^r\d|total|base|bonus/.test(column) ? formatPoints(Number(value)) : formatCount(Number(value)));
        }
      }
    }
    const numbers = words.match(/\d[\d,]*(?:\.\d+)?/g)!;
    expect(numbers.length).toBeGreaterThan(200);
    expect([...new Set(numbers)].filter(number => !cells.has(number))).toEqual([]);

    const hidden = rowsOf("grade_distribution").filter(row => row.unqualified === null && row.dimension === "district");
    expect(hidden.length).toBeGreaterThan(0);
    const folded = await onScreen(page =>
      page.evaluate(() => [...document.querySelectorAll(".sheet tr")].map(row => row.textContent!))
    );
    for (const {name} of hidden) expect(folded.find(row => row.startsWith(String(name)))).toContain("不公布");
  });

  test("stand under the mark of a draft, with the day of the data and the rules", async () => {
    const line = await onScreen(page => page.locator(".stateline").innerText());
    for (const words of ["2025年度", "数据截至 2025年12月31日", "草案", "海人才发〔2021〕2号"])
      expect(line).toContain(words);
  });
});

describe("the screen", () => {
  test("has no type under 24 px at 1080 lines and 48 px at 2160, and main figures four times as large", async () => {
    for (const [width, height] of SIZES.slice(0, 2)) {
      const sizes = await onScreen(page => page.evaluate(typeSizes), "", {width, height});
      const least = (SMALLEST * height) / 1080;
      expect(sizes.filter(({size}) => size < least - 0.01)).toEqual([]);
      expect(Math.max(...sizes.map(({size}) => size))).toBeGreaterThanOrEqual(4 * least);
    }
  });

  test.each(SIZES)("fits %i × %i without scrolling, in both themes, and cuts no text", async (width, height) => {
    for (const hash of ["#light", "#dark"]) {
      const found = await onScreen(
        async page => ({
          clipped: await page.evaluate(clippedTexts),
          over: await page.evaluate(() => [
            document.documentElement.scrollWidth - innerWidth,
            document.documentElement.scrollHeight - innerHeight
          ])
        }),
        hash,
        {width, height}
      );
      expect(found).toEqual({clipped: [], over: [0, 0]});
    }
  });

  test(
    "fits one screen whatever words the rows hold",
    async () => {
      const {dist} = await builtFixture();
      const page = await browser.newPage({viewport: {width: 1920, height: 1080}});
      await page.goto(pathToFileURL(join(dist, "screen.html")).href);
      expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);
      expect(await page.evaluate(clippedTexts)).toEqual([]);
      expect(await page.locator("main").innerText()).toContain("</td></tabl…");
      await page.close();
    },
    PATIENCE
  );

  test("is light unless the link, or the last choice, says dark; without script the link alone decides", async () => {
    const colour = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await onScreen(colour);
    const dark = await onScreen(colour, "#dark");
    expect(light).toBe("rgb(255, 255, 255)");
    expect(dark).not.toBe(light);
    expect(await onScreen(colour, "?theme=dark")).toBe(dark);
    for (const javaScriptEnabled of [true, false]) {
      const seen = await inContext({javaScriptEnabled}, async page => {
        const colours = [await colour(page)];
        await page.getByRole("link", {name: "深色"}).click();
        colours.push(await colour(page));
        await page.goto(`${site.base}screen.html`);
        colours.push(await colour(page));
        await page.goto(`${site.base}screen.html#dark`);
        await page.getByRole("link", {name: "浅色"}).click();
        return [...colours, await colour(page)];
      });
      expect(seen).toEqual([light, dark, javaScriptEnabled ? dark : light, light]);
    }
  });

  test("breaks no rule of axe in either theme, asks for nothing elsewhere, logs no error, and opens from its file", async () => {
    const page = await browser.newPage({viewport: {width: 1920, height: 1080}});
    const seen = await watch(page, site.origin);
    for (const hash of ["#light", "#dark"]) {
      await page.goto("about:blank");
      await page.goto(`${site.base}screen.html${hash}`);
      expect(await violations(page), hash).toEqual([]);
    }
    expect(seen).toEqual({foreign: [], errors: []});
    await page.close();
    const own = await browser.newPage({viewport: {width: 1920, height: 1080}});
    await own.goto(pathToFileURL(join(sample.dist, "screen.html")).href);
    expect(await own.locator(".places li").count()).toBeGreaterThan(5);
    await own.close();
  });

  test.each(["A3", "A4"])("is one sheet of %s on its side", async format => {
    const bytes = await onScreen(page => page.pdf({format, preferCSSPageSize: true}));
    const pdf = bytes.toString("latin1");
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect(Number(width)).toBeGreaterThan(Number(height));
    expect(Number(width)).toBeGreaterThan(format === "A3" ? 1100 : 800);
  });

  test.each([
    ["a directory without units", EMPTY_CITY],
    ["one unit that sent nothing", ONE_UNIT]
  ])(
    "says plainly what is missing for %s",
    async (name, files) => {
      const {dist} = await builtWorkspace(name, files);
      const page = await browser.newPage({viewport: {width: 1920, height: 1080}});
      await page.goto(pathToFileURL(join(dist, "screen.html")).href);
      const words = await page.locator("main").innerText();
      expect(words).toContain("还没有加分申报的数据：送来“激励奖励（加分）申报”表");
      expect(words).toContain("还没有年度考核的数据：送来考核表");
      expect(words).not.toMatch(/NaN|undefined|null|—分/);
      await page.close();
    },
    PATIENCE
  );
});

describe("shorten(text, room)", () => {
  test.each([
    ["霁川街道", 4, "霁川街道"],
    ["霁川街道办事处", 4, "霁川街道…"],
    ["abcdef", 4, "abcdef"],
    ["abcdefg", 4, "abcdef…"],
    ["WWWWW", 4, "WWWW…"],
    ["甲\n\t乙", 4, "甲 乙"]
  ])("makes of %j in %i characters %j", (text, room, short) => {
    expect(shorten(text, room)).toBe(short);
  });
});

/** Every text in sight with the size of its type. */
function typeSizes(): {text: string; size: number}[] {
  const found: {text: string; size: number}[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || !element.getClientRects().length || element.closest(".skip, title"))
      continue;
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    found.push({text: node.textContent.trim().slice(0, 20), size});
  }
  return found;
}
