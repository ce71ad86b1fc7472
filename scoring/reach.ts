import {nextDay} from "./day.ts";
import type {DayFact, DayOp, Fact, Predicate} from "./predicate.ts";
import type {Rule} from "./rule.ts";
import type {Vocabulary} from "./vocab.ts";

/** One way to meet a condition: the codes that each fact may then have, and the days that each day may be. */
export interface Way {
  codes: ReadonlyMap<Fact, ReadonlySet<string>>;
  days: ReadonlyMap<DayFact, Days>;
}

/** Days from the first to the last, both included and null where open, but for some. */
interface Days {
  first: string | null;
  last: string | null;
  but: readonly string[];
}

/** What items of a rule there can be. */
export interface Reach {
  /** Whether any claim can meet the condition. */
  any: boolean;
  /** What is the same thing, and the codes that each part of that can be: null where it is no word of the vocabulary. */
  things: {name: string; codes: readonly (readonly string[] | null)[]};
  /** Returns the codes of the fact that an item can have. */
  codes(field: string): readonly string[];
}

/** Returns what the rule's condition and key leave of the vocabulary; a condition that nothing meets leaves it as it is. */
export function reachOf(
  {when, key, across, keySpace}: Pick<Rule, "when" | "key" | "across" | "keySpace">,
  vocab: Vocabulary
): Reach {
  const ways = waysOf(when);
  // A word that comes into use later can stand in an earlier claim: only a condition, or a worth by code, keeps it out.
  const codes = (field: string): readonly string[] => {
    const all = vocab.get(field)?.all ?? [];
    if (!ways?.length) return all;
    return all.filter(code => ways.some(way => way.codes.get(field as Fact)?.has(code) ?? true));
  };
  const name = JSON.stringify([keySpace, across, key]);
  return {
    any: ways === null || ways.length > 0,
    things: {name, codes: key.map(part => (vocab.has(part) ? codes(part) : null))},
    codes
  };
}

/** Returns the most items that a unit can have in one year: finite where all parts of the keys are words of the vocabulary. */
export function mostItems(reaches: readonly Reach[]): number {
  const open = reaches.filter(({any}) => any).map(({things}) => things);
  const names = [...new Set(open.map(({name}) => name))];
  const counts = names.map(name => {
    const alike = open.filter(one => one.name === name);
    const sizes = alike[0]!.codes.map((_, part) => sizeOf(alike.map(({codes}) => codes[part]!)));
    return sizes.reduce((product, size) => (product && size ? product * size : 0), 1);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function sizeOf(lists: readonly (readonly string[] | null)[]): number {
  return lists.includes(null) ? Number.POSITIVE_INFINITY : new Set(lists.flat()).size;
}

/** More ways than this are not told apart: nothing is then said to be out of reach. */
const MOST_WAYS = 500;

/** Returns the ways to meet the condition, none where it contradicts itself; null where there are too many to tell. */
export function waysOf(when: Predicate): Way[] | null {
  if ("of" in when) {
    const parts = when.of.map(waysOf);
    if (when.kind === "all") return parts.reduce(both, [FREE]);
    return parts.every(ways => ways !== null) ? few(parts.flat()) : null;
  }
  if (when.kind === "in")
    return when.codes.length ? [{...FREE, codes: new Map([[when.field, new Set(when.codes)]])}] : [];
  if (when.kind === "present") return [FREE];
  return spans(when.op, when.days).map(span => ({...FREE, days: new Map([[when.field, span]])}));
}

const FREE: Way = {codes: new Map(), days: new Map()};

function few(ways: Way[]): Way[] | null {
  return ways.length > MOST_WAYS ? null : ways;
}

/** Returns the ways to meet both of two conditions. */
function both(some: readonly Way[] | null, others: readonly Way[] | null): Way[] | null {
  if (some?.length === 0 || others?.length === 0) return [];
  if (!some || !others) return null;
  return few(some.flatMap(one => others.flatMap(other => joined(one, other) ?? [])));
}

function joined(one: Way, other: Way): Way | null {
  const codes = new Map(one.codes);
  for (const [field, set] of other.codes) {
    const shared = new Set([...set].filter(code => codes.get(field)?.has(code) ?? true));
    if (!shared.size) return null;
    codes.set(field, shared);
  }
  const days = new Map(one.days);
  for (const [field, span] of other.days) {
    const known = days.get(field);
    const shared = known ? overlap(known, span) : span;
    if (isEmpty(shared)) return null;
    days.set(field, shared);
  }
  return {codes, days};
}

function spans(op: DayOp, days: readonly string[]): Days[] {
  if (op === "=") return days.map(day => ({first: day, last: day, but: []}));
  if (op === "<>") return [{first: null, last: null, but: days}];
  const [day] = days;
  const beyond = op === "<" || op === ">" ? [day!] : [];
  return [{first: op.startsWith(">") ? day! : null, last: op.startsWith("<") ? day! : null, but: beyond}];
}

function overlap(a: Days, b: Days): Days {
  const first =
    [a.first, b.first]
      .filter(day => day !== null)
      .sort()
      .at(-1) ?? null;
  const last = [a.last, b.last].filter(day => day !== null).sort()[0] ?? null;
  return {first, last, but: [...a.but, ...b.but]};
}

/** Days without a first or a last one are never all left out. */
function isEmpty({first, last, but}: Days): boolean {
  if (first === null || last === null) return false;
  for (let day = first; day <= last; day = nextDay(day)) if (!but.includes(day)) return false;
  return true;
}
