import type {Cap, Rule} from "./rule.ts";

/** Under which running sum the items of a code go, and what bounds it; null where nothing does at the time. */
export interface CapRow {
  code: string;
  group: number;
  max: number | null;
  /** Numbered from 1: the how many-th bound of the year this is. */
  part: number;
}

/**
 * Returns the caps of one rule as it stands at several times of one year, a list for each time. Caps over the same items
 * have the same number, so that their running sum goes on from one time to the next, also where one of the times has no
 * cap. Returns null where the times divide the items otherwise.
 */
export function capGroups(times: readonly Pick<Rule, "earn" | "caps">[]): CapRow[][] | null {
  const labels = [...new Set(times.flatMap(({caps}) => caps.map(labelOf)))];
  const owner = new Map<string, string>();
  for (const {caps} of times) {
    for (const cap of caps) {
      for (const code of cap.codes ?? ["*"]) {
        const label = labelOf(cap);
        if ((owner.get(code) ?? label) !== label) return null;
        owner.set(code, label);
      }
    }
  }
  // A cap over everything leaves nothing to another.
  if (owner.has("*") && labels.length > 1) return null;
  const maxes = (label: string): (number | null)[] =>
    times.map(({caps}) => caps.find(one => labelOf(one) === label)?.max ?? null);
  const parts = new Map(labels.map(label => [label, partsOf(maxes(label))]));
  return times.map(({earn, caps}, time) => {
    const codes = (earn.kind === "codes" ? [...earn.points.keys()] : ["*"]).sort();
    const rows = codes.flatMap((code): CapRow[] => {
      const label = owner.get("*") ?? owner.get(code);
      if (label === undefined) return [];
      const cap = caps.find(one => labelOf(one) === label);
      return [{code, group: labels.indexOf(label) + 1, max: cap?.max ?? null, part: parts.get(label)![time]!}];
    });
    return rows.sort((a, b) => a.group - b.group);
  });
}

/** Returns for each value, in the order of time, the how many-th it is: one like that before it goes on. */
export function partsOf(values: readonly (number | null | undefined)[]): number[] {
  let part = 1;
  return values.map((value, i) => (i && value !== values[i - 1] ? ++part : part));
}

function labelOf({codes}: Cap): string {
  return codes ? JSON.stringify([...codes].sort()) : "*";
}
