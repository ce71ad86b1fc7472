/** What scoring takes from the workspace's configuration (`loaders/config.ts` reads it; the shapes match). */
export interface ScoreSettings {
  /** ISO date; nothing done after it has happened yet. */
  asOf: string;
  groups: readonly {name: string; kinds: readonly string[]}[];
  readings: ReadonlyMap<string, {option: string; decidedBy: string | null; decidedOn: string | null}>;
  thresholds: {
    minCell: number;
    minRatings: number;
    /** Thousandths. */
    satisfiedShare: number;
    reportDays: number;
    dueSoonDays: number;
    excellentReference: number | null;
  };
  satisfactionIndex: ReadonlyMap<string, number>;
}

/** What the tables of grades, inspections, meetings, evaluation and reports need to know of a policy. */
export interface PolicyFacts {
  id: string;
  /** The first day in force, ISO. */
  from: string;
  /** Clause id → where the text says it, and our summary. */
  clauses: ReadonlyMap<string, {at: string; says: string}>;
  /** Reading id → the option in force. */
  readings: ReadonlyMap<string, string>;
}

/** Returns the last day of the year, or as-of if that is earlier: the day a ranking or a register is taken on. */
export function dayOf(year: number, asOf: string): string {
  const last = `${year}-12-31`;
  return last < asOf ? last : asOf;
}
