/**
 * Haicheng's bonus points once more, by hand: written from the text of the rules, it imports nothing of `scoring/` and
 * reads no policy file, so that an error in the one is not an error in the other. Points are whole thousandths.
 */

/** A claim as it stands in `core.claims`; dates are ISO text. */
export interface Claim {
  claim_id: string;
  unit: string;
  rule: string;
  event_on: string;
  level: string | null;
  person_key: string | null;
  employment: string | null;
  degree: string | null;
  title: string | null;
  recognised: boolean | null;
  event_key: string | null;
  role: string | null;
  article_key: string | null;
  outlet: string | null;
  aspect: string | null;
  verdict: string | null;
  applied_on?: string | null;
  review: string | null;
  reviewed_on: string | null;
  signed_on: string | null;
  revoked_on: string | null;
  revoke_ground: string | null;
  /** Whether the office decided that the person is this unit's, where several claim the person; no by default. */
  settled?: boolean;
  source_file: string;
  source_sheet: string | null;
  source_row: number;
}

export const BASES = ["signed", "reviewed", "claimed"] as const;
export type Basis = (typeof BASES)[number];

/** The readings that move points, each with its options, the default first. */
export const READINGS = {
  tier1: ["flat", "per_head"],
  title_above: ["at_least", "exactly"],
  local_steps: ["after_3", "after_1"],
  one_person: ["one_rule", "both_rules"],
  shared_person: ["one_unit", "each_unit"],
  item3: ["item", "aspect"],
  item5: ["aspect", "item"],
  cap4: ["both", "upper"],
  reprint: ["once_best", "each_outlet"],
  place_by: ["event_on", "signed_on"],
  void_scope: ["unit_year", "claim"]
} as const;

export type Reading = keyof typeof READINGS;
export type Readings = {[id in Reading]?: (typeof READINGS)[id][number]};

export interface OracleOptions {
  asOf: string;
  basis: Basis;
  /** What is not named has its default. */
  readings?: Readings;
}

export const DISPOSITIONS = [
  "out_of_period",
  "not_in_force",
  "not_scored",
  "revoked",
  "rejected",
  "ineligible",
  "missing_key",
  "not_reviewed",
  "not_signed",
  "voided_with_unit",
  "duplicate",
  "counted",
  "counted_no_increment",
  "counted_partly",
  "over_cap"
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export interface LedgerRow {
  year: number;
  basis: Basis;
  unit_id: string;
  rule_id: string;
  claim_id: string;
  event_on: string;
  /** Empty where the claim does not count, like `cumulative` and `cap`. */
  nth: number | null;
  raw: number;
  cumulative: number | null;
  /** Empty also where no cap covers the item. */
  cap: number | null;
  points: number;
  disposition: Disposition;
  dup_of: string | null;
  contested: boolean;
  source_file: string;
  source_sheet: string | null;
  source_row: number;
}

const IN_FORCE_FROM = "2021-10-29";

/** Returns the ledger of one basis, a row for every claim, in the order of the claims. */
export function scoreByHand(claims: readonly Claim[], options: OracleOptions): LedgerRow[] {
  const at = {...options, readings: {...DEFAULTS, ...options.readings}};
  const rows = claims.map(claim => ({claim, row: emptyRow(claim, at)}));
  const voided = voidedUnitYears(rows, at);
  const open: Entry[] = [];
  for (const entry of rows) {
    const stop = firstGate(entry, voided, at);
    if (stop === null) open.push(entry);
    else entry.row.disposition = stop;
  }
  const counting = giveKeys(open, at);
  number(counting);
  earn(counting, at);
  cap(counting, at);
  return rows.map(entry => entry.row);
}

interface Entry {
  claim: Claim;
  row: LedgerRow;
}

interface At {
  asOf: string;
  basis: Basis;
  readings: Required<Readings>;
}

const DEFAULTS = Object.fromEntries(
  Object.entries(READINGS).map(([id, options]) => [id, options[0]])
) as Required<Readings>;

function emptyRow(claim: Claim, at: At): LedgerRow {
  return {
    year: yearOf(claim, at),
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
}

/** Returns the year the claim stands in: its event's, or its signature's under that reading and once signed. */
function yearOf(claim: Claim, at: At): number {
  const bySignature = at.readings.place_by === "signed_on" && happened(claim.signed_on, at);
  return Number((bySignature ? claim.signed_on! : claim.event_on).slice(0, 4));
}

/** Returns whether the date is given and not after as-of. */
function happened(date: string | null, at: At): boolean {
  return date !== null && date <= at.asOf;
}

/** Returns the unit-years that a false report voids, whatever became of the false claim itself. */
function voidedUnitYears(rows: readonly Entry[], at: At): Set<string> {
  const voided = new Set<string>();
  if (at.readings.void_scope === "claim") return voided;
  for (const {claim, row} of rows) {
    const falseReport = claim.revoke_ground === "虚报" || claim.revoke_ground === "瞒报";
    if (falseReport && happened(claim.revoked_on, at)) voided.add(`${claim.unit} ${row.year}`);
  }
  return voided;
}

/** Returns the first gate that stops the claim, top-down, or null if it is past them all. */
function firstGate({claim, row}: Entry, voided: ReadonlySet<string>, at: At): Disposition | null {
  if (claim.event_on > at.asOf) return "out_of_period";
  if (claim.event_on < IN_FORCE_FROM) return "not_in_force";
  if (claim.rule === "N") return "not_scored";
  if (happened(claim.revoked_on, at)) return "revoked";
  const reviewed = happened(claim.reviewed_on, at);
  if (claim.review === "不予认定" && reviewed) return "rejected";
  if (!isEligible(claim, at)) return "ineligible";
  if (keyParts(claim, at).includes(null)) return "missing_key";
  if (at.basis !== "claimed" && !(claim.review === "通过" && reviewed)) return "not_reviewed";
  if (at.basis === "signed" && !happened(claim.signed_on, at)) return "not_signed";
  if (voided.has(`${claim.unit} ${row.year}`)) return "voided_with_unit";
  return null;
}

/** Returns whether the rule's conditions hold; what is missing or unknown never holds. */
function isEligible(claim: Claim, at: At): boolean {
  switch (claim.rule) {
    case "R1": {
      const titled = claim.title === "副高级" || (claim.title === "正高级" && at.readings.title_above === "at_least");
      return claim.employment === "全职" && (claim.degree === "博士" || titled);
    }
    case "R2":
      return claim.recognised === true;
    case "R3":
      return isUpper(claim.level);
    case "R4":
      return claim.outlet !== null && (claim.level === "海城市级" || isUpper(claim.level));
    case "R5":
      return claim.verdict === "显著";
    default:
      return false;
  }
}

function isUpper(level: string | null): boolean {
  return level === "鞍山市级" || level === "省级" || level === "国家级";
}

/** Returns the parts of what makes two claims the same thing; a null part is a missing one. */
function keyParts(claim: Claim, at: At): (string | null)[] {
  const {readings} = at;
  switch (claim.rule) {
    case "R1":
    case "R2": {
      const rule = readings.one_person === "one_rule" ? "R1R2" : claim.rule;
      const scope = readings.shared_person === "one_unit" ? "everywhere" : claim.unit;
      return [rule, scope, claim.person_key];
    }
    case "R3":
      return ["R3", claim.unit, claim.role, readings.item3 === "item" ? claim.event_key : "any event"];
    case "R4":
      return ["R4", claim.unit, claim.article_key, readings.reprint === "each_outlet" ? claim.outlet : "any outlet"];
    case "R5":
      return ["R5", claim.unit, claim.aspect, readings.item5 === "item" ? claim.claim_id : "any claim"];
    default:
      return [null];
  }
}

/** Gives each key of a year to its first claim, marks the others as duplicates of it, and returns the holders. */
function giveKeys(open: readonly Entry[], at: At): Entry[] {
  const sharing = groupBy(open, ({claim, row}) => JSON.stringify([row.year, ...keyParts(claim, at)]));
  const holders: Entry[] = [];
  for (const entries of sharing.values()) {
    const [holder, ...others] = entries.sort(holdsBefore) as [Entry, ...Entry[]];
    holders.push(holder);
    for (const {row} of others) {
      row.disposition = "duplicate";
      row.dup_of = holder.claim.claim_id;
    }
    const ofPerson = holder.claim.rule === "R1" || holder.claim.rule === "R2";
    const contested = ofPerson && entries.some(({claim}) => claim.unit !== holder.claim.unit);
    for (const {row} of entries) row.contested = contested;
  }
  return holders;
}

/** A person goes to the unit that the office decided for; what a claim says of persons matters in their rules alone. */
function turn({claim}: Entry): string {
  return claim.settled && (claim.rule === "R1" || claim.rule === "R2") ? "0" : "1";
}

function holdsBefore(a: Entry, b: Entry): number {
  return (
    compare(turn(a), turn(b)) ||
    compare(a.claim.rule, b.claim.rule) ||
    itemValue(b.claim) - itemValue(a.claim) ||
    happensBefore(a, b)
  );
}

function happensBefore(a: Entry, b: Entry): number {
  return compare(a.claim.event_on, b.claim.event_on) || compare(a.claim.claim_id, b.claim.claim_id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns what an item is worth by itself: only in the media rule does one item differ from another. */
function itemValue(claim: Claim): number {
  if (claim.rule !== "R4") return 0;
  return claim.level === "海城市级" ? 200 : 500;
}

/** Numbers the counting claims of each unit, year and rule in the order they happened. */
function number(counting: readonly Entry[]): void {
  const lists = groupBy(counting, ({row}) => JSON.stringify([row.year, row.unit_id, row.rule_id]));
  for (const entries of lists.values()) {
    entries.sort(happensBefore).forEach(({row}, i) => {
      row.nth = i + 1;
    });
  }
}

/** Writes what each counting claim is worth before the caps. */
function earn(counting: readonly Entry[], at: At): void {
  for (const {claim, row} of counting) row.raw = rawPoints(claim, row.nth!, at);
}

function rawPoints(claim: Claim, nth: number, at: At): number {
  switch (claim.rule) {
    case "R1":
      return stepPoints(nth, 3, at);
    case "R2":
      return stepPoints(nth, at.readings.local_steps === "after_3" ? 3 : 1, at);
    case "R3":
      return 100;
    case "R4":
      return itemValue(claim);
    default:
      return 200;
  }
}

/** Returns what the nth person is worth where the first step ends with person `last`. */
function stepPoints(nth: number, last: number, at: At): number {
  if (nth > last) return 100;
  if (at.readings.tier1 === "per_head") return 500;
  return nth === 1 ? 500 : 0;
}

/** Writes the running sum under each cap, the points that are left, and the word for it. */
function cap(counting: readonly Entry[], at: At): void {
  const lists = groupBy(counting, ({claim, row}) =>
    JSON.stringify([row.year, row.unit_id, row.rule_id, limit(claim, at)])
  );
  for (const entries of lists.values()) {
    const most = limit(entries[0]!.claim, at);
    let before = 0;
    for (const {row} of entries.sort((a, b) => a.row.nth! - b.row.nth!)) {
      const after = before + row.raw;
      row.cap = most;
      row.cumulative = after;
      row.points = most === null ? row.raw : Math.min(most, after) - Math.min(most, before);
      row.disposition = countedWord(row.raw, row.points);
      before = after;
    }
  }
}

/** Returns the cap that covers the claim, or null if none does. */
function limit(claim: Claim, at: At): number | null {
  if (claim.rule === "R3") return 400;
  if (claim.rule === "R5") return 600;
  if (claim.rule !== "R4") return 1000;
  return at.readings.cap4 === "upper" && claim.level === "海城市级" ? null : 2000;
}

function countedWord(raw: number, points: number): Disposition {
  if (raw === 0) return "counted_no_increment";
  if (points === raw) return "counted";
  return points === 0 ? "over_cap" : "counted_partly";
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
