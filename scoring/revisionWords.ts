import type {Plain} from "../loaders/yaml.ts";
import {type RuleStretch, ruleStretches} from "./catalog.ts";
import {placeOf} from "./clause.ts";
import {changedIn, type View} from "./cursor.ts";
import type {Bonus, Policy, RuleText} from "./policy.ts";
import {firstDayOf, lastDayOf, policyYear} from "./policyYear.ts";
import {chosenReadings} from "./reading.ts";
import type {Side} from "./sandbox.ts";
import {type Path, valueAt} from "./tree.ts";

/** Words that hold from a day on; where they came in anew, the clause that says so. */
export interface Since {
  from: string;
  words: string;
  clause: string | null;
}

const SLOTS = ["condition", "key", "values", "caps", "limit"] as const;
export type Slot = (typeof SLOTS)[number];
export type General = "begins" | "place_by" | "void_scope";

/** A rule in words, up to the end of a year. */
export interface RuleWords {
  id: string;
  title: string;
  /** The first day on which it counts, and the day on which it no longer does. */
  from: string;
  to: string | null;
  /** Where its beginning and its end are laid down, as far as the policy says. */
  began: string | null;
  ended: string | null;
  slots: ReadonlyMap<Slot, readonly Since[]>;
  /** The rules that it is or was under a limit with. */
  over: readonly string[];
}

/** What a side says up to the end of a year. */
export interface SideWords {
  /** The first day of the year. */
  first: string;
  rules: ReadonlyMap<string, RuleWords>;
  general: ReadonlyMap<General, readonly Since[]>;
}

/** Returns what the side says up to the end of the year, each word with the day from which it holds. */
export function sideWords({policy, settings}: Side, year: number): SideWords {
  const bonus = policy.bonus!;
  const readings = chosenReadings(policy.readings, settings.readings);
  const basis = new Basis(policy, bonus.begins, readings);
  const last = lastDayOf(year, bonus.begins);
  return {
    first: firstDayOf(year, bonus.begins),
    rules: new Map(bonus.rules.map(rule => [rule.id, wordsOf(rule, {policy, bonus, readings, basis, last})])),
    general: generalWords(policy, {bonus, readings, basis, last})
  };
}

interface Reader {
  bonus: Bonus;
  readings: ReadonlyMap<string, string>;
  basis: Basis;
  last: string;
}

function wordsOf(text: RuleText, {policy, bonus, readings, basis, last}: Reader & {policy: Policy}): RuleWords {
  const stretches = ruleStretches(policy, text, readings).filter(({from}) => from <= last);
  const slots = SLOTS.map(slot => {
    const times = stretches.map(stretch => ({
      ...stretch,
      words: slot === "key" ? keyWords(bonus, text.id, stretch, readings) : stretch[slot]
    }));
    return [slot, sinceOf(times, basis, PARTS[slot]?.map(part => ["score", text.id, part]) ?? null)] as const;
  });
  return {
    id: text.id,
    title: text.title,
    from: text.from ?? policy.from,
    to: text.to,
    began: basis.ofAmendment("add", text.id) ?? (text.from === null ? null : text.basis),
    ended: basis.ofAmendment("end", text.id),
    slots: new Map(slots),
    over: stretches.flatMap(({rule}) => rule.limit?.over ?? [])
  };
}

/** Where each slot stands in the file; a limit names its clauses itself. */
const PARTS: Readonly<Record<Slot, readonly string[] | null>> = {
  condition: ["when"],
  key: ["key", "across", "shares_key_with"],
  values: ["earn"],
  caps: ["caps"],
  limit: null
};

/** What is the same thing, and together with which other rules. */
function keyWords(
  bonus: Bonus,
  id: string,
  {key, rule, year, day}: RuleStretch,
  readings: ReadonlyMap<string, string>
): string {
  const others = bonus.rules.filter(
    other => other.id !== id && other.read({readings, year, day}).keySpace === rule.keySpace
  );
  return others.length ? `${key}，与${others.map(other => other.id).join("、")}合在一起算` : key;
}

/** Returns the words without those that go on as they were. */
function sinceOf(
  times: readonly {from: string; year: number; day: string; words: string}[],
  basis: Basis,
  paths: readonly Path[] | null
): Since[] {
  const since: Since[] = [];
  for (const [i, {from, words, ...time}] of times.entries()) {
    if (words === since.at(-1)?.words) continue;
    since.push({from, words, clause: paths && basis.of(paths, time, times[i - 1])});
  }
  return since;
}

function generalWords(policy: Policy, {bonus, readings, basis, last}: Reader): Map<General, Since[]> {
  const times = bonus.stretches
    .map(({fromDay, day}) => ({from: fromDay ?? policy.from, day, year: policyYear(day, bonus.begins)}))
    .filter(({from}) => from <= last);
  const grounds = bonus.grounds.join("、");
  const placed = (day: string) => (bonus.placeBy(readings, day) === "signed_on" ? "按签批日期" : "按发生日期");
  const voids = (day: string) => (bonus.voidScope(readings, day) === "claim" ? "只取消该项" : "取消本单位全年");
  const said = (wordsOn: (day: string) => string, path: Path) =>
    sinceOf(
      times.map(time => ({...time, words: wordsOn(time.day)})),
      basis,
      [path]
    );
  return new Map([
    ["begins", [{from: policy.from, words: bonus.begins, clause: null}]],
    ["place_by", said(placed, ["year", "place_by"])],
    [
      "void_scope",
      said(day => (grounds ? `${grounds}的${voids(day)}` : "只取消该项"), ["flow", "claim", "revoke", "scope"])
    ]
  ]);
}

type Time = Pick<View, "year" | "day">;

/** Finds what the words stand on. */
class Basis {
  readonly #policy: Policy;
  readonly #view: Omit<View, "year" | "day">;

  constructor(policy: Policy, begins: string, readings: ReadonlyMap<string, string>) {
    this.#policy = policy;
    this.#view = {begins, readings};
  }

  /** Returns the clauses of the values at the paths that have come in since the time before. */
  of(paths: readonly Path[], time: Time, before: Time | undefined): string | null {
    const known = before ? this.#changed(paths, before) : [];
    const places = this.#changed(paths, time)
      .filter(item => !known.includes(item))
      .map(item => this.#placeOf(item));
    if (places.length) return [...new Set(places)].join("；");
    // A word that an amendment adds changes conditions that themselves stay as they are.
    const amendment = before && this.#policy.amendments.find(({holds}) => holds === time.day);
    return amendment ? amendment.doc || amendment.title : null;
  }

  /** Returns where an amendment added the rule or ended it; null where none did. */
  ofAmendment(kind: "add" | "end", rule: string): string | null {
    for (const {changes, doc, title} of this.#policy.amendments) {
      const change = changes.find(one => one.kind === kind && one.path === `score.${rule}`);
      if (!change) continue;
      const clause = this.#policy.clauses.get(change.clause ?? "");
      return clause ? placeOf(clause) : doc || title;
    }
    return null;
  }

  #changed(paths: readonly Path[], time: Time): {[key: string]: Plain}[] {
    const view = {...this.#view, ...time};
    return paths.flatMap(path => changedIn(valueAt(this.#policy.tree, path), view));
  }

  #placeOf({cite, decided_by, decided_on}: {[key: string]: Plain}): string {
    const clause = typeof cite === "string" ? this.#policy.clauses.get(cite) : undefined;
    return clause ? placeOf(clause) : `${String(decided_by)} ${String(decided_on)} 裁定`;
  }
}
