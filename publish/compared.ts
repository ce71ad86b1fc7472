/**
 * Rank and change of the official ranking `r` against the year before that of `$1`. A year in which nobody has a point put
 * all units on the first place: to it no rank is compared.
 */
export const COMPARED = {
  rank: "CASE WHEN b.earned THEN r.previous_rank END",
  change: "CASE WHEN b.earned OR r.previous_rank IS NULL THEN r.change ELSE '—' END",
  join: `CROSS JOIN (
  SELECT COALESCE(bool_or(total > 0), TRUE) AS earned
  FROM score.bonus_ranking
  WHERE year = $1 - 1 AND basis = 'signed'
) AS b`
} as const;
