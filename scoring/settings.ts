/** What scoring takes from the workspace's configuration (`loaders/config.ts` reads it; the shapes match). */
export interface ScoreSettings {
  /** ISO date; nothing done after it has happened yet. */
  asOf: string;
  groups: readonly {name: string; kinds: readonly string[]}[];
  readings: ReadonlyMap<
    string,
    {option: string; decidedBy: string | null; decidedOn: string | null; reason?: string | null}
  >;
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
  /** What the office sets of the alerts' limits; the rest stands in `alerts/limits.ts`. */
  alerts?: Partial<AlertLimits>;
}

/** From where on the office is told; days are calendar days, and a limit itself is still within it. */
export interface AlertLimits {
  /** Days before a two-month window closes without a meeting (A01). */
  windowDays: number;
  /** Days for the minutes of a meeting, and for its tasks to become inspection items (A03). */
  minutesDays: number;
  linkDays: number;
  /** Days an explanation may take once a notice is overdue (A04), and closing once a unit reported (A06). */
  explainDays: number;
  closeDays: number;
  /** Days before the end of a term (A10), and for the county after the unit's opinion (A11). */
  termDays: number;
  countyDays: number;
  /** Unhappy ratings of a unit in a quarter; the fall of its rate from one year to the next, in thousandths (A17). */
  unhappyRatings: number;
  satisfiedFall: number;
  /** Days without any new record of a dataset; the share of rows lost since the last load, in thousandths (A19). */
  sourceDays: number;
  rowsFall: number;
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
  /** The rules that give points, in order; none where it gives none. */
  rules?: readonly RuleFacts[];
  /** What is otherwise from a year on, ascending. */
  later?: readonly ({year: number} & Pick<PolicyFacts, "clauses" | "readings">)[];
}

/** What a rule's claims are about. */
export interface RuleFacts {
  id: string;
  title: string;
  /** The columns of `core.claims` that name a thing of the world and stand in its key, however the text is read. */
  about: readonly ("person_key" | "event_key" | "article_key")[];
}

/** Returns the last day of the year, or as-of if that is earlier: the day a ranking or a register is taken on. */
export function dayOf(year: number, asOf: string): string {
  const last = `${year}-12-31`;
  return last < asOf ? last : asOf;
}
