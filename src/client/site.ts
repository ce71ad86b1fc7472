import {makeFilter, makeSearch} from "./site/finder.ts";
import {openForPaper} from "./site/fold.ts";
import {makeSortable} from "./site/order.ts";
import {offerFile} from "./site/save.ts";
import {makeTabs} from "./site/tabs.ts";
import {beginTheme, followSwitch} from "./site/theme.ts";
import {keepView, type Setting} from "./site/view.ts";

/** The script of every page: theme, order, filter, tabs, and the address that keeps them. Pages are whole without it. */

/** Rows from which a table has a filter. */
const FILTER_FROM = 12;

// At once, before anything is drawn: a page that turned dark a moment later would flash.
beginTheme();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();

function start(): void {
  const settings: (Setting | undefined)[] = [];
  let keep = (): void => {};
  const changed = (): void => keep();
  try {
    for (const box of document.querySelectorAll<HTMLElement>("[data-tabs]")) settings.push(makeTabs(box, changed));
    for (const box of document.querySelectorAll<HTMLElement>("[data-search]")) settings.push(makeSearch(box, changed));
    for (const table of document.querySelectorAll<HTMLTableElement>("table[data-table]")) {
      const long = table.tBodies[0]!.rows.length >= FILTER_FROM && !table.closest("[data-search]");
      if (long) settings.push(makeFilter(table, changed));
      settings.push(makeSortable(table, changed));
    }
    for (const table of document.querySelectorAll<HTMLTableElement>("table[data-csv]")) offerFile(table);
    keep = keepView(settings.filter(setting => setting !== undefined));
  } finally {
    // What stands below the head of the page waits for its tabs and filters, lest it jump when they come.
    document.documentElement.dataset.ready = "";
  }
  openForPaper();
  followSwitch(document.querySelector<HTMLInputElement>("#dark-theme"));
}
