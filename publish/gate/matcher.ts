/** Finds any of many given texts in one pass. */
export interface Matcher {
  /** Returns where each of the texts stands in `text`, as offsets, in order. */
  find(text: string): number[];
  size: number;
}

/** Needles shorter than this are left out. */
export const SHORTEST = 3;

const BITS = 20;

/**
 * Returns a matcher for the needles. A needle of digits and Latin letters alone is found only where it stands alone, so
 * that no part of a longer number or hash is taken for it (unless `inside`).
 */
export function matcher(needles: Iterable<string>, {inside = false} = {}): Matcher {
  const all = [...new Set(needles)].filter(({length}) => length >= SHORTEST);
  const known = new Set(all);
  // Almost every place is ruled out by a look at its three characters, in a table that holds all beginnings.
  const begins = new Uint8Array(1 << BITS);
  // Addresses begin alike: of those with one beginning only the different lengths are tried, not each of them.
  const lengths = new Map<string, Set<number>>();
  for (const needle of all) {
    begins[slot(needle.charCodeAt(0), needle.charCodeAt(1), needle.charCodeAt(2))] = 1;
    const start = needle.slice(0, SHORTEST);
    lengths.set(start, (lengths.get(start) ?? new Set()).add(needle.length));
  }
  const matchesAt = (text: string, at: number): boolean => {
    for (const length of lengths.get(text.slice(at, at + SHORTEST)) ?? []) {
      const needle = text.slice(at, at + length);
      if (known.has(needle) && (inside || !isWord(needle) || standsAlone(text, at, length))) return true;
    }
    return false;
  };
  return {
    size: all.length,
    find(text) {
      const found: number[] = [];
      if (!all.length) return found;
      let a = text.charCodeAt(0);
      let b = text.charCodeAt(1);
      for (let i = 2; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (begins[slot(a, b, c)] === 1 && matchesAt(text, i - 2)) found.push(i - 2);
        a = b;
        b = c;
      }
      return found;
    }
  };
}

/** Returns a place in the table for three characters; different ones may share it. */
function slot(a: number, b: number, c: number): number {
  return Math.imul((a << 16) ^ (b << 8) ^ c ^ (b >> 8), 0x9e3779b1) >>> (32 - BITS);
}

function isWord(needle: string): boolean {
  return /^[0-9A-Za-z]+$/.test(needle);
}

function standsAlone(text: string, at: number, length: number): boolean {
  return !/[0-9A-Za-z]/.test(text.charAt(at - 1)) && !/[0-9A-Za-z]/.test(text.charAt(at + length));
}
