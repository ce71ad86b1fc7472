import {literal} from "../../loaders/sql.ts";
import {clauseAt, type SystemContext} from "../context.ts";
import {thingOf} from "../facts.ts";
import type {RuleFacts} from "../settings.ts";
import {sayDate, sayPoints, sayUnit} from "./say.ts";

/** The ledger of everything that is neither rejected nor revoked: what to look at before it is signed. */
const LEDGER = `(SELECT * FROM score.bonus_ledger WHERE basis = 'claimed' AND scenario = 'base')`;

/** Returns the alerts on claims: A13 and A14 from the ledger, A15 from the ranking, where these exist. */
export function claimAlerts(context: SystemContext, reads: ReadonlySet<string>): string[] {
  return [
    ...(reads.has("score.bonus_ledger")
      ? [...acrossYears(context), ...betweenUnits(context), twice(context), ended(), unequal(context)]
      : []),
    ...(reads.has("score.bonus_ranking") ? [ties()] : [])
  ];
}

/** Keys hold within a year; the same person or article in an earlier year is worth a look. */
function acrossYears({bonus}: SystemContext): string[] {
  const again = (key: Thing, thing: string) => {
    const rules = rulesAbout(bonus, key);
    return rules.length
      ? [
          `
SELECT
  '黄', 'A13', 'claim', c.claim_id, c.year, c.clause,
  ${sayUnit("u", "c.unit_id")} || '申报的${thing}在' || c.earlier || '年度已有申报，请核实是否重复'
FROM (
  SELECT l.claim_id, l.unit_id, l.year, l.clause, min(l.year) OVER (PARTITION BY k.${key}) AS earlier
  FROM ${LEDGER} AS l
  JOIN core.claims AS k ON k.claim_id = l.claim_id
  WHERE k.${key} IS NOT NULL AND k.rule IN (${listed(rules)}) AND l.disposition <> 'out_of_period'
) AS c
LEFT JOIN alert_units AS u ON u.unit_id = c.unit_id
WHERE c.earlier < c.year`
        ]
      : [];
  };
  return [...again("person_key", "同一人"), ...again("article_key", "同一稿件")];
}

/**
 * An article or an event counts for each unit that claims it, unless its key holds in the whole city: whose it is must be
 * settled before anything is signed, and looked at again where it is.
 */
function betweenUnits({asOf, bonus}: SystemContext): string[] {
  const both = (key: Thing, rule: RuleFacts, thing: string) => `
SELECT
  '红', 'A13', 'claim', claim_id, year, clause, ${literal(`与其他单位申报了同一${thing}`)}
  || CASE WHEN signed_on <= ${asOf} THEN ${SIGNED} ELSE ${UNSIGNED} END
FROM (
  SELECT
    l.claim_id,
    l.year,
    l.clause,
    l.contested,
    k.signed_on,
    min(l.unit_id) OVER (PARTITION BY l.year, k.${key}) <> max(l.unit_id) OVER (PARTITION BY l.year, k.${key}) AS shared
  FROM ${LEDGER} AS l
  JOIN core.claims AS k ON k.claim_id = l.claim_id
  WHERE k.${key} IS NOT NULL AND k.rule = ${literal(rule.id)}
    AND l.disposition IN ('counted', 'counted_no_increment', 'counted_partly', 'over_cap', 'duplicate')
)
WHERE shared AND NOT contested`;
  const rules = bonus?.rules ?? [];
  return rules.flatMap(rule => [
    ...(rule.about.includes("event_key") ? [both("event_key", rule, rule.title)] : []),
    ...(rule.about.includes("article_key") ? [both("article_key", rule, "稿件")] : [])
  ]);
}

const UNSIGNED = literal("，签批前须核定归属");
const SIGNED = literal("，且已签批，请复核归属");

/**
 * Nothing is signed before two units, or two claims of one unit, are told apart, unless the office decided whose the person
 * is: then it is told who decided, and when.
 */
function twice({asOf, bonus}: SystemContext): string {
  const branches = (bonus?.rules ?? []).flatMap(rule =>
    rule.about.length ? [`WHEN ${literal(rule.id)} THEN ${literal(thingOf(rule))}`] : []
  );
  const thing = branches.length ? `CASE k.rule ${branches.join(" ")} ELSE '事项' END` : "'事项'";
  const from = `
FROM ${LEDGER} AS l
JOIN core.claims AS k ON k.claim_id = l.claim_id
LEFT JOIN (${SETTLED}
) AS s ON s.claim_id = l.claim_id
LEFT JOIN alert_units AS u ON u.unit_id = s.holder`;
  return `
SELECT
  CASE WHEN s.holder IS NULL THEN '红' ELSE '蓝' END,
  'A13', 'claim', l.claim_id, l.year, l.clause, '与其他单位申报了同一' || ${thing} || CASE
    WHEN s.holder IS NULL THEN CASE WHEN k.signed_on <= ${asOf} THEN ${SIGNED} ELSE ${UNSIGNED} END
    ELSE '，' || s.decided_by || '已于' || ${sayDate("s.decided_on")} || '裁定归' || ${sayUnit("u", "s.holder")}
      || '（裁定' || s.decision_id || '），请按裁定' || CASE WHEN k.signed_on <= ${asOf} THEN '核对签批' ELSE '签批' END
  END${from}
WHERE l.contested
UNION ALL
SELECT
  CASE WHEN l.contested AND s.holder IS NOT NULL THEN '蓝' ELSE '红' END,
  'A13', 'claim', l.claim_id, l.year, l.clause, '与申报' || l.dup_of || '为同一' || ${thing} || '，只计一次'${from}
WHERE l.disposition = 'duplicate'`;
}

/**
 * The decision in force on the person of each claim in the year of its event. A person given to a unit none of whose claims
 * could count is as contested as before.
 */
const SETTLED = `
  SELECT c.claim_id, s.holder, s.decision_id, s.decided_on, s.decided_by
  FROM (
    SELECT o.person_key, o.event_year, d.unit AS holder, d.decision_id, d.decided_on, b.decided_by
    FROM core.settled_claims AS d
    JOIN core.decisions AS b ON b.decision_id = d.decision_id
    JOIN score.bonus_inputs AS o ON o.claim_id = d.claim_id
    QUALIFY row_number() OVER (
      PARTITION BY o.person_key, o.event_year
      ORDER BY d.decided_on DESC, d.decision_id DESC
    ) = 1
  ) AS s
  JOIN score.bonus_inputs AS c ON c.person_key = s.person_key AND c.event_year = s.event_year
  WHERE EXISTS (
    SELECT 1
    FROM ${LEDGER} AS l
    JOIN score.bonus_inputs AS h ON h.claim_id = l.claim_id
    WHERE l.contested AND l.unit_id = s.holder AND h.person_key = s.person_key AND h.event_year = s.event_year
  )`;

type Thing = RuleFacts["about"][number];

function rulesAbout(bonus: SystemContext["bonus"], thing: Thing): string[] {
  return (bonus?.rules ?? []).filter(({about}) => about.includes(thing)).map(({id}) => id);
}

function listed(ids: readonly string[]): string {
  return ids.map(id => literal(id)).join(", ");
}

function ended(): string {
  return `
SELECT '黄', 'A14', 'claim', claim_id, year, clause, '事项发生时该条款不在施行期内，请核对发生日期或退回'
FROM ${LEDGER}
WHERE disposition = 'not_in_force'`;
}

/**
 * By unit and year, since what a unit hopes for seldom knows the steps and caps of its single claims; claims that were
 * refused, taken back or lie outside the policy's time are no miscalculation.
 */
function unequal({bonus}: SystemContext): string {
  const clause = clauseAt(bonus, "apply", "s.year");
  return `
SELECT
  '黄', 'A14', 'unit', s.unit_id, s.year, ${clause},
  ${sayUnit("u", "s.unit_id")} || '申报分值合计' || ${sayPoints("s.claimed")} || '，按申报口径（待审核、待签批的也计入）依制度计算为' || ${sayPoints("s.computed")} || '，请向申报单位说明'
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
  '蓝', 'A15', 'group', "group", year, NULL, '前三位有并列，共' || count(*) || '个单位，表彰名额请先定取舍'
FROM score.bonus_ranking
WHERE basis = 'signed' AND rank <= 3 AND total > 0
GROUP BY "group", year
HAVING count(*) > 3`;
}
