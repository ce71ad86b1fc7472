import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {extname, join} from "node:path";
import {type Browser, chromium, type Page} from "playwright-core";
import {openDatabase} from "../loaders/database.ts";
import {writeSimulation} from "../publish/simulation/simulation.ts";
import {fillReadings, fillRules} from "../scoring/catalog.ts";
import {baseScenario} from "../scoring/effects.ts";
import {keepRun} from "../scoring/keepRun.ts";
import {fillLedger, runLedger} from "../scoring/ledger.ts";
import {fillUnits, makeMembers, scoredYears} from "../scoring/members.ts";
import {fillRanking, fillScores} from "../scoring/rank.ts";
import {writeClients} from "../src/build/client.ts";
import {findChromium} from "../test/chromium.mjs";
import {AS_OF, benchPolicy, writeClaimsTable} from "./claimsTable.ts";
import {benchSettings} from "./scoringJobs.ts";

export const WHAT_IF_HEADS = ["claims", "in the year", "units", "start ms", "median ms", "slowest ms", "cpu ms"];

/** So many changed numbers, one after the other; the first are left out, as they warm the engine up. */
const CHANGES = 24;
const WARM = 4;
const YEAR = 2025;

/**
 * Measures the page 政策模拟 in Chromium: from a number changed in its box to the new ranks standing in the table. "cpu ms"
 * is what the page's process took for one change, all threads, which a busy machine hardly stretches.
 */
export async function benchWhatIf(claims: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-whatif-"));
  const server = await serve(folder);
  const browser = await chromium.launch({executablePath: findChromium()!, args: ["--no-sandbox", "--disable-gpu"]});
  try {
    const {inYear, units} = await laySite(folder, claims);
    const page = await browser.newPage();
    const start = performance.now();
    await page.goto(`${server.origin}/index.html`);
    await page.locator("[data-simulator] button").click();
    await page.locator(".outcome-table").waitFor({timeout: 600_000});
    const started = performance.now() - start;
    const warm = await changes(page, 0, WARM);
    const before = await cpuOf(browser);
    const times = [...(await changes(page, WARM, CHANGES))].sort((a, b) => a - b);
    const cpu = ((await cpuOf(browser)) - before) / times.length;
    if (!warm.length) throw new Error("nothing warmed up");
    const figures = [started, times[Math.floor(times.length / 2)]!, times.at(-1)!, cpu].map(ms => ms.toFixed(0));
    return [[claims, inYear, units].map(n => n.toLocaleString("en")).concat(figures)];
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Lays the page's script, the engine and the claims of a made-up city, scored, into the folder. */
async function laySite(folder: string, claims: number): Promise<{inYear: number; units: number}> {
  const warehouse = join(folder, "warehouse.duckdb");
  await writeClaimsTable(warehouse, claims);
  const policy = benchPolicy();
  const settings = benchSettings();
  const db = await openDatabase(warehouse);
  const {begins} = policy.bonus!;
  const years = scoredYears(policy.from, AS_OF, begins);
  await makeMembers(db, settings, years, begins);
  await fillUnits(db);
  await fillRules(db, policy, settings);
  await fillReadings(db, [policy], settings);
  await keepRun(db, await runLedger(db, policy, [baseScenario(policy, settings)]));
  await fillLedger(db);
  await fillScores(db);
  await fillRanking(
    db,
    policy.bonus!.rules.map(rule => rule.id)
  );
  await db.run("CREATE SCHEMA meta; CREATE TABLE meta.settings (key VARCHAR, value VARCHAR)");
  const values = {
    city: "小城",
    as_of: AS_OF,
    policies: JSON.stringify([policy.id]),
    groups: JSON.stringify(settings.groups),
    thresholds: JSON.stringify(settings.thresholds),
    publish: JSON.stringify({public: false, years: {}})
  };
  await db.append("meta", "settings", Object.entries(values));
  await writeSimulation(db, {workspace: folder, out: folder, years});
  const [count] = await db.all<{claims: number; units: number}>(
    `SELECT COUNT(*) AS claims, (SELECT COUNT(*) FROM score.bonus_ranking WHERE basis = 'signed' AND year = ${YEAR}) AS units
FROM score.bonus_inputs WHERE event_year = ${YEAR} OR signed_year = ${YEAR}`
  );
  db.close();
  mkdirSync(join(folder, "assets"), {recursive: true});
  const scripts = await writeClients(folder);
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>bench</title>
<div data-simulator data-base="" data-model="data/simulate/model.json"></div>
<script defer src="${scripts.get("simulate")}"></script></html>`
  );
  return {inYear: count!.claims, units: count!.units};
}

/** Changes one number to a new value each time; returns how long each took until the table showed what it comes to. */
function changes(page: Page, from: number, to: number): Promise<number[]> {
  return page.evaluate(
    async ([from, to]) => {
      const box = document.querySelector<HTMLInputElement>("[data-path='R4.caps.both.0.max'] input[type=number]")!;
      const results = document.querySelector("[data-part=results]")!;
      const times: number[] = [];
      for (let n = from; n < to; n++) {
        const value = `1.${101 + 2 * n}`; // Never ends in 0, which would not be written.
        const start = performance.now();
        const shown = new Promise<void>(done => {
          const observer = new MutationObserver(() => {
            if (!results.querySelector(".changes")?.textContent?.includes(`→ ${value}`)) return;
            observer.disconnect();
            requestAnimationFrame(() => done());
          });
          observer.observe(results, {childList: true});
        });
        box.value = value;
        box.dispatchEvent(new Event("input", {bubbles: true}));
        await shown;
        times.push(performance.now() - start);
      }
      return times;
    },
    [from, to] as const
  );
}

/** Returns the processor time of the pages' processes so far, in milliseconds. */
async function cpuOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const {processInfo} = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({type}) => type === "renderer").reduce((sum, {cpuTime}) => sum + 1000 * cpuTime, 0);
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".csv": "text/csv",
  ".gz": "application/gzip"
};

async function serve(folder: string): Promise<{origin: string; close(): void}> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    try {
      const body = readFileSync(join(folder, path));
      response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    }
  };
}
