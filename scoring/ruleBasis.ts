import type {Plain} from "../loaders/yaml.ts";
import {type Clause, placeOf} from "./clause.ts";
import type {Cursor} from "./cursor.ts";
import {maybeText, valueAt} from "./tree.ts";
import {changedIn, type View} from "./unwrap.ts";

/** What a rule stands on: the clause, null where it is the office's own word, and where to look it up. */
export interface RuleBasis {
  clause: string | null;
  /** The clause's place in the document, or who decided and when. */
  basis: string;
}

type Clauses = ReadonlyMap<string, Clause>;

/** Returns what the rule itself stands on in the view. */
export function ruleBasis(source: Cursor, view: View, clauses: Clauses): RuleBasis {
  return standing(source.through(view).at("cite").value, source.value, clauses);
}

/** Returns what the rule stands on in the view, what has changed in it by then too: each place and each clause once. */
export function basisIn(source: Cursor, view: View, clauses: Clauses): RuleBasis & {clauses: string[]} {
  const own = ruleBasis(source, view, clauses);
  const changes = changedIn(source.value, view).map(item => standing(valueAt(item, ["cite"]), item, clauses));
  const all = [own, ...changes];
  return {
    clause: own.clause,
    basis: [...new Set(all.map(({basis}) => basis))].join("；"),
    clauses: [...new Set(all.flatMap(({clause}) => clause ?? []))]
  };
}

function standing(cite: Plain, holder: Plain, clauses: Clauses): RuleBasis {
  const clause = maybeText(cite, []);
  if (clause === undefined) {
    const [by, on] = ["decided_by", "decided_on"].map(key => maybeText(holder, [key]));
    return {clause: null, basis: `${by} ${on} 裁定`};
  }
  const found = clauses.get(clause);
  return {clause, basis: found ? placeOf(found) : ""};
}
