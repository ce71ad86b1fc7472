/** What one combination of a part's own readings gives to the units of a group in a year, by the unit's place in it. */
export interface Vector {
  /** With every pending claim refused. */
  refused: readonly number[];
  /** With every pending claim accepted. */
  accepted: readonly number[];
  /** For each unit: who has other points than `refused` when its pending claims alone are accepted. */
  ownAccepted: readonly ReadonlyMap<number, number>[];
  /** For each unit: who has other points than `accepted` when its pending claims alone are refused. */
  ownRefused: readonly ReadonlyMap<number, number>[];
}

export interface Band {
  best: number;
  worst: number;
}

/**
 * Returns each unit's best and worst rank in the group over every choice of one vector from each part, times the four
 * cases of pending claims. Rank is one more than the number of units with a higher total.
 */
export function rankBands(size: number, parts: readonly (readonly Vector[])[]): Band[] {
  const bands = Array.from({length: size}, () => ({best: size, worst: 1}));
  const widen = (unit: number, rank: number) => {
    const band = bands[unit]!;
    if (rank < band.best) band.best = rank;
    if (rank > band.worst) band.worst = rank;
  };
  for (const chosen of choices(parts.map(distinct))) {
    const refused = sum(size, chosen, vector => vector.refused);
    const accepted = sum(size, chosen, vector => vector.accepted);
    const [lowFirst, acceptedFirst] = [ascending(refused), ascending(accepted)];
    for (let unit = 0; unit < size; unit++) {
      widen(unit, above(lowFirst, refused[unit]!) + 1);
      widen(unit, above(acceptedFirst, accepted[unit]!) + 1);
      const alone = shifts(chosen, unit, "refused", "ownAccepted");
      widen(unit, rankAfter(unit, refused, lowFirst, alone));
      const without = shifts(chosen, unit, "accepted", "ownRefused");
      widen(unit, rankAfter(unit, accepted, acceptedFirst, without));
    }
  }
  return bands;
}

/** Readings that move nobody in this group give the same vector again: it is looked at once. */
function distinct(vectors: readonly Vector[]): Vector[] {
  return [...new Map(vectors.map(vector => [fingerprint(vector), vector])).values()];
}

function fingerprint({refused, accepted, ownAccepted, ownRefused}: Vector): string {
  const maps = (list: readonly ReadonlyMap<number, number>[]) =>
    list.map(map => [...map].sort(([a], [b]) => a - b).join(":")).join(";");
  return [refused.join(), accepted.join(), maps(ownAccepted), maps(ownRefused)].join("|");
}

function* choices(parts: readonly (readonly Vector[])[], chosen: readonly Vector[] = []): Generator<readonly Vector[]> {
  const next = parts[chosen.length];
  if (!next) yield chosen;
  else for (const vector of next) yield* choices(parts, [...chosen, vector]);
}

function sum(size: number, chosen: readonly Vector[], points: (vector: Vector) => readonly number[]): Float64Array {
  const totals = new Float64Array(size);
  for (const vector of chosen) {
    const own = points(vector);
    for (let unit = 0; unit < size; unit++) totals[unit]! += own[unit]!;
  }
  return totals;
}

/** Returns by how much each unit's total differs from the plain world when only this unit's claims come out otherwise. */
function shifts(
  chosen: readonly Vector[],
  unit: number,
  plain: "refused" | "accepted",
  other: "ownAccepted" | "ownRefused"
): Map<number, number> {
  const shift = new Map<number, number>();
  for (const vector of chosen) {
    for (const [who, points] of vector[other][unit]!) {
      shift.set(who, (shift.get(who) ?? 0) + points - vector[plain][who]!);
    }
  }
  return shift;
}

function rankAfter(
  unit: number,
  totals: Float64Array,
  sorted: Float64Array,
  shift: ReadonlyMap<number, number>
): number {
  const own = totals[unit]! + (shift.get(unit) ?? 0);
  let higher = above(sorted, own);
  if (totals[unit]! > own) higher--;
  for (const [who, by] of shift) {
    if (who === unit) continue;
    if (totals[who]! > own) higher--;
    if (totals[who]! + by > own) higher++;
  }
  return higher + 1;
}

function ascending(totals: Float64Array): Float64Array {
  return totals.slice().sort();
}

/** Returns how many of the ascending totals are higher. */
function above(sorted: Float64Array, total: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > total) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}
