import {mkdtempSync, readFileSync, rmSync, statSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import Papa from "papaparse";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {neutralise} from "../../publish/neutralise.ts";
import {exportTables} from "../../publish/opendata/opendata.ts";
import {queryExamples} from "../../src/components/queryExamples.ts";
import {type Built, builtSample} from "../built.ts";
import {openBrowser, serve, type Watch, watch} from "./browser.ts";
import {violations} from "./proof.ts";

const PATIENCE = 300_000;
/** What the engine may weigh over the wire, however little the server compresses. */
const ENGINE_LIMIT = 9_000_000;

let browser: Browser;
let sample: Built;
let site: Awaited<ReturnType<typeof serve>>;
let scratch: string;

beforeAll(async () => {
  [browser, sample] = await Promise.all([openBrowser(), builtSample()]);
  site = await serve(sample.dist);
  scratch = mkdtempSync(join(tmpdir(), "hengcai-query-"));
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  if (scratch) rmSync(scratch, {recursive: true, force: true});
});

describe("数据查询", () => {
  let page: Page;
  let seen: Watch;
  const engine: string[] = [];

  beforeAll(async () => {
    page = await (await browser.newContext({viewport: {width: 1280, height: 900}})).newPage();
    seen = await watch(page, site.origin);
    page.on("request", request => {
      const path = new URL(request.url()).pathname.split("/assets/engine/")[1];
      if (path) engine.push(path);
    });
    await page.goto(`${site.base}query.html`);
  }, PATIENCE);
  afterAll(() => page?.context().close());

  test("asks for nothing of the engine before a query is run, then for less than 9 MB, once", async () => {
    await page.locator("#query-sql").waitFor();
    expect(engine).toEqual([]);
    await ask(page, "SELECT 42 AS 答案");
    expect(await cells(page)).toEqual([["42"]]);
    expect([...engine].sort()).toEqual(["duckdb-eh.wasm.gz", "duckdb-worker.js", "engine.js", "worker.js"]);
    const bytes = engine.map(name => statSync(join(sample.dist, "assets/engine", name)).size);
    const wire = bytes.reduce((sum, size) => sum + size, 0);
    expect(wire).toBeLessThanOrEqual(ENGINE_LIMIT);
    expect(wire).toBeGreaterThan(5_000_000);
  });

  test("answers every example as DuckDB does in node over the exported tables", {timeout: PATIENCE}, async () => {
    const db = await exported();
    const examples = queryExamples(2025);
    expect(examples.length).toBeGreaterThanOrEqual(12);
    const shown = await page.locator("[data-example] summary").allTextContents();
    expect(shown).toEqual(examples.map(({title}) => title));
    for (const [i, {title, sql}] of examples.entries()) {
      await page.locator("[data-example] > button").nth(i).click();
      expect(await page.locator("#query-sql").inputValue()).toBe(sql);
      await run(page);
      const expected = await textRows(db, sql);
      expect(expected.length, title).toBeGreaterThan(1);
      expect(plain(await download(page)), title).toEqual(plain(expected));
    }
    db.close();
  });

  test("offers each table under its Chinese name, with its dictionary's columns, by a click", async () => {
    await page.locator("#query-sql").fill("");
    const table = page.locator('[data-table-name="bonus_scores"]');
    await table.locator("summary").click();
    await table.getByRole("button", {name: "填入表名 bonus_scores"}).click();
    expect(await page.locator("#query-sql").inputValue()).toBe("bonus_scores");
    await page.locator("#query-sql").fill("SELECT ");
    await page.locator("#query-sql").press("End");
    await table.getByRole("button", {name: "cap_loss"}).press("Enter");
    expect(await page.locator("#query-sql").inputValue()).toBe("SELECT cap_loss");
    await page.getByLabel("找表或字段").fill("封顶扣减");
    expect(await page.locator(".query-schema details:visible summary code").allTextContents()).toEqual([
      "bonus_scores"
    ]);
    await page.getByLabel("找表或字段").fill("");
  });

  test("draws a chart, sorts by a column and says so, and has no axe violation with a result", async () => {
    await ask(
      page,
      "SELECT unit_name AS 单位, total AS 合计 FROM bonus_ranking WHERE year = 2025 AND basis = 'signed'"
    );
    expect(await page.locator(".query-chart svg[role=img]").getAttribute("aria-label")).toBe("合计，按单位");
    expect(await page.locator(".query-chart rect.length").count()).toBe(40);
    await page.getByRole("button", {name: "按合计排序"}).click();
    await page.getByRole("button", {name: "按合计排序"}).click();
    const totals = (await cells(page)).map(row => Number(row[1]));
    expect(totals).toEqual([...totals].sort((a, b) => b - a));
    expect(await page.locator("th[aria-sort=descending]").textContent()).toBe("合计");
    expect(await violations(page)).toEqual([]);
  });

  test("shows markup as text, and the file has a BOM and no formulas", async () => {
    await ask(page, `SELECT '<img src=x onerror="window.hacked=1">' AS 标记, '=1+1' AS "=名", -1 AS 数, NULL AS 空`);
    expect(await cells(page)).toEqual([['<img src=x onerror="window.hacked=1">', "=1+1", "-1", "—"]]);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    const text = await downloadText(page);
    expect(text).toBe('\uFEFF"标记","\'=名","数","空"\r\n"<img src=x onerror=""window.hacked=1"">","\'=1+1",-1,\r\n');
  });

  test("writes spans of time, lists and structures as DuckDB does", async () => {
    await ask(
      page,
      "SELECT INTERVAL 3 DAY AS 期, [1, 2] AS 列, {'分': 0.5} AS 项, 1.0 / 3 AS 率, sum(1) AS 和 FROM units"
    );
    expect((await cells(page))[0]!.slice(0, 4)).toEqual(["3 days", "[1, 2]", "{'分': 0.5}", "0.333333"]);
    expect((await cells(page))[0]![4]).toMatch(/^\d+$/);
  });

  test("keeps all rows of a long result in the file and says how many it shows", async () => {
    await ask(page, "SELECT claim_id FROM bonus_inputs ORDER BY claim_id");
    const rows = await download(page);
    expect(rows.length).toBeGreaterThan(2000);
    expect(await page.locator(".query-summary").innerText()).toContain(`共${rows.length - 1}行1列`);
    expect((await cells(page)).length).toBe(500);
  });

  test.each([
    ["SELECT *\nFROM bonus_rankin", "第2行第6个字：没有叫“bonus_rankin”的表。", "是不是“bonus_ranking”？"],
    ["SELECT totl FROM bonus_ranking", "第1行第8个字：没有叫“totl”的字段。", "是不是“total”？"],
    ["SELECT 合计 FROM bonus_ranking", "没有叫“合计”的字段", "“合计”在这张表里叫 total。"],
    ["SELECT '中文', group FROM units", "这里的写法不对", 'group 是 SQL 自己的词，作名称时要加双引号："group"。'],
    ["SELCT * FROM units", "没有 SELCT 这样的语句", "SELECT"],
    ["SELECT name FROM units WHERE valid_from > '去年'", "“去年”不能当作日期", "2025-12-31"],
    ["SELECT count(* FROM units", "写法不对", "括号"],
    ["UPDATE units SET name = ''", "只能查询", "SELECT"],
    ["WITH x AS (SELECT 1) DELETE FROM units", "只能查询，不能改动数据", "引擎的原文"],
    ["SELECT * FROM 'https://example.com/a.csv'", "不能访问网络", "引擎的原文"],
    ["SELECT 1; SELECT 2", "一次只能运行一条语句", "分号"]
  ])("explains %j", async (sql, what, hint) => {
    await ask(page, sql);
    const text = await page.locator(".query-fault").innerText();
    expect(text).toContain(what);
    expect(text).toContain(hint);
  });

  test("has no axe violation with a fault and leaves the tables as they were", async () => {
    expect(await violations(page)).toEqual([]);
    await ask(page, "SELECT count(*) > 0 AS 还在 FROM units WHERE name <> ''");
    expect(await cells(page)).toEqual([["true"]]);
  });

  test.each([
    [
      "that lets itself be stopped",
      "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 < b.range"
    ],
    ["that does not", "SELECT levenshtein(repeat('甲', 200000), repeat('乙', 200000))"]
  ])("stops a query %s, and the page goes on", {timeout: PATIENCE}, async (_, sql) => {
    await page.locator("#query-sql").fill(sql);
    await page.locator("#query-sql").press("Control+Enter");
    await page.getByRole("button", {name: "停止"}).click();
    await settled(page);
    expect(await page.locator("[role=status]").innerText()).toBe("已停止。");
    await ask(page, "SELECT count(*) > 0 AS 还在 FROM units");
    expect(await cells(page)).toEqual([["true"]]);
    expect(engine.filter(name => name.endsWith(".wasm.gz"))).toHaveLength(1);
  });

  test("has asked for nothing off its origin and logged no error, all the while", () => {
    expect(seen).toEqual({foreign: [], errors: []});
  });

  test("keeps the last queries over a visit, forgets them when told, and does without where nothing is kept", async () => {
    await page.reload();
    const past = page.locator(".query-past");
    expect(await past.locator("summary").innerText()).toMatch(/^最近的查询（\d+）$/);
    await past.locator("summary").click();
    // One that failed, and one that was stopped.
    const kept = (await past.locator("li").allInnerTexts()).join("\n");
    expect(kept).toContain("SELECT totl FROM bonus_ranking");
    expect(kept).toContain("SELECT levenshtein(");
    await past.locator("li button").first().click();
    expect(await page.locator("#query-sql").inputValue()).toBe("SELECT count(*) > 0 AS 还在 FROM units");
    await past.getByRole("button", {name: "清空"}).click();
    expect(await past.isVisible()).toBe(false);

    const poor = await browser.newPage();
    await poor.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new Error("denied");
        }
      });
    });
    const watched = await watch(poor, site.origin);
    await poor.goto(`${site.base}query.html`);
    await poor.locator("#query-sql").fill("DROP TABLE units");
    await poor.locator("#query-sql").press("Control+Enter");
    expect(await poor.locator(".query-fault").innerText()).toContain("只能查询");
    // What failed is kept too, if only until the page is left.
    expect(await poor.locator(".query-past summary").innerText()).toBe("最近的查询（1）");
    await poor.locator(".query-past summary").click();
    expect(await poor.locator(".query-past li").allInnerTexts()).toEqual(["DROP TABLE units"]);
    expect(watched).toEqual({foreign: [], errors: []});
    await poor.close();
  });
});

describe("the address of 数据查询", () => {
  test("carries a query that is filled in but never run by itself", async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on("request", request => requests.push(request.url()));
    const sql = "SELECT '100%' AS 率, \"a&b\"\nFROM units -- #注";
    await page.goto(`${site.base}query.html#sql=${encodeURIComponent(sql)}`);
    expect(await page.locator("#query-sql").inputValue()).toBe(sql);
    expect(await page.locator("[role=status]").innerText()).toContain("看过再运行");
    await page.locator("#query-sql").fill("SELECT 2");
    await page.getByRole("button", {name: "复制链接"}).click();
    await page.waitForFunction(() => location.hash === "#sql=SELECT%202");
    expect(requests.filter(url => url.includes("/assets/engine/") || url.includes("SELECT"))).toEqual([]);
    await page.close();
  });

  test("carries the order of the result, for whoever runs the same query, and no other", async () => {
    const page = await browser.newPage();
    await page.goto(`${site.base}query.html`);
    const sql = "SELECT x AS 数, -x AS 反 FROM range(3) AS t(x)";
    await ask(page, sql);
    await page.getByRole("button", {name: "按反排序"}).click();
    await page.waitForFunction(() => location.hash.endsWith("&sort=up,2"));
    await page.getByRole("button", {name: "按反排序"}).click();
    await page.waitForFunction(() => location.hash.endsWith("&sort=down,2"));
    await page.getByRole("button", {name: "按反排序"}).click();
    await page.getByRole("button", {name: "复制链接"}).click();
    const {hash} = new URL(page.url());
    expect(hash).toMatch(/&sort=up,2$/);

    await page.goto("about:blank");
    await page.goto(`${site.base}query.html${hash}`);
    expect(await page.locator("#query-sql").inputValue()).toBe(sql);
    await ask(page, sql);
    expect(await cells(page)).toEqual([
      ["2", "-2"],
      ["1", "-1"],
      ["0", "0"]
    ]);
    expect(await page.locator("th[aria-sort=ascending]").textContent()).toBe("反");
    expect(new URL(page.url()).hash).toBe(hash);
    await ask(page, `${sql} WHERE x < 2`);
    expect(await cells(page)).toEqual([
      ["0", "0"],
      ["1", "-1"]
    ]);
    expect(page.url()).not.toContain("sort=");
    await page.close();
  });
});

describe("数据查询 where it cannot run", () => {
  test("says what it needs without JavaScript and from a file, with examples and tables to read", async () => {
    const silent = await browser.newContext({javaScriptEnabled: false});
    const off = await silent.newPage();
    await off.goto(`${site.base}query.html`);
    expect(await off.locator("#query-needs").innerText()).toContain("JavaScript");
    expect(await off.locator("[data-example]").count()).toBe(queryExamples(2025).length);
    expect(await off.locator("#main button, #main textarea").count()).toBe(0);
    await silent.close();

    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("console", message => errors.push(message.text()));
    page.on("pageerror", error => errors.push(error.message));
    await page.goto(pathToFileURL(join(sample.dist, "query.html")).href);
    expect(await page.locator("#query-needs").innerText()).toContain("npx hengcai serve");
    expect(errors).toEqual([]);
    await page.close();
  });

  test("names the browsers that would do in one that is too old", async () => {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      WebAssembly.validate = () => false;
    });
    await page.goto(`${site.base}query.html`);
    expect(await page.locator("#query-needs strong").innerText()).toContain("Chromium 109");
    await page.close();
  });
});

/** The tables as one database, as analysts get it. */
async function exported(): Promise<Database> {
  const db = await openDatabase(sample.warehouse, {readOnly: true});
  await exportTables(db, {out: scratch, formats: ["duckdb"]});
  db.close();
  return openDatabase(join(scratch, "hengcai.duckdb"), {readOnly: true});
}

/** The head and the rows of a query's answer, each value as DuckDB writes it. */
async function textRows(db: Database, sql: string): Promise<string[][]> {
  const reader = await db.connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${sql})`);
  return [
    reader.columnNames(),
    ...reader.getRows().map(row => row.map(value => (value === null ? "" : String(value))))
  ];
}

/** Numbers by what they are worth: a browser writes 80 where node writes 80.0. */
function plain(rows: readonly (readonly string[])[]): (string | number)[][] {
  return rows.map(row => row.map(text => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : neutralise(text))));
}

async function ask(page: Page, sql: string): Promise<void> {
  await page.locator("#query-sql").fill(sql);
  await run(page);
}

async function run(page: Page): Promise<void> {
  await page.locator("#query-sql").press("Control+Enter");
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    /^(?:完成|没有运行|已停止)/.test(document.querySelector("[role=status]")!.textContent!)
  );
  await page.getByRole("button", {name: "运行", exact: true, disabled: false}).waitFor();
}

/** The texts of the table's cells as it stands on the page. */
async function cells(page: Page): Promise<string[][]> {
  return page
    .locator(".query-result tbody tr")
    .evaluateAll(rows => rows.map(row => [...row.children].map(cell => cell.textContent ?? "")));
}

async function download(page: Page): Promise<string[][]> {
  const text = await downloadText(page);
  return Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {skipEmptyLines: true}).data;
}

async function downloadText(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", {name: "下载结果（CSV）"}).click()
  ]);
  expect(file.suggestedFilename()).toBe("查询结果.csv");
  return readFileSync(await file.path(), "utf8");
}
