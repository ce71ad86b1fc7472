import type {Placed} from "../loaders/error.ts";
import type {Plain, YamlFile} from "../loaders/yaml.ts";
import {addClauses, addParts} from "./amendAdd.ts";
import {checkHead} from "./amendAlone.ts";
import {type Change, Draft, type Force, holdsFrom, type Origin, type Transition} from "./amendDraft.ts";
import {readForce} from "./amendForce.ts";
import {endRules, setValues} from "./amendSet.ts";
import {type Layer, layered, registerNodes} from "./layers.ts";
import {isBeginning} from "./policyYear.ts";
import {AMENDMENT} from "./shapes.ts";
import {maybeText, valueAt} from "./tree.ts";

export {type Change, holdsFrom, type Transition};

/** A policy's tree with its amendments worked in. */
export interface Composed {
  yaml: YamlFile;
  amendments: Amendment[];
  /** The changes of each of the files, also of those with faults. */
  origins: readonly {file: string; root: Placed; changes: readonly Origin[]}[];
}

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
export function compose(base: Parsed, amendments: readonly Parsed[], faults: Placed[]): Composed {
  const layers = new Map<object, Layer>();
  registerNodes(layers, base.yaml);
  const begins = beginOf(base.yaml.value);
  let value = base.yaml.value;
  const done: Amendment[] = [];
  const origins: Composed["origins"][number][] = [];
  for (const {file, yaml} of amendments) {
    registerNodes(layers, yaml);
    const draft = new Draft(value, layers, yaml, faults, begins);
    const amendment = amend(draft, file);
    value = draft.value;
    origins.push({file, root: yaml.fault([], ""), changes: draft.origins});
    if (amendment) done.push(amendment);
  }
  return {yaml: layered(value, layers, base.yaml), amendments: done, origins};
}

function amend(draft: Draft, file: string): Amendment | undefined {
  const {root, yaml} = draft;
  root.only(AMENDMENT);
  root.adopt(AMENDMENT);
  checkHead(root);
  const id = root.need("policy").text();
  draft.force = readForce(draft);
  const doc = root.has("source") ? (maybeText(yaml.value, ["source", "doc"]) ?? "") : "";
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
  const title = root.need("title").text() ?? "";
  return {id, title, doc, file, ...draft.force, changes: draft.changes};
}

/** Returns the day on which years begin; null where the policy has a fault there. */
function beginOf(value: Plain): string | null {
  const begins = maybeText(value, ["year", "begins"]);
  if (begins !== undefined) return isBeginning(begins) ? begins : null;
  return valueAt(value, ["score"]) === null ? "01-01" : null;
}
