const NUMBER = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(?:\.(\d+))?$/;
const UNIT = /\s*[分人篇次件项个名场位]$/;
/** Largest whole part whose thousandths are still exact. */
const MOST_WHOLE = 9_000_000_000_000;
const MOST_INTEGER = 2_147_483_647;

/** A workbook's number that stands as it should already: at most fifteen digits, none of them idle. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,8})\.\d{0,5}[1-9])$/;

/** A number as its digits, so that it never passes through a binary float. */
interface Digits {
  negative: boolean;
  whole: string;
  /** Without trailing zeros. */
  fraction: string;
}

/** Returns the whole thousandths that the plain text means; undefined where it is no number or has more than three decimals. */
export function maybeThousandths(text: string): number | undefined {
  const digits = maybeDigits(text);
  if (!digits || digits.fraction.length > 3) return undefined;
  const whole = Number(digits.whole);
  if (whole > MOST_WHOLE) return undefined;
  return signed(digits, whole * 1000 + Number(digits.fraction.padEnd(3, "0")));
}

/** Returns the integer that the plain text means; undefined where it is none. */
export function maybeInteger(text: string): number | undefined {
  const digits = maybeDigits(text);
  if (digits?.fraction !== "") return undefined;
  const whole = Number(digits.whole);
  return whole <= MOST_INTEGER ? signed(digits, whole) : undefined;
}

/** Returns whether the text is a number, only finer than thousandths. */
export function isTooFine(text: string): boolean {
  return (maybeDigits(text)?.fraction.length ?? 0) > 3;
}

/** Returns whether the text is a number, only too large to be kept: one of a workbook may come with an exponent. */
export function isTooLarge(text: string, most: "integer" | "decimal"): boolean {
  const whole = /^-?\d(?:\.\d+)?E\+?\d+$/i.test(text) ? Math.abs(Number(text)) : Number(maybeDigits(text)?.whole ?? 0);
  return whole > (most === "integer" ? MOST_INTEGER : MOST_WHOLE);
}

/** Returns a workbook's number as a percent format shows it. */
export function percentText(text: string): string {
  return `${maybePlainNumber(String(Number(text) * 100))}%`;
}

/**
 * Returns the text of a workbook's number at 15 significant digits, which is all that a spreadsheet program keeps:
 * without an exponent below 10^15, with one from there on (its last digits are lost). Undefined where it is no number.
 */
export function maybePlainNumber(text: string): string | undefined {
  if (PLAIN.test(text)) return text;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return undefined;
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return String(number === 0 ? 0 : number);
  const rounded = Number(number.toPrecision(15));
  if (Math.abs(rounded) >= 1e15) return rounded.toExponential().replace("e", "E");
  return withoutExponent(String(rounded));
}

/** Very small numbers alone come with an exponent: 1.5e-7. */
function withoutExponent(text: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, first, rest = "", exponent] = match;
  return `${sign}0.${"0".repeat(Number(exponent) - 1)}${first}${rest}`;
}

function maybeDigits(text: string): Digits | undefined {
  let body = text.replace("\u2212", "-").replace(UNIT, "");
  const brackets = /^\((.+)\)$/.exec(body);
  if (brackets) body = `-${brackets[1]!.replace(UNIT, "")}`;
  const match = NUMBER.exec(body);
  if (!match) return undefined;
  return {
    negative: match[1] === "-",
    whole: match[2]!.replace(/[, ]/g, ""),
    fraction: (match[3] ?? "").replace(/0+$/, "")
  };
}

function signed(digits: Digits, value: number): number {
  return digits.negative && value !== 0 ? -value : value;
}
