import type {Placed} from "../loaders/error.ts";
import {type Plain, parseYaml} from "../loaders/yaml.ts";
import {type Amendment, compose} from "./amend.ts";
import {arrange, type Source} from "./arrange.ts";
import {type Bonus, beginningOf, type RuleText, readBonus, touchesAll} from "./bonus.ts";
import {type PolicyCase, readCases} from "./cases.ts";
import {type Clause, readClauses} from "./clause.ts";
import {Cursor} from "./cursor.ts";
import {changesYearly, checkAssessmentFlow, checkBeginning, checkRank, checkYear} from "./fixedBlocks.ts";
import type {Judge} from "./judge.ts";
import {applyOverrides, type Override} from "./override.ts";
import {PolicyError} from "./policyError.ts";
import {policyYear} from "./policyYear.ts";
import {chosenReadings, type Reading, readReadings} from "./reading.ts";
import {FORCE, POLICY, SCALE, SOURCE} from "./shapes.ts";
import {readSystems, type Systems} from "./systemText.ts";
import {readVocab, type Vocabulary} from "./vocab.ts";
import {checkWrappers, readingsIn} from "./wrappers.ts";

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
  if (arranged.faults.length) throw new PolicyError(arranged.faults);
  const parsed = parseYaml(text, file);
  const later = sequence.map(one => ({file: one.file, yaml: parseYaml(one.text, one.file)}));
  const found: Placed[] = [];
  const composed = compose({file, yaml: parsed}, later, found);
  const ends = composed.amendments.flatMap(({changes}) => changes).filter(({kind}) => kind === "end");
  const ended = ends.map(({path}) => path.slice("score.".length));
  return overrides => {
    const faults = [...found];
    const yaml = applyOverrides(composed.yaml, overrides, faults);
    const warnings: Placed[] = [];
    const policy = readPolicy(new Cursor(yaml, faults, [], yaml.value, null), {faults, warnings, ended}, file);
    if (faults.length || !policy) throw new PolicyError(faults, warnings);
    return {...policy, amendments: composed.amendments, tree: yaml.value};
  };
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
  {faults, warnings, ended}: {faults: Placed[]; warnings: Placed[]; ended: readonly string[]},
  file: string
): Omit<Policy, "amendments" | "tree"> | undefined {
  if (root.has("amends")) {
    return root.faultAt(
      "amends",
      "这是修订文件：要和它修订的制度一起读，在 hengcai.yaml 的 policies 里列在那份制度之后"
    );
  }
  root.only(POLICY);
  const head = readHead(root);
  const from = readForce(root.at("force"), warnings);
  const clauses = readClauses(root.at("clauses"));
  // Every name counts as known, its own faults aside: one fault is not to be reported twice.
  const clauseIds = root.at("clauses").keys();
  const readings = readReadings(root.at("readings"), clauseIds);
  const vocab: Vocabulary = root.has("vocab") ? readVocab(root.at("vocab")) : new Map();
  const begins = beginningOf(root);
  checkBeginning(root.at("year"));
  const dated = root.has("score") ? touchesAll : false;
  for (const block of ["year", "flow"]) {
    if (root.has(block)) checkWrappers(root.at(block), readings, clauseIds, {from, begins, dated});
  }
  for (const block of ["watch", "judge"]) {
    const rules = {from, begins, dated: changesYearly, yearly: true};
    if (root.has(block)) checkWrappers(root.at(block), readings, clauseIds, rules);
  }
  const usual = {readings: chosenReadings(readings), year: policyYear(from, begins), day: from, begins};
  if (root.has("rank")) checkRank(root.at("rank"));
  if (root.has("score") === root.has("judge")) {
    return root.fault("要有 score（单位加分）或 judge（人员考核）之一，不能都有或都没有");
  }
  const systems = readSystems(root, {clauseIds, readings, vocab, from, begins});
  const {judge} = systems;
  let bonus: Bonus | null = null;
  if (root.has("score")) {
    bonus = readBonus(root, {clauses, clauseIds, readings, vocab, from, ended, faults, warnings});
  } else {
    if (root.has("flow")) checkAssessmentFlow(root.at("flow").through(usual), clauseIds);
    if (root.has("year")) checkYear(root.at("year").through(usual), ["assess_year"], true);
  }
  if (root.has("readings")) warnUnused(root, [...readings.keys()], warnings);
  const rules = bonus?.rules.map(rule => rule.id) ?? [];
  const readable = root.has("tests") && (judge !== null || rules.length > 0);
  const cases = readable ? readCases(root.at("tests"), readings, rules, !bonus, begins) : [];
  return {...head, file, from, clauses, vocab, readings, bonus, judge, systems: systems.read, cases, warnings};
}

/** A reading that no value depends on can be decided either way without a difference. */
function warnUnused(root: Cursor, ids: readonly string[], warnings: Placed[]): void {
  const blocks = ["year", "flow", "score", "limits", "judge", "watch"];
  const used = new Set(blocks.flatMap(block => readingsIn(root.at(block).value)));
  for (const id of ids) {
    if (!used.has(id)) root.at("readings").warn(warnings).faultAt(id, `疑义“${id}”没有用在任何地方：怎样理解都一样`);
  }
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
  if (!force.only(FORCE)) return "0001-01-01";
  if (force.has("assumed")) {
    const why = text(force, "assumed");
    force.warn(warnings).at("assumed").fault(`施行日期是推定的：${why}`);
  }
  return force.at("from").date() ?? "0001-01-01";
}
