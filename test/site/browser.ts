import {existsSync, readFileSync, statSync} from "node:fs";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, normalize} from "node:path";
import {type Browser, chromium, type Page} from "playwright-core";
import {findChromium} from "../chromium.mjs";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".gz": "application/gzip"
};

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync"
];

/** Starts a Chromium; throws with the command that installs one where there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium for the browser tests");
  return chromium.launch({executablePath, args: FLAGS});
}

/** Serves a folder on loopback, below a sub path, so that only relative links work. */
export async function serve(folder: string): Promise<{origin: string; base: string; close: () => Promise<void>}> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = path.startsWith(SUB) ? join(folder, normalize(path.slice(SUB.length))) : "";
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    response.end(readFileSync(file));
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {origin, base: `${origin}${SUB}`, close: () => closeServer(server)};
}

const SUB = "/内网/rencai/";

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** What went wrong while a page was open. */
export interface Watch {
  foreign: string[];
  errors: string[];
}

/** Notes every request off the origin and every error, and stops the former. */
export async function watch(page: Page, origin: string): Promise<Watch> {
  const seen: Watch = {foreign: [], errors: []};
  await page.route("**/*", route => {
    const url = route.request().url();
    if (url.startsWith(`${origin}/`) || url.startsWith("data:")) return route.continue();
    seen.foreign.push(url);
    return route.abort();
  });
  page.on("console", message => {
    if (message.type() === "error") seen.errors.push(message.text());
  });
  page.on("pageerror", error => seen.errors.push(error.message));
  page.on("response", response => {
    if (response.status() >= 400) seen.errors.push(`${response.status()} ${response.url()}`);
  });
  return seen;
}

/** Returns the texts that are cut by their box, or by the edge of the page outside anything that scrolls. */
export function clippedTexts(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  // Most boxes hold many texts.
  const boxes = new Map<Element, {x: string; y: string; bounds: DOMRect; cuts: boolean}>();
  const pageWidth = document.documentElement.clientWidth;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || element.closest("script, style, title, .skip")) continue;
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (!rect.width || !rect.height) continue;
      const cut = cutBy(element, rect);
      if (cut) {
        found.push(`${node.textContent.trim().slice(0, 40)} (${cut})`);
        break;
      }
    }
  }
  return found;

  function boxOf(element: Element) {
    const known = boxes.get(element);
    if (known) return known;
    const style = getComputedStyle(element);
    const box = {
      x: style.overflowX,
      y: style.overflowY,
      bounds: element.getBoundingClientRect(),
      cuts: style.textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth + 1
    };
    boxes.set(element, box);
    return box;
  }

  function cutBy(from: Element, rect: DOMRect): string | null {
    for (let element: Element | null = from; element; element = element.parentElement) {
      if (element instanceof SVGElement && !(element instanceof SVGSVGElement)) continue;
      const {x, y, bounds, cuts} = boxOf(element);
      // What scrolls can be brought into sight; what is hidden cannot.
      if (/auto|scroll/.test(x)) return null;
      if (/hidden|clip/.test(x) && (rect.right > bounds.right + 1 || rect.left < bounds.left - 1)) return "box";
      if (/hidden|clip/.test(y) && (rect.bottom > bounds.bottom + 1 || rect.top < bounds.top - 1)) return "box";
      if (cuts) return "ellipsis";
    }
    return rect.right > pageWidth + 1 || rect.left < -1 ? "page" : null;
  }
}

/** Returns the words in Latin letters that the interface says: texts, labels and titles, data in code font left out. */
export function latinWords(): string[] {
  const texts: string[] = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest("script, style, code, .code, .source, .hash")) texts.push(node.textContent ?? "");
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [alt], [placeholder], [content]")) {
    if (element instanceof HTMLMetaElement && element.name !== "description") continue;
    for (const name of ["aria-label", "title", "alt", "placeholder", "content"]) {
      texts.push(element.getAttribute(name) ?? "");
    }
  }
  return [...new Set(texts.join("\n").match(/[A-Za-z]{2,}/g) ?? [])].sort();
}

/** Returns every character that the page shows, title and folded parts included. */
export function charactersOf(): string[] {
  return [...new Set(`${document.title}${document.body.textContent}`)];
}

/**
 * Returns those of the characters that no font draws. Each is drawn alone in the page's own fonts and compared, pixel by
 * pixel, with what is drawn for a character that surely has no glyph; U+FFFD is missing by what it says.
 */
export function missingGlyphs(characters: readonly string[]): string[] {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 48;
  const pen = canvas.getContext("2d", {willReadFrequently: true})!;
  pen.font = `32px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "middle";
  const draw = (character: string) => {
    pen.clearRect(0, 0, 48, 48);
    pen.fillText(character, 4, 24);
    return pen.getImageData(0, 0, 48, 48).data.join();
  };
  // Two private characters far apart: whichever way fonts draw what they lack, it is one of these.
  const tofu = new Set([draw("\u{10fffd}"), draw("\ue123")]);
  const blank = draw(" ");
  return characters.filter(character => {
    if (/[\s\u200b-\u200d\u2060\ufeff]/u.test(character)) return false;
    const drawn = draw(character);
    return character === "\ufffd" || tofu.has(drawn) || drawn === blank;
  });
}
