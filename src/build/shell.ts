import type {Facts} from "../../publish/sitedata/facts.ts";
import type {Page} from "../components/frame.ts";
import {type Html, html} from "../components/html.ts";
import {headingIds, type MendOptions, mendPage, siteWords} from "./mend.ts";

/** What the shell leaves open, in the order in which it stands there: Framework builds what is around it. */
const SLOTS = ["title", "description", "header", "main", "footer"] as const;
type Slot = (typeof SLOTS)[number];

/** The words that hold a place in the shell. */
function slot(name: Slot): string {
  return `hengcai-slot-${name}`;
}

/** The page that Framework builds in place of every page: nothing in it depends on a workspace. */
export const SHELL_PAGE: Page = {
  title: slot("title"),
  description: slot("description"),
  header: html`${slot("header")}`,
  main: html`${slot("main")}`,
  footer: html`${slot("footer")}`
};

/** A shell for pages of one kind, cut where each page's own words go. */
export interface Shell {
  parts: readonly string[];
}

/** What tells the shells of one site apart. */
export type ShellOptions = Omit<MendOptions, "site" | "footLine"> & {
  /** The way from the page to the site's root. */
  base?: string;
};

/** Returns the shell, mended for pages that know these facts and lie at that distance from the root. */
export function shellFor(
  built: string,
  facts: Pick<Facts, "city" | "asOf" | "state">,
  options: ShellOptions = {}
): Shell {
  const {base = "", ...rest} = options;
  const mended = mendPage(built, {...siteWords(facts), ...rest});
  return cutShell(base ? mended.replace(/(href|src)="\.\/_import\//g, `$1="${base}_import/`) : mended);
}

/** Cuts the shell at its slots. Throws where one is missing. */
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

/** Returns the shell with the page's words in their places. */
export function stamp({parts}: Shell, page: Page): string {
  const words: Record<Slot, string> = {
    title: escapeText(page.title),
    description: escapeText(page.description),
    header: mendPart(page.header),
    main: mendMain(page.main),
    footer: mendPart(page.footer)
  };
  return parts.map((part, i) => part + (i < SLOTS.length ? words[SLOTS[i]!] : "")).join("");
}

/** Returns the main part with ids on its headings, without blank lines and the mark that keeps Framework off its links. */
export function mendMain(main: Html): string {
  return headingIds(mendPart(main));
}

function mendPart(part: Html): string {
  return part.text.replace(/ rel="external"/g, "").replace(/\n\s*\n/g, "\n");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
