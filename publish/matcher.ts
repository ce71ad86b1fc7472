/** Finds any of many given texts in one pass. */
export interface Matcher {
  /** Returns where each of the texts stands in `text`, as offsets, in order. */
  find(text: string): number[];
  size: number;
}

/**
 * Returns a matcher for the needles; needles shorter than two characters are left out. A needle of digits and Latin letters alone
 * is found only where it stands alone, so that no part of a longer number or hash is taken for it (unless `inside`).
 */
export function matcher(needles: Iterable<string>, {inside = false} = {}): Matcher {
  const first = new Uint8Array(0x10000);
  const byPair = new Map<number, string[]>();
  const all = [...new Set(needles)].filter(({length}) => length > 1).sort((a, b) => b.length - a.length);
  for (const needle of all) {
    first[needle.charCodeAt(0)] = 1;
    const pair = pairAt(needle, 0);
    const same = byPair.get(pair);
    if (same) same.push(needle);
    else byPair.set(pair, [needle]);
  }
  const matchesAt = (text: string, at: number): boolean => {
    const candidates = byPair.get(pairAt(text, at));
    return Boolean(
      candidates?.some(
        needle => text.startsWith(needle, at) && (inside || !isWord(needle) || standsAlone(text, at, needle.length))
      )
    );
  };
  return {
    size: all.length,
    find(text) {
      const found: number[] = [];
      const last = text.length - 1;
      for (let i = 0; i < last; i++) {
        if (first[text.charCodeAt(i)] === 1 && matchesAt(text, i)) found.push(i);
      }
      return found;
    }
  };
}

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

function isWord(needle: string): boolean {
  return /^[0-9A-Za-z]+$/.test(needle);
}

function standsAlone(text: string, at: number, length: number): boolean {
  return !/[0-9A-Za-z]/.test(text.charAt(at - 1)) && !/[0-9A-Za-z]/.test(text.charAt(at + length));
}
