import type {Placed} from "../loaders/error.ts";
import {isDoubled, type Plain} from "../loaders/yaml.ts";
import {checkBasis} from "./basis.ts";
import {capGroups} from "./capGroups.ts";
import {type Clause, placeOf} from "./clause.ts";
import {type Cursor, changedIn, isMap, type View} from "./cursor.ts";
import type {Limits} from "./limits.ts";
import {lastDayOf, policyYear} from "./policyYear.ts";
import {chosenReadings, combinations, type Readings} from "./reading.ts";
import {type Rule, readRule} from "./rule.ts";
import {checkNames, type RuleHead, readHead} from "./ruleHead.ts";
import {RULE} from "./shapes.ts";
import {changesOfWords, type Vocabulary, vocabularyIn} from "./vocab.ts";
import {
  allViews,
  type Changes,
  changesIn,
  checkWrappers,
  guessViews,
  joinChanges,
  readingsIn,
  type Stretch,
  stretches,
  textsIn
} from "./wrappers.ts";

/** A rule as it stands in the file, readings undecided. */
export interface RuleText extends RuleHead {
  /** Its number: the order in which rules take precedence. */
  seq: number;
  /** The clause it stands on; null where it stands on the office's own word. */
  clause: string | null;
  /** Where to look it up: the clause's place in the document, or who decided and when. */
  basis: string;
  /** The clause and the place as they are in the view; `basis` and `clauses` hold those of what has changed by then too. */
  basisIn(view: Omit<View, "begins">): {clause: string | null; basis: string; clauses: string[]};
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
  const whole = ids.filter(id => isMap(score.at(id).value) || score.at(id).keys().length);
  const rules = whole.map((id, i) => readRuleText(score.at(id), id, i + 1, {...context, rules: known, limits, begins}));
  checkNames(score, rules);
  return rules;
}

/**
 * Returns the names of the rules, also of those that have faults; where a name is odd or stands twice, those too that the
 * rules should have.
 */
export function ruleIds(root: Cursor): string[] {
  const {value} = root.at("score");
  if (!isMap(value)) return [];
  const ids = Object.keys(value);
  const odd = ids.some(id => Number(id.slice(1)) > ids.length || !/^R[1-9]\d*$/.test(id));
  const most = ids.length + (isDoubled(value) ? 1 : 0);
  const meant = odd || isDoubled(value) ? Array.from({length: most}, (_, i) => `R${i + 1}`) : [];
  return inSequence([...new Set([...ids, ...meant])]);
}

/** Returns the names in the order of their numbers, odd ones in the place of those that are not there. */
function inSequence(ids: readonly string[]): string[] {
  const free = ids.map((_, i) => i + 1).filter(number => !ids.includes(`R${number}`));
  const numbers = new Map(ids.map(id => [id, /^R[1-9]\d*$/.test(id) ? Number(id.slice(1)) : (free.shift() ?? 0)]));
  return ids.toSorted((a, b) => numbers.get(a)! - numbers.get(b)!);
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
  const place = (cited: string): string => {
    const found = clauses.get(cited);
    return found ? placeOf(found) : "";
  };
  const clauseIn = (view: View): string | null => {
    const {value} = source.through(view).at("cite");
    return typeof value === "string" ? value : null;
  };
  const wordFor = (clause: string | null): string => (clause === null ? officeWord(source.value) : place(clause));
  const basisIn: RuleText["basisIn"] = view => {
    const seen: View = {...view, begins};
    const clause = clauseIn(seen);
    const items = changedIn(source.value, seen);
    const cited = items.map(({cite}) => (typeof cite === "string" ? cite : null));
    const words = items.map((item, i) => (cited[i] == null ? officeWord(item) : place(cited[i])));
    return {
      clause,
      basis: [...new Set([wordFor(clause), ...words])].join("；"),
      clauses: [...new Set([clause, ...cited].filter(one => one !== null))]
    };
  };
  const clause = clauseIn(usual);
  return {
    ...head,
    seq,
    clause,
    basis: wordFor(clause),
    basisIn,
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

function officeWord(value: Plain): string {
  return isMap(value) ? `${String(value.decided_by)} ${String(value.decided_on)} 裁定` : "";
}
