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
  kind: "when" | "step" | "cap" | "limit" | "over";
  /** Where a warning of it stands. */
  file: string;
  path: readonly (string | number)[];
  /** Whether it holds on some day on which a rule that it concerns counts, and what is looked for in it. */
  sought: boolean;
  /** Whether a paper set it for days on which every rule that it concerns has ended. */
  late: boolean;
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
  /** Whether the paper may set it: which rules a limit is over passes over with a year alone. */
  fits(paper: Paper): boolean;
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
    if (limited) this.#overSlot({file, path: ["limits", 0, "over"]});
    this.paperSlots();
  }

  /** What a paper adds can be set by the next. */
  paperSlots(): void {
    this.#slots.push(...this.#fresh.splice(0));
  }

  set(paper: Paper): void {
    const {start} = paper;
    const open = this.#slots.filter(
      ({starts, name, fits}) => !starts.includes(start) && !(name in paper.set) && fits(paper)
    );
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
    this.#overSlot({file: paper.file, path: ["add", "limits", 0, "over"]});
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
        if (kind === "over" && i === 0) return [];
        version.plain = other(value);
        const changed = structuredClone(this.plain);
        version.plain = value;
        const limits = kind === "over" ? [...changed.limits, this.#lowered(i)] : changed.limits;
        const late = i > 0 && this.#hasEnded(slot, i);
        version.plain = MARK;
        const sought = !first && days.some(day => this.#holds(slot, value, day));
        version.plain = value;
        return [{kind, file, path, sought, late, other: {...changed, limits}}];
      });
    });
  }

  /** Returns the limit a thousandth lower, over the rules of one version and of no other. */
  #lowered(version: number): PlainPolicy["limits"][number] {
    const limit = structuredClone(this.plain.limits[0]!);
    for (const [i, {value}] of (limit.over as Cell).dated!.entries()) if (i !== version) value.plain = [];
    const max = limit.max as Cell;
    for (const one of max.dated?.map(({value}) => value) ?? [max]) {
      if (typeof one.plain === "number") one.plain -= 1;
    }
    return limit;
  }

  /** Returns whether the version begins to hold when every rule that it concerns has ended. */
  #hasEnded(slot: Slot, version: number): boolean {
    const {from, transition, value} = slot.cell.dated![version]!;
    const year = yearOf(from, BEGINS) + (transition === "next_year" ? 1 : 0);
    const start = transition === "by_event_date" ? from : `${year}-${BEGINS}`;
    return this.#concerned(slot, value.plain, start).every(({to}) => to !== null && to <= start);
  }

  /** Returns whether the marked version of the value is that of the day, and a rule counts then. */
  #holds(slot: Slot, value: unknown, day: string): boolean {
    const at = {year: yearOf(day, BEGINS), day, readings: {}};
    if (valueAt(slot.cell as Value<unknown>, BEGINS, at) !== MARK) return false;
    return this.#concerned(slot, value, day).some(({from, to}) => (from ?? day) <= day && (to === null || day < to));
  }

  /** Returns the rules that a value of the slot is about on the day. */
  #concerned({rule, kind}: Slot, value: unknown, day: string): readonly PlainRule[] {
    if (rule) return [rule];
    const {over} = this.plain.limits[0]!;
    const ids = kind === "over" ? value : valueAt(over, BEGINS, {year: yearOf(day, BEGINS), day, readings: {}});
    return (ids as string[]).map(id => this.plain.rules[Number(id.slice(1)) - 1]!);
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

  #overSlot(place: Slot["places"][number]): void {
    const {over} = this.plain.limits[0]!;
    const sets = [
      ["R1", "R2"],
      ["R1", "R3"],
      ["R2", "R3"],
      ["R1", "R2", "R3"]
    ];
    this.#slot("over", "limits.0.over", over as Cell, place, () => this.#random.pick(sets), {
      fits: ({transition}) => this.plain.rules.length > 2 && transition !== "by_event_date",
      other: () => [],
      written: value => value
    });
  }

  #slot(
    kind: Slot["kind"],
    name: string,
    cell: Cell,
    place: Slot["places"][number],
    fresh: () => unknown,
    more: Partial<Pick<Slot, "rule" | "first" | "fits" | "other" | "written">> = {}
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
      fits: () => true,
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
