import {onHash, unescaped, writeHash} from "../address.ts";
import {unfold} from "./fold.ts";
import {namesSettings} from "./name.ts";

/** One thing of a page that its reader sets and a link restores: which tab, what is looked for, in what order. */
export interface Setting {
  name: string;
  /** Returns how it is set; nothing where it is as the page opens, or opens at the place. */
  read: (place: Element | null) => string;
  /** Sets it; nothing, and what cannot be set, leave it as the page opens. */
  set: (value: string) => void;
  /** Gives way where it keeps the place out of sight. */
  show?: (place: Element) => void;
}

/** The place of the page at which the reader is, in an address that also names settings. */
const PLACE = "at";
/** Marks it for the stylesheet, which knows by itself only what the address leads to and nothing else. */
const MARK = "data-at";

/** Keeps settings and address at one view; returns what is called when the reader has set something. */
export function keepView(settings: readonly Setting[]): () => void {
  let place: Element | null = null;
  let written = "";
  follow(location.hash);
  onHash(hash => {
    if (hash !== written) follow(hash);
  });
  return write;

  function follow(hash: string): void {
    const asked = namesSettings(hash) ? new URLSearchParams(hash.slice(1)) : undefined;
    place?.removeAttribute(MARK);
    place = placeOf(asked ? asked.get(PLACE) : unescaped(hash.slice(1)));
    if (asked || hash === "") for (const {name, set} of settings) set(asked?.get(name) ?? "");
    if (place) {
      if (asked) place.setAttribute(MARK, "");
      reveal(place);
    }
    written = hash;
    if (asked || settings.some(({read}) => read(place))) write();
  }

  // A link to a number must show it, folded away, under another tab or filtered out.
  function reveal(place: Element): void {
    unfold(place);
    for (const {show} of settings) show?.(place);
    place.scrollIntoView();
  }

  function write(): void {
    if (place?.closest("[data-off]")) place = null;
    const view = new URLSearchParams();
    for (const {name, read} of settings) {
      const value = read(place);
      if (value) view.append(name, value);
    }
    if (place && view.toString()) view.append(PLACE, place.id);
    writeHash(view.toString() ? `#${view}` : place ? hashOf(place) : "");
    written = location.hash;
  }
}

function placeOf(id: string | null | undefined): Element | null {
  return id ? document.getElementById(id) : null;
}

function hashOf(place: Element): string {
  return `#${encodeURIComponent(place.id)}`;
}
