import type {Placed} from "../loaders/error.ts";
import type {Clause} from "./clause.ts";
import type {Cursor, View} from "./cursor.ts";
import {checkYear, readClaimFlow} from "./fixedBlocks.ts";
import {chosenReadings, type Readings} from "./reading.ts";
import {type Rule, readRule, warnDead} from "./rule.ts";
import type {Vocabulary} from "./vocab.ts";
import {allViews, changeYears, checkWrappers, readingsIn} from "./wrappers.ts";

/** What units earn: the rules, and what touches them all. */
export interface Bonus {
  /** R1 … RN in order. */
  rules: readonly RuleText[];
  /** Grounds on which a revocation may void the unit's year. */
  grounds: readonly string[];
  /** Readings that touch every rule. */
  globalReadings: readonly string[];
  placeBy(readings: ReadonlyMap<string, string>): "event_on" | "signed_on";
  voidScope(readings: ReadonlyMap<string, string>): "unit_year" | "claim";
}

/** A rule as it stands in the file, readings undecided. */
export interface RuleText {
  id: string;
  /** Its number: the order in which rules take precedence. */
  seq: number;
  title: string;
  /** The clause it stands on; null where it stands on the office's own word. */
  clause: string | null;
  /** Where to look it up: the clause's place in the document, or who decided and when. */
  basis: string;
  /** The first day in force and the day it ends; null where the policy's own hold. */
  from: string | null;
  to: string | null;
  /** The readings that it depends on. */
  readings: readonly string[];
  /** The years from which a dated value of it changes. */
  changes: readonly number[];
  read(view: View): Rule;
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

/** Reads the blocks `year`, `flow` and `score` of a policy that gives points. */
export function readBonus(root: Cursor, context: BonusContext): Bonus {
  const {clauseIds, readings, from} = context;
  const year = firstYear(from);
  const block = (name: "year" | "flow", options: ReadonlyMap<string, string>) =>
    root.at(name).through({readings: options, year});
  const views = (name: "year" | "flow") =>
    allViews(readingsIn(root.at(name).value), readings, chosenReadings(readings), [year]);
  if (!root.has("year")) root.fault("缺少必填的键：“year”");
  else for (const view of views("year")) checkYear(block("year", view.readings), ["event_on", "signed_on"]);
  const placed = (options: ReadonlyMap<string, string>) => block("year", options).at("place_by");
  const scope = (options: ReadonlyMap<string, string>) => block("flow", options).at("claim").at("revoke").at("scope");
  const grounds = root.has("flow") ? readClaimFlow(block("flow", chosenReadings(readings)), clauseIds) : [];
  for (const view of views("flow")) {
    if (scope(view.readings).value !== null) scope(view.readings).word(["unit_year", "claim"], "范围");
  }
  return {
    rules: readRules(root.at("score"), context),
    grounds,
    globalReadings: [...readingsIn(root.at("year").value), ...readingsIn(root.at("flow").value)],
    placeBy: options => (placed(options).value === "signed_on" ? "signed_on" : "event_on"),
    voidScope: options => (scope(options).value === "claim" ? "claim" : "unit_year")
  };
}

/** Rules are numbered R1 … RN; the number is their order, wherever in the block they stand. */
function readRules(score: Cursor, context: BonusContext): RuleText[] {
  const ids = score.keys().toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const names = ids.map((_, i) => `R${i + 1}`);
  const odd = ids.find(id => !names.includes(id));
  if (odd !== undefined) {
    score.faultAt(odd, `规则应依次叫 ${names.join("、")}，不能叫“${odd}”`);
    return [];
  }
  return ids.map((id, i) => readRuleText(score.at(id), id, i + 1, ids, context));
}

const REQUIRED = ["when", "key", "across", "earn"];
const BASIS = ["cite", "basis", "decided_by", "decided_on"];
const OPTIONAL = [...BASIS, "title", "of", "shares_key_with", "caps", "from", "to"];

function readRuleText(
  source: Cursor,
  id: string,
  seq: number,
  rules: readonly string[],
  context: BonusContext
): RuleText {
  const {clauses, clauseIds, readings, vocab, from, faults, warnings} = context;
  const before = faults.length;
  const whole = source.only(REQUIRED, OPTIONAL);
  const clause = readBasis(source, clauseIds);
  checkWrappers(source, readings, clauseIds, {from, dated: true});
  const used = readingsIn(source.value);
  const first = firstYear(from);
  const changes = changeYears(source.value).filter(year => year > first);
  const usual = {readings: chosenReadings(readings), year: first};
  const read = (view: View) => {
    const rule = readRule(source.through(view, []), id, rules, vocab);
    if (!rule) throw new Error(`rule ${id} cannot be read with ${[...view.readings].join(" ")} in ${view.year}`);
    return rule;
  };
  // Every option and every year is read once here, so that no scenario meets a fault later.
  if (whole && faults.length === before) {
    for (const view of allViews(used, readings, usual.readings, [first, ...changes])) {
      readRule(source.through(view), id, rules, vocab);
    }
  }
  if (faults.length === before) warnDead(source.through(usual, warnings), read(usual), vocab);
  return {
    id,
    seq,
    title: source.has("title") ? (source.at("title").text() ?? id) : id,
    clause,
    basis: clause === null ? officeWord(source) : (clauses.get(clause)?.at ?? ""),
    from: source.has("from") ? (source.at("from").date() ?? null) : null,
    to: source.has("to") ? (source.at("to").date() ?? null) : null,
    readings: used,
    changes,
    read
  };
}

/** A rule stands on a clause, or on the office's own word: then it says who decided and when. */
function readBasis(source: Cursor, clauses: readonly string[]): string | null {
  if (source.has("cite")) return source.at("cite").word(clauses, "条款") ?? null;
  if (!source.has("basis")) return source.fault(NO_BASIS) ?? null;
  source.at("basis").word(["office"], "依据");
  for (const key of ["decided_by", "decided_on"]) if (!source.has(key)) source.fault(`缺少必填的键：“${key}”`);
  if (source.has("decided_on")) source.at("decided_on").date();
  return null;
}

const NO_BASIS = "缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on";

function officeWord(source: Cursor): string {
  return `${String(source.at("decided_by").value)} ${String(source.at("decided_on").value)} 裁定`;
}

function firstYear(from: string): number {
  return Number(from.slice(0, 4));
}
