import {formatDate} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";

/** What every page must carry besides its content. */
export interface MendOptions {
  /** Shown after the page's own title. */
  site: string;
  /** Printed at the foot of every sheet of paper. */
  footLine: string;
  /** Attributes of the page's root element besides its language, each after a blank. */
  root?: string;
  /** The address of the page's own script, where it has one: such a page runs the engine in a worker when asked to. */
  script?: string;
  /** False where the script has a worker but runs no WebAssembly. */
  engine?: boolean;
  /** Not for search engines. */
  hidden?: boolean;
}

/** Returns what every page of a site says outside its own words. */
export function siteWords({city, asOf, state}: Pick<Facts, "city" | "asOf" | "state">): {
  site: string;
  footLine: string;
} {
  return {site: `${city}人才工作年度账`, footLine: `数据截至${formatDate(asOf)} · ${state.state}`};
}

const POLICY = policy("script-src 'self'");

/** For the pages that run WebAssembly in a worker. */
const ENGINE_POLICY = policy("script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'");
const WORKER_POLICY = policy("script-src 'self'", "worker-src 'self'");

/** A balance, drawn in the colour of the masthead. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='5' fill='%2314385c'/%3E%3Cpath d='M16 6v20M9 26h14M6 11h20M6 11l-3 7h6zM26 11l-3 7h6z' fill='none' stroke='%23fff' stroke-width='2' stroke-linejoin='round'/%3E%3C/svg%3E";

/**
 * Mends one page as Framework built it: language, viewport, policy, icon, paper footer; without Framework's client, which no
 * static page needs. Throws where the page is not of the known shape.
 */
export function mendPage(
  page: string,
  {site, footLine, root = "", script, engine = true, hidden = false}: MendOptions
): string {
  let mended = page;
  const swap = (what: string, from: RegExp | string, to: string | ((...groups: string[]) => string)) => {
    const next = mended.replace(from, to as string);
    if (next === mended) throw new Error(`failed to mend page: no ${what}`);
    mended = next;
  };
  swap("html element", /<html>/, `<html lang="zh-CN"${root}>`);
  swap(
    "viewport",
    /<meta name="viewport"[^>]*>/,
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
  );
  swap(
    "generator",
    /<meta name="generator"[^>]*>\n?/,
    `<meta http-equiv="Content-Security-Policy" content="${script ? (engine ? ENGINE_POLICY : WORKER_POLICY) : POLICY}">\n`
  );
  swap(
    "title",
    /<title>([^<]*?)(?: \| [^<|]*)?<\/title>/,
    (_, title) => `<title>${title} · ${escapeText(site)}</title>`
  );
  swap("client", /<script type="module">[\s\S]*?<\/script>\n?/g, "");
  swap("stylesheet", /<link rel="stylesheet" type="text\/css"/, '<link rel="stylesheet"');
  const own = script ? `<script defer src="${script}"></script>\n` : "";
  swap(
    "head",
    /<\/head>/,
    () =>
      `${hidden ? '<meta name="robots" content="noindex">\n' : ""}${own}<link rel="icon" href="${ICON}">\n<style>${paper(footLine, site)}</style>\n</head>`
  );
  swap("center", /<div id="observablehq-center">/, "");
  swap("header", /<header id="observablehq-header">/, '<header class="site">');
  swap("main", /<main id="observablehq-main" class="observablehq">/, '<main id="main" tabindex="-1">');
  swap(
    "footer",
    /<\/main>\s*<footer id="observablehq-footer">\s*<div>([\s\S]*?)<\/div>\s*<\/footer>\s*<\/div>/,
    (_, foot) => `</main>\n<footer class="site">${foot}</footer>`
  );
  return mended.replace(/<link rel="(?:modulepreload|preload)"[^>]*>\n?/g, "");
}

/** Gives every h2 and h3 without an id one made of its words; equal words get a number. */
export function headingIds(page: string): string {
  const seen = new Map<string, number>();
  for (const [, id] of page.matchAll(/ id="([^"]*)"/g)) seen.set(id!, 1);
  return page.replace(/<(h[23])>([\s\S]*?)<\/\1>/g, (_, tag: string, content: string) => {
    const words = content
      .replace(/<[^>]*>/g, "")
      .replace(/&[#\w]+;/g, "")
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 40);
    const base = words || "section";
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    return `<${tag} id="${count === 1 ? base : `${base}-${count}`}">${content}</${tag}>`;
  });
}

function policy(...scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    ...scripts,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ");
}

/** The head and the foot of every sheet, for browsers that print them. */
function paper(line: string, site: string): string {
  const [text, name] = [line, site].map(words => words.replace(/["\\<>\n]/g, ""));
  return `@page{@bottom-left{content:"${text}"}@top-left{content:"${name}"}}`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
