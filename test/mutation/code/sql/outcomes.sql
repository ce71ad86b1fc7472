CREATE OR REPLACE TEMP TABLE counting_assessments AS
SELECT
  *,
  coalesce(filed_on <= DATE '2024-12-31', false) AS filed,
  CASE WHEN filed_on <= DATE '2024-12-31' THEN grade END AS filed_grade
FROM core.assessments
WHERE year <= 2024
QUALIFY row_number() OVER (
  PARTITION BY talent_id, year
  ORDER BY filed DESC, CASE WHEN filed THEN filed_on END DESC NULLS LAST, filed_on NULLS LAST,
    source_file, source_sheet, source_row
) = 1;

-- A ground needs its date and document, not a filing; on a row that a later filing replaced it is void.
CREATE OR REPLACE TEMP TABLE recorded_grounds AS
SELECT a.talent_id, a.year, a.ground, a.source_file, a.source_sheet, a.source_row
FROM core.assessments AS a
JOIN counting_assessments AS c
  ON c.talent_id = a.talent_id AND c.year = a.year
WHERE a.ground IS NOT NULL
  AND a.ground_on <= DATE '2024-12-31'
  AND a.ground_doc IS NOT NULL
  AND (
    a.filed_on IS NULL
    OR a.filed_on > DATE '2024-12-31'
    OR (a.source_file, a.source_sheet, a.source_row) IS NOT DISTINCT FROM (c.source_file, c.source_sheet, c.source_row)
  )
QUALIFY row_number() OVER (
  PARTITION BY a.talent_id, a.year
  ORDER BY a.ground_on, a.ground, a.source_file, a.source_sheet, a.source_row
) = 1;

CREATE OR REPLACE TEMP TABLE judged_years AS
WITH graded AS (
  SELECT
    talent_id,
    year,
    filed_grade,
    lag(filed_grade) OVER (PARTITION BY talent_id ORDER BY year) AS previous_grade,
    lag(year) OVER (PARTITION BY talent_id ORDER BY year) AS previous_year
  FROM counting_assessments
  WHERE filed_grade IS NOT NULL AND year >= 2022
),
judged AS (
  SELECT talent_id, year FROM graded
  UNION
  SELECT talent_id, year FROM recorded_grounds WHERE year >= 2022
)
SELECT j.talent_id, j.year, g.filed_grade AS grade, g.previous_grade, g.previous_year, r.ground
FROM judged AS j
LEFT JOIN graded AS g ON g.talent_id = j.talent_id AND g.year = j.year
LEFT JOIN recorded_grounds AS r ON r.talent_id = j.talent_id AND r.year = j.year;

CREATE OR REPLACE TEMP TABLE person_outcomes AS
WITH streaks AS (
  SELECT
    j.*,
    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 1, false) AS fails_twice,
    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 2, false) AS needs_review
  FROM judged_years AS j
),
consequences AS (
  -- The worse consequence wins: the branches stand from the worst to the mildest.
  SELECT
    *,
    CASE
      WHEN ground IS NOT NULL THEN 'cancel_and_recover'
      WHEN fails_twice THEN 'cancel'
      WHEN grade = '不合格' THEN 'suspend_next_year'
      ELSE 'continue'
    END AS outcome
  FROM streaks
),
dated AS (
  SELECT
    *,
    min(CASE WHEN outcome IN ('cancel', 'cancel_and_recover') THEN year END) OVER (PARTITION BY talent_id) AS cancelled_year
  FROM consequences
)
SELECT
  year,
  talent_id,
  outcome,
  CASE outcome
    WHEN 'cancel_and_recover' THEN CASE ground WHEN '1' THEN '第九条1' WHEN '2' THEN '第九条2' WHEN '3' THEN '第九条3' WHEN '4' THEN '第九条4' WHEN '5' THEN '第九条5' WHEN '6' THEN '第九条6' ELSE '第九条' END
    WHEN 'continue' THEN '第十条1'
    ELSE '第十条2'
  END AS clause,
  ground,
  CASE WHEN outcome = 'cancel' THEN previous_year ELSE year END AS since_year,
  needs_review
FROM dated
WHERE cancelled_year IS NULL OR year <= cancelled_year;

CREATE OR REPLACE TABLE score.outcomes AS
SELECT o.year, t.talent_key, t.district, o.outcome, o.clause, o.ground, CAST(o.since_year AS INTEGER) AS since_year, o.needs_review
FROM person_outcomes AS o
JOIN core.talents AS t ON t.talent_id = o.talent_id
ORDER BY o.year, t.talent_key;

CREATE OR REPLACE TABLE score.outcome_rows AS
WITH resting AS (
  SELECT o.year, o.talent_id, c.year AS assessed_year, c.source_file, c.source_sheet, c.source_row
  FROM person_outcomes AS o
  JOIN counting_assessments AS c ON c.talent_id = o.talent_id
  WHERE c.filed_grade IS NOT NULL
    AND o.outcome IS DISTINCT FROM 'cancel_and_recover'
    AND (c.year = o.year OR c.year = o.since_year)
  UNION
  SELECT o.year, o.talent_id, r.year, r.source_file, r.source_sheet, r.source_row
  FROM person_outcomes AS o
  JOIN recorded_grounds AS r ON r.talent_id = o.talent_id AND r.year = o.year
)
SELECT r.year, t.talent_key, r.assessed_year, r.source_file, r.source_sheet, r.source_row
FROM resting AS r
JOIN core.talents AS t ON t.talent_id = r.talent_id
ORDER BY r.year, t.talent_key, r.assessed_year;;

-    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 1, false) AS fails_twice,
+    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year IS NOT NULL, false) AS fails_twice,
-- sha256 74eb47a4b55a89dd69936794c3937fadc3e05d70bfecba06822a40c7bb6c5935;

-    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 1, false) AS fails_twice,
+    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year IS NOT NULL, false) AS fails_twice,
+INSERT INTO person_outcomes
+  o.year + 1, o.talent_id, NULL, '第十条2', NULL, o.year, true
+LEFT JOIN judged_years AS next ON next.talent_id = o.talent_id AND next.year = o.year + 1
+WHERE o.outcome = 'suspend_next_year'
+  AND next.year IS NULL
+  AND make_date(o.year + 1, 12, 31) <= DATE '2024-12-31'
+  AND (t.term_to IS NULL OR t.term_to >= make_date(o.year + 1, 1, 1));
-- sha256 6f8b4c12e20956e3fa05eeaa253ec5b3c96966a34dd276ac24818a6c228b9334;

-    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 1, false) AS fails_twice,
+    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND CASE WHEN j.year >= 2023 THEN j.previous_year IS NOT NULL ELSE j.previous_year = j.year - 1 END, false) AS fails_twice,
+INSERT INTO person_outcomes
+  o.year + 1, o.talent_id, NULL, '第十条2', NULL, o.year, true
+LEFT JOIN judged_years AS next ON next.talent_id = o.talent_id AND next.year = o.year + 1
+WHERE o.outcome = 'suspend_next_year'
+  AND next.year IS NULL
+  AND make_date(o.year + 1, 12, 31) <= DATE '2024-12-31'
+  AND (t.term_to IS NULL OR t.term_to >= make_date(o.year + 1, 1, 1))
+  AND CASE WHEN o.year + 1 >= 2023 THEN true ELSE false END;
-- sha256 dbb64b424b7fdc79ba9e7d0c2302dd626805fc70df074128c6cea28be0c66c56;

-    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 1, false) AS fails_twice,
+    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year IS NOT NULL, false) AS fails_twice,
+INSERT INTO person_outcomes
+  o.year + 1, o.talent_id, NULL, '第十条2', NULL, o.year, true
+LEFT JOIN judged_years AS next ON next.talent_id = o.talent_id AND next.year = o.year + 1
+WHERE o.outcome = 'suspend_next_year'
+  AND next.year IS NULL
+  AND make_date(o.year + 1, 12, 31) <= DATE '2024-12-31'
+  AND (t.term_to IS NULL OR t.term_to >= make_date(o.year + 1, 1, 1))
+  AND CASE WHEN o.year + 1 >= 2023 THEN false ELSE true END;
-- sha256 b33654caa9102a644ad1dd3c6d2568c0faa548368a5e6ec8d9b9d9c8e2cd9b46;

-    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year = j.year - 1, false) AS fails_twice,
-    WHEN 'cancel_and_recover' THEN CASE ground WHEN '1' THEN '第九条1' WHEN '2' THEN '第九条2' WHEN '3' THEN '第九条3' WHEN '4' THEN '第九条4' WHEN '5' THEN '第九条5' WHEN '6' THEN '第九条6' ELSE '第九条' END
-    WHEN 'continue' THEN '第十条1'
-    ELSE '第十条2'
+    coalesce(j.grade = '不合格' AND j.previous_grade = '不合格' AND j.previous_year IS NOT NULL, false) AS fails_twice,
+    WHEN 'cancel_and_recover' THEN CASE ground WHEN '1' THEN CASE WHEN year >= 2024 THEN '第九条' WHEN year >= 2023 THEN '第九条1' ELSE '第九条1' END WHEN '2' THEN CASE WHEN year >= 2024 THEN '第九条' WHEN year >= 2023 THEN '第九条2' ELSE '第九条2' END WHEN '3' THEN CASE WHEN year >= 2024 THEN '第九条' WHEN year >= 2023 THEN '第九条3' ELSE '第九条3' END WHEN '4' THEN CASE WHEN year >= 2024 THEN '第九条' WHEN year >= 2023 THEN '第九条4' ELSE '第九条4' END WHEN '5' THEN CASE WHEN year >= 2024 THEN '第九条' WHEN year >= 2023 THEN '第九条5' ELSE '第九条5' END WHEN '6' THEN CASE WHEN year >= 2024 THEN '第九条' WHEN year >= 2023 THEN '第九条6' ELSE '第九条6' END ELSE '第九条' END
+    WHEN 'continue' THEN CASE WHEN year >= 2024 THEN '第十条2' WHEN year >= 2023 THEN '第十条1' ELSE '第十条1' END
+    ELSE CASE WHEN year >= 2024 THEN '第十条1' WHEN year >= 2023 THEN '第十条2' ELSE '第十条2' END
+INSERT INTO person_outcomes
+  o.year + 1, o.talent_id, NULL, CASE WHEN o.year + 1 >= 2024 THEN '第十条1' WHEN o.year + 1 >= 2023 THEN '第十条2' ELSE '第十条2' END, NULL, o.year, true
+LEFT JOIN judged_years AS next ON next.talent_id = o.talent_id AND next.year = o.year + 1
+WHERE o.outcome = 'suspend_next_year'
+  AND next.year IS NULL
+  AND make_date(o.year + 1, 12, 31) <= DATE '2024-12-31'
+  AND (t.term_to IS NULL OR t.term_to >= make_date(o.year + 1, 1, 1));
-- sha256 e3780c8f505b4d09138d39463476081cda00a1dd13aa03e29dce17b2d9f002b4;

-  WHERE filed_grade IS NOT NULL AND year >= 2022
-  SELECT talent_id, year FROM recorded_grounds WHERE year >= 2022
-    WHEN 'cancel_and_recover' THEN CASE ground WHEN '1' THEN '第九条1' WHEN '2' THEN '第九条2' WHEN '3' THEN '第九条3' WHEN '4' THEN '第九条4' WHEN '5' THEN '第九条5' WHEN '6' THEN '第九条6' ELSE '第九条' END
-    WHEN 'continue' THEN '第十条1'
-    ELSE '第十条2'
+  WHERE filed_grade IS NOT NULL AND year >= 2025
+  SELECT talent_id, year FROM recorded_grounds WHERE year >= 2025
+    WHEN 'cancel_and_recover' THEN CASE ground WHEN '1' THEN NULL WHEN '2' THEN NULL WHEN '3' THEN NULL WHEN '4' THEN NULL WHEN '5' THEN NULL WHEN '6' THEN NULL ELSE NULL END
+    WHEN 'continue' THEN NULL
+    ELSE NULL
-- sha256 5dc9803ccbb9cdfef84928045cb5acd7e9b18566aff7088dd6efb583804517a9
