import {guessOf, suggest} from "../loaders/nearest.ts";
import type {Plain} from "../loaders/yaml.ts";
import {checkBasis} from "./basis.ts";
import {alternatives, type Cursor, isDated, isMap, slipOfReading, startOf, type View} from "./cursor.ts";
import {TRANSITIONS} from "./names.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {combinations, type Reading} from "./reading.ts";
import {DATED_ITEM} from "./shapes.ts";
import type {PlainMap} from "./tree.ts";

export interface WrapperRules {
  /** The policy's first day: the first value of a dated list holds from there on at the latest. */
  from: string;
  /** The day on which policy years begin, mm-dd. */
  begins: string;
  /** Whether that day has a fault: what depends on it cannot be told. */
  unsureBegins?: boolean;
  /** Whether dated lists may stand at the place, and whether their values may change within a year. */
  dated: boolean | ((path: Cursor["path"]) => boolean);
  /** Whether values may change with a year only, not with the day of an event. */
  yearly?: boolean;
}

/** Checks the two wrappers wherever they stand in the block: a reading has each of its options, a dated list no gap. */
export function checkWrappers(
  block: Cursor,
  readings: ReadonlyMap<string, Reading>,
  clauses: readonly string[],
  rules: WrapperRules
): void {
  const value = block.value;
  if (isDated(value)) {
    const {dated} = rules;
    if (typeof dated === "boolean" ? dated : dated(block.path)) checkDated(block, clauses, rules);
    else
      block.fault(
        "这里不能按日期分段：只有 score、limits 里的值、年度的 place_by、撤销的 scope，judge、watch 里的 cite 和 gap、style 可以"
      );
  } else if (isMap(value)) {
    const slip = slipOfReading(value);
    if (slip !== undefined) block.faultAt(slip, `没有这个键：“${slip}”${suggest(slip, ["reading"])}`);
    else if (Object.hasOwn(value, "reading")) checkReading(block, readings);
  }
  const children = Array.isArray(value) ? value.keys() : isMap(value) ? Object.keys(value) : [];
  for (const child of children) checkWrappers(block.at(child), readings, clauses, rules);
}

/** Returns the readings that the value depends on, each once. */
export function readingsIn(value: Plain): string[] {
  if (value === null || typeof value === "string") return [];
  const children = Array.isArray(value) ? value : Object.values(value);
  const own = isMap(value) && typeof value.reading === "string" ? [value.reading] : [];
  return [...new Set([...own, ...children.flatMap(readingsIn)])];
}

/** Returns the readings that the value is meant to depend on, those among them where `reading` has a slip. */
export function readingsMeant(value: Plain): string[] {
  if (value === null || typeof value === "string") return [];
  const id = isMap(value) ? value[slipOfReading(value) ?? "reading"] : null;
  return [...(typeof id === "string" ? [id] : []), ...Object.values<Plain>(value).flatMap(readingsMeant)];
}

/** Returns every text inside the value, whatever the reading and the day. */
export function textsIn(value: Plain): string[] {
  return typeof value === "string" ? [value] : Object.values<Plain>(value ?? []).flatMap(textsIn);
}

/** From when dated values change: the policy years, and the days of events, each ascending. */
export interface Changes {
  years: readonly number[];
  days: readonly string[];
}

/** Returns from when dated values inside change. */
export function changesIn(value: Plain, begins: string): Changes {
  if (value === null || typeof value === "string") return {years: [], days: []};
  const children = Array.isArray(value) ? value : Object.values(value);
  const own: Changes = {years: [], days: []};
  const sound = isDated(value) && !alternatives(value, new Map(), begins);
  const starts = sound ? value.slice(1).map(item => startOf(item, begins)) : [];
  return joinChanges([
    own,
    {
      years: starts.flatMap(start => ("year" in start ? [start.year] : [])),
      days: starts.flatMap(start => ("day" in start ? [start.day] : []))
    },
    ...children.map(child => changesIn(child, begins))
  ]);
}

/** Returns all the changes, each once, ascending. */
export function joinChanges(all: readonly Changes[]): Changes {
  return {
    years: [...new Set(all.flatMap(({years}) => years))].sort((a, b) => a - b),
    days: [...new Set(all.flatMap(({days}) => days))].sort()
  };
}

/** A stretch of policy years and event days in which no value changes. Ends are open: null is no end. */
export interface Stretch {
  /** Numbered from 1, years before days. */
  number: number;
  fromYear: number | null;
  pastYear: number | null;
  fromDay: string | null;
  pastDay: string | null;
  /** What a view of it sees: its first year and day that the policy is in force. */
  year: number;
  day: string;
}

/** Returns the stretches between the changes; what changes before the policy's first day has always been so. */
export function stretches(changes: Changes, from: string, begins: string): Stretch[] {
  const first = policyYear(from, begins);
  const years = [first, ...changes.years.filter(year => year > first)];
  const days = [from, ...changes.days.filter(day => day > from)];
  return years.flatMap((year, y) =>
    days.map((day, d) => ({
      number: y * days.length + d + 1,
      fromYear: y ? year : null,
      pastYear: years[y + 1] ?? null,
      fromDay: d ? day : null,
      pastDay: days[d + 1] ?? null,
      year,
      day
    }))
  );
}

/** Returns every combination of the named readings' options, the others as given, in each of the stretches. */
export function allViews(
  ids: readonly string[],
  readings: ReadonlyMap<string, Reading>,
  others: ReadonlyMap<string, string>,
  times: readonly {year: number; day: string}[],
  begins: string
): View[] {
  return combinations(ids, readings, others).flatMap(options =>
    times.map(({year, day}) => ({readings: options, year, day, begins}))
  );
}

/** Returns the views that see what stands behind wrappers which cannot be followed, none where all of them can. */
export function guessViews(value: Plain, readings: ReadonlyMap<string, Reading>, usual: View): View[] {
  const most = mostAlternatives(value, readings, usual.begins);
  return Array.from({length: most}, (_, at) => ({...usual, guess: {at, readings}}));
}

function mostAlternatives(value: Plain, readings: ReadonlyMap<string, Reading>, begins: string): number {
  if (value === null || typeof value === "string") return 0;
  const inside = Object.values<Plain>(value).map(child => mostAlternatives(child, readings, begins));
  return Math.max(alternatives(value, readings, begins), ...inside);
}

function checkReading(cursor: Cursor, readings: ReadonlyMap<string, Reading>): void {
  const id = cursor.at("reading").text();
  if (id === undefined) return;
  const reading = readings.get(id);
  if (!reading) {
    cursor.at("reading").fault(`没有这个疑义：“${id}”${suggest(id, [...readings.keys()])}`);
    return;
  }
  const options = [...reading.options.keys()];
  if (!options.length) return;
  const keys = cursor.keys().filter(key => key !== "reading");
  for (const key of keys) {
    if (!options.includes(key)) cursor.faultAt(key, `疑义“${id}”没有这个选项：“${key}”${suggest(key, options)}`);
  }
  // An option that is there with a slip of the pen is one fault, not two.
  const meant = new Set(keys.map(key => (options.includes(key) ? key : guessOf(key, options))));
  const missing = options.filter(option => !meant.has(option));
  if (keys.length && missing.length) cursor.fault(`疑义“${id}”还有选项没有写值：${missing.join("、")}`);
}

function checkDated(list: Cursor, clauses: readonly string[], rules: WrapperRules): void {
  const {from} = rules;
  let last = "";
  /** First day on which a value holds → from when it is written to. */
  const held = new Map<string, string>();
  for (const [i, item] of list.items().entries()) {
    item.only(DATED_ITEM);
    const day = item.need("from").date();
    if (day !== undefined) {
      if (i === 0 && day > from && from !== UNKNOWN_DAY) item.at("from").fault(`${from} 到 ${day} 之间没有值`);
      else if (i > 0 && day <= last) item.at("from").fault(`日期应从早到晚：“${day}”不晚于“${last}”`);
      else if (checkTransition(item, day, i === 0, rules)) checkHeld(item, day, held, i === 0 ? null : rules.begins);
      last = day;
    }
    // A limit that comes in later was none before, and nothing need say so.
    const none = item.at("value").value === "none" && !item.has("cite") && !item.has("basis");
    if (!none) checkBasis(item, DATED_ITEM, clauses);
  }
}

/** Stands for the policy's first day where that has a fault. */
export const UNKNOWN_DAY = "0001-01-01";

/** No two values hold from the same day; the first one, without `begins`, holds from its own. */
function checkHeld(item: Cursor, day: string, held: Map<string, string>, begins: string | null): void {
  const first = begins === null ? day : firstHeld(item.value as PlainMap, begins);
  const other = held.get(first) ?? day;
  if (other !== day) item.at("from").fault(`“${day}”的值与“${other}”的都自 ${first} 起：同一天只能有一个版本`);
  held.set(first, other);
}

/** Returns the first day on which a later value of a dated list holds. */
function firstHeld(item: PlainMap, begins: string): string {
  const start = startOf(item, begins);
  return "day" in start ? start.day : firstDayOf(start.year, begins);
}

/** A change within a policy year must say how it passes over, and no other may; returns whether it does. */
function checkTransition(
  item: Cursor,
  day: string,
  first: boolean,
  {begins, yearly = false, unsureBegins = false}: WrapperRules
): boolean {
  const within = !first && day !== firstDayOf(policyYear(day, begins), begins);
  const why = first ? "第一段没有可过渡的" : `“${day}”就是年度的第一天`;
  if (!item.has("transition")) {
    if (unsureBegins) return false;
    if (!within || item.meant(DATED_ITEM).has("transition")) return !within;
    item
      .at("from")
      .fault(
        `“${day}”不是年度的第一天（${begins}）：写明 transition，即 whole_year_new（全年按新的）、next_year（下一年度起）或 by_event_date（按事项日期）`
      );
    return false;
  }
  if (!within && !(unsureBegins && !first)) {
    item.faultAt("transition", `不必写 transition：${why}`);
    return false;
  }
  const word = item.at("transition").word(TRANSITIONS, "过渡办法");
  if (yearly && word === "by_event_date") {
    item
      .at("transition")
      .fault(
        "judge、watch 按年度算，不能按事项日期改：transition 用 whole_year_new（全年按新的）或 next_year（下一年度起）"
      );
  }
  return word !== undefined;
}
