import type {Value} from "./database.ts";
import {identifier, literal} from "./sql.ts";

/**
 * What can be asked of one row of `core`, said once: as SQL for the load, and of a row in hand for the browser. There is no
 * negation, so a comparison with something missing is simply false in both.
 */
export type Condition =
  | {compare: "<" | "<=" | "<>"; left: Operand; right: Operand}
  | {filled: string}
  | {empty: string}
  | {among: string; words: readonly string[]}
  | {all: readonly Condition[]}
  | {any: readonly Condition[]};

/** A column, the first of some that is filled, the latest of some dates, or the policy year of a date. */
export type Operand =
  | string
  | {first: readonly string[]}
  | {latest: readonly string[]}
  | {yearOf: string; begins: string};

/** A message with places to be filled in. */
export type Template = readonly (string | {of: Operand})[];

/** Returns a row's value by the name of its column. */
export type Columns = (name: string) => Value;

/** Returns the condition as SQL over the alias `t`. */
export function conditionSql(condition: Condition): string {
  if ("compare" in condition) {
    return `${operandSql(condition.left)} ${condition.compare} ${operandSql(condition.right)}`;
  }
  if ("filled" in condition) return `${column(condition.filled)} IS NOT NULL`;
  if ("empty" in condition) return `${column(condition.empty)} IS NULL`;
  if ("among" in condition) return `${column(condition.among)} IN (${condition.words.map(literal).join(", ")})`;
  if ("all" in condition) return condition.all.map(one => `(${conditionSql(one)})`).join(" AND ");
  return condition.any.map(one => `(${conditionSql(one)})`).join(" OR ");
}

/** Returns whether the condition holds for a row. */
export function holds(condition: Condition, row: Columns): boolean {
  if ("compare" in condition) {
    const [left, right] = [operandOf(condition.left, row), operandOf(condition.right, row)];
    if (left === null || right === null) return false;
    if (condition.compare === "<>") return left !== right;
    return condition.compare === "<" ? left < right : left <= right;
  }
  if ("filled" in condition) return row(condition.filled) !== null;
  if ("empty" in condition) return row(condition.empty) === null;
  if ("among" in condition) return condition.words.includes(String(row(condition.among)));
  if ("all" in condition) return condition.all.every(one => holds(one, row));
  return condition.any.some(one => holds(one, row));
}

/** Returns the operand as SQL over the alias `t`. */
export function operandSql(operand: Operand): string {
  if (typeof operand === "string") return column(operand);
  if ("first" in operand) return `COALESCE(${operand.first.map(column).join(", ")})`;
  if ("latest" in operand) return `GREATEST(${operand.latest.map(column).join(", ")})`;
  return yearSql(column(operand.yearOf), operand.begins);
}

/** Returns the operand's value in a row. */
export function operandOf(operand: Operand, row: Columns): Value {
  if (typeof operand === "string") return row(operand);
  if ("first" in operand) return operand.first.map(row).find(value => value !== null) ?? null;
  if ("latest" in operand) {
    const dates = operand.latest.map(row).filter(value => value !== null);
    return dates.length ? dates.reduce((a, b) => (b > a ? b : a)) : null;
  }
  const date = row(operand.yearOf);
  return date === null ? null : policyYear(String(date), operand.begins);
}

/** Returns the policy year of a date as SQL: one that begins within a calendar year is called by that one. */
export function yearSql(date: string, begins: string): string {
  const year = `EXTRACT(year FROM ${date})`;
  return begins === "01-01"
    ? year
    : `(${year} - CASE WHEN strftime(${date}, '%m-%d') < ${literal(begins)} THEN 1 ELSE 0 END)`;
}

/** Returns the policy year of an ISO date. */
export function policyYear(date: string, begins: string): number {
  return Number(date.slice(0, 4)) - (date.slice(5, 10) < begins ? 1 : 0);
}

/** Returns the message as SQL, its places filled in as `sql` says. */
export function templateSql(template: Template, sql: (operand: Operand) => string = operandSql): string {
  return `(${template.map(part => (typeof part === "string" ? literal(part) : sql(part.of))).join(" || ")})`;
}

/** Returns the message, its places filled in as `text` says. */
export function templateText(template: Template, text: (operand: Operand) => Value): string {
  return template.map(part => (typeof part === "string" ? part : String(text(part.of) ?? ""))).join("");
}

function column(name: string): string {
  return `t.${identifier(name)}`;
}
