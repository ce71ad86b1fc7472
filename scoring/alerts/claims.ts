import {clauseAt, type SystemContext} from "../context.ts";
import {sayPoints, sayUnit} from "./say.ts";

/** The ledger of everything that is neither rejected nor revoked: what to look at before it is signed. */
const LEDGER = `(SELECT * FROM score.bonus_ledger WHERE basis = 'claimed' AND scenario = 'base')`;

/** Returns the alerts on claims: A13 and A14 from the ledger, A15 from the ranking, where these exist. */
export function claimAlerts(context: SystemContext, reads: ReadonlySet<string>): string[] {
  return [
    ...acrossYears(context),
    ...(reads.has("score.bonus_ledger") ? [twice(), ended(), unequal(context)] : []),
    ...(reads.has("score.bonus_ranking") ? [ties()] : [])
  ];
}

/** Keys hold within a year; the same person or article in an earlier year is worth a look. */
function acrossYears({asOf, bonus}: SystemContext): string[] {
  const again = (key: string, rules: string, thing: string, id: string) => `
SELECT
  '黄', 'A13', 'claim', claim_id, year(event_on), ${clauseAt(bonus, id, "激励奖励制度 二（二）")},
  ${sayUnit("u", "c.unit")} || '申报的${thing}在' || c.earlier || '年度已有申报'
FROM (
  SELECT claim_id, unit, event_on, min(year(event_on)) OVER (PARTITION BY ${key}) AS earlier
  FROM core.claims
  WHERE ${key} IS NOT NULL AND rule IN (${rules}) AND event_on <= ${asOf}
) AS c
LEFT JOIN alert_units AS u ON u.unit_id = c.unit
WHERE c.earlier < year(c.event_on)`;
  return [again("person_key", "'R1', 'R2'", "同一人", "bonus1"), again("article_key", "'R4'", "同一稿件", "bonus4")];
}

/** Two units must be told apart before anything is signed; what one unit claims twice the rule has settled already. */
function twice(): string {
  return `
SELECT
  '红', 'A13', 'claim', claim_id, year, clause, '与其他单位申报了同一人，签批前须核定归属'
FROM ${LEDGER}
WHERE contested
UNION ALL
SELECT
  CASE WHEN contested THEN '红' ELSE '黄' END,
  'A13', 'claim', claim_id, year, clause, '与申报' || dup_of || '为同一人、同一稿件或同一事项，只计一次'
FROM ${LEDGER}
WHERE disposition = 'duplicate'`;
}

function ended(): string {
  return `
SELECT '黄', 'A14', 'claim', claim_id, year, clause, '事项发生时该条款不在施行期内'
FROM ${LEDGER}
WHERE disposition = 'not_in_force'`;
}

/**
 * By unit and year, since what a unit hopes for seldom knows the steps and caps of its single claims; claims that were
 * refused, taken back or lie outside the policy's time are no miscalculation.
 */
function unequal({bonus}: SystemContext): string {
  const clause = clauseAt(bonus, "apply", "激励奖励制度 三1");
  return `
SELECT
  '黄', 'A14', 'unit', s.unit_id, s.year, ${clause},
  ${sayUnit("u", "s.unit_id")} || '申报分值合计' || ${sayPoints("s.claimed")} || '，按制度计算为' || ${sayPoints("s.computed")}
FROM (
  SELECT
    l.unit_id,
    l.year,
    CAST(sum(c.claimed_points) AS BIGINT) AS claimed,
    CAST(sum(l.points) AS BIGINT) AS computed
  FROM ${LEDGER} AS l
  JOIN core.claims AS c ON c.claim_id = l.claim_id
  WHERE c.claimed_points >= 0
    AND l.disposition NOT IN ('out_of_period', 'not_in_force', 'revoked', 'rejected', 'voided_with_unit')
  GROUP BY l.unit_id, l.year
) AS s
LEFT JOIN alert_units AS u ON u.unit_id = s.unit_id
WHERE s.claimed <> s.computed`;
}

/** More than three units share the first three places. */
function ties(): string {
  return `
SELECT
  '蓝', 'A15', 'group', "group", year, NULL, '前三位有并列，共' || count(*) || '个单位'
FROM score.bonus_ranking
WHERE basis = 'signed' AND rank <= 3 AND total > 0
GROUP BY "group", year
HAVING count(*) > 3`;
}
