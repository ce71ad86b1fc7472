import {formatPlaced, type Placed, UserError} from "../loaders/error.ts";
import {parseYaml} from "../loaders/yaml.ts";
import {type Bonus, type RuleText, readBonus} from "./bonus.ts";
import {type PolicyCase, readCases} from "./cases.ts";
import {type Clause, readClauses} from "./clause.ts";
import {Cursor} from "./cursor.ts";
import {checkAssessmentFlow, checkRank, checkWatch, checkYear} from "./fixedBlocks.ts";
import {type Judge, readJudge} from "./judge.ts";
import {chosenReadings, type Reading, readReadings} from "./reading.ts";
import {readVocab, type Vocabulary} from "./vocab.ts";
import {checkWrappers} from "./wrappers.ts";

export type {Bonus, Clause, Judge, PolicyCase, Reading, RuleText};

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
  /** The last year the office has reviewed the policy for; null where it does not say. */
  reviewedThrough: number | null;
  clauses: ReadonlyMap<string, Clause>;
  vocab: Vocabulary;
  readings: ReadonlyMap<string, Reading>;
  /** What units earn; null in a policy that gives no points. */
  bonus: Bonus | null;
  /** What follows for a person; null in a policy that judges nobody. */
  judge: Judge | null;
  /** The examples of the block `tests`. */
  cases: readonly PolicyCase[];
  /** Doubts that do not stop the policy: dead steps and caps, an assumed date. */
  warnings: readonly Placed[];
}

/** Returns the policy in the text of a YAML file; throws a UserError that lists every fault with its place. */
export function parsePolicy(text: string, file: string): Policy {
  const yaml = parseYaml(text, file);
  const faults = [...yaml.faults];
  const policy = faults.length ? undefined : readPolicy(new Cursor(yaml, faults, [], yaml.value, null), faults, file);
  if (faults.length || !policy) {
    const places = [...new Map(faults.map(fault => [formatPlaced([fault]), fault])).values()];
    places.sort((a, b) => a.line - b.line || a.column - b.column);
    throw new UserError(`制度文件有 ${places.length} 处错误，改正后再运行：\n${formatPlaced(places)}`);
  }
  return policy;
}

const REQUIRED = ["hengcai", "policy", "title", "source", "force", "clauses", "readings", "flow"];
const OPTIONAL = ["place", "year", "points", "vocab", "score", "judge", "rank", "watch", "tests", "reviewed_through"];

function readPolicy(root: Cursor, faults: Placed[], file: string): Policy | undefined {
  if (root.has("amends")) return root.faultAt("amends", "还不能读修订文件（amends）：请把修订并入原制度文件");
  root.only(REQUIRED, OPTIONAL);
  const warnings: Placed[] = [];
  const head = readHead(root);
  const from = readForce(root.at("force"), warnings);
  const clauses = readClauses(root.at("clauses"));
  // Every name counts as known, its own faults aside: one fault is not to be reported twice.
  const clauseIds = root.at("clauses").keys();
  const readings = readReadings(root.at("readings"), clauseIds);
  const vocab: Vocabulary = root.has("vocab") ? readVocab(root.at("vocab")) : new Map();
  for (const block of ["year", "flow", "watch", "judge"]) {
    if (root.has(block)) checkWrappers(root.at(block), readings, clauseIds, {from, dated: false});
  }
  const usual = {readings: chosenReadings(readings), year: Number(from.slice(0, 4))};
  if (root.has("watch")) checkWatch(root.at("watch").through(usual), clauseIds);
  if (root.has("rank")) checkRank(root.at("rank"));
  if (root.has("score") === root.has("judge")) {
    return root.fault("要有 score（单位加分）或 judge（人员考核）之一，不能都有或都没有");
  }
  let bonus: Bonus | null = null;
  let judge: Judge | null = null;
  if (root.has("score")) {
    bonus = readBonus(root, {clauses, clauseIds, readings, vocab, from, faults, warnings});
  } else {
    judge = readJudge(root.at("judge").through(usual), clauseIds, vocab) ?? null;
    if (root.has("flow")) checkAssessmentFlow(root.at("flow").through(usual), clauseIds);
    if (root.has("year")) checkYear(root.at("year").through(usual), ["assess_year"]);
  }
  const rules = bonus?.rules.map(rule => rule.id) ?? [];
  const readable = root.has("tests") && (judge !== null || rules.length > 0);
  const cases = readable ? readCases(root.at("tests"), readings, rules, !bonus) : [];
  return {...head, file, from, clauses, vocab, readings, bonus, judge, cases, warnings};
}

function readHead(root: Cursor): Pick<Policy, "id" | "title" | "place" | "doc" | "reviewedThrough"> {
  if (root.has("hengcai") && root.at("hengcai").value !== "1") root.at("hengcai").fault("只认得 hengcai: 1 的写法");
  const id = text(root, "policy");
  if (id && !/^[a-z][a-z0-9-]*$/.test(id)) root.at("policy").fault(`制度代号只能用小写字母、数字和连字符：“${id}”`);
  const source = root.at("source");
  if (root.has("source") && source.only(["doc"], ["issued"]) && source.has("issued")) source.at("issued").date();
  if (root.has("points") && root.at("points").only(["scale"]) && root.at("points").at("scale").value !== "3") {
    root.at("points").at("scale").fault("分值的精度目前只能是 3（千分之一）");
  }
  const reviewedThrough = root.has("reviewed_through") ? (root.at("reviewed_through").count() ?? null) : null;
  return {id, title: text(root, "title"), place: text(root, "place"), doc: text(source, "doc"), reviewedThrough};
}

function text(cursor: Cursor, key: string): string {
  return cursor.has(key) ? (cursor.at(key).text() ?? "") : "";
}

/** Returns the first day in force; one that the document does not give is a warning. */
function readForce(force: Cursor, warnings: Placed[]): string {
  if (!force.only(["from"], ["assumed"])) return "0001-01-01";
  if (force.has("assumed")) {
    const why = text(force, "assumed");
    force.warn(warnings).at("assumed").fault(`施行日期是推定的：${why}`);
  }
  return force.at("from").date() ?? "0001-01-01";
}
