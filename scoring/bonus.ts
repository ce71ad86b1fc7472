import type {Cursor, View} from "./cursor.ts";
import {deadClauses} from "./dead.ts";
import {checkYear, readClaimFlow} from "./fixedBlocks.ts";
import {readLimits} from "./limits.ts";
import {firstDayOf, isBeginning, policyYear} from "./policyYear.ts";
import {chosenReadings} from "./reading.ts";
import {readingsIn} from "./readingsIn.ts";
import {ruleIds} from "./ruleIds.ts";
import {type BonusContext, type RuleText, readRules} from "./ruleText.ts";
import {POLICY} from "./shapes.ts";
import {changesIn, joinChanges, type Stretch, stretches} from "./stretches.ts";
import {allViews, guessViews} from "./views.ts";

export type {BonusContext, RuleText};

/** What units earn: the rules, and what touches them all. */
export interface Bonus {
  /** R1 … RN in order. */
  rules: readonly RuleText[];
  /** Whether some rules are worth no more than a sum together. */
  limited: boolean;
  /** How many caps over the same items, and how many limits over the same rules, may follow each other within a year. */
  capParts: number;
  limitParts: number;
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

/** Reads the blocks `year`, `flow`, `score` and `limits` of a policy that gives points. */
export function readBonus(root: Cursor, context: BonusContext): Bonus {
  const {clauseIds, readings, from, faults, unsureBegins} = context;
  const begins = beginningOf(root);
  const times = wholeStretches(root, from, begins);
  const seen = (name: "year" | "flow", options: ReadonlyMap<string, string>, day: string) =>
    root.at(name).through({readings: options, year: policyYear(day, begins), day, begins});
  const usual = {readings: chosenReadings(readings), year: policyYear(from, begins), day: from, begins};
  const views = (name: "year" | "flow"): View[] => {
    const {value} = root.at(name);
    const all = allViews(readingsIn(value), readings, usual.readings, times, begins);
    return [...all, ...guessViews(value, readings, usual)];
  };
  if (root.has("year")) {
    for (const view of views("year")) checkYear(root.at("year").through(view), ["event_on", "signed_on"]);
  } else if (!root.meant(POLICY).has("year")) root.fault("缺少必填的键：“year”");
  const placed = (options: ReadonlyMap<string, string>, day: string) => seen("year", options, day).at("place_by");
  const scope = (flow: Cursor) => flow.at("claim").at("revoke").at("scope");
  const grounds = root.has("flow") ? readClaimFlow(seen("flow", chosenReadings(readings), from), clauseIds) : [];
  for (const view of views("flow")) {
    const found = scope(root.at("flow").through(view));
    if (found.value !== null && !found.lost) found.word(["unit_year", "claim"], "范围");
  }
  const limits = readLimits(root.at("limits"), {clauseIds, readings, rules: ruleIds(root), from, begins, unsureBegins});
  const rules = readRules(root, limits, context, begins);
  const adrift = times.some(({day}) => placed(usual.readings, day).value === "signed_on");
  const sight = {rules, vocab: context.vocab, readings: usual.readings, from, begins, adrift};
  if (!faults.length && rules.every(({whole}) => whole)) context.warnings.push(...deadClauses(root, sight));
  return {
    rules,
    limited: limits.any,
    capParts: Math.max(1, ...rules.map(rule => rule.capParts)),
    limitParts: limits.parts,
    grounds,
    begins,
    globalReadings: [...readingsIn(root.at("year").value), ...readingsIn(root.at("flow").value)],
    stretches: times,
    placeBy: (options, day) => (placed(options, day).value === "signed_on" ? "signed_on" : "event_on"),
    voidScope: (options, day) => (scope(seen("flow", options, day)).value === "claim" ? "claim" : "unit_year")
  };
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
