import type {Accounting} from "./table.ts";

/** How many rows fell where; their sum is not among them. */
export type Counts = Omit<Accounting, "rows">;

/** Returns counts of nothing. */
export function noCounts(): Counts {
  return {preamble: 0, header: 0, repeatedHeader: 0, blank: 0, total: 0, note: 0, accepted: 0, rejected: 0};
}

/** Returns the accounting of a sheet; throws where the counts do not add up to its rows, so that none is lost in silence. */
export function audited(rows: number, counts: Counts, sheet: string): Accounting {
  const sum = Object.values(counts).reduce((a, b) => a + b, 0);
  if (sum !== rows)
    throw new Error(`rows of sheet "${sheet}" do not add up: ${JSON.stringify({rows, sum, ...counts})}`);
  return {rows, ...counts};
}
