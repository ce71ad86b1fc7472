import {identifier, literal} from "../loaders/sql.ts";
import {DAY_FACTS, type FACTS, type FREE_FACTS} from "./names.ts";

/** What a claim must be to count; the comparisons of the policy file are already lists of codes. */
export type Predicate =
  | {kind: "all" | "any"; of: readonly Predicate[]}
  | {kind: "in"; field: Fact; codes: readonly string[]}
  | {kind: "day"; field: DayFact; op: DayOp; days: readonly string[]}
  | {kind: "present"; field: Fact | FreeFact | DayFact};

export type Fact = (typeof FACTS)[number];
export type FreeFact = (typeof FREE_FACTS)[number];
export type DayFact = (typeof DAY_FACTS)[number];

/** How a day is compared with those of the rule: with one by order, or with each of several. */
export type DayOp = ">=" | "<=" | "<" | ">" | "=" | "<>";

/** The most days that one condition may name: each has a column of its own in the parameter tables. */
export const MOST_DAYS = 4;

/**
 * Returns the predicate as SQL on the columns of `claims`; true only where it surely holds. The days it names are no part
 * of the text: they stand in the columns `day_1`, `day_2`, … of the rule, in this order.
 */
export function predicateSql(predicate: Predicate, claim: string, rule: string): {sql: string; days: string[]} {
  const days: string[] = [];
  const write = (part: Predicate): string => {
    if ("of" in part) {
      const parts = part.of.map(write);
      return parts.length === 1 ? parts[0]! : `(${parts.join(part.kind === "all" ? " AND " : " OR ")})`;
    }
    const column = `${claim}.${identifier(part.field)}`;
    const happened = DAY_FACTS.slice(1).some(field => field === part.field) ? `${column} <= ${claim}.as_of` : "";
    if (part.kind === "present") return happened || `${column} IS NOT NULL`;
    if (part.kind === "day") {
      const compared = part.days.map(day => `${column} ${part.op} ${rule}.day_${days.push(day)}`);
      const joined = compared.length === 1 ? compared[0]! : `(${compared.join(part.op === "=" ? " OR " : " AND ")})`;
      return happened ? `(${joined} AND ${happened})` : joined;
    }
    const values = [...part.codes].sort().map(code => literal(part.field === "recognised" ? code === "是" : code));
    return values.length ? `${column} IN (${values.join(", ")})` : "FALSE";
  };
  return {sql: write(predicate), days};
}

/** Returns how many days the predicate names. */
export function daysIn(predicate: Predicate): number {
  if ("of" in predicate) return predicate.of.reduce((sum, part) => sum + daysIn(part), 0);
  return predicate.kind === "day" ? predicate.days.length : 0;
}
