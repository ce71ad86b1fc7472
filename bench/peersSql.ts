import {AS_OF} from "./claimsTable.ts";

/**
 * What somebody would write by hand who only wants the totals of the default readings, today, on DuckDB: no ledger, no
 * other basis, no other reading, no word on why a claim does not count. The numbers stand in the text.
 */
export const HAND_TOTALS = `
WITH voided AS (
  SELECT DISTINCT unit_id, event_year
  FROM score.bonus_inputs
  WHERE revoked_on <= DATE '${AS_OF}' AND revoke_ground IN ('虚报', '瞒报')
),
good AS (
  SELECT
    claim_id, unit_id, rule_id, event_year, event_on,
    CASE rule_id
      WHEN 'R3' THEN unit_id || '|3|' || event_key || '|' || role
      WHEN 'R4' THEN unit_id || '|4|' || article_key
      WHEN 'R5' THEN unit_id || '|5|' || aspect
      ELSE person_key
    END AS thing,
    CASE WHEN rule_id <> 'R4' THEN 0 WHEN level = '海城市级' THEN 200 ELSE 500 END AS value
  FROM score.bonus_inputs
  ANTI JOIN voided USING (unit_id, event_year)
  WHERE event_on BETWEEN DATE '2021-10-29' AND DATE '${AS_OF}'
    AND review = '通过' AND reviewed_on <= DATE '${AS_OF}' AND signed_on <= DATE '${AS_OF}'
    AND (revoked_on IS NULL OR revoked_on > DATE '${AS_OF}')
    AND CASE rule_id
      WHEN 'R1' THEN employment = '全职' AND (degree = '博士' OR title IN ('副高级', '正高级'))
      WHEN 'R2' THEN recognised
      WHEN 'R3' THEN level IN ('鞍山市级', '省级', '国家级')
      WHEN 'R4' THEN level IN ('海城市级', '鞍山市级', '省级', '国家级') AND outlet IS NOT NULL
      WHEN 'R5' THEN verdict = '显著'
    END
),
firsts AS (
  SELECT unit_id, event_year, rule_id, value
  FROM good
  WHERE thing IS NOT NULL
  QUALIFY ROW_NUMBER() OVER (PARTITION BY event_year, thing ORDER BY rule_id, value DESC, event_on, claim_id) = 1
)
SELECT
  unit_id, event_year AS year, rule_id,
  CAST(CASE rule_id
    WHEN 'R3' THEN LEAST(100 * COUNT(*), 400)
    WHEN 'R4' THEN LEAST(SUM(value), 2000)
    WHEN 'R5' THEN LEAST(200 * COUNT(*), 600)
    ELSE LEAST(500 + 100 * GREATEST(COUNT(*) - 3, 0), 1000)
  END AS BIGINT) AS points
FROM firsts
GROUP BY unit_id, event_year, rule_id`;
