import {MISSING} from "../../publish/format.ts";
import type {Facts} from "../../publish/sitedata/facts.ts";
import {type Html, html, type Part} from "./html.ts";

/** Returns the number as a link to the place that shows it with what stands behind it. */
export function proof(href: string, number: Part): Html {
  return html`<a class="proof" href="${href}" rel="external">${number}</a>`;
}

/**
 * Returns the number as a link to its measure: numerator, denominator and definition; plain for none. 口径说明 has the measures
 * of the latest year: on a page of an earlier one the number leads to the place `then` of the same page, or is plain.
 */
export function measureProof(facts: Facts, id: string, number: Part, then: string | null = null): Part {
  if (isMissing(number)) return number;
  if (facts.archive) return then === null ? number : proof(`#${then}`, number);
  return proof(`${facts.base ?? ""}method.html#${measureAnchor(id)}`, number);
}

/** A rate of nothing has no measure: —, or —（0/0）. */
function isMissing(number: Part): boolean {
  return typeof number === "string" && number.startsWith(MISSING);
}

/** Returns the number as a link to a place on the unit's page of the year; plain where the unit has none. */
export function unitProof(facts: Facts, unitId: string, anchor: string, number: Part): Part {
  const page = unitHref(facts, unitId);
  return page ? proof(`${page}#${anchor}`, number) : number;
}

/** Returns the address of the unit's page of the year that the facts are about; null where there is none. */
export function unitHref(facts: Facts, unitId: string): string | null {
  const page = facts.units.get(unitId)?.page;
  if (!page || (facts.archive && !facts.yearUnits?.has(unitId))) return null;
  return `${facts.base ?? ""}${facts.archive ? `${facts.year}/` : ""}${page}`;
}

/** Returns the number as a link to what the unit's page says of a year of the ranking. */
export function yearProof(facts: Facts, unitId: string, number: Part): Part {
  const page = facts.units.get(unitId)?.page;
  return page ? proof(`${facts.base ?? ""}${page}#${yearAnchor(facts.year)}`, number) : number;
}

/** Returns the id of a year's total on a unit's page. */
export function yearAnchor(year: number): string {
  return `year-${year}`;
}

/** Returns the id of a measure's row on the page 口径说明; it stays for good. */
export function measureAnchor(id: string): string {
  return `zb-${id}`;
}

/** Returns the id of a rule's row on the page 口径说明, and of its claims on a unit's page. */
export function ruleAnchor(ruleId: string): string {
  return `rule-${ruleId}`;
}

/** Returns the id of a unit's row in the ranking. */
export function rankAnchor(page: string | null): string | null {
  return page === null ? null : `u-${page.replace(/^unit\/|\.html$/g, "")}`;
}
