import {unfold} from "./fold.ts";
import {settingName} from "./name.ts";
import type {Setting} from "./view.ts";

/** Lets the reader sort a table by its heads; equal rows keep the order of the page. */
export function makeSortable(table: HTMLTableElement, changed: () => void): Setting {
  const heads = [...table.tHead!.rows[0]!.cells];
  const body = table.tBodies[0]!;
  const original = [...body.rows];
  const names = namesOf(heads);
  for (const [column, head] of heads.entries()) {
    addButton(head, () => {
      sort(column, head.getAttribute("aria-sort") !== "ascending");
      changed();
    });
  }

  function sort(column: number, up: boolean): void {
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column]?.setAttribute("aria-sort", up ? "ascending" : "descending");
    body.append(...(column < 0 ? original : sorted(original, column, up)));
  }

  return {
    name: settingName("sort", table.dataset.table),
    read() {
      const column = heads.findIndex(head => head.hasAttribute("aria-sort"));
      if (column < 0) return "";
      return `${heads[column]!.getAttribute("aria-sort") === "ascending" ? "up" : "down"},${names[column]}`;
    },
    set(value) {
      const [, way, name] = /^(up|down),(.*)$/s.exec(value) ?? [];
      const column = name === undefined ? -1 : names.indexOf(name);
      sort(column, way === "up");
      if (column >= 0) unfold(table);
    }
  };
}

/** The button stands beside the words, not around them: Chromium repeats no head with a button in it on paper. */
function addButton(head: HTMLElement, press: () => void): void {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", `按${head.textContent.trim()}排序`);
  head.append(button);
  head.addEventListener("click", press);
}

/** The words of the heads, equal ones with a number. */
function namesOf(heads: readonly HTMLElement[]): string[] {
  const seen = new Map<string, number>();
  return heads.map(head => {
    const words = head.textContent.trim();
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return count === 1 ? words : `${words}-${count}`;
  });
}

type Key = string | number;

function sorted(rows: readonly HTMLTableRowElement[], column: number, up: boolean): HTMLTableRowElement[] {
  const sign = up ? 1 : -1;
  return rows
    .map((row, place) => ({row, place, key: keyOf(row.cells[column]!)}))
    .sort((a, b) => sign * compare(a.key, b.key) || a.place - b.place)
    .map(({row}) => row);
}

function keyOf(cell: HTMLElement): Key {
  const text = cell.dataset.sort ?? cell.textContent.trim();
  const number = Number(text.replace(/[,%]/g, ""));
  return text !== "" && Number.isFinite(number) ? number : text === "—" ? Number.NEGATIVE_INFINITY : text;
}

function compare(a: Key, b: Key): number {
  if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a - b;
  if (typeof a === "number") return -1;
  if (typeof b === "number") return 1;
  return a.localeCompare(b, "zh-Hans-CN-u-co-pinyin");
}
