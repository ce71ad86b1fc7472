-  FROM "score".bonus_inputs AS c
-  INNER JOIN "score".p_scenario AS s
-  FROM "score".bonus_inputs AS c
-  INNER JOIN "score".p_scenario AS s
-  WHERE c.revoked_on <= s.as_of AND (s.void_scope = 'unit_year' AND c.revoke_ground IN ('虚报'))
-  LEFT JOIN "score".p_rule AS r
-  LEFT JOIN "score".p_item AS i
-  LEFT JOIN "score".p_step AS t
-  LEFT JOIN "score".p_cap AS k
+  FROM "other".bonus_inputs AS c
+  INNER JOIN "other".p_scenario AS s
+  FROM "other".bonus_inputs AS c
+  INNER JOIN "other".p_scenario AS s
+  WHERE c.revoked_on <= s.as_of AND (s.void_scope = 'unit_year' AND c.revoke_ground IN ('虚报') OR s.void_scope = 'unit_year.2' AND c.revoke_ground IN ('虚报', '瞒报'))
+      WHEN 'R3.2' THEN c."outlet" IS NOT NULL
+  LEFT JOIN "other".p_rule AS r
+  LEFT JOIN "other".p_item AS i
+  LEFT JOIN "other".p_step AS t
+  LEFT JOIN "other".p_cap AS k
-- sha256 c7817dfc341a72d6d1c3c1217c4a6e3ab5898c615ad25ac44810f0f89c8a55ed;

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
