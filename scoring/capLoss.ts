import type {Plain} from "../loaders/yaml.ts";
import {capGroups} from "./capGroups.ts";
import {placeOf} from "./clause.ts";
import type {Policy, RuleText} from "./policy.ts";
import type {Rule} from "./rule.ts";
import {isMap, maybeText, valueAt} from "./tree.ts";
import {changedIn, unwrap, type View} from "./unwrap.ts";

/** A row of the ledger that counts, with the facts of its claim; points are whole thousandths. */
export interface CountedItem {
  unitId: string;
  year: number;
  ruleId: string;
  claimId: string;
  eventOn: string;
  nth: number;
  raw: number;
  points: number;
  /** Column of `bonus_inputs` → its value: those by which rules may earn. */
  facts: Readonly<Record<string, string | number | null>>;
}

/** A cap, or a limit over several rules, that took points from an item. */
export interface CapLoss {
  /** Its name in the policy, where it has one. */
  title: string | null;
  /** What it is over: the rule, or the rules; of one rule perhaps only items of these codes. */
  rules: readonly string[];
  codes: readonly string[] | null;
  max: number;
  /** What there was under it before the item, and what it took away. */
  used: number;
  taken: number;
  /** Where it is laid down. */
  clause: string;
}

/**
 * Returns for each claim what took points from it: its rule's cap, a limit over several rules, or both. Throws where that
 * does not come to the points that the ledger has: that cannot be.
 */
export function capLosses(
  policy: Policy,
  readings: ReadonlyMap<string, string>,
  items: readonly CountedItem[]
): Map<string, CapLoss[]> {
  const rules = new Map((policy.bonus?.rules ?? []).map(rule => [rule.id, new CappedRule(policy, rule, readings)]));
  const capped = new Sums();
  const own = items.toSorted(byNumber).map(item => {
    const bound = rules.get(item.ruleId)!.capOf(item);
    return {item, ...capped.add(item, bound, item.raw)};
  });
  const limited = new Sums();
  const order = new Map([...rules.keys()].map((id, i) => [id, i]));
  const turn = (a: CountedItem, b: CountedItem) =>
    compare(a.eventOn, b.eventOn) || order.get(a.ruleId)! - order.get(b.ruleId)! || compare(a.claimId, b.claimId);
  const losses = new Map<string, CapLoss[]>();
  for (const {item, left, loss} of own.toSorted((a, b) => turn(a.item, b.item))) {
    const all = limited.add(item, rules.get(item.ruleId)!.limitOf(item), left);
    if (all.left !== item.points) {
      throw new Error(`${item.claimId} has ${item.points} in the ledger, under its caps it comes to ${all.left}`);
    }
    const found = [loss, all.loss].filter(one => one !== null);
    if (found.length) losses.set(item.claimId, found);
  }
  return losses;
}

/** Returns what names the running sum of its rule's cap that an item goes under; null where no cap of the year is over it. */
export function cappedSums(
  policy: Policy,
  readings: ReadonlyMap<string, string>
): (item: Pick<CountedItem, "ruleId" | "year" | "eventOn" | "facts">) => string | null {
  const rules = new Map(policy.bonus!.rules.map(rule => [rule.id, new CappedRule(policy, rule, readings)]));
  return item => rules.get(item.ruleId)!.capOf(item)?.sum ?? null;
}

function byNumber(a: CountedItem, b: CountedItem): number {
  return a.nth - b.nth;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What bounds an item, and the name of the sum that it goes under. */
interface Bound extends Omit<CapLoss, "max" | "used" | "taken"> {
  sum: string;
  /** Null where nothing bounds the sum at the time. */
  max: number | null;
}

/** Running sums, each unit and year for itself: what a cap took away fills no later one. */
class Sums {
  readonly #had = new Map<string, number>();

  add({unitId, year}: CountedItem, bound: Bound | null, points: number): {left: number; loss: CapLoss | null} {
    if (!bound) return {left: points, loss: null};
    const {sum, max, ...named} = bound;
    const key = JSON.stringify([unitId, year, sum]);
    const used = this.#had.get(key) ?? 0;
    const left = max === null ? points : Math.max(0, Math.min(points, max - used));
    this.#had.set(key, used + left);
    const taken = points - left;
    return {left, loss: max === null || taken === 0 ? null : {...named, max, used, taken}};
  }
}

/** The bounds of one rule, at any time. */
class CappedRule {
  readonly #policy: Policy;
  readonly #text: RuleText;
  readonly #readings: ReadonlyMap<string, string>;
  readonly #days: readonly string[];
  readonly #known = new Map<string, {rule: Rule; group(code: string): number | undefined}>();

  constructor(policy: Policy, text: RuleText, readings: ReadonlyMap<string, string>) {
    this.#policy = policy;
    this.#text = text;
    this.#readings = readings;
    this.#days = [...new Set(text.stretches.map(({day}) => day))].sort();
  }

  /** Returns the cap of the item; null where no cap of the year is over it. */
  capOf(item: Pick<CountedItem, "year" | "eventOn" | "facts">): Bound | null {
    const {rule, group} = this.#at(item);
    const code = rule.earn.kind === "codes" ? String(item.facts[rule.earn.field] ?? "") : "*";
    const number = group(code);
    if (number === undefined) return null;
    const i = rule.caps.findIndex(({codes}) => codes === null || codes.includes(code));
    const cap = rule.caps[i];
    const {id} = this.#text;
    return {
      ...{sum: `${id} ${number}`, title: null, rules: [id], codes: cap?.codes ?? null, max: cap?.max ?? null},
      clause: cap ? this.#clauseOfCap(i, this.#view(item)) : ""
    };
  }

  /** Returns the limit that the item is under with other rules; null where there is none. */
  limitOf(item: CountedItem): Bound | null {
    const {limit} = this.#at(item).rule;
    if (!limit) return null;
    const {number, over, max, clauses} = limit;
    const places = clauses.flatMap(id => this.#policy.clauses.get(id) ?? []).map(placeOf);
    const entry = valueAt(this.#policy.tree, ["limits", number - 1]);
    return {
      ...{sum: `${number}`, title: maybeText(entry, ["title"]) ?? null, rules: over, codes: null, max},
      clause: places.join("；") || officeWord(entry)
    };
  }

  #at({year, eventOn}: Pick<CountedItem, "year" | "eventOn">) {
    const n = this.#days.findLastIndex(day => day <= eventOn);
    const day = this.#days[Math.max(0, n)]!;
    const key = `${year} ${day}`;
    const known = this.#known.get(key);
    if (known) return known;
    const read = (one: string) => this.#text.read({readings: this.#readings, year, day: one});
    const rows = capGroups(this.#days.map(read))![Math.max(0, n)]!;
    const groups = new Map(rows.map(({code, group}) => [code, group]));
    const made = {rule: read(day), group: (code: string) => groups.get(code)};
    this.#known.set(key, made);
    return made;
  }

  #view({year, eventOn}: Pick<CountedItem, "year" | "eventOn">): View {
    return {readings: this.#readings, year, day: eventOn, begins: this.#policy.bonus!.begins};
  }

  /** A cap stands on what changed it last, in the list or the list as a whole; else on what the rule stands on. */
  #clauseOfCap(i: number, view: View): string {
    const {tree} = this.#policy;
    const start = ["score", this.#text.id, "caps"];
    const {path} = unwrap(start, valueAt(tree, start), view);
    const inside = changedIn(valueAt(tree, [...path, i]), view);
    const around = path.map((_, n) => valueAt(tree, path.slice(0, n))).filter(isBasis);
    const item = inside.at(-1) ?? around.at(-1);
    if (item) return this.#placeOf(item);
    const {clause} = this.#text.basisIn(view);
    const found = clause === null ? undefined : this.#policy.clauses.get(clause);
    return found ? placeOf(found) : officeWord(valueAt(tree, ["score", this.#text.id]));
  }

  #placeOf(item: {[key: string]: Plain}): string {
    const clause = typeof item.cite === "string" ? this.#policy.clauses.get(item.cite) : undefined;
    return clause ? placeOf(clause) : officeWord(item);
  }
}

/** A dated value with what it stands on. */
function isBasis(value: Plain): value is {[key: string]: Plain} {
  return isMap(value) && "value" in value && ("cite" in value || "basis" in value);
}

function officeWord(value: Plain): string {
  return isMap(value) ? `${String(value.decided_by)} ${String(value.decided_on)} 裁定` : "";
}
