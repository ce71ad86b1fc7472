import type {Database} from "../../loaders/database.ts";
import {type RankingRow, readStandings} from "../book/standings.ts";
import {ruleColumns} from "../dictionary.ts";
import {type Facts, rowsOf} from "./facts.ts";

/** One line of the ranking with what a page says beside it; points in thousandths. */
export interface RankRow extends RankingRow {
  /** Claims that count, by rule, in the order of `Facts.rules`, as the points are. */
  items: number[];
  previousTotal: number | null;
  /** Claims of the year in any disposition. */
  claims: number;
}

/** What one rule earned in the year: claims that count, points before and after the caps. */
export interface RuleSum {
  ruleId: string;
  items: number;
  raw: number;
  points: number;
  capLoss: number;
  /** Units whose points were cut by the cap. */
  capped: number;
}

/** One step of the road from claim to points. */
export interface Stage {
  name: string;
  claims: number;
  points: number;
}

export interface BonusData {
  groups: {name: string; rows: RankRow[]}[];
  rules: RuleSum[];
  stages: Stage[];
  dispositions: {disposition: string; claims: number}[];
  /** Units that are scored and ranked nowhere; what they have is in `rules`, and in every stage but the last. */
  unranked: {unitId: string; unitName: string; claims: number; items: number; points: number; capLoss: number}[];
  /** Claims of persons whom several units claim: all of them, and those whose person a decision gave to one of the units. */
  contested: {claims: number; settled: number};
}

/** Reads one year's ranking with what stands behind it. */
export async function readBonus(db: Database, facts: Facts, year = facts.year): Promise<BonusData> {
  const ranking = await readRanking(db, facts, year);
  const names = [...facts.groups.map(group => group.name), ...ranking.map(row => row.group)];
  const groups = [...new Set(names)]
    .map(name => ({name, rows: ranking.filter(row => row.group === name)}))
    .filter(group => group.rows.length);
  const unranked = await readUnranked(db, year);
  return {
    groups,
    rules: await readRuleSums(db, year),
    stages: await readStages(db, year, unranked),
    dispositions: await rowsOf(
      db,
      "score",
      "bonus_ledger",
      `SELECT disposition, COUNT(*) AS claims
FROM score.bonus_ledger
WHERE year = $1 AND basis = 'signed' AND scenario = 'base'
GROUP BY disposition
ORDER BY claims DESC, disposition`,
      [year]
    ),
    unranked,
    contested: await readContested(db, year)
  };
}

async function readRanking(db: Database, facts: Facts, year: number): Promise<RankRow[]> {
  if (!(await rowsOf(db, "score", "bonus_ranking", "SELECT 1 FROM score.bonus_ranking LIMIT 1")).length) return [];
  const items = await readItems(db, year);
  const claims = await readClaims(db, year);
  const before = new Map((await readStandings(db, year - 1)).map(row => [`${row.group}/${row.unitId}`, row.total]));
  const columns = (await ruleColumns(db)).map(({name}) => name);
  const places = facts.rules.map(rule => columns.indexOf(rule.id.toLowerCase()));
  return (await readStandings(db, year)).map(row => ({
    ...row,
    points: places.map(place => row.points[place] ?? 0),
    items: facts.rules.map(rule => items.get(`${row.unitId}/${rule.id}`) ?? 0),
    previousTotal: before.get(`${row.group}/${row.unitId}`) ?? null,
    claims: claims.get(row.unitId) ?? 0
  }));
}

async function readClaims(db: Database, year: number): Promise<Map<string, number>> {
  const rows = await rowsOf<{unit_id: string; claims: number}>(
    db,
    "score",
    "bonus_ledger",
    `SELECT unit_id, COUNT(*) AS claims
FROM score.bonus_ledger
WHERE year = $1 AND basis = 'signed' AND scenario = 'base'
GROUP BY unit_id`,
    [year]
  );
  return new Map(rows.map(row => [row.unit_id, row.claims]));
}

async function readItems(db: Database, year: number): Promise<Map<string, number>> {
  const rows = await rowsOf<{unit_id: string; rule_id: string; items: number}>(
    db,
    "score",
    "bonus_scores",
    "SELECT unit_id, rule_id, items FROM score.bonus_scores WHERE year = $1 AND basis = 'signed'",
    [year]
  );
  return new Map(rows.map(row => [`${row.unit_id}/${row.rule_id}`, row.items]));
}

async function readRuleSums(db: Database, year: number): Promise<RuleSum[]> {
  return rowsOf<RuleSum>(
    db,
    "score",
    "bonus_scores",
    `SELECT rule_id AS "ruleId", CAST(SUM(items) AS BIGINT) AS items, CAST(SUM(raw) AS BIGINT) AS raw,
  CAST(SUM(points) AS BIGINT) AS points, CAST(SUM(cap_loss) AS BIGINT) AS "capLoss",
  COUNT(*) FILTER (cap_loss > 0) AS capped
FROM score.bonus_scores
WHERE year = $1 AND basis = 'signed'
GROUP BY rule_id
ORDER BY rule_id`,
    [year]
  );
}

/**
 * Points before the caps on the three bases, then after the caps on the signed one; at last those of the units that are
 * ranked, where others have some too.
 */
async function readStages(db: Database, year: number, unranked: BonusData["unranked"]): Promise<Stage[]> {
  const rows = await rowsOf<{basis: string; claims: number; raw: number; points: number}>(
    db,
    "score",
    "bonus_ledger",
    `SELECT basis, COUNT(*) FILTER (disposition IN ('counted', 'counted_no_increment', 'counted_partly', 'over_cap')) AS claims,
  CAST(SUM(raw) AS BIGINT) AS raw, CAST(SUM(points) AS BIGINT) AS points
FROM score.bonus_ledger
WHERE year = $1 AND scenario = 'base'
GROUP BY basis`,
    [year]
  );
  const of = (basis: string) => rows.find(row => row.basis === basis);
  const [claimed, reviewed, signed] = [of("claimed"), of("reviewed"), of("signed")];
  if (!claimed || !reviewed || !signed) return [];
  const stages = [
    {name: "有效申报", claims: claimed.claims, points: claimed.raw},
    {name: "审核通过", claims: reviewed.claims, points: reviewed.raw},
    {name: "已签批", claims: signed.claims, points: signed.raw},
    {name: "封顶后", claims: signed.claims, points: signed.points}
  ];
  const apart = unranked.reduce((sum, {items}) => sum + items, 0);
  if (!apart) return stages;
  const points = unranked.reduce((sum, unit) => sum + unit.points, 0);
  return [...stages, {name: "参加排位次", claims: signed.claims - apart, points: signed.points - points}];
}

async function readUnranked(db: Database, year: number): Promise<BonusData["unranked"]> {
  return rowsOf(
    db,
    "score",
    "bonus_ledger",
    `SELECT l.unit_id AS "unitId", MIN(l.unit_name) AS "unitName", COUNT(*) AS claims, COUNT(l.nth) AS items,
  CAST(SUM(l.points) AS BIGINT) AS points, CAST(SUM(l.raw - l.points) AS BIGINT) AS "capLoss"
FROM score.bonus_ledger AS l
WHERE l.year = $1 AND l.basis = 'signed' AND l.scenario = 'base'
  AND NOT EXISTS (
    SELECT 1
    FROM score.bonus_ranking AS r
    WHERE r.year = l.year AND r.basis = l.basis AND r.unit_id = l.unit_id
  )
GROUP BY l.unit_id
ORDER BY l.unit_id`,
    [year]
  );
}

async function readContested(db: Database, year: number): Promise<BonusData["contested"]> {
  const claims = await rowsOf<{claim: string}>(
    db,
    "score",
    "bonus_ledger",
    `SELECT claim_id AS claim
FROM score.bonus_ledger
WHERE year = $1 AND basis = 'signed' AND scenario = 'base' AND contested`,
    [year]
  );
  // A decision is recorded with every claim of the person in the year.
  const decided = await rowsOf<{claim: string}>(
    db,
    "quality",
    "decisions",
    `SELECT "key" AS claim FROM quality.decisions WHERE dataset = 'claims' AND field = '归属单位'`
  );
  const settled = new Set(decided.map(({claim}) => claim));
  return {claims: claims.length, settled: claims.filter(({claim}) => settled.has(claim)).length};
}
