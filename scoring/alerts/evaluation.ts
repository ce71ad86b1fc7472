import {literal} from "../../loaders/sql.ts";
import {clauseAt, type SystemContext} from "../context.ts";
import {limitsOf} from "./limits.ts";
import {sayDate, sayPoints, sayUnit} from "./say.ts";

/** Returns the alerts on evaluation, rectification and reports: A12, A17, A18. What the tables hide is not told here either. */
export function evaluationAlerts(context: SystemContext): string[] {
  return [few(context), unhappy(context), rates(context), rectification(context), reports(context)];
}

/** Only of units that are ranked: villages seldom have as many. */
function few({bonus, settings}: SystemContext): string {
  const kinds = [...new Set(settings.groups.flatMap(group => group.kinds))];
  const least = settings.thresholds.minRatings;
  return `
SELECT
  '黄', 'A17', 'unit', s.unit_id, s.year, ${clauseAt(bonus, "feedback", "s.year")},
  ${sayUnit("u", "s.unit_id")} || '有效评价不足${least}份，满意率仅供参考，请补充样本'
FROM score.satisfaction AS s
JOIN alert_units AS u ON u.unit_id = s.unit_id
WHERE s.item = 'all' AND coalesce(s.n < ${literal(least)}, true) AND u.kind IN (${kinds.map(literal).join(", ") || "NULL"})`;
}

function unhappy({bonus, settings}: SystemContext): string {
  return `
SELECT
  '黄', 'A17', 'unit', r.unit_id, r.year, ${clauseAt(bonus, "feedback", "r.year")},
  ${sayUnit("u", "r.unit_id")} || '第' || r.quarter || '季度不满意' || r.unhappy || '件，请了解原因并督促整改'
FROM (
  SELECT unit_id, year, quarter, count(*) AS unhappy
  FROM valid_ratings
  WHERE rating IN ('不满意', '非常不满意')
  GROUP BY unit_id, year, quarter
) AS r
JOIN score.satisfaction AS s
  ON s.unit_id = r.unit_id AND s.year = r.year AND s.item = 'all' AND NOT s.suppressed
LEFT JOIN alert_units AS u ON u.unit_id = r.unit_id
WHERE r.unhappy >= ${literal(limitsOf(settings).unhappyRatings)}`;
}

/** Compared as whole numbers, on at least `min_ratings` valid ratings (of both years). */
function rates({bonus, settings}: SystemContext): string {
  const {minRatings, satisfiedShare} = settings.thresholds;
  const {satisfiedFall} = limitsOf(settings);
  const clause = clauseAt(bonus, "feedback", "s.year");
  const enough = `
  SELECT unit_id, year, n, very_satisfied + satisfied AS good
  FROM score.satisfaction
  WHERE item = 'all' AND n > 0 AND n >= ${literal(minRatings)}`;
  return `
SELECT
  '黄', 'A17', 'unit', s.unit_id, s.year, ${clause},
  ${sayUnit("u", "s.unit_id")} || '满意率比上年下降' || ${sayPoints(literal(satisfiedFall * 100))} || '个百分点以上，请了解原因'
FROM (${enough}
) AS s
JOIN (${enough}
) AS p ON p.unit_id = s.unit_id AND p.year = s.year - 1
LEFT JOIN alert_units AS u ON u.unit_id = s.unit_id
WHERE (p.good * s.n - s.good * p.n) * 1000 >= ${literal(satisfiedFall)} * s.n * p.n
UNION ALL
SELECT
  '黄', 'A17', 'unit', s.unit_id, s.year, ${clause},
  ${sayUnit("u", "s.unit_id")} || '满意率低于办公室设定的标准，请了解原因'
FROM (${enough}
) AS s
LEFT JOIN alert_units AS u ON u.unit_id = s.unit_id
WHERE s.good * 1000 < s.n * ${literal(satisfiedShare)}`;
}

function rectification({asOf, bonus}: SystemContext): string {
  return `
SELECT
  '红', 'A18', 'issue', r.issue_id, year(r.notified_on), ${clauseAt(bonus, "feedback", "year(r.notified_on)")},
  ${sayUnit("u", "r.unit_id")} || '的突出问题应于' || ${sayDate("r.due_on")} || '前整改，已逾期' || (${asOf} - r.due_on) || '天，请督促整改'
FROM score.rectification_status AS r
LEFT JOIN alert_units AS u ON u.unit_id = r.unit_id
WHERE r.state = '逾期'`;
}

function reports({people, settings}: SystemContext): string {
  return `
SELECT
  '黄', 'A12', 'report', r.report_id, year(r.reported_on), ${clauseAt(people, "a11", "year(r.reported_on)")},
  ${sayUnit("u", "r.unit")} || '的' || r.kind || '事项迟报：事项发生后' || r.lag || '天才报告，请提醒及时报告'
FROM past_reports AS r
LEFT JOIN alert_units AS u ON u.unit_id = r.unit
WHERE r.kind IN ('工作调动', '职务调整', '重大成果奖励', '重大工作失误')
  AND r.lag > ${literal(settings.thresholds.reportDays)}`;
}
