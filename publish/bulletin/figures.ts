import type {Database} from "../../loaders/database.ts";
import {type RankingRow, readStandings as readRanking} from "../book/standings.ts";
import {readSettings} from "../settings.ts";

/** One ranked unit in the official reckoning; points in thousandths. */
export interface Standing extends RankingRow {
  /** Claims of the year in any disposition, those that earn no points by their nature among them. */
  claims: number;
}

/** What one rule gave to the ranked units. */
export interface RuleFigure {
  title: string;
  /** Units with points by it. */
  units: number;
  items: number;
  raw: number;
  points: number;
  capLoss: number;
}

/** Everything that the bulletin says in numbers; about ranked units, where nothing else is said. */
export interface Figures {
  groups: {name: string; rows: Standing[]}[];
  rules: RuleFigure[];
  /** Claims by disposition; none that is absent. */
  dispositions: ReadonlyMap<string, number>;
  claims: number;
  /** Claims of the ranked units of the year before; null where there is none: most often none was sent. */
  claimsBefore: number | null;
  /** Units with a claim that reached a cap. */
  atCap: number;
  contested: number;
  /** Units that are scored and ranked nowhere. */
  unranked: {units: number; claims: number};
  /** Questions that the documents leave open, and how many of them the office has decided. */
  readings: {asked: number; decided: number};
}

/** Dispositions of claims that were accepted, with points or not. */
export const ACCEPTED = ["counted", "counted_no_increment", "counted_partly", "over_cap"] as const;

/** Reads the figures of one year's official ranking; no groups where the year is not ranked. */
export async function readFigures(db: Database, year: number): Promise<Figures> {
  const standings = await readStandings(db, year);
  const {groups: names} = await readSettings(db);
  const order = [...new Set([...names, ...standings.map(({group}) => group)])];
  const dispositions = await db.all<{disposition: string; n: number}>(
    `SELECT l.disposition, COUNT(*)::INTEGER AS n
FROM score.bonus_ledger AS l
WHERE ${OFFICIAL} AND ${RANKED}
GROUP BY l.disposition
ORDER BY n DESC, l.disposition`,
    [year]
  );
  return {
    groups: order
      .map(name => ({name, rows: standings.filter(({group}) => group === name)}))
      .filter(({rows}) => rows.length),
    rules: await readRules(db, year),
    dispositions: new Map(dispositions.map(({disposition, n}) => [disposition, n])),
    claims: dispositions.reduce((sum, {n}) => sum + n, 0),
    claimsBefore: (await count(db, `${CLAIMS} AND ${RANKED}`, year - 1)) || null,
    atCap: await count(
      db,
      `SELECT COUNT(DISTINCT l.unit_id)::INTEGER AS n
FROM score.bonus_ledger AS l
WHERE ${OFFICIAL} AND ${RANKED} AND l.cap IS NOT NULL AND l.raw > 0 AND l.cumulative >= l.cap`,
      year
    ),
    contested: await count(db, `${CLAIMS} AND ${RANKED} AND l.contested`, year),
    unranked: {
      units: await count(
        db,
        `SELECT COUNT(DISTINCT l.unit_id)::INTEGER AS n FROM score.bonus_ledger AS l WHERE ${OFFICIAL} AND NOT ${RANKED}`,
        year
      ),
      claims: await count(db, `${CLAIMS} AND NOT ${RANKED}`, year)
    },
    readings: await readReadings(db)
  };
}

const OFFICIAL = "l.year = $1 AND l.basis = 'signed' AND l.scenario = 'base'";
const RANKED = `EXISTS (SELECT 1 FROM score.bonus_ranking AS r
  WHERE r.year = l.year AND r.basis = l.basis AND r.unit_id = l.unit_id)`;
const CLAIMS = `SELECT COUNT(*)::INTEGER AS n FROM score.bonus_ledger AS l WHERE ${OFFICIAL}`;

async function count(db: Database, sql: string, year: number): Promise<number> {
  const [row] = await db.all<{n: number}>(sql, [year]);
  return row?.n ?? 0;
}

/** Returns the ranked units in the published order, each with its claims. */
export async function readStandings(db: Database, year: number): Promise<Standing[]> {
  const counts = await db.all<{unit: string; claims: number}>(
    `SELECT l.unit_id AS unit, COUNT(*)::INTEGER AS claims
FROM score.bonus_ledger AS l
WHERE ${OFFICIAL}
GROUP BY l.unit_id`,
    [year]
  );
  const claims = new Map(counts.map(row => [row.unit, row.claims]));
  return (await readRanking(db, year)).map(row => ({...row, claims: claims.get(row.unitId) ?? 0}));
}

async function readRules(db: Database, year: number): Promise<RuleFigure[]> {
  return db.all<RuleFigure>(
    `SELECT t.title, (COUNT(*) FILTER (s.points > 0))::INTEGER AS units,
  COALESCE(SUM(s.items), 0)::INTEGER AS items, COALESCE(SUM(s.raw), 0)::BIGINT AS raw,
  COALESCE(SUM(s.points), 0)::BIGINT AS points, COALESCE(SUM(s.cap_loss), 0)::BIGINT AS "capLoss"
FROM (
  SELECT rule_id, arg_max(title, "from") AS title, MIN(seq) AS seq FROM score.rules GROUP BY rule_id
) AS t
LEFT JOIN (
  SELECT l.* FROM score.bonus_scores AS l WHERE l.year = $1 AND l.basis = 'signed' AND ${RANKED}
) AS s ON s.rule_id = t.rule_id
GROUP BY t.rule_id, t.title, t.seq
ORDER BY t.seq, t.rule_id`,
    [year]
  );
}

async function readReadings(db: Database): Promise<Figures["readings"]> {
  const [row] = await db.all<{asked: number; decided: number}>(
    `SELECT COUNT(*)::INTEGER AS asked, (COUNT(*) FILTER (decided_by IS NOT NULL))::INTEGER AS decided
FROM score.readings
WHERE chosen AND policy IN (SELECT policy FROM score.rules)`
  );
  return row ?? {asked: 0, decided: 0};
}
