import {identifier, literal} from "../loaders/sql.ts";
import {conditions} from "./conditions.ts";
import {LIMITED_AUDIT, LIMITED_CAP, limitedSql} from "./limitSql.ts";
import {FACTS, FREE_FACTS} from "./names.ts";
import type {Policy} from "./policy.ts";
import {chosenReadings} from "./reading.ts";
import {boundSum} from "./sumSql.ts";
import {allViews} from "./views.ts";
import {falseReport, groundsOf} from "./voiding.ts";

/**
 * Returns the one SQL text of the ledger: it reads `bonus_inputs` and the five parameter tables of the schema, and
 * yields a row for every claim, basis and scenario. It is plain enough for DuckDB and Trino to run and mean the same by.
 * The steps stand in the order of the office's questions, each used once. Of several
 * versions of a policy it holds every condition; which of them a scenario asks stands in its rows.
 */
export function ledgerSql(policies: readonly Policy[], schema: string): string {
  const from = identifier(schema);
  const {keyParts, limits, capParts, limitParts} = shapeOf(policies);
  const keys = Array.from({length: keyParts}, (_, i) => `key_${i + 1}`);
  const item = `scenario, basis, year, unit_id, rule_id, counts`;
  const key = `scenario, basis, year, gate, key_space, key_unit, ${keys.join(", ")}`;
  const limitPart = limitParts > 1 ? "limit_part, " : "";
  const limit = limits ? `seq, limit_group, limit_cap, ${limitPart}` : "";
  const of = (alias: string, columns: string) => columns.replace(/(\w+), /g, `${alias}.$1, `);
  return `WITH placed AS (
  -- In which year does the claim stand?
  SELECT
    s.scenario, s.basis, s.as_of, s.from_on, s.needs_review, s.needs_signature,
    c.claim_id, c.unit_id, c.rule_id, c.event_on,
    ${[...FACTS, ...FREE_FACTS].map(fact => `c.${fact}`).join(", ")},
    c.person_key, c.event_key, c.article_key,
    c.applied_on, c.review, c.reviewed_on, c.signed_on, c.revoked_on, c.settled,
    ${YEAR} AS year
  FROM ${from}.bonus_inputs AS c
  INNER JOIN ${from}.p_scenario AS s
    ON s.from_day <= c.event_on AND c.event_on < s.past_day
),
false_reports AS (
  -- Which claims void their unit's year: revoked on a ground that says so, whatever else is true of them?
  SELECT s.scenario, s.basis, c.unit_id, ${YEAR} AS year
  FROM ${from}.bonus_inputs AS c
  INNER JOIN ${from}.p_scenario AS s
    ON s.from_day <= c.event_on AND c.event_on < s.past_day
  WHERE c.revoked_on <= s.as_of AND (${falseReport(groundsOf(policies))})
),
voided AS (
  SELECT scenario, basis, unit_id, year FROM false_reports GROUP BY scenario, basis, unit_id, year
),
ruled AS (
  -- Which rule is it claimed under, does it meet the rule's condition, and what makes it the same as another?
  SELECT
    c.scenario, c.basis, c.year, c.unit_id, c.rule_id, c.claim_id, c.event_on,
    c.as_of, c.from_on, c.needs_review, c.needs_signature,
    c.review, c.reviewed_on, c.signed_on, c.revoked_on,
    r.version, r.seq, r.clause, r.from_on AS rule_from, r.to_on AS rule_to, r.key_space,${
      limits
        ? `
    r.limit_group, r.limit_cap,${limitPart && " r.limit_part,"}`
        : ""
    }
    CASE r.key_across WHEN 'unit' THEN c.unit_id ELSE '' END AS key_unit,
    ${keys.map(name => `${keyPart(name)} AS ${name},`).join("\n    ")}
    CASE WHEN c.settled AND (${keys.map(name => `r.${name} = 'person_key'`).join(" OR ")}) THEN r.seq - 1000 ELSE r.seq END AS turn,
    ${codeOf()} AS code,
    CASE r.test
${conditionLines(policies)}
    END AS eligible
  FROM placed AS c
  LEFT JOIN ${from}.p_rule AS r
    ON r.scenario = c.scenario AND r.rule_id = c.rule_id AND r.from_year <= c.year AND c.year < r.past_year
    AND r.from_day <= c.event_on AND c.event_on < r.past_day
),
gated AS (
  -- May it count? The first gate that stops it names its disposition.
  SELECT
    c.scenario, c.basis, c.year, c.unit_id, c.rule_id, c.claim_id, c.event_on, c.clause,
    c.version, ${limits ? of("c", limit) : "c.seq, "}c.key_space, c.key_unit, ${keys.map(name => `c.${name}`).join(", ")}, c.turn, c.code,
    i.points AS item_points,
    CASE
      WHEN c.event_on > c.as_of THEN 'out_of_period'
      WHEN c.event_on < c.from_on THEN 'not_in_force'
      WHEN c.rule_id = 'N' THEN 'not_scored'
      WHEN c.seq IS NULL OR c.event_on < c.rule_from OR c.event_on >= c.rule_to THEN 'not_in_force'
      WHEN c.revoked_on <= c.as_of THEN 'revoked'
      WHEN c.review = '不予认定' AND c.reviewed_on <= c.as_of THEN 'rejected'
      WHEN NOT COALESCE(c.eligible, FALSE) OR (COALESCE(c.code, '') <> '*' AND i.points IS NULL) THEN 'ineligible'
      WHEN ${keys.map(name => `c.${name} IS NULL`).join(" OR ")} THEN 'missing_key'
      WHEN c.needs_review AND NOT COALESCE(c.review = '通过' AND c.reviewed_on <= c.as_of, FALSE) THEN 'not_reviewed'
      WHEN c.needs_signature AND NOT COALESCE(c.signed_on <= c.as_of, FALSE) THEN 'not_signed'
      WHEN v.unit_id IS NOT NULL THEN 'voided_with_unit'
      ELSE 'passed'
    END AS gate
  FROM ruled AS c
  LEFT JOIN ${from}.p_item AS i
    ON i.scenario = c.scenario AND i.rule_id = c.rule_id AND i.version = c.version AND i.code = c.code
  LEFT JOIN voided AS v
    ON v.scenario = c.scenario AND v.basis = c.basis AND v.unit_id = c.unit_id AND v.year = c.year
),
held AS (
  -- Of several claims for the same thing the first holds it: as the office decided, by rule, value, event date, claim.
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, ${limit}version, code, item_points, gate,
    ROW_NUMBER() OVER (
      PARTITION BY ${key}
      ORDER BY turn NULLS LAST, item_points DESC NULLS LAST, event_on NULLS LAST, claim_id NULLS LAST
    ) AS place,
    FIRST_VALUE(claim_id) OVER (
      PARTITION BY ${key}
      ORDER BY turn NULLS LAST, item_points DESC NULLS LAST, event_on NULLS LAST, claim_id NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS holder,
    MIN(unit_id) OVER (
      PARTITION BY ${key}
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS first_unit,
    MAX(unit_id) OVER (
      PARTITION BY ${key}
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS last_unit
  FROM gated
),
judged AS (
  -- Does it count, and if not, why?
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, ${limit}version, code, item_points,
    gate = 'passed' AND place = 1 AS counts,
    CASE WHEN gate = 'passed' THEN 'duplicate' ELSE gate END AS verdict,
    CASE WHEN gate = 'passed' AND place > 1 THEN holder END AS dup_of,
    gate = 'passed' AND first_unit <> last_unit AS contested
  FROM held
),
counted AS (
  -- Which number does it have among its unit's claims under the rule?
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, ${limit}version, code, item_points,
    counts, verdict, dup_of, contested,
    ROW_NUMBER() OVER (
      PARTITION BY ${item}
      ORDER BY event_on NULLS LAST, claim_id NULLS LAST
    ) AS nth
  FROM judged
),
earned AS (
  -- What is it worth, and under which cap?
  SELECT
    c.scenario, c.basis, c.year, c.unit_id, c.rule_id, c.claim_id, c.event_on, c.clause,
    ${of("c", limit)}c.counts, c.verdict, c.dup_of, c.contested, c.nth, k.cap_group, k.cap,${capParts > 1 ? " k.cap_part," : ""}
    CASE
      WHEN NOT c.counts THEN 0
      WHEN c.item_points IS NOT NULL THEN c.item_points
      WHEN t.once AND c.nth > t.first_nth THEN 0
      ELSE t.points
    END AS raw
  FROM counted AS c
  LEFT JOIN ${from}.p_step AS t
    ON t.scenario = c.scenario AND t.rule_id = c.rule_id AND t.version = c.version
    AND t.first_nth <= c.nth AND c.nth < t.past_nth
  LEFT JOIN ${from}.p_cap AS k
    ON k.scenario = c.scenario AND k.rule_id = c.rule_id AND k.version = c.version AND k.code = c.code
),
${boundSum({
  from: "earned",
  into: "summed",
  columns: `scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    ${limit}counts, verdict, dup_of, contested, nth, cap_group, cap, raw`,
  summed: "raw",
  as: "cumulative",
  cap: "cap",
  bound: "scenario, year, rule_id, cap_group",
  group: "scenario, basis, year, unit_id, rule_id, cap_group",
  order: "nth NULLS LAST",
  part: "cap_part",
  parts: capParts
})},
capped AS (
  -- What does it add below the cap? These differences telescope: a unit's rows add up to its total.
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    ${limit}counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative,
    CASE WHEN cumulative > cap THEN cap ELSE cumulative END
      - CASE WHEN cumulative - raw > cap THEN cap ELSE cumulative - raw END AS points
  FROM summed
)${limits ? limitedSql(limitParts) : ""}
SELECT
  year, basis, scenario, unit_id, rule_id, clause, claim_id, event_on,
  CASE WHEN counts THEN nth END AS nth,
  raw,
${limits ? LIMITED_CAP : CAP}
  CASE WHEN counts THEN points ELSE 0 END AS points,
  CASE
    WHEN NOT counts THEN verdict
    WHEN raw = 0 THEN 'counted_no_increment'
    WHEN points = raw THEN 'counted'
    WHEN points = 0 THEN 'over_cap'
    ELSE 'counted_partly'
  END AS disposition,
  dup_of,
  contested,
  CASE WHEN counts THEN cap_group END AS cap_group${limits ? LIMITED_AUDIT : ""}
FROM ${limits ? "limited" : "capped"}`;
}

/**
 * What the text depends on beside the conditions: how many parts a key has at most, whether rules share a limit, and how
 * many caps or limits may follow each other within a year.
 */
function shapeOf(policies: readonly Policy[]): {
  keyParts: number;
  limits: boolean;
  capParts: number;
  limitParts: number;
} {
  const views = policies.flatMap(({bonus, readings}) =>
    bonus!.rules.flatMap(rule =>
      allViews(rule.readings, readings, chosenReadings(readings), rule.stretches, bonus!.begins).map(rule.read)
    )
  );
  const all = policies.map(policy => policy.bonus!);
  return {
    keyParts: Math.max(2, ...views.map(rule => rule.key.length)),
    limits: all.some(bonus => bonus.limited),
    capParts: Math.max(...all.map(bonus => bonus.capParts)),
    limitParts: Math.max(...all.map(bonus => bonus.limitParts))
  };
}

const CAP = `  CASE WHEN counts THEN cumulative END AS cumulative,
  CASE WHEN counts THEN cap END AS cap,`;

/** The year a claim stands in: that of its event, or of its signature where the reading places it by that. */
const YEAR = `CASE
      WHEN s.place_by = 'signed_on' AND c.signed_on <= s.as_of THEN c.signed_year
      ELSE c.event_year
    END`;

/** The columns a key may be made of. */
const KEY_COLUMNS = ["person_key", "event_key", "article_key", "claim_id", ...FREE_FACTS] as const;

function keyPart(name: string): string {
  const lines = [...KEY_COLUMNS, ...FACTS.filter(fact => fact !== "recognised")].map(
    column => `      WHEN '${column}' THEN c.${column}`
  );
  return `CASE r.${name}\n      WHEN '' THEN ''\n${lines.join("\n")}\n    END`;
}

function codeOf(): string {
  const lines = FACTS.filter(fact => fact !== "recognised").map(fact => `      WHEN '${fact}' THEN c.${fact}`);
  return `CASE r.code_field\n      WHEN '' THEN '*'\n${lines.join("\n")}\n    END`;
}

function conditionLines(policies: readonly Policy[]): string {
  return conditions(policies)
    .map(([name, sql]) => `      WHEN ${literal(name)} THEN ${sql}`)
    .join("\n");
}
