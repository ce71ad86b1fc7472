import type {Database} from "../../loaders/database.ts";
import type {CapLoss} from "../../scoring/capLoss.ts";
import {readCapLosses} from "../../scoring/readCapLoss.ts";
import type {BonusData, RankRow} from "./bonus.ts";
import {type DecisionRow, readUnitDecisions} from "./decisions.ts";
import {type Facts, rowsOf} from "./facts.ts";
import {groupBy} from "./group.ts";
import {type InspectionRow, type InspectionSum, readSums, readUnitInspections} from "./inspections.ts";
import {type AttendanceSum, readAttendance} from "./meetings.ts";
import {IMPERSONAL_RULES} from "./ruleWords.ts";
import {type RatingRow, type RectificationRow, readRatings, readRectifications} from "./satisfaction.ts";
import type {UnitFact} from "./units.ts";

/** One claim in the ledger; points in thousandths. */
export interface LedgerRow {
  ruleId: string;
  clause: string | null;
  claimId: string;
  eventOn: string;
  /** Only for rules whose subject names no person; null for all others. */
  subject: string | null;
  raw: number;
  points: number;
  disposition: string;
  /** What took points from it, where anything did. */
  caps?: readonly CapLoss[];
  dupOf: string | null;
  contested: boolean;
  sourceFile: string;
  sourceSheet: string | null;
  sourceRow: number;
}

export interface RuleScore {
  ruleId: string;
  items: number;
  raw: number;
  points: number;
  capLoss: number;
}

/** A year in which the unit was ranked or had claims. */
export interface YearScore {
  year: number;
  /** Null where the unit was ranked with nobody. */
  place: {group: string; rank: number; tied: boolean; of: number} | null;
  total: number;
  /** Claims of the year, in any disposition. */
  claims: number;
}

/** What one unit's page of any year shows: its points. */
interface UnitPoints {
  unit: UnitFact;
  rank: RankRow | null;
  /** Units in its group. */
  of: number;
  scores: RuleScore[];
  years: YearScore[];
  ledger: LedgerRow[];
  /** What the office decided on its claims of the year. */
  decisions: DecisionRow[];
}

/** Everything that one unit's page shows. */
export interface UnitData extends UnitPoints {
  inspections: InspectionRow[];
  /** The year's inspections in numbers, as the page of all units has them. */
  inspected: InspectionSum | null;
  attendance: AttendanceSum | null;
  ratings: RatingRow[];
  rectifications: RectificationRow[];
  alerts: {level: string; message: string; clause: string | null; year: number | null}[];
}

/** Reads the data of every unit that has a page, in 建制序; one query a table, however many units. */
export async function readUnits(db: Database, facts: Facts, bonus: BonusData): Promise<UnitData[]> {
  const pointsOf = await readPoints(db, facts, bonus);
  const inspections = await readUnitInspections(db);
  const sums = groupBy(await readSums(db, facts.year), row => row.unitId);
  const attendance = groupBy(await readAttendance(db, facts.year), row => row.unitId);
  const ratings = groupBy(await readRatings(db, facts.year), row => row.unitId);
  const rectifications = groupBy(await readRectifications(db), row => row.unitId);
  const alerts = groupBy(await readAlerts(db, facts.year), row => row.subject);
  return [...facts.units.values()]
    .filter(unit => unit.page)
    .map(unit => ({
      ...pointsOf(unit),
      inspections: inspections.get(unit.id) ?? [],
      inspected: sums.get(unit.id)?.[0] ?? null,
      attendance: attendance.get(unit.id)?.[0] ?? null,
      ratings: ratings.get(unit.id) ?? [],
      rectifications: rectifications.get(unit.id) ?? [],
      alerts: alerts.get(unit.id) ?? []
    }));
}

/** Reads what one year's pages of units show: those with a claim in it, without what is kept by the latest day alone. */
export async function readYearUnits(db: Database, facts: Facts, bonus: BonusData): Promise<UnitData[]> {
  const pointsOf = await readPoints(db, facts, bonus);
  const none = {inspections: [], inspected: null, attendance: null, ratings: [], rectifications: [], alerts: []};
  return [...facts.units.values()]
    .filter(unit => unit.page)
    .map(unit => ({...pointsOf(unit), ...none}))
    .filter(({ledger}) => ledger.length > 0);
}

/** Reads the year's points, and returns what a unit has of them. */
async function readPoints(db: Database, facts: Facts, bonus: BonusData): Promise<(unit: UnitFact) => UnitPoints> {
  const losses = facts.scoredBy
    ? await readCapLosses(db, facts.scoredBy, {year: facts.year, basis: "signed"})
    : new Map<string, CapLoss[]>();
  const rows = (await readLedger(db, facts)).map(row => {
    const caps = losses.get(row.claimId);
    return caps ? {...row, caps} : row;
  });
  const ledger = groupBy(rows, row => row.unitId);
  const decisions = groupBy(await readUnitDecisions(db, facts.year), row => row.unitId);
  const scores = groupBy(await readScores(db, facts), row => row.unitId);
  const years = groupBy(await readYears(db, facts), row => row.unitId);
  const ranked = rankedUnits(bonus);
  return unit => ({
    unit,
    rank: ranked.get(unit.id)?.rank ?? null,
    of: ranked.get(unit.id)?.of ?? 0,
    scores: scores.get(unit.id) ?? [],
    years: years.get(unit.id) ?? [],
    ledger: ledger.get(unit.id) ?? [],
    decisions: decisions.get(unit.id) ?? []
  });
}

/** Returns the units with a claim in the year: those that have a page of it. */
export async function unitsWithClaims(db: Database, year: number): Promise<Set<string>> {
  const rows = await rowsOf<{unit_id: string}>(
    db,
    "score",
    "bonus_ledger",
    "SELECT DISTINCT unit_id FROM score.bonus_ledger WHERE year = $1 AND basis = 'signed' AND scenario = 'base'",
    [year]
  );
  return new Set(rows.map(row => row.unit_id));
}

function rankedUnits(bonus: BonusData): Map<string, {rank: RankRow; of: number}> {
  return new Map(bonus.groups.flatMap(({rows}) => rows.map(rank => [rank.unitId, {rank, of: rows.length}])));
}

async function readLedger(db: Database, facts: Facts): Promise<(LedgerRow & {unitId: string})[]> {
  return rowsOf(
    db,
    "score",
    "bonus_ledger",
    `SELECT l.unit_id AS "unitId", l.rule_id AS "ruleId", l.clause, l.claim_id AS "claimId", l.event_on AS "eventOn",
  CASE WHEN l.rule_id IN (${IMPERSONAL_RULES}) THEN c.subject END AS subject,
  l.raw, l.points, l.disposition, l.dup_of AS "dupOf", l.contested,
  l.source_file AS "sourceFile", l.source_sheet AS "sourceSheet", l.source_row AS "sourceRow"
FROM score.bonus_ledger AS l
LEFT JOIN core.claims AS c ON c.claim_id = l.claim_id
WHERE l.year = $1 AND l.basis = 'signed' AND l.scenario = 'base'
ORDER BY l.unit_id, l.rule_id, l.nth NULLS LAST, l.event_on, l.claim_id`,
    [facts.year]
  );
}

async function readScores(db: Database, facts: Facts): Promise<(RuleScore & {unitId: string})[]> {
  return rowsOf(
    db,
    "score",
    "bonus_scores",
    `SELECT unit_id AS "unitId", rule_id AS "ruleId", items, raw, points, cap_loss AS "capLoss"
FROM score.bonus_scores
WHERE year = $1 AND basis = 'signed'
ORDER BY rowid`,
    [facts.year]
  );
}

/** Years after those that the pages are about stay out: an edition says nothing of what came later. */
async function readYears(db: Database, facts: Facts): Promise<(YearScore & {unitId: string})[]> {
  const rows = await rowsOf<
    {unitId: string; group: string | null; rank: number; tied: boolean; of: number} & Omit<YearScore, "place">
  >(
    db,
    "score",
    "bonus_ranking",
    `SELECT unit_id AS "unitId", year, r."group", r.rank, r.tied, r.of, COALESCE(r.total, l.points, 0) AS total,
  COALESCE(l.claims, 0) AS claims
FROM (
  SELECT unit_id, year, "group", rank, tied, COUNT(*) OVER (PARTITION BY year, "group") AS of, total
  FROM score.bonus_ranking
  WHERE basis = 'signed' AND year <= $1
) AS r
FULL JOIN (
  SELECT unit_id, year, COUNT(*) AS claims, CAST(SUM(points) AS BIGINT) AS points
  FROM score.bonus_ledger
  WHERE basis = 'signed' AND scenario = 'base'
    AND year IN (SELECT year FROM score.bonus_ranking WHERE basis = 'signed' AND year <= $1)
  GROUP BY unit_id, year
) AS l USING (unit_id, year)
ORDER BY unit_id, year`,
    [facts.siteYears?.at(-1) ?? facts.year]
  );
  return rows.map(({unitId, year, total, claims, group, ...place}) => ({
    unitId,
    year,
    total,
    claims,
    place: group === null ? null : {group, rank: place.rank, tied: place.tied, of: place.of}
  }));
}

async function readAlerts(
  db: Database,
  year: number
): Promise<{subject: string; level: string; message: string; clause: string | null; year: number | null}[]> {
  return rowsOf(
    db,
    "score",
    "alerts",
    `SELECT subject, level, message, clause, year
FROM score.alerts
WHERE subject_kind = 'unit' AND (year = $1 OR year IS NULL)
ORDER BY rowid`,
    [year]
  );
}
