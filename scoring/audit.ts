import type {Database, Row} from "../loaders/database.ts";
import {UserError} from "../loaders/error.ts";
import {identifier} from "../loaders/sql.ts";
import {auditText, NAMED, UNBOUNDED} from "./auditText.ts";
import {RUN} from "./ledger.ts";
import type {Policy} from "./policy.ts";

/** What must hold of every scoring, and a query that returns the rows for which it does not. */
export interface Audit {
  /** What must hold, in Chinese, without a full stop. */
  name: string;
  sql: string;
}

/** Runs the audits; one that returns a row stops everything with what must hold, the first rows and what to do. */
export async function runAudits(db: Database, audits: readonly Audit[]): Promise<void> {
  for (const {name, sql} of audits) {
    const rows = await db.all<Row>(`SELECT * FROM (${sql}) AS audit LIMIT ${NAMED + 1}`);
    if (rows.length) throw new UserError(auditText(name, rows), {status: 3});
  }
}

const COUNTING = "'counted', 'counted_no_increment', 'counted_partly', 'over_cap'";

/** Returns the audits of the ledger of every scenario. */
export function ledgerAudits(policy: Policy): Audit[] {
  const {limited = false, capParts = 1, limitParts = 1} = policy.bonus ?? {};
  return [...capAudits(limited, capParts > 1, limitParts > 1), ...LEDGER_AUDITS];
}

/**
 * The points of a group lie between what the lowest and what the highest of its caps leaves of the sum: where the cap is
 * one all year, they are the lesser of the two. Where it changes, each item is looked at by itself, beside the points of
 * those before it.
 */
function capAudits(limited: boolean, capsChange: boolean, limitsChange: boolean): Audit[] {
  const own = {
    name: "封顶组",
    cap: limited ? "own_cap" : "cap",
    points: limited ? "own_points" : "points",
    raw: "raw",
    group: "rule_id, cap_group",
    order: "nth"
  };
  const several = {
    name: "合计封顶组",
    cap: "limit_cap",
    points: "points",
    raw: "own_points",
    group: "limit_group",
    order: "event_on, LEN(rule_id), rule_id, claim_id"
  };
  return [
    sumAudit(own),
    ...(limited ? [sumAudit(several)] : []),
    ...(capsChange ? [itemAudit(own)] : []),
    ...(limitsChange ? [itemAudit(several)] : [])
  ];
}

interface Sum {
  name: string;
  cap: string;
  points: string;
  /** What the cap bounds the sum of. */
  raw: string;
  group: string;
  order: string;
}

function sumAudit({name, cap, points, raw, group}: Sum): Audit {
  return {
    name: `${name}的得分等于封顶与应得之和中较小的一个`,
    sql: `SELECT *
FROM (
  SELECT
    scenario, basis, year, unit_id, ${group}, SUM(${raw}) AS raw, SUM(${points}) AS points,
    MIN(COALESCE(${cap}, ${UNBOUNDED})) AS lowest, MAX(COALESCE(${cap}, ${UNBOUNDED})) AS highest
  FROM ${RUN}
  WHERE nth IS NOT NULL
  GROUP BY scenario, basis, year, unit_id, ${group}
)
WHERE points < LEAST(raw, lowest) OR points > LEAST(raw, highest)`
  };
}

function itemAudit({name, cap, points, raw, group, order}: Sum): Audit {
  return {
    name: `封顶有变动的${name}中，每条得分等于当日封顶减去此前已得`,
    sql: `SELECT *
FROM (
  SELECT
    *,
    COALESCE(SUM(${points}) OVER (
      PARTITION BY scenario, basis, year, unit_id, ${group}
      ORDER BY ${order}
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0) AS had
  FROM ${RUN}
  WHERE nth IS NOT NULL
)
WHERE ${points} <> GREATEST(0, LEAST(${raw}, COALESCE(${cap}, ${UNBOUNDED}) - had))`
  };
}

const LEDGER_AUDITS: readonly Audit[] = [
  {
    name: "每条得分不小于0、不大于应得",
    sql: `SELECT * FROM ${RUN} WHERE points < 0 OR points > raw`
  },
  {
    name: "不计分的申报没有得分和序号，计分的有序号",
    sql: `SELECT * FROM ${RUN}
WHERE disposition NOT IN (${COUNTING}) AND (raw <> 0 OR points <> 0 OR nth IS NOT NULL)
  OR disposition IN (${COUNTING}) AND nth IS NULL`
  },
  {
    name: "每条申报在每个口径、每个方案中恰好一行",
    sql: `SELECT s.scenario, s.basis, c.claim_id, COUNT(r.claim_id) AS rows
FROM score.bonus_inputs AS c
CROSS JOIN (SELECT DISTINCT scenario, basis FROM score.p_scenario) AS s
FULL JOIN ${RUN} AS r ON r.scenario = s.scenario AND r.basis = s.basis AND r.claim_id = c.claim_id
GROUP BY s.scenario, s.basis, c.claim_id
HAVING COUNT(r.claim_id) <> 1 OR c.claim_id IS NULL`
  },
  {
    name: "重复的申报所重复的那一条自己计分",
    sql: `SELECT d.*
FROM ${RUN} AS d
LEFT JOIN ${RUN} AS h
  ON h.scenario = d.scenario AND h.basis = d.basis AND h.year = d.year AND h.claim_id = d.dup_of AND h.nth IS NOT NULL
WHERE (d.disposition = 'duplicate') <> (d.dup_of IS NOT NULL) OR (d.disposition = 'duplicate' AND h.claim_id IS NULL)`
  },
  {
    name: "编号、处理结果和得分没有空缺",
    sql: `SELECT * FROM ${RUN}
WHERE year IS NULL OR basis IS NULL OR scenario IS NULL OR unit_id IS NULL OR rule_id IS NULL OR claim_id IS NULL
  OR event_on IS NULL OR raw IS NULL OR points IS NULL OR disposition IS NULL OR contested IS NULL
  OR (nth IS NOT NULL AND cumulative IS NULL)`
  }
];

/** Returns the audits of the published tables. */
export function resultAudits(rules: readonly string[]): Audit[] {
  const columns = rules.map(rule => identifier(rule.toLowerCase()));
  return [
    {
      name: "位次等于同组合计更高的单位数加1",
      sql: `SELECT r.year, r.basis, r."group", r.unit_id, r.rank, r.total
FROM score.bonus_ranking AS r
LEFT JOIN score.bonus_ranking AS o
  ON o.year = r.year AND o.basis = r.basis AND o."group" = r."group" AND o.total > r.total
GROUP BY r.year, r.basis, r."group", r.unit_id, r.rank, r.total
HAVING r.rank <> COUNT(o.unit_id) + 1`
    },
    {
      name: "台账各条之和等于各项得分",
      sql: `SELECT s.year, s.basis, s.unit_id, s.rule_id, s.points, l.points AS ledger
FROM score.bonus_scores AS s
FULL JOIN (
  SELECT year, basis, unit_id, rule_id, SUM(points) AS points, SUM(raw) AS raw, COUNT(nth) AS items
  FROM score.bonus_ledger
  WHERE scenario = 'base'
  GROUP BY year, basis, unit_id, rule_id
) AS l ON l.year = s.year AND l.basis = s.basis AND l.unit_id = s.unit_id AND l.rule_id = s.rule_id
WHERE COALESCE(s.points, 0) <> COALESCE(l.points, 0) OR COALESCE(s.raw, 0) <> COALESCE(l.raw, 0)
  OR COALESCE(s.items, 0) <> COALESCE(l.items, 0) OR s.cap_loss <> s.raw - s.points`
    },
    {
      name: "各项得分之和等于位次表的合计",
      sql: `SELECT r.year, r.basis, r."group", r.unit_id, r.total, SUM(s.points) AS scores
FROM score.bonus_ranking AS r
LEFT JOIN score.bonus_scores AS s ON s.year = r.year AND s.basis = r.basis AND s.unit_id = r.unit_id
GROUP BY ALL
HAVING r.total IS DISTINCT FROM SUM(s.points)`
    },
    ...(columns.length
      ? [
          {
            name: "位次表每行各项之和等于合计",
            sql: `SELECT * FROM score.bonus_ranking WHERE ${columns.join(" + ")} <> total`
          }
        ]
      : []),
    {
      name: "位次区间包含位次，且只有已签批口径有区间",
      sql: `SELECT year, basis, "group", unit_id, rank, band_best, band_worst
FROM score.bonus_ranking
WHERE (basis = 'signed') <> (band_best IS NOT NULL) OR (basis = 'signed') <> (band_worst IS NOT NULL)
  OR rank < band_best OR rank > band_worst`
    }
  ];
}
