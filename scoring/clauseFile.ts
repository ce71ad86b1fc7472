import type {Placed} from "../loaders/error.ts";
import {parseYaml} from "../loaders/yaml.ts";
import {type Clause, readClauses} from "./clause.ts";
import {Cursor} from "./cursor.ts";
import {PolicyError} from "./policyError.ts";

/** The clauses that a policy file, or a file that amends one, cites of its document. */
export interface ClauseFile {
  policy: string;
  title: string;
  /** The document's number. */
  doc: string;
  clauses: ReadonlyMap<string, Clause>;
}

/** Reads a file's clauses and nothing else, so that they can be matched before the rest is whole; throws a PolicyError. */
export function parseClauseFile(text: string, file: string): ClauseFile {
  const yaml = parseYaml(text, file);
  const faults: Placed[] = [...yaml.faults];
  const root = new Cursor(yaml, faults, [], yaml.value, null);
  const word = (cursor: Cursor, key: string) => (cursor.has(key) ? (cursor.at(key).text() ?? "") : "");
  const clauses = new Map<string, Clause>();
  if (!faults.length) {
    for (const holder of [root, root.at("add")]) {
      if (!holder.has("clauses")) continue;
      for (const [id, clause] of readClauses(holder.at("clauses"))) clauses.set(id, clause);
    }
    if (!clauses.size && !faults.length) root.fault("这份制度文件没有 clauses，没有可以核对的条款");
  }
  const head = {policy: word(root, "policy"), title: word(root, "title"), doc: word(root.at("source"), "doc")};
  if (faults.length) throw new PolicyError(faults);
  return {...head, clauses};
}
