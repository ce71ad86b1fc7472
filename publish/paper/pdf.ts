import {spawn} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, delimiter, dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import type {FileDigest} from "../hash.ts";
import {writeFile} from "../sink.ts";

/** A printed file, with what printed it: the bytes are the same on one machine, and these two say on which. */
export interface PdfFile extends FileDigest {
  /** As the file names it, such as `Skia/PDF m156`. */
  producer: string;
  /** Typefaces embedded, sorted. */
  fonts: string[];
}

/** Why there is no PDF: a sentence for the reader, with what to do. */
export interface NoPdf {
  reason: string;
}

export interface PdfOptions {
  /** ISO date that the file carries as its time of making. */
  date: string;
  /** The browser's file; by default the one that `findBrowser` finds. */
  browser?: string | undefined;
}

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const FIXED = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"
];
/** The first whose page margins carry text: page numbers and the mark of a draft. */
const OLDEST = 131;
const PATIENCE = 300_000;

const REMEDY =
  "Word 文件（.docx）已经生成，可在 Word、WPS 中另存为 PDF；或安装 Chromium、Chrome、Edge（131 及以上）后重新运行，" +
  "也可用环境变量 HENGCAI_CHROMIUM 指明浏览器的位置";

/** Returns the file of a Chromium: the one that HENGCAI_CHROMIUM names, one on the path, one where it usually is. */
export function findBrowser(): string | undefined {
  const named = process.env.HENGCAI_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return [...NAMES.flatMap(name => folders.map(folder => join(folder, name))), ...FIXED].find(path => existsSync(path));
}

/**
 * Prints a page to a PDF file by a headless Chromium that is given no network; where there is none, or it fails, returns
 * why. The same page gives the same bytes on one machine.
 */
export async function htmlToPdf(
  html: string,
  file: string,
  {date, browser = findBrowser()}: PdfOptions
): Promise<PdfFile | NoPdf> {
  if (!browser) return {reason: `没有生成 PDF：这台机器上找不到 Chromium 类浏览器。${REMEDY}。`};
  const folder = mkdtempSync(join(tmpdir(), "hengcai-pdf-"));
  try {
    const page = join(folder, "page.html");
    const printed = join(folder, "page.pdf");
    writeFileSync(page, html);
    const failed = await run(browser, flags(folder, page, printed));
    if (!existsSync(printed)) {
      return {reason: `没有生成 PDF：浏览器“${browser}”没有打印成功（${failed ?? "没有写出文件"}）。${REMEDY}。`};
    }
    const bytes = pinRun(new Uint8Array(readFileSync(printed)), date);
    const {producer, version, fonts} = describe(bytes);
    if (version !== null && version < OLDEST) {
      return {reason: `没有生成 PDF：浏览器“${browser}”太旧（${version}），印不出页码和草案标记。${REMEDY}。`};
    }
    mkdirSync(dirname(file), {recursive: true});
    const {bytes: size, sha256} = await writeFile(file, sink => sink.writeBytes(bytes));
    return {path: basename(file), bytes: size, sha256, producer, fonts};
  } finally {
    rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  }
}

function flags(folder: string, page: string, printed: string): string[] {
  return [
    "--headless=new",
    // As root, as in a container, Chromium has no sandbox; the page is our own and runs no script.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--proxy-server=127.0.0.1:9",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-dev-shm-usage",
    `--user-data-dir=${join(folder, "profile")}`,
    "--no-pdf-header-footer",
    `--print-to-pdf=${printed}`,
    pathToFileURL(page).href
  ];
}

/** What a browser is told of the machine: the user's language would choose other typefaces, and the zone another hour. */
const ENVIRONMENT = {TZ: "UTC", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8", LANGUAGE: "zh_CN", FC_LANG: "zh-cn"};

/** Runs the browser to its end; returns what went wrong. */
function run(browser: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    const child = spawn(browser, args, {stdio: "ignore", windowsHide: true, env: {...process.env, ...ENVIRONMENT}});
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    child.once("error", error => {
      clearTimeout(timer);
      resolve(error.message);
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      resolve(code === 0 ? undefined : signal ? "超过 5 分钟，已停止" : `退出状态 ${code}`);
    });
  });
}

/**
 * Puts the date in the place of the time of printing, and counts the nodes of the structure from 1: that is all that differs
 * from one run to the next. No length changes, so that the file's table of places still holds.
 */
export function pinRun(bytes: Uint8Array, date: string): Uint8Array {
  const digits = `${date.replaceAll("-", "")}000000`;
  const text = Buffer.from(bytes).toString("latin1");
  const pinned = text.replace(
    /(\/(?:CreationDate|ModDate)\s*\(D:)\d{14}([^)]*)\)/g,
    (_, head: string, zone: string) => `${head}${digits}${zone.replace(/\d/g, "0")})`
  );
  return new Uint8Array(Buffer.from(countNodes(pinned), "latin1"));
}

const NODE = /\(node(\d{8})\)/g;

/** Where the browser begins to count hangs on its timing; the order of the nodes, by which they are looked up, stays. */
function countNodes(text: string): string {
  const numbers = [...new Set([...text.matchAll(NODE)].map(([, number]) => number!))].sort();
  const places = new Map(numbers.map((number, i) => [number, i + 1]));
  return text.replace(NODE, (_, number: string) => `(node${String(places.get(number)).padStart(8, "0")})`);
}

function describe(bytes: Uint8Array): {producer: string; version: number | null; fonts: string[]} {
  const text = Buffer.from(bytes).toString("latin1");
  const producer = /\/Producer\s*\(([^)]*)\)/.exec(text)?.[1] ?? "";
  const version = /Skia\/PDF m(\d+)/.exec(producer)?.[1];
  const fonts = [...text.matchAll(/\/(?:BaseFont|FontName)\s*\/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/g)].map(
    match => match[1]!
  );
  return {producer, version: version ? Number(version) : null, fonts: [...new Set(fonts)].sort()};
}
