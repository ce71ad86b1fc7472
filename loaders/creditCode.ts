import {messages} from "./messages.ts";

/** GB 32100-2015: digits and letters without I, O, S, V and Z, each worth its place. */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/** Who registered it and what it is, six digits of an area, nine of the organisation, the check character. */
const SHAPE = /^(?:1[1239]|2[19]|3[1-59]|4[19]|5[1-59]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)\d{6}[0-9A-Z]{10}$/;

/**
 * Returns what is wrong with a text that looks like a 统一社会信用代码, or undefined where nothing is or where it does not
 * look like one: an office may have codes of its own that are as long.
 */
export function creditCodeFault(text: string): string | undefined {
  const code = text.toUpperCase();
  if (!SHAPE.test(code) || !/[A-Z]/.test(code)) return undefined;
  const strange = [...new Set(code)].filter(letter => !ALPHABET.includes(letter));
  if (strange.length) return messages.creditCodeLetters(strange);
  return checkCharacter(code.slice(0, 17)) === code[17] ? undefined : messages.creditCodeCheck();
}

function checkCharacter(body: string): string {
  let sum = 0;
  let weight = 1;
  for (const letter of body) {
    sum += ALPHABET.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}
