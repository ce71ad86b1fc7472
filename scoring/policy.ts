import {formatPlaced, type Placed, UserError} from "../loaders/error.ts";
import {parseYaml} from "../loaders/yaml.ts";
import {type PolicyCase, readCases} from "./cases.ts";
import {Cursor, isMap, type View} from "./cursor.ts";
import {checkAssessmentFlow, checkRank, checkWatch, readClaimFlow} from "./fixedBlocks.ts";
import {type Judge, readJudge} from "./judge.ts";
import type {Vocabulary, Words} from "./predicate.ts";
import type {Reading} from "./reading.ts";
import {type Rule, readRule, warnDead} from "./rule.ts";
import {allViews, changeYears, checkWrappers, readingsIn} from "./wrappers.ts";

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
  cases: readonly PolicyCase[];
  /** Doubts that do not stop the policy: dead steps and caps, an assumed date. */
  warnings: readonly Placed[];
}

export interface Clause {
  /** Where in the document. */
  at: string;
  /** Our own summary. */
  says: string;
  /** Length and SHA-256 of the clause's text without white space. */
  chars: number;
  sha256: string;
}

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
  clause: string;
  /** The first day in force and the day it ends; null where the policy's own hold. */
  from: string | null;
  to: string | null;
  /** The readings that it depends on. */
  readings: readonly string[];
  /** The years from which a dated value of it changes. */
  changes: readonly number[];
  read(view: View): Rule;
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
  if (root.has("hengcai") && root.at("hengcai").value !== "1") root.at("hengcai").fault("只认得 hengcai: 1 的写法");
  if (!root.has("score") && !root.has("judge")) root.fault("既没有 score 也没有 judge：这份制度什么也不计算");
  const warnings: Placed[] = [];
  const clauses = readClauses(root.at("clauses"));
  const ids = [...clauses.keys()];
  const readings = readReadings(root.at("readings"), ids);
  const force = readForce(root.at("force"), warnings);
  const vocab = root.has("vocab") ? readVocab(root.at("vocab")) : new Map<string, Words>();
  const head = readHead(root);
  const usual = view(defaults(readings), force.from);
  for (const block of ["year", "flow", "watch", "judge"]) {
    if (root.has(block)) checkWrappers(root.at(block), readings, ids, {from: force.from, dated: false});
  }
  const bonus = root.has("score") ? readBonus(root, {ids, readings, vocab, from: force.from, faults, warnings}) : null;
  const judge = root.has("judge") ? (readJudge(root.at("judge").through(usual), ids, vocab) ?? null) : null;
  if (root.has("watch")) checkWatch(root.at("watch").through(usual), ids);
  if (root.has("rank")) checkRank(root.at("rank"));
  if (!bonus && root.has("flow")) checkAssessmentFlow(root.at("flow").through(usual), ids);
  if (!bonus && root.has("year")) checkYear(root.at("year").through(usual), ["assess_year"]);
  const rules = bonus?.rules.map(rule => rule.id) ?? [];
  const cases = root.has("tests") ? readCases(root.at("tests"), readings, rules, !bonus) : [];
  if (bonus && judge) root.faultAt("judge", "score 和 judge 不能在同一份文件里，请分成两份");
  const reviewedThrough = root.has("reviewed_through") ? (root.at("reviewed_through").count() ?? null) : null;
  return {...head, file, from: force.from, reviewedThrough, clauses, vocab, readings, bonus, judge, cases, warnings};
}

function readHead(root: Cursor): {id: string; title: string; place: string; doc: string} {
  const id = root.has("policy") ? (root.at("policy").text() ?? "") : "";
  if (id && !/^[a-z][a-z0-9-]*$/.test(id)) root.at("policy").fault(`制度代号只能用小写字母、数字和连字符：“${id}”`);
  const source = root.at("source");
  if (root.has("source") && source.only(["doc"], ["issued"]) && source.has("issued")) source.at("issued").date();
  if (root.has("points") && root.at("points").only(["scale"]) && root.at("points").at("scale").value !== "3") {
    root.at("points").at("scale").fault("分值的精度目前只能是 3（千分之一）");
  }
  const text = (key: string) => (root.has(key) ? (root.at(key).text() ?? "") : "");
  return {
    id,
    title: text("title"),
    place: text("place"),
    doc: source.has("doc") ? (source.at("doc").text() ?? "") : ""
  };
}

function readForce(force: Cursor, warnings: Placed[]): {from: string} {
  if (!force.only(["from"], ["assumed"])) return {from: "0001-01-01"};
  if (force.has("assumed")) {
    const at = force.through({readings: new Map(), year: 1}, warnings).at("assumed");
    at.fault(`施行日期是推定的：${String(force.at("assumed").value)}`);
  }
  return {from: force.at("from").date() ?? "0001-01-01"};
}

function readClauses(cursor: Cursor): Map<string, Clause> {
  const clauses = new Map<string, Clause>();
  for (const id of cursor.keys()) {
    const clause = cursor.at(id);
    if (!clause.only(["at", "says", "chars", "sha256"])) continue;
    const sha256 = clause.at("sha256").text();
    if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
      clause.at("sha256").fault("应是 64 位小写十六进制的 SHA-256");
    const [at, says, chars] = [clause.at("at").text(), clause.at("says").text(), clause.at("chars").count()];
    if (at && says && chars && sha256) clauses.set(id, {at, says, chars, sha256});
  }
  return clauses;
}

function readReadings(cursor: Cursor, clauses: readonly string[]): Map<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const id of cursor.keys()) {
    const reading = cursor.at(id);
    if (!reading.only(["clause", "ask", "options", "default"])) continue;
    const options = readOptions(reading.at("options"));
    const clause = reading.at("clause").word(clauses, "条款") ?? "";
    const ask = reading.at("ask").text() ?? "";
    const usual = reading.at("default").word([...options.keys()], "选项") ?? "";
    readings.set(id, {id, clause, ask, options, default: usual});
  }
  return readings;
}

/** Options are a list of words, or words each with its meaning. */
function readOptions(cursor: Cursor): Map<string, string> {
  const options = isMap(cursor.value)
    ? new Map(cursor.keys().map(key => [key, cursor.at(key).text() ?? ""]))
    : new Map(cursor.items().map(item => [item.text() ?? "", ""]));
  if (options.size < 2) cursor.fault("一个疑义至少要有两个选项");
  if (options.has("reading")) cursor.fault("选项不能叫 reading");
  return options;
}

function readVocab(cursor: Cursor): Map<string, Words> {
  const vocab = new Map<string, Words>();
  for (const field of cursor.keys()) {
    const words = cursor.at(field);
    const ordered = words.has("order");
    if (!words.only([ordered ? "order" : "set"])) continue;
    const codes: string[] = [];
    for (const item of words.at(ordered ? "order" : "set").items()) {
      const code = item.text();
      if (code !== undefined && codes.includes(code)) item.fault(`词重复：“${code}”`);
      else if (code !== undefined) codes.push(code);
    }
    if (field === "recognised" && codes.some(code => code !== "是" && code !== "否")) {
      words.fault("recognised 的词只能是 是、否");
    }
    vocab.set(field, {codes, ordered});
  }
  return vocab;
}

function checkYear(cursor: Cursor, placeBy: readonly string[]): void {
  if (!cursor.only(["begins", "place_by"])) return;
  if (cursor.at("begins").value !== "01-01") cursor.at("begins").fault("年度目前只能从 01-01 起");
  cursor.at("place_by").word(placeBy, "归年办法");
}

interface Context {
  ids: readonly string[];
  readings: ReadonlyMap<string, Reading>;
  vocab: Vocabulary;
  from: string;
  faults: Placed[];
  warnings: Placed[];
}

function readBonus(root: Cursor, context: Context): Bonus {
  const {ids, readings} = context;
  if (!root.has("year")) root.fault("缺少必填的键：“year”");
  else
    for (const each of viewsOf(["year"], root, readings, context)) {
      checkYear(root.at("year").through(each), ["event_on", "signed_on"]);
    }
  const flow = root.at("flow").through(view(defaults(readings), context.from));
  const grounds = root.has("flow") ? readClaimFlow(flow, ids) : [];
  const scope = (options: ReadonlyMap<string, string>) =>
    root.at("flow").through(view(options, context.from)).at("claim").at("revoke").at("scope");
  for (const each of viewsOf(["flow"], root, readings, context)) {
    if (flow.at("claim").at("revoke").has("scope")) scope(each.readings).word(["unit_year", "claim"], "范围");
  }
  const placed = (options: ReadonlyMap<string, string>) =>
    root.at("year").through(view(options, context.from)).at("place_by").value;
  return {
    rules: readRules(root.at("score"), context),
    grounds,
    globalReadings: [...readingsIn(root.at("year").value), ...readingsIn(root.at("flow").value)],
    placeBy: options => (placed(options) === "signed_on" ? "signed_on" : "event_on"),
    voidScope: options => (scope(options).value === "claim" ? "claim" : "unit_year")
  };
}

function viewsOf(path: readonly string[], root: Cursor, readings: Context["readings"], {from}: Context): View[] {
  const block = path.reduce((cursor, key) => cursor.at(key), root);
  return allViews(readingsIn(block.value), readings, defaults(readings), [Number(from.slice(0, 4))]);
}

const RULE_REQUIRED = ["when", "key", "across", "earn"];
const RULE_OPTIONAL = [
  "cite",
  "basis",
  "decided_by",
  "decided_on",
  "title",
  "of",
  "shares_key_with",
  "caps",
  "from",
  "to"
];

/** Rules are numbered R1 … RN; the number is their order, wherever in the block they stand. */
function readRules(score: Cursor, context: Context): RuleText[] {
  const ids = score.keys().toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const names = ids.map((_, i) => `R${i + 1}`);
  const odd = ids.find(id => !names.includes(id));
  if (odd !== undefined) {
    score.faultAt(odd, `规则应依次叫 ${names.join("、")}，不能叫“${odd}”`);
    return [];
  }
  return ids.map((id, i) => readRuleText(score.at(id), id, i + 1, ids, context));
}

function readRuleText(source: Cursor, id: string, seq: number, rules: readonly string[], context: Context): RuleText {
  const {ids, readings, vocab, from, faults, warnings} = context;
  const before = faults.length;
  const whole = source.only(RULE_REQUIRED, RULE_OPTIONAL);
  const clause = readBasis(source, ids);
  checkWrappers(source, readings, ids, {from, dated: true});
  const used = readingsIn(source.value);
  const first = Number(from.slice(0, 4));
  const changes = changeYears(source.value).filter(year => year > first);
  if (whole && faults.length === before) {
    for (const each of allViews(used, readings, defaults(readings), [first, ...changes])) {
      readRule(source.through(each), id, rules, vocab);
    }
  }
  const read = (each: View) => {
    const rule = readRule(source.through(each, []), id, rules, vocab);
    if (!rule) throw new Error(`rule ${id} cannot be read with ${[...each.readings].join(" ")} in ${each.year}`);
    return rule;
  };
  if (faults.length === before)
    warnDead(source.through(view(defaults(readings), from), warnings), read(view(defaults(readings), from)), vocab);
  return {
    id,
    seq,
    title: source.has("title") ? (source.at("title").text() ?? id) : id,
    clause,
    from: source.has("from") ? (source.at("from").date() ?? null) : null,
    to: source.has("to") ? (source.at("to").date() ?? null) : null,
    readings: used,
    changes,
    read
  };
}

/** A rule stands on a clause, or on the office's own word: then it says who decided and when. */
function readBasis(source: Cursor, clauses: readonly string[]): string {
  if (source.has("cite")) return source.at("cite").word(clauses, "条款") ?? "";
  if (!source.has("basis")) {
    source.fault("缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on");
    return "";
  }
  source.at("basis").word(["office"], "依据");
  for (const key of ["decided_by", "decided_on"]) if (!source.has(key)) source.fault(`缺少必填的键：“${key}”`);
  if (source.has("decided_on")) source.at("decided_on").date();
  return "";
}

function defaults(readings: ReadonlyMap<string, Reading>): Map<string, string> {
  return new Map([...readings.values()].map(reading => [reading.id, reading.default]));
}

function view(readings: ReadonlyMap<string, string>, from: string): View {
  return {readings, year: Number(from.slice(0, 4))};
}

export type {Reading};
