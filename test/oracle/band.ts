import {type Claim, type LedgerRow, READINGS, scoreByHand} from "./oracle.ts";
import {type Group, type RankOptions, rankByHand, type Unit} from "./rank.ts";

export interface Band {
  best: number;
  worst: number;
}

export interface BandWorld {
  claims: readonly Claim[];
  units: readonly Unit[];
  groups: readonly Group[];
  asOf: string;
  /** Haicheng's where nothing else is said. */
  policy?: RankOptions["policy"];
  readings: Readonly<Record<string, readonly string[]>>;
  /** Returns the ledger of the claims on the basis `claimed`. */
  score(claims: readonly Claim[], readings: Readonly<Record<string, string>>): LedgerRow[];
}

/** Returns the rank bands of Haicheng. */
export function bandsByHand(
  claims: readonly Claim[],
  units: readonly Unit[],
  groups: readonly Group[],
  asOf: string
): Map<string, Band> {
  const score: BandWorld["score"] = (some, readings) => scoreByHand(some, {asOf, basis: "claimed", readings});
  return bandsOf({claims, units, groups, asOf, readings: READINGS, score});
}

/**
 * Returns the rank band of every year, group and unit (joined by spaces), by scoring each combination of the readings
 * anew in each case of pending claims: the unit's own accepted or refused, all others' accepted or refused.
 */
export function bandsOf({claims, units, groups, asOf, policy, readings: all, score}: BandWorld): Map<string, Band> {
  const bands = new Map<string, Band>();
  const ids = [...new Set(units.map(unit => unit.unit_id))];
  const open = claims.filter(claim => isPending(claim, asOf));
  const settled = claims.filter(claim => !isPending(claim, asOf));
  for (const readings of combinations(all)) {
    // An accepted claim counts as claimed; a refused one is left out.
    const rank = (accepted: readonly Claim[], only: string | null) => {
      const ledger = score([...settled, ...accepted], readings);
      for (const row of rankByHand(ledger, units, groups, {asOf, basis: "claimed", ...(policy ? {policy} : {})})) {
        if (only === null || row.unit_id === only) widen(bands, `${row.year} ${row.group} ${row.unit_id}`, row.rank);
      }
    };
    rank([], null);
    rank(open, null);
    for (const id of ids) {
      if (!open.some(claim => claim.unit === id)) continue;
      rank(
        open.filter(claim => claim.unit === id),
        id
      );
      rank(
        open.filter(claim => claim.unit !== id),
        id
      );
    }
  }
  return bands;
}

function isPending(claim: Claim, asOf: string): boolean {
  const done = (date: string | null) => date !== null && date <= asOf;
  const signed = claim.review === "通过" && done(claim.reviewed_on) && done(claim.signed_on);
  return !signed && !done(claim.revoked_on);
}

function combinations(readings: BandWorld["readings"]): Record<string, string>[] {
  let all: Record<string, string>[] = [{}];
  for (const [id, options] of Object.entries(readings)) {
    all = all.flatMap(chosen => options.map(option => ({...chosen, [id]: option})));
  }
  return all;
}

function widen(bands: Map<string, Band>, key: string, rank: number): void {
  const {best, worst} = bands.get(key) ?? {best: rank, worst: rank};
  bands.set(key, {best: Math.min(best, rank), worst: Math.max(worst, rank)});
}
