import type {Database} from "../loaders/database.ts";
import {groupBy} from "./groupBy.ts";
import type {AppliedDecision} from "./revisionFacts.ts";
import {type Mover, type Pair, type Place, readPlaces} from "./revisionPlaces.ts";
import {type ChangedClaim, explainChanges, type Reason} from "./revisionReasons.ts";
import type {RuleChange} from "./revisionRules.ts";
import {attachedAs, type Side, scoreSide} from "./sandbox.ts";

export type {AppliedDecision, Mover, Pair, Place, Reason, RuleChange};

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

async function unitsOf(
  db: Database,
  year: number,
  [before, after]: readonly [string, string],
  changes: readonly ChangedClaim[]
): Promise<UnitRevision[]> {
  const standings = await db.all<Standing>(standingsSql(before, after), [year]);
  const placesOf = await readPlaces(db, year, before, after);
  const claims = groupBy(changes, change => change.unitId);
  return standings
    .map(({unit_id: unitId, unit_name: unitName, ...total}) => ({
      unitId,
      unitName,
      total,
      claims: (claims.get(unitId) ?? []).map(claimRevision),
      places: placesOf(unitId, total)
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
