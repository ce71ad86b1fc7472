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

export interface Report {
  tallies: Map<string, Map<Operator, Tally>>;
  survivors: {target: string; trial: Trial}[];
  killed: Set<string>;
}

/** Tries every mutant of the targets, one after the other. */
export async function tryAll(targets: readonly Target[], progress: (text: string) => void): Promise<Report> {
  const report: Report = {tallies: new Map(), survivors: [], killed: new Set()};
  for (const {name, trials} of targets) {
    const tallies = new Map<Operator, Tally>();
    report.tallies.set(name, tallies);
    for (const [i, trial] of trials.entries()) {
      const tally = tallies.get(trial.operator) ?? {killed: 0, survived: 0, invalid: 0};
      tallies.set(trial.operator, tally);
      const outcome = await trial.outcome();
      tally[outcome]++;
      if (outcome === "survived") report.survivors.push({target: name, trial});
      if (outcome === "killed") report.killed.add(nameOf(name, trial.name));
      if ((i + 1) % 50 === 0) progress(`${name}: ${i + 1} of ${trials.length}`);
    }
  }
  return report;
}

export interface Verdict {
  killed: number;
  /** Mutants that DuckDB accepts. */
  total: number;
  /** Survivors that nobody has explained. */
  unexplained: string[];
  /** Explained survivors that are killed now, or are no mutants any more. */
  stale: string[];
}

/** Compares the report with the survivors that were explained. */
export function judge({tallies, survivors, killed}: Report, explained: readonly Survivor[]): Verdict {
  const all = [...tallies.values()].flatMap(operators => [...operators.values()]);
  const sum = (outcome: keyof Tally): number => all.reduce((total, tally) => total + tally[outcome], 0);
  const known = new Set(explained.map(({target, mutant}) => nameOf(target, mutant)));
  const alive = new Set(survivors.map(({target, trial}) => nameOf(target, trial.name)));
  const inScope = explained.filter(({target}) => tallies.has(target)).map(({target, mutant}) => nameOf(target, mutant));
  return {
    killed: sum("killed"),
    total: sum("killed") + sum("survived"),
    unexplained: [...alive].filter(name => !known.has(name)),
    stale: inScope.filter(name => !alive.has(name)).map(name => `${name}${killed.has(name) ? " (killed)" : " (gone)"}`)
  };
}

function nameOf(target: string, mutant: string): string {
  return `${target} · ${mutant}`;
}
