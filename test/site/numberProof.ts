import {posix} from "node:path";

/** A link that promises a number's proof. */
export interface Proof {
  page: string;
  target: string;
  anchor: string;
  /** What the link says. */
  text: string;
}

/** Returns every link of class `proof` on the page, targets from the site's root. */
export function proofsOf(name: string, page: string): Proof[] {
  return [...page.matchAll(/<a class="proof" href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(match => {
    const [path, anchor = ""] = decode(match[1]!).split("#");
    const target = path ? posix.join(posix.dirname(name), path) : name;
    return {page: name, target, anchor, text: textOf(match[2]!)};
  });
}

/** Returns what stands in the element with the id, tags left out; undefined where there is none. */
export function textAt(page: string, id: string): string | undefined {
  const open = new RegExp(`<(\\w+)(?: [^>]*)? id="${literal(id)}"[^>]*>|<(\\w+) id="${literal(id)}"[^>]*>`).exec(page);
  if (!open) return undefined;
  const tag = open[1] ?? open[2]!;
  const from = open.index + open[0].length;
  let depth = 1;
  for (const match of page.slice(from).matchAll(new RegExp(`<(/?)${tag}(?=[ >])[^>]*>`, "g"))) {
    depth += match[1] ? -1 : 1;
    if (depth === 0) return textOf(page.slice(from, from + match.index));
  }
  return undefined;
}

/** Returns what a page must hold for the link to be true, or what it holds in its place. */
export function proofFault({page, target, anchor, text}: Proof, pages: ReadonlyMap<string, string>): string | null {
  const found = pages.get(target);
  if (found === undefined) return `${page}: “${text}” → no page ${target}`;
  const said = textAt(found, anchor);
  if (said === undefined) return `${page}: “${text}” → ${target} has no #${anchor}`;
  if (holds(wordsOf(said), wordsOf(text))) return null;
  return `${page}: “${text}” → ${target}#${anchor} says “${said.slice(0, 60)}”`;
}

/** Whether the one list stands in the other without a gap. */
function holds(whole: readonly string[], part: readonly string[]): boolean {
  return whole.some((_, at) => part.every((word, i) => whole[at + i] === word));
}

/**
 * Returns numbers whole, with sign and percent, and all else letter by letter. A rank is said 并列第8位 and printed 并列8, a rate
 * 50.0%（1/2） and 50.0% with 1/2 below; a line may break where it will.
 */
function wordsOf(text: string): string[] {
  return (
    text.replace(/[第位（）]/g, " ").match(/(?<![\d\p{L}])[-−]?\d[\d,]*(?:\.\d+)?%?|\d[\d,]*(?:\.\d+)?%?|\S/gu) ?? []
  );
}

function textOf(markup: string): string {
  return decode(markup.replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
}

function decode(text: string): string {
  return text.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
}

function literal(text: string): string {
  return text.replace(/[.*+?^$(){}|[\]\\]/g, "\\$&");
}
