/** The marks of contracts.md, full width and what NFKC makes of them, every bracket, and what cannot be seen. */
const PUNCTUATION =
  /[\s\u200B-\u200D\u2060\uFEFF《》〈〉“”"‘’'、，,。：:；;！!？?—–\-·•・()[\]{}（）<>【】〔〕〖〗「」『』]/g;

/** What becomes of the characters of most subjects, each by itself; of others (0) only NFKC can tell. */
const [STAYS, GOES] = [1, 2];
const FATE = new Uint8Array(65_536);
FATE.fill(STAYS, 0x4e00, 0xa000);
for (const letter of "0123456789abcdefghijklmnopqrstuvwxyz") FATE[letter.charCodeAt(0)] = STAYS;
for (const mark of " \u3000《》〈〉“”\"‘’'、，,。：:；;！!？?—–-·•()[]{}（）<>【】〔〕「」『』")
  FATE[mark.charCodeAt(0)] = GOES;

/**
 * Returns the text as two subjects are compared: NFKC, lower case, without white space and punctuation. Empty where
 * nothing is left.
 */
export function normaliseSubject(text: string): string {
  let kept = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const fate = FATE[text.charCodeAt(i)];
    if (fate === STAYS) continue;
    if (fate !== GOES) return text.normalize("NFKC").toLowerCase().replace(PUNCTUATION, "");
    kept += text.slice(from, i);
    from = i + 1;
  }
  return from ? kept + text.slice(from) : text;
}
