/** Returns 3, or 并列3 where the rank is shared. */
export function rankText(row: {rank: number; tied: boolean}): string {
  return row.tied ? `并列${row.rank}` : String(row.rank);
}

/** Returns the best and worst rank that open questions leave possible. */
export function bandText(row: {bandBest: number | null; bandWorst: number | null}): string {
  if (row.bandBest === null || row.bandWorst === null) return "—";
  return row.bandBest === row.bandWorst ? `${row.bandBest}` : `${row.bandBest}～${row.bandWorst}`;
}
