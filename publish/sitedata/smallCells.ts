/**
 * Returns which cells of a breakdown a page leaves out: those of 1 to `least` − 1 persons, and those that the margins of
 * their row and column would tell from the rest (one alone, or as many as there are persons in them). A row hidden as a
 * whole tells nothing along itself. With a row goes the column preferred, else the smallest; with a column the smallest.
 */
export function hideSmall(
  rows: readonly (readonly number[])[],
  least: number,
  {whole = () => false, preferred = []}: {whole?: (row: number) => boolean; preferred?: readonly number[]} = {}
): boolean[][] {
  const hidden = rows.map((row, i) => row.map(count => count > 0 && (whole(i) || count < least)));
  const rowLines = rows.flatMap((row, i) =>
    whole(i) ? [] : [{cells: row.map((_, k): Place => [i, k]), preferred: preferred.map((k): Place => [i, k])}]
  );
  const columnLines = (rows[0] ?? []).map((_, k) => ({
    cells: rows.map((_, i): Place => [i, k]),
    preferred: [] as Place[]
  }));
  const at = ([i, k]: Place) => rows[i]![k]!;
  const isHidden = ([i, k]: Place) => hidden[i]![k]!;
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of [...rowLines, ...columnLines]) {
      if (!isTold(line.cells.filter(isHidden).map(at))) continue;
      const others = line.cells.filter(place => !isHidden(place) && at(place) > 0).sort((a, b) => at(a) - at(b));
      const partner =
        line.preferred.find(([i, k]) => others.some(other => other[0] === i && other[1] === k)) ?? others[0];
      if (!partner) continue;
      hidden[partner[0]]![partner[1]] = true;
      changed = true;
    }
  }
  return hidden;
}

/** A cell by row and column. */
type Place = readonly [number, number];

/** Whether the sum of the hidden counts tells them: one alone, or as many as there are persons. */
function isTold(counts: readonly number[]): boolean {
  return counts.length > 0 && (counts.length === 1 || counts.reduce((a, b) => a + b, 0) === counts.length);
}
