import {boundSum} from "./sumSql.ts";

/** What several rules are worth together: the same once more, over what their own caps leave. */
export function limitedSql(parts: number): string {
  const columns = `scenario, basis, year, unit_id, rule_id, claim_id, event_on, clause, limit_group, limit_cap,
    counts, verdict, dup_of, contested, nth, cap_group, cap, raw, cumulative`;
  return `,
${boundSum({
  from: "capped",
  into: "pooled",
  columns: `${columns}, points AS own_points`,
  summed: "points",
  as: "pool",
  cap: "limit_cap",
  bound: "scenario, year, limit_group",
  group: "scenario, basis, year, unit_id, limit_group",
  order: "event_on NULLS LAST, seq NULLS LAST, claim_id NULLS LAST",
  part: "limit_part",
  parts
})},
limited AS (
  SELECT
    ${columns}, own_points, pool,
    CASE WHEN pool > limit_cap THEN limit_cap ELSE pool END
      - CASE WHEN pool - own_points > limit_cap THEN limit_cap ELSE pool - own_points END AS points
  FROM pooled
)`;
}

/** Where the limit takes points away, it and its running sum are shown, else the rule's own. */
export const LIMITED_CAP = `  CASE WHEN counts THEN CASE WHEN points < own_points THEN pool ELSE cumulative END END AS cumulative,
  CASE WHEN counts THEN CASE WHEN points < own_points THEN limit_cap ELSE cap END END AS cap,`;

export const LIMITED_AUDIT = `,
  CASE WHEN counts THEN cap END AS own_cap,
  CASE WHEN counts THEN own_points ELSE 0 END AS own_points,
  CASE WHEN counts THEN limit_group END AS limit_group,
  CASE WHEN counts THEN limit_cap END AS limit_cap`;
