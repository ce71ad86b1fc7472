/** Numbers that repeat: the same seed and stream give the same sequence on every machine. */
export interface Random {
  /** Returns a fraction in [0, 1). */
  next(): number;
  /** Returns a whole number in [least, most]. */
  int(least: number, most: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Returns an item, likelier the greater its weight. */
  weighted<T>(pairs: readonly (readonly [T, number])[]): T;
  shuffle<T>(list: readonly T[]): T[];
}

/** Returns a stream of its own for the name, so that one dataset's draws never move another's. */
export function random(seed: number, stream: string): Random {
  let state = hash(`${seed}/${stream}`);
  // mulberry32: 32-bit integer steps only, so no engine can round it differently.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    chance: share => next() < share,
    pick: list => list[int(0, list.length - 1)]!,
    weighted: pairs => {
      let left = next() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of pairs) {
        left -= weight;
        if (left < 0) return item;
      }
      return pairs[pairs.length - 1]![0];
    },
    shuffle: list => {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = int(0, last);
        [copy[last], copy[other]] = [copy[other]!, copy[last]!];
      }
      return copy;
    }
  };
}

/** Returns the FNV-1a hash of the text's UTF-16 units, as a 32-bit integer. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}
