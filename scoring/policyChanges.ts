import type {Plain} from "../loaders/yaml.ts";
import {isDated, isMap} from "./cursor.ts";

/** A place at which two versions of a policy differ; a side is null where it has nothing there. */
export interface PolicyChange {
  path: string;
  before: Plain;
  after: Plain;
  /** The clause that stands behind the new value, or behind the old one where the place is gone. */
  clause: string | null;
}

/** What two versions may differ in without meaning anything else. */
const BESIDE: ReadonlySet<string> = new Set(["hengcai", "policy", "tests", "reviewed_through"]);

/** Returns the places at which the trees of two policies differ, in the order of the first, then of the second. */
export function policyChanges(before: Plain, after: Plain): PolicyChange[] {
  const changes: PolicyChange[] = [];
  const visit = (a: Plain, b: Plain, path: readonly string[], clause: string | null): void => {
    if (same(a, b)) return;
    const cited = path[0] === "clauses" ? (path[1] ?? null) : (clauseOf(b) ?? clauseOf(a) ?? clause);
    // Limits are added behind those that there are.
    if (path.length === 1 && path[0] === "limits" && (isPlainList(a) || isPlainList(b))) {
      const [old, now] = [isPlainList(a) ? a : [], isPlainList(b) ? b : []];
      const count = Math.max(old.length, now.length);
      for (let i = 0; i < count; i++) visit(old[i] ?? null, now[i] ?? null, [...path, String(i)], null);
      return;
    }
    if (!isComparable(a, b)) {
      changes.push({path: path.join("."), before: a, after: b, clause: cited});
      return;
    }
    const [left, right] = [a as {[key: string]: Plain}, b as {[key: string]: Plain}];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      if (!path.length && BESIDE.has(key)) continue;
      visit(left[key] ?? null, right[key] ?? null, [...path, key], cited);
    }
  };
  visit(before, after, [], null);
  return changes;
}

/** Returns the value as one line of YAML; null where there is nothing. */
export function inline(value: Plain): string | null {
  if (value === null) return null;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map(child => inline(child) ?? "").join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, child]) => `${key}: ${inline(child) ?? ""}`)
    .join(", ")}}`;
}

/** Maps are compared key by key, lists of the same length item by item; anything else as a whole. */
function isComparable(a: Plain, b: Plain): boolean {
  if (isMap(a) && isMap(b)) return true;
  return (
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && !isDated(a) && a.every(isMap) && b.every(isMap)
  );
}

function isPlainList(value: Plain): value is Plain[] {
  return Array.isArray(value) && !isDated(value);
}

function same(a: Plain, b: Plain): boolean {
  if (a === null || b === null || typeof a === "string" || typeof b === "string") return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as {[key: string]: Plain}, b as {[key: string]: Plain}];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.every(key => same(left[key] ?? null, right[key] ?? null));
}

/** The clause a value names: that of its last stretch where it changes by date. */
function clauseOf(value: Plain): string | null {
  const holder = isDated(value) ? value.at(-1)! : value;
  if (!isMap(holder)) return null;
  for (const key of ["cite", "clause"]) if (typeof holder[key] === "string") return holder[key];
  return null;
}
