const FOUR = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const WORDS = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const MONTH = /^(?:(\d{4})[-/](\d{1,2})|(\d{4})\s*年\s*(\d{1,2})\s*月|(\d{4})(\d{2}))$/;
const TIME = /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z?$/;
const LOST_MONTH = /^\d{4}\.\d{1,2}$/;
const EARLIEST_YEAR = 1949;
const DAY_MS = 86_400_000;
/** The serial of 10000-01-01 by the day from which it counts. */
const END_1900 = 2_958_466;
const END_1904 = END_1900 - 1462;

/**
 * Returns the day that the plain text names, as ISO date, or undefined where it names none: two-digit years,
 * impossible days and days before 1949 among them. With `month`, a month stands for its first or last day.
 */
export function maybeDate(text: string, month?: "first" | "last"): string | undefined {
  const space = text.search(/[ T](?=\d{1,2}:)/);
  const day = space < 0 ? text : text.slice(0, space).trimEnd();
  if (space >= 0 && !TIME.test(text.slice(space + 1).trim())) return undefined;
  const four = FOUR.exec(day);
  if (four) return isoDay(Number(four[1]), Number(four[3]), Number(four[4]));
  const three = DIGITS.exec(day) ?? WORDS.exec(day);
  if (three) return isoDay(Number(three[1]), Number(three[2]), Number(three[3]));
  const found = month && space < 0 ? MONTH.exec(day) : null;
  if (!found) return undefined;
  const y = Number(found[1] ?? found[3] ?? found[5]);
  const m = Number(found[2] ?? found[4] ?? found[6]);
  return isoDay(y, m, month === "first" ? 1 : daysIn(y, m));
}

/** Returns whether the text reads like 2025.1, in which month 1 and month 10 cannot be told apart. */
export function hasLostMonth(text: string): boolean {
  return LOST_MONTH.test(text);
}

/** Returns whether the text names a month without a day, such as 2025年3月. */
export function isMonthOnly(text: string): boolean {
  return MONTH.test(text);
}

/** Returns whether the text is a time of day alone, such as 08:55; a workbook's number for one is a part of a day. */
export function isTimeOnly(text: string, number = false): boolean {
  return TIME.test(text) || (number && /^0(?:\.\d+)?$/.test(text));
}

/**
 * Returns the ISO date (or date-time to the second, where it has a time) of an Excel serial number; undefined where it
 * is no day up to the year 9999. Binary noise is rounded away, but 23:59:59.997 stays on its day.
 */
export function maybeSerialDate(serial: number, date1904 = false): string | undefined {
  const ms = Math.round(serial * DAY_MS);
  if (!(ms >= DAY_MS && ms < (date1904 ? END_1904 : END_1900) * DAY_MS)) return undefined;
  // In the 1900 system day 60 is 29 February 1900, which never was; the days before it, one off, nobody needs.
  if (!date1904 && ms < 61 * DAY_MS) return undefined;
  const iso = new Date((date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + ms).toISOString();
  return iso.slice(11, 19) === "00:00:00" ? iso.slice(0, 10) : iso.slice(0, 19);
}

function isoDay(year: number, month: number, day: number): string | undefined {
  if (year < EARLIEST_YEAR || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Returns whether the text is a day that exists, written yyyy-mm-dd. */
export function isIsoDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}
