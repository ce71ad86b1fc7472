import type {Placed} from "../loaders/error.ts";
import {guessOf, nearest, suggest} from "../loaders/nearest.ts";
import type {Plain, YamlFile} from "../loaders/yaml.ts";
import {isDay} from "./day.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";

type Path = readonly (string | number)[];

/** The keys that a map must and may have: the part of a `MapShape` that a reader needs. */
export interface Keys {
  required: Readonly<Record<string, unknown>>;
  optional: Readonly<Record<string, unknown>>;
}

/** How the two wrappers are seen through: which option of each reading, and which of the values in a dated list. */
export interface View {
  readings: ReadonlyMap<string, string>;
  /** The policy year, which decides where a value changes with a year. */
  year: number;
  /** The day of the event, which decides where a value changes within a year. */
  day: string;
  /** The day on which policy years begin, mm-dd. */
  begins: string;
}

/** A place in a policy file: its value, and faults that know where they stand. */
export class Cursor {
  readonly #yaml: YamlFile;
  readonly #faults: Placed[];
  readonly #view: View | null;
  /** Whether a wrapper on the way here cannot be followed: its own fault is listed, and none that comes of it. */
  readonly #lost: boolean;
  readonly path: Path;
  readonly value: Plain;

  /** Without a view the wrappers are ordinary maps and lists. */
  constructor(yaml: YamlFile, faults: Placed[], path: Path, value: Plain, view: View | null, lost = false) {
    this.#yaml = yaml;
    this.#faults = faults;
    this.#view = view;
    const found = view ? unwrap(path, value, view) : {path, value};
    this.path = found.path;
    this.value = found.value ?? null;
    this.#lost = lost || found.value === undefined;
  }

  /** Lists a fault at this place; returns undefined so that a reader can return it. */
  fault(message: string): undefined {
    if (!this.#lost) this.#faults.push(this.#yaml.fault(this.path, message));
    return undefined;
  }

  /** Lists a fault at the key of this map. */
  faultAt(key: string, message: string): undefined {
    if (!this.#lost) this.#faults.push(this.#yaml.fault([...this.path, key], message, {key: true}));
    return undefined;
  }

  /** Returns the message at this place, listed nowhere yet. */
  placed(message: string): Placed {
    return this.#yaml.fault(this.path, message);
  }

  /** Returns where the key of this map stands. */
  placeOf(key: string): Placed {
    return this.#yaml.fault([...this.path, key], "", {key: true});
  }

  /** Returns the same place seen through the wrappers; faults go to the given list where there is one. */
  through(view: View, faults: Placed[] = this.#faults): Cursor {
    return new Cursor(this.#yaml, faults, this.path, this.value, view);
  }

  /** Returns the same place with its faults going to the given list, as warnings. */
  warn(warnings: Placed[]): Cursor {
    return new Cursor(this.#yaml, warnings, this.path, this.value, this.#view);
  }

  /** Returns the child at the key or index; its value is null where there is none. */
  at(step: string | number): Cursor {
    const value = this.value;
    const child = value === null || typeof value === "string" ? null : (value as Record<string, Plain>)[String(step)];
    return new Cursor(this.#yaml, this.#faults, [...this.path, step], child ?? null, this.#view, this.#lost);
  }

  has(key: string): boolean {
    return isMap(this.value) && Object.hasOwn(this.value, key) && this.value[key] !== null;
  }

  /** Returns the keys of the map; a fault where it is none. */
  keys(): string[] {
    if (isMap(this.value)) return Object.keys(this.value);
    this.fault(this.value === null ? "这里应写若干“键: 值”，现在是空的" : "这里应写若干“键: 值”");
    return [];
  }

  /** Returns the children of the list; a fault where it is none. */
  items(): Cursor[] {
    if (Array.isArray(this.value)) return this.value.map((_, i) => this.at(i));
    this.fault("这里应是列表");
    return [];
  }

  /** Checks that the map has these keys and no others; returns whether it is a map with all that is required. */
  only(shape: Keys): boolean {
    const [required, known] = [Object.keys(shape.required), knownKeys(shape)];
    if (!isMap(this.value)) {
      this.keys();
      return false;
    }
    for (const key of Object.keys(this.value)) {
      if (!known.includes(key)) this.faultAt(key, `没有这个键：“${key}”${suggest(key, known)}`);
    }
    const meant = this.meant(shape);
    const missing = required.filter(key => !this.has(key));
    for (const key of missing) {
      if (Object.hasOwn(this.value, key)) this.faultAt(key, `“${key}”不能为空`);
      // A key that is there with a slip of the pen is one fault, not two.
      else if (!meant.has(key)) this.fault(`缺少必填的键：“${key}”`);
    }
    return !missing.length;
  }

  /** Returns the keys of the shape that unknown keys of this map are told to be a slip of. */
  meant(shape: Keys): Set<string> {
    const known = knownKeys(shape);
    const unknown = isMap(this.value) ? Object.keys(this.value).filter(key => !known.includes(key)) : [];
    return new Set(unknown.flatMap(key => guessOf(key, known) ?? []));
  }

  /** Returns the text; a fault where it is missing, a list or a map. */
  text(): string | undefined {
    const {value} = this;
    if (typeof value === "string" && value.trim() !== "") return value;
    return this.fault(value === null || typeof value === "string" ? "这里不能为空" : "这里应是文字");
  }

  /** Returns the text if it is one of the words; else a fault that names the nearest. */
  word<T extends string>(words: readonly T[], what: string): T | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const found = words.find(word => word === text);
    return found ?? this.fault(`没有这个${what}：“${text}”${suggest(text, words)}`);
  }

  /** Returns the day written yyyy-mm-dd. */
  date(): string | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    return isDay(text) ? text : this.fault(`日期无效：“${text}”，应写成 2025-12-31 这样的形式`);
  }

  /** Returns the whole number, at least 1. */
  count(): number | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : this.fault(`应为从 1 起的整数，不是“${text}”`);
  }

  /** Returns the points as whole thousandths. */
  points(): number | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    if (/^-/.test(text)) return this.fault(`分值不能为负：“${text}”`);
    if (!/^\d{1,9}(\.\d{1,3})?$/.test(text)) return this.fault(`分值无效：“${text}”，应是至多三位小数的数，如 0.5`);
    const [whole, fraction = ""] = text.split(".");
    return Number(whole) * 1000 + Number(fraction.padEnd(3, "0"));
  }
}

/** Returns whether the value is a map of the file. */
export function isMap(value: Plain | undefined): value is {[key: string]: Plain} {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

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

function knownKeys({required, optional}: Keys): string[] {
  return [...Object.keys(required), ...Object.keys(optional)];
}

/** Follows wrappers to the value they stand for: undefined where one cannot be followed (its fault is listed elsewhere). */
function unwrap(path: Path, value: Plain | undefined, view: View): {path: Path; value: Plain | undefined} {
  if (value === undefined || (isMap(value) && slipOfReading(value) !== undefined)) return {path, value: undefined};
  if (isMap(value) && typeof value.reading === "string") {
    const option = view.readings.get(value.reading);
    if (option === undefined || Object.keys(value).length === 1) return {path, value: option};
    return unwrap([...path, option], value[option], view);
  }
  if (isDated(value)) {
    let last = 0;
    for (const [i, item] of value.entries()) if (i && holds(startOf(item, view.begins), view)) last = i;
    return unwrap([...path, last, "value"], value[last]?.value, view);
  }
  return {path, value};
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
