import {readFileSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import type {Page} from "playwright-core";
import {expect, test} from "vitest";
import {watch} from "./browser.ts";
import {sampleSite} from "./sampleSite.ts";

const PATIENCE = 300_000;

const city = sampleSite(PATIENCE);

const file = (name: string) => readFileSync(join(city.sample.dist, "assets/engine", name));

test.each([
  [
    "in a browser that cannot unpack by itself",
    async (page: Page) => {
      const body = `delete globalThis.DecompressionStream;${file("worker.js")}`;
      await page.route("**/worker.js*", route => route.fulfill({contentType: "text/javascript", body}));
    }
  ],
  [
    "from a server that has its files unpacked on the way",
    async (page: Page) => {
      const body = gunzipSync(new Uint8Array(file("duckdb-eh.wasm.gz")));
      await page.route("**/*.wasm.gz*", route => route.fulfill({contentType: "application/gzip", body}));
    }
  ]
])("the engine starts %s", {timeout: PATIENCE}, async (_, change) => {
  const page = await city.browser.newPage();
  const seen = await watch(page, city.site.origin);
  await change(page);
  expect(await answerOf(page)).toContain("完成：1行。");
  expect(seen).toEqual({foreign: [], errors: []});
  await page.close();
});

test.each(["duckdb-eh.wasm.gz", "worker.js", "engine.js", "duckdb-worker.js"])(
  "says so in Chinese where %s cannot be had, and tries again when asked",
  {timeout: PATIENCE},
  async name => {
    const page = await city.browser.newPage();
    await page.route(`**/${name}*`, route => route.fulfill({status: 404, body: ""}));
    expect(await answerOf(page)).toContain("没有运行成功");
    expect(await page.locator(".query-fault").innerText()).toMatch(/取不到数据引擎|数据引擎没有启动/);
    await page.unroute(`**/${name}*`);
    expect(await answerOf(page, false)).toContain("完成：1行。");
    await page.close();
  }
);

async function answerOf(page: Page, open = true): Promise<string> {
  if (open) await page.goto(`${city.site.base}query.html`);
  await page.locator("#query-sql").fill("SELECT count(*) FROM total_ranking");
  await page.getByRole("button", {name: "运行", exact: true}).click();
  await page.waitForFunction(
    () => /^(?:完成|没有运行)/.test(document.querySelector("[role=status]")!.textContent!),
    undefined,
    {timeout: 120_000}
  );
  return page.locator("[role=status]").innerText();
}
