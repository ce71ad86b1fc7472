/** Numbers that look random and are the same for the same seed, on every machine. */
export interface Random {
  /** Returns a whole number from 0 to below the limit. */
  below(limit: number): number;
  /** Returns true in so many cases out of a hundred. */
  percent(share: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** Returns a generator for the seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: limit => Math.floor(next() * limit),
    percent: share => next() * 100 < share,
    pick: items => items[Math.floor(next() * items.length)]!
  };
}
