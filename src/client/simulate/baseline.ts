import {decimalText} from "../../../publish/format.ts";
import {dispositionWords} from "../../../publish/words.ts";
import type {Policy} from "../../../scoring/policy.ts";
import type {Runner} from "./runner.ts";

/** Bases as the office calls them. */
export const BASIS_WORDS: Readonly<Record<string, string>> = {
  signed: "已签批",
  reviewed: "审核通过",
  claimed: "全部有效申报"
};

/**
 * Compares what was scored here with what was published: totals and ranks of every unit, year and basis, and on the
 * official basis every claim's points and treatment. Returns a sentence on the first difference, null where all agree.
 */
export async function differenceOf(runner: Pick<Runner, "all">, policy: Policy): Promise<string | null> {
  const [counted] = await runner.all("SELECT CAST(COUNT(*) AS INTEGER) AS n FROM shipped_published");
  if (!counted?.n) return "没有公布的结果可以核对";
  const [unit] = await runner.all(UNITS);
  if (unit) {
    const name = `“${unit.unit_name ?? unit.unit_id}”`;
    const where = `${unit.year} 年度${BASIS_WORDS[String(unit.basis)] ?? unit.basis}口径${unit.group ?? ""}${name}`;
    return `${where}：公布的是${standing(unit.rank, unit.total)}，这里算出${standing(unit.own_rank, unit.own_total)}`;
  }
  const [claim] = await runner.all(CLAIMS);
  if (!claim) return null;
  const rule = policy.bonus!.rules.find(({id}) => id === claim.rule_id)?.title ?? claim.rule_id;
  return `申报 ${claim.claim_id}（${rule}）：公布的是${treatment(claim.year, claim.points, claim.disposition)}，这里算出${treatment(claim.own_year, claim.own_points, claim.own_disposition)}`;
}

function standing(rank: unknown, total: unknown): string {
  if (total === null) return "没有这个单位";
  return `${rank === null ? "不排位次" : `第 ${rank} 位`}、${decimalText(Number(total))} 分`;
}

function treatment(year: unknown, points: unknown, disposition: unknown): string {
  if (points === null) return "没有这条申报";
  return `${year} 年度 ${decimalText(Number(points))} 分、${dispositionWords(String(disposition))}`;
}

/** A unit may be ranked in several groups; one ranked in none stands where it has a claim in the year. */
const UNITS = `
WITH published AS (
  SELECT
    CAST(year AS INTEGER) AS year, basis, "group", unit_id,
    CAST(total AS BIGINT) AS total, CAST(rank AS INTEGER) AS rank
  FROM shipped_published
),
listed AS (
  SELECT CAST(year AS INTEGER) AS year, unit_id, "group", CAST(seq AS INTEGER) AS seq FROM shipped_units
),
years AS (SELECT DISTINCT year FROM published),
bases AS (SELECT DISTINCT basis FROM published),
sums AS (
  SELECT year, basis, unit_id, CAST(SUM(points) AS BIGINT) AS total
  FROM base_run
  GROUP BY year, basis, unit_id
),
placed AS (
  SELECT l.year, b.basis, l."group", l.seq, l.unit_id, COALESCE(s.total, 0) AS total
  FROM listed AS l
  CROSS JOIN bases AS b
  LEFT JOIN sums AS s ON s.year = l.year AND s.basis = b.basis AND s.unit_id = l.unit_id
  WHERE l.seq IS NOT NULL
  UNION ALL
  SELECT s.year, s.basis, NULL, NULL, s.unit_id, s.total
  FROM sums AS s
  INNER JOIN years AS y ON y.year = s.year
  WHERE s.unit_id NOT IN (SELECT unit_id FROM listed WHERE seq IS NOT NULL AND year = s.year)
),
own AS (
  SELECT
    year, basis, "group", unit_id, total,
    CASE
      WHEN seq IS NOT NULL THEN CAST(RANK() OVER (PARTITION BY year, basis, seq ORDER BY total DESC) AS INTEGER)
    END AS rank
  FROM placed
)
SELECT
  COALESCE(p.year, o.year) AS year, COALESCE(p.basis, o.basis) AS basis, COALESCE(p."group", o."group") AS "group",
  COALESCE(p.unit_id, o.unit_id) AS unit_id, n.unit_name,
  p.total, p.rank, o.total AS own_total, o.rank AS own_rank
FROM published AS p
FULL JOIN own AS o
  ON o.year = p.year AND o.basis = p.basis AND o.unit_id = p.unit_id
  AND COALESCE(o."group", '') = COALESCE(p."group", '')
LEFT JOIN unit_names AS n ON n.unit_id = COALESCE(p.unit_id, o.unit_id) AND n.year = COALESCE(p.year, o.year)
WHERE p.total IS DISTINCT FROM o.total OR p.rank IS DISTINCT FROM o.rank
ORDER BY COALESCE(p.year, o.year) DESC, COALESCE(p.basis, o.basis) DESC, COALESCE(p.rank, o.rank) NULLS LAST,
  COALESCE(p.unit_id, o.unit_id)
LIMIT 1`;

const CLAIMS = `
SELECT
  COALESCE(p.claim_id, r.claim_id) AS claim_id, COALESCE(p.rule_id, r.rule_id) AS rule_id,
  CAST(p.published_year AS INTEGER) AS year, CAST(p.published_points AS BIGINT) AS points,
  p.published_disposition AS disposition,
  r.year AS own_year, r.points AS own_points, r.disposition AS own_disposition
FROM shipped_claims AS p
FULL JOIN (SELECT * FROM base_run WHERE basis = 'signed') AS r ON r.claim_id = p.claim_id
WHERE CAST(p.published_points AS BIGINT) IS DISTINCT FROM r.points
  OR p.published_disposition IS DISTINCT FROM r.disposition
  OR CAST(p.published_year AS INTEGER) IS DISTINCT FROM r.year
ORDER BY COALESCE(p.claim_id, r.claim_id)
LIMIT 1`;
