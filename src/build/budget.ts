import {readdirSync, readFileSync, statSync} from "node:fs";
import {join, posix} from "node:path";
import {gzipSync} from "node:zlib";

/** What a page may weigh, by its name; `unit` is every page of a unit, `other` what is not named. */
export interface Budget {
  /** Compressed, with stylesheet and scripts, for a page of at most so many table rows. */
  pages: Readonly<Record<string, {kib: number; rows: number}>>;
  /** What each row beyond may add: a city with more units or claims than most must still be built. */
  bytesPerRow: number;
}

/** Returns a sentence for each page in the folder that is heavier over the wire than its budget, in their order. */
export function overweightPages(folder: string, budget: Budget = readBudget()): string[] {
  const shared = new Map<string, number>();
  return pagesIn(folder).flatMap(name => {
    const page = readFileSync(join(folder, name), "utf8");
    const limit = limitOf(name, page, budget);
    const assets = assetsOf(page).map(href => posix.join(posix.dirname(name), href));
    const beside = assets.reduce((sum, path) => sum + cached(shared, path, () => gzipped(join(folder, path))), 0);
    // What fits as it is needs no compressing to know that it fits.
    if (Buffer.byteLength(page) + beside <= limit) return [];
    const bytes = gzipSync(page).length + beside;
    if (bytes <= limit) return [];
    return [
      `${name}：页面太重：压缩后连样式和脚本 ${kib(bytes)}，不能超过 ${kib(limit)}（src/budget.json）；请减少图形和重复的内容，或者分到别的页`
    ];
  });
}

function readBudget(): Budget {
  return JSON.parse(readFileSync(new URL("../budget.json", import.meta.url), "utf8")) as Budget;
}

function pagesIn(folder: string): string[] {
  const pages = (path: string) =>
    readdirSync(join(folder, path))
      .filter(name => name.endsWith(".html") && statSync(join(folder, path, name)).isFile())
      .map(name => posix.join(path, name));
  const folders = ["."].concat(readdirSync(folder).filter(name => /^\d{4}$/.test(name)));
  const below = folders.filter(name => readdirSync(join(folder, name)).includes("unit"));
  return [...folders, ...below.map(name => posix.join(name, "unit"))].flatMap(pages).sort();
}

function limitOf(name: string, text: string, {pages, bytesPerRow}: Budget): number {
  const [, ofUnit, page] = /^(?:\d{4}\/)?(unit\/)?(.*)\.html$/.exec(name) ?? [];
  const {kib, rows} = pages[ofUnit ? "unit" : page!] ?? pages.other!;
  return kib * 1024 + Math.max(0, count(text, "<tr") - rows) * bytesPerRow;
}

function count(page: string, word: string): number {
  let found = 0;
  for (let at = page.indexOf(word); at >= 0; at = page.indexOf(word, at + 1)) found++;
  return found;
}

/** What the browser fetches with the page: stylesheets and scripts in its head. */
function assetsOf(page: string): string[] {
  const head = page.slice(0, page.indexOf("</head>"));
  return [...head.matchAll(/<(?:link rel="stylesheet" href|script(?: defer)? src)="([^"]+)"/g)].map(match =>
    match[1]!.replace(/\?.*$/, "")
  );
}

function gzipped(path: string): number {
  return gzipSync(readFileSync(path, "utf8")).length;
}

function cached(store: Map<string, number>, key: string, make: () => number): number {
  const known = store.get(key) ?? make();
  store.set(key, known);
  return known;
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
