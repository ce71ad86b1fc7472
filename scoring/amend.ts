import type {Placed} from "../loaders/error.ts";
import type {Plain, YamlFile} from "../loaders/yaml.ts";
import {addClauses, addParts} from "./amendAdd.ts";
import {type Change, Draft, type Force, holdsFrom, type Transition} from "./amendDraft.ts";
import {readForce} from "./amendForce.ts";
import {endRules, setValues} from "./amendSet.ts";
import {type Layer, layered, registerNodes} from "./layers.ts";
import {AMENDMENT} from "./shapes.ts";
import {maybeText} from "./tree.ts";

export {type Change, holdsFrom, type Transition};

/** A document that changes another: what it changed, from which day, by which clause. */
export interface Amendment extends Force {
  id: string;
  title: string;
  doc: string;
  file: string;
  changes: readonly Change[];
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
    const draft = new Draft(value, layers, yaml, faults, begins);
    const amendment = amend(draft, file);
    value = draft.value;
    if (amendment) done.push(amendment);
  }
  return {yaml: layered(value, layers, base.yaml), amendments: done};
}

function amend(draft: Draft, file: string): Amendment | undefined {
  const {root, yaml} = draft;
  root.only(AMENDMENT);
  if (root.has("hengcai") && root.at("hengcai").value !== "1") root.at("hengcai").fault("只认得 hengcai: 1 的写法");
  const id = root.has("policy") ? (root.at("policy").text() ?? "") : "";
  if (id && !/^[a-z][a-z0-9-]*$/.test(id)) root.at("policy").fault(`制度代号只能用小写字母、数字和连字符：“${id}”`);
  draft.force = readForce(draft);
  const doc = root.has("source") ? (maybeText(yaml.value, ["source", "doc"]) ?? "") : "";
  if (root.has("source")) root.at("source").only(AMENDMENT.required.source);
  addClauses(draft, doc);
  if (root.has("add")) addParts(draft, root.at("add"));
  if (root.has("set")) setValues(draft, root.at("set"));
  if (root.has("end")) endRules(draft, root.at("end"));
  if (!["add", "set", "end", "clauses"].some(block => root.has(block))) {
    root.fault("修订文件里至少要有 set、add、end 之一，否则什么也没有改");
  }
  // The examples are the amendment's own: those of the policy were written for the text before it.
  draft.put(["tests"], root.has("tests") ? root.at("tests").value : []);
  if (root.has("reviewed_through")) draft.put(["reviewed_through"], root.at("reviewed_through").value);
  if (!id) return undefined;
  const title = root.has("title") ? (root.at("title").text() ?? "") : "";
  return {id, title, doc, file, ...draft.force, changes: draft.changes};
}

function beginOf(value: Plain): string {
  const begins = maybeText(value, ["year", "begins"]);
  return begins !== undefined && /^\d\d-\d\d$/.test(begins) ? begins : "01-01";
}
