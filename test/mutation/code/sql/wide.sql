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
  FROM "score".bonus_inputs AS c
  INNER JOIN "score".p_scenario AS s
    ON s.from_day <= c.event_on AND c.event_on < s.past_day
),
false_reports AS (
  -- Which claims void their unit's year: revoked on a ground that says so, whatever else is true of them?
  SELECT s.scenario, s.basis, c.unit_id, CASE
      WHEN s.place_by = 'signed_on' AND c.signed_on <= s.as_of THEN c.signed_year
      ELSE c.event_year
    END AS year
  FROM "score".bonus_inputs AS c
  INNER JOIN "score".p_scenario AS s
    ON s.from_day <= c.event_on AND c.event_on < s.past_day
  WHERE c.revoked_on <= s.as_of AND (s.void_scope = 'unit_year' AND c.revoke_ground IN ('虚报'))
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
  LEFT JOIN "score".p_rule AS r
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
      WHEN NOT COALESCE(c.eligible, FALSE) OR (COALESCE(c.code, '') <> '*' AND i.points IS NULL) THEN 'ineligible'
      WHEN c.key_1 IS NULL OR c.key_2 IS NULL OR c.key_3 IS NULL OR c.key_4 IS NULL THEN 'missing_key'
      WHEN c.needs_review AND NOT COALESCE(c.review = '通过' AND c.reviewed_on <= c.as_of, FALSE) THEN 'not_reviewed'
      WHEN c.needs_signature AND NOT COALESCE(c.signed_on <= c.as_of, FALSE) THEN 'not_signed'
      WHEN v.unit_id IS NOT NULL THEN 'voided_with_unit'
      ELSE 'passed'
    END AS gate
  FROM ruled AS c
  LEFT JOIN "score".p_item AS i
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
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
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
  -- Does it count, and if not, why?
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, limit_part, version, code, item_points,
    gate = 'passed' AND place = 1 AS counts,
    CASE WHEN gate = 'passed' THEN 'duplicate' ELSE gate END AS verdict,
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
  LEFT JOIN "score".p_step AS t
    ON t.scenario = c.scenario AND t.rule_id = c.rule_id AND t.version = c.version
    AND t.first_nth <= c.nth AND c.nth < t.past_nth
  LEFT JOIN "score".p_cap AS k
    ON k.scenario = c.scenario AND k.rule_id = c.rule_id AND k.version = c.version AND k.code = c.code
),
summed_0 AS (
  -- The cap changes within the year: what is there under each, and what has the unit from those before?
  SELECT
    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause,
    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
    cap_part,
    CAST(SUM(CASE WHEN cap_part = 1 THEN raw ELSE 0 END) OVER (
      PARTITION BY scenario, basis, year, unit_id, rule_id, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_1,
    MIN(CASE WHEN cap_part = 1 THEN cap END) OVER (
      PARTITION BY scenario, year, rule_id, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_1,
    CAST(SUM(CASE WHEN cap_part = 2 THEN raw ELSE 0 END) OVER (
      PARTITION BY scenario, basis, year, unit_id, rule_id, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_2,
    MIN(CASE WHEN cap_part = 2 THEN cap END) OVER (
      PARTITION BY scenario, year, rule_id, cap_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_2,
    CAST(SUM(raw) OVER (
      PARTITION BY scenario, basis, year, unit_id, rule_id, cap_group, cap_part
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
      PARTITION BY scenario, basis, year, unit_id, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_1,
    MIN(CASE WHEN limit_part = 1 THEN limit_cap END) OVER (
      PARTITION BY scenario, year, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_1,
    CAST(SUM(CASE WHEN limit_part = 2 THEN points ELSE 0 END) OVER (
      PARTITION BY scenario, basis, year, unit_id, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS BIGINT) AS sum_2,
    MIN(CASE WHEN limit_part = 2 THEN limit_cap END) OVER (
      PARTITION BY scenario, year, limit_group
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS cap_2,
    CAST(SUM(points) OVER (
      PARTITION BY scenario, basis, year, unit_id, limit_group, limit_part
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

DROP TABLE IF EXISTS "score"."p_scenario";
CREATE TABLE "score"."p_scenario" (
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
INSERT INTO "score"."p_scenario" VALUES
('base', 'signed', DATE '0001-01-01', DATE '2024-01-15', DATE '2024-12-31', DATE '2022-03-15', 'event_on', 'unit_year', true, true),
('base', 'signed', DATE '2024-01-15', DATE '2024-03-01', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'unit_year', true, true),
('base', 'signed', DATE '2024-03-01', DATE '9999-12-31', DATE '2024-12-31', DATE '2022-03-15', 'signed_on', 'claim', true, true);
DROP TABLE IF EXISTS "score"."p_rule";
CREATE TABLE "score"."p_rule" (
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
INSERT INTO "score"."p_rule" VALUES
('base', 'R1', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 320, 1),
('base', 'R1', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 900, 2),
('base', 'R1', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 1500, 3),
('base', 'R1', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 400, 1),
('base', 'R1', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 900, 2),
('base', 'R1', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 1500, 3),
('base', 'R1', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 600, 1),
('base', 'R1', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 520, 2),
('base', 'R1', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 1, '第一条', NULL, NULL, 'R1.1', NULL, NULL, NULL, NULL, 'person_key', 'event_key', 'article_key', 'claim_id', 'R1 person_key event_key article_key claim_id', 'all', 'level', 1, 600, 3),
('base', 'R2', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 320, 1),
('base', 'R2', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 900, 2),
('base', 'R2', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 1500, 3),
('base', 'R2', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 400, 1),
('base', 'R2', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 900, 2),
('base', 'R2', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 1500, 3),
('base', 'R2', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 600, 1),
('base', 'R2', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 520, 2),
('base', 'R2', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 2, '第一条', NULL, NULL, 'R2.1', DATE '2023-02-01', NULL, NULL, NULL, 'event_key', 'article_key', 'claim_id', 'outlet', 'R2 event_key article_key claim_id outlet', 'unit', 'employment', 1, 600, 3),
('base', 'R3', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 320, 1),
('base', 'R3', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 900, 2),
('base', 'R3', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 1500, 3),
('base', 'R3', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 400, 1),
('base', 'R3', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 900, 2),
('base', 'R3', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 1500, 3),
('base', 'R3', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 600, 1),
('base', 'R3', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 520, 2),
('base', 'R3', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 3, '第一条', NULL, NULL, 'R3.1', DATE '2024-05-01', NULL, NULL, NULL, 'article_key', 'claim_id', 'outlet', 'level', 'R3 article_key claim_id outlet level', 'unit', 'degree', 1, 600, 3),
('base', 'R4', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 1920, 1),
('base', 'R4', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 1100, 2),
('base', 'R4', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 2600, 3),
('base', 'R4', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 2000, 1),
('base', 'R4', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 1100, 2),
('base', 'R4', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 2600, 3),
('base', 'R4', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 800, 1),
('base', 'R4', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 720, 2),
('base', 'R4', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 4, '第一条', NULL, NULL, 'R4.1', NULL, NULL, NULL, NULL, 'claim_id', 'outlet', 'level', 'employment', 'R4 claim_id outlet level employment', 'unit', 'title', 2, 800, 3),
('base', 'R5', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 1920, 1),
('base', 'R5', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 1100, 2),
('base', 'R5', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 2600, 3),
('base', 'R5', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 2000, 1),
('base', 'R5', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 1100, 2),
('base', 'R5', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 2600, 3),
('base', 'R5', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 800, 1),
('base', 'R5', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 720, 2),
('base', 'R5', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 5, '第一条', NULL, NULL, 'R5.1', DATE '2023-07-10', DATE '2023-12-05', NULL, NULL, 'outlet', 'level', 'employment', 'degree', 'R5 outlet level employment degree', 'all', 'role', 2, 800, 3),
('base', 'R6', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 1920, 1),
('base', 'R6', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 1100, 2),
('base', 'R6', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 2600, 3),
('base', 'R6', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 2000, 1),
('base', 'R6', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 1100, 2),
('base', 'R6', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 2600, 3),
('base', 'R6', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 800, 1),
('base', 'R6', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 720, 2),
('base', 'R6', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 6, '第一条', NULL, NULL, 'R6.1', DATE '2023-09-01', NULL, NULL, NULL, 'level', 'employment', 'degree', 'title', 'R6 level employment degree title', 'unit', 'aspect', 2, 800, 3),
('base', 'R7', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 1920, 1),
('base', 'R7', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 1100, 2),
('base', 'R7', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 2600, 3),
('base', 'R7', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 2000, 1),
('base', 'R7', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 1100, 2),
('base', 'R7', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 2600, 3),
('base', 'R7', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 800, 1),
('base', 'R7', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 720, 2),
('base', 'R7', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 7, '第一条', NULL, NULL, 'R7.1', NULL, NULL, NULL, NULL, 'employment', 'degree', 'title', 'role', 'R7 employment degree title role', 'unit', 'verdict', 2, 800, 3),
('base', 'R8', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 1920, 1),
('base', 'R8', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 1100, 2),
('base', 'R8', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 2600, 3),
('base', 'R8', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 2000, 1),
('base', 'R8', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 1100, 2),
('base', 'R8', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 2600, 3),
('base', 'R8', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 800, 1),
('base', 'R8', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 720, 2),
('base', 'R8', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 8, '第一条', NULL, NULL, 'R8.1', NULL, NULL, NULL, NULL, 'degree', 'title', 'role', 'aspect', 'R8 degree title role aspect', 'unit', '', 2, 800, 3),
('base', 'R9', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 9, '第一条', NULL, NULL, 'R9.1', NULL, NULL, NULL, NULL, 'title', 'role', 'aspect', 'verdict', 'R9 title role aspect verdict', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 1, 0, 2023, DATE '0001-01-01', DATE '2023-12-05', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 2, 0, 2023, DATE '2023-12-05', DATE '2024-02-01', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 3, 0, 2023, DATE '2024-02-01', DATE '9999-12-31', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 4, 2023, 2024, DATE '0001-01-01', DATE '2023-12-05', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 5, 2023, 2024, DATE '2023-12-05', DATE '2024-02-01', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 6, 2023, 2024, DATE '2024-02-01', DATE '9999-12-31', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 7, 2024, 9999, DATE '0001-01-01', DATE '2023-12-05', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 8, 2024, 9999, DATE '2023-12-05', DATE '2024-02-01', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R10', 9, 2024, 9999, DATE '2024-02-01', DATE '9999-12-31', 10, '第一条', DATE '2023-05-01', NULL, 'R10.1', NULL, NULL, NULL, NULL, 'role', 'aspect', 'verdict', 'person_key', 'R10 role aspect verdict person_key', 'unit', '', NULL, NULL, NULL),
('base', 'R11', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 11, '第一条', NULL, DATE '2024-05-01', 'R11.1', NULL, NULL, NULL, NULL, 'aspect', 'verdict', 'person_key', 'event_key', 'R11 aspect verdict person_key event_key', 'unit', '', NULL, NULL, NULL),
('base', 'R12', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 12, '第一条', NULL, NULL, 'R12.1', NULL, NULL, NULL, NULL, 'verdict', 'person_key', 'event_key', 'article_key', 'R12 verdict person_key event_key article_key', 'unit', '', NULL, NULL, NULL),
('base', 'R13', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 13, '第一条', NULL, NULL, 'R13.1', NULL, NULL, NULL, NULL, 'person_key', '', '', '', '一处 person_key', 'all', 'level', NULL, NULL, NULL),
('base', 'R14', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 14, '第一条', NULL, NULL, 'R14.1', NULL, NULL, NULL, NULL, 'person_key', '', '', '', '一处 person_key', 'all', 'level', NULL, NULL, NULL),
('base', 'R15', 1, 0, 9999, DATE '0001-01-01', DATE '9999-12-31', 15, '第一条', NULL, NULL, 'R15.1', NULL, NULL, NULL, NULL, 'person_key', '', '', '', 'R15 person_key', 'all', 'level', NULL, NULL, NULL);
DROP TABLE IF EXISTS "score"."p_item";
CREATE TABLE "score"."p_item" (
  "scenario" VARCHAR,
  "rule_id" VARCHAR,
  "version" INTEGER,
  "code" VARCHAR,
  "points" BIGINT
);
INSERT INTO "score"."p_item" VALUES
('base', 'R1', 1, '县级', 100),
('base', 'R1', 1, '国家级', 250),
('base', 'R1', 1, '市级', 150),
('base', 'R1', 1, '省级', 200),
('base', 'R1', 2, '县级', 100),
('base', 'R1', 2, '国家级', 250),
('base', 'R1', 2, '市级', 150),
('base', 'R1', 2, '省级', 200),
('base', 'R1', 3, '县级', 100),
('base', 'R1', 3, '国家级', 250),
('base', 'R1', 3, '市级', 150),
('base', 'R1', 3, '省级', 200),
('base', 'R1', 4, '县级', 100),
('base', 'R1', 4, '国家级', 250),
('base', 'R1', 4, '市级', 150),
('base', 'R1', 4, '省级', 200),
('base', 'R1', 5, '县级', 100),
('base', 'R1', 5, '国家级', 250),
('base', 'R1', 5, '市级', 150),
('base', 'R1', 5, '省级', 200),
('base', 'R1', 6, '县级', 100),
('base', 'R1', 6, '国家级', 250),
('base', 'R1', 6, '市级', 150),
('base', 'R1', 6, '省级', 200),
('base', 'R1', 7, '县级', 100),
('base', 'R1', 7, '国家级', 250),
('base', 'R1', 7, '市级', 150),
('base', 'R1', 7, '省级', 200),
('base', 'R1', 8, '县级', 100),
('base', 'R1', 8, '国家级', 250),
('base', 'R1', 8, '市级', 150),
('base', 'R1', 8, '省级', 200),
('base', 'R1', 9, '县级', 100),
('base', 'R1', 9, '国家级', 250),
('base', 'R1', 9, '市级', 150),
('base', 'R1', 9, '省级', 200),
('base', 'R2', 1, '全职', 100),
('base', 'R2', 1, '兼职', 200),
('base', 'R2', 1, '柔性', 150),
('base', 'R2', 2, '全职', 100),
('base', 'R2', 2, '兼职', 200),
('base', 'R2', 2, '柔性', 150),
('base', 'R2', 3, '全职', 100),
('base', 'R2', 3, '兼职', 200),
('base', 'R2', 3, '柔性', 150),
('base', 'R2', 4, '全职', 100),
('base', 'R2', 4, '兼职', 200),
('base', 'R2', 4, '柔性', 150),
('base', 'R2', 5, '全职', 100),
('base', 'R2', 5, '兼职', 200),
('base', 'R2', 5, '柔性', 150),
('base', 'R2', 6, '全职', 100),
('base', 'R2', 6, '兼职', 200),
('base', 'R2', 6, '柔性', 150),
('base', 'R2', 7, '全职', 100),
('base', 'R2', 7, '兼职', 200),
('base', 'R2', 7, '柔性', 150),
('base', 'R2', 8, '全职', 100),
('base', 'R2', 8, '兼职', 200),
('base', 'R2', 8, '柔性', 150),
('base', 'R2', 9, '全职', 100),
('base', 'R2', 9, '兼职', 200),
('base', 'R2', 9, '柔性', 150),
('base', 'R3', 1, '博士', 250),
('base', 'R3', 1, '学士', 150),
('base', 'R3', 1, '无', 100),
('base', 'R3', 1, '硕士', 200),
('base', 'R3', 2, '博士', 250),
('base', 'R3', 2, '学士', 150),
('base', 'R3', 2, '无', 100),
('base', 'R3', 2, '硕士', 200),
('base', 'R3', 3, '博士', 250),
('base', 'R3', 3, '学士', 150),
('base', 'R3', 3, '无', 100),
('base', 'R3', 3, '硕士', 200),
('base', 'R3', 4, '博士', 250),
('base', 'R3', 4, '学士', 150),
('base', 'R3', 4, '无', 100),
('base', 'R3', 4, '硕士', 200),
('base', 'R3', 5, '博士', 250),
('base', 'R3', 5, '学士', 150),
('base', 'R3', 5, '无', 100),
('base', 'R3', 5, '硕士', 200),
('base', 'R3', 6, '博士', 250),
('base', 'R3', 6, '学士', 150),
('base', 'R3', 6, '无', 100),
('base', 'R3', 6, '硕士', 200),
('base', 'R3', 7, '博士', 250),
('base', 'R3', 7, '学士', 150),
('base', 'R3', 7, '无', 100),
('base', 'R3', 7, '硕士', 200),
('base', 'R3', 8, '博士', 250),
('base', 'R3', 8, '学士', 150),
('base', 'R3', 8, '无', 100),
('base', 'R3', 8, '硕士', 200),
('base', 'R3', 9, '博士', 250),
('base', 'R3', 9, '学士', 150),
('base', 'R3', 9, '无', 100),
('base', 'R3', 9, '硕士', 200),
('base', 'R4', 1, '中级', 150),
('base', 'R4', 1, '副高级', 200),
('base', 'R4', 1, '无', 100),
('base', 'R4', 1, '正高级', 250),
('base', 'R4', 2, '中级', 150),
('base', 'R4', 2, '副高级', 200),
('base', 'R4', 2, '无', 100),
('base', 'R4', 2, '正高级', 250),
('base', 'R4', 3, '中级', 150),
('base', 'R4', 3, '副高级', 200),
('base', 'R4', 3, '无', 100),
('base', 'R4', 3, '正高级', 250),
('base', 'R4', 4, '中级', 150),
('base', 'R4', 4, '副高级', 200),
('base', 'R4', 4, '无', 100),
('base', 'R4', 4, '正高级', 250),
('base', 'R4', 5, '中级', 150),
('base', 'R4', 5, '副高级', 200),
('base', 'R4', 5, '无', 100),
('base', 'R4', 5, '正高级', 250),
('base', 'R4', 6, '中级', 150),
('base', 'R4', 6, '副高级', 200),
('base', 'R4', 6, '无', 100),
('base', 'R4', 6, '正高级', 250),
('base', 'R4', 7, '中级', 150),
('base', 'R4', 7, '副高级', 200),
('base', 'R4', 7, '无', 100),
('base', 'R4', 7, '正高级', 250),
('base', 'R4', 8, '中级', 150),
('base', 'R4', 8, '副高级', 200),
('base', 'R4', 8, '无', 100),
('base', 'R4', 8, '正高级', 250),
('base', 'R4', 9, '中级', 150),
('base', 'R4', 9, '副高级', 200),
('base', 'R4', 9, '无', 100),
('base', 'R4', 9, '正高级', 250),
('base', 'R5', 1, '主办', 100),
('base', 'R5', 1, '协办', 150),
('base', 'R5', 1, '发言', 200),
('base', 'R5', 2, '主办', 100),
('base', 'R5', 2, '协办', 150),
('base', 'R5', 2, '发言', 200),
('base', 'R5', 3, '主办', 100),
('base', 'R5', 3, '协办', 150),
('base', 'R5', 3, '发言', 200),
('base', 'R5', 4, '主办', 100),
('base', 'R5', 4, '协办', 150),
('base', 'R5', 4, '发言', 200),
('base', 'R5', 5, '主办', 100),
('base', 'R5', 5, '协办', 150),
('base', 'R5', 5, '发言', 200),
('base', 'R5', 6, '主办', 100),
('base', 'R5', 6, '协办', 150),
('base', 'R5', 6, '发言', 200),
('base', 'R5', 7, '主办', 100),
('base', 'R5', 7, '协办', 150),
('base', 'R5', 7, '发言', 200),
('base', 'R5', 8, '主办', 100),
('base', 'R5', 8, '协办', 150),
('base', 'R5', 8, '发言', 200),
('base', 'R5', 9, '主办', 100),
('base', 'R5', 9, '协办', 150),
('base', 'R5', 9, '发言', 200),
('base', 'R6', 1, '丙类', 200),
('base', 'R6', 1, '乙类', 150),
('base', 'R6', 1, '甲类', 100),
('base', 'R6', 2, '丙类', 200),
('base', 'R6', 2, '乙类', 150),
('base', 'R6', 2, '甲类', 100),
('base', 'R6', 3, '丙类', 200),
('base', 'R6', 3, '乙类', 150),
('base', 'R6', 3, '甲类', 100),
('base', 'R6', 4, '丙类', 200),
('base', 'R6', 4, '乙类', 150),
('base', 'R6', 4, '甲类', 100),
('base', 'R6', 5, '丙类', 200),
('base', 'R6', 5, '乙类', 150),
('base', 'R6', 5, '甲类', 100),
('base', 'R6', 6, '丙类', 200),
('base', 'R6', 6, '乙类', 150),
('base', 'R6', 6, '甲类', 100),
('base', 'R6', 7, '丙类', 200),
('base', 'R6', 7, '乙类', 150),
('base', 'R6', 7, '甲类', 100),
('base', 'R6', 8, '丙类', 200),
('base', 'R6', 8, '乙类', 150),
('base', 'R6', 8, '甲类', 100),
('base', 'R6', 9, '丙类', 200),
('base', 'R6', 9, '乙类', 150),
('base', 'R6', 9, '甲类', 100),
('base', 'R7', 1, '一般', 100),
('base', 'R7', 1, '显著', 200),
('base', 'R7', 1, '较好', 150),
('base', 'R7', 2, '一般', 100),
('base', 'R7', 2, '显著', 200),
('base', 'R7', 2, '较好', 150),
('base', 'R7', 3, '一般', 100),
('base', 'R7', 3, '显著', 200),
('base', 'R7', 3, '较好', 150),
('base', 'R7', 4, '一般', 100),
('base', 'R7', 4, '显著', 200),
('base', 'R7', 4, '较好', 150),
('base', 'R7', 5, '一般', 100),
('base', 'R7', 5, '显著', 200),
('base', 'R7', 5, '较好', 150),
('base', 'R7', 6, '一般', 100),
('base', 'R7', 6, '显著', 200),
('base', 'R7', 6, '较好', 150),
('base', 'R7', 7, '一般', 100),
('base', 'R7', 7, '显著', 200),
('base', 'R7', 7, '较好', 150),
('base', 'R7', 8, '一般', 100),
('base', 'R7', 8, '显著', 200),
('base', 'R7', 8, '较好', 150),
('base', 'R7', 9, '一般', 100),
('base', 'R7', 9, '显著', 200),
('base', 'R7', 9, '较好', 150),
('base', 'R13', 1, '县级', 100),
('base', 'R13', 1, '国家级', 250),
('base', 'R13', 1, '市级', 150),
('base', 'R13', 1, '省级', 200),
('base', 'R14', 1, '县级', 400),
('base', 'R14', 1, '国家级', 550),
('base', 'R14', 1, '市级', 450),
('base', 'R14', 1, '省级', 500),
('base', 'R15', 1, '县级', 200),
('base', 'R15', 1, '国家级', 350),
('base', 'R15', 1, '市级', 250),
('base', 'R15', 1, '省级', 300);
DROP TABLE IF EXISTS "score"."p_step";
CREATE TABLE "score"."p_step" (
  "scenario" VARCHAR,
  "rule_id" VARCHAR,
  "version" INTEGER,
  "first_nth" BIGINT,
  "past_nth" BIGINT,
  "points" BIGINT,
  "once" BOOLEAN
);
INSERT INTO "score"."p_step" VALUES
('base', 'R8', 1, 1, 3, 300, true),
('base', 'R8', 1, 3, 1000000000, 125, false),
('base', 'R8', 2, 1, 3, 300, true),
('base', 'R8', 2, 3, 1000000000, 125, false),
('base', 'R8', 3, 1, 3, 300, true),
('base', 'R8', 3, 3, 1000000000, 125, false),
('base', 'R8', 4, 1, 3, 300, true),
('base', 'R8', 4, 3, 1000000000, 125, false),
('base', 'R8', 5, 1, 3, 300, true),
('base', 'R8', 5, 3, 1000000000, 125, false),
('base', 'R8', 6, 1, 3, 300, true),
('base', 'R8', 6, 3, 1000000000, 125, false),
('base', 'R8', 7, 1, 3, 300, true),
('base', 'R8', 7, 3, 1000000000, 125, false),
('base', 'R8', 8, 1, 3, 300, true),
('base', 'R8', 8, 3, 1000000000, 125, false),
('base', 'R8', 9, 1, 3, 300, true),
('base', 'R8', 9, 3, 1000000000, 125, false),
('base', 'R9', 1, 1, 3, 300, true),
('base', 'R9', 1, 3, 1000000000, 125, false),
('base', 'R10', 1, 1, 3, 300, true),
('base', 'R10', 1, 3, 1000000000, 125, false),
('base', 'R10', 2, 1, 3, 300, true),
('base', 'R10', 2, 3, 1000000000, 125, false),
('base', 'R10', 3, 1, 3, 300, true),
('base', 'R10', 3, 3, 1000000000, 125, false),
('base', 'R10', 4, 1, 3, 300, true),
('base', 'R10', 4, 3, 1000000000, 125, false),
('base', 'R10', 5, 1, 3, 300, true),
('base', 'R10', 5, 3, 1000000000, 125, false),
('base', 'R10', 6, 1, 3, 300, true),
('base', 'R10', 6, 3, 1000000000, 125, false),
('base', 'R10', 7, 1, 3, 300, true),
('base', 'R10', 7, 3, 1000000000, 125, false),
('base', 'R10', 8, 1, 3, 300, true),
('base', 'R10', 8, 3, 1000000000, 125, false),
('base', 'R10', 9, 1, 3, 300, true),
('base', 'R10', 9, 3, 1000000000, 125, false),
('base', 'R11', 1, 1, 3, 300, true),
('base', 'R11', 1, 3, 1000000000, 125, false),
('base', 'R12', 1, 1, 3, 300, true),
('base', 'R12', 1, 3, 1000000000, 125, false);
DROP TABLE IF EXISTS "score"."p_cap";
CREATE TABLE "score"."p_cap" (
  "scenario" VARCHAR,
  "rule_id" VARCHAR,
  "version" INTEGER,
  "code" VARCHAR,
  "cap_group" INTEGER,
  "cap" BIGINT,
  "cap_part" INTEGER
);
INSERT INTO "score"."p_cap" VALUES
('base', 'R1', 1, '县级', 1, 420, 1),
('base', 'R1', 1, '市级', 1, 420, 1),
('base', 'R1', 1, '国家级', 2, 445, 1),
('base', 'R1', 1, '省级', 2, 445, 1),
('base', 'R1', 2, '县级', 1, 300, 2),
('base', 'R1', 2, '市级', 1, 300, 2),
('base', 'R1', 2, '国家级', 2, 325, 2),
('base', 'R1', 2, '省级', 2, 325, 2),
('base', 'R1', 3, '县级', 1, 900, 3),
('base', 'R1', 3, '市级', 1, 900, 3),
('base', 'R1', 3, '国家级', 2, 925, 3),
('base', 'R1', 3, '省级', 2, 925, 3),
('base', 'R1', 4, '县级', 1, 500, 1),
('base', 'R1', 4, '市级', 1, 500, 1),
('base', 'R1', 4, '国家级', 2, 525, 1),
('base', 'R1', 4, '省级', 2, 525, 1),
('base', 'R1', 5, '县级', 1, 300, 2),
('base', 'R1', 5, '市级', 1, 300, 2),
('base', 'R1', 5, '国家级', 2, 325, 2),
('base', 'R1', 5, '省级', 2, 325, 2),
('base', 'R1', 6, '县级', 1, 900, 3),
('base', 'R1', 6, '市级', 1, 900, 3),
('base', 'R1', 6, '国家级', 2, 925, 3),
('base', 'R1', 6, '省级', 2, 925, 3),
('base', 'R1', 7, '县级', 1, 200, 1),
('base', 'R1', 7, '市级', 1, 200, 1),
('base', 'R1', 7, '国家级', 2, 225, 1),
('base', 'R1', 7, '省级', 2, 225, 1),
('base', 'R1', 8, '县级', 1, 120, 2),
('base', 'R1', 8, '市级', 1, 120, 2),
('base', 'R1', 8, '国家级', 2, 145, 2),
('base', 'R1', 8, '省级', 2, 145, 2),
('base', 'R1', 9, '县级', 1, 200, 3),
('base', 'R1', 9, '市级', 1, 200, 3),
('base', 'R1', 9, '国家级', 2, 225, 3),
('base', 'R1', 9, '省级', 2, 225, 3),
('base', 'R2', 1, '全职', 1, 700, 1),
('base', 'R2', 1, '兼职', 1, 700, 1),
('base', 'R2', 1, '柔性', 1, 700, 1),
('base', 'R2', 2, '全职', 1, 700, 1),
('base', 'R2', 2, '兼职', 1, 700, 1),
('base', 'R2', 2, '柔性', 1, 700, 1),
('base', 'R2', 3, '全职', 1, 700, 1),
('base', 'R2', 3, '兼职', 1, 700, 1),
('base', 'R2', 3, '柔性', 1, 700, 1),
('base', 'R2', 4, '全职', 1, 700, 1),
('base', 'R2', 4, '兼职', 1, 700, 1),
('base', 'R2', 4, '柔性', 1, 700, 1),
('base', 'R2', 5, '全职', 1, 700, 1),
('base', 'R2', 5, '兼职', 1, 700, 1),
('base', 'R2', 5, '柔性', 1, 700, 1),
('base', 'R2', 6, '全职', 1, 700, 1),
('base', 'R2', 6, '兼职', 1, 700, 1),
('base', 'R2', 6, '柔性', 1, 700, 1),
('base', 'R2', 7, '全职', 1, 700, 1),
('base', 'R2', 7, '兼职', 1, 700, 1),
('base', 'R2', 7, '柔性', 1, 700, 1),
('base', 'R2', 8, '全职', 1, 700, 1),
('base', 'R2', 8, '兼职', 1, 700, 1),
('base', 'R2', 8, '柔性', 1, 700, 1),
('base', 'R2', 9, '全职', 1, 700, 1),
('base', 'R2', 9, '兼职', 1, 700, 1),
('base', 'R2', 9, '柔性', 1, 700, 1),
('base', 'R4', 1, '中级', 1, 450, 1),
('base', 'R4', 1, '无', 1, 450, 1),
('base', 'R4', 1, '副高级', 2, 475, 1),
('base', 'R4', 1, '正高级', 2, 475, 1),
('base', 'R4', 2, '中级', 1, 330, 2),
('base', 'R4', 2, '无', 1, 330, 2),
('base', 'R4', 2, '副高级', 2, 355, 2),
('base', 'R4', 2, '正高级', 2, 355, 2),
('base', 'R4', 3, '中级', 1, 930, 3),
('base', 'R4', 3, '无', 1, 930, 3),
('base', 'R4', 3, '副高级', 2, 955, 3),
('base', 'R4', 3, '正高级', 2, 955, 3),
('base', 'R4', 4, '中级', 1, 530, 1),
('base', 'R4', 4, '无', 1, 530, 1),
('base', 'R4', 4, '副高级', 2, 555, 1),
('base', 'R4', 4, '正高级', 2, 555, 1),
('base', 'R4', 5, '中级', 1, 330, 2),
('base', 'R4', 5, '无', 1, 330, 2),
('base', 'R4', 5, '副高级', 2, 355, 2),
('base', 'R4', 5, '正高级', 2, 355, 2),
('base', 'R4', 6, '中级', 1, 930, 3),
('base', 'R4', 6, '无', 1, 930, 3),
('base', 'R4', 6, '副高级', 2, 955, 3),
('base', 'R4', 6, '正高级', 2, 955, 3),
('base', 'R4', 7, '中级', 1, 230, 1),
('base', 'R4', 7, '无', 1, 230, 1),
('base', 'R4', 7, '副高级', 2, 255, 1),
('base', 'R4', 7, '正高级', 2, 255, 1),
('base', 'R4', 8, '中级', 1, 150, 2),
('base', 'R4', 8, '无', 1, 150, 2),
('base', 'R4', 8, '副高级', 2, 175, 2),
('base', 'R4', 8, '正高级', 2, 175, 2),
('base', 'R4', 9, '中级', 1, 230, 3),
('base', 'R4', 9, '无', 1, 230, 3),
('base', 'R4', 9, '副高级', 2, 255, 3),
('base', 'R4', 9, '正高级', 2, 255, 3),
('base', 'R5', 1, '主办', 1, 700, 1),
('base', 'R5', 1, '协办', 1, 700, 1),
('base', 'R5', 1, '发言', 1, 700, 1),
('base', 'R5', 2, '主办', 1, 700, 1),
('base', 'R5', 2, '协办', 1, 700, 1),
('base', 'R5', 2, '发言', 1, 700, 1),
('base', 'R5', 3, '主办', 1, 700, 1),
('base', 'R5', 3, '协办', 1, 700, 1),
('base', 'R5', 3, '发言', 1, 700, 1),
('base', 'R5', 4, '主办', 1, 700, 1),
('base', 'R5', 4, '协办', 1, 700, 1),
('base', 'R5', 4, '发言', 1, 700, 1),
('base', 'R5', 5, '主办', 1, 700, 1),
('base', 'R5', 5, '协办', 1, 700, 1),
('base', 'R5', 5, '发言', 1, 700, 1),
('base', 'R5', 6, '主办', 1, 700, 1),
('base', 'R5', 6, '协办', 1, 700, 1),
('base', 'R5', 6, '发言', 1, 700, 1),
('base', 'R5', 7, '主办', 1, 700, 1),
('base', 'R5', 7, '协办', 1, 700, 1),
('base', 'R5', 7, '发言', 1, 700, 1),
('base', 'R5', 8, '主办', 1, 700, 1),
('base', 'R5', 8, '协办', 1, 700, 1),
('base', 'R5', 8, '发言', 1, 700, 1),
('base', 'R5', 9, '主办', 1, 700, 1),
('base', 'R5', 9, '协办', 1, 700, 1),
('base', 'R5', 9, '发言', 1, 700, 1),
('base', 'R7', 1, '一般', 1, 480, 1),
('base', 'R7', 1, '较好', 1, 480, 1),
('base', 'R7', 1, '显著', 2, 505, 1),
('base', 'R7', 2, '一般', 1, 360, 2),
('base', 'R7', 2, '较好', 1, 360, 2),
('base', 'R7', 2, '显著', 2, 385, 2),
('base', 'R7', 3, '一般', 1, 960, 3),
('base', 'R7', 3, '较好', 1, 960, 3),
('base', 'R7', 3, '显著', 2, 985, 3),
('base', 'R7', 4, '一般', 1, 560, 1),
('base', 'R7', 4, '较好', 1, 560, 1),
('base', 'R7', 4, '显著', 2, 585, 1),
('base', 'R7', 5, '一般', 1, 360, 2),
('base', 'R7', 5, '较好', 1, 360, 2),
('base', 'R7', 5, '显著', 2, 385, 2),
('base', 'R7', 6, '一般', 1, 960, 3),
('base', 'R7', 6, '较好', 1, 960, 3),
('base', 'R7', 6, '显著', 2, 985, 3),
('base', 'R7', 7, '一般', 1, 260, 1),
('base', 'R7', 7, '较好', 1, 260, 1),
('base', 'R7', 7, '显著', 2, 285, 1),
('base', 'R7', 8, '一般', 1, 180, 2),
('base', 'R7', 8, '较好', 1, 180, 2),
('base', 'R7', 8, '显著', 2, 205, 2),
('base', 'R7', 9, '一般', 1, 260, 3),
('base', 'R7', 9, '较好', 1, 260, 3),
('base', 'R7', 9, '显著', 2, 285, 3),
('base', 'R8', 1, '*', 1, 700, 1),
('base', 'R8', 2, '*', 1, 700, 1),
('base', 'R8', 3, '*', 1, 700, 1),
('base', 'R8', 4, '*', 1, 700, 1),
('base', 'R8', 5, '*', 1, 700, 1),
('base', 'R8', 6, '*', 1, 700, 1),
('base', 'R8', 7, '*', 1, 700, 1),
('base', 'R8', 8, '*', 1, 700, 1),
('base', 'R8', 9, '*', 1, 700, 1),
('base', 'R10', 1, '*', 1, 510, 1),
('base', 'R10', 2, '*', 1, 390, 2),
('base', 'R10', 3, '*', 1, 990, 3),
('base', 'R10', 4, '*', 1, 590, 1),
('base', 'R10', 5, '*', 1, 390, 2),
('base', 'R10', 6, '*', 1, 990, 3),
('base', 'R10', 7, '*', 1, 290, 1),
('base', 'R10', 8, '*', 1, 210, 2),
('base', 'R10', 9, '*', 1, 290, 3),
('base', 'R11', 1, '*', 1, 700, 1);
