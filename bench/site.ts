import {spawn} from "node:child_process";
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {extname, join, normalize} from "node:path";
import {setTimeout} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {gzipSync} from "node:zlib";
import lighthouse, {desktopConfig, type Result} from "lighthouse";
import {build} from "../cli/build.ts";
import {openContext} from "../cli/context.ts";
import {findBrowser} from "../publish/paper/pdf.ts";

/** The heads of the rows below. */
export const SITE_HEADS = [
  "page, preset",
  "KiB over the wire",
  "first paint s",
  "largest paint s",
  "shift",
  "blocked ms",
  "performance",
  "accessibility",
  "practices",
  "seo"
];

const SAMPLE = fileURLToPath(new URL("../data", import.meta.url));

/**
 * Returns what Lighthouse says of the sample's overview, ranking and longest page of a unit, on the desktop and the mobile
 * preset: the median of so many runs in a Chromium of this machine, over a server on loopback that compresses.
 */
export async function benchSite(runs: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "hengcai-bench-"));
  const dist = join(folder, "dist");
  try {
    const workspace = join(folder, "workspace");
    cpSync(SAMPLE, workspace, {recursive: true, filter: path => !path.includes(".hengcai")});
    await build(openContext({workspace, out: dist, json: true}));
    const server = await serveCompressed(dist);
    const browser = await startBrowser(join(folder, "profile"));
    try {
      const lines: string[][] = [];
      for (const page of ["index.html", "bonus.html", longestUnit(dist)]) {
        for (const preset of ["desktop", "mobile"] as const) {
          const results: Measures[] = [];
          for (let i = 0; i < runs; i++) results.push(await look(server.base + page, preset, browser.port));
          lines.push([
            `${page}, ${preset}`,
            ...MEASURES.map(({name, digits}) => median(results, name).toFixed(digits))
          ]);
        }
      }
      return lines;
    } finally {
      await browser.stop();
      server.stop();
    }
  } finally {
    rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  }
}

const MEASURES = [
  {name: "kib", digits: 1},
  {name: "first", digits: 2},
  {name: "largest", digits: 2},
  {name: "shift", digits: 3},
  {name: "blocked", digits: 0},
  {name: "performance", digits: 0},
  {name: "accessibility", digits: 0},
  {name: "practices", digits: 0},
  {name: "seo", digits: 0}
] as const;

type Measures = Record<(typeof MEASURES)[number]["name"], number>;

async function look(url: string, preset: "desktop" | "mobile", port: number): Promise<Measures> {
  const outcome = await lighthouse(url, {port, logLevel: "error"}, preset === "desktop" ? desktopConfig : undefined);
  if (!outcome || outcome.lhr.runtimeError)
    throw new Error(`Lighthouse failed on ${url}: ${outcome?.lhr.runtimeError?.message}`);
  const {lhr} = outcome;
  const score = (name: string) => Math.round((lhr.categories[name]?.score ?? Number.NaN) * 100);
  return {
    kib: numberOf(lhr, "total-byte-weight") / 1024,
    first: numberOf(lhr, "first-contentful-paint") / 1000,
    largest: numberOf(lhr, "largest-contentful-paint") / 1000,
    shift: numberOf(lhr, "cumulative-layout-shift"),
    blocked: numberOf(lhr, "total-blocking-time"),
    performance: score("performance"),
    accessibility: score("accessibility"),
    practices: score("best-practices"),
    seo: score("seo")
  };
}

function numberOf(result: Result, audit: string): number {
  return result.audits[audit]?.numericValue ?? Number.NaN;
}

function median(results: readonly Measures[], name: keyof Measures): number {
  const sorted = results.map(result => result[name]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function longestUnit(dist: string): string {
  const pages = readdirSync(join(dist, "unit")).map(name => `unit/${name}`);
  return pages.reduce((a, b) => (statSync(join(dist, b)).size > statSync(join(dist, a)).size ? b : a));
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8"
};

/** Serves a folder on loopback as a plain server does that compresses what it sends. */
async function serveCompressed(folder: string): Promise<{base: string; stop: () => void}> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(folder, normalize(path));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      // A browser asks for robots.txt of its own accord: a site without one has none.
      response.writeHead(404).end();
      return;
    }
    const head = {"content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-encoding": "gzip"};
    response.writeHead(200, head).end(gzipSync(new Uint8Array(readFileSync(file))));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    }
  };
}

/** Starts the machine's Chromium and waits until it tells the port by which it is led. */
async function startBrowser(profile: string): Promise<{port: number; stop: () => Promise<void>}> {
  const path = findBrowser();
  if (!path) throw new Error("no Chromium found; install one, or name one: HENGCAI_CHROMIUM=/path/to/chromium");
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(
    path,
    [
      "--headless=new",
      ...root,
      "--disable-gpu",
      "--no-first-run",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`
    ],
    {stdio: "ignore"}
  );
  const closed = new Promise<void>(resolve => child.once("close", () => resolve()));
  return {
    port: await portIn(join(profile, "DevToolsActivePort")),
    stop: async () => {
      child.kill();
      await closed;
    }
  };
}

/** The file is there before the number is. */
async function portIn(note: string): Promise<number> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const port = existsSync(note) ? Number(readFileSync(note, "utf8").split("\n")[0]) : 0;
    if (port) return port;
    await setTimeout(100);
  }
  throw new Error("the browser tells no port after 60 s");
}
