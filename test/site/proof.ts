import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {AxeBuilder} from "@axe-core/playwright";
import type {Browser, Page} from "playwright-core";
import {inFull} from "../full.ts";
import {charactersOf, clippedTexts, latinWords, type serve, type Watch, watch} from "./browser.ts";
import {focusStops, rowTexts, thinTables, watchFocus} from "./inPage.ts";

/** The widths that every page is seen at: a desk, a telephone, and a page enlarged four times on a desk, laid out like the telephone. */
const WIDTHS = [1280, 375, 320] as const;
const LAYOUTS = inFull<readonly number[]>([1280, 320], WIDTHS);
/** Rules of axe whose outcome the width can change, and those that the colours can; the others see the same markup always. */
export const BY_WIDTH = ["target-size", "scrollable-region-focusable"];
const BY_COLOUR = ["color-contrast", "link-in-text-block"];

export interface ProofOptions {
  /** The folder that is served, to open the same page from its file. */
  dist: string;
  site: Awaited<ReturnType<typeof serve>>;
  /** Words in Latin letters that the pages may say; undefined where the data are not Chinese. */
  latin?: readonly string[];
  /** Takes the characters of the page. */
  characters?: Set<string>;
  /** Every row under axe, and every width in both themes; else rows of one make, and widths of one layout, stand for each other. */
  whole?: boolean;
  /** Leaves to the pages of another city, which have the same parts and more, what the width can change and what a script or a file can hide. */
  plain?: boolean;
  /** Looks at the colours, light and dark: for pages that show every part in every state, or that most people read. */
  colours?: boolean;
}

/**
 * Opens each page once and returns everything that they should not show: at three widths, in two themes, by keyboard alone,
 * without their script, and from their files.
 */
export async function provePages(
  browser: Browser,
  names: readonly string[],
  optionsOf: (name: string) => ProofOptions
): Promise<string[]> {
  const faults: string[] = [];
  const windows: Windows[] = [];
  await inTwoLanes(names, async (name, lane) => {
    const options = optionsOf(name);
    windows[lane] ??= await openWindows(browser, options.site.origin);
    faults.push(...(await provePage(windows[lane], name, options)));
  });
  for (const one of windows) await one?.close();
  return faults.sort();
}

/** To open a window takes longer than to look at a page: one page after another is shown in the same three. */
interface Windows {
  page: Page;
  /** What the page asked for off its origin, and logged. */
  seen: Watch;
  fromFile: Page;
  withoutScript: Page;
  /** What the page from its file logged. */
  logged: string[];
  close(): Promise<void>;
}

async function openWindows(browser: Browser, origin: string): Promise<Windows> {
  const context = await browser.newContext({viewport: {width: 1280, height: 800}, reducedMotion: "reduce"});
  const silent = await browser.newContext({javaScriptEnabled: false, viewport: {width: 1280, height: 800}});
  const page = await context.newPage();
  const fromFile = await context.newPage();
  const logged: string[] = [];
  fromFile.on("console", message => logged.push(message.text()));
  fromFile.on("pageerror", error => logged.push(error.message));
  return {
    page,
    seen: await watch(page, origin),
    fromFile,
    withoutScript: await silent.newPage(),
    logged,
    async close() {
      await context.close();
      await silent.close();
    }
  };
}

async function provePage(windows: Windows, name: string, options: ProofOptions): Promise<string[]> {
  const {site, latin, characters, whole = false, plain = false, colours = false} = options;
  const {page, seen} = windows;
  await page.goto(site.base + name);
  const found: Record<string, readonly string[]> = {};
  if (!plain) {
    const rows = await page.evaluate(rowTexts);
    found["without script"] = await withoutScript(windows.withoutScript, site.base + name, rows);
    found["from its file"] = await fromFile(windows, join(options.dist, name), rows);
  }
  await page.evaluate(openAll);
  if (latin) found.Latin = (await page.evaluate(latinWords)).filter(word => !latin.includes(word));
  if (characters) for (const character of await page.evaluate(charactersOf)) characters.add(character);
  for (const width of LAYOUTS) {
    await page.setViewportSize({width, height: 800});
    Object.assign(found, await layoutFaults(page, `at ${width}`));
  }
  await page.setViewportSize({width: 1280, height: 800});
  if (!whole) await page.evaluate(thinTables);
  found.keyboard = await walk(page);
  Object.assign(found, whole ? await axeEverywhere(page) : await axeQuick(page, {plain, colours}));
  // Another page starts in the light again.
  await page.evaluate(() => localStorage.clear());
  found.foreign = seen.foreign.splice(0);
  found.error = seen.errors.splice(0);
  return Object.entries(found)
    .filter(([, list]) => list.length)
    .map(([what, list]) => `${name}: ${what}: ${list.slice(0, 5).join(" | ")}`);
}

/** Shows each page at 1280 in one of two windows, and gives it to the work with what it asked for off its origin, and logged. */
export async function showEach(
  browser: Browser,
  names: readonly string[],
  site: ProofOptions["site"],
  work: (page: Page, name: string, seen: Watch) => Promise<void>
): Promise<void> {
  const windows: {page: Page; seen: Watch}[] = [];
  await inTwoLanes(names, async (name, lane) => {
    windows[lane] ??= await watchedPage(browser, site.origin);
    const {page, seen} = windows[lane];
    await page.setViewportSize({width: 1280, height: 800});
    await page.goto(site.base + name);
    await work(page, name, seen);
    seen.foreign.length = seen.errors.length = 0;
  });
  for (const one of windows) await one?.page.context().close();
}

async function watchedPage(browser: Browser, origin: string): Promise<{page: Page; seen: Watch}> {
  const page = await (await browser.newContext()).newPage();
  return {page, seen: await watch(page, origin)};
}

/** Runs the work over all items on two pages at a time, which is what two processors bear. */
async function inTwoLanes<T>(items: readonly T[], work: (item: T, lane: number) => Promise<void>): Promise<void> {
  const left = [...items];
  const run = async (lane: number): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next, lane);
  };
  await Promise.all(LANES.map(run));
}

const LANES = [0, 1] as const;

/** Returns what is wider than the page, and texts that are cut. */
export async function layoutFaults(page: Page, where: string): Promise<Record<string, string[]>> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return {
    [`sideways ${where}`]: sideways > 0 ? [`${sideways} px`] : [],
    [`clipped ${where}`]: await page.evaluate(clippedTexts)
  };
}

function openAll(): void {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
}

/** With JavaScript off the same rows stand there, and all are shown that no fold hides. */
async function withoutScript(page: Page, url: string, rows: readonly string[]): Promise<string[]> {
  await page.goto(url);
  const hidden = await page.evaluate(
    () =>
      [...document.querySelectorAll("tr, figure svg[role=img], section")].filter(
        element => !element.closest("details:not([open]), .narrow, [hidden]") && !element.getClientRects().length
      ).length
  );
  return [...differences(await page.evaluate(rowTexts), rows), ...(hidden ? [`${hidden} parts hidden`] : [])];
}

/** From its file the page has its style, its script and the same rows, and logs nothing. */
async function fromFile({fromFile: page, logged}: Windows, path: string, rows: readonly string[]): Promise<string[]> {
  await page.goto(pathToFileURL(path).href);
  const state = await page.evaluate(() => ({
    style: getComputedStyle(document.body).marginTop,
    theme: document.documentElement.dataset.theme
  }));
  return [
    ...logged.splice(0),
    ...(state.style === "0px" ? [] : ["no stylesheet"]),
    ...(state.theme === "light" ? [] : ["no script"]),
    ...differences(await page.evaluate(rowTexts), rows)
  ];
}

function differences(found: readonly string[], expected: readonly string[]): string[] {
  const at = expected.findIndex((row, i) => row !== found[i]);
  if (at < 0 && found.length === expected.length) return [];
  return [`${found.length} rows, not ${expected.length}: row ${at < 0 ? expected.length : at} is ${found[at]}`];
}

/** Goes through the page with the tabulator alone: every stop once, in order, seen, then out; and jumps to the content. */
async function walk(page: Page): Promise<string[]> {
  const stops = await page.evaluate(focusStops);
  await page.evaluate(watchFocus);
  // The browser takes the keys in their order; to wait for each takes four times as long.
  await Promise.all(stops.map(() => page.keyboard.press("Tab")));
  const seen = await page.evaluate(() => (window as unknown as {focusSeen: {stop: number; fault: string}[]}).focusSeen);
  const faults = seen.filter(({fault}) => fault).map(({stop, fault}) => `${stops[stop] ?? "?"}: ${fault}`);
  const missed = stops.findIndex((_, i) => seen[i]?.stop !== i);
  if (missed >= 0) faults.push(`not reached in its turn: ${stops[missed]}, but ${stops[seen[missed]?.stop ?? -1]}`);
  return [...faults, ...(await leaveAndSkip(page, stops.length))];
}

/** After the last stop the focus leaves the page; the first stop of a new round leads past the head of the page. */
async function leaveAndSkip(page: Page, count: number): Promise<string[]> {
  const last = () =>
    page.evaluate(() => {
      const {focusSeen} = window as unknown as {focusSeen: {stop: number}[]};
      return {times: focusSeen.length, stop: focusSeen.at(-1)?.stop};
    });
  for (let i = 0; i < 3 && (await last()).times === count; i++) await page.keyboard.press("Tab");
  const {stop} = await last();
  if (stop !== 0) return [`caught: the round ends at ${stop}`];
  await page.keyboard.press("Enter");
  const main = await page.evaluate(() => document.activeElement?.id);
  return main === "main" ? [] : [`the link past the head leads to ${main}`];
}

/** Every rule in the light theme at 1280; what width can change at 320, which 375 is laid out like; colours in both themes. */
async function axeQuick(
  page: Page,
  {plain, colours}: {plain: boolean; colours: boolean}
): Promise<Record<string, string[]>> {
  const found = {"axe light 1280": await violations(page, colours ? {} : {without: BY_COLOUR})};
  if (plain) return found;
  await page.setViewportSize({width: 320, height: 800});
  Object.assign(found, {"axe light 320": await violations(page, {only: BY_WIDTH})});
  if (!colours) return found;
  await page.setViewportSize({width: 1280, height: 800});
  await setTheme(page, "dark");
  return Object.assign(found, {"axe dark 1280": await violations(page, {only: BY_COLOUR})});
}

/** Every rule on every row; then on rows of one make, at every width in both themes. */
async function axeEverywhere(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {"axe every row": await violations(page)};
  await page.evaluate(thinTables);
  for (const theme of ["light", "dark"] as const) {
    await setTheme(page, theme);
    for (const width of WIDTHS) {
      await page.setViewportSize({width, height: 800});
      found[`axe ${theme} ${width}`] = await violations(page);
    }
  }
  return found;
}

/** By the switch in the head of the page; the page for a wall has none, and takes its theme from its address. */
async function setTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  const control = page.getByLabel("深色", {exact: true});
  if (await control.count()) await control.setChecked(theme === "dark");
  else await page.evaluate(hash => location.replace(hash), `#${theme}`);
}

/** Runs axe, with the one rule of WCAG 2.2 that it leaves out by default; only the reports of what passed are left out. */
export async function violations(
  page: Page,
  {only, without = []}: {only?: readonly string[]; without?: readonly string[]} = {}
): Promise<string[]> {
  const off = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
  // To bring axe takes longer than most of its rules: a page that has it keeps it.
  const there = await page.evaluate(() => "axe" in window);
  const {violations} = await new AxeBuilder({page, ...(there ? {axeSource: ";"} : {})})
    .setLegacyMode(true)
    .options({
      resultTypes: ["violations"],
      ...(only ? {runOnly: {type: "rule", values: [...only]}} : {rules: {"target-size": {enabled: true}, ...off}})
    })
    .analyze();
  return violations.map(({id, nodes}) => `${id} × ${nodes.length}: ${nodes[0]?.target.join(" ")}`);
}
