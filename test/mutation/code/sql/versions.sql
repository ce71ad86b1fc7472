WITH placed AS (
  -- In which year does the claim stand?
  SELECT
    s.scenario, s.basis, s.as_of, s.from_on, s.needs_review, s.needs_signature,
    c.claim_id, c.unit_id, c.rule_id, c.event_on,
    c.level, c.employment, c.degree, c.title, c.recognised, c.role, c.aspect, c.verdict, c.outlet,
    c.person_key, c.event_key, c.article_key,
    c.applied_on, c.review, c.reviewed_on, c.signed_on, c.revoked_on, c.settled,
    CASE
      WHEN s.place_by = 'signed_on' AND c.signed_on <= s.as_of THEN c.signed_year
      ELSE c.event_year
    END AS year
  FROM "other".bonus_inputs AS c
  INNER JOIN "other".p_scenario AS s
    ON s.from_day <= c.event_on AND c.event_on < s.past_day
),
false_reports AS (
  -- Which claims void their unit's year: revoked on a ground that says so, whatever else is true of them?
  SELECT s.scenario, s.basis, c.unit_id, CASE
      WHEN s.place_by = 'signed_on' AND c.signed_on <= s.as_of THEN c.signed_year
      ELSE c.event_year
    END AS year
  FROM "other".bonus_inputs AS c
  INNER JOIN "other".p_scenario AS s
    ON s.from_day <= c.event_on AND c.event_on < s.past_day
  WHERE c.revoked_on <= s.as_of AND (s.void_scope = 'unit_year' AND c.revoke_ground IN ('虚报') OR s.void_scope = 'unit_year.2' AND c.revoke_ground IN ('虚报', '瞒报'))
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
    r.version, r.seq, r.clause, r.from_on AS rule_from, r.to_on AS rule_to, r.key_space,
    r.limit_group, r.limit_cap, r.limit_part,
    CASE r.key_across WHEN 'unit' THEN c.unit_id ELSE '' END AS key_unit,
    CASE r.key_1
      WHEN '' THEN ''
      WHEN 'person_key' THEN c.person_key
      WHEN 'event_key' THEN c.event_key
      WHEN 'article_key' THEN c.article_key
      WHEN 'claim_id' THEN c.claim_id
      WHEN 'outlet' THEN c.outlet
      WHEN 'level' THEN c.level
      WHEN 'employment' THEN c.employment
      WHEN 'degree' THEN c.degree
      WHEN 'title' THEN c.title
      WHEN 'role' THEN c.role
      WHEN 'aspect' THEN c.aspect
      WHEN 'verdict' THEN c.verdict
    END AS key_1,
    CASE r.key_2
      WHEN '' THEN ''
      WHEN 'person_key' THEN c.person_key
      WHEN 'event_key' THEN c.event_key
      WHEN 'article_key' THEN c.article_key
      WHEN 'claim_id' THEN c.claim_id
      WHEN 'outlet' THEN c.outlet
      WHEN 'level' THEN c.level
      WHEN 'employment' THEN c.employment
      WHEN 'degree' THEN c.degree
      WHEN 'title' THEN c.title
      WHEN 'role' THEN c.role
      WHEN 'aspect' THEN c.aspect
      WHEN 'verdict' THEN c.verdict
    END AS key_2,
    CASE r.key_3
      WHEN '' THEN ''
      WHEN 'person_key' THEN c.person_key
      WHEN 'event_key' THEN c.event_key
      WHEN 'article_key' THEN c.article_key
      WHEN 'claim_id' THEN c.claim_id
      WHEN 'outlet' THEN c.outlet
      WHEN 'level' THEN c.level
      WHEN 'employment' THEN c.employment
      WHEN 'degree' THEN c.degree
      WHEN 'title' THEN c.title
      WHEN 'role' THEN c.role
      WHEN 'aspect' THEN c.aspect
      WHEN 'verdict' THEN c.verdict
    END AS key_3,
    CASE r.key_4
      WHEN '' THEN ''
      WHEN 'person_key' THEN c.person_key
      WHEN 'event_key' THEN c.event_key
      WHEN 'article_key' THEN c.article_key
      WHEN 'claim_id' THEN c.claim_id
      WHEN 'outlet' THEN c.outlet
      WHEN 'level' THEN c.level
      WHEN 'employment' THEN c.employment
      WHEN 'degree' THEN c.degree
      WHEN 'title' THEN c.title
      WHEN 'role' THEN c.role
      WHEN 'aspect' THEN c.aspect
      WHEN 'verdict' THEN c.verdict
    END AS key_4,
    CASE WHEN c.settled AND (r.key_1 = 'person_key' OR r.key_2 = 'person_key' OR r.key_3 = 'person_key' OR r.key_4 = 'person_key') THEN r.seq - 1000 ELSE r.seq END AS turn,
    CASE r.code_field
      WHEN '' THEN '*'
      WHEN 'level' THEN c.level
      WHEN 'employment' THEN c.employment
      WHEN 'degree' THEN c.degree
      WHEN 'title' THEN c.title
      WHEN 'role' THEN c.role
      WHEN 'aspect' THEN c.aspect
      WHEN 'verdict' THEN c.verdict
    END AS code,
    CASE r.test
      WHEN 'R1.1' THEN c."event_on" IS NOT NULL
      WHEN 'R2.1' THEN ((c."reviewed_on" >= r.day_1 AND c."reviewed_on" <= c.as_of) AND c."outlet" IS NOT NULL)
      WHEN 'R3.1' THEN (c."signed_on" <= r.day_1 AND c."signed_on" <= c.as_of)
      WHEN 'R3.2' THEN c."outlet" IS NOT NULL
      WHEN 'R4.1' THEN (c."outlet" IS NOT NULL OR c."level" IN ('国家级', '省级'))
      WHEN 'R5.1' THEN (c."event_on" <> r.day_1 AND c."event_on" <> r.day_2)
      WHEN 'R6.1' THEN ((c."applied_on" <= r.day_1 AND c."applied_on" <= c.as_of) OR c."title" IN ('副高级', '正高级'))
      WHEN 'R7.1' THEN c."event_on" IS NOT NULL
      WHEN 'R8.1' THEN c."event_on" IS NOT NULL
      WHEN 'R9.1' THEN c."event_on" IS NOT NULL
      WHEN 'R10.1' THEN c."event_on" IS NOT NULL
      WHEN 'R11.1' THEN c."event_on" IS NOT NULL
      WHEN 'R12.1' THEN c."event_on" IS NOT NULL
      WHEN 'R13.1' THEN c."event_on" IS NOT NULL
      WHEN 'R14.1' THEN c."event_on" IS NOT NULL
      WHEN 'R15.1' THEN c."event_on" IS NOT NULL
    END AS eligible
  FROM placed AS c
  LEFT JOIN "other".p_rule AS r
    ON r.scenario = c.scenario AND r.rule_id = c.rule_id AND r.from_year <= c.year AND c.year < r.past_year
    AND r.from_day <= c.event_on AND c.event_on < r.past_day
),
gated AS (
  -- May it count? The first gate that stops it names its disposition.
  SELECT
    c.scenario, c.basis, c.year, c.unit_id, c.rule_id, c.claim_id, c.event_on, c.clause,
    c.version, c.seq, c.limit_group, c.limit_cap, c.limit_part, c.key_space, c.key_unit, c.key_1, c.key_2, c.key_3, c.key_4, c.turn, c.code,
    i.points AS item_points,
    CASE
      WHEN c.event_on > c.as_of THEN 'out_of_period'
      WHEN c.event_on < c.from_on THEN 'not_in_force'
      WHEN c.rule_id = 'N' THEN 'not_scored'
      WHEN c.seq IS NULL OR c.event_on < c.rule_from OR c.event_on >= c.rule_to THEN 'not_in_force'
      WHEN c.revoked_on <= c.as_of THEN 'revoked'
      WHEN c.review = '不予认定' AND c.reviewed_on <= c.as_of THEN 'rejected'
      WHEN NOT COALESCE(c.eligible, FALSE) OR (c.code <> '*' AND i.points IS NULL) THEN 'ineligible'
      WHEN c.code IS NULL THEN 'ineligible'
      WHEN c.key_1 IS NULL OR c.key_2 IS NULL OR c.key_3 IS NULL OR c.key_4 IS NULL THEN 'missing_key'
      WHEN c.needs_review AND NOT COALESCE(c.review = '通过' AND c.reviewed_on <= c.as_of, FALSE) THEN 'not_reviewed'
      WHEN c.needs_signature AND NOT COALESCE(c.signed_on <= c.as_of, FALSE) THEN 'not_signed'
      WHEN v.unit_id IS NOT NULL THEN 'voided_with_unit'
      ELSE 'passed'
    END AS gate
  FROM ruled AS c
  LEFT JOIN "other".p_item AS i
    ON i.scenario = c.scenario AND i.rule_id = c.rule_id AND i.version = c.version AND i.code = c.code
  LEFT JOIN voided AS v
    ON v.scenario = c.scenario AND v.basis = c.basis AND v.unit_id = c.unit_id AND v.year = c.year
),
held AS (
  -- Of several claims for the same thing the first holds it: as the office decided, by rule, value, event date, claim.
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, limit_part, version, code, item_points, gate,
    ROW_NUMBER() OVER (
      PARTITION BY scenario, basis, year, gate, key_space, key_unit, key_1, key_2, key_3, key_4
      ORDER BY turn NULLS LAST, item_points DESC NULLS LAST, event_on NULLS LAST, claim_id NULLS LAST
    ) AS place,
    FIRST_VALUE(claim_id) OVER (
      PARTITION BY scenario, basis, year, gate, key_space, key_unit, key_1, key_2, key_3, key_4
      ORDER BY turn NULLS LAST, item_points DESC NULLS LAST, event_on NULLS LAST, claim_id NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS holder,
    MIN(unit_id) OVER (
      PARTITION BY scenario, basis, year, gate, key_space, key_unit, key_1, key_2, key_3, key_4
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS first_unit,
    MAX(unit_id) OVER (
      PARTITION BY scenario, basis, year, gate, key_space, key_unit, key_1, key_2, key_3, key_4
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS last_unit
  FROM gated
),
judged AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, limit_part, version, code, item_points,
    gate = 'passed' AND place = 1 AS counts,
    CASE WHEN gate = 'passed' AND place > 1 THEN 'duplicate' ELSE gate END AS verdict,
    CASE WHEN gate = 'passed' AND place > 1 THEN holder END AS dup_of,
    gate = 'passed' AND first_unit <> last_unit AS contested
  FROM held
),
counted AS (
  -- Which number does it have among its unit's claims under the rule?
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, limit_part, version, code, item_points,
    counts, verdict, dup_of, contested,
    ROW_NUMBER() OVER (
      PARTITION BY scenario, basis, year, unit_id, rule_id, counts
      ORDER BY event_on NULLS LAST, claim_id NULLS LAST
    ) AS nth
  FROM judged
),
earned AS (
  -- What is it worth, and under which cap?
  SELECT
    c.scenario, c.basis, c.year, c.unit_id, c.rule_id, c.claim_id, c.event_on, c.clause,
    c.seq, c.limit_group, c.limit_cap, c.limit_part, c.counts, c.verdict, c.dup_of, c.contested, c.nth, k.cap_group, k.cap, k.cap_part,
    CASE
      WHEN NOT c.counts THEN 0
      WHEN c.item_points IS NOT NULL THEN c.item_points
      WHEN t.once AND c.nth > t.first_nth THEN 0
      ELSE t.points
    END AS raw
  FROM counted AS c
  LEFT JOIN "other".p_step AS t
    ON t.scenario = c.scenario AND t.rule_id = c.rule_id AND t.version = c.version
    AND t.first_nth <= c.nth AND c.nth < t.past_nth
  LEFT JOIN "other".p_cap AS k
    ON k.scenario = c.scenario AND k.rule_id = c.rule_id AND k.version = c.version AND k.code = c.code
),
summed_0 AS (
  -- The cap changes within the year: what is there under each, and what has the unit from those before?
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
    cap_part,
    CAST(SUM(CASE WHEN cap_part = 1 THEN raw ELSE 0 END) OVER (
      PARTITION BY scenario, basis, year, unit_id, rule_id, counts, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_1,
    MIN(CASE WHEN cap_part = 1 THEN cap END) OVER (
      PARTITION BY scenario, year, rule_id, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_1,
    CAST(SUM(CASE WHEN cap_part = 2 THEN raw ELSE 0 END) OVER (
      PARTITION BY scenario, basis, year, unit_id, rule_id, counts, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_2,
    MIN(CASE WHEN cap_part = 2 THEN cap END) OVER (
      PARTITION BY scenario, year, rule_id, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_2,
    CAST(SUM(raw) OVER (
      PARTITION BY scenario, basis, year, unit_id, rule_id, counts, cap_group, cap_part
      ORDER BY nth NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS since,
    CAST(0 AS BIGINT) AS had
  FROM earned
),
summed_1 AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
    cap_part, since, sum_2, cap_2, CASE
      WHEN cap_part <= 1 THEN had
      WHEN had + sum_1 > cap_1 THEN cap_1
      ELSE had + sum_1
    END AS had
  FROM summed_0
),
summed_2 AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
    cap_part, since, CASE
      WHEN cap_part <= 2 OR had > cap_2 THEN had
      WHEN had + sum_2 > cap_2 THEN cap_2
      ELSE had + sum_2
    END AS had
  FROM summed_1
),
summed AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
    had + since AS cumulative
  FROM summed_2
),
capped AS (
  -- What does it add below the cap? These differences telescope: a unit's rows add up to its total.
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative,
    CASE WHEN cumulative > cap THEN cap ELSE cumulative END
      - CASE WHEN cumulative - raw > cap THEN cap ELSE cumulative - raw END AS points
  FROM summed
),
pooled_0 AS (
  -- The cap changes within the year: what is there under each, and what has the unit from those before?
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, limit_group, limit_cap,
    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, points AS own_points,
    limit_part,
    CAST(SUM(CASE WHEN limit_part = 1 THEN points ELSE 0 END) OVER (
      PARTITION BY scenario, basis, year, unit_id, counts, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_1,
    MIN(CASE WHEN limit_part = 1 THEN limit_cap END) OVER (
      PARTITION BY scenario, year, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_1,
    CAST(SUM(CASE WHEN limit_part = 2 THEN points ELSE 0 END) OVER (
      PARTITION BY scenario, basis, year, unit_id, counts, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_2,
    MIN(CASE WHEN limit_part = 2 THEN limit_cap END) OVER (
      PARTITION BY scenario, year, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_2,
    CAST(SUM(points) OVER (
      PARTITION BY scenario, basis, year, unit_id, counts, limit_group, limit_part
      ORDER BY event_on NULLS LAST, seq NULLS LAST, claim_id NULLS LAST
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS since,
    CAST(0 AS BIGINT) AS had
  FROM capped
),
pooled_1 AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, limit_group, limit_cap,
    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, own_points,
    limit_part, since, sum_2, cap_2, CASE
      WHEN limit_part <= 1 THEN had
      WHEN had + sum_1 > cap_1 THEN cap_1
      ELSE had + sum_1
    END AS had
  FROM pooled_0
),
pooled_2 AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, limit_group, limit_cap,
    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, own_points,
    limit_part, since, CASE
      WHEN limit_part <= 2 OR had > cap_2 THEN had
      WHEN had + sum_2 > cap_2 THEN cap_2
      ELSE had + sum_2
    END AS had
  FROM pooled_1
),
pooled AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, limit_group, limit_cap,
    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, own_points,
    had + since AS pool
  FROM pooled_2
),
limited AS (
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, limit_group, limit_cap,
    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, own_points, pool,
    CASE WHEN pool > limit_cap THEN limit_cap ELSE pool END
      - CASE WHEN pool - own_points > limit_cap THEN limit_cap ELSE pool - own_points END AS points
  FROM pooled
)
SELECT
  year, basis, scenario, unit_id, rule_id, clause, claim_id, event_on,
  CASE WHEN counts THEN nth END AS nth,
  raw,
  CASE WHEN counts THEN CASE WHEN points < own_points THEN pool ELSE cumulative END END AS cumulative,
  CASE WHEN counts THEN CASE WHEN points < own_points THEN limit_cap ELSE cap END END AS cap,
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
  CASE WHEN counts THEN cap_group END AS cap_group,
  CASE WHEN counts THEN cap END AS own_cap,
  CASE WHEN counts THEN own_points ELSE 0 END AS own_points,
  CASE WHEN counts THEN limit_group END AS limit_group,
  CASE WHEN counts THEN limit_cap END AS limit_cap
FROM limited;

DROP TABLE IF EXISTS "other"."p_scenario";
CREATE TABLE "other"."p_scenario" (
  "scenario" VARCHAR,
  "basis" VARCHAR,
  "from_day" DATE,
  "past_day" DATE,
  "as_of" DATE,
  "from_on" DATE,
  "place_by" VARCHAR,
  "void_scope" VARCHAR,
  "needs_review" BOOLEAN,
  "needs_signature" BOOLEAN
);
INSERT INTO "other"."p_scenario" VALUES
('0', 'signed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year', true, true),
('0', 'signed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year', true, true),
('0', 'signed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', true, true),
('0', 'reviewed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year', true, false),
('0', 'reviewed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year', true, false),
('0', 'reviewed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', true, false),
('0', 'claimed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year', false, false),
('0', 'claimed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year', false, false),
('0', 'claimed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', false, false),
('1', 'signed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year.2', true, true),
('1', 'signed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year.2', true, true),
('1', 'signed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', true, true),
('1', 'reviewed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year.2', true, false),
('1', 'reviewed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year.2', true, false),
('1', 'reviewed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', true, false),
('1', 'claimed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year.2', false, false),
('1', 'claimed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year.2', false, false),
('1', 'claimed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', false, false),
('2', 'signed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year.3', true, true),
('2', 'signed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year.3', true, true),
('2', 'signed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', true, true),
('2', 'reviewed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year.3', true, false),
('2', 'reviewed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year.3', true, false),
('2', 'reviewed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', true, false),
('2', 'claimed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year.3', false, false),
('2', 'claimed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year.3', false, false),
('2', 'claimed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', false, false);
DROP TABLE IF EXISTS "other"."p_rule";
CREATE TABLE "other"."p_rule" (
  "scenario" VARCHAR,
  "rule_id" VARCHAR,
  "version" INTEGER,
  "from_year" INTEGER,
  "past_year" INTEGER,
  "from_day" DATE,
  "past_day" DATE,
  "seq" INTEGER,
  "clause" VARCHAR,
  "from_on" DATE,
  "to_on" DATE,
  "test" VARCHAR,
  "day_1" DATE,
  "day_2" DATE,
  "day_3" DATE,
  "day_4" DATE,
  "key_1" VARCHAR,
  "key_2" VARCHAR,
  "key_3" VARCHAR,
  "key_4" VARCHAR,
  "key_space" VARCHAR,
  "key_across" VARCHAR,
  "code_field" VARCHAR,
  "limit_group" INTEGER,
  "limit_cap" BIGINT,
  "limit_part" INTEGER
);
INSERT INTO "other"."p_rule" VALUES
('0', 'R2', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 1500, 1),
('0', 'R3', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 1500, 1),
('1', 'R2', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 1500, 1),
('1', 'R3', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 3, '第一条', NULL, NULL, 'R3.2', NULL, NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 1500, 1),
('2', 'R2', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', NULL, NULL, NULL),
('2', 'R3', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', NULL, NULL, NULL);
DROP TABLE IF EXISTS "other"."p_item";
CREATE TABLE "other"."p_item" (
  "scenario" VARCHAR,
  "rule_id" VARCHAR,
  "version" INTEGER,
  "code" VARCHAR,
  "points" BIGINT
);
INSERT INTO "other"."p_item" VALUES
('0', 'R2', 1, '全职', 100),
('0', 'R2', 1, '兼职', 200),
('0', 'R2', 1, '柔性', 150),
('0', 'R3', 1, '博士', 250),
('0', 'R3', 1, '学士', 150),
('0', 'R3', 1, '无', 100),
('0', 'R3', 1, '硕士', 200),
('1', 'R2', 1, '全职', 100),
('1', 'R2', 1, '兼职', 200),
('1', 'R2', 1, '柔性', 150),
('1', 'R3', 1, '博士', 250),
('1', 'R3', 1, '学士', 150),
('1', 'R3', 1, '无', 100),
('1', 'R3', 1, '硕士', 200),
('2', 'R2', 1, '全职', 100),
('2', 'R2', 1, '兼职', 200),
('2', 'R2', 1, '柔性', 150),
('2', 'R3', 1, '博士', 250),
('2', 'R3', 1, '学士', 150),
('2', 'R3', 1, '无', 100),
('2', 'R3', 1, '硕士', 200);
DROP TABLE IF EXISTS "other"."p_step";
CREATE TABLE "other"."p_step" (
  "scenario" VARCHAR,
  "rule_id" VARCHAR,
  "version" INTEGER,
  "first_nth" BIGINT,
  "past_nth" BIGINT,
  "points" BIGINT,
  "once" BOOLEAN
);
DROP TABLE IF EXISTS "other"."p_cap";
CREATE TABLE "other"."p_cap" (
  "scenario" VARCHAR,
  "rule_id" VARCHAR,
  "version" INTEGER,
  "code" VARCHAR,
  "cap_group" INTEGER,
  "cap" BIGINT,
  "cap_part" INTEGER
);
INSERT INTO "other"."p_cap" VALUES
('0', 'R2', 1, '全职', 1, 700, 1),
('0', 'R2', 1, '兼职', 1, 700, 1),
('0', 'R2', 1, '柔性', 1, 700, 1),
('1', 'R2', 1, '全职', 1, 700, 1),
('1', 'R2', 1, '兼职', 1, 700, 1),
('1', 'R2', 1, '柔性', 1, 700, 1);
