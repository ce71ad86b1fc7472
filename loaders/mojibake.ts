/**
 * Returns whether the text was damaged beyond repair by whoever saved it before: 锟斤拷, �, or UTF-8 that was taken for
 * Latin letters (ä¸œå±±) or for GBK (寮曟墠). Two damaged characters in a row are asked for: one may be chance.
 */
export function isMojibake(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (SUSPECT[text.charCodeAt(i)]) return DAMAGED.test(text);
  return false;
}

/** The bytes with which three-byte characters of UTF-8 begin where they are Chinese, and those that go on. */
const FIRST = [0xe4, 0xe9] as const;
const LATER = [0x80, 0xbf] as const;
const CP1252 = "ŒœŠšŸŽžƒˆ˜–—‘-„†-•…‰‹›€™";

const latin = `[\\u00e4-\\u00e9][\\u0080-\\u00bf${CP1252}]{2}`;
/** Two such characters fill six bytes, which are three of GBK: their halves meet in the middle one. */
const begin = gbk(FIRST, LATER);
const chinese = `[${begin}][${gbk(LATER, FIRST)}][${gbk(LATER, LATER)}]`;
const DAMAGED = new RegExp(`锟斤拷|\\ufffd|(?:${latin}){2}|(?:${chinese}){2}`);

/** What damage begins with, by its code: most texts hold none of these, and a look at each letter is enough. */
const SUSPECT = new Uint8Array(65_536);
for (const letter of `锟\ufffdäåæçèé${begin}`) SUSPECT[letter.charCodeAt(0)] = 1;

/** Returns the characters whose two bytes in GBK are of these ranges, for a class of a regular expression. */
function gbk(first: readonly [number, number], second: readonly [number, number]): string {
  const decoder = new TextDecoder("gb18030");
  let letters = "";
  for (let a = Math.max(first[0], 0x81); a <= first[1]; a++) {
    for (let b = second[0]; b <= second[1]; b++) letters += decoder.decode(Uint8Array.of(a, b));
  }
  return letters;
}
