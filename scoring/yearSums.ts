import {mostItems, type Reach} from "./reach.ts";
import type {Cap, Rule, Step} from "./rule.ts";

/** A rule as it is in one stretch of days of a year, and what items of it there can be then. */
export interface Spell {
  rule: Rule;
  reach: Reach;
}

/** Items of a rule that go to one running sum the whole year through: those of some codes, or all. */
export interface YearSum {
  holds(code: string): boolean;
}

/** The code of an item that is worth by its number. */
const NUMBERED = "*";

/** Returns the running sums of a rule whose caps divide its items alike in all spells of the year. */
export function sumsOf(spells: readonly Spell[]): YearSum[] {
  const caps = spells.flatMap(({rule}) => rule.caps);
  // They are all over some codes, or all over everything.
  if (!caps[0]?.codes) return [{holds: () => true}];
  const lists = new Map(caps.map(({codes}) => [[...codes!].sort().join("\n"), codes!]));
  const capped = new Set([...lists.values()].flat());
  return [
    ...[...lists.values()].map(codes => ({holds: (code: string) => codes.includes(code)})),
    {holds: code => !capped.has(code)}
  ];
}

/** Returns what bounds the sum in the spell; Infinity where nothing does. */
export function boundOn(sum: YearSum, {rule}: Spell): number {
  return rule.caps.find(cap => isOver(cap, sum))?.max ?? Number.POSITIVE_INFINITY;
}

export function isOver({codes}: Cap, sum: YearSum): boolean {
  return codes === null || sum.holds(codes[0]!);
}

/** Returns the codes of the sum that an item of the spell can have; none where items are worth by their number. */
export function codesIn(sum: YearSum, {rule: {earn}, reach}: Spell): string[] {
  if (earn.kind === "steps") return [];
  return reach.codes(earn.field).filter(code => earn.points.has(code) && sum.holds(code));
}

/**
 * Returns the most that the sum can come to by the end of the last spell: what is there by then, and what the bound of each
 * spell leaves of the items that it adds.
 */
export function mostOf<T extends Spell>(
  sum: YearSum,
  spells: readonly T[],
  boundIn: (sum: YearSum, spell: T) => number = boundOn
): number {
  const size = sizeOf(spells);
  const had = [0, ...Array<number>(size).fill(Number.NEGATIVE_INFINITY)];
  for (const [i, spell] of spells.entries()) {
    if (!spell.reach.any) continue;
    const bound = boundIn(sum, spell);
    const items = itemsOf(spells.slice(0, i + 1));
    for (let n = 1; n <= Math.min(size, items); n++) {
      had[n] = Math.max(had[n]!, under(bound, had[n - 1]!, bestWorth(sum, spell, n)));
    }
    // All items from there on are worth the same, and there is no end of them.
    if (items > size && bestWorth(sum, spell, size + 1) > 0) had[size] = Math.max(had[size]!, bound);
  }
  return had.reduce((most, one) => Math.max(most, one));
}

/** Returns the least that the first n items of the rule can come to by the end of the last spell. */
export function leastOf(spells: readonly Spell[], first: number): number {
  const had = [0, ...Array<number>(first).fill(Number.POSITIVE_INFINITY)];
  for (const [i, {rule, reach}] of spells.entries()) {
    if (!reach.any) continue;
    const {earn, caps} = rule;
    const bound = caps[0]?.max ?? Number.POSITIVE_INFINITY;
    for (let n = 1; n <= Math.min(first, itemsOf(spells.slice(0, i + 1))); n++) {
      // An item that is worth by its code may be worth nothing.
      const worth = earn.kind === "steps" ? worthOf(earn.steps, n) : 0;
      had[n] = Math.min(had[n]!, under(bound, had[n - 1]!, worth));
    }
  }
  return had[first]!;
}

/** Returns how many items of the rule there can be in the spells. */
export function itemsOf(spells: readonly Spell[]): number {
  return mostItems(spells.map(({reach}) => reach));
}

/** What is had stays, and the bound leaves what it can of the worth. */
function under(bound: number, had: number, worth: number): number {
  return Math.max(had, Math.min(bound, had + worth));
}

/** Returns how many items have to be told apart: as many as there can be, or those of all steps but the last, which is open. */
function sizeOf(spells: readonly Spell[]): number {
  const items = itemsOf(spells);
  if (items < Number.POSITIVE_INFINITY) return items;
  return Math.max(1, ...spells.map(({rule: {earn}}) => (earn.kind === "steps" ? earn.steps.at(-1)!.first : 1)));
}

function bestWorth(sum: YearSum, spell: Spell, n: number): number {
  const {earn} = spell.rule;
  if (earn.kind === "steps") return sum.holds(NUMBERED) ? worthOf(earn.steps, n) : 0;
  return Math.max(0, ...codesIn(sum, spell).map(code => earn.points.get(code)!));
}

function worthOf(steps: readonly Step[], n: number): number {
  const step = steps.find(({last}) => last === null || n <= last)!;
  return step.once && n > step.first ? 0 : step.points;
}
