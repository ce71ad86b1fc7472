import type {Placed} from "../../loaders/error.ts";
import {parseYaml} from "../../loaders/yaml.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {type AmendedPolicy, amendedPolicy, type PlainClause} from "./amendedPolicy.ts";
import type {Claim, LedgerRow} from "./oracle.ts";
import {scorePlain} from "./plainOracle.ts";
import type {PlainPolicy} from "./plainPolicy.ts";
import {type Random, randomFrom} from "./random.ts";

const AS_OF = "2026-12-31";

/** A clause, what the check says of it, and whether some set of claims is touched by it. */
export interface SeenClause {
  /** The policy's seed, the clause, and its place. */
  name: string;
  kind: PlainClause["kind"];
  sought: boolean;
  late: boolean;
  told: string | null;
  touched: boolean;
}

/** Returns the clauses of the policy that the check tells of or should, or all, tried by hand with set after set of claims. */
export function seenClauses(seed: number, {all}: {all: boolean}): SeenClause[] {
  const policy = amendedPolicy(seed);
  const told = toldOf(policy);
  const clauses = policy.clauses.map(clause => ({...clause, place: placeOf(policy, clause)}));
  const wanted = clauses.filter(({place, late}) => all || late || told.has(place));
  if (!wanted.length) return [];
  const claims = claimsOf(policy, randomFrom(seed));
  const rows = score(policy.plain, claims);
  return wanted.map(({kind, path, place, sought, late, other}) => ({
    name: `${seed}: ${path.join(".")} at ${place}`,
    kind,
    sought,
    late,
    told: told.get(place) ?? null,
    touched: isTouched(kind, rows, score(other, claims))
  }));
}

/** Returns the warnings that something is out of reach, by their places. */
function toldOf({files}: AmendedPolicy): Map<string, string> {
  const [base, ...amendments] = files;
  const {warnings} = parsePolicy(base!.text, base!.file, {amendments});
  return new Map(warnings.filter(({message}) => message.includes("永远")).map(one => [nameOf(one), one.message]));
}

function placeOf({files}: AmendedPolicy, {file, path}: PlainClause): string {
  const {text} = files.find(one => one.file === file)!;
  return nameOf(parseYaml(text, file).fault(path, ""));
}

function nameOf({file, line, column}: Placed): string {
  return `${file}:${line}:${column}`;
}

function score(policy: PlainPolicy, claims: readonly Claim[]): LedgerRow[] {
  return scorePlain(policy, claims, {asOf: AS_OF, basis: "claimed", readings: {}});
}

/** A condition decides which claims count, a worth and a bound what they come to. */
function isTouched(kind: PlainClause["kind"], rows: readonly LedgerRow[], others: readonly LedgerRow[]): boolean {
  return rows.some(({nth, points}, i) => {
    const other = others[i]!;
    return kind === "when" ? (nth === null) !== (other.nth === null) : points !== other.points;
  });
}

/** The most sets of claims of one year; of more, so many by chance. */
const MOST_SETS = 600;

/** Returns sets of claims, each of one unit: what can be filed in each year under each rule in each of its stretches of days. */
function claimsOf({plain, days}: AmendedPolicy, random: Random): Claim[] {
  const linked = plain.limits.length > 0;
  const years = [...new Set(days.map(day => day.slice(0, 4)))];
  const groups = linked ? [plain.rules.map((_, i) => i)] : plain.rules.map((_, i) => [i]);
  return years.flatMap(year =>
    groups.flatMap((rules, g) => {
      const slots = days
        .filter(day => day.startsWith(year))
        .flatMap(day => rules.map(i => optionsOf(plain, i, day, linked)));
      return sets(slots, random).flatMap((set, n) =>
        set.map((claim, i) => ({...claim, unit: `${year}-${g}-${n}`, claim_id: `${n}-${i}`}))
      );
    })
  );
}

/** Returns one of each slot's options in every way, or in many. */
function sets(slots: readonly (readonly Claim[][])[], random: Random): Claim[][] {
  const count = slots.reduce((product, options) => product * options.length, 1);
  if (count > MOST_SETS) return Array.from({length: MOST_SETS}, () => slots.flatMap(options => random.pick(options)));
  return slots.reduce<Claim[][]>((all, options) => all.flatMap(set => options.map(more => [...set, ...more])), [[]]);
}

/** Returns what a unit may file under a rule on a day: nothing, or some things that count. */
function optionsOf(plain: PlainPolicy, rule: number, day: string, linked: boolean): Claim[][] {
  const {key} = plain.rules[rule]!;
  const [part] = (key as {plain: readonly string[]}).plain;
  const field = rule === 0 ? "role" : "level";
  const words = rule === 2 ? ["市级"] : [...plain.words[field]!.codes];
  const limited = part === "role" || part === "level";
  const one = (word: string, n: number): Claim => claimOf(`R${rule + 1}`, day, field, word, n);
  const counts = (claim: Claim): boolean => score(plain, [claim])[0]!.nth !== null;
  const open = words.filter(word => counts(one(word, 0)));
  const many = (word: string, most: number): Claim[][] =>
    Array.from({length: 1 + (limited ? 1 : most)}, (_, k) => Array.from({length: k}, (_, n) => one(word, n)));
  // What an item by number is worth does not hang on its word.
  if (rule !== 1 && !limited) return open.length ? many(open[0]!, linked ? 3 : 6) : [[]];
  return sets(
    open.map(word => many(word, linked ? 2 : 3)),
    randomFrom(1)
  );
}

let things = 0;

function claimOf(rule: string, day: string, field: string, word: string, n: number): Claim {
  const thing = `${day} ${rule} ${word} ${n} ${things++}`;
  return {
    claim_id: thing,
    unit: "",
    rule,
    event_on: day,
    level: field === "level" ? word : null,
    person_key: thing,
    employment: null,
    degree: null,
    title: null,
    recognised: null,
    event_key: thing,
    role: field === "role" ? word : null,
    article_key: null,
    outlet: null,
    aspect: null,
    verdict: null,
    review: null,
    reviewed_on: null,
    signed_on: null,
    revoked_on: null,
    revoke_ground: null,
    source_file: "",
    source_sheet: null,
    source_row: 1
  };
}
