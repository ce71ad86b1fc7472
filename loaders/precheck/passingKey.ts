/** Makes pseudonyms that hold for as long as a file is looked at, under a key that nobody is told. */
export interface PassingKey {
  pseudonym(id: string): string;
  hash(idNumber: string): string;
}

/**
 * Returns a key made of two random numbers: in the browser pseudonyms only have to tell whether two rows mean the same
 * person. The function is HalfSipHash-2-4 with 64 bits.
 */
export function passingKey([first, second]: readonly [number, number]): PassingKey {
  const pseudonym = (id: string): string => sipHash(id, first, second);
  return {pseudonym, hash: id => pseudonym(id.normalize("NFKC").trim().toUpperCase())};
}

function sipHash(text: string, first: number, second: number): string {
  const v: State = [first, second ^ 0xee, first ^ 0x6c796765, second ^ 0x74656462];
  const absorb = (word: number): void => {
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
  };
  for (let i = 0; i + 1 < text.length; i += 2) absorb(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
  absorb((text.length << 16) | (text.length % 2 ? text.charCodeAt(text.length - 1) : 0));
  v[2] ^= 0xee;
  rounds(v, 4);
  const high = v[1] ^ v[3];
  v[1] ^= 0xdd;
  rounds(v, 4);
  return hex(high) + hex(v[1] ^ v[3]);
}

type State = [number, number, number, number];

function rounds(v: State, times: number): void {
  for (let i = 0; i < times; i++) {
    v[0] = (v[0] + v[1]) | 0;
    v[1] = turned(v[1], 5) ^ v[0];
    v[0] = turned(v[0], 16);
    v[2] = (v[2] + v[3]) | 0;
    v[3] = turned(v[3], 8) ^ v[2];
    v[0] = (v[0] + v[3]) | 0;
    v[3] = turned(v[3], 7) ^ v[0];
    v[2] = (v[2] + v[1]) | 0;
    v[1] = turned(v[1], 13) ^ v[2];
    v[2] = turned(v[2], 16);
  }
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
