-- sha256 ad710e39c62415df5477ef5b341bedf01d6c121645289536ba0fe979b8ddfb55;

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
