import type {Placed} from "../loaders/error.ts";
import type {Plain} from "../loaders/yaml.ts";
import {checkBasis} from "./basis.ts";
import {capGroups} from "./capGroups.ts";
import type {Clause} from "./clause.ts";
import {type Cursor, changedIn, isMap, type View} from "./cursor.ts";
import {DeadParts} from "./dead.ts";
import {checkYear, readClaimFlow} from "./fixedBlocks.ts";
import {type Limits, readLimits} from "./limits.ts";
import {firstDayOf, isBeginning, lastDayOf, policyYear} from "./policyYear.ts";
import {chosenReadings, combinations, type Readings} from "./reading.ts";
import {type Rule, readRule} from "./rule.ts";
import {RULE} from "./shapes.ts";
import {changesOfWords, type Vocabulary, vocabularyIn} from "./vocab.ts";
import {
  allViews,
  type Changes,
  changesIn,
  checkWrappers,
  joinChanges,
  readingsIn,
  type Stretch,
  stretches
} from "./wrappers.ts";

/** What units earn: the rules, and what touches them all. */
export interface Bonus {
  /** R1 … RN in order. */
  rules: readonly RuleText[];
  /** Whether some rules are worth no more than a sum together. */
  limited: boolean;
  /** Grounds on which a revocation may void the unit's year. */
  grounds: readonly string[];
  /** The day on which policy years begin, mm-dd. */
  begins: string;
  /** Readings that touch every rule. */
  globalReadings: readonly string[];
  /** The stretches of event days between changes of what touches every rule. */
  stretches: readonly Pick<Stretch, "fromDay" | "pastDay" | "day">[];
  /** Returns by which date a fact that happened on the day is put in a year. */
  placeBy(readings: ReadonlyMap<string, string>, day: string): "event_on" | "signed_on";
  /** Returns what the revocation of a fact that happened on the day voids. */
  voidScope(readings: ReadonlyMap<string, string>, day: string): "unit_year" | "claim";
}

/** A rule as it stands in the file, readings undecided. */
export interface RuleText {
  id: string;
  /** Its number: the order in which rules take precedence. */
  seq: number;
  title: string;
  /** What offices call it in their claims, the usual name first. */
  names: readonly string[];
  /** The clause it stands on; null where it stands on the office's own word. */
  clause: string | null;
  /** Where to look it up: the clause's place in the document, or who decided and when. */
  basis: string;
  /** The same with the clauses of what has changed by then; `clauses` are their ids. */
  basisIn(view: Omit<View, "begins">): {basis: string; clauses: string[]};
  /** The first day in force and the day it ends; null where the policy's own hold. */
  from: string | null;
  to: string | null;
  /** The readings that it depends on. */
  readings: readonly string[];
  /** The stretches of years and event days between its changes; in each of them it reads the same. */
  stretches: readonly Stretch[];
  /** Returns the rule as it stands on the day, or at the end of the year where none is given. */
  read(sight: Pick<View, "readings" | "year"> & {day?: string}): Rule;
}

/** What the rules are read with. */
export interface BonusContext {
  clauses: ReadonlyMap<string, Clause>;
  /** The names of all clauses, also of those that have faults. */
  clauseIds: readonly string[];
  readings: Readings;
  vocab: Vocabulary;
  /** The policy's first day. */
  from: string;
  faults: Placed[];
  warnings: Placed[];
}

/** Reads the blocks `year`, `flow`, `score` and `limits` of a policy that gives points. */
export function readBonus(root: Cursor, context: BonusContext): Bonus {
  const {clauseIds, readings, from} = context;
  const begins = beginningOf(root);
  const times = wholeStretches(root, from, begins);
  const seen = (name: "year" | "flow", options: ReadonlyMap<string, string>, day: string) =>
    root.at(name).through({readings: options, year: policyYear(day, begins), day, begins});
  const views = (name: "year" | "flow") =>
    allViews(readingsIn(root.at(name).value), readings, chosenReadings(readings), times, begins);
  if (!root.has("year")) root.fault("缺少必填的键：“year”");
  else for (const view of views("year")) checkYear(root.at("year").through(view), ["event_on", "signed_on"]);
  const placed = (options: ReadonlyMap<string, string>, day: string) => seen("year", options, day).at("place_by");
  const scope = (flow: Cursor) => flow.at("claim").at("revoke").at("scope");
  const grounds = root.has("flow") ? readClaimFlow(seen("flow", chosenReadings(readings), from), clauseIds) : [];
  for (const view of views("flow")) {
    const found = scope(root.at("flow").through(view));
    if (found.value !== null) found.word(["unit_year", "claim"], "范围");
  }
  const limits = readLimits(root.at("limits"), {clauseIds, readings, rules: ruleIds(root), from, begins});
  const rules = readRules(root, limits, context, begins);
  if (!context.faults.length) context.warnings.push(...deadLimits(root, rules, context, begins));
  return {
    rules,
    limited: limits.any,
    grounds,
    begins,
    globalReadings: [...readingsIn(root.at("year").value), ...readingsIn(root.at("flow").value)],
    stretches: times,
    placeBy: (options, day) => (placed(options, day).value === "signed_on" ? "signed_on" : "event_on"),
    voidScope: (options, day) => (scope(seen("flow", options, day)).value === "claim" ? "claim" : "unit_year")
  };
}

/** Returns the limits that the rules under them cannot reach together on any day. */
function deadLimits(
  root: Cursor,
  rules: readonly RuleText[],
  {readings, vocab}: BonusContext,
  begins: string
): Placed[] {
  const dead = new DeadParts();
  const usual = chosenReadings(readings);
  for (const {year, day} of rules.flatMap(rule => rule.stretches)) {
    const view: View = {readings: usual, year, day, begins};
    const held = rules.filter(({to}) => to === null || day < to).map(rule => ({id: rule.id, rule: rule.read(view)}));
    for (const {rule} of held) {
      if (!rule.limit || rule.limit.max === null) continue;
      const {over, max, number} = rule.limit;
      const under = held.filter(({id}) => over.includes(id)).map(one => one.rule);
      const at = root
        .at("limits")
        .at(number - 1)
        .at("max");
      dead.lookAtLimit(at.through(view), max, under, vocabularyIn(vocab, view));
    }
  }
  return dead.warnings();
}

/** Returns the day on which the policy's years begin, mm-dd; the usual one where the file has a fault there. */
export function beginningOf(root: Cursor): string {
  const {value} = root.at("year").at("begins");
  return typeof value === "string" && isBeginning(value) ? value : "01-01";
}

/** Returns whether the values at the path touch all rules and may be dated. */
export function touchesAll(path: Cursor["path"]): boolean {
  return path.slice(0, 2).join(".") === "year.place_by" || path.slice(0, 4).join(".") === "flow.claim.revoke.scope";
}

/** What decides a fact's year cannot hang on that year: here a change with a year is one with its first day. */
function wholeStretches(root: Cursor, from: string, begins: string): Stretch[] {
  const {years, days} = joinChanges([
    changesIn(root.at("year").value, begins),
    changesIn(root.at("flow").value, begins)
  ]);
  const all = [...new Set([...years.map(year => firstDayOf(year, begins)), ...days])].sort();
  return stretches({years: [], days: all}, from, begins).map(one => ({...one, year: policyYear(one.day, begins)}));
}

/** Rules are numbered R1 … RN; the number is their order, wherever in the block they stand. */
function readRules(root: Cursor, limits: Limits, context: BonusContext, begins: string): RuleText[] {
  const score = root.at("score");
  const ids = score.keys().toSorted(byNumber);
  const names = ids.map((_, i) => `R${i + 1}`);
  const odd = ids.find(id => !names.includes(id));
  if (odd !== undefined) {
    score.faultAt(odd, `规则应依次叫 ${names.join("、")}，不能叫“${odd}”`);
    return [];
  }
  return ids.map((id, i) => readRuleText(score.at(id), id, i + 1, {...context, rules: ids, limits, begins}));
}

/** Returns the names of the rules, also of those that have faults. */
function ruleIds(root: Cursor): string[] {
  const {value} = root.at("score");
  return isMap(value) ? Object.keys(value).sort(byNumber) : [];
}

function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}

interface RuleContext extends BonusContext {
  rules: readonly string[];
  limits: Limits;
  begins: string;
}

function readRuleText(source: Cursor, id: string, seq: number, context: RuleContext): RuleText {
  const {clauses, clauseIds, readings, vocab, from, faults, warnings, rules, limits, begins} = context;
  const before = faults.length;
  const whole = source.only(RULE);
  const clause = checkBasis(source, clauseIds);
  checkWrappers(source, readings, clauseIds, {from, begins, dated: true});
  const used = [...new Set([...readingsIn(source.value), ...limits.readingsOf(id)])];
  const changes: Changes = joinChanges([
    changesIn(source.value, begins),
    limits.changesOf(id),
    changesOfWords(wordsNamedIn(source.value, vocab), begins)
  ]);
  const times = stretches(changes, from, begins);
  const usual: View = {readings: chosenReadings(readings), year: policyYear(from, begins), day: from, begins};
  const to = source.has("to") ? (source.at("to").date() ?? null) : null;
  // Words that come in after the rule has ended are none of its business.
  const wordsIn = (view: View): Vocabulary =>
    to === null || view.day < to ? vocabularyIn(vocab, view) : vocabularyIn(vocab, usual);
  const read: RuleText["read"] = ({readings: options, year, day = lastDayOf(year, begins)}) => {
    const view: View = {readings: options, year, day, begins};
    const rule = readRule(source.through(view, []), id, rules, wordsIn(view));
    if (!rule) throw new Error(`rule ${id} cannot be read with ${[...view.readings].join(" ")} on ${view.day}`);
    return {...rule, limit: limits.of(id, view)};
  };
  // Every option is read once here at every time, so that no scenario meets a fault later.
  if (whole && faults.length === before) {
    for (const view of allViews(used, readings, usual.readings, times, begins)) {
      readRule(source.through(view), id, rules, wordsIn(view));
    }
    if (faults.length === before) checkGroups(source, {used, readings, times, read});
  }
  if (faults.length === before) {
    const dead = new DeadParts();
    // As it is read where nothing is decided otherwise: an option that makes a step idle is an argument, not a slip.
    for (const view of allViews([], readings, usual.readings, times, begins)) {
      if (to === null || view.day < to) dead.look(source.through(view), read(view), wordsIn(view));
    }
    warnings.push(...dead.warnings());
  }
  const place = (cited: string): string => {
    const found = clauses.get(cited);
    return found ? [found.doc ?? "", found.at].join(" ").trim() : "";
  };
  const basis = clause === null ? officeWord(source.value) : place(clause);
  const basisIn: RuleText["basisIn"] = view => {
    const items = changedIn(source.value, {...view, begins});
    const cited = items.map(({cite}) => (typeof cite === "string" ? cite : null));
    const words = items.map((item, i) => (cited[i] == null ? officeWord(item) : place(cited[i])));
    return {
      basis: [...new Set([basis, ...words])].join("；"),
      clauses: [...new Set([clause, ...cited].filter(one => one !== null))]
    };
  };
  return {
    id,
    seq,
    title: source.has("title") ? (source.at("title").text() ?? id) : id,
    names: source.has("names")
      ? source
          .at("names")
          .items()
          .flatMap(item => item.text() ?? [])
      : [],
    clause,
    basis,
    basisIn,
    from: source.has("from") ? (source.at("from").date() ?? null) : null,
    to,
    readings: used,
    stretches: times,
    read
  };
}

/** A running sum that goes on through the year must be the sum of the same items: a fault where the caps divide them anew. */
function checkGroups(
  source: Cursor,
  at: {used: readonly string[]; readings: Readings; times: readonly Stretch[]; read: RuleText["read"]}
): void {
  for (const time of at.times) {
    if (time.fromDay === null) continue;
    const year = at.times.filter(other => other.year === time.year);
    for (const options of combinations(at.used, at.readings, chosenReadings(at.readings))) {
      const rules = year.map(({day}) => at.read({readings: options, year: time.year, day}));
      if (capGroups(rules)) continue;
      source
        .at("caps")
        .fault(
          `封顶各管哪些级别（codes），不能按事项日期（${time.fromDay}）在年中改变：用 whole_year_new 或 next_year`
        );
      return;
    }
  }
}

/** Returns the words of the vocabulary that belong to facts which the rule names. */
function wordsNamedIn(rule: Plain, vocab: Vocabulary): Vocabulary {
  const named = new Set(textsIn(rule));
  return new Map([...vocab].filter(([field]) => named.has(field)));
}

function textsIn(value: Plain): string[] {
  if (value === null) return [];
  return typeof value === "string" ? [value] : (Array.isArray(value) ? value : Object.values(value)).flatMap(textsIn);
}

function officeWord(value: Plain): string {
  return isMap(value) ? `${String(value.decided_by)} ${String(value.decided_on)} 裁定` : "";
}
