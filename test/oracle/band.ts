import {type Claim, type OracleOptions, READINGS, type Readings, scoreByHand} from "./oracle.ts";
import {type Group, rankByHand, type Unit} from "./rank.ts";

export interface Band {
  best: number;
  worst: number;
}

/**
 * Returns the rank band of every year, group and unit (joined by spaces), by scoring each combination of the readings
 * anew in each case of pending claims: the unit's own accepted or refused, all others' accepted or refused.
 */
export function bandsByHand(
  claims: readonly Claim[],
  units: readonly Unit[],
  groups: readonly Group[],
  asOf: string
): Map<string, Band> {
  const bands = new Map<string, Band>();
  const ids = [...new Set(units.map(unit => unit.unit_id))];
  const open = claims.filter(claim => isPending(claim, asOf));
  const settled = claims.filter(claim => !isPending(claim, asOf));
  for (const readings of combinations()) {
    // An accepted claim counts as claimed; a refused one is left out.
    const rank = (accepted: readonly Claim[], only: string | null) => {
      const at: OracleOptions = {asOf, basis: "claimed", readings};
      const ledger = scoreByHand([...settled, ...accepted], at);
      for (const row of rankByHand(ledger, units, groups, {asOf, basis: "claimed"})) {
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

function combinations(): Readings[] {
  let all: Readings[] = [{}];
  for (const [id, options] of Object.entries(READINGS)) {
    all = all.flatMap(readings => options.map(option => ({...readings, [id]: option})));
  }
  return all;
}

function widen(bands: Map<string, Band>, key: string, rank: number): void {
  const {best, worst} = bands.get(key) ?? {best: rank, worst: rank};
  bands.set(key, {best: Math.min(best, rank), worst: Math.max(worst, rank)});
}
