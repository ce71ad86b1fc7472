/**
 * A policy of any city as plain data, for the oracle: written from the specification, it imports nothing of `scoring/`.
 * Points are whole thousandths, days are ISO text.
 */
export interface PlainPolicy {
  from: string;
  /** The day on which policy years begin, mm-dd. */
  begins: string;
  readings: Readonly<Record<string, readonly string[]>>;
  words: Readonly<Record<string, {ordered: boolean; codes: readonly string[]}>>;
  placeBy: Value<"event_on" | "signed_on">;
  scope: Value<"unit_year" | "claim">;
  grounds: readonly string[];
  /** R1, R2, … in order. */
  rules: readonly PlainRule[];
  limits: readonly PlainLimit[];
}

/** A value, or what stands for it: one for every option of a reading, or one from each date on. */
export type Value<T> =
  | {plain: T}
  | {reading: string; options: Readonly<Record<string, Value<T>>>}
  | {dated: readonly Dated<T>[]};

export interface Dated<T> {
  from: string;
  /** Null where the day is the first of a policy year. */
  transition: "whole_year_new" | "next_year" | "by_event_date" | null;
  value: Value<T>;
}

export interface PlainRule {
  when: Value<Test>;
  /** Words of the policy file: person_id, event_id, article_id, or a column. */
  key: Value<readonly string[]>;
  across: Value<"all" | "unit">;
  /** Null where it shares its keys with no other rule. */
  shares: Value<string> | null;
  earn: Value<PlainEarn>;
  caps: Value<readonly PlainCap[]>;
  from: string | null;
  to: string | null;
}

export type Test =
  | {all: readonly Test[]}
  | {any: readonly Test[]}
  | {not: Test}
  | {field: string; op: string; value: string | readonly string[] | null};

export type PlainEarn = {steps: readonly PlainStep[]} | {by: string; each: Readonly<Record<string, Value<number>>>};

export interface PlainStep {
  from: number;
  to: number | null;
  once: boolean;
  points: Value<number>;
}

export interface PlainCap {
  max: Value<number>;
  codes: readonly string[] | null;
}

export interface PlainLimit {
  over: Value<readonly string[]>;
  /** Null is no limit. */
  max: Value<number | null>;
}

/** When a value is looked at: in which policy year, for an event of which day, with which readings. */
export interface Moment {
  year: number;
  day: string;
  readings: Readonly<Record<string, string>>;
}

/** Returns the calendar year in which the policy year of the day began. */
export function yearOf(day: string, begins: string): number {
  const year = Number(day.slice(0, 4));
  return `${year}-${begins}` <= day ? year : year - 1;
}

/** Returns the value that holds at the moment. */
export function valueAt<T>(value: Value<T>, begins: string, at: Moment): T {
  if ("plain" in value) return value.plain;
  if ("reading" in value) return valueAt(value.options[at.readings[value.reading]!]!, begins, at);
  const newest = [...value.dated.keys()].reverse().find(i => i === 0 || hasCome(value.dated[i]!, begins, at))!;
  return valueAt(value.dated[newest]!.value, begins, at);
}

function hasCome({from, transition}: Dated<unknown>, begins: string, {year, day}: Moment): boolean {
  const own = yearOf(from, begins);
  switch (transition) {
    case "by_event_date":
      return day >= from;
    case "next_year":
      return year > own;
    default:
      return year >= own;
  }
}

/** Returns every day from which some event may be judged otherwise than one of the day before, policy years aside. */
export function changeDays(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = (value as Partial<Dated<unknown>>).transition === "by_event_date" ? [(value as {from: string}).from] : [];
  return [...new Set([...own, ...Object.values(value).flatMap(changeDays)])].sort();
}

/** Returns the policy as the text of a policy file (JSON is YAML). */
export function policyText(policy: PlainPolicy): string {
  const cite = "c1";
  const dated = (items: readonly Dated<unknown>[], write: (value: never) => unknown): unknown =>
    items.map(({from, transition, value}) => ({
      from,
      value: wrapped(value, write),
      cite,
      ...(transition === null ? {} : {transition})
    }));
  const wrapped = (value: Value<unknown>, write: (value: never) => unknown): unknown => {
    if ("plain" in value) return write(value.plain as never);
    if ("dated" in value) return dated(value.dated, write);
    const options = Object.entries(value.options).map(([option, one]) => [option, wrapped(one, write)]);
    return {reading: value.reading, ...Object.fromEntries(options)};
  };
  const same = (value: unknown): unknown => value;
  const earn = (one: PlainEarn): unknown =>
    "by" in one
      ? {by: one.by, each: mapped(one.each, points => wrapped(points, decimal))}
      : one.steps.map(({from, to, once, points}) => ({
          from: String(from),
          ...(to === null ? {} : {to: String(to)}),
          [once ? "once" : "each"]: wrapped(points, decimal)
        }));
  const caps = (list: readonly PlainCap[]): unknown =>
    list.map(({max, codes}) => ({max: wrapped(max, decimal), ...(codes ? {codes} : {})}));
  const rules = policy.rules.map((rule, i) => [
    `R${i + 1}`,
    {
      cite,
      when: wrapped(rule.when, test),
      key: wrapped(rule.key, same),
      across: wrapped(rule.across, same),
      ...(rule.shares ? {shares_key_with: wrapped(rule.shares, same)} : {}),
      earn: wrapped(rule.earn, earn),
      caps: wrapped(rule.caps, caps),
      ...(rule.from ? {from: rule.from} : {}),
      ...(rule.to ? {to: rule.to} : {})
    }
  ]);
  const limits = policy.limits.map(({over, max}) => ({
    over: wrapped(over, same),
    max: wrapped(max, (points: number | null) => (points === null ? "none" : decimal(points))),
    cite
  }));
  return JSON.stringify({
    hengcai: "1",
    policy: "invented",
    title: "一份编出来的制度",
    source: {doc: "编造〔2021〕1号"},
    force: {from: policy.from},
    year: {begins: policy.begins, place_by: wrapped(policy.placeBy, same)},
    clauses: {c1: {at: "第一条", says: "编造", chars: "9", sha256: "0".repeat(64)}},
    vocab: mapped(policy.words, ({ordered, codes}) => ({[ordered ? "order" : "set"]: codes})),
    readings: mapped(policy.readings, (options, id) => ({clause: cite, ask: `${id}？`, options, default: options[0]})),
    flow: {
      claim: {
        stages: ["applied", "reviewed", "signed"],
        cite: {applied: cite, reviewed: cite, signed: cite},
        counts_when: "signed",
        exits: {rejected: "reviewed", revoked: "any"},
        revoke: {cite, grounds: policy.grounds, scope: wrapped(policy.scope, same)}
      }
    },
    score: Object.fromEntries(rules),
    ...(limits.length ? {limits} : {}),
    rank: {by: "total", within: "unit_kind", ties: "shared_low", show_band: "true", include_zero: "true"}
  });
}

function test(one: Test): unknown {
  if ("all" in one) return {all: one.all.map(test)};
  if ("any" in one) return {any: one.any.map(test)};
  if ("not" in one) return {not: test(one.not)};
  return one.value === null ? [one.field, one.op] : [one.field, one.op, one.value];
}

function mapped<T>(record: Readonly<Record<string, T>>, change: (value: T, key: string) => unknown): unknown {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

function decimal(thousandths: number): string {
  return `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, "0")}`;
}
