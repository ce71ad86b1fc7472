import {FileFault} from "../fault.ts";
import {messages} from "../messages.ts";
import {entityText} from "./entities.ts";

/** What a page consists of; names are in lower case. */
export type HtmlToken =
  | {kind: "open"; name: string; attributes: string}
  | {kind: "close"; name: string}
  | {kind: "text"; text: string}
  /** A comment, or the content of an element that holds no text of the page. */
  | {kind: "aside"; name: string; text: string};

const TAG = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/iy;
/** A tag with a quote that is never closed ends at the first bracket, as its writer meant it. */
const CARELESS_TAG = /<(\/?)([a-z][^\s/>]*)([^>]*)>/iy;
const ATTRIBUTE = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g;
/** Elements whose content is not part of the table: scripts, styles, what only old programs read, cell comments. */
const ASIDE = new Set(["script", "style", "title", "xml", "comment", "noscript", "template", "textarea"]);
/** Longest tag; a longer one has a quote too few. */
const LONGEST_TAG = 1 << 20;
/** Longest comment or script. */
const LONGEST_ASIDE = 64 << 20;

/** Yields the tokens of a page, a list for every piece of its text. */
export async function* htmlTokens(text: AsyncIterable<string>): AsyncGenerator<HtmlToken[]> {
  let rest = "";
  for await (const piece of text) {
    const cut = cutTokens(rest + piece, false);
    rest = cut.rest;
    if (rest.length > LONGEST_ASIDE) throw new FileFault("too_large", messages.tooLarge("网页里有过长的一段"));
    if (cut.tokens.length) yield cut.tokens;
  }
  yield cutTokens(rest, true).tokens;
}

/** Returns the attributes of a tag by name (lower case), their entities undone; the first of a name counts. */
export function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name, double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const key = name!.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, entityText(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

function cutTokens(text: string, last: boolean): {tokens: HtmlToken[]; rest: string} {
  const tokens: HtmlToken[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("<", at);
    if (open < 0) {
      const end = last ? text.length : wholeUntil(text, at);
      if (end > at) tokens.push({kind: "text", text: entityText(text.slice(at, end))});
      at = end;
      break;
    }
    if (open > at) tokens.push({kind: "text", text: entityText(text.slice(at, open))});
    at = open;
    const token = tokenAt(text, at, last);
    if (!token) break;
    tokens.push(...token.tokens);
    at = token.end;
  }
  return {tokens, rest: text.slice(at)};
}

/** Returns what begins at a `<`, and where it ends; undefined where more text must come first. */
function tokenAt(text: string, at: number, last: boolean): {tokens: HtmlToken[]; end: number} | undefined {
  if (!last && text.length - at < 4) return undefined;
  if (text.startsWith("<!--", at)) {
    // `<!-->` and `<!--->` are empty comments.
    const empty = /<!---?>/y;
    empty.lastIndex = at;
    if (empty.test(text)) return {tokens: [], end: empty.lastIndex};
    const end = text.indexOf("-->", at + 4);
    if (end < 0 && !last) return undefined;
    const until = end < 0 ? text.length : end;
    return {tokens: [{kind: "aside", name: "!", text: text.slice(at + 4, until)}], end: end < 0 ? until : end + 3};
  }
  const next = text[at + 1] ?? "";
  if (next === "!" || next === "?") {
    const end = text.indexOf(">", at);
    if (end < 0) return last ? {tokens: [], end: text.length} : undefined;
    return {tokens: [], end: end + 1};
  }
  if (!/[a-z/]/i.test(next)) return {tokens: [{kind: "text", text: "<"}], end: at + 1};
  TAG.lastIndex = at;
  let tag = TAG.exec(text);
  if (!tag || tag[0].length > LONGEST_TAG) {
    if (!last && text.length - at < LONGEST_TAG) return undefined;
    CARELESS_TAG.lastIndex = at;
    tag = CARELESS_TAG.exec(text);
  }
  if (!tag) return {tokens: [{kind: "text", text: "<"}], end: at + 1};
  const name = tag[2]!.toLowerCase();
  const end = at + tag[0].length;
  if (tag[1]) return {tokens: [{kind: "close", name}], end};
  if (!ASIDE.has(name) || tag[3]!.endsWith("/")) {
    return {tokens: [{kind: "open", name, attributes: tag[3]!}], end};
  }
  const closing = new RegExp(`</${name}\\s*>`, "gi");
  closing.lastIndex = end;
  const close = closing.exec(text);
  if (!close && !last) return undefined;
  const until = close?.index ?? text.length;
  return {tokens: [{kind: "aside", name, text: text.slice(end, until)}], end: close ? closing.lastIndex : until};
}

/** Text may be handed on up to an entity that is not yet whole. */
function wholeUntil(text: string, from: number): number {
  const amp = text.lastIndexOf("&");
  return amp >= from && amp > text.length - 40 && !text.slice(amp).includes(";") ? amp : text.length;
}
