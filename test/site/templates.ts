import {statSync} from "node:fs";
import {join} from "node:path";
import {filesOf} from "../built.ts";
import {inFull} from "../full.ts";

/** Returns every template once; of the units' pages the longest and the first; of other years the longest; in the long run also the last unit's and the ranking of another year. */
export function templates(dist: string): string[] {
  const pages = filesOf(dist).filter(name => name.endsWith(".html"));
  const units = pages.filter(name => name.startsWith("unit/"));
  const bySize = (names: readonly string[]) =>
    names.toSorted((a, b) => statSync(join(dist, b)).size - statSync(join(dist, a)).size);
  const longest = bySize(units);
  return [
    ...pages.filter(name => !name.includes("/")),
    ...pages.filter(name => /^\d{4}\/bonus\.html$/.test(name)).slice(0, inFull(0, 1)),
    ...bySize(pages.filter(name => /^\d{4}\/unit\//.test(name))).slice(0, 1),
    ...new Set([...longest.slice(0, 1), ...units.slice(0, 1), ...inFull([], units.slice(-1))])
  ];
}
