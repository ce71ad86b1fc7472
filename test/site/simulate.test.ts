import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openDatabase} from "../../loaders/database.ts";
import {decimalText} from "../../publish/format.ts";
import {type Built, builtSample} from "../built.ts";
import {inProcess} from "../cli/inProcess.ts";
import {inFull} from "../full.ts";
import {clippedTexts, openBrowser, serve, watch} from "./browser.ts";
import {thinTables} from "./inPage.ts";
import {BY_WIDTH, violations} from "./proof.ts";

const PATIENCE = 240_000;
const GROUPS = ["镇（街道）", "开发区", "成员单位"];

let browser: Browser;
let sample: Built;
let site: Awaited<ReturnType<typeof serve>>;
let page: Page;
let seen: Awaited<ReturnType<typeof watch>>;

beforeAll(async () => {
  [browser, sample] = await Promise.all([openBrowser(), builtSample()]);
  site = await serve(sample.dist);
  const context = await browser.newContext({viewport: {width: 1280, height: 800}});
  page = await context.newPage();
  seen = await watch(page, site.origin);
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A row of the result, as it stands on the page. */
interface Row {
  rank: string;
  unit: string;
  rankBefore: string;
  total: string;
  totalBefore: string;
}

async function rowsOf(): Promise<Row[]> {
  return page.locator(".outcome-table tbody tr").evaluateAll(rows =>
    rows.map(row => {
      const [rank, unit, rankBefore, , total, totalBefore] = [...row.children].map(cell => cell.textContent ?? "");
      return {rank: rank!, unit: unit!, rankBefore: rankBefore!, total: total!, totalBefore: totalBefore!};
    })
  );
}

/** Starts the page, and waits until the engine has shown a result. */
async function start(on: Page, hash = ""): Promise<void> {
  await on.goto(`${site.base}simulate.html${hash}`);
  await on.getByRole("button", {name: "开始试算"}).click();
  await on.locator(".outcome-table").waitFor({timeout: PATIENCE});
}

/** Changes something, and waits until the sentence speaks of the result. */
async function settle(change: () => Promise<unknown>, on = page): Promise<string> {
  const said = on.locator("[data-part=said]");
  await said.evaluate(element => {
    element.textContent = "";
  });
  await change();
  await on.waitForFunction(() => document.querySelector("[data-part=said]")?.textContent !== "", undefined, {
    timeout: PATIENCE
  });
  return (await said.textContent())!;
}

interface Unit {
  unit_name: string;
  group: string;
  rank_before: number;
  rank_after: number;
  total_before: string;
  total_after: string;
}

async function simulated(...args: string[]): Promise<{units: Unit[]; claims: unknown[]}> {
  const workspace = dirname(dirname(sample.warehouse));
  const {stdout, stderr, status} = await inProcess(["simulate", "--json", "--workspace", workspace, ...args]);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

/** Compares every group's table with what the command says, to the digit. */
async function expectAsCommand(...args: string[]): Promise<number> {
  const {units, claims} = await simulated(...args);
  for (const [i, group] of GROUPS.entries()) {
    if ((await pick("group").inputValue()) !== String(i)) {
      await settle(() => pick("group").selectOption(String(i)));
    }
    const own = units.filter(unit => unit.group === group);
    const [before, after] = [own.map(unit => unit.rank_before), own.map(unit => unit.rank_after)];
    expect(await rowsOf()).toEqual(
      own.map(unit => ({
        rank: placeOf(unit.rank_after, after),
        unit: unit.unit_name,
        rankBefore: placeOf(unit.rank_before, before),
        total: unit.total_after,
        totalBefore: unit.total_before
      }))
    );
  }
  await settle(() => pick("group").selectOption("0"));
  return claims.length;
}

/** 7, or 并列7 where several of the group have it. */
function placeOf(rank: number, ranks: readonly number[]): string {
  return ranks.indexOf(rank) === ranks.lastIndexOf(rank) ? String(rank) : `并列${rank}`;
}

const pick = (name: string) => page.locator(`select[name=${name}]`);
const box = (path: string) => page.locator(`[data-path="${path}"] input[type=number]`);
/** Takes up a scenario by its link, from which each test starts. */
const take = (scenario: string) =>
  settle(() =>
    page.evaluate(hash => {
      // The same link once more is no change to a browser.
      if (decodeURI(location.hash) === hash) dispatchEvent(new Event("hashchange"));
      else location.hash = hash;
    }, `#p=haicheng-2021-2&y=2025${scenario}`)
  );
const reset = () => settle(() => page.getByRole("button", {name: "全部恢复"}).click());

const openHand = () =>
  page.locator("details.hand").evaluate(element => {
    (element as HTMLDetailsElement).open = true;
  });

describe("政策模拟", () => {
  test("asks for the engine only after a click, then shows what was published, of every year and group", {
    timeout: PATIENCE
  }, async () => {
    const asked: string[] = [];
    page.on("request", request => asked.push(request.url()));
    await page.goto(`${site.base}simulate.html`);
    await page.waitForLoadState("networkidle");
    expect(asked.filter(url => /engine|data\//.test(url))).toEqual([]);
    await start(page);
    const db = await openDatabase(sample.warehouse, {readOnly: true});
    const published = await db.all<{year: number; group: string; unit_name: string; place: string; total: number}>(
      `SELECT year, "group", unit_name, CASE WHEN tied THEN '并列' ELSE '' END || rank AS place, total
FROM score.bonus_ranking WHERE basis = 'signed'`
    );
    db.close();
    // Each unit opens its page, where the claims in force are proved.
    const pages = await page
      .locator(".outcome-table tbody a")
      .evaluateAll(links => links.map(link => link.getAttribute("href")!));
    expect(pages.length).toBe(published.filter(row => row.year === 2025 && row.group === GROUPS[0]).length);
    expect(pages.filter(href => !existsSync(join(sample.dist, href)))).toEqual([]);
    const years = [...new Set(published.map(({year}) => year))].sort();
    for (const year of years.reverse()) {
      if (year !== years[0]) await settle(() => pick("year").selectOption(String(year)));
      for (const [i, group] of GROUPS.entries()) {
        if (i || year !== years[0]) await settle(() => pick("group").selectOption(String(i)));
        const own = published.filter(row => row.year === year && row.group === group);
        const rows = (await rowsOf()).map(({unit, rank, total}) => `${unit} ${rank} ${total}`);
        expect(rows.sort(), `${year} ${group}`).toEqual(
          own.map(row => `${row.unit_name} ${row.place} ${decimalText(row.total)}`).sort()
        );
      }
    }
    await settle(() => pick("year").selectOption(String(Math.max(...years))));
    await settle(() => pick("group").selectOption("0"));
    expect(seen).toEqual({foreign: [], errors: []});
  });

  test("comes to what hengcai simulate says: a cap, a value, a step, a reading, and all together", {
    timeout: PATIENCE
  }, async () => {
    expect(await settle(() => box("R4.caps.both.0.max").fill("1"))).toMatch(/^镇（街道）\d+个单位中，/);
    expect(await expectAsCommand("--year", "2025", "--set", "R4.caps.both.0.max=1")).toBeGreaterThan(0);
    await reset();
    await settle(() => box("R4.earn.each.鞍山市级").fill("0.125"));
    expect(await expectAsCommand("--year", "2025", "--set", "R4.earn.each.鞍山市级=0.125")).toBeGreaterThan(0);
    await reset();
    await settle(() => page.getByLabel("一至三人每人0.5分").check());
    expect(await expectAsCommand("--year", "2025", "--reading", "tier1=per_head")).toBeGreaterThan(0);
    await settle(() => box("R1.earn.per_head.0.to").fill("1"));
    await settle(() => box("R5.caps.0.max").fill("0.4"));
    const all = ["R1.earn.per_head.0.to=1", "R1.earn.per_head.1.from=2", "R5.caps.0.max=0.4"];
    const command = ["--year", "2025", ...all.flatMap(one => ["--set", one]), "--reading", "tier1=per_head"];
    expect(await expectAsCommand(...command)).toBeGreaterThan(0);
    await openHand();
    expect(await page.locator("[data-text=command]").textContent()).toBe(`npx hengcai simulate ${command.join(" ")}`);
    expect(seen).toEqual({foreign: [], errors: []});
  });

  test("gives an amendment that policy check takes, and that comes to the same", {timeout: PATIENCE}, async () => {
    const folder = mkdtempSync(join(tmpdir(), "hengcai-simulate-"));
    await take("&R1.earn.per_head.0.to=1&R5.caps.0.max=0.4&~tier1=per_head");
    await openHand();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: "下载修订稿"}).click()
    ]);
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    expect(readFileSync(file, "utf8")).toBe(await page.locator("[data-text=yaml]").textContent());
    const checked = await inProcess(["policy", "check", file]);
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining("写法无误")]);
    await expectAsCommand("--year", "2025", "--amend", file, "--reading", "tier1=per_head");
    rmSync(folder, {recursive: true});
  });

  test("marks what is changed, and puts each back", async () => {
    await take("&R1.earn.per_head.0.to=1&R5.caps.0.max=0.4&~tier1=per_head");
    const changed = () =>
      page
        .locator("[data-changed]")
        .evaluateAll(rows => rows.map(row => row.getAttribute("data-path") ?? row.getAttribute("data-reading")));
    expect(await changed()).toEqual(["R1.earn.per_head.0.to", "R5.caps.0.max", "tier1"]);
    await settle(() => page.locator('[data-path="R5.caps.0.max"]').getByRole("button", {name: /^恢复/}).click());
    expect(await box("R5.caps.0.max").inputValue()).toBe("0.6");
    await settle(() => page.locator('[data-reading="tier1"]').getByRole("button", {name: /^恢复/}).click());
    // What the reading no longer uses stays in sight as long as it is changed, and says so.
    expect(await changed()).toEqual(["R1.earn.per_head.0.to"]);
    expect(await page.locator(".changes").innerText()).toContain("按现在选的理解用不到，没有影响");
    expect(await reset()).toMatch(/得分和位次都不变/);
    expect(await changed()).toEqual([]);
  });

  test("tells of a number that is none, and of rules that contradict themselves, and keeps the last result", async () => {
    await take("");
    const before = await rowsOf();
    await box("R1.caps.0.max").fill("-1");
    expect(await box("R1.caps.0.max").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator("[data-part=fault]").textContent()).toContain("应是不小于 0");
    await settle(() => box("R1.caps.0.max").fill("1.5"));
    expect(await box("R1.caps.0.max").getAttribute("aria-invalid")).toBe("false");
    expect(await page.locator("[data-part=fault]").textContent()).toBe("");
    await reset();
    expect(await rowsOf()).toEqual(before);
  });

  test("is worked by the keyboard alone: slider, box, radio and buttons", {timeout: PATIENCE}, async () => {
    await take("");
    await pick("year").focus();
    const reached: string[] = [];
    for (let n = 0; n < 20 && !reached.includes("R2.caps.0.max range"); n++) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(() => {
          const element = document.activeElement as HTMLInputElement;
          const style = getComputedStyle(element);
          const path = element.closest<HTMLElement>("[data-path]")?.dataset.path ?? element.name;
          return `${path} ${element.type}${style.outlineStyle === "none" ? " unseen" : ""}`;
        })
      );
    }
    expect(reached.filter(one => one.endsWith("unseen"))).toEqual([]);
    expect(reached).toContain("R1.caps.0.max range");
    expect(reached).toContain("R1.caps.0.max number");
    const slider = page.locator('[data-path="R2.caps.0.max"] input[type=range]');
    await settle(() => slider.press("ArrowLeft"));
    expect(await box("R2.caps.0.max").inputValue()).toBe("0.9");
    expect(await slider.getAttribute("aria-valuetext")).toBe("0.9分");
    expect(await slider.evaluate(element => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Tab");
    await settle(() => page.keyboard.press("ArrowDown"));
    expect(await box("R2.caps.0.max").inputValue()).toBe("0.8");
    await page.keyboard.press("Tab");
    await settle(() => page.keyboard.press("Enter"));
    expect(await box("R2.caps.0.max").inputValue()).toBe("1");
    await page.locator('[data-reading="cap4"] input:checked').focus();
    await settle(() => page.keyboard.press("ArrowDown"));
    expect(await page.locator('[data-reading="cap4"] input:checked').inputValue()).toBe("upper");
    await reset();
  });

  test("keeps the scenario in the link, from which another reader has it back", {timeout: PATIENCE}, async () => {
    await take("&R1.caps.0.max=2");
    await reset();
    await settle(() => box("R4.earn.each.海城市级").fill("0.35"));
    await settle(() => pick("year").selectOption("2024"));
    await settle(() => pick("group").selectOption("2"));
    await page.getByRole("button", {name: "复制链接"}).click();
    expect(await page.locator("[data-part=told]").textContent()).toContain("链接已复制");
    const {hash} = new URL(page.url());
    expect(decodeURI(hash)).toBe("#p=haicheng-2021-2&y=2024&g=3&R4.earn.each.海城市级=0.35");
    const rows = await rowsOf();
    const context = await browser.newContext({viewport: {width: 375, height: 800}});
    const other = await context.newPage();
    const watched = await watch(other, site.origin);
    await start(other, hash);
    await other.waitForFunction(() => document.querySelector("[data-part=said]")?.textContent !== "");
    expect(await other.locator(".outcome-table tbody tr").count()).toBe(rows.length);
    expect(await other.locator(".changes").innerText()).toContain("0.2分 → 0.35分");
    expect(await other.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await other.evaluate(clippedTexts)).toEqual([]);
    // What the width cannot change is seen at 1280 below.
    expect(await violations(other, inFull({only: BY_WIDTH}, {}))).toEqual([]);
    await settle(
      () =>
        other.evaluate(() => {
          location.hash = "#p=haicheng-2021-2&y=2025&R99=1";
        }),
      other
    );
    expect(await other.locator("[data-part=fault]").textContent()).toContain("制度里没有这个数：“R99”");
    expect(watched).toEqual({foreign: [], errors: []});
    await context.close();
  });

  test("has no axe violation, folded parts open, and a sentence that a screen reader hears", {
    timeout: PATIENCE
  }, async () => {
    await page.evaluate(() => {
      for (const folded of document.querySelectorAll("details")) folded.open = true;
    });
    await page.evaluate(inFull(thinTables, () => undefined));
    expect(await violations(page)).toEqual([]);
    expect(await page.locator("[data-part=said][role=status]").count()).toBe(1);
    expect(seen).toEqual({foreign: [], errors: []});
  });

  test("refuses to run where one shipped file was tampered with, and names the difference", {
    timeout: PATIENCE
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "hengcai-simulate-"));
    for (const name of ["simulate.html", "assets", "_import", "data/simulate"]) {
      cpSync(join(sample.dist, name), join(folder, name), {recursive: true});
    }
    const file = join(folder, "data/simulate/published.csv");
    const text = readFileSync(file, "utf8");
    const line = text.split("\n").find(one => /^2023,signed,[^,]+,[^,]+,[1-9]\d*,\d+$/.test(one))!;
    const total = Number(line.split(",")[4]);
    writeFileSync(file, text.replace(line, line.replace(`,${total},`, `,${total + 100},`)));
    const tampered = await serve(folder);
    const other = await browser.newPage();
    await other.goto(`${tampered.base}simulate.html`);
    await other.getByRole("button", {name: "开始试算"}).click();
    const alert = other.getByRole("alert");
    await alert.waitFor({timeout: PATIENCE});
    const words = await alert.innerText();
    expect(words).toContain("不能试算：重算与公布的结果不一致");
    expect(words).toContain(`2023 年度已签批口径`);
    expect(words).toContain(`${decimalText(total + 100)} 分，这里算出`);
    expect(words).toContain(`${decimalText(total)} 分。`);
    expect(await other.locator("input, select").count()).toBe(1); // The switch of the theme, and nothing to try.
    await other.close();
    await tampered.close();
    rmSync(folder, {recursive: true});
  });

  test("says without a script, and from a file, what it needs, and shows the rules as they are", async () => {
    const silent = await browser.newContext({javaScriptEnabled: false});
    const off = await silent.newPage();
    await off.goto(`${site.base}simulate.html`);
    const text = await off.locator("main").innerText();
    expect(text).toContain("浏览器打开了脚本");
    for (const words of ["封顶0.4", "第1至3项合计0.5", "一至三人合计0.5分", "激励奖励制度 二（二）1"])
      expect(text).toContain(words);
    await silent.close();
    const local = await browser.newPage();
    await local.goto(pathToFileURL(join(sample.dist, "simulate.html")).href);
    expect(await local.locator("[data-simulator]").innerText()).toContain("从磁盘上直接打开");
    expect(await local.getByRole("button", {name: "开始试算"}).count()).toBe(0);
    await local.close();
  });
});
