const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = "10X98765432";
const SHAPE = /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/;
/** Also in digits of full width, and not as part of a longer number. (Safari knows no look behind before 16.4.) */
const MAYBE_ID = /(^|[^\d０-９])([\d０-９]{17}[\dXx０-９Ｘｘ])(?![\d０-９])/g;
/** What every text of these has in it. */
const LONG_NUMBER = /[\d０-９]{17}/;
const BLOT = "■";

/** Returns whether the text is a resident's ID number: 18 characters, a day of birth, the check digit of GB 11643. */
export function isIdNumber(text: string): boolean {
  if (text.length !== 18 || !SHAPE.test(text)) return false;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (text.charCodeAt(i) - 48) * WEIGHTS[i]!;
  return CHECKS[sum % 11] === text[17]!.toUpperCase();
}

/** Returns the text without the ID numbers that stand in it. */
export function withoutIdNumbers(text: string): string {
  if (text.length < 18 || !LONG_NUMBER.test(text)) return text;
  return text.replace(MAYBE_ID, (all, before: string, digits: string) =>
    isIdNumber(digits.normalize("NFKC")) ? before + BLOT : all
  );
}

/** Returns the text with whatever might be an ID number or a mobile number in it blotted out. */
export function blotted(text: string): string {
  return text.replace(/\d{15,17}[\dXx]?|\d+/g, (digits, at: number) => {
    // What follows a blotted number without a gap is the rest of a longer one.
    const isMobile = /^1[3-9]\d{9}$/.test(digits) && !/\d/.test(text.charAt(at - 1));
    return digits.length >= 15 || isMobile ? BLOT : digits;
  });
}
