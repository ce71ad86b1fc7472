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

/** Which mutants of which target are to be tried. */
export type Wanted = (target: string, mutant: string) => boolean;

/** Tries every mutant of the targets that is wanted, one after the other. */
export async function tryAll(
  targets: readonly Target[],
  progress: (text: string) => void,
  wanted: Wanted = () => true
): Promise<Report> {
  const report: Report = {tallies: new Map(), survivors: [], killed: new Set()};
  for (const {name, trials: all} of targets) {
    const trials = all.filter(trial => wanted(name, trial.name));
    for (const [i, trial] of trials.entries()) {
      const outcome = await trial.outcome();
      note(report, name, trial, outcome);
      if (outcome === "survived") progress(`alive: ${nameOf(name, trial.name)}`);
      if ((i + 1) % 50 === 0) progress(`${name}: ${i + 1} of ${trials.length}`);
    }
  }
  return report;
}

/** Returns the mutants that the kept output of a run names as alive, each with its target. */
export function aliveIn(output: string): Set<string> {
  return new Set(output.split("\n").flatMap(line => /^(?:alive|unexplained): (.+)$/.exec(line)?.[1] ?? []));
}

/** Returns the mutants of the report that can run, each with its target. */
export function tried({survivors, killed}: Report): Set<string> {
  return new Set([...killed, ...survivors.map(({target, mutant}) => nameOf(target, mutant))]);
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

/** Returns how a report and its readers call a mutant. */
export function nameOf(target: string, mutant: string): string {
  return `${target} · ${mutant}`;
}
