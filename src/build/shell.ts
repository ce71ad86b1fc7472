import type {Page} from "../components/frame.ts";
import type {Html} from "../components/html.ts";
import {headingIds} from "./mend.ts";

/** What a shell leaves open: Framework builds the page around it. */
export type Slot = "title" | "description" | "main";

const SLOTS: readonly Slot[] = ["title", "description", "main"];

/** A page as Framework built it and `mendPage` left it, cut where a unit's own words go. */
export interface Shell {
  parts: readonly string[];
}

/** The words that hold a place in the shell. */
export function slot(name: Slot): string {
  return `hengcai-slot-${name}`;
}

/** Returns the shell with the main part in its place. Throws where there is none. */
export function fillMain(shell: string, main: Html): string {
  const [before, after] = cut(shell, "main");
  return before + mendMain(main) + after;
}

/** Cuts the shell at its three slots, in the order title, description, main. Throws where one is missing. */
export function cutShell(shell: string): Shell {
  const parts: string[] = [];
  let rest = shell;
  for (const name of SLOTS) {
    const [before, after] = cut(rest, name);
    parts.push(before);
    rest = after;
  }
  return {parts: [...parts, rest]};
}

/** Returns the shell with a unit's title, description and main part in their places. */
export function stamp({parts}: Shell, {title, description, main}: Page): string {
  const [head, second, third, tail] = parts as [string, string, string, string];
  return head + escapeText(title) + second + escapeText(description) + third + mendMain(main) + tail;
}

/** Returns the main part with ids on its headings, without blank lines and the mark that keeps Framework off its links. */
export function mendMain(main: Html): string {
  return headingIds(main.text.replace(/ rel="external"/g, "").replace(/\n\s*\n/g, "\n"));
}

function cut(text: string, name: Slot): [string, string] {
  const at = text.indexOf(slot(name));
  if (at < 0) throw new Error(`failed to cut the shell: no ${slot(name)}`);
  return [text.slice(0, at), text.slice(at + slot(name).length)];
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
