import type {Database} from "../loaders/database.ts";
import type {AppliedDecision} from "./revisionFacts.ts";
import {type ChangedClaim, explainChanges, type Reason} from "./revisionReasons.ts";
import type {RuleChange} from "./revisionRules.ts";
import {attachedAs, type Side, scoreSide} from "./sandbox.ts";

export type {AppliedDecision, Reason, RuleChange};

/** Something as it was and as it is now; null where there is none. */
export interface Pair<T> {
  before: T | null;
  after: T | null;
}

/** Why a unit of one year has what it has now, and no longer what it had; points are whole thousandths. */
export interface UnitRevision {
  unitId: string;
  unitName: string;
  /** 0 where it has no claim that counts. */
  total: {before: number; after: number};
  /** Every claim treated otherwise; their changes add up to the change of the total. */
  claims: ClaimRevision[];
  /** Its ranks, one in each group it is or was ranked in: mostly one, none where it is ranked nowhere. */
  places: Place[];
}

export interface Place {
  group: string;
  rank: Pair<number>;
  /** Units of the group that had no more points and have more now, or came into the group with more. */
  overtakenBy: Mover[];
  /** Units of the group that had more points and have no more now, or left the group. */
  overtook: Mover[];
}

export interface ClaimRevision {
  claimId: string;
  rule: Pair<string>;
  clause: string;
  disposition: Pair<string>;
  points: {before: number; after: number};
  change: number;
  /** At least one, in the order of the office's questions. */
  reasons: Reason[];
  source: {file: string; sheet: string; row: number};
}

export interface Mover {
  unitId: string;
  unitName: string;
  total: Pair<number>;
}

export interface RevisionOptions {
  year: number;
  before: Side;
  after: Side;
}

/**
 * Scores one year on two sides and explains every difference, claim by claim. Where both the facts and the policy
 * differ, the facts go first. Throws where the parts do not add up to the whole: that cannot be.
 */
export async function revise(db: Database, {year, before, after}: RevisionOptions): Promise<UnitRevision[]> {
  const newFacts = before.warehouse !== after.warehouse || before.settings.asOf !== after.settings.asOf;
  const newPolicy = before.policy !== after.policy || before.settings.readings !== after.settings.readings;
  const {policy, settings} = before;
  const middle = {...after, policy, settings: {...after.settings, readings: settings.readings}};
  const steps: [before: Side, after: Side][] =
    newFacts && newPolicy
      ? [
          [before, middle],
          [middle, after]
        ]
      : [[before, after]];
  const parts: ChangedClaim[][] = [];
  for (const [i, [from, to]] of steps.entries()) {
    if (i === 0) await scoreSide(db, "side_0", from);
    await scoreSide(db, `side_${i + 1}`, to);
    parts.push(await changesOf(db, year, [`side_${i}`, `side_${i + 1}`], [from, to]));
  }
  const last = `side_${steps.length}`;
  const units = await unitsOf(db, year, ["side_0", last], joinSteps(parts));
  units.forEach(checkUnit);
  return units;
}

async function changesOf(
  db: Database,
  year: number,
  [before, after]: readonly [string, string],
  sides: readonly [Side, Side]
): Promise<ChangedClaim[]> {
  const schemas = await Promise.all(sides.map(side => attachedAs(db, side.warehouse)));
  const [warehouseBefore, warehouseAfter] = schemas as [string, string];
  return explainChanges(db, {year, before, after, sides, warehouseBefore, warehouseAfter});
}

/** Returns the changes of several steps as those of one: from the first state to the last, with the reasons of all. */
function joinSteps(parts: readonly ChangedClaim[][]): ChangedClaim[] {
  const joined = new Map<string, ChangedClaim>();
  for (const change of parts.flat()) {
    const id = JSON.stringify([change.unitId, change.claimId]);
    const known = joined.get(id);
    joined.set(id, known ? {...change, before: known.before, reasons: [...known.reasons, ...change.reasons]} : change);
  }
  return [...joined.values()].filter(
    ({before, after}) =>
      before?.points !== after?.points || before?.disposition !== after?.disposition || before?.rule !== after?.rule
  );
}

interface Standing {
  unit_id: string;
  unit_name: string;
  before: number;
  after: number;
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

async function unitsOf(
  db: Database,
  year: number,
  [before, after]: readonly [string, string],
  changes: readonly ChangedClaim[]
): Promise<UnitRevision[]> {
  const standings = await db.all<Standing>(standingsSql(before, after), [year]);
  const ranked = await db.all<Ranked>(rankedSql(before, after), [year]);
  const groups = groupBy(ranked, row => row.group);
  const ranks = groupBy(ranked, row => row.unit_id);
  const claims = groupBy(changes, change => change.unitId);
  return standings
    .map(({unit_id: unitId, unit_name: unitName, ...total}) => ({
      unitId,
      unitName,
      total,
      claims: (claims.get(unitId) ?? []).map(claimRevision),
      places: (ranks.get(unitId) ?? []).map(row => placeOf(row, groups.get(row.group)!, total))
    }))
    .filter(({claims, places}) => claims.length || places.some(({rank}) => rank.before !== rank.after));
}

function claimRevision({claimId, before, after, reasons, source}: ChangedClaim): ClaimRevision {
  const points = {before: before?.points ?? 0, after: after?.points ?? 0};
  return {
    claimId,
    rule: {before: before?.rule ?? null, after: after?.rule ?? null},
    clause: after?.clause ?? before?.clause ?? "",
    disposition: {before: before?.disposition ?? null, after: after?.disposition ?? null},
    points,
    change: points.after - points.before,
    reasons,
    source
  };
}

/** A rank is one more than the units of the group with more points: those that came above, less those that no longer are. */
function placeOf(own: Ranked, all: readonly Ranked[], total: UnitRevision["total"]): Place {
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
function checkTotal({unit_id, total_before, total_after}: Ranked, {before, after}: UnitRevision["total"]): void {
  if ((total_before ?? before) !== before || (total_after ?? after) !== after) {
    throw new Error(
      `${unit_id} is ranked with ${total_before} and ${total_after}, its ledgers say ${before} and ${after}`
    );
  }
}

/** Throws where the claims do not add up to the change of the total, or the movers to that of a rank. */
function checkUnit({unitId, total, claims, places}: UnitRevision): void {
  const sum = claims.reduce((sum, {change}) => sum + change, 0);
  if (sum !== total.after - total.before) {
    throw new Error(`the claims of ${unitId} add up to ${sum}, its total changed by ${total.after - total.before}`);
  }
  for (const {rank, overtakenBy, overtook} of places) {
    if (rank.before === null || rank.after === null) continue;
    const [moved, change] = [overtakenBy.length - overtook.length, rank.after - rank.before];
    if (moved !== change) throw new Error(`${moved} units moved ${unitId}, its rank changed by ${change}`);
  }
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** Every unit that is ranked or has a claim in the year on either side, with what its ledgers add up to. */
function standingsSql(before: string, after: string): string {
  const rows = (schema: string, side: number) => `
  SELECT unit_id, unit_name, ${side} AS side, points FROM ${schema}.bonus_ledger WHERE year = $1
  UNION ALL
  SELECT unit_id, unit_name, ${side} AS side, 0 AS points FROM ${schema}.bonus_ranking WHERE year = $1`;
  return `
SELECT
  unit_id, COALESCE(arg_max(unit_name, side), unit_id) AS unit_name,
  CAST(SUM(CASE WHEN side = 0 THEN points ELSE 0 END) AS BIGINT) AS before,
  CAST(SUM(CASE WHEN side = 1 THEN points ELSE 0 END) AS BIGINT) AS after
FROM (${rows(before, 0)}
  UNION ALL${rows(after, 1)})
GROUP BY unit_id
ORDER BY unit_id`;
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
