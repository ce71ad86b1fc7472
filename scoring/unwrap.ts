import {nearest} from "../loaders/nearest.ts";
import type {Plain} from "../loaders/yaml.ts";
import {isDay} from "./day.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {isMap, type Path, type PlainMap, valueAt} from "./tree.ts";

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
export function isDated(value: Plain | undefined): value is PlainMap[] {
  return Array.isArray(value) && value.every(isMap) && value.some(looksDated);
}

/** A step begins with a number of items, a dated value with a day. */
function looksDated(item: PlainMap): boolean {
  return Object.hasOwn(item, "value") || (typeof item.from === "string" && /\d{4}-/.test(item.from));
}

/** Returns whether the value is one of the two wrappers. */
export function isWrapper(value: Plain | undefined): value is PlainMap | PlainMap[] {
  return isDated(value) || (isMap(value) && (Object.hasOwn(value, "reading") || slipOfReading(value) !== undefined));
}

/** Returns the key of the map that is a slip of `reading`. */
export function slipOfReading(value: PlainMap): string | undefined {
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
  if (!isWrapper(value)) return {path, value};
  if (view.guess && alternatives(value, view.guess.readings, view.begins) > 0) {
    const steps = choices(value)[view.guess.at];
    if (!steps) return {path, value: undefined};
    return {...unwrap([...path, ...steps], valueAt(value, steps), view), guessed: true};
  }
  if (isDated(value)) {
    if (!areInOrder(value, view.begins)) return {path, value: undefined};
    const i = heldIn(value, view);
    return unwrap([...path, i, "value"], value[i]!.value, view);
  }
  const option = optionOf(value, view);
  if (option === undefined || Object.keys(value).length === 1) return {path, value: option};
  return unwrap([...path, option], value[option], view);
}

/**
 * Returns how many alternatives a wrapper has that cannot be followed to all of them: its reading or an option is unknown,
 * or its days are not in order; 0 where it can.
 */
export function alternatives(value: Plain, readings: ReadingOptions, begins: string): number {
  if (!isWrapper(value)) return 0;
  const steps = choices(value);
  if (isDated(value)) return areInOrder(value, begins) ? 0 : steps.length;
  const options = readings.get(value.reading as string)?.options;
  return options?.size && steps.every(([key]) => options.has(String(key))) ? 0 : steps.length;
}

/** Returns the steps to each of a wrapper's values. */
function choices(value: PlainMap | PlainMap[]): Path[] {
  if (isDated(value)) return value.map((_, i) => [i, "value"]);
  const id = slipOfReading(value) ?? "reading";
  return Object.keys(value).flatMap(key => (key === id ? [] : [[key]]));
}

/** Returns the option that is taken; undefined where the reading has none or there is no such reading. */
function optionOf(value: PlainMap, view: View): string | undefined {
  return view.readings.get(value.reading as string) || undefined;
}

/** Returns whether the dated values stand one after the other, and none holds from the same day as another. */
function areInOrder(items: readonly PlainMap[], begins: string): boolean {
  const days = items.map(({from}) => String(from));
  if (!days.every((day, i) => isDay(day) && (i === 0 || day > days[i - 1]!))) return false;
  const held = items.map((item, i) => (i === 0 ? days[i] : startDayOf(item, begins)));
  return new Set(held).size === held.length;
}

/** Returns the index of the dated value that holds in the view: the first one until another does. */
function heldIn(items: readonly PlainMap[], {year, day, begins}: View): number {
  return items.findLastIndex((item, i) => {
    if (i === 0) return true;
    const start = startOf(item, begins);
    return "day" in start ? start.day <= day : start.year <= year;
  });
}

/** From when a dated value holds: from a policy year on, or for events from a day on. */
export type Start = {year: number} | {day: string};

/** Returns from when the item of a dated list holds; a change within a year says how it passes over. */
export function startOf(item: PlainMap, begins: string): Start {
  const from = String(item.from);
  const year = policyYear(from, begins);
  if (item.transition === "by_event_date") return {day: from};
  return {year: item.transition === "next_year" ? year + 1 : year};
}

/** Returns the first day on which a later value of a dated list holds. */
export function startDayOf(item: PlainMap, begins: string): string {
  const start = startOf(item, begins);
  return "day" in start ? start.day : firstDayOf(start.year, begins);
}

/** Returns the items of dated lists inside the value that hold in the view in the place of a first value. */
export function changedIn(value: Plain, view: View): PlainMap[] {
  if (value === null || typeof value === "string") return [];
  if (isMap(value) && typeof value.reading === "string") {
    return changedIn(value[optionOf(value, view) as string] ?? null, view);
  }
  if (!isDated(value)) return Object.values<Plain>(value).flatMap(one => changedIn(one, view));
  const i = heldIn(value, view);
  const item = value[i]!;
  return [...(i === 0 ? [] : [item]), ...changedIn(item.value ?? null, view)];
}
