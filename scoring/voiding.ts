import {literal} from "../loaders/sql.ts";
import type {Policy} from "./policy.ts";

/** Returns the different lists of grounds on which the policies void a unit's year, as SQL; the first is the usual one. */
export function groundsOf(policies: readonly Policy[]): string[] {
  return [...new Set(policies.map(policy => groundsSql(policy.bonus!.grounds)))];
}

/** Returns the name by which a scenario says that a unit's year is voided, on the grounds of its own version. */
export function voidName(known: readonly string[], grounds: readonly string[]): string {
  const i = known.indexOf(groundsSql(grounds));
  return i ? `unit_year.${i + 1}` : "unit_year";
}

function groundsSql(grounds: readonly string[]): string {
  return grounds.map(literal).join(", ");
}

/** The grounds on which a scenario voids a year, each list under the name its scope goes by. */
export function falseReport(known: readonly string[]): string {
  const named = known.flatMap((grounds, i) =>
    grounds
      ? [`s.void_scope = ${literal(i ? `unit_year.${i + 1}` : "unit_year")} AND c.revoke_ground IN (${grounds})`]
      : []
  );
  return named.length ? named.join(" OR ") : "FALSE";
}
