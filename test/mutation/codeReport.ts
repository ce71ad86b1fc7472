import {note, type Outcome, type Report} from "./run.ts";

/** What Stryker writes of its run: the part that is read here. */
export interface StrykerReport {
  files: Readonly<Record<string, {source: string; mutants: readonly StrykerMutant[]}>>;
}

interface StrykerMutant {
  mutatorName: string;
  replacement?: string;
  status: string;
  location: {start: Place; end: Place};
}

/** Both from 1. */
interface Place {
  line: number;
  column: number;
}

/** A mutant that no test reaches lives as well as one that none notices; one that hangs is noticed. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  Killed: "killed",
  Timeout: "killed",
  Survived: "survived",
  NoCoverage: "survived"
};

/** Returns what became of the mutants of each file, each named by its operator, its line and the change in brackets. */
export function codeReport({files}: StrykerReport): Report {
  const report: Report = {tallies: new Map(), survivors: [], killed: new Set()};
  for (const [file, {source, mutants}] of Object.entries(files)) {
    const lines = source.split("\n");
    const seen = new Map<string, number>();
    for (const mutant of inOrder(mutants)) {
      const first = nameOf(mutant, lines);
      const times = (seen.get(first) ?? 0) + 1;
      seen.set(first, times);
      const name = times === 1 ? first : `${first} (${times})`;
      note(report, file, {name, operator: mutant.mutatorName}, OUTCOMES[mutant.status] ?? "invalid");
    }
  }
  return report;
}

function inOrder(mutants: readonly StrykerMutant[]): StrykerMutant[] {
  const place = ({location: {start, end}}: StrykerMutant): number[] => [start.line, start.column, end.line, end.column];
  return mutants.toSorted((a, b) => {
    const [of, other] = [place(a), place(b)];
    const i = of.findIndex((value, i) => value !== other[i]);
    return i < 0 ? 0 : of[i]! - other[i]!;
  });
}

function nameOf({mutatorName, replacement, location: {start, end}}: StrykerMutant, lines: readonly string[]): string {
  const [first, last] = [lines[start.line - 1]!, lines[end.line - 1]!];
  const before = first.slice(0, start.column - 1);
  const after = last.slice(end.column - 1);
  const whole = lines.slice(start.line - 1, end.line).join("\n");
  const text = whole.slice(before.length, whole.length - after.length);
  return `${mutatorName}: ${before}[${text} → ${replacement ?? ""}]${after}`.replace(/\s+/g, " ").trim();
}
