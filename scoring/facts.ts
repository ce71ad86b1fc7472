import {GROUNDS} from "./judge.ts";
import type {Clause, Policy} from "./policy.ts";
import {chosenReadings} from "./reading.ts";
import type {PolicyFacts, ScoreSettings} from "./settings.ts";

/**
 * Returns what the tables beside the bonus points need to know of the policy. The clauses that `judge` cites stand also
 * under fixed names (a9_1 … a9_6, a10_1, a10_2), so that a policy may name its clauses as it likes.
 */
export function policyFacts(policy: Policy, choices: ScoreSettings["readings"]): PolicyFacts {
  const {id, from, judge} = policy;
  const clauses = new Map<string, Clause>(policy.clauses);
  const name = (fixed: string, clause: string | undefined) => {
    const cited = clause === undefined ? undefined : policy.clauses.get(clause);
    if (cited) clauses.set(fixed, cited);
  };
  if (judge) {
    for (const [i, ground] of GROUNDS.entries()) name(`a9_${i + 1}`, judge.grounds.get(ground));
    name("a10_1", judge.continue);
    name("a10_2", judge.unqualified);
  }
  return {id, from, clauses, readings: chosenReadings(policy.readings, choices)};
}
