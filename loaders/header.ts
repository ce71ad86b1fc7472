import {type Contract, DROPPED, type Field} from "./contract.ts";
import {plain} from "./text.ts";

/** What a header's bracket may hold without changing what the column means: no column holds money or shares. */
const UNITS = "必填|选填|可选|分|分值|人|人次|篇|次|件|项|个|名|场|位|天|日|年|月";
const BRACKETED = new RegExp(`[([【〔](?:单位[:：])?(?:${UNITS})[)\\]】〕]`, "g");
/** Rows within which a header is looked for. */
export const HEADER_ROWS = 20;
/** A header row knows at least this many of the contract's headers, and half of its own cells. */
const LEAST_KNOWN = 2;

/** A column of the sheet as its header row names it. */
export interface Column {
  /** From 0. */
  index: number;
  /** The header as the office wrote it, on one line; of a two-level header both, joined by _. */
  text: string;
  /** The normalised name that decides what the column is. */
  name: string;
}

/** What a contract's field stands in, or why a column serves none. */
export interface ColumnMap {
  /** Field → index of its column. */
  columns: ReadonlyMap<Field, number>;
  /** Columns of no known meaning, those that lost against the canonical header among them. */
  unknown: readonly Column[];
  /** Fields whose very header stands more than once. */
  twice: readonly Field[];
  /** Required fields without a column. */
  missing: readonly Field[];
}

/**
 * Returns the header in the spelling by which headers are compared: NFKC, without white space, asterisks, （必填）, a
 * trailing colon and a bracketed unit such as （分）.
 */
export function normaliseHeader(text: string): string {
  return plain(text).replace(/[\s*]/g, "").replace(BRACKETED, "").replace(/:+$/, "");
}

/** Returns every normalised header that the contract knows, aliases included. */
export function headerNames(contract: Contract): Set<string> {
  return new Set(headerFields(contract).keys());
}

/** Returns which field each normalised header means; where two claim one, the canonical header beats the alias. */
export function headerFields(contract: Contract): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const field of contract.fields) fields.set(normaliseHeader(field.header), field);
  for (const field of contract.fields) {
    for (const alias of field.aliases ?? []) {
      const name = normaliseHeader(alias);
      if (!fields.has(name)) fields.set(name, field);
    }
  }
  return fields;
}

const dropped = new Set(DROPPED.map(normaliseHeader));

/** Returns whether a column of this normalised header is left out without a word, in every dataset. */
function isDropped(name: string): boolean {
  return dropped.has(name);
}

/** Returns whether cells with these normalised texts are a header row: half of them are known, and at least two. */
export function isHeader(names: readonly string[], known: {has(name: string): boolean}): boolean {
  let filled = 0;
  let found = 0;
  for (const name of names) {
    if (name === "") continue;
    if (known.has(name)) found++;
    else if (isDropped(name)) continue;
    filled++;
  }
  return found >= LEAST_KNOWN && found * 2 >= filled;
}

/** Returns the columns that one row of header texts names; blank cells name none. */
export function columnsOf(texts: readonly string[]): Column[] {
  return texts.flatMap((text, index) => {
    const name = normaliseHeader(text);
    return name === "" ? [] : [{index, text: oneLine(text), name}];
  });
}

/**
 * Returns whether every text of the lower row stands below a heading that spans several columns and means nothing by
 * itself, such as 2024年 over 数量 and 金额: no row of data leaves all known columns empty and fills just those.
 */
export function standsUnderSpans(
  upper: readonly string[],
  lower: readonly string[],
  known: {has(name: string): boolean}
): boolean {
  const width = Math.max(upper.length, lower.length);
  const named = (index: number): boolean => normaliseHeader(upper[index] ?? "") !== "";
  let parent = -1;
  let under = 0;
  for (let index = 0; index < width; index++) {
    if (named(index)) parent = index;
    const text = normaliseHeader(lower[index] ?? "");
    if (text === "") continue;
    const isSpan = parent >= 0 && parent + 1 < width && !named(parent + 1);
    const isFilled = parent >= 0 && normaliseHeader(lower[parent] ?? "") !== "";
    if (!isSpan || !isFilled || known.has(normaliseHeader(upper[parent]!)) || /^[\d.,/-]+$/.test(text)) return false;
    under++;
  }
  return under > 1;
}

/**
 * Returns the columns of a header of two rows, in which upper cells span those to their right: `上级_下级`, or the lower
 * name alone where only that is known and unique. Undefined where the second row adds nothing, so that it is data.
 */
export function joinedColumns(
  upper: readonly string[],
  lower: readonly string[],
  known: {has(name: string): boolean}
): Column[] | undefined {
  const uppers = upper.map(normaliseHeader);
  const lowers = lower.map(normaliseHeader);
  const joined: Column[] = [];
  let parent = 0;
  let gained = 0;
  let below = 0;
  for (let index = 0; index < Math.max(uppers.length, lowers.length); index++) {
    const above = uppers[index] ?? "";
    const under = lowers[index] ?? "";
    if (above !== "") parent = index;
    const head = uppers[parent] ?? "";
    if (under === "") {
      if (above !== "") joined.push({index, text: oneLine(upper[index]!), name: above});
      continue;
    }
    below++;
    const both = `${head}_${under}`;
    const alone = known.has(under) && lowers.indexOf(under) === lowers.lastIndexOf(under) && !uppers.includes(under);
    const name = known.has(both) ? both : alone ? under : both;
    if (known.has(name)) gained++;
    else if (known.has(above)) return undefined;
    joined.push({index, text: `${oneLine(upper[parent] ?? "")}_${oneLine(lower[index]!)}`, name});
  }
  return (gained > 0 && gained * 2 >= below) || standsUnderSpans(upper, lower, known) ? joined : undefined;
}

/** Returns what each column means by the contract. Never by position, never by a part of the name. */
export function mapColumns(
  columns: readonly Column[],
  contract: Contract,
  fields: ReadonlyMap<string, Field>
): ColumnMap {
  const byField = new Map<Field, Column[]>();
  const unknown: Column[] = [];
  for (const column of columns) {
    const field = fields.get(column.name);
    const same = field && byField.get(field);
    if (same) same.push(column);
    else if (field) byField.set(field, [column]);
    else if (!isDropped(column.name)) unknown.push(column);
  }
  const twice: Field[] = [];
  const chosen = new Map<Field, number>();
  for (const [field, candidates] of byField) {
    const best = candidates.reduce((a, b) => (rank(field, b.name) < rank(field, a.name) ? b : a));
    if (candidates.some(other => other !== best && other.name === best.name)) twice.push(field);
    else chosen.set(field, best.index);
    unknown.push(...candidates.filter(other => other.name !== best.name));
  }
  return {
    columns: chosen,
    unknown: unknown.sort((a, b) => a.index - b.index),
    twice,
    missing: contract.fields.filter(field => field.required && !byField.has(field))
  };
}

/** The canonical header comes before its aliases, these in the contract's order. */
function rank(field: Field, name: string): number {
  return [field.header, ...(field.aliases ?? [])].findIndex(word => normaliseHeader(word) === name);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
