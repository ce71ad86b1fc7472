import type {Placed} from "../loaders/error.ts";
import type {Plain} from "../loaders/yaml.ts";
import {checkBasis} from "./basis.ts";
import {capGroups} from "./capGroups.ts";
import type {Clause} from "./clause.ts";
import type {Cursor, View} from "./cursor.ts";
import type {Limits} from "./limits.ts";
import {lastDayOf, policyYear} from "./policyYear.ts";
import {chosenReadings, combinations, type Readings} from "./reading.ts";
import {readingsIn} from "./readingsIn.ts";
import {type Rule, readRule} from "./rule.ts";
import {basisIn, type RuleBasis, ruleBasis} from "./ruleBasis.ts";
import {checkNames, type RuleHead, readHead} from "./ruleHead.ts";
import {inSequence, ruleIds} from "./ruleIds.ts";
import {RULE} from "./shapes.ts";
import {type Changes, changesIn, joinChanges, type Stretch, stretches} from "./stretches.ts";
import {textsIn} from "./tree.ts";
import {allViews, guessViews} from "./views.ts";
import {changesOfWords, type Vocabulary, vocabularyIn} from "./vocab.ts";
import {checkWrappers} from "./wrappers.ts";

/** A rule as it stands in the file, readings undecided. */
export interface RuleText extends RuleHead, RuleBasis {
  /** Its number: the order in which rules take precedence. */
  seq: number;
  /** Returns what it stands on in the view; `basis` and `clauses` hold that of what has changed by then too. */
  basisIn(view: Omit<View, "begins">): RuleBasis & {clauses: string[]};
  /** The readings that it depends on. */
  readings: readonly string[];
  /** The stretches of years and event days between its changes; in each of them it reads the same. */
  stretches: readonly Stretch[];
  /** How many caps over the same items may follow each other within a year. */
  capParts: number;
  /** Whether it can be read at every time and under every option; where not, its fault may be told of the file. */
  whole: boolean;
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
  /** Whether the day on which years begin has a fault. */
  unsureBegins: boolean;
  /** Rules that an amendment has ended, be it for the whole of their time. */
  ended: readonly string[];
  faults: Placed[];
  warnings: Placed[];
}

/** Rules are numbered R1 … RN; the number is their order, wherever in the block they stand. */
export function readRules(root: Cursor, limits: Limits, context: BonusContext, begins: string): RuleText[] {
  const score = root.at("score");
  const ids = inSequence(score.keys());
  const names = ids.map((_, i) => `R${i + 1}`);
  // A name that is odd is told, and the rule read all the same.
  for (const odd of ids.filter(id => !names.includes(id))) {
    score.faultAt(odd, `规则应依次叫 ${names.join("、")}，不能叫“${odd}”`);
  }
  const known = ruleIds(root);
  const rules = ids.map((id, i) => readRuleText(score.at(id), id, i + 1, {...context, rules: known, limits, begins}));
  checkNames(score, rules);
  return rules;
}

interface RuleContext extends BonusContext {
  rules: readonly string[];
  limits: Limits;
  begins: string;
}

function readRuleText(source: Cursor, id: string, seq: number, context: RuleContext): RuleText {
  const {clauses, clauseIds, readings, vocab, from, faults, rules, limits, begins} = context;
  const before = faults.length;
  source.only(RULE);
  checkBasis(source, RULE, clauseIds, {wrapped: true});
  checkWrappers(source, readings, clauseIds, {from, begins, unsureBegins: context.unsureBegins, dated: true});
  const used = [...new Set([...readingsIn(source.value), ...limits.readingsOf(id)])];
  const changes: Changes = joinChanges([
    changesIn(source.value, begins),
    limits.changesOf(id),
    changesOfWords(wordsNamedIn(source.value, vocab), begins)
  ]);
  const times = stretches(changes, from, begins);
  const usual: View = {readings: chosenReadings(readings), year: policyYear(from, begins), day: from, begins};
  const head = readHead(source, id, {first: from, ended: context.ended.includes(id)});
  const {to} = head;
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
  const views = allViews(used, readings, usual.readings, times, begins);
  const sound = [...views, ...guessViews(source.value, readings, usual)].map(view => {
    if (source.has("cite")) source.through(view).at("cite").word(clauseIds, "条款");
    return readRule(source.through(view), id, rules, wordsIn(view)) !== undefined;
  });
  const whole = sound.every(Boolean);
  if (whole && faults.length === before) checkGroups(source, {used, readings, times, read});
  return {
    ...head,
    seq,
    ...ruleBasis(source, usual, clauses),
    basisIn: view => basisIn(source, {...view, begins}, clauses),
    readings: used,
    stretches: times,
    capParts: 1 + changesIn(source.at("caps").value, begins).days.filter(day => day > from).length,
    whole,
    read
  };
}

/** A running sum that goes on through the year must be the sum of the same items: a fault where the caps divide them anew. */
function checkGroups(
  source: Cursor,
  at: {used: readonly string[]; readings: Readings; times: readonly Stretch[]; read: RuleText["read"]}
): void {
  const days = [...new Set(at.times.map(({day}) => day))];
  for (const year of new Set(at.times.map(one => one.year))) {
    for (const options of combinations(at.used, at.readings, chosenReadings(at.readings))) {
      const rules = days.map(day => at.read({readings: options, year, day}));
      const anew = days.find((_, i) => !capGroups(rules.slice(0, i + 1)));
      if (anew === undefined) continue;
      source
        .at("caps")
        .fault(`封顶各管哪些级别（codes），不能按事项日期（${anew}）在年中改变：用 whole_year_new 或 next_year`);
      return;
    }
  }
}

/** Returns the words of the vocabulary that belong to facts which the rule names. */
function wordsNamedIn(rule: Plain, vocab: Vocabulary): Vocabulary {
  const named = new Set(textsIn(rule));
  return new Map([...vocab].filter(([field]) => named.has(field)));
}
