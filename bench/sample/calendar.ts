/** Days as ISO text (yyyy-mm-dd), which sorts as it should; the clock is never read. */
const DAY = 86_400_000;

/** Returns the day so many days later. */
export function addDays(day: string, days: number): string {
  return fromTime(toTime(day) + days * DAY);
}

/** Returns how many days lie from the first day to the second. */
export function daysBetween(first: string, second: string): number {
  return (toTime(second) - toTime(first)) / DAY;
}

/** Returns the day itself, or the Monday after it where it falls on a weekend. */
export function workday(day: string): string {
  const weekday = new Date(toTime(day)).getUTCDay();
  return addDays(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

export function firstOfNextMonth(day: string): string {
  const [year, month] = parts(day);
  return month === 12 ? iso(year + 1, 1, 1) : iso(year, month + 1, 1);
}

/** Returns the last day of the term that starts on the first of a month and runs so many years. */
export function endOfTerm(from: string, years: number): string {
  const [year, month] = parts(from);
  return addDays(iso(year + years, month, 1), -1);
}

export function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Returns year, month and day as numbers. */
export function parts(day: string): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

export function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function toTime(day: string): number {
  const [year, month, date] = parts(day);
  return Date.UTC(year, month - 1, date);
}

function fromTime(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
