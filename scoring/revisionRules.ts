import {type General, type RuleWords, type SideWords, type Since, type Slot, sideWords} from "./revisionWords.ts";
import type {Side} from "./sandbox.ts";

/** What the policies say otherwise: of a rule, or of all claims. */
export interface RuleChange {
  /** Its number and title; null where all claims are concerned. */
  rule: string | null;
  title: string | null;
  aspect: "rule" | "from" | "to" | Slot | General;
  /** The day from which it is otherwise, where one goes on from the other; else each says its days itself. */
  since: string | null;
  /**
   * Its words, those that came in later behind their day; of `rule` the day from which it counts, of `from` and `to` that
   * day itself. Null where there is none.
   */
  before: string | null;
  after: string | null;
  /** Where the change is laid down, as far as the policy says. */
  clause: string | null;
}

export interface PolicyDifference {
  /** Rule → what is otherwise; rules that both sides have alike in the year are left out. */
  rules: ReadonlyMap<string, RuleChange[]>;
  /** Rule → the others that are under a limit with it on either side. */
  neighbours: ReadonlyMap<string, readonly string[]>;
  /** What is otherwise for all claims. */
  general: readonly RuleChange[];
  /** Returns why the rule does not count on the day, as the later side has it; null where it does, or is not there. */
  outOfForce(rule: string, day: string): RuleChange | null;
}

/** Returns what the two sides say otherwise for the year. */
export function policyDifference(year: number, [before, after]: readonly [Side, Side]): PolicyDifference {
  const [was, is] = [sideWords(before, year), sideWords(after, year)];
  const ids = [...new Set([...was.rules.keys(), ...is.rules.keys()])];
  const changes = ids.map(id => [id, changesOf(id, was, is)] as const);
  const neighbours = ids.map(id => {
    const over = [was, is].flatMap(({rules}) => rules.get(id)?.over ?? []);
    return [id, [...new Set(over)].filter(other => other !== id)] as const;
  });
  const general = [...was.general.keys()].flatMap(aspect => {
    const pair = [was.general.get(aspect)!, is.general.get(aspect)!] as const;
    return wordsChange(pair, [was.first, is.first]).map(change => ({rule: null, title: null, aspect, ...change}));
  });
  return {
    rules: new Map(changes.filter(([, own]) => own.length)),
    neighbours: new Map(neighbours),
    general,
    outOfForce: (id, day) => {
      const rule = is.rules.get(id);
      return rule ? forceOf(rule, day) : null;
    }
  };
}

function forceOf({id, title, from, to, began, ended}: RuleWords, day: string): RuleChange | null {
  const head = {rule: id, title, since: null, before: null};
  if (to !== null && to <= day) return {...head, aspect: "to", after: to, clause: ended};
  return day < from ? {...head, aspect: "rule", after: from, clause: began} : null;
}

function changesOf(id: string, before: SideWords, after: SideWords): RuleChange[] {
  const [was, is] = [before.rules.get(id), after.rules.get(id)];
  const head = {rule: id, title: (is ?? was)!.title};
  if (!was || !is) {
    const days = {before: was?.from ?? null, after: is?.from ?? null};
    return [{...head, aspect: "rule", since: null, ...days, clause: is?.began ?? null}];
  }
  const changes: RuleChange[] = [];
  if (was.from !== is.from) {
    const clause = is.began ?? was.began;
    changes.push({...head, aspect: "from", since: null, before: was.from, after: is.from, clause});
  }
  if (was.to !== is.to) {
    const clause = is.ended ?? was.ended;
    changes.push({...head, aspect: "to", since: null, before: was.to, after: is.to, clause});
  }
  if (isOver(was, before) || isOver(is, after)) return changes;
  for (const [aspect, words] of is.slots) {
    const found = wordsChange([was.slots.get(aspect)!, words], [before.first, after.first]);
    changes.push(...found.map(change => ({...head, aspect, ...change})));
  }
  return changes;
}

/** A rule that has ended before the year says nothing of it. */
function isOver({to}: RuleWords, {first}: SideWords): boolean {
  return to !== null && to <= first;
}

type Words = Pick<RuleChange, "since" | "before" | "after" | "clause">;

/** Returns what the words of the year are otherwise: one change or none; what came in before the year is the same whenever it did. */
function wordsChange(
  [was, is]: readonly [readonly Since[], readonly Since[]],
  [firstBefore, firstAfter]: readonly [string, string]
): Words[] {
  const [old, now] = [within(was, firstBefore), within(is, firstAfter)];
  if (!old.length || !now.length || signature(old, was, firstBefore) === signature(now, is, firstAfter)) return [];
  const last = is.at(-1)!;
  if (is.length === was.length + 1 && was.every((one, i) => sameWords(one, is[i]!) && one.from === is[i]!.from)) {
    return [{since: last.from, before: said(was.at(-1)!), after: said(last), clause: last.clause}];
  }
  const fresh = now.filter(one => !was.some(other => sameWords(one, other)));
  const gone = old.filter(one => !is.some(other => sameWords(one, other)));
  const clauses = (fresh.length ? fresh : gone).flatMap(({clause}) => clause ?? []);
  const clause = [...new Set(clauses)].join("；") || null;
  return [{since: null, before: listed(old, was), after: listed(now, is), clause}];
}

function within(all: readonly Since[], first: string): Since[] {
  return all.filter((_, i) => all[i + 1] === undefined || all[i + 1]!.from > first);
}

function signature(since: readonly Since[], all: readonly Since[], first: string): string {
  return JSON.stringify(since.map(one => [one === all[0] || one.from < first ? "" : one.from, one.words]));
}

function sameWords(a: Since, b: Since): boolean {
  return a.words === b.words && a.clause === b.clause;
}

/** The first words of all have no day: they hold as long as there is anything to say. */
function listed(since: readonly Since[], all: readonly Since[]): string {
  return since.map(one => (one === all[0] ? said(one) : `自 ${one.from} 起${said(one)}`)).join("；");
}

function said({words}: Since): string {
  return words || "没有";
}
