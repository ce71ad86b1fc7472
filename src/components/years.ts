import type {Facts} from "../../publish/sitedata/facts.ts";
import {type Html, html} from "./html.ts";

/** Pages that stand for every ranked year: the latest in the root, each earlier one in a folder of its year. */
export const YEAR_PAGES = ["bonus", "assessment"] as const;
export type YearPage = (typeof YEAR_PAGES)[number];

/** Returns links to the same page of the other ranked years; nothing where there is one year only. */
export function yearLinks(facts: Facts, name: YearPage): Html | null {
  const latest = latestYear(facts);
  return yearNav(
    facts,
    (facts.siteYears ?? facts.years).map(year => ({
      year,
      href: `${facts.base ?? ""}${year === latest ? "" : `${year}/`}${name}.html`
    }))
  );
}

/** Returns links to the pages of the years; nothing where there is one only. */
export function yearNav(facts: Facts, pages: readonly {year: number; href: string}[]): Html | null {
  if (pages.length < 2) return null;
  return html`<nav class="years" aria-label="各年度"><ul>${pages.map(
    ({year, href}) =>
      html`<li><a href="${href}" rel="external"${year === facts.year ? html` aria-current="page"` : null}>${year}年度</a></li>`
  )}</ul></nav>`;
}

/** Returns the first year that has pages. */
export function firstYear(facts: Facts): number {
  return (facts.siteYears ?? facts.years)[0] ?? facts.year;
}

/** Returns the year that the pages in the site's root are about. */
export function latestYear(facts: Facts): number {
  return (facts.siteYears ?? facts.years).at(-1) ?? facts.year;
}
