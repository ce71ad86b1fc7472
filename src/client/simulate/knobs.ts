import type {Plain} from "../../../loaders/yaml.ts";
import {isDated, isMap, type Start, startOf} from "../../../scoring/cursor.ts";
import type {Policy} from "../../../scoring/policy.ts";
import {firstDayOf, lastDayOf} from "../../../scoring/policyYear.ts";

/** A number of the policy's rules and limits that may be put otherwise. */
export interface Knob {
  /** Where it stands, as `hengcai simulate --set` takes it: `R1.caps.0.max`. */
  path: string;
  /** `points` are whole thousandths here and decimal text in the file; `count` is a number of items. */
  unit: "points" | "count";
  present: number;
  least: number;
  /** The next step's beginning, where the number is the end of a step: it goes along, one higher. */
  next: string | null;
  /** R1 … RN; null where it is a cap over several rules. */
  rule: string | null;
  /** What it is, in the office's words: 封顶, 第1至3项合计. */
  label: string;
  /** From which day it holds, where it changes by date. */
  from: string | null;
  /** The options of readings under which it is used. */
  under: readonly {reading: string; option: string}[];
  /** Returns whether it is in force at some time of the policy year. */
  holdsIn(year: number): boolean;
}

/** Returns every number in the blocks `score` and `limits`, in the order of the file. */
export function knobsOf(policy: Policy): Knob[] {
  const {tree, bonus} = policy;
  if (!bonus || !isMap(tree)) return [];
  const found: Found[] = [];
  const {begins} = bonus;
  for (const {id} of bonus.rules) {
    const rule = isMap(tree.score) ? tree.score[id] : null;
    if (!isMap(rule)) continue;
    const inForce = spanTest(rule, begins);
    for (const slot of ["earn", "caps"]) {
      const place: Place = {steps: [id, slot], shape: [slot], rule: id, under: [], from: null, holds: [inForce]};
      walk(rule[slot] ?? null, place, begins, found);
    }
  }
  const limits = Array.isArray(tree.limits) ? tree.limits : [];
  for (const [i, limit] of limits.entries()) {
    if (!isMap(limit)) continue;
    const title = typeof limit.title === "string" ? limit.title : "几条规则合计";
    const place: Place = {
      steps: ["limits", String(i), "max"],
      shape: ["limit"],
      rule: null,
      under: [],
      from: null,
      holds: []
    };
    walk(limit.max ?? null, {...place, title}, begins, found);
  }
  return tied(found).map(toKnob);
}

/** Returns the whole thousandths that the text writes, undefined where it writes none. */
export function maybePoints(text: string): number | undefined {
  const match = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 1000 + Number((match[2] ?? "").padEnd(3, "0")) : undefined;
}

/** Returns the whole number from 1 up that the text writes, undefined where it writes none. */
export function maybeCount(text: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

interface Place {
  /** The way in the file, and the same without the wrappers. */
  steps: readonly string[];
  shape: readonly string[];
  rule: string | null;
  under: Knob["under"];
  from: string | null;
  holds: readonly ((year: number) => boolean)[];
  /** The map or list that the value stands in. */
  parent?: Plain;
  title?: string;
}

interface Found extends Place {
  text: string;
  next: string | null;
}

/** Follows the two wrappers as what they are, and everything else as shape. */
function walk(value: Plain, place: Place, begins: string, found: Found[]): void {
  if (value === null) return;
  if (typeof value === "string") {
    found.push({...place, text: value, next: null});
    return;
  }
  if (isMap(value) && typeof value.reading === "string") {
    const {reading} = value;
    for (const option of Object.keys(value).filter(key => key !== "reading")) {
      const under = [...place.under, {reading, option}];
      walk(value[option] ?? null, {...place, steps: [...place.steps, option], under}, begins, found);
    }
    return;
  }
  if (isDated(value)) {
    for (const [i, item] of value.entries()) {
      const [start, end] = [i ? startOf(item, begins) : null, value[i + 1] ? startOf(value[i + 1]!, begins) : null];
      const holds = [...place.holds, (year: number) => overlaps(year, start, end, begins)];
      const from = i ? String(item.from) : place.from;
      walk(item.value ?? null, {...place, steps: [...place.steps, String(i), "value"], from, holds}, begins, found);
    }
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    const at = {steps: [...place.steps, key], shape: [...place.shape, key], parent: value};
    walk(child, {...place, ...at}, begins, found);
  }
}

function overlaps(year: number, start: Start | null, end: Start | null, begins: string): boolean {
  const begun = !start || ("year" in start ? start.year <= year : start.day <= lastDayOf(year, begins));
  const over = end !== null && ("year" in end ? end.year <= year : end.day <= firstDayOf(year, begins));
  return begun && !over;
}

/** A rule may have days of its own. */
function spanTest(rule: {[key: string]: Plain}, begins: string): (year: number) => boolean {
  const [from, to] = [rule.from, rule.to].map(day => (typeof day === "string" ? day : null));
  return year => (!from || from <= lastDayOf(year, begins)) && (!to || to > firstDayOf(year, begins));
}

/** The end of a step and the beginning of the next are one number, where both are written plainly. */
function tied(found: readonly Found[]): Found[] {
  const gone = new Set<Found>();
  const kept = found.map(one => {
    if (!isBound(one, "to")) return one;
    const above = one.steps.slice(0, -2).join(".");
    const next = `${above}.${Number(one.steps.at(-2)) + 1}.from`;
    const other = found.find(({steps}) => steps.join(".") === next);
    if (!other || Number(other.text) !== Number(one.text) + 1) return one;
    gone.add(other);
    return {...one, next};
  });
  // The first step begins with the first item: anything else is a gap.
  return kept.filter((one, i) => !gone.has(found[i]!) && !(isBound(one, "from") && one.text === "1") && isNumber(one));
}

function isBound({shape}: Found, end: "from" | "to"): boolean {
  return shape[0] === "earn" && shape.length === 3 && shape[2] === end;
}

function isNumber({shape, text}: Found): boolean {
  const [slot, , last] = shape;
  if (slot === "earn") return last !== undefined && shape[1] !== "by" && maybePoints(text) !== undefined;
  return (slot === "limit" || last === "max") && maybePoints(text) !== undefined;
}

function toKnob(found: Found): Knob {
  const {steps, rule, text, next, from, under, holds} = found;
  const count = isBound(found, "from") || isBound(found, "to");
  return {
    path: steps.join("."),
    unit: count ? "count" : "points",
    present: count ? maybeCount(text)! : maybePoints(text)!,
    least: count ? 1 : 0,
    next,
    rule,
    label: labelOf(found),
    from,
    under,
    holdsIn: year => holds.every(test => test(year))
  };
}

function labelOf(found: Found): string {
  const {shape, parent, title} = found;
  const [slot, key, last] = shape;
  const siblings = isMap(parent) ? parent : {};
  if (slot === "limit") return `${title}：合计封顶`;
  if (slot === "caps") {
    const {codes} = siblings;
    return Array.isArray(codes) ? `封顶（${codes.map(String).join("、")}）` : "封顶";
  }
  if (key === "each") return `${last}，每项`;
  const step = Number(key) + 1;
  if (last === "to") return `第${step}档到第几项为止`;
  if (last === "from") return `第${step}档从第几项起`;
  const span = spanText(siblings, step);
  return last === "once" ? `${span}合计` : `${span}每项`;
}

function spanText({from, to}: {[key: string]: Plain}, step: number): string {
  if (typeof from !== "string") return `第${step}档`;
  if (from === to) return `第${from}项`;
  return typeof to === "string" ? `第${from}至${to}项` : `第${from}项起`;
}
