import {unfold} from "./fold.ts";
import {settingName} from "./name.ts";
import type {Setting} from "./view.ts";

/** Puts a box above a long table by which its rows are found. */
export function makeFilter(table: HTMLTableElement, changed: () => void): Setting {
  const rows = [...table.tBodies[0]!.rows];
  const finder = makeFinder({name: "筛选", hint: "", of: "行"}, words => keepRows(rows, words), changed);
  table.parentElement!.before(finder.element);
  return {...finder.setting(settingName("find", table.dataset.table)), show: hidden(rows, finder)};
}

/** Puts one box above several tables; what has no row left is put away with its heading. */
export function makeSearch(box: HTMLElement, changed: () => void): Setting {
  const parts = [...box.children].map(part => ({
    part,
    rows: [...part.querySelectorAll<HTMLTableRowElement>("tbody tr")]
  }));
  const search = (words: readonly string[]) => {
    let shown = 0;
    for (const {part, rows} of parts) {
      const kept = keepRows(rows, words);
      part.toggleAttribute("data-off", !kept);
      shown += kept;
    }
    return shown;
  };
  const finder = makeFinder({name: box.dataset.search!, hint: box.dataset.hint ?? "", of: "个"}, search, changed);
  box.prepend(finder.element);
  return {
    ...finder.setting(settingName("find", undefined)),
    show: hidden(
      parts.map(({part}) => part),
      finder
    )
  };
}

interface Finder {
  element: HTMLElement;
  set: (text: string) => void;
  setting: (name: string) => Setting;
}

/** A name of two hundred letters may be looked for; no address should grow beyond that. */
const LONGEST = 300;
/** How long the reader has stopped typing before the address says what was typed, in milliseconds. */
const CALM = 300;

function makeFinder(
  {name, hint, of}: {name: string; hint: string; of: string},
  search: (words: readonly string[]) => number,
  changed: () => void
): Finder {
  const label = document.createElement("label");
  label.className = "filter";
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  input.maxLength = LONGEST;
  if (hint) input.placeholder = hint;
  const found = document.createElement("output");
  label.append(name, input, found);
  const element = document.createElement("div");
  element.className = "finder";
  element.append(label);
  let calm: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener("input", () => {
    find();
    clearTimeout(calm);
    calm = setTimeout(changed, CALM);
  });
  // Whoever leaves the box, perhaps for another page, has done typing.
  input.addEventListener("change", () => {
    clearTimeout(calm);
    changed();
  });

  function find(): void {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const count = search(words);
    found.textContent = !words.length
      ? ""
      : count
        ? `${count} ${of}`
        : hint
          ? `没有找到；可以用${hint}找`
          : "没有找到，少打几个字试试";
  }

  function set(text: string): void {
    if (text === input.value) return;
    input.value = text.slice(0, LONGEST);
    find();
    if (text) unfold(input);
  }

  return {element, set, setting: name => ({name, read: () => input.value.trim(), set})};
}

/** What is looked for gives way to a place that it hides. */
function hidden(parts: readonly Element[], finder: Finder): (place: Element) => void {
  return place => {
    const off = place.closest("tr[data-off], section[data-off]");
    if (off && parts.some(part => part.contains(off))) finder.set("");
  };
}

function keepRows(rows: readonly HTMLTableRowElement[], words: readonly string[]): number {
  let shown = 0;
  for (const row of rows) {
    const text = fold([row.textContent, ...[...row.cells].map(cell => cell.dataset.find ?? "")].join(" "));
    const keep = words.every(word => text.includes(word));
    row.toggleAttribute("data-off", !keep);
    if (keep) shown++;
  }
  return shown;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
