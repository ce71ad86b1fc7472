/**
 * Returns the text with one spelling for what reads alike, line by line as it was: full-width as plain letters, what cannot
 * be seen left out, and Chinese words and long numbers without the blanks and marks inside. Undefined where it is so already.
 */
export function foldText(text: string): string | undefined {
  const plain = PLAIN.test(text) ? text : text.normalize("NFKC").replace(UNSEEN, "");
  const folded = plain
    .replace(INSIDE_WORD, "")
    .replace(NUMBER, (run, at: number) => (isCut(plain, at) ? run : joinNumber(run)));
  return folded === text ? undefined : folded;
}

const PLAIN = /^[\t\r\n -~]*$/;
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
/** Looks behind from the first mark, not from every letter, which would be slower. */
const INSIDE_WORD = /(?:[^\S\r\n]|[-_·・•|/])(?<=\p{sc=Han}.)(?:[^\S\r\n]|[-_·・•|/])*(?=\p{sc=Han})/gu;
/** Digits in groups that one blank or hyphen parts. */
const NUMBER = /(?<![\d.])\d+(?:[ \t\u00a0-]\d+)+(?:[ \t\u00a0-]?[Xx](?![0-9A-Za-z]))?(?![\d.])/g;
/** As people write a phone (139 1234 5678), an ID number (370102 19491231 0029), a bank card (fours), or digit by digit. */
const GROUPS = [/^3 4 4$/, /^6 8 4$/, /^6 4 4 4$/, /^4 4 4 4(?: [1-6])?$/, /^6 \d{1,2}(?: \d)*$/, /^1(?: 1){9,}$/];

function joinNumber(run: string): string {
  const joined = run.replace(/[^0-9Xx]/g, "");
  const shape = run.split(/[ \t\u00a0-]/).map(({length}) => length);
  return GROUPS.some(group => group.test(shape.join(" "))) ? joined : run;
}

/** A path of a drawing is made of numbers with blanks between. */
function isCut(text: string, at: number): boolean {
  return /[MLHVCSQTAZmlhvcsqtaz]$/.test(text.slice(Math.max(0, at - 1), at));
}
