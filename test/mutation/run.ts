import type {Operator} from "./mutants.ts";

export type Outcome = "killed" | "survived" | "invalid";

/** A mutant, and how to find out whether the tests notice it. */
export interface Trial {
  name: string;
  operator: Operator;
  line: number;
  outcome(): Promise<Outcome>;
}

/** A SQL text and its mutants. */
export interface Target {
  name: string;
  trials: readonly Trial[];
  close(): void;
}

export interface Survivor {
  target: string;
  mutant: string;
  /** Why no test can tell it from the original. */
  reason: string;
}

export interface Tally {
  killed: number;
  survived: number;
  invalid: number;
}

/** What became of the mutants of each target, by operator; those that lived and those that were killed by name. */
export interface Report {
  tallies: Map<string, Map<string, Tally>>;
  survivors: {target: string; mutant: string}[];
  killed: Set<string>;
}

/** Tries every mutant of the targets, one after the other. */
export async function tryAll(targets: readonly Target[], progress: (text: string) => void): Promise<Report> {
  const report: Report = {tallies: new Map(), survivors: [], killed: new Set()};
  for (const {name, trials} of targets) {
    for (const [i, trial] of trials.entries()) {
      const outcome = await trial.outcome();
      note(report, name, trial, outcome);
      if (outcome === "survived") progress(`${name}: alive: ${trial.name}`);
      if ((i + 1) % 50 === 0) progress(`${name}: ${i + 1} of ${trials.length}`);
    }
  }
  return report;
}

/** Notes what became of one mutant. */
export function note(
  {tallies, survivors, killed}: Report,
  target: string,
  {name, operator}: {name: string; operator: string},
  outcome: Outcome
): void {
  const own = tallies.get(target) ?? new Map<string, Tally>();
  tallies.set(target, own);
  const tally = own.get(operator) ?? {killed: 0, survived: 0, invalid: 0};
  own.set(operator, tally);
  tally[outcome]++;
  if (outcome === "survived") survivors.push({target, mutant: name});
  if (outcome === "killed") killed.add(nameOf(target, name));
}

export interface Verdict {
  /** Of each target, the mutants that were killed of those that can run at all. */
  shares: {target: string; killed: number; total: number}[];
  /** Survivors that nobody has explained. */
  unexplained: string[];
  /** Explained survivors that are killed now, or are no mutants any more. */
  stale: string[];
}

/** Compares the report with the survivors that were explained. */
export function judge({tallies, survivors, killed}: Report, explained: readonly Survivor[]): Verdict {
  const shares = [...tallies].map(([target, operators]) => {
    const sum = (outcome: keyof Tally): number => [...operators.values()].reduce((all, one) => all + one[outcome], 0);
    return {target, killed: sum("killed"), total: sum("killed") + sum("survived")};
  });
  const known = new Set(explained.map(({target, mutant}) => nameOf(target, mutant)));
  const alive = new Set(survivors.map(({target, mutant}) => nameOf(target, mutant)));
  const inScope = explained.filter(({target}) => tallies.has(target)).map(({target, mutant}) => nameOf(target, mutant));
  return {
    shares,
    unexplained: [...alive].filter(name => !known.has(name)),
    stale: inScope.filter(name => !alive.has(name)).map(name => `${name}${killed.has(name) ? " (killed)" : " (gone)"}`)
  };
}

function nameOf(target: string, mutant: string): string {
  return `${target} · ${mutant}`;
}
