import {isDoubled} from "../loaders/yaml.ts";
import type {Cursor} from "./cursor.ts";
import {isMap} from "./tree.ts";

/**
 * Returns the names of the rules, also of those that have faults, and those that the rules should have where a name is odd
 * or stands twice.
 */
export function ruleIds(root: Cursor): string[] {
  const {value} = root.at("score");
  if (!isMap(value)) return [];
  const ids = Object.keys(value);
  const meant = Array.from({length: ids.length + (isDoubled(value) ? 1 : 0)}, (_, i) => `R${i + 1}`);
  return inSequence([...new Set([...ids, ...meant])]);
}

/** Returns the names in the order of their numbers, odd ones behind. */
export function inSequence(ids: readonly string[]): string[] {
  return ids.toSorted((a, b) => numberOf(a) - numberOf(b));
}

function numberOf(id: string): number {
  return /^R[1-9]\d*$/.test(id) ? Number(id.slice(1)) : Number.MAX_SAFE_INTEGER;
}
