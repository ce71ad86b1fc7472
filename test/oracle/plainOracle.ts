import type {Basis, Claim, Disposition, LedgerRow} from "./oracle.ts";
import {
  changeDays,
  type Moment,
  type PlainCap,
  type PlainPolicy,
  type PlainRule,
  type Test,
  valueAt,
  yearOf
} from "./plainPolicy.ts";

/**
 * The ledger of any policy by hand. Like the oracle of Haicheng it imports nothing of `scoring/`: each claim is judged by
 * itself, by the rule as it stands on the claim's own day and year.
 */
export interface PlainOptions {
  asOf: string;
  basis: Basis;
  readings: Readonly<Record<string, string>>;
}

/** Returns the ledger of one basis, a row for every claim, in the order of the claims. */
export function scorePlain(policy: PlainPolicy, claims: readonly Claim[], options: PlainOptions): LedgerRow[] {
  const days = policy.rules.map(rule => [...changeDays([rule, policy.limits]), policy.from]);
  const at: At = {policy, ...options, rules: new Map(), days};
  const entries = claims.map(claim => entryOf(claim, at));
  const voided = new Set(entries.filter(entry => voids(entry, at)).map(unitYear));
  const open = entries.filter(entry => {
    const stop = firstGate(entry, voided, at);
    if (stop !== null) entry.row.disposition = stop;
    return stop === null;
  });
  const counting = giveKeys(open);
  for (const items of grouped(counting, entry => `${unitYear(entry)} ${entry.claim.rule}`)) {
    items.sort(byEvent).forEach((entry, i) => {
      entry.row.nth = i + 1;
      entry.row.raw = worth(entry, i + 1);
    });
    for (const sum of grouped(items, entry => sumOf(entry, at))) bound(sum, (entry, day) => capOn(entry, day, at), at);
  }
  for (const items of grouped(
    counting,
    entry => `${unitYear(entry)} ${entry.rule!.limit?.number ?? `own ${entry.claim.rule}`}`
  )) {
    if (items[0]!.rule!.limit) boundTogether(items, at);
  }
  for (const {row} of counting) row.disposition = wordFor(row);
  return entries.map(entry => entry.row);
}

interface At extends PlainOptions {
  policy: PlainPolicy;
  /** What has been read of the rules, by rule, year and day. */
  rules: Map<string, RuleAt | null>;
  /** For each rule, a day from every stretch of days that may have another cap. */
  days: readonly (readonly string[])[];
}

interface Entry {
  claim: Claim;
  row: LedgerRow;
  /** Null where the claim is under no rule of the policy. */
  rule: (RuleAt & {claim: Claim}) | null;
}

/** A rule as it stands for one claim. */
interface RuleAt {
  seq: number;
  text: PlainRule;
  when: Test;
  key: readonly string[];
  across: "all" | "unit";
  space: string;
  steps: readonly {from: number; to: number | null; once: boolean; points: number}[] | null;
  by: string | null;
  each: ReadonlyMap<string, number>;
  caps: readonly {max: number; codes: readonly string[] | null}[];
  limit: {number: number; max: number | null} | null;
}

function entryOf(claim: Claim, at: At): Entry {
  const {begins} = at.policy;
  const own: Moment = {year: yearOf(claim.event_on, begins), day: claim.event_on, readings: at.readings};
  const bySignature = valueAt(at.policy.placeBy, begins, own) === "signed_on" && happened(claim.signed_on, at);
  const year = bySignature ? yearOf(claim.signed_on!, begins) : own.year;
  const rule = ruleAt(claim.rule, year, claim.event_on, at);
  const row: LedgerRow = {
    year,
    basis: at.basis,
    unit_id: claim.unit,
    rule_id: claim.rule,
    claim_id: claim.claim_id,
    event_on: claim.event_on,
    nth: null,
    raw: 0,
    cumulative: null,
    cap: null,
    points: 0,
    disposition: "counted",
    dup_of: null,
    contested: false,
    source_file: claim.source_file,
    source_sheet: claim.source_sheet,
    source_row: claim.source_row
  };
  return {claim, row, rule: rule && {...rule, claim}};
}

function ruleAt(id: string, year: number, day: string, at: At): RuleAt | null {
  const name = `${id} ${year} ${day}`;
  const known = at.rules.get(name);
  if (known !== undefined) return known;
  const found = readRule(id, {year, day, readings: at.readings}, at.policy);
  at.rules.set(name, found);
  return found;
}

function readRule(id: string, moment: Moment, policy: PlainPolicy): RuleAt | null {
  const seq = policy.rules.findIndex((_, i) => `R${i + 1}` === id) + 1;
  const text = policy.rules[seq - 1];
  if (!text) return null;
  const {begins} = policy;
  const earn = valueAt(text.earn, begins, moment);
  const number = policy.limits.findIndex(({over}) => valueAt(over, begins, moment).includes(id)) + 1;
  const limit = policy.limits[number - 1];
  const points = (value: PlainCap["max"]): number => valueAt(value, begins, moment);
  return {
    seq,
    text,
    when: valueAt(text.when, begins, moment),
    key: valueAt(text.key, begins, moment),
    across: valueAt(text.across, begins, moment),
    space: text.shares ? valueAt(text.shares, begins, moment) : id,
    steps: "steps" in earn ? earn.steps.map(step => ({...step, points: points(step.points)})) : null,
    by: "by" in earn ? earn.by : null,
    each: new Map("by" in earn ? Object.entries(earn.each).map(([code, value]) => [code, points(value)]) : []),
    caps: valueAt(text.caps, begins, moment).map(({max, codes}) => ({max: points(max), codes})),
    limit: limit ? {number, max: valueAt(limit.max, begins, moment)} : null
  };
}

/** Returns whether the date is given and not after as-of. */
function happened(date: string | null, at: {asOf: string}): boolean {
  return date !== null && date <= at.asOf;
}

function unitYear({row}: Entry): string {
  return `${row.unit_id} ${row.year}`;
}

/** Returns whether the claim is a false report that voids its unit's year, by what held on the day of its event. */
function voids({claim}: Entry, at: At): boolean {
  const {begins, scope, grounds} = at.policy;
  const own: Moment = {year: yearOf(claim.event_on, begins), day: claim.event_on, readings: at.readings};
  if (valueAt(scope, begins, own) !== "unit_year") return false;
  return happened(claim.revoked_on, at) && grounds.includes(claim.revoke_ground ?? "");
}

function firstGate(entry: Entry, voided: ReadonlySet<string>, at: At): Disposition | null {
  const {claim, rule} = entry;
  if (claim.event_on > at.asOf) return "out_of_period";
  if (claim.event_on < at.policy.from) return "not_in_force";
  if (claim.rule === "N") return "not_scored";
  if (!rule) return "not_in_force";
  const {from, to} = rule.text;
  if ((from !== null && claim.event_on < from) || (to !== null && claim.event_on >= to)) return "not_in_force";
  if (happened(claim.revoked_on, at)) return "revoked";
  const reviewed = happened(claim.reviewed_on, at);
  if (claim.review === "不予认定" && reviewed) return "rejected";
  if (!holds(rule.when, claim, at, false)) return "ineligible";
  if (rule.by !== null && !rule.each.has(codeOf(rule) ?? "")) return "ineligible";
  if (rule.key.some(part => columnOf(claim, part) === null)) return "missing_key";
  if (at.basis !== "claimed" && !(claim.review === "通过" && reviewed)) return "not_reviewed";
  if (at.basis === "signed" && !happened(claim.signed_on, at)) return "not_signed";
  if (voided.has(unitYear(entry))) return "voided_with_unit";
  return null;
}

const DAYS = ["event_on", "applied_on", "reviewed_on", "signed_on"];

/** Returns whether the test surely holds, or surely does not; of what is missing or unknown neither is sure. */
function holds(test: Test, claim: Claim, at: At, negated: boolean): boolean {
  if ("not" in test) return holds(test.not, claim, at, !negated);
  if ("all" in test || "any" in test) {
    const parts = "all" in test ? test.all : test.any;
    const every = "all" in test !== negated;
    return every
      ? parts.every(part => holds(part, claim, at, negated))
      : parts.some(part => holds(part, claim, at, negated));
  }
  const {field, op, value} = test;
  const given = columnOf(claim, field);
  const values = typeof value === "string" ? [value] : (value ?? []);
  if (DAYS.includes(field)) {
    if (given === null || (field !== "event_on" && given > at.asOf)) return false;
    if (op === "present") return true;
    const is =
      op === "at_least" ? given >= values[0]! : op === "at_most" ? given <= values[0]! : values.includes(given);
    return is !== negated;
  }
  if (given === null) return false;
  if (op === "present") return true;
  const {codes} = at.policy.words[field]!;
  const place = codes.indexOf(given);
  if (place < 0) return false;
  const wanted = codes.indexOf(values[0]!);
  const is = op === "at_least" ? place >= wanted : op === "at_most" ? place <= wanted : values.includes(given);
  return is !== negated;
}

const COLUMNS: Readonly<Record<string, keyof Claim>> = {
  person_id: "person_key",
  event_id: "event_key",
  article_id: "article_key"
};

function columnOf(claim: Claim, field: string): string | null {
  const value = claim[COLUMNS[field] ?? (field as keyof Claim)] ?? null;
  if (typeof value === "boolean") return value ? "是" : "否";
  return value === null ? null : String(value);
}

function codeOf(rule: RuleAt & {claim: Claim}): string | null {
  return rule.by === null ? null : columnOf(rule.claim, rule.by);
}

/** Gives each key of a year to its first claim and marks the others as duplicates of it; returns the holders. */
function giveKeys(open: readonly Entry[]): Entry[] {
  const holders: Entry[] = [];
  const keyed = grouped(open, ({claim, row, rule}) => {
    const {key, across, space} = rule!;
    const parts = key.map(part => [part, columnOf(claim, part)]);
    return JSON.stringify([row.year, space, across === "all" ? null : claim.unit, parts]);
  });
  for (const entries of keyed) {
    const [holder, ...others] = entries.sort(holdsBefore) as [Entry, ...Entry[]];
    holders.push(holder);
    for (const {row} of others) {
      row.disposition = "duplicate";
      row.dup_of = holder.claim.claim_id;
    }
    const contested = entries.some(({claim}) => claim.unit !== holder.claim.unit);
    for (const {row} of entries) row.contested = contested;
  }
  return holders;
}

function holdsBefore(a: Entry, b: Entry): number {
  return turn(a) - turn(b) || a.rule!.seq - b.rule!.seq || itemValue(b) - itemValue(a) || byEvent(a, b);
}

/** Returns 0 where the office gave the person to the unit, which only matters where persons are the key. */
function turn({claim, rule}: Entry): number {
  return claim.settled && rule!.key.includes("person_id") ? 0 : 1;
}

/** Returns what the item is worth by itself; items worth by their number come after all others. */
function itemValue({rule}: Entry): number {
  return rule!.by === null ? -1 : rule!.each.get(codeOf(rule!)!)!;
}

function byEvent(a: Entry, b: Entry): number {
  return compare(a.claim.event_on, b.claim.event_on) || compare(a.claim.claim_id, b.claim.claim_id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function worth(entry: Entry, nth: number): number {
  const {steps} = entry.rule!;
  if (!steps) return itemValue(entry);
  const step = steps.find(({from, to}) => from <= nth && (to === null || nth <= to))!;
  return step.once && nth > step.from ? 0 : step.points;
}

function capOf(rule: RuleAt, code: string | null): RuleAt["caps"][number] | undefined {
  return rule.caps.find(({codes}) => codes === null || codes.includes(code!));
}

/** Returns the cap over the item as it is on the day: of all items of its code. */
function capOn({rule, row}: Entry, day: string, at: At): number | null {
  return capOf(ruleAt(row.rule_id, row.year, day, at)!, codeOf(rule!))?.max ?? null;
}

/** Returns the running sum the item goes to: that of the cap over it, also on a day of the year when that cap is not. */
function sumOf({rule, row}: Entry, at: At): string {
  const code = codeOf(rule!);
  const others = at.days[rule!.seq - 1]!.map(day => ruleAt(row.rule_id, row.year, day, at)!);
  const cap = [rule!, ...others].map(one => capOf(one, code)).find(found => found);
  return cap ? JSON.stringify(cap.codes && [...cap.codes].sort()) : "none";
}

/**
 * Gives each item, in the order of days, what its cap leaves beside the points that the sum has by then. The sum so far
 * begins anew from those points where the cap has changed since the item before: what is lost stays lost.
 */
function bound(sum: readonly Entry[], capOn: (entry: Entry, day: string) => number | null, at: At): void {
  let had = 0;
  let so = 0;
  let last = "";
  for (const entry of sum) {
    const {row} = entry;
    const {event_on: today} = entry.claim;
    if (changes(last, today, entry, capOn, at)) so = had;
    so += row.raw;
    row.cap = capOn(entry, today);
    row.cumulative = so;
    row.points = room(row.cap, had, row.raw);
    had += row.points;
    last = today;
  }
}

/** Returns whether the cap over the item is another on some day between than on the day before. */
function changes(
  last: string,
  today: string,
  entry: Entry,
  capOn: (entry: Entry, day: string) => number | null,
  at: At
): boolean {
  const days = [...at.days[entry.rule!.seq - 1]!].sort();
  return days.some((day, i) => i > 0 && last < day && day <= today && capOn(entry, day) !== capOn(entry, days[i - 1]!));
}

/** Bounds what several rules are worth together; where that takes points away, it is what the row shows. */
function boundTogether(items: Entry[], at: At): void {
  let had = 0;
  let so = 0;
  let last = "";
  items.sort(
    (a, b) =>
      compare(a.claim.event_on, b.claim.event_on) ||
      a.rule!.seq - b.rule!.seq ||
      compare(a.claim.claim_id, b.claim.claim_id)
  );
  const maxOn = ({row}: Entry, day: string): number | null => ruleAt(row.rule_id, row.year, day, at)!.limit!.max;
  for (const entry of items) {
    const {row, claim} = entry;
    if (changes(last, claim.event_on, entry, maxOn, at)) so = had;
    so += row.points;
    const max = maxOn(entry, claim.event_on);
    const left = room(max, had, row.points);
    if (left < row.points) {
      row.cap = max;
      row.cumulative = so;
      row.points = left;
    }
    had += left;
    last = claim.event_on;
  }
}

/** Returns how much of the points there is room for under the cap. */
function room(cap: number | null, had: number, points: number): number {
  return cap === null ? points : Math.max(0, Math.min(points, cap - had));
}

function wordFor({raw, points}: LedgerRow): Disposition {
  if (raw === 0) return "counted_no_increment";
  if (points === raw) return "counted";
  return points === 0 ? "over_cap" : "counted_partly";
}

function grouped<T>(items: readonly T[], name: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = name(item);
    const group = groups.get(own);
    if (group) group.push(item);
    else groups.set(own, [item]);
  }
  return [...groups.values()];
}
