/** What is printed where a value is missing. */
export const MISSING = "—";

/** A whole number as it comes from the database: text where it is too large for a JavaScript number. */
export type Whole = number | bigint | string;

/**
 * Returns whole thousandths as exact decimal text with at least `digits` decimals (1 by default), more where the value
 * has more; never rounds and never passes through a binary float.
 */
export function decimalText(thousandths: Whole, {digits = 1} = {}): string {
  const {sign, whole, fraction} = split(thousandths);
  const kept = fraction.replace(/0+$/, "").padEnd(digits, "0");
  return kept ? `${sign}${whole}.${kept}` : `${sign}${whole}`;
}

/** Returns how many decimals the value needs to be exact, from 0 to 3. */
export function decimalsOf(thousandths: Whole): number {
  return split(thousandths).fraction.replace(/0+$/, "").length;
}

/** Returns points for the reader: at least one decimal, thousands separated, `—` where missing. */
export function formatPoints(thousandths: Whole | null | undefined, {digits = 1} = {}): string {
  if (thousandths === null || thousandths === undefined) return MISSING;
  return group(decimalText(thousandths, {digits}));
}

/** Returns whole thousandths rounded half-up (away from zero) to the number of decimals, from 0 to 3. */
export function roundedText(thousandths: Whole, digits: number): string {
  return scaledText(divideHalfUp(toBigInt(thousandths), 10n ** BigInt(3 - digits)), digits);
}

/** Returns a whole number with thousands separated, `—` where missing. */
export function formatCount(count: Whole | null | undefined): string {
  return count === null || count === undefined ? MISSING : group(toBigInt(count).toString());
}

/** Returns `2025年12月31日` for `2025-12-31`, `—` where missing. */
export function formatDate(iso: string | null | undefined): string {
  if (!iso) return MISSING;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (!match) throw new Error(`invalid date: ${iso}`);
  return `${match[1]}年${Number(match[2])}月${Number(match[3])}日`;
}

/** Returns `92.3%` for 36 of 39, rounded half-up; `—` where a part is missing or nothing was counted. */
export function formatShare(part: Whole | null, whole: Whole | null, {digits = 1} = {}): string {
  if (part === null || whole === null || toBigInt(whole) === 0n) return MISSING;
  return `${scaledText(divideHalfUp(toBigInt(part) * 100n * 10n ** BigInt(digits), toBigInt(whole)), digits)}%`;
}

/** Returns `92.3%（36/39）`: a rate never stands without what it was computed from. */
export function formatRate(part: Whole | null, whole: Whole | null, {digits = 1} = {}): string {
  const share = formatShare(part, whole, {digits});
  if (part === null || whole === null) return MISSING;
  return `${share}（${formatCount(part)}/${formatCount(whole)}）`;
}

/** Returns the mean `90.3` of a sum over a count, rounded half-up; `—` where nothing was counted. */
export function formatMean(sum: Whole, count: Whole, {digits = 1} = {}): string {
  if (toBigInt(count) === 0n) return MISSING;
  return scaledText(divideHalfUp(toBigInt(sum) * 10n ** BigInt(digits), toBigInt(count)), digits);
}

/**
 * Returns the difference of two rates, now less before, as `↑1.2个百分点`, `↓0.8个百分点` or `持平`; `—` where a rate is
 * missing. It is the difference of the rates as they are printed, so that whoever subtracts the two finds the same.
 */
export function formatRateChange(
  now: readonly [Whole | null, Whole | null],
  before: readonly [Whole | null, Whole | null],
  {digits = 1} = {}
): string {
  if ([...now, ...before].includes(null)) return MISSING;
  const [a, b, c, d] = [...now, ...before].map(value => toBigInt(value!)) as [bigint, bigint, bigint, bigint];
  if (b === 0n || d === 0n) return MISSING;
  const printed = (part: bigint, whole: bigint) => divideHalfUp(part * 100n * 10n ** BigInt(digits), whole);
  const change = printed(a, b) - printed(c, d);
  if (change === 0n) return "持平";
  return `${arrow(change)}${scaledText(change < 0n ? -change : change, digits)}个百分点`;
}

/** Returns a difference of points as `↑0.3`, `↓1.0` or `—` where nothing changed or nothing is known. */
export function formatPointsChange(thousandths: Whole | null): string {
  if (thousandths === null) return MISSING;
  const change = toBigInt(thousandths);
  return change === 0n ? MISSING : `${arrow(change)}${formatPoints(change < 0n ? -change : change)}`;
}

/** Returns places gained as `↑2`, places lost (negative) as `↓1`, and `—` for none. */
export function formatPlaces(places: number | null): string {
  if (places === null || places === 0) return MISSING;
  return `${arrow(BigInt(places))}${Math.abs(places)}`;
}

/** Returns the document number with the brackets that official papers use: `海人才发〔2021〕2号`. */
export function formatDocNo(docNo: string): string {
  return docNo.replace(/[[［【(（](\d{4})[\]］】)）]/g, "〔$1〕");
}

function arrow(change: bigint): string {
  return change > 0n ? "↑" : "↓";
}

function toBigInt(value: Whole): bigint {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error(`invalid whole number: ${value}`);
  return BigInt(value);
}

function split(thousandths: Whole): {sign: string; whole: string; fraction: string} {
  const value = toBigInt(thousandths);
  const digits = (value < 0n ? -value : value).toString().padStart(4, "0");
  return {sign: value < 0n ? "-" : "", whole: digits.slice(0, -3), fraction: digits.slice(-3)};
}

/** Divides and rounds half away from zero, which is 四舍五入 on both sides of zero. */
function divideHalfUp(value: bigint, by: bigint): bigint {
  const divisor = by < 0n ? -by : by;
  const dividend = by < 0n ? -value : value;
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (size * 2n + divisor) / (divisor * 2n);
  return dividend < 0n ? -rounded : rounded;
}

function scaledText(value: bigint, digits: number): string {
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  const sign = value < 0n ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function group(text: string): string {
  const [whole, fraction] = text.split(".");
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Returns the first names, and how many there are where some are left out, such as `甲、乙等9个单位`. */
export function formatNames(all: readonly string[], {most = 6, of = "个单位"} = {}): string {
  return all.length <= most ? all.join("、") : `${all.slice(0, most).join("、")}等${formatCount(all.length)}${of}`;
}
