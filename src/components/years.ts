import type {Facts} from "../../publish/sitedata/facts.ts";
import {type Html, html} from "./html.ts";

/** Pages that stand for every ranked year: the latest in the root, each earlier one in a folder of its year. */
export const YEAR_PAGES = ["bonus", "assessment"] as const;
export type YearPage = (typeof YEAR_PAGES)[number];

/** Returns links to the same page of the other ranked years; nothing where there is one year only. */
export function yearLinks(facts: Facts, name: YearPage): Html | null {
  const years = facts.siteYears ?? facts.years;
  const latest = years.at(-1);
  if (years.length < 2) return null;
  const base = facts.base ?? "";
  return html`<nav class="years" aria-label="各年度"><ul>${years.map(year => {
    const page = year === latest ? `${name}.html` : `${year}/${name}.html`;
    return year === facts.year
      ? html`<li><a href="${base}${page}" rel="external" aria-current="page">${year}年度</a></li>`
      : html`<li><a href="${base}${page}" rel="external">${year}年度</a></li>`;
  })}</ul></nav>`;
}
