import type {Placed} from "../loaders/error.ts";
import type {Plain, YamlFile} from "../loaders/yaml.ts";
import {mergeWords} from "./amendWords.ts";
import {Cursor, isDated, isDay, isMap} from "./cursor.ts";
import {type Layer, layered, registerNodes} from "./layers.ts";
import {TRANSITIONS} from "./names.ts";
import {findPath, replaceAt} from "./override.ts";
import {firstDayOf, policyYear} from "./policyYear.ts";
import {ADDITION, AMENDMENT, BASIS_KEYS, END, RULE_SLOTS, SET_ITEM} from "./shapes.ts";
import {maybeText, type Path, type PlainMap, pick, plainMap, valueAt} from "./tree.ts";

/** A document that changes another: what it changed, from which day, by which clause. */
export interface Amendment {
  id: string;
  title: string;
  doc: string;
  file: string;
  /** The first day of its own force, ISO, and the day from which its changes hold. */
  from: string;
  holds: string;
  transition: Transition | null;
  changes: readonly Change[];
}

export type Transition = (typeof TRANSITIONS)[number];

export interface Change {
  kind: "set" | "add" | "end";
  /** What it concerns: `score.R1.caps.0.max`, `rules.R6`. */
  path: string;
  /** The clause that says so; null where it stands on the office's own word. */
  clause: string | null;
}

/** A file with its parsed text. */
export interface Parsed {
  file: string;
  yaml: YamlFile;
}

/**
 * Returns the policy's tree with the amendments worked in, one after the other: a value that one sets becomes a dated
 * list, a rule that one ends gets its last day. Every fault keeps its place in the file it comes from.
 */
export function compose(
  base: Parsed,
  amendments: readonly Parsed[],
  faults: Placed[]
): {yaml: YamlFile; amendments: Amendment[]} {
  const layers = new Map<object, Layer>();
  registerNodes(layers, base.yaml);
  const begins = beginOf(base.yaml.value);
  let value = base.yaml.value;
  const done: Amendment[] = [];
  for (const {file, yaml} of amendments) {
    registerNodes(layers, yaml);
    const work = new Work(value, layers, yaml, faults, begins);
    const amendment = work.amend(file);
    value = work.value;
    if (amendment) done.push(amendment);
  }
  return {yaml: layered(value, layers, base.yaml), amendments: done};
}

/** Returns the first day from which a change holds: a change in mid-year holds for the year, the next one or from its day. */
export function holdsFrom(from: string, transition: Transition | null, begins: string): string {
  const year = policyYear(from, begins);
  if (transition === "whole_year_new") return firstDayOf(year, begins);
  if (transition === "next_year") return from === firstDayOf(year, begins) ? from : firstDayOf(year + 1, begins);
  return from;
}

/** The amending of one tree by one file. */
class Work {
  value: Plain;
  readonly #layers: Map<object, Layer>;
  readonly #yaml: YamlFile;
  readonly #root: Cursor;
  readonly #begins: string;
  readonly #first: string;
  readonly #changes: Change[] = [];
  #from = "0001-01-01";
  #holds = "0001-01-01";
  #transition: Transition | null = null;

  constructor(value: Plain, layers: Map<object, Layer>, yaml: YamlFile, faults: Placed[], begins: string) {
    this.value = value;
    this.#layers = layers;
    this.#yaml = yaml;
    this.#root = new Cursor(yaml, faults, [], yaml.value, null);
    this.#begins = begins;
    this.#first = maybeText(value, ["force", "from"]) ?? "0001-01-01";
  }

  amend(file: string): Amendment | undefined {
    const root = this.#root;
    root.only(AMENDMENT);
    if (root.has("hengcai") && root.at("hengcai").value !== "1") root.at("hengcai").fault("只认得 hengcai: 1 的写法");
    const id = root.has("policy") ? (root.at("policy").text() ?? "") : "";
    if (id && !/^[a-z][a-z0-9-]*$/.test(id)) root.at("policy").fault(`制度代号只能用小写字母、数字和连字符：“${id}”`);
    this.#readForce();
    const doc = root.has("source") ? (maybeText(this.#yaml.value, ["source", "doc"]) ?? "") : "";
    if (root.has("source")) root.at("source").only(AMENDMENT.required.source);
    this.#addClauses(doc);
    if (root.has("add")) this.#add(root.at("add"));
    if (root.has("set")) this.#set(root.at("set"));
    if (root.has("end")) this.#end(root.at("end"));
    if (!["add", "set", "end", "clauses"].some(block => root.has(block))) {
      root.fault("修订文件里至少要有 set、add、end 之一，否则什么也没有改");
    }
    // The examples are the amendment's own: those of the policy were written for the text before it.
    this.#put(["tests"], root.has("tests") ? root.at("tests").value : []);
    if (root.has("reviewed_through")) this.#put(["reviewed_through"], root.at("reviewed_through").value);
    if (!id) return undefined;
    const title = root.has("title") ? (root.at("title").text() ?? "") : "";
    return {
      id,
      title,
      doc,
      file,
      from: this.#from,
      holds: this.#holds,
      transition: this.#transition,
      changes: this.#changes
    };
  }

  #readForce(): void {
    const root = this.#root;
    if (!root.has("force") || !root.at("force").only(AMENDMENT.required.force)) return;
    const from = root.at("force").at("from").date();
    if (from === undefined) return;
    if (from < this.#first) {
      root.at("force").at("from").fault(`修订早于制度的施行日期 ${this.#first}：“${from}”`);
      // The rest is read as if it came into force a year after the policy.
      this.#from = firstDayOf(policyYear(this.#first, this.#begins) + 1, this.#begins);
      this.#holds = this.#from;
      return;
    }
    const midYear = from.slice(5) !== this.#begins;
    const given = root.has("transition") ? root.at("transition").word(TRANSITIONS, "过渡办法") : undefined;
    if (midYear && !root.has("transition")) {
      root.fault(`“${from}”不是考核年度的第一天：要写明 transition（${TRANSITIONS.join("、")}）`);
    }
    if (!midYear && root.has("transition")) {
      root.faultAt("transition", `“${from}”就是考核年度的第一天，不需要 transition，请删去`);
    }
    this.#from = from;
    // A missing word is one fault: the rest is read as if it were there.
    this.#transition = midYear ? (given ?? "by_event_date") : null;
    this.#holds = holdsFrom(from, this.#transition, this.#begins);
  }

  #addClauses(doc: string): void {
    const {value} = this.#yaml;
    const blocks: [readonly string[], Plain][] = [
      [["clauses"], isMap(value) ? (value.clauses ?? null) : null],
      [["add", "clauses"], isMap(value) && isMap(value.add) ? (value.add.clauses ?? null) : null]
    ];
    for (const [path, clauses] of blocks) {
      if (clauses === null) continue;
      const block = path.reduce((cursor, step) => cursor.at(step), this.#root);
      for (const id of block.keys()) {
        const clause = block.at(id).value;
        const marked: Plain = isMap(clause) ? plainMap({...clause, doc: clause.doc ?? doc}) : clause;
        this.#layer(marked, [...path, id]);
        this.#addEntry("clauses", id, block, marked);
      }
    }
  }

  #add(add: Cursor): void {
    if (!add.only(ADDITION)) return;
    if (add.has("vocab")) this.#addWords(add.at("vocab"));
    if (add.has("readings")) {
      for (const id of add.at("readings").keys()) {
        this.#addEntry("readings", id, add.at("readings"), add.at("readings").at(id).value);
        this.#changes.push({
          kind: "add",
          path: `readings.${id}`,
          clause: citeOf(add.at("readings").at(id).value, "clause")
        });
      }
    }
    if (add.has("rules")) {
      for (const id of add.at("rules").keys()) {
        const rule = add.at("rules").at(id).value;
        const dated: Plain =
          isMap(rule) && (rule.from ?? null) === null ? plainMap({...rule, from: this.#holds}) : rule;
        this.#layer(dated, ["add", "rules", id]);
        this.#addEntry("score", id, add.at("rules"), dated);
        this.#changes.push({kind: "add", path: `score.${id}`, clause: citeOf(rule)});
      }
    }
    if (add.has("limits")) {
      const old = isMap(this.value) && Array.isArray(this.value.limits) ? this.value.limits : [];
      const items = add
        .at("limits")
        .items()
        .map((item, i) => {
          const limit = item.value;
          const dated = this.#limitFrom(limit, i);
          this.#layer(dated, ["add", "limits", i]);
          this.#changes.push({kind: "add", path: `limits.${old.length + i}`, clause: citeOf(limit)});
          return dated;
        });
      this.#put(["limits"], [...old, ...items]);
    }
  }

  /** A limit that comes in later was none before. */
  #limitFrom(limit: Plain, i: number): Plain {
    if (!isMap(limit) || (limit.max ?? null) === null) return limit;
    const basis = pick(limit, BASIS_KEYS);
    const before = plainMap({from: this.#first, value: "none"});
    const after = plainMap({from: this.#from, value: limit.max!, ...basis, ...this.#passing()});
    this.#layer(after, ["add", "limits", i, "max"]);
    return plainMap({...limit, max: [before, after]});
  }

  #passing(): PlainMap {
    return this.#transition === null ? {} : {transition: this.#transition};
  }

  #addWords(vocab: Cursor): void {
    for (const field of vocab.keys()) {
      const merged = mergeWords(vocab.at(field), field, valueAt(this.value, ["vocab", field]), this.#holds);
      if (merged === undefined) continue;
      this.#changes.push({kind: "add", path: `vocab.${field}`, clause: null});
      this.#layer(merged, ["add", "vocab", field]);
      this.#put(["vocab", field], merged);
    }
  }

  #set(set: Cursor): void {
    for (const path of set.keys()) {
      const item = set.at(path);
      const whole = item.only(SET_ITEM);
      const found = findPath(this.value, path);
      if ("fault" in found) {
        set.faultAt(path, found.fault);
        continue;
      }
      const {steps} = found;
      if (!mayBeDated(steps)) {
        set.faultAt(
          path,
          `这个值不能用 set 改：能改的有规则的 ${RULE_SLOTS.join("、")}，limits 的 over、max，year.place_by 和 flow.claim.revoke.scope`
        );
        continue;
      }
      if (!whole) continue;
      this.#changes.push({kind: "set", path: steps.join("."), clause: citeOf(item.value)});
      this.#setDated(set, path, steps, found.value);
    }
  }

  /** Puts the new value behind those that the place has had. */
  #setDated(set: Cursor, path: string, steps: (string | number)[], old: Plain): void {
    const given = set.at(path).value as PlainMap;
    const version = plainMap({...given, from: this.#from, ...this.#passing()});
    this.#layer(version, ["set", path]);
    const before = isDated(old) ? old : [this.#firstVersion(steps, old, given)];
    const same = before.find(one => this.#holdsOf(one) === this.#holds);
    if (same) {
      set.faultAt(path, `${this.#holds} 起已有另一个值：同一天只能有一个版本`);
      return;
    }
    const versions = [...before, version].sort((a, b) => (String(a.from) < String(b.from) ? -1 : 1));
    this.#put(steps, versions);
  }

  #holdsOf(version: PlainMap): string {
    const from = String(version.from);
    const transition = TRANSITIONS.find(word => word === version.transition) ?? null;
    return isDay(from) ? holdsFrom(from, transition, this.#begins) : from;
  }

  /** The value as the policy first had it, on the word that it stands on; on that of its change where it says none. */
  #firstVersion(steps: Path, value: Plain, change: PlainMap): PlainMap {
    const above = steps.map((_, n) => valueAt(this.value, steps.slice(0, n + 1)));
    const basis = above.map(node => pick(node, BASIS_KEYS)).findLast(found => "cite" in found || "basis" in found);
    return plainMap({from: this.#first, value, ...(basis ?? pick(change, BASIS_KEYS))});
  }

  #end(end: Cursor): void {
    for (const item of end.items()) {
      if (!item.only(END)) continue;
      if (!item.has("cite") && !item.has("basis")) {
        item.fault("缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on");
      }
      const rules = isMap(this.value) && isMap(this.value.score) ? this.value.score : {};
      const id = item.at("rule").word(Object.keys(rules), "规则");
      if (id === undefined) continue;
      if (item.has("cite")) item.at("cite").word(this.#clauseIds(), "条款");
      const rule = rules[id];
      const ended = isMap(rule) ? (rule.to ?? null) : null;
      if (ended !== null) {
        item.at("rule").fault(`“${id}”已经在 ${String(ended)} 停止，不能再停止一次`);
        continue;
      }
      this.#changes.push({kind: "end", path: `score.${id}`, clause: citeOf(item.value)});
      this.#put(["score", id, "to"], this.#holds);
    }
  }

  #clauseIds(): string[] {
    return isMap(this.value) && isMap(this.value.clauses) ? Object.keys(this.value.clauses) : [];
  }

  #addEntry(block: string, id: string, cursor: Cursor, value: Plain): void {
    const known = isMap(this.value) && isMap(this.value[block]) ? this.value[block] : {};
    const hint = block === "score" ? "要改它用 set" : "另取一个代号";
    if (Object.hasOwn(known, id)) cursor.faultAt(id, `“${id}”原来就有，不能再增加；${hint}`);
    else this.#put([block, id], value);
  }

  /** Puts a value at the steps, making the maps on the way. */
  #put(steps: Path, value: Plain): void {
    let tree = this.value;
    for (let n = 1; n < steps.length; n++) {
      const at = steps.slice(0, n);
      if (valueAt(tree, at) === null) tree = replaceAt(tree, at, Object.create(null));
    }
    this.value = replaceAt(tree, steps, value);
  }

  /** Notes that the node comes from the amendment's path. */
  #layer(node: Plain, path: Path): void {
    if (node !== null && typeof node === "object") this.#layers.set(node, {yaml: this.#yaml, path});
  }
}

/** Returns whether the value at the path may change with the date. */
function mayBeDated(steps: Path): boolean {
  const [block, , slot] = steps.map(String);
  if (block === "score") return slot !== undefined && (RULE_SLOTS as readonly string[]).includes(slot);
  if (block === "limits") return slot === "over" || slot === "max";
  const path = steps.join(".");
  return path === "year.place_by" || path === "flow.claim.revoke.scope";
}

function citeOf(value: Plain, key = "cite"): string | null {
  const cite = isMap(value) ? value[key] : null;
  return typeof cite === "string" ? cite : null;
}

function beginOf(value: Plain): string {
  const begins = maybeText(value, ["year", "begins"]);
  return begins !== undefined && /^\d\d-\d\d$/.test(begins) ? begins : "01-01";
}
