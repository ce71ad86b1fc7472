/** Returns the known word closest to the given one, or undefined where none is within a third of its length (at least 1). */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const d = distance(word, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** Returns the known word that the given one is a slip or the beginning of, or undefined. */
export function guessOf(word: string, known: readonly string[]): string | undefined {
  return nearest(word, known) ?? known.find(one => word.length > 2 && one.startsWith(word));
}

/** Returns the hint that names the word that may be meant, or all of them where none is near. */
export function suggest(word: string, known: readonly string[]): string {
  const guess = guessOf(word, known);
  if (guess) return `，是不是“${guess}”？`;
  return known.length ? `，可用的有：${known.join("、")}` : "";
}

/** Returns the number of single-character edits (swaps of neighbours count one) between two words. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({length: b.length + 1}, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, rows[i - 2]![j - 2]! + 1);
      row.push(d);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
