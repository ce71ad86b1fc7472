-  WHERE c.revoked_on <= s.as_of AND (s.void_scope = 'unit_year' AND c.revoke_ground IN ('虚报'))
-    r.limit_group, r.limit_cap, r.limit_part,
-    c.version, c.seq, c.limit_group, c.limit_cap, c.limit_part, c.key_space, c.key_unit, c.key_1, c.key_2, c.key_3, c.key_4, c.turn, c.code,
-    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, limit_part, version, code, item_points, gate,
-    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, limit_part, version, code, item_points,
-    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, limit_part, version, code, item_points,
-    c.seq, c.limit_group, c.limit_cap, c.limit_part, c.counts, c.verdict, c.dup_of, c.contested, c.nth, k.cap_group, k.cap, k.cap_part,
-    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
-    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
-    cap_part, since, sum_2, cap_2, CASE
-    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
-    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
-    seq, limit_group, limit_cap, limit_part, counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative,
-pooled_0 AS (
-    limit_part,
-    CAST(SUM(CASE WHEN limit_part = 1 THEN points ELSE 0 END) OVER (
-    MIN(CASE WHEN limit_part = 1 THEN limit_cap END) OVER (
-      PARTITION BY scenario, year, limit_group
-    CAST(SUM(CASE WHEN limit_part = 2 THEN points ELSE 0 END) OVER (
-    MIN(CASE WHEN limit_part = 2 THEN limit_cap END) OVER (
-      PARTITION BY scenario, year, limit_group
-      PARTITION BY scenario, basis, year, unit_id, limit_group, limit_part
-pooled_1 AS (
-    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, own_points,
-    limit_part, since, sum_2, cap_2, CASE
-      WHEN limit_part <= 1 THEN had
-  FROM pooled_0
-pooled_2 AS (
-    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, own_points,
-    limit_part, since, CASE
-      WHEN limit_part <= 2 OR had > cap_2 THEN had
-  FROM pooled_1
-    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative, own_points,
-    had + since AS pool
-  FROM pooled_2
+  WHERE c.revoked_on <= s.as_of AND (FALSE)
+    r.limit_group, r.limit_cap,
+    c.version, c.seq, c.limit_group, c.limit_cap, c.key_space, c.key_unit, c.key_1, c.key_2, c.key_3, c.key_4, c.turn, c.code,
+    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, version, code, item_points, gate,
+    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, version, code, item_points,
+    scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, seq, limit_group, limit_cap, version, code, item_points,
+    c.seq, c.limit_group, c.limit_cap, c.counts, c.verdict, c.dup_of, c.contested, c.nth, k.cap_group, k.cap, k.cap_part,
+    seq, limit_group, limit_cap, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
+    CAST(SUM(CASE WHEN cap_part = 3 THEN raw ELSE 0 END) OVER (
+    ) AS BIGINT) AS sum_3,
+    MIN(CASE WHEN cap_part = 3 THEN cap END) OVER (
+    ) AS cap_3,
+    seq, limit_group, limit_cap, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
+    cap_part, since, sum_2, cap_2, sum_3, cap_3, CASE
+    seq, limit_group, limit_cap, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
+    cap_part, since, sum_3, cap_3, CASE
+summed_3 AS (
+    seq, limit_group, limit_cap, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
+      WHEN cap_part <= 3 OR had > cap_3 THEN had
+      WHEN had + sum_3 > cap_3 THEN cap_3
+      ELSE had + sum_3
+    seq, limit_group, limit_cap, counts, verdict, dup_of, contested, nth, cap_group, cap, raw,
+  FROM summed_3
+    seq, limit_group, limit_cap, counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative,
+    ) AS BIGINT) AS pool
-- sha256 662961d7407f41d852fb981bd558d4f6d39a7f416682f8abe6e44f35812cbf6a
