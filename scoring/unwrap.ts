import {nearest} from "../loaders/nearest.ts";
import type {Plain} from "../loaders/yaml.ts";
import {isDay} from "./day.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {isMap, type Path, valueAt} from "./tree.ts";

/** How the two wrappers are seen through: which option of each reading, and which of the values in a dated list. */
export interface View {
  readings: ReadonlyMap<string, string>;
  /** The policy year, which decides where a value changes with a year. */
  year: number;
  /** The day of the event, which decides where a value changes within a year. */
  day: string;
  /** The day on which policy years begin, mm-dd. */
  begins: string;
  /** Which alternative is taken where a wrapper cannot be followed, so that its faults are told too; none where absent. */
  guess?: {at: number; readings: ReadingOptions};
}

/** The options of each reading, by its name. */
type ReadingOptions = ReadonlyMap<string, {options: ReadonlyMap<string, string>}>;

/** Returns whether the value is a list of dated values: `[{from: …, value: …, cite: …}, …]`, some of them perhaps with a slip. */
export function isDated(value: Plain): value is {[key: string]: Plain}[] {
  return Array.isArray(value) && value.every(isMap) && value.some(looksDated);
}

/** A step begins with a number of items, a dated value with a day. */
function looksDated(item: {[key: string]: Plain}): boolean {
  return Object.hasOwn(item, "value") || (typeof item.from === "string" && /^\d{4}-/.test(item.from));
}

/** Returns whether the value is one of the two wrappers. */
export function isWrapper(value: Plain): boolean {
  return isDated(value) || (isMap(value) && (Object.hasOwn(value, "reading") || slipOfReading(value) !== undefined));
}

/** Returns the key of the map that is a slip of `reading`. */
export function slipOfReading(value: {[key: string]: Plain}): string | undefined {
  if (Object.hasOwn(value, "reading")) return undefined;
  return Object.keys(value).find(key => typeof value[key] === "string" && nearest(key, ["reading"]) !== undefined);
}

export interface Unwrapped {
  path: Path;
  value: Plain | undefined;
  guessed?: boolean;
}

/** Follows wrappers to the value they stand for: undefined where one cannot be followed (its fault is listed elsewhere). */
export function unwrap(path: Path, value: Plain | undefined, view: View): Unwrapped {
  if (value === undefined || !isWrapper(value)) return {path, value};
  if (view.guess && alternatives(value, view.guess.readings, view.begins) > 0) {
    const steps = choices(value)[view.guess.at];
    if (!steps) return {path, value: undefined};
    return {...unwrap([...path, ...steps], valueAt(value, steps), view), guessed: true};
  }
  if (isDated(value)) {
    if (!areInOrder(value, view.begins)) return {path, value: undefined};
    let last = 0;
    for (const [i, item] of value.entries()) if (i && holds(startOf(item, view.begins), view)) last = i;
    return unwrap([...path, last, "value"], value[last]?.value, view);
  }
  const {reading} = value as {[key: string]: Plain};
  const option = (typeof reading === "string" && view.readings.get(reading)) || undefined;
  if (option === undefined || Object.keys(value as object).length === 1) return {path, value: option};
  return unwrap([...path, option], (value as {[key: string]: Plain})[option], view);
}

/**
 * Returns how many alternatives a wrapper has that cannot be followed to all of them: its reading or an option is unknown,
 * or its days are not in order; 0 where it can.
 */
export function alternatives(value: Plain, readings: ReadingOptions, begins: string): number {
  if (isDated(value)) return areInOrder(value, begins) ? 0 : value.length;
  if (!isMap(value) || !isWrapper(value)) return 0;
  const options = typeof value.reading === "string" ? readings.get(value.reading)?.options : undefined;
  const keys = choices(value).map(([key]) => String(key));
  return options?.size && keys.every(key => options.has(key)) ? 0 : keys.length;
}

/** Returns the steps to each of a wrapper's values. */
function choices(value: Plain): Path[] {
  if (isDated(value)) return value.map((_, i) => [i, "value"]);
  if (!isMap(value)) return [];
  const id = slipOfReading(value) ?? "reading";
  return Object.keys(value).flatMap(key => (key === id ? [] : [[key]]));
}

/** Returns whether the dated values stand one after the other, and none holds from the same day as another. */
function areInOrder(items: readonly {[key: string]: Plain}[], begins: string): boolean {
  const days = items.map(({from}) => from);
  if (!days.every((day, i) => typeof day === "string" && isDay(day) && (i === 0 || day > String(days[i - 1])))) {
    return false;
  }
  const held = items.map((item, i) => {
    const start: Start = i ? startOf(item, begins) : {day: String(item.from)};
    return "day" in start ? start.day : firstDayOf(start.year, begins);
  });
  return new Set(held).size === held.length;
}

/** From when a dated value holds: from a policy year on, or for events from a day on. */
export type Start = {year: number} | {day: string};

/** Returns from when the item of a dated list holds; a change within a year says how it passes over. */
export function startOf(item: {[key: string]: Plain}, begins: string): Start {
  const from = String(item.from);
  const year = policyYear(from, begins);
  if (from === firstDayOf(year, begins)) return {year};
  if (item.transition === "by_event_date") return {day: from};
  return {year: item.transition === "next_year" ? year + 1 : year};
}

/** Returns the items of dated lists inside the value that hold in the view in the place of a first value. */
export function changedIn(value: Plain, view: View): {[key: string]: Plain}[] {
  if (value === null || typeof value === "string") return [];
  if (isMap(value) && typeof value.reading === "string") {
    return changedIn(value[view.readings.get(value.reading) ?? ""] ?? null, view);
  }
  if (!isDated(value))
    return (Array.isArray(value) ? value : Object.values(value)).flatMap(one => changedIn(one, view));
  const item = value.findLast((one, i) => i === 0 || holds(startOf(one, view.begins), view))!;
  return [...(item === value[0] ? [] : [item]), ...changedIn(item.value ?? null, view)];
}

function holds(start: Start, {year, day}: View): boolean {
  return "day" in start ? start.day <= day : start.year <= year;
}
