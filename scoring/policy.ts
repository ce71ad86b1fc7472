import type {Placed} from "../loaders/error.ts";
import {type Plain, parseYaml} from "../loaders/yaml.ts";
import {type Amendment, type Composed, compose, type Parsed} from "./amend.ts";
import {arrange, type Source} from "./arrange.ts";
import {blame} from "./blame.ts";
import {type Bonus, beginningOf, type RuleText, readBonus, touchesAll} from "./bonus.ts";
import {type PolicyCase, readCases} from "./cases.ts";
import {type Clause, readClauses} from "./clause.ts";
import {Cursor, isMap} from "./cursor.ts";
import {UNKNOWN_DAY} from "./datedList.ts";
import {changesYearly, checkAssessmentFlow, checkBeginning, checkRank, checkYear} from "./fixedBlocks.ts";
import type {Judge} from "./judge.ts";
import {applyOverrides, type Override} from "./override.ts";
import {PolicyError} from "./policyError.ts";
import {kindOf, readNames, warnUnused} from "./policyNames.ts";
import {policyYear} from "./policyYear.ts";
import {chosenReadings, type Reading} from "./reading.ts";
import {readingsIn} from "./readingsIn.ts";
import {ruleIds} from "./ruleIds.ts";
import {FORCE, POLICY, SCALE, SOURCE} from "./shapes.ts";
import {readSystems, type Systems} from "./systemText.ts";
import type {Path} from "./tree.ts";
import {allViews, guessViews} from "./views.ts";
import {unreadVocab, type Vocabulary} from "./vocab.ts";
import {checkWrappers} from "./wrappers.ts";

export type {Amendment, Bonus, Clause, Judge, PolicyCase, Reading, RuleText, Source};
export {PolicyError};

/** A policy document as data: where its text stands, what is doubtful, and what each fact is worth. */
export interface Policy {
  id: string;
  title: string;
  place: string;
  file: string;
  /** The document's number. */
  doc: string;
  /** The first day in force, ISO. */
  from: string;
  /** The last year the office has reviewed the policy for, null where it does not say; and where that stands. */
  reviewedThrough: number | null;
  reviewedAt: Placed;
  clauses: ReadonlyMap<string, Clause>;
  vocab: Vocabulary;
  readings: ReadonlyMap<string, Reading>;
  /** What units earn; null in a policy that gives no points. */
  bonus: Bonus | null;
  /** What follows for a person; null in a policy that judges nobody. */
  judge: Judge | null;
  /** Returns what it says of people, meetings and inspections under the readings, in each stretch of years. */
  systems: Systems["read"];
  /** The examples of the block `tests`. */
  cases: readonly PolicyCase[];
  /** The documents worked into it, in sequence. */
  amendments: readonly Amendment[];
  /** The file as plain data, amendments and overrides worked in. */
  tree: Plain;
  /** Doubts that do not stop the policy: dead steps and caps, an assumed date. */
  warnings: readonly Placed[];
}

export interface PolicyOptions {
  /** The documents that amend it; their order is found from what each amends and when it came into force. */
  amendments?: readonly Source[];
  /** Values put in the place of others, for a question: nothing is written back. */
  overrides?: readonly Override[];
}

/** Returns the policy in the text of a YAML file; throws a PolicyError that lists every fault with its place. */
export function parsePolicy(text: string, file: string, {amendments = [], overrides = []}: PolicyOptions = {}): Policy {
  return openPolicy(text, file, amendments)(overrides);
}

/**
 * Reads the files once and returns what gives the policy under any overrides: for who asks again and again, since most of
 * the time goes to the files' text.
 */
export function openPolicy(
  text: string,
  file: string,
  amendments: readonly Source[]
): (overrides: readonly Override[]) => Policy {
  const arranged = arrange([{text, file}, ...amendments]);
  const sequence = arranged.policies.flatMap(one => one.amendments);
  const parsed = parseYaml(text, file);
  if (parsed.broken || (arranged.faults.length && !arranged.policies.some(({base}) => base.file === file))) {
    throw new PolicyError(arranged.faults);
  }
  const later = sequence.map(one => ({file: one.file, yaml: parseYaml(one.text, one.file)}));
  const composed = composedOf({file, yaml: parsed}, later);
  return overrides => {
    const {policy, faults, warnings} = readComposed(composed, overrides, file);
    if (policy && !faults.length && !arranged.faults.length) {
      return {...policy, amendments: composed.amendments, tree: policy.tree};
    }
    // Before each amendment, and before the overrides.
    const stages = [...later.map((_, i) => composedOf({file, yaml: parsed}, later.slice(0, i))), composed];
    const before = stages.map(stage => readComposed(stage, [], file).faults);
    throw new PolicyError([...arranged.faults, ...blame(faults, before, composed)], warnings);
  };
}

/** The tree of a policy with what amends it, and the faults of putting it together. */
type Whole = Composed & {faults: Placed[]; written: readonly Plain[]};

function composedOf(base: Parsed, later: readonly Parsed[]): Whole {
  const faults: Placed[] = [];
  return {...compose(base, later, faults), faults, written: later.map(({yaml}) => yaml.value)};
}

function readComposed(whole: Whole, overrides: readonly Override[], file: string) {
  const faults = [...whole.faults];
  const yaml = applyOverrides(whole.yaml, overrides, faults);
  const warnings: Placed[] = [];
  const ends = whole.amendments.flatMap(({changes}) => changes).filter(({kind}) => kind === "end");
  const ended = ends.map(({path}) => path.slice("score.".length));
  const {written} = whole;
  const root = new Cursor(yaml, faults, [], yaml.value, null);
  const read = readPolicy(root, {faults, warnings, ended, written, supposed: overrides.length > 0}, file);
  return {policy: read && {...read, tree: yaml.value}, faults, warnings};
}

/** Returns the policies among the files, each with the files that amend it; throws a PolicyError that lists all faults. */
export function parsePolicies(sources: readonly Source[]): Policy[] {
  const {policies: arranged, faults} = arrange(sources);
  const policies = arranged.flatMap(({base, amendments}) => {
    try {
      return [parsePolicy(base.text, base.file, {amendments})];
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      faults.push(...error.places);
      return [];
    }
  });
  if (faults.length) throw new PolicyError(faults);
  return policies;
}

function readPolicy(
  root: Cursor,
  {
    faults,
    warnings,
    ended,
    written,
    supposed
  }: Pick<Whole, "faults" | "written"> & {warnings: Placed[]; ended: readonly string[]; supposed: boolean},
  file: string
): Omit<Policy, "amendments" | "tree"> | undefined {
  if (root.has("amends")) {
    return root.faultAt(
      "amends",
      "这是修订文件：要和它修订的制度一起读，在 hengcai.yaml 的 policies 里列在那份制度之后"
    );
  }
  root.only(POLICY);
  if (!isMap(root.value)) return undefined;
  root.adopt(POLICY);
  const head = readHead(root);
  const from = readForce(root.need("force"), warnings);
  const clauses = readClauses(root.need("clauses"));
  const known = faults.length;
  const {clauseIds, readings, vocab} = readNames(root);
  const unsure = faults.length > known;
  const begins = beginningOf(root);
  checkBeginning(root.at("year"));
  const kind = kindOf(root);
  const asked = root.has("year") || kind === "score" || root.meant(POLICY).has("year");
  const unsureBegins = asked && root.at("year").at("begins").value !== begins;
  const dated = kind === "score" ? touchesAll : false;
  const rules = {from, begins, unsureBegins};
  for (const block of ["year", "flow"]) {
    const named = dated && ((path: Path) => dated([block, ...path.slice(1)]));
    if (root.has(block)) checkWrappers(root.at(block), readings, clauseIds, {...rules, dated: named});
  }
  for (const block of ["watch", "judge"]) {
    const named = (path: Path): boolean => changesYearly([block, ...path.slice(1)]);
    const yearly = {...rules, dated: named, yearly: true};
    if (root.has(block)) checkWrappers(root.at(block), readings, clauseIds, yearly);
  }
  if (root.has("rank")) checkRank(root.at("rank"));
  const systems = readSystems(root, {clauseIds, readings, vocab, from, begins});
  const {judge} = systems;
  let bonus: Bonus | null = null;
  if (kind === "score") {
    bonus = readBonus(root, {clauses, clauseIds, readings, vocab, from, unsureBegins, ended, faults, warnings});
  } else if (kind === "judge") {
    const usual = {readings: chosenReadings(readings), year: policyYear(from, begins), day: from, begins};
    const blocks = [root.at("year").value, root.at("flow").value];
    const views = allViews(readingsIn(blocks), readings, usual.readings, [usual], begins);
    for (const view of [...views, ...guessViews(blocks, readings, usual)]) {
      if (root.has("flow")) checkAssessmentFlow(root.at("flow").through(view), clauseIds);
      if (root.has("year")) checkYear(root.at("year").through(view), ["assess_year"], true);
    }
  }
  warnUnused(root, {readings, written}, warnings);
  // Examples are written for the words of the documents: not for those of a question, nor for a slip of the pen among them.
  const words = supposed || unsure ? unreadVocab() : vocab;
  const cases =
    root.has("tests") && kind
      ? readCases(root.at("tests"), {readings, vocab: words, rules: ruleIds(root), people: kind === "judge", begins})
      : [];
  return {...head, file, from, clauses, vocab, readings, bonus, judge, systems: systems.read, cases, warnings};
}

function readHead(root: Cursor): Pick<Policy, "id" | "title" | "place" | "doc" | "reviewedThrough" | "reviewedAt"> {
  if (root.has("hengcai") && root.at("hengcai").value !== "1") root.at("hengcai").fault("只认得 hengcai: 1 的写法");
  const id = text(root, "policy");
  if (id && !/^[a-z][a-z0-9-]*$/.test(id)) root.at("policy").fault(`制度代号只能用小写字母、数字和连字符：“${id}”`);
  const source = root.at("source");
  if (root.has("source") && source.only(SOURCE) && source.has("issued")) source.at("issued").date();
  if (root.has("points") && root.at("points").only(SCALE) && root.at("points").at("scale").value !== "3") {
    root.at("points").at("scale").fault("分值的精度目前只能是 3（千分之一）");
  }
  const reviewedThrough = root.has("reviewed_through") ? (root.at("reviewed_through").count() ?? null) : null;
  const reviewedAt = root.placeOf("reviewed_through");
  const [title, place, doc] = [text(root, "title"), text(root, "place"), text(source, "doc")];
  return {id, title, place, doc, reviewedThrough, reviewedAt};
}

function text(cursor: Cursor, key: string): string {
  return cursor.has(key) ? (cursor.at(key).text() ?? "") : "";
}

/** Returns the first day in force; one that the document does not give is a warning. */
function readForce(force: Cursor, warnings: Placed[]): string {
  force.only(FORCE);
  if (force.has("assumed")) {
    const why = text(force, "assumed");
    force.warn(warnings).at("assumed").fault(`施行日期是推定的：${why}`);
  }
  return force.need("from").date() ?? UNKNOWN_DAY;
}
