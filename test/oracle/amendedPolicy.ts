import {BEGINS, type Cell, FROM, later, Paper, type PaperFile, spread} from "./paper.ts";
import {type PlainPolicy, type PlainRule, policyText, type Value, valueAt, yearOf} from "./plainPolicy.ts";
import {type Random, randomFrom} from "./random.ts";

/** A small policy and the papers that amend it, as files and as plain data, with every clause that can be idle. */
export interface AmendedPolicy {
  plain: PlainPolicy;
  files: readonly PaperFile[];
  clauses: readonly PlainClause[];
  /** The days from which something may be otherwise. */
  days: readonly string[];
}

/** One value of the policy from the day it holds, and the policy as it would be were that value another. */
export interface PlainClause {
  kind: "when" | "step" | "cap" | "limit";
  /** Where a warning of it stands. */
  file: string;
  path: readonly (string | number)[];
  /** Whether it holds on some day on which a rule that it concerns counts, and what is looked for in it. */
  sought: boolean;
  other: PlainPolicy;
}

const LEVELS = ["市级", "省级"];
const ROLES = ["主办", "协办"];

/** Returns a policy of two rules, some under a limit, amended once or twice: each paper sets, adds and ends what chance says. */
export function amendedPolicy(seed: number): AmendedPolicy {
  const random = randomFrom(seed);
  const draft = new Draft(random);
  const papers = [
    new Paper("first.json", "2024-07-01", random),
    ...(random.percent(60) ? [new Paper("second.json", random.pick(["2024-10-01", "2025-04-01"]), random)] : [])
  ];
  const base = {file: "base.json", text: spread(JSON.parse(policyText(draft.plain)))};
  for (const paper of papers) {
    if (random.percent(30)) draft.end(paper);
    if (random.percent(30)) draft.addRule(paper);
    if (random.percent(40)) draft.addLimit(paper);
    for (let more = 1 + random.below(3); more > 0; more--) draft.set(paper);
    draft.paperSlots();
  }
  const files = [base, ...papers.map((paper, i) => paper.written(i ? papers[i - 1]!.id : "invented"))];
  const days = [FROM, ...papers.map(({from}) => from)];
  for (let year = 2024; year <= 2026; year++) days.push(`${year}-${BEGINS}`);
  return {plain: draft.plain, files, clauses: draft.clauses(days), days: [...new Set(days)].sort()};
}

/** A value that papers may set, and where each of its versions stands. */
interface Slot {
  kind: PlainClause["kind"];
  /** The rules that it concerns; null is all under the limit. */
  rule: PlainRule | null;
  /** Whether a first step, which nothing comes before. */
  first: boolean;
  /** What an amendment calls it. */
  name: string;
  cell: Cell;
  places: {file: string; path: readonly (string | number)[]}[];
  starts: (string | number)[];
  fresh(): unknown;
  other(value: unknown): unknown;
  written(value: unknown): unknown;
}

const MARK = Symbol("the version that is looked for");

class Draft {
  readonly plain: PlainPolicy;
  readonly #random: Random;
  #slots: Slot[] = [];
  #fresh: Slot[] = [];

  constructor(random: Random) {
    this.#random = random;
    const limited = random.percent(50);
    const max = {plain: this.#limit()};
    this.plain = {
      from: FROM,
      begins: BEGINS,
      readings: {},
      words: {level: {ordered: true, codes: LEVELS}, role: {ordered: false, codes: ROLES}},
      placeBy: {plain: "event_on"},
      scope: {plain: "claim"},
      grounds: ["虚报"],
      rules: [this.#steps("role", random.pick(["person_id", "person_id", "role"])), this.#codes()],
      limits: limited ? [{over: {plain: ["R1", "R2"]}, max}] : []
    };
    const file = "base.json";
    for (const [i, rule] of this.plain.rules.entries()) this.#slotsOf(rule, `R${i + 1}`, file, ["score", `R${i + 1}`]);
    if (limited) this.#slot("limit", "limits.0.max", max, {file, path: ["limits", 0, "max"]}, () => this.#limit());
    this.paperSlots();
  }

  /** What a paper adds can be set by the next. */
  paperSlots(): void {
    this.#slots.push(...this.#fresh.splice(0));
  }

  set(paper: Paper): void {
    const {start} = paper;
    const open = this.#slots.filter(({starts, name}) => !starts.includes(start) && !(name in paper.set));
    if (!open.length) return;
    const slot = this.#random.pick(open);
    const value = slot.fresh();
    paper.set[slot.name] = {value: slot.written(value), cite: paper.id};
    slot.starts.push(start);
    slot.places.push({file: paper.file, path: ["set", slot.name, "value"]});
    later(slot.cell, paper, value);
  }

  end(paper: Paper): void {
    const i = this.#random.below(2);
    const rule = this.plain.rules[i]!;
    if (rule.to !== null) return;
    paper.ends.push({rule: `R${i + 1}`, cite: paper.id});
    Object.assign(rule, {to: paper.holds});
  }

  addRule(paper: Paper): void {
    if (this.plain.rules.length > 2) return;
    const rule = {...this.#steps(null, "person_id"), from: paper.holds};
    (this.plain.rules as PlainRule[]).push(rule);
    const {from: _, ...written} = JSON.parse(policyText(this.plain)).score.R3;
    paper.rules.R3 = {...written, cite: paper.id};
    this.#slotsOf(rule, "R3", paper.file, ["add", "rules", "R3"]);
  }

  addLimit(paper: Paper): void {
    if (this.plain.limits.length) return;
    const over = this.plain.rules.map((_, i) => `R${i + 1}`);
    const max: Cell = {plain: null};
    const value = this.#limit();
    (this.plain.limits as unknown[]).push({over: {plain: over}, max});
    later(max, paper, value);
    paper.limits.push({over, max: decimal(value), cite: paper.id});
    const none = {file: "", path: []};
    this.#slot("limit", "limits.0.max", max, none, () => this.#limit());
    const [slot] = this.#fresh.slice(-1);
    slot!.places.push({file: paper.file, path: ["add", "limits", 0, "max"]});
    slot!.starts.push(paper.start);
  }

  /** Returns every version of every value with the policy as it would be with another in its place. */
  clauses(days: readonly string[]): PlainClause[] {
    return this.#slots.flatMap(slot => {
      const {kind, cell, places, other, first} = slot;
      const versions = cell.dated?.map(({value}) => value) ?? [cell as {plain: unknown}];
      return versions.flatMap((version, i): PlainClause[] => {
        const {file, path} = places[i]!;
        const value = version.plain;
        if (!file || value === null) return [];
        version.plain = other(value);
        const changed = structuredClone(this.plain);
        version.plain = MARK;
        const sought = !first && days.some(day => this.#holds(slot, day));
        version.plain = value;
        return [{kind, file, path, sought, other: changed}];
      });
    });
  }

  /** Returns whether the marked version of the value is that of the day, and a rule counts then. */
  #holds({cell, rule}: Slot, day: string): boolean {
    const at = {year: yearOf(day, BEGINS), day, readings: {}};
    const rules = rule ? [rule] : this.plain.rules.slice(0, 2);
    const counts = rules.some(({from, to}) => (from ?? day) <= day && (to === null || day < to));
    return counts && valueAt(cell as Value<unknown>, BEGINS, at) === MARK;
  }

  #slotsOf(rule: PlainRule, id: string, file: string, path: readonly (string | number)[]): void {
    const at = (...more: (string | number)[]) => ({file, path: [...path, ...more]});
    const of = (cell: Value<unknown>): Cell => cell as Cell;
    const field = id === "R1" ? "role" : id === "R2" ? "level" : null;
    if (field) {
      const when = of(rule.when);
      const fresh = () => this.#when(field).plain;
      this.#slot("when", `score.${id}.when`, when, at("when"), fresh, {
        rule,
        other: () => ({field, op: "in", value: []}),
        written: value => predicate(value)
      });
    }
    const earn = (rule.earn as {plain: unknown}).plain as {steps?: {points: Cell; once: boolean}[]};
    for (const [i, {points, once}] of (earn.steps ?? []).entries()) {
      const name = `score.${id}.earn.${i}.${once ? "once" : "each"}`;
      this.#slot("step", name, points, at("earn", i), () => this.#worth(), {
        rule,
        first: i === 0,
        other: value => (value ? 0 : 1)
      });
    }
    const caps = (rule.caps as {plain: unknown}).plain as {max: Cell}[];
    for (const [i, {max}] of caps.entries()) {
      this.#slot("cap", `score.${id}.caps.${i}.max`, max, at("caps", i), () => this.#cap(), {rule});
    }
  }

  #slot(
    kind: Slot["kind"],
    name: string,
    cell: Cell,
    place: Slot["places"][number],
    fresh: () => unknown,
    more: Partial<Pick<Slot, "rule" | "first" | "other" | "written">> = {}
  ): void {
    this.#fresh.push({
      kind,
      rule: null,
      first: false,
      name,
      cell,
      places: [place],
      starts: [],
      fresh,
      other: value => (value as number) - 1,
      written: value => decimal(value as number),
      ...more
    });
  }

  #steps(field: "role" | null, key: string): PlainRule {
    const random = this.#random;
    const points = (): Value<number> => ({plain: this.#worth()});
    const cuts = random.pick([[], [1], [2], [1, 2], [1, 3], [3]]);
    const steps = [...cuts, null].map((to, i) => ({
      from: i ? cuts[i - 1]! + 1 : 1,
      to,
      once: random.percent(20),
      points: points()
    }));
    return {
      when: field ? this.#when(field) : {plain: {field: "event_on", op: "present", value: null}},
      key: {plain: [key]},
      across: {plain: "unit"},
      shares: null,
      earn: {plain: {steps}},
      caps: {plain: random.percent(25) ? [] : [{max: {plain: this.#cap()}, codes: null}]},
      from: null,
      to: null
    };
  }

  #codes(): PlainRule {
    const random = this.#random;
    const cap = () => ({plain: this.#cap()});
    const caps = random.pick([
      [],
      [{max: cap(), codes: null}],
      [{max: cap(), codes: ["省级"]}],
      LEVELS.map(level => ({max: cap(), codes: [level]}))
    ]);
    return {
      when: this.#when("level"),
      key: {plain: [random.pick(["event_id", "event_id", "level"])]},
      across: {plain: "unit"},
      shares: null,
      earn: {plain: {by: "level", each: Object.fromEntries(LEVELS.map(level => [level, {plain: this.#worth()}]))}},
      caps: {plain: caps},
      from: null,
      to: null
    };
  }

  #when(field: "role" | "level"): {plain: {field: string; op: string; value: string[]}} {
    const words = field === "role" ? ROLES : LEVELS;
    return {plain: {field, op: "in", value: this.#random.pick([words, words, [words[0]!], [words[1]!]])}};
  }

  #worth(): number {
    return this.#random.pick([0, 200, 200, 300]);
  }

  #cap(): number {
    return this.#random.pick([200, 300, 400, 600]);
  }

  #limit(): number {
    return this.#random.pick([200, 300, 500, 700, 900]);
  }
}

function predicate(value: unknown): unknown {
  const {field, op, value: words} = value as {field: string; op: string; value: string[]};
  return [field, op, words];
}

function decimal(thousandths: number): string {
  return (thousandths / 1000).toFixed(3);
}
