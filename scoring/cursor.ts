import type {Placed} from "../loaders/error.ts";
import {guessOf, suggest} from "../loaders/nearest.ts";
import type {Plain, YamlFile} from "../loaders/yaml.ts";
import {isDay} from "./day.ts";
import {isMap, type Path} from "./tree.ts";
import {type Unwrapped, unwrap, type View} from "./unwrap.ts";

export {isMap} from "./tree.ts";
export {alternatives, changedIn, isDated, isWrapper, type Start, slipOfReading, startOf, type View} from "./unwrap.ts";

/** The keys that a map must and may have: the part of a `MapShape` that a reader needs. */
export interface Keys {
  required: Readonly<Record<string, unknown>>;
  optional: Readonly<Record<string, unknown>>;
}

/** A place in a policy file: its value, and faults that know where they stand. */
export class Cursor {
  readonly #yaml: YamlFile;
  readonly #faults: Placed[];
  readonly #view: View | null;
  /** Whether a wrapper on the way here cannot be followed: its own fault is listed, and none that comes of it. */
  readonly #lost: boolean;
  /** Whether a wrapper on the way here was followed by guess: what stands elsewhere may belong to another alternative. */
  readonly guessed: boolean;
  /** Keys with a slip of the pen that are read as what they are meant to be: key → as it is written. */
  #slips: ReadonlyMap<string, string> = new Map();
  readonly path: Path;
  readonly value: Plain;

  /** Without a view the wrappers are ordinary maps and lists. */
  constructor(
    yaml: YamlFile,
    faults: Placed[],
    path: Path,
    value: Plain,
    view: View | null,
    {lost = false, guessed = false}: {lost?: boolean; guessed?: boolean} = {}
  ) {
    this.#yaml = yaml;
    this.#faults = faults;
    this.#view = view;
    const found: Unwrapped = view ? unwrap(path, value, view) : {path, value};
    this.path = found.path;
    this.value = found.value ?? null;
    this.#lost = lost || found.value === undefined;
    this.guessed = guessed || found.guessed === true;
  }

  /** Whether nothing can be read here, which is told elsewhere: no fault is listed. */
  get lost(): boolean {
    return this.#lost;
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

  /** Lists a fault that stands elsewhere but is found here. */
  list(fault: Placed): void {
    if (!this.#lost) this.#faults.push(fault);
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

  /** Reads keys with a slip of the pen as what they are meant to be, so that what stands behind them is told as well. */
  adopt(shape: Keys): void {
    const known = knownKeys(shape);
    const written = isMap(this.value) ? Object.keys(this.value).filter(key => !known.includes(key)) : [];
    this.#slips = new Map(
      written.flatMap((key): [string, string][] => {
        const meant = guessOf(key, known);
        return meant === undefined || this.has(meant) ? [] : [[meant, key]];
      })
    );
  }

  /** Returns the child at the key or index; its value is null where there is none. */
  at(given: string | number): Cursor {
    const {value} = this;
    const step = this.#slips.get(String(given)) ?? given;
    const child = value === null || typeof value === "string" ? null : (value as Record<string, Plain>)[String(step)];
    return this.#child(step, child ?? null, this.#lost);
  }

  /** Returns the child of a key that must be there: where it is not, that is told of this map, and nothing that comes of it. */
  need(key: string): Cursor {
    return this.has(key) ? this.at(key) : this.#child(key, null, true);
  }

  #child(step: string | number, value: Plain, lost: boolean): Cursor {
    const {guessed} = this;
    return new Cursor(this.#yaml, this.#faults, [...this.path, step], value, this.#view, {lost, guessed});
  }

  has(given: string): boolean {
    const key = this.#slips.get(given) ?? given;
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
    return found ?? this.fault(`没有这个${what}：${inQuotes(text)}${suggest(text, words)}`);
  }

  /** Returns the day written yyyy-mm-dd. */
  date(): string | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    return isDay(text) ? text : this.fault(`日期无效：${inQuotes(text)}，应写成 2025-12-31 这样的形式`);
  }

  /** Returns the whole number, at least 1. */
  count(): number | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : this.fault(`应为从 1 起的整数，不是${inQuotes(text)}`);
  }

  /** Returns the points as whole thousandths. */
  points(): number | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    if (/^-/.test(text)) return this.fault(`分值不能为负：${inQuotes(text)}`);
    if (!/^\d{1,9}(\.\d{1,3})?$/.test(text))
      return this.fault(`分值无效：${inQuotes(text)}，应是至多三位小数的数，如 0.5`);
    const [whole, fraction = ""] = text.split(".");
    return Number(whole) * 1000 + Number(fraction.padEnd(3, "0"));
  }
}

/** Returns the text in quotes. Chinese ones round it came with it: for YAML they are part of the value. */
export function inQuotes(text: string): string {
  return /^[“”‘’].*[“”‘’"']$/u.test(text) ? `${text}（引号要用半角的）` : `“${text}”`;
}

function knownKeys({required, optional}: Keys): string[] {
  return [...Object.keys(required), ...Object.keys(optional)];
}
