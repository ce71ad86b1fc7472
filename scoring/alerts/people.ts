import {literal} from "../../loaders/sql.ts";
import {clauseAt, type SystemContext, yearOf} from "../context.ts";
import {limitsOf} from "./limits.ts";
import {sayDate} from "./say.ts";

const CANCELLED = `
  SELECT talent_id, min(year) AS year, arg_min(clause, year) AS clause
  FROM person_outcomes
  WHERE outcome IN ('cancel', 'cancel_and_recover')
  GROUP BY talent_id`;

/** Returns the alerts on assessed talents: A07 to A11 and A16. */
export function peopleAlerts(context: SystemContext): string[] {
  return [
    consequences(context),
    afterCancellation(),
    paid(),
    ...left(context),
    missing(context),
    county(context),
    order(context),
    ...excellent(context)
  ];
}

function consequences({people}: SystemContext): string {
  return `
SELECT
  '红', 'A07', 'talent', talent_key, year, clause,
  CASE outcome
    WHEN 'cancel_and_recover' THEN '第九条第' || ground || '项情形已认定，应取消资格、收回证书并取消或追回待遇'
    WHEN 'cancel' THEN since_year || '年度、' || year || '年度考核不合格，应取消资格、收回证书'
    ELSE year || '年度考核不合格，应停发' || (year + 1) || '年度待遇'
  END
FROM score.outcomes
WHERE outcome <> 'continue'
UNION ALL
SELECT
  '黄', 'A07', 'talent', talent_key, year, ${clauseAt(people, "a10_2", "year")},
  CASE
    WHEN outcome IS NULL THEN since_year || '年度考核不合格，' || year || '年度没有备案，如何认定须由办公室核定'
    ELSE '上次不合格之后缺一个考核年度，是否连续两年不合格须由办公室核定'
  END
FROM score.outcomes
WHERE needs_review AND coalesce(outcome = 'suspend_next_year', true)`;
}

function afterCancellation(): string {
  return `
SELECT
  '黄', 'A07', 'talent', a.talent_key, a.year, c.clause,
  '已于' || c.year || '年度取消资格，仍有' || a.year || '年度的考核记录，请核对'
FROM counting_assessments AS a
JOIN (${CANCELLED}
) AS c ON c.talent_id = a.talent_id
WHERE a.year > c.year`;
}

/** Cites what the person was refused the benefits by: the cancellation, else that year's own outcome. */
function paid(): string {
  return `
SELECT
  '红', 'A08', 'talent', a.talent_key, a.year,
  CASE WHEN a.year > c.year THEN c.clause ELSE o.clause END,
  CASE
    WHEN a.year > c.year THEN '已于' || c.year || '年度取消资格，仍兑现了' || (a.year + 1) || '年度待遇，请核实并追回'
    ELSE a.year || '年度考核后应停发或取消待遇，仍兑现了' || (a.year + 1) || '年度待遇，请核实并追回'
  END
FROM counting_assessments AS a
LEFT JOIN person_outcomes AS o ON o.talent_id = a.talent_id AND o.year = a.year
LEFT JOIN (${CANCELLED}
) AS c ON c.talent_id = a.talent_id
WHERE a.paid
  AND (a.year > c.year OR o.outcome IN ('suspend_next_year', 'cancel', 'cancel_and_recover'))`;
}

/** A prompt for Art. 9 item 5, never a decision; and terms that end soon. */
function left({asOf, lastYear, people, settings}: SystemContext): string[] {
  if (!people) return [];
  return [
    `
SELECT
  '黄', 'A09', 'talent', t.talent_key, ${lastYear}, ${clauseAt(people, "a9_5", literal(lastYear))},
  '管理期内' || t.post_status || '，请核实是否属于第九条第5项'
FROM core.talents AS t
LEFT JOIN (${CANCELLED}
) AS c ON c.talent_id = t.talent_id
WHERE t.post_status IN ('辞职离岗', '调出')
  AND t.recognised_on <= ${asOf}
  AND coalesce(t.term_from, t.recognised_on) <= ${asOf}
  AND coalesce(t.term_to >= ${asOf}, true)
  AND c.year IS NULL`,
    `
SELECT
  '蓝', 'A10', 'talent', t.talent_key, ${lastYear}, ${clauseAt(people, "a4", literal(lastYear))},
  '管理期将于' || ${sayDate("t.term_to")} || '届满，请提前办理期满考核和衔接'
FROM core.talents AS t
LEFT JOIN (${CANCELLED}
) AS c ON c.talent_id = t.talent_id
WHERE t.term_to BETWEEN ${asOf} AND ${asOf} + ${literal(limitsOf(settings).termDays)}
  AND t.recognised_on <= ${asOf}
  AND coalesce(t.post_status = '在职', true)
  AND c.year IS NULL`
  ];
}

/** Only of years gone by in which the assessment was carried out: some grade of the year was filed. */
function missing({lastYear, people}: SystemContext): string {
  return `
SELECT
  '蓝', 'A10', 'talent', talent_key, year, ${clauseAt(people, "a10_2", "year")},
  '管理期内缺' || year || '年度考核备案，请补办或说明原因'
FROM due_talents
WHERE NOT filed
  AND year < ${lastYear}
  AND year >= ${people ? yearOf(people.from) : lastYear}
  AND year IN (SELECT year FROM counting_assessments WHERE filed)`;
}

/** A county that lets wait, and one that has let wait; what is filed without a county's grade waits for nobody. */
function county({asOf, people, settings}: SystemContext): string {
  const limit = literal(limitsOf(settings).countyDays);
  const clause = clauseAt(people, "a7_3", "year");
  return `
SELECT
  '黄', 'A11', 'talent', talent_key, year, ${clause},
  '单位意见后' || (${asOf} - unit_on) || '天，县级尚未考评，请督促'
FROM due_talents
WHERE unit_graded AND NOT assessed AND NOT filed AND ${asOf} - unit_on > ${limit}
UNION ALL
SELECT
  '黄', 'A11', 'talent', talent_key, year, ${clause},
  '单位意见后' || (county_on - unit_on) || '天县级才考评，请了解原因'
FROM due_talents
WHERE unit_graded AND assessed AND county_on - unit_on > ${limit}`;
}

/** A stage that came before the one it rests on, whatever date that one has; what has not come yet is in no order. */
function order({asOf, people}: SystemContext): string {
  return `
SELECT
  '黄', 'A11', 'talent', talent_key, year, ${clauseAt(people, "a7_4", "year")},
  '申报、单位意见、县级考评、备案的日期先后颠倒，请核对改正'
FROM counting_assessments
WHERE (unit_on <= ${asOf} AND declared_on > unit_on)
  OR (county_on <= ${asOf} AND (declared_on > county_on OR unit_on > county_on))
  OR (filed_on <= ${asOf} AND (declared_on > filed_on OR unit_on > filed_on OR county_on > filed_on))`;
}

/** The text sets no quota: off unless the office draws a reference line. */
function excellent({people, settings}: SystemContext): string[] {
  const reference = settings.thresholds.excellentReference;
  if (reference === null) return [];
  return [
    `
SELECT
  '蓝', 'A16', g.dimension, g.key, g.year, ${clauseAt(people, "a8", "g.year")},
  CASE g.dimension WHEN 'overall' THEN '全市' ELSE coalesce(u.name, g.key) END
    || '优秀' || g.excellent || '人，占' || (g.excellent + g.qualified + g.unqualified) || '人的比例超过办公室的参考线，请复核'
FROM score.grade_distribution AS g
LEFT JOIN alert_units AS u ON u.unit_id = g.key
WHERE g.dimension IN ('overall', 'district')
  AND NOT g.suppressed
  AND g.excellent * 1000 > (g.excellent + g.qualified + g.unqualified) * ${literal(reference)}`
  ];
}
