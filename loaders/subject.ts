/**
 * Returns the text as two subjects are compared: NFKC, lower case, without white space and punctuation. Empty where
 * nothing is left.
 */
export function normaliseSubject(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(PUNCTUATION, "");
}

/** The marks of contracts.md, full width and what NFKC makes of them, every bracket, and what cannot be seen. */
const PUNCTUATION =
  /[\s\u200B-\u200D\u2060\uFEFF《》〈〉“”"‘’'、，,。：:；;！!？?—–\-·•・()[\]{}（）<>【】〔〕〖〗「」『』]/g;
