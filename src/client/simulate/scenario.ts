import {decimalText} from "../../../publish/format.ts";
import type {Basis} from "../../../scoring/compile.ts";
import type {Override} from "../../../scoring/override.ts";
import {unescaped} from "../address.ts";
import {type Knob, maybeCount, maybePoints} from "./knobs.ts";

/** What is asked: for whom, and what is otherwise than in force. */
export interface Scenario {
  year: number;
  basis: Basis;
  /** The place of the group in the configuration; past the last are the units ranked with nobody. */
  group: number;
  /** Knob path → the number put there; only what differs. */
  values: ReadonlyMap<string, number>;
  /** Reading → the option put there; only what differs. */
  readings: ReadonlyMap<string, string>;
}

/** What a scenario may ask about. */
export interface Range {
  /** The policy's name, amendments included. */
  policy: string;
  years: readonly number[];
  groups: number;
  knobs: readonly Knob[];
  /** Reading → its options, and the one in force. */
  readings: ReadonlyMap<string, {options: readonly string[]; chosen: string}>;
}

/** The bases by their words in a link; the first is the official one, and not written. */
const BASES: Readonly<Record<string, Basis>> = {signed: "signed", reviewed: "reviewed", claimed: "claimed"};

/** Returns the question that changes nothing: the last year, the first group, the official basis. */
export function startOf({years}: Pick<Range, "years">): Scenario {
  return {year: years.at(-1)!, basis: "signed", group: 0, values: new Map(), readings: new Map()};
}

/** Returns whether nothing is put otherwise. */
export function isPlain({values, readings}: Scenario): boolean {
  return !values.size && !readings.size;
}

/** Returns the scenario with the number put there; one that is in force anyway is no change. */
export function withValue(scenario: Scenario, knob: Knob, value: number): Scenario {
  const values = new Map(scenario.values);
  if (value === knob.present) values.delete(knob.path);
  else values.set(knob.path, value);
  return {...scenario, values};
}

/** Returns the scenario with the option put there; the one in force is no change. */
export function withReading(
  scenario: Scenario,
  id: string,
  option: string,
  {readings}: Pick<Range, "readings">
): Scenario {
  const changed = new Map(scenario.readings);
  if (option === readings.get(id)?.chosen) changed.delete(id);
  else changed.set(id, option);
  return {...scenario, readings: changed};
}

/** Returns the number as the policy file writes it. */
export function valueText({unit}: Pick<Knob, "unit">, value: number): string {
  return unit === "points" ? decimalText(value, {digits: 0}) : String(value);
}

/** Returns the changes as the command and the policy reader take them, in the order of the file. */
export function overridesOf({values}: Scenario, knobs: readonly Knob[]): Override[] {
  return knobs.flatMap(knob => {
    const value = values.get(knob.path);
    if (value === undefined) return [];
    const own = {path: knob.path, value: valueText(knob, value)};
    return knob.next === null ? [own] : [own, {path: knob.next, value: String(value + 1)}];
  });
}

/** Returns the scenario as the part of a link after `#`: short, the same for the same scenario. */
export function linkOf(scenario: Scenario, {policy, knobs, readings}: Range): string {
  const {year, basis, group, values, readings: options} = scenario;
  const parts = [`p=${policy}`, `y=${year}`];
  if (basis !== "signed") parts.push(`b=${basis}`);
  if (group) parts.push(`g=${group + 1}`);
  for (const knob of knobs) {
    const value = values.get(knob.path);
    if (value !== undefined) parts.push(`${encode(knob.path)}=${valueText(knob, value)}`);
  }
  for (const id of readings.keys()) {
    const option = options.get(id);
    if (option !== undefined) parts.push(`~${encode(id)}=${encode(option)}`);
  }
  return parts.join("&");
}

/** Returns whether the part of a link after `#` holds a scenario: others lead to places in the page. */
export function isLink(hash: string): boolean {
  return /^#?p=/.test(hash);
}

/** Reads a scenario from the part of a link after `#`; what cannot be taken from it is told in sentences. */
export function parseLink(link: string, range: Range): {scenario: Scenario; faults: string[]} {
  let scenario = startOf(range);
  const faults: string[] = [];
  for (const part of link.replace(/^#/, "").split("&").filter(Boolean)) {
    const at = part.indexOf("=");
    const [name, text] = [decode(part.slice(0, Math.max(at, 0))), decode(part.slice(at + 1))];
    const next = at > 0 ? take(scenario, name, text, range) : `看不懂“${part}”`;
    if (typeof next === "string") faults.push(next);
    else scenario = next;
  }
  return {scenario, faults};
}

/** Returns the scenario with one part of the link taken in, or what is wrong with it. */
function take(scenario: Scenario, name: string, text: string, range: Range): Scenario | string {
  if (name === "p")
    return text === range.policy ? scenario : `链接是按另一份制度（${text}）做的，现在是 ${range.policy}`;
  if (name === "y") {
    const year = range.years.find(one => String(one) === text);
    return year === undefined ? `没有 ${text} 年度的结果` : {...scenario, year};
  }
  if (name === "b") {
    const basis = BASES[text];
    return basis === undefined ? `没有这个口径：“${text}”` : {...scenario, basis};
  }
  if (name === "g") {
    const group = maybeCount(text);
    return group === undefined || group > range.groups + 1 ? `没有第 ${text} 组` : {...scenario, group: group - 1};
  }
  if (name.startsWith("~")) {
    const id = name.slice(1);
    const known = range.readings.get(id);
    if (!known?.options.includes(text)) return `没有这种理解：“${id}=${text}”`;
    return withReading(scenario, id, text, range);
  }
  const knob = range.knobs.find(({path}) => path === name);
  if (!knob) return `制度里没有这个数：“${name}”`;
  const value = readValue(knob, text);
  return typeof value === "string" ? `“${name}”${value}` : withValue(scenario, knob, value);
}

/** Returns the number that the text writes for the knob, or what is wrong with the text. */
export function readValue({unit, least}: Pick<Knob, "unit" | "least">, text: string): number | string {
  const value = unit === "points" ? maybePoints(text) : maybeCount(text);
  if (value !== undefined && value >= least) return value;
  if (text.trim() === "") return "不能空着";
  return unit === "points" ? "应是不小于 0、至多三位小数的数，如 0.5" : "应是从 1 起的整数";
}

/** Letters of any script, digits and what a path is made of stay as they are. */
function encode(text: string): string {
  return [...text].map(one => (/[\p{L}\p{N}._-]/u.test(one) ? one : encodeURIComponent(one))).join("");
}

function decode(text: string): string {
  return unescaped(text) ?? text;
}
