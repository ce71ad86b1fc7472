import type {Placed} from "../loaders/error.ts";
import type {YamlFile} from "../loaders/yaml.ts";
import {checkBasis} from "./basis.ts";
import {readClauses} from "./clause.ts";
import {Cursor, isMap} from "./cursor.ts";
import {TRANSITIONS} from "./names.ts";
import {readReadings} from "./reading.ts";
import {ADDITION, AMENDMENT, END, SET_ITEM} from "./shapes.ts";
import {textsIn} from "./tree.ts";

/** Returns the faults of an amendment that can be told without the policy that it amends; none of what is a policy itself. */
export function faultsAlone(yaml: YamlFile): Placed[] {
  if (isMap(yaml.value) && ("score" in yaml.value || "judge" in yaml.value)) return [];
  const faults: Placed[] = [];
  const root = new Cursor(yaml, faults, [], yaml.value, null);
  root.only(AMENDMENT);
  root.adopt(AMENDMENT);
  checkHead(root);
  const add = root.need("add");
  add.only(ADDITION);
  for (const holder of [root, add]) readClauses(holder.need("clauses"));
  // Any clause may be one of the policy's.
  const clauses = textsIn(yaml.value);
  readReadings(add.need("readings"), clauses);
  const set = root.need("set");
  for (const path of set.keys()) {
    set.at(path).only(SET_ITEM);
    checkBasis(set.at(path), SET_ITEM, clauses);
  }
  for (const item of root.need("end").items()) {
    item.only(END);
    checkBasis(item, END, clauses);
  }
  return faults;
}

/** Checks the head of an amendment, the same whatever it amends. */
export function checkHead(root: Cursor): void {
  if (root.has("hengcai") && root.at("hengcai").value !== "1") root.at("hengcai").fault("只认得 hengcai: 1 的写法");
  const id = root.need("policy").text();
  if (id && !/^[a-z][a-z0-9-]*$/.test(id)) root.at("policy").fault(`制度代号只能用小写字母、数字和连字符：“${id}”`);
  root.need("title").text();
  root.need("source").only(AMENDMENT.required.source);
  const force = root.need("force");
  force.only(AMENDMENT.required.force);
  force.need("from").date();
  if (root.has("transition")) root.at("transition").word(TRANSITIONS, "过渡办法");
}
