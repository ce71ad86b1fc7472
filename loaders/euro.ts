/**
 * Returns, for every place where decoders for the web read € in GB18030 bytes, whether it is one: they take a lone 0x80,
 * which is no character there, for the same sign as A2 E3. The bytes begin with a whole character; places that end before
 * `from` are left out.
 */
export function euroSigns(bytes: Uint8Array, from: number): boolean[] {
  const signs: boolean[] = [];
  let i = 0;
  while (i < bytes.length) {
    const length = lengthAt(bytes, i);
    const end = i + length - 1;
    if (bytes[i] === 0x80 && end >= from) signs.push(false);
    else if (bytes[i] === 0xa2 && bytes[i + 1] === 0xe3 && end >= from && end < bytes.length) signs.push(true);
    i += length;
  }
  return signs;
}

/** Returns where the last character that cannot be part of another begins to follow: no byte below 0x30 is. */
export function wholeFrom(bytes: Uint8Array): number {
  let i = bytes.length;
  while (i > 0 && bytes[i - 1]! >= 0x30) i--;
  return i;
}

/** How many bytes the character takes that begins here; of a broken one, those the decoder passes over at once. */
function lengthAt(bytes: Uint8Array, i: number): number {
  const [a, b, c, d] = [bytes[i]!, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0, bytes[i + 3] ?? 0];
  if (a < 0x81 || a === 0xff) return 1;
  if (isDigit(b)) return c >= 0x81 && c <= 0xfe && isDigit(d) ? 4 : 1;
  return b >= 0x80 || (b >= 0x40 && b <= 0x7e) ? 2 : 1;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
