import type {Database} from "../loaders/database.ts";
import {groupBy} from "./groupBy.ts";

/** Something as it was and as it is now; null where there is none. */
export interface Pair<T> {
  before: T | null;
  after: T | null;
}

export interface Place {
  group: string;
  rank: Pair<number>;
  /** Units of the group that had no more points and have more now, or came into the group with more. */
  overtakenBy: Mover[];
  /** Units of the group that had more points and have no more now, or left the group. */
  overtook: Mover[];
}

export interface Mover {
  unitId: string;
  unitName: string;
  total: Pair<number>;
}

interface Ranked {
  unit_id: string;
  unit_name: string;
  group: string;
  rank_before: number | null;
  rank_after: number | null;
  total_before: number | null;
  total_after: number | null;
}

/** Returns the places of a unit, whose ledgers add up to the total: one in each group that it is or was ranked in. */
export type PlacesOf = (unitId: string, total: {before: number; after: number}) => Place[];

/** Reads who is ranked where on the two sides. */
export async function readPlaces(db: Database, year: number, before: string, after: string): Promise<PlacesOf> {
  const ranked = await db.all<Ranked>(rankedSql(before, after), [year]);
  const groups = groupBy(ranked, row => row.group);
  const units = groupBy(ranked, row => row.unit_id);
  return (unitId, total) => (units.get(unitId) ?? []).map(row => placeOf(row, groups.get(row.group)!, total));
}

/** A rank is one more than the units of the group with more points: those that came above, less those that no longer are. */
function placeOf(own: Ranked, all: readonly Ranked[], total: {before: number; after: number}): Place {
  const {group, rank_before: rankBefore, rank_after: rankAfter} = own;
  checkTotal(own, total);
  const place: Place = {group, rank: {before: rankBefore, after: rankAfter}, overtakenBy: [], overtook: []};
  if (rankBefore === null || rankAfter === null || rankBefore === rankAfter) return place;
  for (const other of all) {
    const was = other.total_before !== null && other.total_before > own.total_before!;
    const is = other.total_after !== null && other.total_after > own.total_after!;
    if (was === is) continue;
    const {unit_id: unitId, unit_name: unitName} = other;
    const mover = {unitId, unitName, total: {before: other.total_before, after: other.total_after}};
    (is ? place.overtakenBy : place.overtook).push(mover);
  }
  return place;
}

/** Throws where a ranked total is not what the unit's ledger adds up to. */
function checkTotal(
  {unit_id, total_before, total_after}: Ranked,
  {before, after}: {before: number; after: number}
): void {
  if ((total_before ?? before) !== before || (total_after ?? after) !== after) {
    throw new Error(
      `${unit_id} is ranked with ${total_before} and ${total_after}, its ledgers say ${before} and ${after}`
    );
  }
}

function rankedSql(before: string, after: string): string {
  const ranking = (schema: string) => `(SELECT * FROM ${schema}.bonus_ranking WHERE year = $1)`;
  return `
SELECT
  COALESCE(a.unit_id, b.unit_id) AS unit_id, COALESCE(a.unit_name, b.unit_name) AS unit_name,
  COALESCE(a."group", b."group") AS "group",
  b.rank AS rank_before, a.rank AS rank_after, b.total AS total_before, a.total AS total_after
FROM ${ranking(before)} AS b
FULL JOIN ${ranking(after)} AS a ON a.unit_id = b.unit_id AND a."group" = b."group"
ORDER BY "group", a.rank NULLS LAST, b.rank, unit_id`;
}
