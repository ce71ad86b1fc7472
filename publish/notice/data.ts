import type {Database} from "../../loaders/database.ts";
import {COMPARED} from "../compared.ts";
import {groupBy} from "../sitedata/group.ts";
import {IMPERSONAL_RULES} from "../sitedata/ruleWords.ts";

/** What one unit is told; points in thousandths. */
export interface NoticeData {
  unitId: string;
  unitName: string;
  /** Null for a unit that is scored and ranked nowhere. */
  ranking: NoticeRank | null;
  total: number;
  rules: NoticeRule[];
  claims: NoticeClaim[];
}

export interface NoticeRank {
  group: string;
  rank: number;
  tied: boolean;
  /** Units in the group. */
  of: number;
  previousRank: number | null;
  change: string;
}

export interface NoticeRule {
  ruleId: string;
  title: string;
  condition: string;
  caps: string;
  /** Claims of the unit by this rule, in any disposition. */
  claims: number;
  items: number;
  raw: number;
  points: number;
  capLoss: number;
}

export interface NoticeClaim {
  claimId: string;
  ruleId: string;
  eventOn: string;
  /** Null where it may name a person. */
  subject: string | null;
  points: number;
  disposition: string;
  dupOf: string | null;
}

interface Score {
  unitId: string;
  ruleId: string;
  items: number;
  raw: number;
  points: number;
  capLoss: number;
}

/** Reads what every unit is told about the year: ranked units in the published order, then those with claims only. */
export async function readNotices(db: Database, year: number): Promise<NoticeData[]> {
  const ranked = await db.all<NoticeRank & {unitId: string; unitName: string; total: number}>(RANKING, [year]);
  const others = await db.all<{unitId: string; unitName: string}>(OTHERS, [year]);
  const rules = await db.all<{ruleId: string; title: string; condition: string; caps: string}>(RULES, [year]);
  const scores = groupBy(await db.all<Score>(SCORES, [year]), ({unitId}) => unitId);
  const claims = groupBy(await db.all<NoticeClaim & {unitId: string}>(CLAIMS, [year]), ({unitId}) => unitId);
  const told = (unitId: string): Pick<NoticeData, "rules" | "claims"> => {
    const own = claims.get(unitId) ?? [];
    return {
      claims: own,
      rules: rules.map(rule => {
        const score = scores.get(unitId)?.find(({ruleId}) => ruleId === rule.ruleId);
        const {items = 0, raw = 0, points = 0, capLoss = 0} = score ?? {};
        return {...rule, claims: own.filter(claim => claim.ruleId === rule.ruleId).length, items, raw, points, capLoss};
      })
    };
  };
  return [
    ...ranked.map(({unitId, unitName, total, ...ranking}) => ({unitId, unitName, ranking, total, ...told(unitId)})),
    ...others.map(({unitId, unitName}) => {
      const {rules, claims} = told(unitId);
      return {unitId, unitName, ranking: null, total: rules.reduce((sum, {points}) => sum + points, 0), rules, claims};
    })
  ];
}

const RANKING = `SELECT r.unit_id AS "unitId", r.unit_name AS "unitName", r.total, r."group", r.rank, r.tied,
  (COUNT(*) OVER (PARTITION BY r."group"))::INTEGER AS of, ${COMPARED.rank} AS "previousRank",
  COALESCE(${COMPARED.change}, '—') AS change
FROM score.bonus_ranking AS r
${COMPARED.join}
WHERE r.year = $1 AND r.basis = 'signed'
ORDER BY r.rowid`;

const OFFICIAL = "l.year = $1 AND l.basis = 'signed' AND l.scenario = 'base'";

const OTHERS = `SELECT l.unit_id AS "unitId", MIN(l.unit_name) AS "unitName"
FROM score.bonus_ledger AS l
WHERE ${OFFICIAL}
  AND NOT EXISTS (
    SELECT 1 FROM score.bonus_ranking AS r WHERE r.year = $1 AND r.basis = 'signed' AND r.unit_id = l.unit_id
  )
GROUP BY l.unit_id
ORDER BY l.unit_id`;

/** The rule as it stands at the end of the year asked for; one of later years as it first stands. */
const RULES = `SELECT rule_id AS "ruleId", ${["title", "condition", "caps"]
  .map(
    name =>
      `COALESCE(arg_max(${name}, "from") FILTER (EXTRACT(year FROM "from") <= $1), arg_min(${name}, "from"), '') AS ${name}`
  )
  .join(",\n  ")}
FROM score.rules
GROUP BY rule_id
ORDER BY MIN(seq), rule_id`;

const SCORES = `SELECT unit_id AS "unitId", rule_id AS "ruleId", items, raw, points, cap_loss AS "capLoss"
FROM score.bonus_scores
WHERE year = $1 AND basis = 'signed'`;

const CLAIMS = `SELECT l.unit_id AS "unitId", l.claim_id AS "claimId", l.rule_id AS "ruleId",
  CAST(l.event_on AS VARCHAR) AS "eventOn",
  CASE WHEN l.rule_id IN (${IMPERSONAL_RULES}) THEN c.subject END AS subject,
  l.points, l.disposition, l.dup_of AS "dupOf"
FROM score.bonus_ledger AS l
LEFT JOIN core.claims AS c ON c.claim_id = l.claim_id
LEFT JOIN (SELECT rule_id, MIN(seq) AS seq FROM score.rules GROUP BY rule_id) AS r ON r.rule_id = l.rule_id
WHERE ${OFFICIAL}
ORDER BY l.unit_id, r.seq NULLS LAST, l.rule_id, l.event_on, l.claim_id`;
