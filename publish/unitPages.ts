import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "../src/components/frame.ts";
import {headingIds} from "./mend.ts";

/** A page as Framework built it and `mend` left it, cut where a unit's own words go. */
export interface Shell {
  parts: readonly string[];
}

const SLOTS = ["title", "description", "main"] as const;

/** The words that hold a place in the shell. */
export function slot(name: (typeof SLOTS)[number]): string {
  return `unit-slot-${name}`;
}

/** Cuts the mended shell at its slots, in the order title, description, main. Throws where one is missing. */
export function cutShell(shell: string): Shell {
  const parts: string[] = [];
  let rest = shell;
  for (const name of SLOTS) {
    const at = rest.indexOf(slot(name));
    if (at < 0) throw new Error(`failed to cut the shell: no ${slot(name)}`);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + slot(name).length);
  }
  return {parts: [...parts, rest]};
}

/** Returns the shell with a unit's title, description and main part in their places. */
export function stamp({parts}: Shell, {title, description, main}: Page): string {
  const [head, second, third, tail] = parts as [string, string, string, string];
  const body = headingIds(main.text.replace(/ rel="external"/g, ""));
  return head + escapeText(title) + second + escapeText(description) + third + body + tail;
}

/** Writes one file for every unit below the site's root; returns how many. */
export function writeUnitPages(out: string, shell: Shell, pages: Iterable<{path: string; page: Page}>): number {
  mkdirSync(join(out, "unit"), {recursive: true});
  let count = 0;
  for (const {path, page} of pages) {
    writeFileSync(join(out, path), stamp(shell, page));
    count++;
  }
  return count;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
