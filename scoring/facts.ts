import type {Plain} from "../loaders/yaml.ts";
import {isMap} from "./cursor.ts";
import {GROUNDS} from "./names.ts";
import type {Clause, Policy} from "./policy.ts";
import {chosenReadings} from "./reading.ts";
import type {PolicyFacts, ScoreSettings} from "./settings.ts";

/**
 * Returns what the tables beside the bonus points need to know of the policy. The clauses that `judge`, `flow` and
 * `watch` cite stand also under fixed names, so that a policy may name its clauses as it likes.
 */
export function policyFacts(policy: Policy, choices: ScoreSettings["readings"]): PolicyFacts {
  const {id, from, judge, tree} = policy;
  const clauses = new Map<string, Clause>(policy.clauses);
  const name = (fixed: string, clause: string | undefined) => {
    const cited = clause === undefined ? undefined : policy.clauses.get(clause);
    if (cited) clauses.set(fixed, cited);
  };
  for (const [fixed, ...path] of CITED) name(fixed, textAt(tree, path));
  if (judge) {
    for (const [i, ground] of GROUNDS.entries()) name(`a9_${i + 1}`, judge.grounds.get(ground));
    name("a10_1", judge.continue);
    name("a10_2", judge.unqualified);
  }
  return {id, from, clauses, readings: chosenReadings(policy.readings, choices)};
}

/** Fixed name, then where the policy's file cites the clause. */
const CITED: readonly (readonly [fixed: string, ...path: string[]])[] = [
  ["cadence", "watch", "meeting_cadence", "cite"],
  ["absence", "watch", "meeting_absence", "cite"],
  ["order", "watch", "order_deadline", "cite"],
  ["overdue", "watch", "order_overdue", "cite"],
  ["feedback", "watch", "satisfaction", "cite"],
  ["apply", "flow", "claim", "cite", "applied"],
  ["a7_1", "flow", "assessment", "cite", "self_reported"],
  ["a7_2", "flow", "assessment", "cite", "unit_opinion"],
  ["a7_3", "flow", "assessment", "cite", "county_graded"],
  ["a7_4", "flow", "assessment", "cite", "filed"]
];

function textAt(tree: Plain, path: readonly string[]): string | undefined {
  let value: Plain | undefined = tree;
  for (const key of path) value = isMap(value) ? value[key] : undefined;
  return typeof value === "string" ? value : undefined;
}
