/** Functions that run inside a page: each stands alone, and returns what can be sent out. */

/** Returns the text of every row of every table, cell by cell. */
export function rowTexts(): string[] {
  return [...document.querySelectorAll("tr")].map(row =>
    [...row.children].map(cell => cell.textContent?.replace(/\s+/g, " ").trim()).join("|")
  );
}

/** Removes rows whose markup, words aside, three others of the same table have: rows of one make stand for each other. */
export function thinTables(): void {
  for (const body of document.querySelectorAll("tbody")) {
    const seen = new Map<string, number>();
    for (const row of [...body.rows]) {
      const make = row.innerHTML
        .replace(/>[^<]+</g, "><")
        .replace(/ (?:href|data-sort|data-find|id|d|title)="[^"]*"/g, "");
      const count = (seen.get(make) ?? 0) + 1;
      seen.set(make, count);
      if (count > 2) row.remove();
    }
  }
}

/** Returns the name of every place that the keyboard must reach, in the order of the page. */
export function focusStops(): string[] {
  const stops = [
    ...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]")
  ]
    .filter(element => element.tabIndex >= 0 && !element.matches(":disabled") && element.closest("[inert]") === null)
    .filter(element => element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible")
    // Of radio buttons with one name only the chosen one is a stop; the arrows lead to the others.
    .filter(element => !element.matches("[type=radio]:not(:checked)"))
    .filter(element => element.tagName !== "SUMMARY" || element.parentElement?.querySelector("summary") === element);
  (window as unknown as {focusStops: HTMLElement[]}).focusStops = stops;
  return stops.map(
    element =>
      `${element.tagName.toLowerCase()} ${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30)}`
  );
}

/** Notes every place that takes the focus from now on, and what keeps the reader from seeing it there. */
export function watchFocus(): void {
  const {focusStops} = window as unknown as {focusStops: HTMLElement[]};
  const seen: {stop: number; fault: string}[] = [];
  (window as unknown as {focusSeen: typeof seen}).focusSeen = seen;
  document.addEventListener("focusin", event => {
    const element = event.target as HTMLElement;
    seen.push({stop: focusStops.indexOf(element), fault: faultOf(element)});
  });

  function faultOf(element: HTMLElement): string {
    const style = getComputedStyle(element);
    if (style.outlineStyle === "none" || Number.parseFloat(style.outlineWidth) < 2) return "no outline";
    const {left, right, top, bottom} = element.getBoundingClientRect();
    if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return "out of sight";
    const [x1, x2] = [Math.max(left, 0), Math.min(right, innerWidth)];
    const [y1, y2] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const shown = [0.1, 0.5, 0.9].some(across =>
      [0.1, 0.5, 0.9].some(down => {
        const hit = document.elementFromPoint(x1 + (x2 - x1) * across, y1 + (y2 - y1) * down);
        return hit !== null && (element.contains(hit) || hit.contains(element));
      })
    );
    return shown ? "" : "covered";
  }
}

export interface PaperTable {
  caption: string;
  head: string[];
  /** The texts of the cells. */
  rows: string[][];
}

/** Returns the tables that are shown in the medium of now, with the rows of their bodies and feet. */
export function paperTables(): PaperTable[] {
  return [...document.querySelectorAll("table")]
    .filter(table => table.getClientRects().length > 0)
    .map(table => ({
      caption: table.caption?.innerText ?? "",
      head: [...(table.tHead?.rows[0]?.cells ?? [])].map(cell => cell.innerText),
      rows: [...table.querySelectorAll<HTMLTableRowElement>("tbody tr, tfoot tr")]
        .filter(row => row.getClientRects().length > 0)
        .map(row => [...row.cells].map(cell => cell.innerText))
    }));
}

/**
 * Returns every heading that is shown in the medium of now, with the first letters of what follows it, none of what is
 * another's; and again with the sentence below it, before the drawing or table that both are about.
 */
export function headsWithNext(): [head: string, next: string][] {
  const main = document.querySelector("main");
  const heads = [...document.querySelectorAll<HTMLElement>("main :is(h2, h3)")];
  const wordsAfter = (start: HTMLElement, head: HTMLElement): string => {
    const walker = document.createTreeWalker(main!, NodeFilter.SHOW_TEXT);
    walker.currentNode = start;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement!;
      const words = node.textContent!.replace(/\s+/g, "");
      const unprinted = parent.closest("svg, option, details:not([open]) > :not(summary)");
      if (!words || start.contains(node) || unprinted || !parent.getClientRects().length) continue;
      const other = parent.closest("h2, h3");
      return other && other.tagName <= head.tagName ? "" : words.slice(0, 12);
    }
    return "";
  };
  /** A paragraph between a heading and the drawing or the table of both. */
  const between = (head: HTMLElement): HTMLElement | undefined => {
    const words = head.nextElementSibling;
    if (!(words instanceof HTMLParagraphElement) || !words.getClientRects().length) return undefined;
    let next = words.nextElementSibling;
    while (next && !next.getClientRects().length) next = next.nextElementSibling;
    return next?.matches("figure, .scroll, table") ? words : undefined;
  };
  return heads
    .filter(head => head.getClientRects().length > 0)
    .flatMap(head => {
      const words = between(head);
      const pairs: [string, string][] = [[head.innerText, wordsAfter(head, head)]];
      if (words) pairs.push([head.innerText + words.innerText.slice(0, 12), wordsAfter(words, head)]);
      return pairs;
    });
}

/** Returns the words of drawings that are printed smaller than so many points; the page must be as wide as its sheet. */
export function smallLetters(least: number): string[] {
  return [...document.querySelectorAll<SVGTextElement>(".drawing svg :is(text, tspan)")].flatMap(text => {
    if (!text.getClientRects().length || !text.textContent) return [];
    const points = Number.parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 1) * 0.75;
    return points < least - 0.05 ? [`${text.textContent}: ${points.toFixed(1)} pt`] : [];
  });
}
