import {dateLiteral, literal} from "../loaders/sql.ts";
import type {PolicyFacts, ScoreSettings} from "./settings.ts";

/** What every table of the systems beside the bonus points is made from. */
export interface SystemContext {
  /** The data date as a SQL literal. */
  asOf: string;
  /** The year of the data date. */
  lastYear: number;
  /** The policy on units (meetings, inspections, bonus, evaluation); null where the workspace names none. */
  bonus: PolicyFacts | null;
  /** The policy on the assessment of people; null where the workspace names none. */
  people: PolicyFacts | null;
  settings: ScoreSettings;
}

/** Returns the context for the policies and settings. */
export function systemContext(
  {bonus, people}: {bonus: PolicyFacts | null; people: PolicyFacts | null},
  settings: ScoreSettings
): SystemContext {
  return {asOf: dateLiteral(settings.asOf), lastYear: yearOf(settings.asOf), bonus, people, settings};
}

/** Returns the year of an ISO date. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/**
 * Returns, as SQL, where the policy says it in the year (SQL too): the locator of its clause. NULL where no such policy is
 * in force or it has no such clause, since another document's locator would be false.
 */
export function clauseAt(facts: PolicyFacts | null, id: string, year: string): string {
  return byYear(facts, year, one => literal(one?.clauses.get(id)?.at ?? null));
}

/** Returns what is told of the facts as SQL: of those of the year (SQL too) where they change with years. */
export function byYear(
  facts: PolicyFacts | null,
  year: string,
  tell: (facts: Pick<PolicyFacts, "clauses" | "readings"> | null) => string
): string {
  const first = tell(facts);
  const later = (facts?.later ?? []).map(one => ({from: one.year, sql: tell(one)}));
  if (later.every(({sql}) => sql === first)) return first;
  const branches = later.toReversed().map(({from, sql}) => `WHEN ${year} >= ${from} THEN ${sql}`);
  return `CASE ${branches.join(" ")} ELSE ${first} END`;
}

/** Returns the option of a reading that is in force; the first option where the policy does not have the reading. */
export function readingOf<T extends string>(
  facts: Pick<PolicyFacts, "readings"> | null,
  id: string,
  options: readonly [T, ...T[]]
): T {
  const chosen = facts?.readings.get(id);
  return options.find(option => option === chosen) ?? options[0];
}
